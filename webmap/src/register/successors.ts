// What a unit that is gone became: the units that took its place when shops were merged or split.

import { h, icon, region } from '../dom';
import { signal, untracked } from '../signal';
import { entry } from '../staff/entry';
import { atEnd } from '../staff/scope';
import { allUnits, findUnit } from './data';
import { rt } from './i18n';
import type { StaffUnit } from './model';
import { placeOf } from './words';

const nameOf = (unit: StaffUnit) => `${placeOf(unit)} (${unit.properties.public_ref})`;

/** A field of a dialog that takes several units by their reference. */
export function successorsEntry(self: number) {
  const texts = untracked(rt).unit;
  const all = untracked(allUnits).filter(({ id }) => id !== self);
  const chosen = signal<readonly StaffUnit[]>([]);
  const field = entry(
    texts.successors,
    {
      type: 'text',
      list: 'successors-known',
      autocomplete: 'off',
      autocapitalize: 'characters',
      maxlength: 40,
      'data-key': 'successor',
    },
    texts.successorsHint,
  );
  const known = h(
    'datalist',
    { id: 'successors-known' },
    ...all.map((unit) => h('option', { value: unit.properties.public_ref ?? '' }, nameOf(unit))),
  );
  /** True if nothing is left in the field that is not a unit. */
  const take = () => {
    const ref = field.input.value.trim().toLowerCase();
    if (ref === '') return true;
    const unit = all.find(({ properties }) => properties.public_ref?.toLowerCase() === ref);
    if (!unit) {
      field.complain(texts.noSuchUnit);
      return false;
    }
    field.input.value = '';
    const now = untracked(chosen);
    if (!now.includes(unit)) chosen.set([...now, unit]);
    return true;
  };
  const add = h(
    'button',
    { type: 'button', class: 'button', 'data-key': 'successor-add', click: take },
    icon('plus'),
    texts.successorAdd,
  );
  const list = h('ul', { class: 'parcels' });
  atEnd(
    region(list, () =>
      chosen().map((unit) =>
        h(
          'li',
          {},
          h('span', {}, nameOf(unit)),
          h(
            'button',
            {
              type: 'button',
              class: 'tool',
              'aria-label': texts.successorRemove(nameOf(unit)),
              click: () => {
                chosen.set(untracked(chosen).filter((each) => each !== unit));
                field.input.focus();
              },
            },
            icon('close'),
          ),
        ),
      ),
    ),
  );
  field.input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || field.input.value.trim() === '') return;
    event.preventDefault();
    take();
  });
  const root = h('div', { class: 'entry successors' }, field.root, known, add, list);
  return { ...field, root, take, ids: () => untracked(chosen).map(({ id }) => id) };
}

/** In the history: what it became, as far as the register knows. */
export function successorsInWords(ids: readonly number[]): string {
  const names = ids.map((id) => {
    const unit = findUnit(id);
    return unit ? nameOf(unit) : `#${id}`;
  });
  return names.length > 0 ? `${rt().unit.successors}: ${names.join(', ')}` : '';
}
