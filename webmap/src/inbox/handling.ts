// Who is in charge, until when, and what it is about: put right together, with one save.

import { allUnits } from '../data';
import { h, icon } from '../dom';
import { addressOf } from '../panels/names';
import { signal, untracked } from '../signal';
import { busy, inWords } from '../staff/login';
import { allSections } from '../staff/office-data';
import { OfficeError } from '../staff/request';
import { watch } from '../staff/scope';
import { me } from '../staff/session-state';
import { toast } from '../staff/toast';
import { change } from './current';
import { nameOf, sectionName } from './handling-words';
import { w } from './i18n';
import { type Handling, type Held, handlingOf, isOpenStatus, KINDS, PRIORITIES } from './model';
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
    control.value = read();
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
  unit_ref: (text) => text.trim().toUpperCase(),
  section_id: Number,
};

export function handlingForm(now: () => Held): HTMLElement {
  const base = signal<Handling>(handlingOf(untracked(now).item));
  const mine = signal<Handling>(untracked(base));
  const count = () => (Object.keys(base()) as Key[]).filter((key) => base()[key] !== mine()[key]).length;
  const dueControl = h('input', { class: 'field', type: 'date', min: '2020-01-01', max: '2199-12-31', required: true });
  watch(() => {
    dueControl.value = mine().due_at ?? '';
  });
  const people = (): Options => {
    const all = colleagues.value().data ?? [];
    const held = base().assignee_id;
    const isThere = held === null || all.some(({ id }) => id === held);
    return [
      ...(held === null ? [['', w().nobody] as const] : []),
      ...(isThere ? [] : [[String(held), now().item.assignee?.name || nameOf(held)] as const]),
      ...all.map(({ id, name }) => [String(id), name] as const),
    ];
  };
  const sections = (): Options => {
    const known = allSections().filter(({ properties }) => properties.public);
    const held = base().section_id;
    const all = known.map(({ id, properties }) => [String(id), properties.label] as const);
    const isThere = held === 0 || known.some(({ id }) => id === held);
    return [['0', w().noSection], ...(isThere ? [] : [[String(held), sectionName(held)] as const]), ...all];
  };
  const fields = [
    select('assignee_id', people, () => String(mine().assignee_id ?? '')),
    field('due_at', dueControl),
    select(
      'priority',
      () => PRIORITIES.map((each) => [each, w().priority[each]]),
      () => mine().priority,
    ),
    select(
      'kind',
      () => KINDS.map((each) => [each, w().kind[each]]),
      () => mine().kind,
    ),
    unitField(() => mine().unit_ref),
    select('section_id', sections, () => String(mine().section_id)),
  ];
  const complain = (each: Field, text: string) => {
    each.fault.textContent = text;
    each.fault.hidden = text === '';
    if (text) each.control.setAttribute('aria-invalid', 'true');
    else each.control.removeAttribute('aria-invalid');
  };
  for (const each of fields)
    each.control.addEventListener('change', () => {
      complain(each, '');
      if (each.control instanceof HTMLInputElement && each.control.validity.badInput) return;
      if (each.key === 'due_at' && each.control.value === '') return;
      mine.set({ ...untracked(mine), [each.key]: FROM[each.key](each.control.value) });
    });

  // What came meanwhile is the new base; what was changed here stays on top of it.
  watch(() => {
    const next = handlingOf(now().item);
    const [was, ours] = [untracked(base), untracked(mine)];
    const kept = (Object.keys(next) as Key[]).filter((key) => was[key] !== ours[key]);
    base.set(next);
    mine.set({ ...next, ...Object.fromEntries(kept.map((key) => [key, ours[key]])) } as Handling);
  });

  const fault = h('p', { class: 'form-fault', role: 'alert', hidden: true });
  const refuse = (cause: unknown) => {
    const named = cause instanceof OfficeError ? cause.fields : [];
    const placed = fields.flatMap((each) => {
      const text = named.find(({ path }) => path.replace(/^\//, '') === each.key)?.message;
      if (text) complain(each, text);
      return text ? [each] : [];
    });
    placed[0]?.control.focus();
    fault.textContent = placed.length > 0 ? '' : inWords(cause);
    fault.hidden = fault.textContent === '';
  };
  const save = h('button', { type: 'submit', class: 'button button-strong', 'data-key': 'save-handling' });
  const state = h('p', { class: 'quiet', role: 'status' });
  const drop = h('button', { type: 'button', class: 'button button-quiet', click: () => mine.set(untracked(base)) });
  const take = h('button', { type: 'button', class: 'button', 'data-key': 'take-over' }, icon('plus'), h('span'));
  const store = async () => {
    fault.hidden = true;
    try {
      if (await change(untracked(base), untracked(mine))) toast(untracked(w).saved);
    } catch (cause) {
      refuse(cause);
    }
  };
  take.addEventListener('click', () => {
    mine.set({ ...untracked(mine), assignee_id: untracked(me)?.id ?? null });
    void store();
  });
  const form = h(
    'form',
    { class: 'handling', novalidate: true },
    fault,
    h('div', { class: 'entries entries-two' }, ...fields.map(({ root }) => root)),
    h('div', { class: 'handling-foot' }, state, h('div', { class: 'buttons' }, drop, save)),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (untracked(count) > 0) void busy(save, untracked(w).loading, store);
  });
  const heading = h('h3');
  watch(() => {
    const n = count();
    const { item } = now();
    heading.textContent = w().handling;
    save.textContent = w().save;
    drop.textContent = w().discard;
    drop.hidden = n === 0;
    save.setAttribute('aria-disabled', `${n === 0}`);
    state.textContent = n > 0 ? w().unsaved(n) : '';
    (take.lastChild as HTMLElement).textContent = w().takeOver;
    take.hidden = !isOpenStatus(item.status) || item.assignee?.id === me()?.id;
    const assignee = fields[0]?.control;
    if (assignee) assignee.disabled = !isOpenStatus(item.status);
  });
  return h('section', { class: 'block' }, h('div', { class: 'handling-head' }, heading, take), form);
}
