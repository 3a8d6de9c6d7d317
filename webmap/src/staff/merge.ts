// Three versions of a section become one: what only one side changed is taken, what both changed differently is asked.

import { fieldsOf, holders, type Path, refIn } from './diff';
import { same } from './draft';
import {
  FACILITY_KEYS,
  type FacilityDoc,
  NEW_SECTION,
  type PartRef,
  PHASE_KEYS,
  type PhaseDoc,
  PLAIN_IMPACT,
  refOf,
  type SectionDoc,
} from './model';

export type Side = 'mine' | 'theirs';

/** What both sides changed, each in another way. An absent value is undefined. */
export interface Conflict {
  path: Path;
  base: unknown;
  mine: unknown;
  theirs: unknown;
}

export interface Merge {
  /** Changed by one side only, or by both in the same way; no question arises. */
  settled: { path: Path; from: Side; value: unknown; base: unknown }[];
  conflicts: Conflict[];
}

interface Three {
  base: Map<Path, unknown>;
  mine: Map<Path, unknown>;
  theirs: Map<Path, unknown>;
}

const three = (base: SectionDoc, mine: SectionDoc, theirs: SectionDoc): Three => ({
  base: fieldsOf(base),
  mine: fieldsOf(mine),
  theirs: fieldsOf(theirs),
});

/** A part that one side took away and the other one changed is one question, not one for each of its fields. */
function contestedHolder(path: Path, { base, mine, theirs }: Three): Path | null {
  for (const holder of holders(path)) {
    if (!base.has(holder)) continue;
    if (mine.has(holder) !== theirs.has(holder)) return holder;
  }
  return null;
}

/** What became of one field: who changed it, and whether the sides contradict each other. */
type Fate = 'kept' | 'contested' | 'conflict' | Side;

function fateOf(path: Path, all: Three): { fate: Fate; holder: Path | null } {
  const [was, ours, others] = [all.base, all.mine, all.theirs].map((fields) => fields.get(path) ?? null);
  const [byUs, byOthers] = [!same(was, ours), !same(was, others)];
  const holder = contestedHolder(path, all);
  if (!byUs && !byOthers) return { fate: 'kept', holder };
  // Of a part that one side took away only what the other one changed in it is a question.
  if (holder) return { fate: (all.mine.has(holder) ? byUs : byOthers) ? 'contested' : 'kept', holder };
  if (byUs && byOthers && !same(ours, others)) return { fate: 'conflict', holder };
  return { fate: byUs ? 'mine' : 'theirs', holder };
}

export function compare(base: SectionDoc, mine: SectionDoc, theirs: SectionDoc): Merge {
  const all = three(base, mine, theirs);
  const merge: Merge = { settled: [], conflicts: [] };
  const contested = new Set<Path>();
  for (const path of new Set([...all.base.keys(), ...all.mine.keys(), ...all.theirs.keys()])) {
    const { fate, holder } = fateOf(path, all);
    const [was, ours, others] = [all.base.get(path), all.mine.get(path), all.theirs.get(path)];
    if (fate === 'contested' && holder) contested.add(holder);
    if (fate === 'conflict') merge.conflicts.push({ path, base: was, mine: ours, theirs: others });
    if (fate === 'mine') merge.settled.push({ path, from: fate, value: ours, base: was });
    if (fate === 'theirs') merge.settled.push({ path, from: fate, value: others, base: was });
  }
  for (const path of contested)
    merge.conflicts.push({ path, base: true, mine: all.mine.get(path), theirs: all.theirs.get(path) });
  merge.settled = merge.settled.filter(({ path }) => !contested.has(path));
  return merge;
}

export type Choice = ReadonlyMap<Path, Side>;

