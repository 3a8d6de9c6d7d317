// The enquiry that is open, and the changes that are made to it.

import type { ApiError } from '../api';
import { faultOf } from '../resource';
import { signal, untracked } from '../signal';
import { inWords } from '../staff/login';
import { OfficeError } from '../staff/request';
import { route } from '../staff/route';
import { toast } from '../staff/toast';
import { w } from './i18n';
import { type Handling, type Held, handlingOf, type Item } from './model';
import { desk } from './paths';
import { lookAgain } from './state';

export const held = signal<Held | null>(null);
export const trouble = signal<ApiError | null>(null);
/** What an administrator looks into it for. */
export const purpose = signal('');
/** Somebody was faster: what was wanted, what it was based on, and what is there now. */
export interface Overtaken {
  base: Handling;
  mine: Handling;
  theirs: Item;
}
export const overtaken = signal<Overtaken | null>(null);

let serial = 0;

export async function load(id: number, why = ''): Promise<void> {
  const mine = ++serial;
  trouble.set(null);
  try {
    const found = await desk.item(id, why);
    if (mine !== serial) return;
    purpose.set(why);
    held.set(found);
  } catch (cause) {
    if (mine === serial) trouble.set(faultOf(cause));
  }
}

/** What another window or the sender did shows without anything being lost here. */
export async function refresh(): Promise<void> {
  const now = untracked(held);
  if (!now || untracked(purpose) !== '' || untracked(overtaken)) return;
  const mine = serial;
  try {
    const found = await desk.item(now.item.id, '', { asIs: true });
    if (mine === serial && found.etag !== untracked(held)?.etag) held.set(found);
  } catch {
    // The next look may have better luck; what is shown stays.
  }
}

export function clear(): void {
  serial++;
  for (const each of [held, trouble, overtaken]) each.set(null);
  purpose.set('');
}

/** Takes in what a change answered. */
export function learn(next: Held): void {
  serial++;
  const now = untracked(route);
  if (now.view === 'enquiry' && now.id === next.item.id) held.set(next);
  lookAgain();
}

function changed(base: Handling, mine: Handling): Partial<Handling> {
  const keys = (Object.keys(base) as (keyof Handling)[]).filter((key) => base[key] !== mine[key]);
  return Object.fromEntries(keys.map((key) => [key, mine[key]]));
}

/** True if it was done. If somebody was faster, `overtaken` has both; every other refusal comes back to whoever asked. */
export async function change(
  base: Handling,
  mine: Handling,
  reason = '',
  tag = untracked(held)?.etag,
): Promise<boolean> {
  const now = untracked(held);
  if (!now || !tag) return false;
  const body = { ...changed(base, mine), ...(reason ? { reason } : {}) };
  try {
    learn(await desk.change(now.item.id, body, tag));
    overtaken.set(null);
    return true;
  } catch (cause) {
    if (!(cause instanceof OfficeError) || cause.status !== 412 || !cause.current) throw cause;
    overtaken.set({ base, mine, theirs: cause.current as Item });
    return false;
  }
}

export const tagOf = ({ version }: Item) => `"${version}"`;

/** A step that needs nothing but itself. */
export async function step(status: Handling['status'], reason = ''): Promise<boolean> {
  const item = untracked(held)?.item;
  if (!item) return false;
  const base = handlingOf(item);
  const done = await change(base, { ...base, status }, reason);
  if (done) toast(untracked(w).stepDone(untracked(w).status[status]));
  return done;
}

export const say = (cause: unknown) => toast(inWords(cause));
