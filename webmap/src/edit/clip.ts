// Areas less areas. Geoman carries an exact clipper; it is the only thing taken from it here.

import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import { type Area, areaOf, asArea } from './area';
import { areaM2, polygonM2 } from './plane';
import { round9 } from './utm';

/** Smaller pieces come from rounding, nobody draws them. */
const CRUMB_M2 = 0.0005;
const AROUND_DEGREES = 0.01;

type CutLayer = (cutter: unknown, target: unknown) => Feature<Polygon | MultiPolygon> | null;

interface WithCutter {
  Polygon: { prototype: object };
  PM: { Draw: { Cut: { prototype: { _cutLayer: CutLayer } } } };
}

const geoman = () => (globalThis as unknown as { L: WithCutter }).L;

/** What Geoman's cutter asks of a layer: its class and its coordinates, here without their being rounded. */
function asLayer(area: Area): unknown {
  return Object.assign(Object.create(geoman().Polygon.prototype), { toGeoJSON: () => area });
}

function tidy(area: Area | null): Area | null {
  const polygons = (area?.coordinates ?? []).map((polygon) =>
    polygon.map((ring) => ring.map(round9)).filter((ring, r) => r === 0 || polygonM2([ring]) > CRUMB_M2),
  );
  return areaOf(polygons.filter((polygon) => polygonM2(polygon) > CRUMB_M2));
}

/** What of a lies outside b. Corners of a that b does not touch stay what they are. */
export function minus(a: Area | null, b: Area | null): Area | null {
  if (!a || !b) return a;
  const found = geoman().PM.Draw.Cut.prototype._cutLayer(asLayer(b), asLayer(a));
  return tidy(asArea(found?.geometry));
}

function around(areas: readonly Area[]): Area {
  const places = areas.flatMap((area) => area.coordinates.flat(2));
  const [xs, ys] = [places.map(([x = 0]) => x), places.map(([, y = 0]) => y)];
  const [w, e] = [Math.min(...xs) - AROUND_DEGREES, Math.max(...xs) + AROUND_DEGREES];
  const [s, n] = [Math.min(...ys) - AROUND_DEGREES, Math.max(...ys) + AROUND_DEGREES];
  const ring: Position[] = [
    [w, s],
    [e, s],
    [e, n],
    [w, n],
    [w, s],
  ];
  return { type: 'MultiPolygon', coordinates: [[ring]] };
}

/** Both together, as what is left of a frame when all that neither covers is taken away. */
export function join(a: Area | null, b: Area | null): Area | null {
  if (!a || !b) return a ?? b;
  const frame = around([a, b]);
  return minus(frame, minus(minus(frame, a), b));
}

/** How many square metres two areas share. */
export function sharedM2(a: Area, b: Area): number {
  return Math.max(0, areaM2(a) - areaM2(minus(a, b)));
}
