// Everything behind the login; nobody else loads it.

import '../css/staff.css';
import type { CityMap } from '../map/map';
import { effect, untracked } from '../signal';
import type { Errand } from '../staff-door';
import { openLeave } from './account-menu';
import { autosave, look } from './drafts';
import { openLogin } from './login';
import { mountOffice } from './office';
import { followSections } from './office-data';
import { followHistory } from './route';
import { openCode, openPassword, openSecondFactor } from './second-factor';
import { codeWanted, type Dialogue, dialogue, expired, me, whoAmI } from './session';
import { openSetup } from './setup';
import { staffMap } from './staff-map';
import { sendLeftTaps } from './walk-door';

let isMounted = false;

/** The dialogs over everything follow one signal; a session that ended asks for itself. */
function followDialogues(): void {
  effect(() => {
    if (expired()) dialogue.set('login');
    else if (codeWanted()) dialogue.set('code');
  });
  effect(() => {
    const which = dialogue();
    untracked(() => show(which));
  });
}

function show(which: Dialogue): void {
  if (which === 'login') openLogin();
  else if (which === 'totp') void openSecondFactor();
  else if (which === 'password') openPassword();
  else if (which === 'leave') openLeave();
  else if (which === 'code') openCode();
  else if (which) openSetup(which.setup);
}

function mount(city: CityMap): void {
  if (isMounted) return;
  isMounted = true;
  followDialogues();
  let who: number | null = null;
  let isReady = false;
  effect(() => {
    const now = me()?.id ?? null;
    if (now === null || now === who) return;
    who = now;
    look();
    if (isReady) return;
    isReady = true;
    staffMap(city);
    mountOffice(city);
    followSections();
    autosave();
    followHistory();
    sendLeftTaps();
  });
}

/** Opens the office, or the door to it. */
export async function enter(city: CityMap, errand: Errand): Promise<void> {
  mount(city);
  if (typeof errand === 'object') return dialogue.set(errand);
  if (errand === 'login') return dialogue.set('login');
  await whoAmI().catch(() => false);
}
