// Of what somebody is what: a unit by its reference, or a parcel by its name.

import { api } from '../api';
import { h } from '../dom';
import { allUnits } from '../register/data';
import { selectEntry } from '../register/select-entry';
import { placeOf } from '../register/words';
import { untracked } from '../signal';
import { openDialog } from '../staff/dialog';
import { type Entry, entry } from '../staff/entry';
import { keepDialog } from '../staff/keeper';
import { busy } from '../staff/login';
import { freshKey } from '../staff/office-api';
import { complainAt } from '../staff/setup';
import { toast } from '../staff/toast';
import { addDays } from '../time/period';
import { w } from './i18n';
import { ROLES, type Role } from './model';
import { owners } from './paths';
import { home, outdate, refresh } from './state';

type Where = { unit_id: number } | { parcel_id: number };

function unitEntry(): { entry: Entry; list: HTMLElement } {
  const texts = untracked(w);
  const list = h(
    'datalist',
    { id: 'link-units' },
    ...untracked(allUnits).map((unit) => h('option', { value: unit.properties.public_ref ?? '' }, placeOf(unit))),
  );
  const made = entry(
    texts.unitRef,
    {
      type: 'text',
      list: 'link-units',
      autocomplete: 'off',
      autocapitalize: 'characters',
      maxlength: 40,
      'data-key': 'link-unit',
      value: untracked(home)?.ref ?? '',
    },
    texts.unitRefHint,
  );
  return { entry: made, list };
}

/** The one parcel that is called so; where several are, whoever asks has to say more. */
async function parcelOf(text: string): Promise<number | null> {
  const hits = (await api.search(text)).filter(({ kind }) => kind === 'parcel');
  const exact = hits.filter(({ label }) => label.toLowerCase() === text.toLowerCase());
  const [only] = exact.length > 0 ? exact : hits;
  return only && (exact.length === 1 || hits.length === 1) ? only.id : null;
}

async function whereOf(unit: Entry, parcel: Entry): Promise<Where | null> {
  const texts = untracked(w);
  const [ref, name] = [unit.input.value.trim().toLowerCase(), parcel.input.value.trim()];
  if ((ref === '') === (name === '')) {
    unit.complain(texts.oneOfThem);
    unit.input.focus();
    return null;
  }
  if (ref !== '') {
    const found = untracked(allUnits).find(({ properties }) => properties.public_ref?.toLowerCase() === ref);
    if (found) return { unit_id: found.id };
    unit.complain(texts.noSuchUnit);
    unit.input.focus();
    return null;
  }
  const id = await parcelOf(name);
  if (id !== null) return { parcel_id: id };
  parcel.complain(texts.noSuchParcel);
  parcel.input.focus();
  return null;
}

export function askLink(party: string): void {
  const texts = untracked(w);
  const frame = openDialog(texts.linkTitle);
  keepDialog(frame);
  const role = selectEntry(
    texts.as,
    ROLES.map((each) => [each, texts.role[each]] as const),
    'owner',
  );
  const { entry: unit, list } = unitEntry();
  const parcel = entry(texts.parcelName, { type: 'text', autocomplete: 'off', maxlength: 100 }, texts.parcelHint);
  const day = { type: 'date', min: '1900-01-01', max: '2199-12-31' };
  const from = entry(texts.from, day, texts.openHint);
  const to = entry(texts.to, day);
  const fault = h('p', { class: 'form-fault', role: 'alert', hidden: true });
  const submit = h('button', { type: 'submit', class: 'button button-strong button-wide' }, texts.link);
  const key = freshKey();
  const send = async () => {
    try {
      const where = await whereOf(unit, parcel);
      if (!where) return;
      const period = {
        ...(from.input.value && { from: from.input.value }),
        ...(to.input.value && { to: addDays(to.input.value, 1) }),
      };
      await owners.link(party, { role: role.input.value as Role, ...where, ...period }, key);
      outdate();
      frame.close();
      toast(texts.linked);
      await refresh(party);
    } catch (cause) {
      complainAt(cause, { role, unit_id: unit, parcel_id: parcel, from, to }, (text) => {
        fault.textContent = text;
        fault.hidden = false;
      });
    }
  };
  const form = h(
    'form',
    { class: 'login', novalidate: true },
    fault,
    role.root,
    unit.root,
    list,
    parcel.root,
    h('div', { class: 'entries entries-two' }, from.root, to.root),
    submit,
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    fault.hidden = true;
    if (!submit.getAttribute('aria-disabled')) void busy(submit, texts.link, send);
  });
  frame.body.append(form);
  role.input.focus();
}
