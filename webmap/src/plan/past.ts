// "Wie geplant am": which two states of the plan are compared, and how they are got.

import * as format from '../i18n/format';
import { p } from '../i18n/plan';
import { computed, effect, type Signal, signal, untracked } from '../signal';
import { lang, serverToday } from '../store';
import { addMonths, type Day } from '../time/period';
import type { Bar } from './bars';
import { moves } from './compare';
import type { Desk } from './desk';
import { source } from './source';

/** The saved plan, the one on the table, or the one known on a day. */
export type State = 'now' | 'mine' | Day;

interface Held {
  bars: readonly Bar[] | null;
  failed: boolean;
}

export interface Comparison {
  isOn: Signal<boolean>;
  before: Signal<State>;
  after: Signal<State>;
  /** Null while they are on their way. */
  beforeBars: () => readonly Bar[] | null;
  afterBars: () => readonly Bar[] | null;
  failed: () => boolean;
  retry(): void;
  moves: () => ReturnType<typeof moves>;
  /** The days of which nothing is recorded, so that there is nothing to compare with. */
  unknown: () => readonly Day[];
}

export const stateName = (state: State): string =>
  state === 'now' ? p().compare.now : state === 'mine' ? p().compare.mine : p().compare.on(format.date(state, lang()));

export function comparison(desk: Desk): Comparison {
  const isOn = signal(false);
  const before = signal<State>(addMonths(untracked(serverToday), -3));
  const after = signal<State>('mine');
  const known = signal<ReadonlyMap<Day, Held>>(new Map());
  const put = (day: Day, held: Held) => known.set(new Map([...untracked(known), [day, held]]));
  const load = (day: Day) => {
    const { office } = untracked(source);
    if (!office || untracked(known).has(day)) return;
    put(day, { bars: null, failed: false });
    office.past(day, new AbortController().signal).then(
      (bars) => put(day, { bars, failed: false }),
      () => put(day, { bars: null, failed: true }),
    );
  };
  effect(() => {
    if (!isOn()) return;
    for (const state of [before(), after()]) if (state !== 'now' && state !== 'mine') load(state);
  });
  const barsOf = (state: State) =>
    state === 'mine' ? desk.placed() : state === 'now' ? desk.base() : (known().get(state)?.bars ?? null);
  const beforeBars = computed(() => (isOn() ? barsOf(before()) : null));
  const afterBars = computed(() => (isOn() ? barsOf(after()) : null));
  const unknown = computed(() =>
    isOn() && desk.base().length > 0
      ? [before(), after()].filter((state): state is Day => known().get(state)?.bars?.length === 0)
      : [],
  );
  return {
    isOn,
    before,
    after,
    beforeBars,
    afterBars,
    failed: () => [before(), after()].some((state) => known().get(state)?.failed),
    retry: () => {
      known.set(new Map([...untracked(known)].filter(([, { failed }]) => !failed)));
      before.set(untracked(before));
      for (const state of [untracked(before), untracked(after)]) if (state !== 'now' && state !== 'mine') load(state);
    },
    moves: computed(() => {
      const [a, b] = [beforeBars(), afterBars()];
      return a && b && unknown().length === 0 ? moves(a, b) : [];
    }),
    unknown,
  };
}
