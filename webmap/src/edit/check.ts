// Early warnings while drawing. The server decides; this only spares the way there and back (E4).

import type { Position } from 'geojson';
import type { Box } from '../model';
import type { Area } from './area';
import { minus, sharedM2 } from './clip';
import { areaM2, crossings } from './plane';
import type { Neighbour } from './types';

/** Less may come from rounding. */
const LEAST_M2 = 0.05;

export interface Warning {
  code: 'crossing' | 'town' | 'within' | 'section' | 'phase';
  what: string;
  at: Position | null;
  geometry: Area | null;
}

export interface Surroundings {
  neighbours: readonly Neighbour[];
  within: Area | null;
  town: Box | null;
}

type Bounds = [number, number, number, number];

function boundsOf(area: Area): Bounds {
  const box: Bounds = [180, 90, -180, -90];
  for (const [x = 0, y = 0] of area.coordinates.flat(2)) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

const meet = (a: Bounds, b: Bounds) => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];

function crossed(area: Area): Warning[] {
  return area.coordinates.flatMap((rings) => {
    const [at] = crossings(rings, 1);
    return at ? [{ code: 'crossing' as const, what: '', at, geometry: null }] : [];
  });
}

function outsideTown(area: Area, town: Box | null): Warning[] {
  const at =
    town && area.coordinates.flat(2).find(([x = 0, y = 0]) => x < town[0] || y < town[1] || x > town[2] || y > town[3]);
  return at ? [{ code: 'town', what: '', at, geometry: null }] : [];
}

function outsideSection(area: Area, within: Area | null): Warning[] {
  const outside = within && minus(area, within);
  return outside && areaM2(outside) > LEAST_M2 ? [{ code: 'within', what: '', at: null, geometry: outside }] : [];
}

function overlaps(area: Area, neighbours: readonly Neighbour[]): Warning[] {
  const here = boundsOf(area);
  return neighbours.flatMap(({ kind, label, geometry, clashes }) => {
    if (!clashes || !meet(here, boundsOf(geometry)) || sharedM2(area, geometry) <= LEAST_M2) return [];
    const outside = minus(area, geometry);
    return [{ code: kind, what: label, at: null, geometry: outside ? minus(area, outside) : area }];
  });
}

/** What looks wrong, the worst first. Where a border crosses itself nothing else can be reckoned. */
export function check(area: Area | null, { neighbours, within, town }: Surroundings): Warning[] {
  if (!area) return [];
  const broken = crossed(area);
  if (broken.length > 0) return broken;
  return [...outsideTown(area, town), ...outsideSection(area, within), ...overlaps(area, neighbours)];
}
