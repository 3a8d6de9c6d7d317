// The inbox of the three desks: what the public asks, and how it is answered. Loaded when it is first opened.

import '../css/inbox.css';
import { h } from '../dom';
import type { CityMap } from '../map/map';
import { effect, untracked } from '../signal';
import { isInbox, route } from '../staff/route';
import { me } from '../staff/session-state';
import { guardAnswers } from './answers';
import { clear, held, load, refresh } from './current';
import { itemView } from './item';
import { inboxList } from './list';
import { colleagues, inbox, lookAgain, ownDesk, templates } from './state';

const LOOK_MS = 45_000;

/** Now and then it is looked whether something came, as long as somebody has it open. */
function follow(): void {
  const look = () => {
    if (document.visibilityState === 'hidden' || !untracked(me) || !untracked(isInbox)) return;
    lookAgain();
    void refresh();
  };
  setInterval(look, LOOK_MS);
  addEventListener('visibilitychange', look);
}

export function inboxView(city: CityMap): HTMLElement {
  guardAnswers();
  follow();
  const list = inboxList();
  const item = itemView(city);
  effect(() => {
    const now = route();
    list.hidden = now.view !== 'inbox';
    item.hidden = now.view !== 'enquiry';
    if (now.view !== 'enquiry') untracked(clear);
    else if (untracked(held)?.item.id !== now.id) {
      untracked(clear);
      void load(now.id);
    }
  });
  // Whose desk it is decides what is there to see.
  effect(() => {
    if (me() === null) return;
    ownDesk();
    untracked(() => {
      for (const each of [inbox, templates, colleagues]) void each.load();
    });
  });
  return h('div', {}, list, item);
}
