// Areas from text that somebody pastes or uploads: GeoJSON or WKT, in degrees or in EPSG:25832.

import type { Position } from 'geojson';
import { type Area, areaOf, closed, corners } from './area';
import { type Json, LineError, type Parsed, parseLines } from './json-lines';
import { crossings } from './plane';
import { round9, toDegrees } from './utm';
import { looksLikeWkt, parseWkt, WktError } from './wkt';

export const MOST_BYTES = 1_000_000;
const MOST_CORNERS = 20_000;

export type FaultCode =
  | 'empty'
  | 'too_large'
  | 'json'
  | 'wkt'
  | 'no_area'
  | 'position'
  | 'ring'
  | 'crossing'
  | 'swapped'
  | 'place'
  | 'system'
  | 'corners';

export class TakeInError extends Error {
  constructor(
    readonly code: FaultCode,
    readonly line: number | null,
  ) {
    super(code);
  }
}

interface RawRing {
  places: Position[];
  line: number;
}

interface Raw {
  srid: number | null;
  polygons: RawRing[][];
}

type Dict = { [name: string]: Json };
const isDict = (value: Json | undefined): value is Dict =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function position(value: Json, line: number): Position {
  const [x, y] = Array.isArray(value) ? value : [];
  if (typeof x !== 'number' || typeof y !== 'number') throw new TakeInError('position', line);
  return [x, y];
}

class GeoJsonReader {
  readonly polygons: RawRing[][] = [];

  constructor(private readonly parsed: Parsed) {}

  private list(value: Json | undefined, parent: Json): Json[] {
    if (!Array.isArray(value)) throw new TakeInError('position', this.parsed.lineOf(parent));
    return value;
  }

  private polygon(value: Json, parent: Json): void {
    this.polygons.push(
      this.list(value, parent).map((ring) => {
        const line = this.parsed.lineOf(ring);
        return {
          line,
          places: this.list(ring, parent).map((place) =>
            position(place, Array.isArray(place) ? this.parsed.lineOf(place) : line),
          ),
        };
      }),
    );
  }

  geometry(value: Json | undefined, parent: Json): void {
    if (!isDict(value)) throw new TakeInError('no_area', this.parsed.lineOf(parent));
    if (value.type === 'Feature') this.geometry(value.geometry, value);
    else if (value.type === 'FeatureCollection')
      for (const each of this.list(value.features, value)) this.geometry(each, value);
    else if (value.type === 'GeometryCollection')
      for (const each of this.list(value.geometries, value)) this.geometry(each, value);
    else if (value.type === 'Polygon') this.polygon(value.coordinates ?? null, value);
    else if (value.type === 'MultiPolygon')
      for (const each of this.list(value.coordinates, value)) this.polygon(each, value);
    else throw new TakeInError('no_area', this.parsed.lineOf(value));
  }
}

function systemOf(value: Json): number | null {
  const crs = isDict(value) && isDict(value.crs) && isDict(value.crs.properties) ? value.crs.properties.name : null;
  if (typeof crs !== 'string') return null;
  return /CRS84$/.test(crs) ? 4326 : Number(/(\d+)$/.exec(crs)?.[1] ?? Number.NaN);
}

function readRaw(text: string): Raw {
  if (looksLikeWkt(text)) return parseWkt(text);
  const parsed = parseLines(text);
  const reader = new GeoJsonReader(parsed);
  reader.geometry(parsed.value, parsed.value);
  return { srid: systemOf(parsed.value), polygons: reader.polygons };
}

const inMetres = ([x = 0, y = 0]: Position) => x > 100_000 && x < 900_000 && y > 5_000_000 && y < 6_500_000;
const inDegrees = ([x = 0, y = 0]: Position) => x > 4 && x < 18 && y > 46 && y < 57;

/** A place in degrees. Without a named system the numbers tell: degrees and metres are never alike here. */
function asDegrees(place: Position, srid: number | null, line: number): Position {
  if (srid !== null && srid !== 25832 && srid !== 4326 && srid !== 4258) throw new TakeInError('system', line);
  if (srid !== 25832 && inDegrees(place)) return round9(place);
  if ((srid === null || srid === 25832) && inMetres(place)) return toDegrees([place[0] ?? 0, place[1] ?? 0]);
  const [x = 0, y = 0] = place;
  throw new TakeInError(inDegrees([y, x]) || inMetres([y, x]) ? 'swapped' : 'place', line);
}

function ringOf({ places, line }: RawRing, srid: number | null): Position[] {
  const ring = closed(places.map((place) => asDegrees(place, srid, line)));
  if (new Set(corners(ring).map(String)).size < 3) throw new TakeInError('ring', line);
  if (crossings([ring], 1).length > 0) throw new TakeInError('crossing', line);
  return ring;
}

/** Reads text; what is wrong with it comes as a TakeInError with the line. */
export function takeIn(text: string): Area {
  if (text.trim() === '') throw new TakeInError('empty', null);
  if (text.length > MOST_BYTES) throw new TakeInError('too_large', null);
  let raw: Raw;
  try {
    raw = readRaw(text);
  } catch (cause) {
    if (cause instanceof LineError || cause instanceof WktError) throw new TakeInError(cause.code, cause.line);
    throw cause;
  }
  const count = raw.polygons.flat().reduce((sum, { places }) => sum + places.length, 0);
  if (count > MOST_CORNERS) throw new TakeInError('corners', null);
  const area = areaOf(raw.polygons.map((polygon) => polygon.map((ring) => ringOf(ring, raw.srid))));
  if (!area) throw new TakeInError('no_area', 1);
  return area;
}
