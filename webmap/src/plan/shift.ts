// Shifting a plan. What people want is kept as wishes beside the plan they started from, and the new plan is always
// reckoned from both: a wish taken back leaves no trace, also where it had pushed others.

import { addDays, type Day, dayNumber, type Period } from '../time/period';
import { type Bar, hasBegun, isOver, type Key } from './bars';

/** Days: `shift` moves a bar, for a section with all its phases; `head` and `tail` move one end. */
export interface Wish {
  shift: number;
  head: number;
  tail: number;
}
export type Wishes = Readonly<Record<Key, Wish>>;
export type Edge = keyof Wish;

/** Why a bar moved: by hand, with its section, behind a phase it depends on, or a section to hold its phases. */
export type Cause = 'own' | 'with' | 'pushed' | 'grown';

export interface Placed extends Bar {
  cause: Cause | null;
  /** The phase that pushed it. */
  by: Key | null;
}

export const NO_WISH: Wish = { shift: 0, head: 0, tail: 0 };
export const NO_WISHES: Wishes = {};

export const lengthOf = ({ from, to }: Period): number => (from && to ? dayNumber(to) - dayNumber(from) : 0);

function moveBy({ from, to }: Period, head: number, tail: number): Period {
  return { from: from && addDays(from, head), to: to && addDays(to, tail) };
}

export const has = ({ from, to }: Period): boolean => from !== null && to !== null;
export const isNothing = (wish: Wish) => wish.shift === 0 && wish.head === 0 && wish.tail === 0;

/** What can still be moved: nothing that is over, no start that has happened. */
export function mayMove(bar: Bar, edge: Edge): boolean {
  if (isOver(bar) || !has(bar.planned)) return false;
  if (edge === 'tail' || !hasBegun(bar)) return true;
  return edge === 'shift' && bar.parent === null;
}

/** Days by which wishes alone move the two ends of a bar. */
function wantedDays(bar: Bar, own: Wish, along: number): { head: number; tail: number } {
  if (mayMove(bar, 'head')) {
    const head = own.shift + along + own.head;
    // A bar keeps a day at least.
    return { head, tail: Math.max(own.shift + along + own.tail, head + 1 - lengthOf(bar.planned)) };
  }
  if (!mayMove(bar, 'tail')) return { head: 0, tail: 0 };
  const rest = bar.parent === null ? own.shift : 0;
  return { head: 0, tail: Math.max(rest + own.tail, 1 - lengthOf(bar.planned)) };
}

function wanted(bars: readonly Bar[], wishes: Wishes): Map<Key, Placed> {
  const out = new Map<Key, Placed>();
  for (const bar of bars) {
    const own = wishes[bar.key] ?? NO_WISH;
    const along = bar.parent ? (wishes[bar.parent]?.shift ?? 0) : 0;
    const { head, tail } = wantedDays(bar, own, along);
    const cause: Cause | null = head === 0 && tail === 0 ? null : isNothing(own) ? 'with' : 'own';
    out.set(bar.key, { ...bar, planned: moveBy(bar.planned, head, tail), cause, by: null });
  }
  return out;
}

/** Phases so that each comes after what it depends on; a circle, which the server refuses, keeps its order. */
function inOrder(bars: readonly Bar[]): Bar[] {
  const known = new Map(bars.map((bar) => [bar.key, bar]));
  const out: Bar[] = [];
  const seen = new Set<Key>();
  const visit = (bar: Bar): void => {
    if (seen.has(bar.key)) return;
    seen.add(bar.key);
    for (const key of bar.dependsOn) {
      const before = known.get(key);
      if (before) visit(before);
    }
    out.push(bar);
  };
  for (const bar of bars) if (bar.parent !== null) visit(bar);
  return out;
}

/** The first day on which nothing that a phase waits for goes on, and which phase that is. */
function gate(bar: Bar, placed: ReadonlyMap<Key, Bar>): { day: Day; by: Key } | null {
  let last: { day: Day; by: Key } | null = null;
  for (const key of bar.dependsOn) {
    const before = placed.get(key);
    if (!before || before.status === 'cancelled') continue;
    const day = before.ended ? addDays(before.ended, 1) : before.planned.to;
    if (day && (!last || day > last.day)) last = { day, by: key };
  }
  return last;
}

/** No phase begins before what it depends on has ended: it is pushed, and what depends on it after it. */
function push(bars: readonly Bar[], placed: Map<Key, Placed>): void {
  for (const { key } of inOrder(bars)) {
    const bar = placed.get(key) as Placed;
    const touched = bar.cause !== null || bar.dependsOn.some((each) => placed.get(each)?.cause);
    const first = touched && mayMove(bar, 'head') ? gate(bar, placed) : null;
    if (!first || !bar.planned.from || bar.planned.from >= first.day) continue;
    const days = dayNumber(first.day) - dayNumber(bar.planned.from);
    placed.set(key, { ...bar, planned: moveBy(bar.planned, days, days), cause: 'pushed', by: first.by });
  }
}

const earlier = (a: Day, b: Day) => (a < b ? a : b);
const later = (a: Day, b: Day) => (earlier(a, b) === a ? b : a);

/** The days of a section that hold a phase too; a start that has happened stays. */
function holding(section: Bar, phase: Bar): Period {
  const { from, to } = section.planned;
  const { from: first, to: end } = phase.planned;
  if (!from || !to || !first || !end) return section.planned;
  return { from: hasBegun(section) ? from : earlier(first, from), to: later(end, to) };
}

/** A section holds what was moved in it. It does not shrink by itself. */
function grow(placed: Map<Key, Placed>): void {
  for (const phase of [...placed.values()]) {
    const section = phase.parent ? placed.get(phase.parent) : undefined;
    if (!section || isOver(section) || !(phase.cause || (section.cause && !isOver(phase)))) continue;
    const planned = holding(section, phase);
    if (planned.from === section.planned.from && planned.to === section.planned.to) continue;
    placed.set(section.key, { ...section, planned, cause: section.cause ?? 'grown', by: section.by ?? phase.key });
  }
}

/** The plan as it would be with the wishes and all that follows from them. */
export function settle(bars: readonly Bar[], wishes: Wishes): Placed[] {
  const placed = wanted(bars, wishes);
  push(bars, placed);
  grow(placed);
  return bars.map((bar) => placed.get(bar.key) as Placed);
}
