// Who works here now, for everything that has to know; session.ts changes it.

import { ApiError } from '../api';
import { computed, signal, untracked } from '../signal';
import type { Role, Session } from './model';

/** Null until the server has said who this is. */
export const session = signal<Session | null>(null);
/** Set while a session has ended under the work: then the login dialog is shown over it. */
export const expired = signal(false);

export const me = computed(() => session()?.account ?? null);
export const csrf = computed(() => session()?.csrf ?? '');
export const has = (...roles: Role[]) => roles.some((role) => me()?.roles.includes(role));
/** Sections and projects are written by staff; planners read them. */
export const mayWrite = computed(() => has('staff', 'admin'));

let waiting: { go(): void; stop(cause: Error): void }[] = [];

/** The server knows this session no more. */
export function lost(): void {
  expired.set(true);
}

/** Resolves when somebody has logged in again, and fails if they give it up. */
export function loggedIn(): Promise<void> {
  return new Promise((go, stop) => waiting.push({ go, stop }));
}

export function resume(next: Session): void {
  session.set(next);
  expired.set(false);
  const all = waiting;
  waiting = [];
  for (const { go } of all) go();
}

export function giveUp(): void {
  expired.set(false);
  const all = waiting;
  waiting = [];
  for (const { stop } of all) stop(new ApiError(401, '', null, null));
}

/** The account whose drafts lie on this device, as a part of their names. */
export const drawer = () => untracked(me)?.id ?? 0;
