// The section that is being edited: what it was, what it is now, and what a save would send.

import type { MultiPolygon } from 'geojson';
import { computed, signal, untracked } from '../signal';
import { DOC_KEYS, type DocKey, type FacilityDoc, type PartRef, type PhaseDoc, refOf, type SectionDoc } from './model';
import type { SectionFacts } from './model-answers';

export interface Draft {
  /** Null while the server does not know the section. */
  id: number | null;
  /** Names the draft on this device, also while it has no id. */
  name: string;
  /** What the change is based on, with its tag; the changes are the difference. */
  base: SectionDoc;
  etag: string;
  facts: SectionFacts | null;
  doc: SectionDoc;
  /** Makes sending a new section twice one section. */
  key: string;
}

/** Editor, timeline and form all read and write here. */
export const draft = signal<Draft | null>(null);
export const doc = computed(() => draft()?.doc ?? null);

/** An area in the moment of being dragged: nothing that is saved or drafted, but what is asked about already. */
export const dragged = signal<{ of: PartRef; geometry: MultiPolygon } | null>(null);

export const same = (a: unknown, b: unknown): boolean => a === b || canonical(a) === canonical(b);

/** JSON with its members in one order; an absent member and null are the same. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return each;
    const pairs = Object.entries(each).filter(([, member]) => member !== null && member !== undefined);
    return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

export function changedKeys(base: SectionDoc, now: SectionDoc): DocKey[] {
  return DOC_KEYS.filter((key) => !same(base[key] ?? null, now[key] ?? null));
}

export const dirtyKeys = computed(() => {
  const now = draft();
  return now ? changedKeys(now.base, now.doc) : [];
});
export const dirty = computed(() => dirtyKeys().length > 0);

/** Changes members of the section. */
export function edit(patch: Partial<SectionDoc>): void {
  const now = untracked(draft);
  if (now) draft.set({ ...now, doc: { ...now.doc, ...patch } });
}

function amend<T extends { id?: number; key?: string }>(all: readonly T[], ref: PartRef, patch: Partial<T>): T[] {
  return all.map((each) => (refOf(each) === ref ? { ...each, ...patch } : each));
}

export function editPhase(ref: PartRef, patch: Partial<PhaseDoc>): void {
  const now = untracked(doc);
  if (now) edit({ phases: amend(now.phases, ref, patch) });
}

export function editFacility(ref: PartRef, patch: Partial<FacilityDoc>): void {
  const now = untracked(doc);
  if (now) edit({ facilities: amend(now.facilities, ref, patch) });
}

/** A key that no part has yet. */
export function newKey(parts: readonly { key?: string }[], stem: string): string {
  for (let n = parts.length + 1; ; n++) {
    const key = `${stem}-${n}`;
    if (!parts.some((each) => each.key === key)) return key;
  }
}

/** The server knows new phases by our keys, of facilities nothing waits for another. */
const sent = (doc: SectionDoc, key: DocKey): unknown =>
  key === 'facilities' ? doc.facilities.map(({ key: _, ...rest }) => rest) : doc[key];

/** What a save sends: the members that differ, lists of parts whole. A new section is sent whole. */
export function bodyOf({ id, base, doc: now }: Pick<Draft, 'id' | 'base' | 'doc'>): Record<string, unknown> {
  const keys = id === null ? DOC_KEYS : changedKeys(base, now);
  return Object.fromEntries(keys.map((key) => [key, sent(now, key)]));
}

/** The whole document as a check wants it. */
export const wholeOf = ({ id, doc: now }: Draft): Record<string, unknown> => ({
  ...Object.fromEntries(DOC_KEYS.map((key) => [key, sent(now, key)])),
  ...(id === null ? {} : { id }),
});
