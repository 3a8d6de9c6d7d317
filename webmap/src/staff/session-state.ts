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

interface Wait {
  go(): void;
  stop(cause: Error): void;
}

/** Those who wait until somebody has shown who it is. */
function gate() {
  const waiting: Wait[] = [];
  const take = () => waiting.splice(0);
  return {
    wait: () => new Promise<void>((go, stop) => waiting.push({ go, stop })),
    open: () => {
      for (const { go } of take()) go();
    },
    close: () => {
      for (const { stop } of take()) stop(new ApiError(401, '', null, null));
    },
  };
}

const login = gate();
const code = gate();
/** Set while a change waits for a code of the second factor. */
export const codeWanted = signal(false);

/** Resolves when somebody has logged in again, and fails if they give it up. */
export function loggedIn(): Promise<void> {
  expired.set(true);
  return login.wait();
}

export function steppedUp(): Promise<void> {
  codeWanted.set(true);
  return code.wait();
}

export function codeShown(isRight: boolean): void {
  codeWanted.set(false);
  if (isRight) code.open();
  else code.close();
}

export function resume(next: Session): void {
  session.set(next);
  expired.set(false);
  login.open();
}

export function giveUp(): void {
  expired.set(false);
  login.close();
}

/** The account whose drafts lie on this device, as a part of their names. */
export const drawer = () => untracked(me)?.id ?? 0;
