// The office's plan: sections of every status with their dependencies, Sperrzeiten, past states, and saving.

import { ApiError } from '../api';
import type { Bar } from '../plan/bars';
import { patches, type SectionPatch } from '../plan/patches';
import type { Placed } from '../plan/shift';
import type { Outcome, PlanSource } from '../plan/source';
import { resource } from '../resource';
import { computed, untracked } from '../signal';
import type { Day } from '../time/period';
import type { Blackout } from './model-answers';
import { office } from './office-api';
import { allSections, learn, sections } from './office-data';
import { barsOf, blackoutsOf } from './plan-bars';
import { mayWrite } from './session-state';

const blackouts = resource<Blackout[]>(() => office.blackouts());
export const planBlackouts = computed(() => blackoutsOf(blackouts.value().data ?? []));

/** Sperrzeiten change seldom: they are asked for when a plan is opened. */
export const loadBlackouts = () => void blackouts.load();

const idOf = (key: string) => Number(key.slice(2));

/** Saves one section against the version that its bars came from; somebody else's change is not overwritten. */
async function saveOne({ key, body }: SectionPatch): Promise<Outcome> {
  const mine = untracked(sections.value).data?.find(({ id }) => id === idOf(key))?.properties.version;
  try {
    const now = await office.section(idOf(key));
    if (now.section.properties.version !== mine) {
      learn(now.section);
      return { key, fault: null, stale: true };
    }
    const saved = await office.save(idOf(key), { ...body }, now.etag);
    learn(saved.section);
    return { key, fault: null, stale: false };
  } catch (cause) {
    const error = cause instanceof ApiError ? cause : new ApiError(0, String(cause), null, null);
    if (error.status === 412) void sections.load();
    return { key, fault: error.message, stale: error.status === 412 };
  }
}

/** One after the other: a section whose phases were pushed by another's is saved after it in the same order. */
async function save(base: readonly Bar[], placed: readonly Placed[]): Promise<Outcome[]> {
  const out: Outcome[] = [];
  for (const patch of patches(base, placed)) out.push(await saveOne(patch));
  return out;
}

export function officePlan(): PlanSource {
  if (!untracked(sections.value).data) void sections.load();
  loadBlackouts();
  return {
    bars: computed(() => barsOf(allSections())),
    blackouts: planBlackouts,
    busy: () => sections.value().loading && !sections.value().data,
    office: {
      mayWrite,
      past: async (day: Day, signal) => barsOf(await office.sectionsAt(day, signal)),
      save,
    },
  };
}
