// From a movement of the hand to a wish. People move what they see: a bar that another one has pushed is moved from
// where it stands now, and one that is held by what it depends on stops there.

import { type Day, dayNumber, type Period } from '../time/period';
import type { Bar, Key } from './bars';
import { type Edge, isNothing, lengthOf, mayMove, NO_WISH, settle, type Wish, type Wishes } from './shift';

function withWish(wishes: Wishes, key: Key, own: Wish): Wishes {
  const { [key]: _, ...others } = wishes;
  return isNothing(own) ? others : { ...others, [key]: own };
}

const same = (a: Period, b: Period) => a.from === b.from && a.to === b.to;

/** Moves a bar, or one end of it, by days from where it is shown. A bar keeps a day at least. */
export function nudge(bars: readonly Bar[], wishes: Wishes, key: Key, edge: Edge, days: number): Wishes {
  const bar = bars.find((each) => each.key === key);
  if (!bar || !mayMove(bar, edge) || days === 0) return wishes;
  const shown = (all: Wishes) => (settle(bars, all).find((each) => each.key === key) as Bar).planned;
  const own = wishes[key] ?? NO_WISH;
  const now = shown(wishes);
  const along = bar.parent && mayMove(bar, 'head') ? (wishes[bar.parent]?.shift ?? 0) : 0;
  const startOf = (period: Period) => dayNumber(period.from as Day) - dayNumber(bar.planned.from as Day) - along;
  const pushed = bar.parent && mayMove(bar, 'head') ? startOf(now) - own.shift - own.head : 0;
  const length = lengthOf(now);
  const by = edge === 'tail' ? Math.max(days, 1 - length) : edge === 'head' ? Math.min(days, length - 1) : days;
  const moved = { ...own, shift: own.shift + pushed, [edge]: own[edge] + by + (edge === 'shift' ? pushed : 0) };
  const held =
    bar.parent && edge !== 'tail' ? startOf(shown(withWish(wishes, key, moved))) - moved.shift - moved.head : 0;
  const final = { ...moved, [edge]: moved[edge] + held };
  const goal = shown(withWish(wishes, key, final));
  // The smallest wish that shows the same, so that a bar goes on following where it only followed.
  const simpler: Wish[] = [
    { ...final, shift: 0 },
    { ...own, [edge]: own[edge] + by },
  ];
  const best = simpler.find((each) => same(shown(withWish(wishes, key, each)), goal)) ?? final;
  return withWish(wishes, key, best);
}

/** Takes a bar to a typed first day and a first day after it; with its length kept it is shifted. */
export function moveTo(bars: readonly Bar[], wishes: Wishes, key: Key, period: { from: Day; to: Day }): Wishes {
  const now = settle(bars, wishes).find((each) => each.key === key)?.planned;
  if (!now?.from || !now.to || period.to <= period.from) return wishes;
  const bar = bars.find((each) => each.key === key) as Bar;
  const [head, tail] = [dayNumber(period.from) - dayNumber(now.from), dayNumber(period.to) - dayNumber(now.to)];
  if (head === tail && mayMove(bar, 'shift')) return nudge(bars, wishes, key, 'shift', head);
  // The end that makes room goes first.
  const order =
    tail >= 0
      ? ([
          ['tail', tail],
          ['head', head],
        ] as const)
      : ([
          ['head', head],
          ['tail', tail],
        ] as const);
  return order.reduce((all, [edge, days]) => nudge(bars, all, key, edge, days), wishes);
}
