// Drafts lie on this device under the account that wrote them, until they are saved, given up or a month old.

import { effect, signal, untracked } from '../signal';
import { type Draft, dirty, draft } from './draft';
import type { SectionDoc } from './model';
import { drawer } from './session-state';

const SCHEMA = 1;
const PREFIX = 'mitte.draft.';
/** Answers of the inbox that are not sent yet lie in this window under such names. */
export const ANSWERS = 'mitte.answer.';
const MONTH_MS = 30 * 86_400_000;
const WRITE_MS = 600;

export interface Stored {
  schema: number;
  savedAt: number;
  id: number | null;
  name: string;
  etag: string;
  key: string;
  base: SectionDoc;
  doc: SectionDoc;
}

/** The names of the drafts of this account, newest first. */
export const stored = signal<readonly Stored[]>([]);
/** Another window works on the section that is open here. */
export const elsewhere = signal(false);

const keyOf = (name: string) => `${PREFIX}${drawer()}.${name}`;

function read(text: string | null): Stored | null {
  try {
    const found = JSON.parse(text ?? '') as Stored;
    return found.schema === SCHEMA && typeof found.doc === 'object' && typeof found.base === 'object' ? found : null;
  } catch {
    return null;
  }
}

function keys(): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
}

/** Looks again at what lies here, and throws away what is too old or cannot be read. */
export function look(now = Date.now()): void {
  const mine: Stored[] = [];
  for (const key of keys()) {
    const found = read(localStorage.getItem(key));
    if (!found || now - found.savedAt > MONTH_MS) localStorage.removeItem(key);
    else if (key === keyOf(found.name)) mine.push(found);
  }
  stored.set(mine.sort((a, b) => b.savedAt - a.savedAt));
}

export const find = (name: string) => untracked(stored).find((each) => each.name === name) ?? null;

/** False where the device has no room or no storage; then the draft lives as long as the page. */
export function keep({ id, name, etag, key, base, doc }: Draft, now = Date.now()): boolean {
  const content: Stored = { schema: SCHEMA, savedAt: now, id, name, etag, key, base, doc };
  try {
    localStorage.setItem(keyOf(name), JSON.stringify(content));
  } catch {
    return false;
  }
  look(now);
  return true;
}

export function drop(name: string): void {
  if (unwritten?.name === name) unwritten = null;
  try {
    localStorage.removeItem(keyOf(name));
  } catch {
    // Nothing lies where nothing can lie.
  }
  look();
}

/** How many answers go with the session. */
export function unsentAnswers(): number {
  try {
    return Object.keys(sessionStorage).filter((key) => key.startsWith(`${ANSWERS}${drawer()}.`)).length;
  } catch {
    return 0;
  }
}

export function dropAll(): void {
  for (const { name } of untracked(stored)) drop(name);
}

/** The open draft as it is not written down yet. */
let unwritten: Draft | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

export function write(): void {
  clearTimeout(timer);
  if (unwritten) keep(unwritten);
  unwritten = null;
}

/** Writes the open draft down a moment after each change, and at once when another view, page or program comes. */
export function autosave(): void {
  effect(() => {
    const now = draft();
    const next = now && dirty() ? now : null;
    if (unwritten && unwritten.name !== now?.name) write();
    clearTimeout(timer);
    unwritten = next;
    if (next) timer = setTimeout(write, WRITE_MS);
  });
  addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && write());
  addEventListener('beforeunload', (event) => {
    if (!untracked(draft) || !untracked(dirty)) return;
    write();
    event.preventDefault();
  });
  addEventListener('storage', ({ key }) => {
    if (!key?.startsWith(PREFIX)) return;
    look();
    const now = untracked(draft);
    if (now && key === keyOf(now.name)) elsewhere.set(true);
  });
}
