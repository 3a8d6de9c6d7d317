// Sends the draft with the tag of what it is based on, and sorts out what comes back.

import { signal, untracked } from '../signal';
import { adopt } from './adopt';
import { bodyOf, type Draft, dirty, draft } from './draft';
import { drop } from './drafts';
import { checked, refused } from './faults';
import type { SectionDoc } from './model';
import { docOf, type Held } from './model-answers';
import { office } from './office-api';
import { forget, learn } from './office-data';
import { OfficeError } from './request';
import { nameOfId, rename } from './route';

export const saving = signal(false);
/** What is there now instead of what the draft is based on; somebody else was faster. */
export const overtaken = signal<Held | null>(null);
/** The section was deleted under the draft. */
export const deleted = signal(false);
/** Why the last save failed, if not for single fields. */
export const failed = signal<OfficeError | null>(null);

export function draftOf(held: Held): Draft {
  const base = docOf(held.section);
  const { id, properties } = held.section;
  return { id, name: nameOfId(id), base, etag: held.etag, facts: properties, doc: base, key: '' };
}

/** What was saved becomes the base; what was typed meanwhile stays on top of it. */
function settle(sent: Draft, held: Held): void {
  const now = untracked(draft);
  learn(held.section);
  drop(sent.name);
  if (now?.name !== sent.name) return;
  const next = draftOf(held);
  draft.set({ ...next, doc: adopt(sent.doc, now.doc, next.base) });
  if (held.section.properties.warnings) checked.set({ errors: [], warnings: held.section.properties.warnings });
  if (sent.id === null) rename({ view: 'section', id: held.section.id, name: next.name });
}

/** Someone deleted it, or changed it first; the draft stays what it is. */
async function contradicted(cause: OfficeError, { id }: Draft): Promise<boolean> {
  if (id === null || (cause.status !== 412 && cause.status !== 404)) return false;
  if (cause.status === 404) {
    deleted.set(true);
    return true;
  }
  try {
    overtaken.set(await office.section(id));
  } catch (again) {
    if (!(again instanceof OfficeError) || again.status !== 404) throw again;
    deleted.set(true);
  }
  return true;
}

/** True when the draft is saved. The server decides; every change names the version it is based on. */
export async function save(): Promise<boolean> {
  const sent = untracked(draft);
  if (!sent || untracked(saving)) return false;
  if (sent.id !== null && !untracked(dirty)) return true;
  saving.set(true);
  refused.set([]);
  failed.set(null);
  try {
    const body = bodyOf(sent);
    const held = sent.id === null ? await office.create(body, sent.key) : await office.save(sent.id, body, sent.etag);
    settle(sent, held);
    return true;
  } catch (cause) {
    if (!(cause instanceof OfficeError)) throw cause;
    if (await contradicted(cause, sent)) return false;
    if (cause.fields.length > 0) refused.set(cause.fields);
    else failed.set(cause);
    return false;
  } finally {
    saving.set(false);
  }
}

/** Goes on from what is there now, with what came out of the merge. */
export function rebase(held: Held, doc: SectionDoc): void {
  const now = untracked(draft);
  if (now) draft.set({ ...draftOf(held), doc });
  overtaken.set(null);
}

/** Back to what is saved. */
export function discard(): void {
  const now = untracked(draft);
  if (!now) return;
  drop(now.name);
  refused.set([]);
  draft.set({ ...now, doc: now.base });
}

export async function remove(now: Draft): Promise<void> {
  if (now.id === null) return;
  await office.remove(now.id, now.etag);
  drop(now.name);
  forget(now.id);
  if (untracked(draft)?.name === now.name) draft.set(null);
}
