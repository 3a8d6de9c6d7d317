// The line along which a section is worked on: the axis of its street as far as it lies in the area, or else a line
// through the area lengthwise. In metres of EPSG:25832, as the server judges it.

import type { LineString, Position } from 'geojson';
import type { Area } from './area';
import type { Axis } from './axes';
import { lean } from './offset';
import { distance, polygonM2 } from './plane';
import { type Metres, toDegrees, toMetres } from './utm';

/** A line may leave its section by so much, as the server has it. */
const LEAVE_M = 1;
const LEAST_M = 1;
/** An axis that only crosses the area is not the one along which it is worked on. */
const SHARE_OF_LENGTH = 0.5;
const TOUCH = 1e-9;

export interface Found {
  line: LineString;
  /** The axis that it is a piece of; null if it goes through the area lengthwise. */
  axis: Axis | null;
}

type Edge = readonly [Metres, Metres];

const edgesOf = (area: Area): Edge[] =>
  area.coordinates.flat().flatMap((ring) => {
    const points = ring.map(toMetres);
    return points.slice(1).map((b, i): Edge => [points[i] as Metres, b]);
  });

const between = ([ax, ay]: Metres, [bx, by]: Metres, share: number): Metres => [
  ax + (bx - ax) * share,
  ay + (by - ay) * share,
];

/** How far along from a to b an edge is met; null if it is not. */
function meets([ax, ay]: Metres, [bx, by]: Metres, [[cx, cy], [dx, dy]]: Edge): number | null {
  const [rx, ry, sx, sy] = [bx - ax, by - ay, dx - cx, dy - cy];
  const cross = rx * sy - ry * sx;
  if (Math.abs(cross) < 1e-12) return null;
  const along = ((cx - ax) * sy - (cy - ay) * sx) / cross;
  const across = ((cx - ax) * ry - (cy - ay) * rx) / cross;
  return along >= 0 && along <= 1 && across >= -TOUCH && across <= 1 + TOUCH ? along : null;
}

function isInside([x, y]: Metres, edges: readonly Edge[]): boolean {
  let isIn = false;
  for (const [[ax, ay], [bx, by]] of edges)
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) isIn = !isIn;
  return isIn;
}

interface Piece {
  points: Metres[];
  isIn: boolean;
}

/** A line as its stretches within and without an area, in their order. */
function pieces(points: readonly Metres[], edges: readonly Edge[]): Piece[] {
  const out: Piece[] = [];
  for (let i = 0; i + 1 < points.length; i++) {
    const [a, b] = [points[i] as Metres, points[i + 1] as Metres];
    const cuts = edges.map((edge) => meets(a, b, edge)).filter((each) => each !== null);
    const shares = [...new Set([0, ...cuts, 1])].sort((one, other) => one - other);
    for (let k = 0; k + 1 < shares.length; k++) {
      const [from, to] = [shares[k] as number, shares[k + 1] as number];
      const isIn = isInside(between(a, b, (from + to) / 2), edges);
      const last = out.at(-1);
      if (last?.isIn === isIn) last.points.push(between(a, b, to));
      else out.push({ points: [between(a, b, from), between(a, b, to)], isIn });
    }
  }
  return out;
}

const lengthM = (points: readonly Metres[]) =>
  points.slice(1).reduce((sum, point, i) => sum + distance(points[i] as Metres, point), 0);

function longestWithin(points: readonly Metres[], edges: readonly Edge[]): Metres[] {
  const inside = pieces(points, edges).filter(({ isIn }) => isIn);
  return inside.map((each) => each.points).sort((a, b) => lengthM(b) - lengthM(a))[0] ?? [];
}

/** Straight through the middle of the largest part, the way that it is longest. */
function lengthwise(area: Area, edges: readonly Edge[]): Metres[] {
  const [largest] = [...area.coordinates].sort((a, b) => polygonM2(b) - polygonM2(a));
  const ring = (largest?.[0] ?? []).map(toMetres);
  let [whole, cx, cy] = [0, 0, 0];
  const sides = ring.slice(1).map((b, i) => [ring[i] as Metres, b] as const);
  for (const [a, b] of sides) {
    const m = distance(a, b);
    whole += m;
    cx += ((a[0] + b[0]) / 2) * m;
    cy += ((a[1] + b[1]) / 2) * m;
  }
  if (whole === 0) return [];
  const middle: Metres = [cx / whole, cy / whole];
  let [xx, xy, yy] = [0, 0, 0];
  for (const [a, b] of sides) {
    const [x, y] = [(a[0] + b[0]) / 2 - middle[0], (a[1] + b[1]) / 2 - middle[1]];
    const m = distance(a, b);
    xx += x * x * m;
    xy += x * y * m;
    yy += y * y * m;
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  const reach = Math.max(...ring.map((each) => distance(each, middle))) + 1;
  const end = (sign: number): Metres => [
    middle[0] + sign * reach * Math.cos(angle),
    middle[1] + sign * reach * Math.sin(angle),
  ];
  return longestWithin([end(-1), end(1)], edges);
}

const asLine = (points: readonly Metres[]): LineString => ({
  type: 'LineString',
  coordinates: lean(points).map(toDegrees) as Position[],
});

/** The piece of one axis that lies in the area; null if it is none. */
export function alongAxis(area: Area, axis: Axis): Found | null {
  const points = longestWithin(axis.line.coordinates.map(toMetres), edgesOf(area));
  return lengthM(points) < LEAST_M ? null : { line: asLine(points), axis };
}

/** The line through the area that goes without any street. */
export function throughArea(area: Area): Found | null {
  const points = lengthwise(area, edgesOf(area));
  return lengthM(points) < LEAST_M ? null : { line: asLine(points), axis: null };
}

/** The axes that lie in the area, the one that does so longest first. */
export function axesIn(area: Area, axes: readonly Axis[]): Axis[] {
  const found = axes.map((axis) => ({ axis, m: lineLength(alongAxis(area, axis)) })).filter(({ m }) => m > 0);
  return found.sort((a, b) => b.m - a.m).map(({ axis }) => axis);
}

const lineLength = (found: Found | null) => (found ? lengthM(found.line.coordinates.map(toMetres)) : 0);

/** What is taken without anybody choosing. */
export function centrelineOf(area: Area, axes: readonly Axis[]): Found | null {
  const through = throughArea(area);
  const [axis] = axesIn(area, axes);
  const along = axis ? alongAxis(area, axis) : null;
  return along && lineLength(along) >= SHARE_OF_LENGTH * lineLength(through) ? along : through;
}

/** Whether a line keeps to the area as far as the server asks. */
export function keepsTo(line: LineString, area: Area): boolean {
  return pieces(line.coordinates.map(toMetres), edgesOf(area)).every(
    ({ points, isIn }) => isIn || lengthM(points) <= LEAVE_M,
  );
}
