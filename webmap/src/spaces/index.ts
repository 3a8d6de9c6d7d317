// Space requests in the office: who looks for what, and which units of the register fit. Loaded when it is first opened.

import '../css/inbox.css';
import '../css/register.css';
import '../css/spaces.css';
import { h } from '../dom';
import type { CityMap } from '../map/map';
import { register } from '../register/data';
import { effect, untracked } from '../signal';
import { route } from '../staff/route';
import { me } from '../staff/session-state';
import { spaceList } from './list';
import { spaceView } from './request';
import { clear, filter, held, load, lookAgain, narrow } from './state';

export function spacesView(city: CityMap): HTMLElement {
  const list = spaceList();
  const one = spaceView(city);
  // The register knows where units lie, also those that the public map does not have.
  if (untracked(register.value).data === null) void register.load();
  effect(() => {
    const now = route();
    list.hidden = now.view !== 'spaces';
    one.hidden = now.view !== 'space';
    if (now.view === 'spaces') untracked(lookAgain);
    if (now.view !== 'space') untracked(clear);
    else if (untracked(held)?.space.id !== now.id) untracked(() => void load(now.id));
  });
  // Who is here decides what is told of those who ask.
  let before = untracked(me)?.id;
  effect(() => {
    const now = me()?.id;
    if (now === before) return;
    before = now;
    untracked(clear);
    if (now !== undefined) narrow(untracked(filter));
  });
  return h('div', { class: 'office-spaces' }, list, one);
}
