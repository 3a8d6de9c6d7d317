// Plane geometry in metres of EPSG:25832: sizes, crossings, insides. No Leaflet, no document.

import type { Position } from 'geojson';
import { type Area, corners, type Ring } from './area';
import { type Metres, toDegrees, toMetres } from './utm';

export const distance = ([ax, ay]: Metres, [bx, by]: Metres) => Math.hypot(bx - ax, by - ay);

/** Twice the signed area of a ring; positive anticlockwise. Reckoned from the first corner, so that no digits are lost. */
function twice(ring: readonly Metres[]): number {
  const [ox, oy] = ring[0] ?? [0, 0];
  let sum = 0;
  for (let i = 0; i < ring.length; i++) {
    const [[ax, ay], [bx, by]] = [ring[i] as Metres, ring[(i + 1) % ring.length] as Metres];
    sum += (ax - ox) * (by - oy) - (bx - ox) * (ay - oy);
  }
  return sum;
}

const plane = (ring: Ring) => corners(ring).map(toMetres);

export function polygonM2([outer = [], ...holes]: Position[][]): number {
  const size = (ring: Ring) => Math.abs(twice(plane(ring))) / 2;
  return size(outer) - holes.reduce((sum, hole) => sum + size(hole), 0);
}

export function areaM2(area: Area | null): number {
  return (area?.coordinates ?? []).reduce((sum, polygon) => sum + polygonM2(polygon), 0);
}

export function lineM(line: readonly Position[]): number {
  const points = line.map(toMetres);
  return points.slice(1).reduce((sum, point, i) => sum + distance(points[i] as Metres, point), 0);
}

/** The length of all borders, holes too, as ST_Perimeter reckons it. */
export function outlineM(area: Area | null): number {
  return (area?.coordinates ?? []).flat().reduce((sum, ring) => sum + lineM(ring), 0);
}

const turn = ([ax, ay]: Metres, [bx, by]: Metres, [cx, cy]: Metres) => (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);

/** Where two stretches cross each other truly; touching at an end is no crossing. */
export function crossing(a: Metres, b: Metres, c: Metres, d: Metres): Metres | null {
  const [s, t] = [turn(a, b, c), turn(a, b, d)];
  const [u, v] = [turn(c, d, a), turn(c, d, b)];
  if (!(s * t < 0 && u * v < 0)) return null;
  const share = u / (u - v);
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
}

interface Edge {
  a: Metres;
  b: Metres;
  ring: number;
  index: number;
  of: number;
}

function edgesOf(rings: readonly Ring[]): Edge[] {
  return rings.flatMap((ring, r) => {
    const points = plane(ring);
    return points.map((a, i) => ({
      a,
      b: points[(i + 1) % points.length] as Metres,
      ring: r,
      index: i,
      of: points.length,
    }));
  });
}

function areNeighbours(e: Edge, f: Edge): boolean {
  return e.ring === f.ring && ((e.index + 1) % e.of === f.index || (f.index + 1) % f.of === e.index);
}

/** The places where borders of these rings cross, at most so many. Edges are swept from west to east. */
export function crossings(rings: readonly Ring[], most = 20): Position[] {
  const edges = edgesOf(rings).sort((e, f) => Math.min(e.a[0], e.b[0]) - Math.min(f.a[0], f.b[0]));
  const found: Position[] = [];
  edges.forEach((e, i) => {
    const east = Math.max(e.a[0], e.b[0]);
    for (let k = i + 1; k < edges.length && found.length < most; k++) {
      const f = edges[k] as Edge;
      if (Math.min(f.a[0], f.b[0]) > east) break;
      const at = areNeighbours(e, f) ? null : crossing(e.a, e.b, f.a, f.b);
      if (at) found.push(toDegrees(at));
    }
  });
  return found;
}

/** The nearest place to p on the stretch from a to b. */
export function nearest([px, py]: Metres, [ax, ay]: Metres, [bx, by]: Metres): Metres {
  const [dx, dy] = [bx - ax, by - ay];
  const squared = dx * dx + dy * dy;
  const share = squared === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / squared));
  return [ax + dx * share, ay + dy * share];
}
