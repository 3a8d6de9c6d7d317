// Who is in charge, until when, and what it is about: put right together, with one save.

import { allUnits } from '../data';
import { h, icon } from '../dom';
import { addressOf } from '../panels/names';
import type { Sheet } from '../register/sheet';
import { untracked } from '../signal';
import { busy, inWords } from '../staff/login';
import { allSections } from '../staff/office-data';
import { watch } from '../staff/scope';
import { me } from '../staff/session-state';
import { saveHandling } from './handling-state';
import { nameOf, sectionName } from './handling-words';
import { w } from './i18n';
import { type Handling, type Held, isOpenStatus, KINDS, PRIORITIES } from './model';
import { colleagues } from './state';

type Control = HTMLInputElement | HTMLSelectElement;
type Key = Exclude<keyof Handling, 'status'>;

interface Field {
  key: Key;
  root: HTMLElement;
  control: Control;
  fault: HTMLElement;
}

function field(key: Key, control: Control, wide = false): Field {
  const id = `handling-${key}`;
  control.id = id;
  control.setAttribute('aria-describedby', `${id}-fault`);
  const label = h('label', { for: id });
  const fault = h('p', { class: 'field-fault', id: `${id}-fault`, hidden: true });
  watch(() => {
    label.textContent = w().field[key];
  });
  return { key, control, fault, root: h('div', { class: wide ? 'entry entry-wide' : 'entry' }, label, control, fault) };
}

type Options = readonly (readonly [value: string, name: string])[];

function select(key: Key, options: () => Options, read: () => string): Field {
  const control = h('select', { class: 'field' });
  watch(() => {
    control.replaceChildren(...options().map(([value, name]) => h('option', { value }, name)));
    control.value = read();
  });
  return field(key, control);
}

const refOf = (text: string) => text.trim().toUpperCase();

function unitField(read: () => string): Field {
  const list = h('datalist', { id: 'handling-units' });
  const control = h('input', {
    class: 'field',
    type: 'text',
    list: 'handling-units',
    autocomplete: 'off',
    autocapitalize: 'characters',
    spellcheck: 'false',
    maxlength: 40,
  });
  watch(() => {
    list.replaceChildren(
      ...allUnits().map((unit) => h('option', { value: unit.properties.public_ref }, addressOf(unit))),
    );
  });
  watch(() => {
    control.placeholder = w().noUnit;
    if (refOf(control.value) !== read()) control.value = read();
  });
  const made = field('unit_ref', control);
  made.root.append(list);
  return made;
}

const FROM: Record<Key, (text: string) => unknown> = {
  assignee_id: (text) => (text === '' ? null : Number(text)),
  due_at: (text) => text || null,
  priority: (text) => text,
  kind: (text) => text,
  unit_ref: refOf,
  section_id: Number,
};

function people(now: () => Held, base: () => Handling): Options {
  const all = colleagues.value().data ?? [];
  const held = base().assignee_id;
  const isThere = held === null || all.some(({ id }) => id === held);
  return [
    ...(held === null ? [['', w().nobody] as const] : []),
    ...(isThere ? [] : [[String(held), now().item.assignee?.name || nameOf(held)] as const]),
    ...all.map(({ id, name }) => [String(id), name] as const),
  ];
}

function sections(base: () => Handling): Options {
  const known = allSections().filter(({ properties }) => properties.public);
  const held = base().section_id;
  const all = known.map(({ id, properties }) => [String(id), properties.label] as const);
  const isThere = held === 0 || known.some(({ id }) => id === held);
  return [['0', w().noSection], ...(isThere ? [] : [[String(held), sectionName(held)] as const]), ...all];
}

function dueField(mine: () => Handling): Field {
  const control = h('input', { class: 'field', type: 'date', min: '2020-01-01', max: '2199-12-31', required: true });
  watch(() => {
    control.value = mine().due_at ?? '';
  });
  return field('due_at', control);
}

