// The way into the part for staff. Everybody loads this; the part itself only who asks for it or was in there before.

import type { CityMap } from './map/map';
import { effect, signal, untracked } from './signal';
import { state } from './store';

const BEFORE = 'mitte.staff';
export type Errand = 'login' | 'return' | { setup: string };

/** What staff find in the header and over an open entry; the public finds nothing there. */
export const staffTools = signal<() => HTMLElement[]>(() => []);
export const entryTools = signal<(key: string) => HTMLElement[]>(() => []);
/** Whether the public's link to the login is of use. */
export const isInside = signal(false);

let enter: (errand: Errand) => void = () => {};
export const signIn = () => enter('login');

/** Remembers on this device that somebody of the staff uses it, so that only they are asked who they are. */
export function remember(known: boolean): void {
  try {
    if (known) localStorage.setItem(BEFORE, '1');
    else localStorage.removeItem(BEFORE);
  } catch {
    // Without storage staff open the door themselves after a reload.
  }
}

function isKnown(): boolean {
  try {
    return localStorage.getItem(BEFORE) !== null;
  } catch {
    return false;
  }
}

export function staffDoor(city: CityMap): void {
  enter = (errand) => void import('./staff').then((staff) => staff.enter(city, errand));
  const token = /^#setup=([\w-]+)$/.exec(location.hash)?.[1];
  // The token works once, but need not stay in sight or in the history.
  if (token) history.replaceState(history.state, '', location.pathname);
  if (token) enter({ setup: token });
  else if (isKnown()) enter('return');
  else if (untracked(state).ask) enter('login');
  effect(() => document.body.classList.toggle('staff', isInside()));
}
