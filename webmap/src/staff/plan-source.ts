// The office's plan: sections of every status with their dependencies, Sperrzeiten, past states, and saving.

import { p } from '../i18n/plan';
import type { Bar } from '../plan/bars';
import { patches, type SectionPatch } from '../plan/patches';
import type { Placed } from '../plan/shift';
import type { Outcome, PlanSource } from '../plan/source';
import { resource } from '../resource';
import { computed, untracked } from '../signal';
import type { Day } from '../time/period';
import type { Blackout, StaffSection } from './model-answers';
import { office } from './office-api';
import { allSections, learn, sections } from './office-data';
import { barsOf, blackoutsOf } from './plan-bars';
import { OfficeError } from './request';
import { mayWrite } from './session-state';

const blackouts = resource<Blackout[]>(() => office.blackouts());
export const planBlackouts = computed(() => blackoutsOf(blackouts.value().data ?? []));

/** Sperrzeiten change seldom: they are asked for when a plan is opened. */
export const loadBlackouts = () => void blackouts.load();

const idOf = (key: string) => Number(key.slice(2));

const versionOf = (key: string) =>
  String(untracked(sections.value).data?.find(({ id }) => id === idOf(key))?.properties.version ?? '');

/** What a refusal of the whole plan says of each of its sections. */
function refused(wanted: readonly SectionPatch[], cause: unknown): Outcome[] {
  const error = cause instanceof OfficeError ? cause : new OfficeError(0, String(cause), null, null, '', []);
  const now = error.status === 412 && Array.isArray(error.current) ? (error.current as StaffSection[]) : [];
  for (const section of now) learn(section);
  if (error.status === 404) void sections.load();
  const overtaken = new Set(now.map(({ id }) => id));
  return wanted.map(({ key }, n) => {
    if (overtaken.has(idOf(key))) return { key, fault: null, stale: true };
    const own = error.fields.filter(({ path }) => path.startsWith(`/changes/${n}/`)).map(({ message }) => message);
    const known = now.length > 0 || error.fields.length > 0;
    return {
      key,
      fault: own.length > 0 ? own.join(' ') : known ? untracked(p).allOrNone : error.message,
      stale: false,
    };
  });
}

/** A plan is saved as one, each section against the version that its bars came from: somebody else's change is not overwritten. */
async function save(base: readonly Bar[], placed: readonly Placed[]): Promise<Outcome[]> {
  const wanted = patches(base, placed);
  if (wanted.length === 0) return [];
  try {
    const changes = wanted.map(({ key, body }) => ({ id: idOf(key), version: versionOf(key), section: { ...body } }));
    for (const section of await office.saveTogether(changes)) learn(section);
    return wanted.map(({ key }) => ({ key, fault: null, stale: false }));
  } catch (cause) {
    return refused(wanted, cause);
  }
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
