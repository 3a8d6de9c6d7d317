// Logging in and out, and finding out who is here.

import { signal, untracked } from '../signal';
import { isInside, remember } from '../staff-door';
import type { Session } from './model';
import { office } from './office-api';
import { giveUp, me, resume, session } from './session-state';

export { codeWanted, expired, has, mayWrite, me, session } from './session-state';

/** The dialogs that lie over everything. */
export type Dialogue = 'login' | 'totp' | 'password' | 'leave' | 'code' | { setup: string } | null;
export const dialogue = signal<Dialogue>(null);

/** Somebody is here, or is here under a new session. */
export function welcome(next: Session): void {
  resume(next);
  remember(next.account !== null);
  isInside.set(next.account !== null);
  dialogue.set(next.account && next.enrol_totp ? 'totp' : null);
}

/** Asks the server who this is; false if it knows nobody. */
export async function whoAmI(): Promise<boolean> {
  const next = await office.session();
  if (next.account) welcome(next);
  else remember(false);
  return next.account !== null;
}

/** Somebody else on the same device does not find the work of the one before. */
export async function logIn(email: string, password: string, code?: string): Promise<void> {
  const before = untracked(me);
  const next = await office.login({ email, password, ...(code ? { code } : {}) });
  if (before && next.account && before.id !== next.account.id) location.reload();
  welcome(next);
}

export async function logOut(): Promise<void> {
  await office.logout().catch(() => {});
  giveUp();
  session.set(null);
  isInside.set(false);
  remember(false);
  dialogue.set(null);
}
