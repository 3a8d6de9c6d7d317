// Well-known text of areas: POLYGON and MULTIPOLYGON, with SRID as PostGIS writes it.

import type { Position } from 'geojson';

export interface Wkt {
  srid: number | null;
  /** Polygons of rings; the line each ring begins on stands beside it. */
  polygons: { places: Position[]; line: number }[][];
}

export class WktError extends Error {
  constructor(
    readonly code: 'wkt' | 'no_area',
    readonly line: number,
  ) {
    super(code);
  }
}

const TOKEN = /[A-Za-z]+|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[(),;=]/y;
const BLANK = /\s*/y;
const OTHERS = ['POINT', 'LINESTRING', 'MULTIPOINT', 'MULTILINESTRING', 'GEOMETRYCOLLECTION'];

class Reader {
  private at = 0;
  private next: string | undefined;

  constructor(private readonly text: string) {
    this.step();
  }

  get line(): number {
    return this.text.slice(0, this.at).split('\n').length;
  }

  fail(code: WktError['code'] = 'wkt'): never {
    throw new WktError(code, this.line);
  }

  private step(): void {
    BLANK.lastIndex = this.at;
    this.at += BLANK.exec(this.text)?.[0].length ?? 0;
    TOKEN.lastIndex = this.at;
    this.next = TOKEN.exec(this.text)?.[0];
    if (this.next === undefined && this.at < this.text.length) this.fail();
  }

  /** The next sign or word, if it is this one. */
  is(wanted: string): boolean {
    if (this.next?.toUpperCase() !== wanted) return false;
    this.at += this.next.length;
    this.step();
    return true;
  }

  want(sign: string): void {
    if (!this.is(sign)) this.fail();
  }

  number(): number {
    const value = Number(this.next);
    if (this.next === undefined || !Number.isFinite(value)) this.fail();
    this.at += this.next.length;
    this.step();
    return value;
  }

  get isNumber(): boolean {
    return this.next !== undefined && /\d/.test(this.next);
  }

  get isOver(): boolean {
    return this.next === undefined;
  }

  list<T>(item: () => T): T[] {
    this.want('(');
    const out = [item()];
    while (this.is(',')) out.push(item());
    this.want(')');
    return out;
  }

  place(): Position {
    const [x, y] = [this.number(), this.number()];
    while (this.isNumber) this.number();
    return [x, y];
  }
}

export const looksLikeWkt = (text: string) => /^\s*(?:SRID\s*=|[A-Za-z])/.test(text);

export function parseWkt(text: string): Wkt {
  const r = new Reader(text.trimEnd());
  let srid: number | null = null;
  if (r.is('SRID')) {
    r.want('=');
    srid = r.number();
    r.want(';');
  }
  if (OTHERS.some((word) => r.is(word))) r.fail('no_area');
  const isMany = r.is('MULTIPOLYGON');
  if (!isMany && !r.is('POLYGON')) r.fail();
  for (const word of ['Z', 'M', 'ZM']) if (r.is(word)) break;
  if (r.is('EMPTY')) r.fail('no_area');
  const ring = () => {
    const { line } = r;
    return { places: r.list(() => r.place()), line };
  };
  const polygon = () => r.list(ring);
  const polygons = isMany ? r.list(polygon) : [polygon()];
  r.is(';');
  if (!r.isOver) r.fail();
  return { srid, polygons };
}
