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

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'number' && Number.isFinite(each));
}

/** Reads the data of an event; null for what cannot be read. */
export function readChange(text: string): Change | null {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return null;
  }
  const { layer, ids, bbox, v } = (raw ?? {}) as Record<string, unknown>;
  if (typeof layer !== 'string' || typeof v !== 'string') return null;
  return {
    layer,
    ids: isNumbers(ids) ? ids : null,
    box: isNumbers(bbox) && bbox.length === 4 ? (bbox as Box) : null,
    v,
  };
}

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

/** The features of a layer that news are about: none, those named, or null for any of them. */
export function named(news: News, layer: string): readonly number[] | null {
  if (news.all) return null;
  const ids = new Set<number>();
  for (const change of news.changes) {
    if (change.layer !== layer) continue;
    if (!change.ids) return null;
    for (const id of change.ids) ids.add(id);
  }
  return [...ids];
}

/** Collects what comes within a moment, so that a burst of edits is one piece of news. */
export function gather(
  tell: (news: News) => void,
  pauseMs: number,
): { add(change: Change): void; all(v: string): void } {
  let changes: Change[] = [];
  let all = false;
  let v = '';
  let waiting = false;
  const flush = () => {
    const news = { all, changes: all ? [] : changes, v };
    [changes, all, waiting] = [[], false, false];
    tell(news);
  };
  const soon = (newest: string) => {
    v = newest;
    if (!waiting) setTimeout(flush, pauseMs);
    waiting = true;
  };
  return {
    add: (change) => {
      changes.push(change);
      soon(change.v);
    },
    all: (newest) => {
      all = true;
      soon(newest);
    },
  };
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
