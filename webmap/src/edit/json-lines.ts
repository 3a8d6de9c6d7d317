// JSON with the line of every value, since "somewhere in 4,000 lines" helps nobody who pasted them.

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

export class LineError extends Error {
  constructor(
    readonly code: 'json' | 'empty',
    readonly line: number,
  ) {
    super(code);
  }
}

export interface Parsed {
  value: Json;
  /** The line an object or array begins on. */
  lineOf(value: Json): number;
}

const SPACE = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

class Reader {
  at = 0;
  readonly starts = new Map<Json, number>();

  constructor(readonly text: string) {}

  line(at: number): number {
    return this.text.slice(0, at).split('\n').length;
  }

  fail(): never {
    throw new LineError('json', this.line(this.at));
  }

  take(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) return null;
    this.at += found.length;
    return found;
  }

  /** Passes blanks and, if it comes next, the sign. */
  sign(sign: string): boolean {
    this.take(SPACE);
    if (this.text[this.at] !== sign) return false;
    this.at++;
    return true;
  }

  value(depth = 0): Json {
    this.take(SPACE);
    const start = this.at;
    if (depth > 100) this.fail();
    if (this.sign('[')) return this.noted(start, this.items(depth));
    if (this.sign('{')) return this.noted(start, this.members(depth));
    const scalar = this.take(STRING) ?? this.take(NUMBER) ?? this.take(WORD);
    return scalar === null ? this.fail() : (JSON.parse(scalar) as Json);
  }

  private noted<T extends Json>(start: number, value: T): T {
    this.starts.set(value, start);
    return value;
  }

  private items(depth: number): Json[] {
    const out: Json[] = [];
    if (this.sign(']')) return out;
    do out.push(this.value(depth + 1));
    while (this.sign(','));
    return this.sign(']') ? out : this.fail();
  }

  private members(depth: number): { [name: string]: Json } {
    const out: { [name: string]: Json } = {};
    if (this.sign('}')) return out;
    do {
      this.take(SPACE);
      const name = this.take(STRING) ?? this.fail();
      if (!this.sign(':')) this.fail();
      out[JSON.parse(name) as string] = this.value(depth + 1);
    } while (this.sign(','));
    return this.sign('}') ? out : this.fail();
  }
}

export function parseLines(text: string): Parsed {
  const reader = new Reader(text);
  const value = reader.value();
  reader.take(SPACE);
  if (reader.at < text.length) reader.fail();
  return { value, lineOf: (each) => reader.line(reader.starts.get(each) ?? 0) };
}
