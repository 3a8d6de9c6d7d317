// The table on which a plan is moved about: what it started from, what is wished, and what follows. Nothing is saved here.

import { computed, type Signal, signal, untracked } from '../signal';
import type { Day } from '../time/period';
import type { Bar, Key } from './bars';
import { moveTo, nudge } from './nudge';
import { type Edge, NO_WISHES, type Placed, settle, type Wishes } from './shift';
import { begin, redo, type Steps, step, undo } from './undo';

export interface Desk {
  base: () => readonly Bar[];
  /** The plan with everything that is wished, also while a bar is being dragged. */
  placed: () => readonly Placed[];
  isMoved: () => boolean;
  steps: Signal<Steps<Wishes>>;
  chosen: Signal<Key | null>;
  nudge(key: Key, edge: Edge, days: number): void;
  moveTo(key: Key, period: { from: Day; to: Day }): void;
  /** Shows a bar moved from where the drag began, until it is dropped or let go. */
  drag(key: Key, edge: Edge, days: number): void;
  drop(): void;
  letGo(): void;
  undo(): void;
  redo(): void;
  reset(): void;
}

export function desk(base: () => readonly Bar[]): Desk {
  const steps = signal(begin<Wishes>(NO_WISHES));
  const trial = signal<Wishes | null>(null);
  const wishes = computed(() => trial() ?? steps().now);
  const placed = computed(() => settle(base(), wishes()));
  const now = () => untracked(steps).now;
  const bars = () => untracked(base);
  const take = (next: Wishes) => steps.set(step(untracked(steps), next));
  return {
    base,
    placed,
    isMoved: () => Object.keys(wishes()).length > 0,
    steps,
    chosen: signal<Key | null>(null),
    nudge: (key, edge, days) => take(nudge(bars(), now(), key, edge, days)),
    moveTo: (key, period) => take(moveTo(bars(), now(), key, period)),
    drag: (key, edge, days) => trial.set(nudge(bars(), now(), key, edge, days)),
    drop: () => {
      const wanted = untracked(trial);
      trial.set(null);
      if (wanted) take(wanted);
    },
    letGo: () => trial.set(null),
    undo: () => steps.set(undo(untracked(steps))),
    redo: () => steps.set(redo(untracked(steps))),
    reset: () => steps.set(begin(NO_WISHES)),
  };
}
