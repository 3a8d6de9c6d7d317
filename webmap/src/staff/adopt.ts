// A save gives new parts their ids; what was typed meanwhile goes on under these.

import { same } from './draft';
import { type PartRef, type PhaseDoc, refOf, type SectionDoc } from './model';

interface Part {
  id?: number;
  key?: string;
}

/** The new parts of the answer, in the order in which they were sent. */
function newIds<T extends Part>(
  sent: readonly T[],
  saved: readonly T[],
  order: (part: T) => number,
): Map<PartRef, number> {
  const before = new Set(sent.map(({ id }) => id));
  const fresh = saved
    .filter(({ id }) => !before.has(id))
    .toSorted((a, b) => order(a) - order(b) || (a.id ?? 0) - (b.id ?? 0));
  const keyless = sent.filter(({ id }) => id === undefined).toSorted((a, b) => order(a) - order(b));
  return new Map(keyless.flatMap((part, i): [PartRef, number][] => (fresh[i]?.id ? [[refOf(part), fresh[i].id]] : [])));
}

function named<T extends Part>(part: T, ids: ReadonlyMap<PartRef, number>): T {
  const id = ids.get(refOf(part));
  if (part.id !== undefined || id === undefined) return part;
  const { key: _, ...rest } = part;
  return { ...rest, id } as unknown as T;
}

const bySequence = ({ sequence }: PhaseDoc) => sequence;
const asListed = () => 0;

/** What is in the form after a save: what the server has, and on top of it what was changed since it was sent. */
export function adopt(sent: SectionDoc, now: SectionDoc, saved: SectionDoc): SectionDoc {
  if (now === sent) return saved;
  const phaseIds = newIds(sent.phases, saved.phases, bySequence);
  const facilityIds = newIds(sent.facilities, saved.facilities, asListed);
  const typed = Object.entries(now).filter(([key, value]) => !same(value, sent[key as keyof SectionDoc]));
  const doc: SectionDoc = { ...saved, ...(Object.fromEntries(typed) as Partial<SectionDoc>) };
  return {
    ...doc,
    phases: doc.phases.map((phase) => ({
      ...named(phase, phaseIds),
      depends_on: phase.depends_on.map((ref) => phaseIds.get(ref) ?? ref),
    })),
    facilities: doc.facilities.map((each) => named(each, facilityIds)),
  };
}
