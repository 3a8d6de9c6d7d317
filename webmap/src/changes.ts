// What the server tells of edits and whom it concerns: rules only, no browser.

import type { Box } from './model';

/** One edit, or several of one layer told together. */
export interface Change {
  layer: string;
  /** The features; null where they are too many to name. */
  ids: readonly number[] | null;
  /** Where they were and are; null is nowhere, or everywhere for unnamed ones. */
  box: Box | null;
  /** The version of the data that holds the edit. */
  v: string;
}

/** What is told at once. */
export interface News {
  /** Anything may be different; the changes say nothing then. */
  all: boolean;
  changes: readonly Change[];
  v: string;
}

/** A place in the tile pyramid. */
export interface Place {
  z: number;
  x: number;
  y: number;
}

/** The zooms at which tiles hold a layer. */
export interface LayerRange {
  id: string;
  minzoom: number;
  maxzoom: number;
}

/** As far as features reach over a tile's edge, and a unit for rounding, in tile widths. */
const REACH = 65 / 4096;
const GRID = 'grid';
const COUNTED = ['parcels', 'units'];

function worldY(lat: number): number {
  const sin = Math.sin((Math.max(-85.06, Math.min(85.06, lat)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
}

/** Whether something in the box can be seen in a tile. */
export function meets({ z, x, y }: Place, [west, south, east, north]: Box): boolean {
  const n = 2 ** z;
  return (
    (east / 360 + 0.5) * n >= x - REACH &&
    (west / 360 + 0.5) * n <= x + 1 + REACH &&
    worldY(south) * n >= y - REACH &&
    worldY(north) * n <= y + 1 + REACH
  );
}

/** Whether a tile that holds these features is different after a change. */
export function concerns(
  change: Change,
  place: Place,
  held: readonly { layer: string; id: number }[],
  ranges: readonly LayerRange[],
): boolean {
  const { layer, ids, box } = change;
  const has = (name: string) =>
    ranges.some(({ id, minzoom: a, maxzoom: b }) => id === name && place.z >= a && place.z <= b);
  const counted = COUNTED.includes(layer) && has(GRID);
  if (!has(layer) && !counted) return false;
  if (box ? meets(place, box) : !ids) return true;
  return !!ids && held.some((feature) => feature.layer === layer && ids.includes(feature.id));
}

/** One piece of work at a time: asked for meanwhile, it is done once more, with what is newest then. */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let busy: Promise<void> | null = null;
  let again = false;
  const run = async () => {
    try {
      do {
        again = false;
        await work();
      } while (again);
    } finally {
      busy = null;
    }
  };
  return () => {
    again = true;
    busy ??= run();
    return busy;
  };
}
