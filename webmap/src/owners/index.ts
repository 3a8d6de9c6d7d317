// Whom the office may have to ask: found for a purpose that is written down. Loaded by staff who open it.

import '../css/inbox.css';
import '../css/register.css';
import '../css/owners.css';
import { h } from '../dom';
import { register } from '../register/data';
import { effect, untracked } from '../signal';
import { route } from '../staff/route';
import { finder } from './find';
import { partyView } from './party';
import { closeParty, follow, held, load, purpose } from './state';

export function ownersView(): HTMLElement {
  follow();
  // What links and consents are about is called as in the register.
  if (untracked(register.value).data === null) void register.load();
  const list = finder();
  const party = partyView();
  effect(() => {
    const now = route();
    list.hidden = now.view !== 'owners';
    party.hidden = now.view !== 'party';
    if (now.view !== 'party') untracked(closeParty);
    else if (now.id !== null && untracked(purpose) && untracked(held)?.party.id !== now.id)
      untracked(() => void load(now.id ?? ''));
  });
  return h('div', { class: 'office-owners' }, list, party);
}
