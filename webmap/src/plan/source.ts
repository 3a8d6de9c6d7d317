// Where a plan comes from: the public sections for everybody, the office's for those who work there.

import { sectionsNow, shownSections } from '../data';
import { computed, type Signal, signal } from '../signal';
import type { Day } from '../time/period';
import type { Bar, Blackout, Key } from './bars';
import { publicBars } from './public';
import type { Placed } from './shift';

export interface Outcome {
  key: Key;
  /** In words, null if it was saved. */
  fault: string | null;
  /** Somebody else has changed it meanwhile. */
  stale: boolean;
}

interface Office {
  mayWrite: () => boolean;
  /** The plan as it was known on a past day. */
  past(day: Day, signal: AbortSignal): Promise<Bar[]>;
  save(base: readonly Bar[], placed: readonly Placed[]): Promise<Outcome[]>;
}

export interface PlanSource {
  bars: () => readonly Bar[];
  blackouts: () => readonly Blackout[];
  busy: () => boolean;
  office: Office | null;
}

const publicPlan: PlanSource = {
  bars: computed(() => publicBars(shownSections())),
  blackouts: () => [],
  busy: () => sectionsNow().loading && !sectionsNow().data,
  office: null,
};

export const source: Signal<PlanSource> = signal(publicPlan);
/** Nobody of the office is here any more. */
export const backToPublic = () => source.set(publicPlan);
