// Owners by a part of their name, or by nothing at all: nobody lists them.

import { h, icon, region } from '../dom';
import { signal, untracked } from '../signal';
import { allFilled, entry } from '../staff/entry';
import { busy } from '../staff/login';
import { openParty } from '../staff/route';
import { scope, watch } from '../staff/scope';
import { complainAt } from '../staff/setup';
import { w } from './i18n';
import type { Party } from './model';
import { openedFor, purposeForm } from './purpose-form';
import { find, forget, found, home, purpose } from './state';
import { keptChip, placeOf } from './words';

function line(party: Party): HTMLElement {
  const places = party.links.map((each) => `${w().role[each.role]}: ${placeOf(each)}`);
  return h(
    'li',
    {},
    h(
      'button',
      { type: 'button', class: 'row', 'data-key': `party-${party.id}`, click: () => openParty(party.id) },
      h('span', { class: 'kind-sign' }, icon(party.kind === 'tenant' ? 'shop' : 'parcel')),
      h(
        'span',
        { class: 'row-main' },
        h('span', { class: 'row-title' }, party.name),
        h('span', { class: 'row-sub' }, places.join(' · ') || w().noLinks),
      ),
      h('span', { class: 'row-chips' }, h('span', { class: 'tag' }, w().kind[party.kind]), keptChip(party)),
    ),
  );
}

function search(): HTMLElement {
  const field = entry('', { type: 'search', maxlength: 200, autocomplete: 'off', 'data-key': 'owner-text' }, ' ');
  const go = h('button', { type: 'submit', class: 'button', 'data-key': 'owner-find' });
  const form = h('form', { class: 'owner-search', novalidate: true }, field.root, go);
  const say = signal('');
  const fault = h('p', { class: 'form-fault', role: 'alert' });
  field.input.value = untracked(found)?.words ?? '';
  watch(() => {
    field.rename(w().name);
    go.textContent = w().find;
    const hint = field.root.querySelector('.field-hint');
    if (hint) hint.textContent = w().findHint;
    fault.textContent = say();
    fault.hidden = say() === '';
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    say.set('');
    if (!allFilled([field]) || go.getAttribute('aria-disabled')) return;
    const look = () => find(field.input.value.trim()).catch((cause) => complainAt(cause, { q: field }, say.set));
    void busy(go, untracked(w).loading, look);
  });
  form.append(fault);
  return form;
}

function results(): HTMLElement {
  const count = h('p', { class: 'count', role: 'status' });
  const name = h('span');
  const add = h(
    'button',
    { type: 'button', class: 'button button-strong', 'data-key': 'new-party', click: () => openParty(null) },
    icon('plus'),
    name,
  );
  const rows = h('ul', { class: 'rows' });
  watch(() => {
    const now = found();
    count.textContent = now ? w().count(now.parties.length, now.more) : '';
    name.textContent = w().add;
    add.setAttribute('aria-label', w().addLong);
    rows.replaceChildren(...(now?.parties ?? []).map(line));
  });
  return h('div', {}, h('div', { class: 'office-count' }, count, add), rows);
}

/** Somebody is looked for who is to be linked with a unit. */
function errand(): HTMLElement {
  const root = h('p', { class: 'warning' }, icon('info'), h('span'));
  watch(() => {
    root.hidden = home() === null;
    (root.lastChild as HTMLElement).textContent = w().errand(home()?.ref ?? '');
  });
  return root;
}

export function finder(): HTMLElement {
  const root = h('div', { class: 'owner-finder' });
  let end = () => {};
  region(root, () => {
    const why = purpose();
    w();
    end();
    const [made, stop] = scope(() =>
      untracked(() =>
        why === ''
          ? [
              h(
                'div',
                { class: 'pad' },
                purposeForm(() => w().intro, purpose.set, true),
              ),
            ]
          : [h('div', { class: 'office-filter' }, openedFor(why, forget), errand(), search()), results()],
      ),
    );
    end = stop;
    const wasHere = root.contains(document.activeElement);
    if (wasHere) queueMicrotask(() => root.querySelector<HTMLElement>('input')?.focus());
    return made;
  });
  return root;
}
