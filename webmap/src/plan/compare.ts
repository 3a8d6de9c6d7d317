// What differs between two states of a plan, and what speaks against a plan.

import { type Day, dayNumber, overlaps, type Period } from '../time/period';
import { type Bar, type Blackout, isOver, type Key } from './bars';
import type { Cause, Placed } from './shift';
import { has } from './shift';

export interface Move {
  key: Key;
  bar: Bar;
  kind: 'moved' | 'new' | 'gone';
  /** Days by which the first and the last day moved; positive is later. */
  start: number;
  end: number;
  was: Period;
  is: Period;
  cause: Cause | null;
  by: Key | null;
}

const between = (a: Day | null, b: Day | null) => (a && b ? dayNumber(b) - dayNumber(a) : 0);

/** Whether the area is another one; where either is not known, it counts as the same. */
const isReshaped = (was: Bar, is: Bar) =>
  was.geometry !== is.geometry &&
  !!was.geometry &&
  !!is.geometry &&
  JSON.stringify(was.geometry.coordinates) !== JSON.stringify(is.geometry.coordinates);

const SIDE: Period = { from: null, to: null };

/** What a plan moved, against another state of it, in the order of the newer one; what is gone comes last. */
export function moves(before: readonly Bar[], after: readonly (Bar | Placed)[]): Move[] {
  const old = new Map(before.map((bar) => [bar.key, bar]));
  const out: Move[] = [];
  for (const bar of after) {
    const was = old.get(bar.key);
    old.delete(bar.key);
    const cause = 'cause' in bar ? bar.cause : null;
    const by = 'by' in bar ? bar.by : null;
    if (was && was.planned.from === bar.planned.from && was.planned.to === bar.planned.to && !isReshaped(was, bar))
      continue;
    const [start, end] = [
      between(was?.planned.from ?? null, bar.planned.from),
      between(was?.planned.to ?? null, bar.planned.to),
    ];
    out.push({
      key: bar.key,
      bar,
      kind: was ? 'moved' : 'new',
      start,
      end,
      was: was?.planned ?? SIDE,
      is: bar.planned,
      cause,
      by,
    });
  }
  for (const bar of old.values())
    out.push({ key: bar.key, bar, kind: 'gone', start: 0, end: 0, was: bar.planned, is: SIDE, cause: null, by: null });
  return out;
}

export interface Clash {
  key: Key;
  name: string;
  /** The days of the Sperrzeit in which the bar lies, half-open. */
  from: Day;
  to: Day;
  days: number;
}

type Extent = [w: number, s: number, e: number, n: number];

function extent(bar: Pick<Bar, 'geometry'>): Extent | null {
  if (!bar.geometry) return null;
  const box: Extent = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon = 0, lat = 0] of bar.geometry.coordinates.flat(2)) {
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  }
  return box;
}

/** Whether a Sperrzeit of a part of the town may concern a bar: by their boxes, the server knows it exactly. */
function concerns(blackout: Blackout, bar: Bar): boolean {
  const [a, b] = [extent(blackout), extent(bar)];
  return !a || !b || (a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]);
}

/** Phases, and sections without any, that are planned in a Sperrzeit without being allowed to. */
export function clashes(bars: readonly Bar[], blackouts: readonly Blackout[]): Clash[] {
  const parents = new Set(bars.map((bar) => bar.parent));
  const out: Clash[] = [];
  for (const bar of bars) {
    const { from, to } = bar.planned;
    if (!from || !to || bar.blackoutOk || isOver(bar) || parents.has(bar.key)) continue;
    for (const each of blackouts) {
      if (!overlaps(bar.planned, each) || !concerns(each, bar)) continue;
      const [first, end] = [[from, each.from].sort()[1] as Day, [to, each.to].sort()[0] as Day];
      out.push({ key: bar.key, name: each.name, from: first, to: end, days: dayNumber(end) - dayNumber(first) });
    }
  }
  return out;
}

export interface Violation {
  key: Key;
  on: Key;
  days: number;
}

/** Phases that begin before what they depend on has ended. */
export function violations(bars: readonly Bar[]): Violation[] {
  const known = new Map(bars.map((bar) => [bar.key, bar]));
  return bars.flatMap((bar) =>
    bar.dependsOn.flatMap((on): Violation[] => {
      const before = known.get(on);
      if (!before || before.status === 'cancelled' || bar.status === 'cancelled' || before.ended) return [];
      if (!has(bar.planned) || !has(before.planned) || bar.begun) return [];
      const days = between(bar.planned.from, before.planned.to);
      return days > 0 ? [{ key: bar.key, on, days }] : [];
    }),
  );
}
