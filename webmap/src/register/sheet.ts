// One flat document of the register that is being edited: what it was, what it is now, and what a save makes of it.

import { signal, untracked } from '../signal';
import type { Faults } from '../staff/controls';
import { same } from '../staff/draft';
import type { Finding } from '../staff/model-answers';
import { OfficeError } from '../staff/request';

/** A document as the server has it, with the tag that its next change has to name. */
export interface Held<D> {
  doc: D;
  etag: string;
  by: string | null;
  at: string;
}

/** How members and values read, where the register's own words do not fit. */
interface Words {
  member(key: string): string;
  value(key: string, value: unknown): string;
}

interface Ways<D> {
  /** Names its controls, apart from those of other documents. */
  name: string;
  send(body: Partial<D>, etag: string): Promise<Held<D>>;
  /** What is there now; the refusal may have said it already. */
  ask(current: unknown): Promise<Held<D>>;
  words?: Words;
}

export type Sheet<D extends object> = ReturnType<typeof sheetOf<D>>;

/** "/parcels/0/parcel_id" is a fault of the parcels; a member is the smallest thing that is edited. */
const memberOf = (path: string) => path.replace(/^[/#]+/, '').split(/[/.]/)[0] ?? '';

function changedIn<D extends object>(base: D, now: D): (keyof D)[] {
  return (Object.keys(base) as (keyof D)[]).filter((key) => !same(base[key] ?? null, now[key] ?? null));
}

const only = <D extends object>(doc: D, keys: readonly (keyof D)[]) =>
  Object.fromEntries(keys.map((key) => [key, doc[key]])) as Partial<D>;

export function sheetOf<D extends object>(first: Held<D>, { name, send, ask, words }: Ways<D>) {
  const held = signal(first);
  const doc = signal(first.doc);
  const saving = signal(false);
  const refused = signal<readonly Finding[]>([]);
  const failed = signal<OfficeError | null>(null);
  /** What is there now instead of what the change is based on; somebody else was faster. */
  const overtaken = signal<Held<D> | null>(null);
  const changed = () => changedIn(held().doc, doc());
  const placeOf = (key: keyof D | string) => `${name}/${String(key)}`;

  const faults: Faults = {
    of: (place) =>
      refused()
        .filter(({ path }) => placeOf(memberOf(path)) === place)
        .map(({ message }) => message)
        .join(' '),
    forgive: (place) => refused.set(untracked(refused).filter(({ path }) => placeOf(memberOf(path)) !== place)),
  };

  function adopt(next: Held<D>, sent: D): void {
    const now = untracked(doc);
    held.set(next);
    doc.set({ ...next.doc, ...only(now, changedIn(sent, now)) });
  }

  /**
   * What the server has now; what is typed and not saved stays on top of it. Where somebody else changed the same, the
   * base stays as it was, so that the next save asks which of the two counts.
   */
  function learn(next: Held<D>): void {
    const [base, now] = [untracked(held).doc, untracked(doc)];
    const both = changedIn(base, now).some((key) => !same(base[key], next.doc[key]) && !same(now[key], next.doc[key]));
    if (!both) adopt(next, base);
  }

  /** What is there now, or why that is not to be had. */
  async function meet(stale: OfficeError): Promise<void> {
    try {
      overtaken.set(await ask(stale.current));
    } catch (cause) {
      failed.set(cause instanceof OfficeError ? cause : stale);
    }
  }

  /** True when everything is saved. The server decides; every change names the version it is based on. */
  async function save(): Promise<boolean> {
    const [base, now] = [untracked(held), untracked(doc)];
    if (untracked(saving)) return false;
    saving.set(true);
    refused.set([]);
    failed.set(null);
    try {
      adopt(await send(only(now, changedIn(base.doc, now)), base.etag), now);
      return true;
    } catch (cause) {
      if (!(cause instanceof OfficeError)) throw cause;
      if (cause.status === 412) await meet(cause);
      else if (cause.fields.length > 0) refused.set(cause.fields);
      else failed.set(cause);
      return false;
    } finally {
      saving.set(false);
    }
  }

  return {
    name,
    words,
    doc: () => doc(),
    held: () => held(),
    saving: () => saving(),
    refused: () => refused(),
    failed: () => failed(),
    overtaken,
    changed,
    faults,
    placeOf,
    learn,
    save,
    edit: (patch: Partial<D>) => doc.set({ ...untracked(doc), ...patch }),
    discard: () => {
      refused.set([]);
      failed.set(null);
      doc.set(untracked(held).doc);
    },
    /** Goes on from what is there now, with what came out of the merge. */
    rebase: (next: Held<D>, merged: D) => {
      held.set(next);
      doc.set(merged);
      overtaken.set(null);
    },
    /** What a control binds to a member. */
    bind: <K extends keyof D>(key: K, label: () => string, hint?: () => string | undefined) => ({
      place: placeOf(key),
      label,
      ...(hint ? { hint } : {}),
      faults,
      read: () => doc()[key],
      write: (value: D[K]) => doc.set({ ...untracked(doc), [key]: value }),
    }),
  };
}
