// A strip of a street: so far from its axis to so far, with square ends.

import type { LineString, Position } from 'geojson';
import { type Area, areaOf, closed } from './area';
import { lean, offsetLine, stretch } from './offset';
import { crossings, distance } from './plane';
import { type Metres, toDegrees, toMetres } from './utm';

export type Side = 'full' | 'left' | 'middle' | 'right';

export interface Strip {
  side: Side;
  /** Full and middle: across the axis; left and right: from the axis outwards. */
  width_m: number;
  from_m: number;
  to_m: number;
}

/** How far to the left of the axis a strip reaches, from its right border to its left one. */
function reach({ side, width_m: width }: Strip): [right: number, left: number] {
  if (side === 'left') return [0, width];
  if (side === 'right') return [-width, 0];
  return [-width / 2, width / 2];
}

/** The length of an axis in metres. */
export function axisM(axis: LineString): number {
  const points = axis.coordinates.map(toMetres);
  return points.slice(1).reduce((sum, point, i) => sum + distance(points[i] as Metres, point), 0);
}

/** The strip as an area; null where the axis is too short or bends too narrowly for that width. */
export function stripArea(axis: LineString, strip: Strip): Area | null {
  const piece = stretch(lean(axis.coordinates.map(toMetres)), strip.from_m, strip.to_m);
  if (piece.length < 2 || strip.width_m <= 0) return null;
  const [right, left] = reach(strip);
  const border = lean([...offsetLine(piece, right), ...offsetLine(piece, left).reverse()]);
  const ring: Position[] = closed(border.map(toDegrees));
  return ring.length < 4 || crossings([ring], 1).length > 0 ? null : areaOf([[ring]]);
}