/** Puts the merged document together; where nothing was chosen, mine stays. */
export function merged(base: SectionDoc, mine: SectionDoc, theirs: SectionDoc, choice: Choice): SectionDoc {
  const all = three(base, mine, theirs);
  const { settled, conflicts } = compare(base, mine, theirs);
  const side = new Map<Path, Side>(settled.map(({ path, from }) => [path, from]));
  for (const { path } of conflicts) side.set(path, choice.get(path) ?? 'mine');
  const pick = (path: Path): unknown => {
    const holder = contestedHolder(path, all);
    const from = side.get(path) ?? (holder ? side.get(holder) : undefined);
    return (from === 'mine' ? all.mine : from === 'theirs' ? all.theirs : all.base).get(path);
  };
  const paths = new Set([...all.base.keys(), ...all.mine.keys(), ...all.theirs.keys()]);
  const has = (path: Path) => pick(path) !== undefined;
  const fields = new Map([...paths].filter(has).map((path) => [path, pick(path)]));
  return reborn(build(fields), theirs);
}

/** What they took away and we keep is unknown to the server, so it is sent as something new. */
function reborn(doc: SectionDoc, theirs: SectionDoc): SectionDoc {
  const gone = <T extends { id?: number }>(part: T, there: readonly T[]) =>
    part.id !== undefined && !there.some(({ id }) => id === part.id);
  const renamed = new Map<PartRef, string>();
  const fresh = <T extends { id?: number; key?: string }>(part: T, there: readonly T[]): T => {
    if (!gone(part, there)) return part;
    const { id, ...rest } = part;
    renamed.set(id as number, `kept-${id}`);
    return { ...rest, key: `kept-${id}` } as T;
  };
  const phases = doc.phases.map((phase) => fresh(phase, theirs.phases));
  return {
    ...doc,
    phases: phases.map((phase) => ({
      ...phase,
      depends_on: phase.depends_on.map((ref) => renamed.get(ref) ?? ref),
    })),
    facilities: doc.facilities.map((each) => fresh(each, theirs.facilities)),
  };
}

function impactAt(fields: ReadonlyMap<Path, unknown>, at: Path) {
  if (!fields.has(at)) return null;
  const keys = Object.keys(PLAIN_IMPACT);
  return Object.fromEntries(
    keys.map((key) => [key, fields.get(`${at}/${key}`) ?? null]),
  ) as unknown as SectionDoc['impact'];
}

const PLAIN_PHASE_KEYS = PHASE_KEYS.filter((key) => key !== 'impact');

function partsAt<T>(fields: ReadonlyMap<Path, unknown>, list: string, keys: readonly (keyof T)[]): T[] {
  const refs = [...fields.keys()].filter((path) => path.split('/').length === 2 && path.startsWith(`${list}/`));
  return refs.map((path) => {
    const ref = refIn(path) ?? '';
    const values = keys.map((key) => [key, fields.get(`${path}/${String(key)}`) ?? null]);
    const name = typeof ref === 'number' ? { id: ref } : { key: ref };
    return { ...name, ...Object.fromEntries(values) } as unknown as T;
  });
}

function build(fields: ReadonlyMap<Path, unknown>): SectionDoc {
  const plain = Object.keys(NEW_SECTION).filter((key) => !['impact', 'phases', 'facilities'].includes(key));
  const phases = partsAt<PhaseDoc>(fields, 'phases', PLAIN_PHASE_KEYS).map((phase) => ({
    ...phase,
    depends_on: phase.depends_on ?? [],
    impact: impactAt(fields, `phases/${refOf(phase)}/impact`),
  }));
  const there = new Set(phases.map(refOf));
  return {
    ...(Object.fromEntries(plain.map((key) => [key, fields.get(key) ?? null])) as unknown as SectionDoc),
    impact: impactAt(fields, 'impact'),
    // A phase cannot wait for one that the other side took away.
    phases: phases
      .map((phase) => ({ ...phase, depends_on: phase.depends_on.filter((ref) => there.has(ref)) }))
      .sort((a, b) => a.sequence - b.sequence),
    facilities: partsAt<FacilityDoc>(fields, 'facilities', FACILITY_KEYS),
  };
}
