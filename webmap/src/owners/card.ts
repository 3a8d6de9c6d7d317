// On the record of a unit: whose it is. Nothing of it is asked for before somebody has said what for.

import '../css/owners.css';
import { h, region } from '../dom';
import { failure } from '../panels/notices';
import type { StaffUnit } from '../register/model';
import { untracked } from '../signal';
import { group } from '../staff/form-parts';
import { open, openParty } from '../staff/route';
import { atEnd, scope } from '../staff/scope';
import { has } from '../staff/session-state';
import { w } from './i18n';
import type { Party } from './model';
import { openedFor, purposeForm } from './purpose-form';
import { findOfUnit, follow, forget, home, ofUnit, purpose, unitTrouble } from './state';
import { keptChip, placeOf, spanOf, waysTo } from './words';

function item(unit: number, party: Party): HTMLElement {
  const links = party.links.filter((each) => each.unit_id === unit || each.parcel_id !== null);
  const roles = links.map((each) =>
    [w().role[each.role], each.unit_id === null && placeOf(each), spanOf(each)].filter(Boolean).join(', '),
  );
  return h(
    'li',
    { class: 'owner' },
    h('h4', {}, party.name),
    h('p', { class: 'quiet' }, roles.join(' · ')),
    waysTo(party),
    h(
      'div',
      { class: 'buttons' },
      h(
        'button',
        {
          type: 'button',
          class: 'button button-small',
          'data-key': `party-${party.id}`,
          'aria-label': `${w().open}: ${party.name}`,
          click: () => openParty(party.id),
        },
        w().open,
      ),
      keptChip(party),
    ),
  );
}

function tools(): HTMLElement {
  const button = (text: string, key: string, click: () => void) =>
    h('button', { type: 'button', class: 'button button-small', 'data-key': key, click }, text);
  return h(
    'div',
    { class: 'buttons' },
    button(w().addHere, 'owner-new', () => openParty(null)),
    button(w().findOther, 'owner-other', () => open({ view: 'owners' })),
  );
}

export function ownersCard(unit: StaffUnit): HTMLElement {
  if (!has('staff')) return h('div', { hidden: true });
  follow();
  const ref = unit.properties.public_ref ?? '';
  const isMine = () => home()?.id === unit.id && purpose() !== '';
  const say = (text: string) => {
    home.set({ id: unit.id, ref });
    purpose.set(text);
    void findOfUnit(unit.id);
  };
  // Back from one of them: what was changed there is asked for anew, for the same purpose.
  if (untracked(isMine) && untracked(ofUnit) === null) void findOfUnit(unit.id);
  const body = h('div', { class: 'owner-card' });
  let end = () => {};
  atEnd(() => end());
  atEnd(
    region(body, () => {
      const [all, error] = [ofUnit(), unitTrouble()];
      end();
      end = () => {};
      if (!isMine()) {
        const [form, stop] = scope(() => untracked(() => purposeForm(() => w().cardIntro, say, false)));
        end = stop;
        return [form];
      }
      const top = openedFor(purpose(), forget);
      if (error) return [top, failure(w().failed, error, () => findOfUnit(unit.id))];
      if (all?.unit !== unit.id) return [top, h('p', { class: 'quiet' }, w().loading)];
      return [
        top,
        all.parties.length === 0
          ? h('p', { class: 'quiet' }, w().nobodyHere)
          : h('ul', { class: 'plain owner-list' }, ...all.parties.map((each) => item(unit.id, each))),
        tools(),
      ];
    }),
  );
  return group(
    'unit-owners',
    () => w().card,
    () => (isMine() ? String(ofUnit()?.parties.length ?? '') : w().locked),
    untracked(isMine),
    () => [body],
  );
}
