// One area into several along a line. The line is lengthened beyond the area at both ends.

import type { LineString, Position } from 'geojson';
import { type Area, areaOf } from './area';
import { minus } from './clip';
import { lean, offsetLine } from './offset';
import { areaM2 } from './plane';
import { toDegrees, toMetres } from './utm';

const LEAST_M2 = 0.1;
const ARC_STEPS = 24;

interface Frame {
  centre: Position;
  radius: number;
  /** How much narrower a degree of longitude is here than one of latitude. */
  squeeze: number;
}

function frameOf(places: readonly Position[]): Frame {
  const [xs, ys] = [places.map(([x = 0]) => x), places.map(([, y = 0]) => y)];
  const [w, e, s, n] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return {
    centre: [(w + e) / 2, (s + n) / 2],
    radius: Math.max(e - w, n - s) * 3,
    squeeze: Math.cos((s * Math.PI) / 180),
  };
}

/** Where the ray from b away from a leaves the circle. */
function beyond([ax = 0, ay = 0]: Position, [bx = 0, by = 0]: Position, { centre, radius, squeeze }: Frame): number {
  const [dx, dy] = [(bx - ax) * squeeze, by - ay];
  const [px, py] = [(bx - (centre[0] ?? 0)) * squeeze, by - (centre[1] ?? 0)];
  const [a, b, c] = [dx * dx + dy * dy, 2 * (px * dx + py * dy), px * px + py * py - radius * radius];
  const far = (-b + Math.sqrt(Math.max(0, b * b - 4 * a * c))) / (2 * a);
  return Math.atan2(py + dy * far, px + dx * far);
}

function onCircle(angle: number, { centre, radius, squeeze }: Frame): Position {
  return [(centre[0] ?? 0) + (Math.cos(angle) * radius) / squeeze, (centre[1] ?? 0) + Math.sin(angle) * radius];
}

/** Everything near on one side of a line, seen along it. */
function sideOf(line: readonly Position[], frame: Frame, side: 'left' | 'right'): Area | null {
  const start = beyond(line[1] as Position, line[0] as Position, frame);
  const end = beyond(line.at(-2) as Position, line.at(-1) as Position, frame);
  const full = 2 * Math.PI;
  const sweep = side === 'left' ? (start - end + 2 * full) % full : -((end - start + 2 * full) % full);
  const arc = Array.from({ length: ARC_STEPS + 1 }, (_, i) => onCircle(end + (sweep * i) / ARC_STEPS, frame));
  return areaOf([[[...line, ...arc, line[0] as Position]]]);
}

function placesOf(area: Area, line: readonly Position[]): Position[] {
  return [...area.coordinates.flat(2), ...line];
}

/** What lies left and right of a line; null unless something lies on both sides. */
export function splitByLine(area: Area, line: readonly Position[]): [left: Area, right: Area] | null {
  if (line.length < 2) return null;
  const frame = frameOf(placesOf(area, line));
  const left = minus(area, sideOf(line, frame, 'right'));
  const right = minus(area, sideOf(line, frame, 'left'));
  const all = areaM2(area);
  const [l, r] = [areaM2(left), areaM2(right)];
  const isWhole = Math.abs(l + r - all) < Math.max(LEAST_M2, all * 1e-4);
  return left && right && l > LEAST_M2 && r > LEAST_M2 && isWhole ? [left, right] : null;
}

/** The façade sides of a street as phases would take them; a middle of 0 m leaves only two. */
export interface Sides {
  left: Area | null;
  middle: Area | null;
  right: Area | null;
}

export function splitBySides(area: Area, axis: LineString, middleM: number): Sides | null {
  const points = lean(axis.coordinates.map(toMetres));
  if (points.length < 2) return null;
  const beside = (d: number) => offsetLine(points, d).map(toDegrees);
  if (middleM <= 0) {
    const halves = splitByLine(area, beside(0));
    return halves && { left: halves[0], middle: null, right: halves[1] };
  }
  const first = splitByLine(area, beside(middleM / 2));
  const rest = first ? first[1] : area;
  const second = splitByLine(rest, beside(-middleM / 2));
  if (!first && !second) return null;
  return { left: first?.[0] ?? null, middle: second ? second[0] : rest, right: second?.[1] ?? null };
}
