// What can be done to the list of phases: rules only, no browser.

import { addDays, dayNumber, type Period } from '../time/period';
import { newKey } from './draft';
import { type PartRef, type PhaseDoc, refOf } from './model';

/** The list in its order, numbered from 1. */
function numbered(phases: readonly PhaseDoc[]): PhaseDoc[] {
  return phases.map((phase, i) => (phase.sequence === i + 1 ? phase : { ...phase, sequence: i + 1 }));
}

export function inOrder(phases: readonly PhaseDoc[]): PhaseDoc[] {
  return phases.toSorted((a, b) => a.sequence - b.sequence);
}

/** A new phase begins where the last one ends and comes after it. */
export function added(phases: readonly PhaseDoc[], planned: { from: string | null; to: string | null }): PhaseDoc[] {
  const last = inOrder(phases).at(-1);
  const next: PhaseDoc = {
    key: newKey(phases, 'new'),
    kind: last ? 'surface' : 'utility',
    strip: last?.strip ?? 'full',
    sequence: phases.length + 1,
    geometry: null,
    planned_from: last?.planned_to ?? planned.from,
    planned_to: planned.to !== null && planned.to > (last?.planned_to ?? '') ? planned.to : null,
    actual_start: null,
    actual_end: null,
    status: 'planned',
    depends_on: [],
    impact: null,
  };
  return numbered([...inOrder(phases), next]);
}

/** A copy stands after its original and has neither begun nor ended. */
export function copied(phases: readonly PhaseDoc[], ref: PartRef): PhaseDoc[] {
  return numbered(
    inOrder(phases).flatMap((phase) => {
      if (refOf(phase) !== ref) return [phase];
      const { id: _, ...rest } = phase;
      const copy: PhaseDoc = {
        ...rest,
        key: newKey(phases, 'new'),
        actual_start: null,
        actual_end: null,
        status: 'planned',
      };
      return [phase, copy];
    }),
  );
}

/** Without the phase, and without anything that waits for it. */
export function without(phases: readonly PhaseDoc[], ref: PartRef): PhaseDoc[] {
  const rest = inOrder(phases).filter((phase) => refOf(phase) !== ref);
  return numbered(rest.map((phase) => ({ ...phase, depends_on: phase.depends_on.filter((each) => each !== ref) })));
}

export function moved(phases: readonly PhaseDoc[], ref: PartRef, by: 1 | -1): PhaseDoc[] {
  const all = inOrder(phases);
  const at = all.findIndex((phase) => refOf(phase) === ref);
  const [one, other] = [all[at], all[at + by]];
  if (!one || !other) return all;
  all[at] = other;
  all[at + by] = one;
  return numbered(all);
}

/** Everything that waits for a phase, near or far; none of it may be waited for by that phase. */
export function followersOf(phases: readonly PhaseDoc[], ref: PartRef): Set<PartRef> {
  const found = new Set<PartRef>([ref]);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const phase of phases) if (phase.depends_on.some((each) => found.has(each))) found.add(refOf(phase));
  }
  return found;
}

export const isUndated = ({ planned_from, planned_to }: PhaseDoc) => planned_from === null || planned_to === null;

/** The phases that are not over one after the other in equal parts of a period; as they are where it is too short. */
export function spread(phases: PhaseDoc[], { from, to }: Period): PhaseDoc[] {
  const open = inOrder(phases).filter(({ status, actual_start: begun }) => status === 'planned' && begun === null);
  const days = from && to ? dayNumber(to) - dayNumber(from) : 0;
  if (!from || open.length === 0 || days < open.length) return phases;
  const edge = (n: number) => addDays(from, Math.round((days * n) / open.length));
  return phases.map((phase) => {
    const n = open.indexOf(phase);
    return n < 0 ? phase : { ...phase, planned_from: edge(n), planned_to: edge(n + 1) };
  });
}
