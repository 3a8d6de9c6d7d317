// What was read for a purpose. It lies in the memory of this window alone, and goes with whoever said the purpose, or when
// something else is opened.

import type { ApiError } from '../api';
import { faultOf } from '../resource';
import { effect, signal, untracked } from '../signal';
import { type Route, route } from '../staff/route';
import { me } from '../staff/session-state';
import type { HeldParty, Party } from './model';
import { owners } from './paths';

/** What is read for; '' until somebody has said it. */
export const purpose = signal('');
/** The unit on whose record it was said, or that somebody is to be linked with. */
export const home = signal<{ id: number; ref: string } | null>(null);

export interface Found {
  words: string;
  parties: Party[];
  more: boolean;
}

export const found = signal<Found | null>(null);
export const held = signal<HeldParty | null>(null);
export const trouble = signal<ApiError | null>(null);

export interface OfUnit {
  unit: number;
  parties: Party[];
}

/** Those of the unit at hand, with those of its parcels. */
export const ofUnit = signal<OfUnit | null>(null);
export const unitTrouble = signal<ApiError | null>(null);

let serial = 0;

export function closeParty(): void {
  serial++;
  held.set(null);
  trouble.set(null);
}

export function forget(): void {
  closeParty();
  for (const each of [home, found, ofUnit, unitTrouble]) each.set(null);
  purpose.set('');
}

const isNear = (now: Route) =>
  now.view === 'owners' || now.view === 'party' || (now.view === 'unit' && now.id === untracked(home)?.id);

let isFollowing = false;

/** Forgets all of it as soon as somebody goes elsewhere. */
export function follow(): void {
  if (isFollowing) return;
  isFollowing = true;
  let who = untracked(me)?.id;
  effect(() => {
    const [now, id] = [route(), me()?.id];
    if (!isNear(now) || id !== who) untracked(forget);
    who = id;
  });
}

export async function find(words: string): Promise<void> {
  const mine = ++serial;
  const answer = await owners.find({ q: words }, untracked(purpose));
  if (mine === serial) found.set({ words, ...answer });
}

export async function findOfUnit(unit: number): Promise<void> {
  unitTrouble.set(null);
  try {
    const { parties } = await owners.find({ unit_id: unit }, untracked(purpose));
    if (untracked(home)?.id === unit && untracked(purpose)) ofUnit.set({ unit, parties });
  } catch (cause) {
    unitTrouble.set(faultOf(cause));
  }
}

export async function load(id: string): Promise<void> {
  closeParty();
  const mine = serial;
  try {
    const answer = await owners.one(id, untracked(purpose));
    if (mine === serial) held.set(answer);
  } catch (cause) {
    if (mine === serial) trouble.set(faultOf(cause));
  }
}

/** What is linked with the one that is open, as it is now; what is typed in its form stays. */
export async function refresh(id: string): Promise<void> {
  const mine = serial;
  const answer = await owners.one(id, untracked(purpose));
  if (mine === serial) held.set(answer);
}

/** What was found before a change is not what is there now. */
export function outdate(): void {
  found.set(null);
  ofUnit.set(null);
}