function fieldsOf(now: () => Held, sheet: Sheet<Handling>): Field[] {
  const mine = sheet.doc;
  const base = () => sheet.held().doc;
  const named = <K extends string>(all: readonly K[], words: Record<K, string>) =>
    all.map((each) => [each, words[each]] as const);
  return [
    select(
      'assignee_id',
      () => people(now, base),
      () => String(mine().assignee_id ?? ''),
    ),
    dueField(mine),
    select(
      'priority',
      () => named(PRIORITIES, w().priority),
      () => mine().priority,
    ),
    select(
      'kind',
      () => named(KINDS, w().kind),
      () => mine().kind,
    ),
    unitField(() => mine().unit_ref),
    select(
      'section_id',
      () => sections(base),
      () => String(mine().section_id),
    ),
  ];
}

/** What is put into a field goes to the sheet, and what the server has against it stands below the field. */
function tie({ key, control, fault }: Field, sheet: Sheet<Handling>): void {
  const place = sheet.placeOf(key);
  control.addEventListener(key === 'unit_ref' ? 'input' : 'change', () => {
    sheet.faults.forgive(place);
    if (control instanceof HTMLInputElement && control.validity.badInput) return;
    if (key === 'due_at' && control.value === '') return;
    sheet.edit({ [key]: FROM[key](control.value) });
  });
  watch(() => {
    const text = sheet.faults.of(place);
    fault.textContent = text;
    fault.hidden = text === '';
    if (text) control.setAttribute('aria-invalid', 'true');
    else control.removeAttribute('aria-invalid');
  });
}

/** What no field can be blamed for. */
function faultOver(fields: readonly Field[], sheet: Sheet<Handling>): HTMLElement {
  const root = h('p', { class: 'form-fault', role: 'alert' });
  watch(() => {
    const failed = sheet.failed();
    const isPlaced = (path: string) => fields.some(({ key }) => path.replace(/^\//, '') === key);
    const others = sheet.refused().filter(({ path }) => !isPlaced(path));
    root.textContent = failed ? inWords(failed) : others.map(({ message }) => message).join(' ');
    root.hidden = root.textContent === '';
  });
  return root;
}

function takeOver(now: () => Held, take: () => void): HTMLElement {
  const name = h('span');
  const root = h(
    'button',
    { type: 'button', class: 'button', 'data-key': 'take-over', click: take },
    icon('plus'),
    name,
  );
  watch(() => {
    const { item } = now();
    name.textContent = w().takeOver;
    root.hidden = !isOpenStatus(item.status) || item.assignee?.id === me()?.id;
  });
  return root;
}

export function handlingForm(now: () => Held, sheet: Sheet<Handling>): HTMLElement {
  const fields = fieldsOf(now, sheet);
  for (const each of fields) tie(each, sheet);
  const store = async () => {
    if (await saveHandling(sheet)) return;
    fields.find(({ control }) => control.hasAttribute('aria-invalid'))?.control.focus();
  };
  const save = h('button', { type: 'submit', class: 'button button-strong', 'data-key': 'save-handling' });
  const state = h('p', { class: 'quiet', role: 'status' });
  const drop = h('button', { type: 'button', class: 'button button-quiet', click: sheet.discard });
  const take = takeOver(now, () => {
    sheet.edit({ assignee_id: untracked(me)?.id ?? null });
    void store();
  });
  const form = h(
    'form',
    { class: 'handling', novalidate: true },
    faultOver(fields, sheet),
    h('div', { class: 'entries entries-two' }, ...fields.map(({ root }) => root)),
    h('div', { class: 'handling-foot' }, state, h('div', { class: 'buttons' }, drop, save)),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (untracked(sheet.changed).length > 0) void busy(save, untracked(w).loading, store);
  });
  const heading = h('h3');
  watch(() => {
    const n = sheet.changed().length;
    heading.textContent = w().handling;
    save.textContent = w().save;
    drop.textContent = w().discard;
    drop.hidden = n === 0;
    save.setAttribute('aria-disabled', `${n === 0}`);
    state.textContent = n > 0 ? w().unsaved(n) : '';
    const assignee = fields[0]?.control;
    if (assignee) assignee.disabled = !isOpenStatus(now().item.status);
  });
  return h('section', { class: 'block' }, h('div', { class: 'handling-head' }, heading, take), form);
}
