// The question as a form: every way to it works without the map, and from the map.

import { h, region } from '../dom';
import * as format from '../i18n/format';
import type { CityMap } from '../map/map';
import { effect, untracked } from '../signal';
import { office } from '../staff/office-api';
import { lang } from '../store';
import { isDay, today } from '../time/period';
import { groundFields } from './ground';
import type { NamedArea } from './model';
import { ask, asking, change, question } from './question';
import { w } from './texts';
import { FARTHEST_M, isPast, isStreet, type Question, WIDEST_M } from './words';

const SUGGEST_FROM = 2;

interface FieldOf {
  key: keyof Question;
  label: () => string;
  hint?: () => string;
  attributes: Record<string, string | number>;
  /** What the field says of the question, and back; undefined changes nothing. */
  read: (q: Question) => string;
  write: (text: string) => Partial<Question> | undefined;
}

function field({ key, label, hint, attributes, read, write }: FieldOf): HTMLElement {
  const id = `street-${key}`;
  const input = h('input', { id, class: 'field', 'data-key': id, autocomplete: 'off', ...attributes });
  const name = h('label', { for: id });
  const note = h('p', { class: 'field-hint', id: `${id}-hint`, hidden: !hint });
  if (hint) input.setAttribute('aria-describedby', note.id);
  input.addEventListener('change', () => {
    const part = write(input.value.trim());
    if (part) change(part);
    input.value = read(untracked(question));
  });
  effect(() => {
    name.textContent = label();
    note.textContent = hint?.() ?? '';
  });
  effect(() => {
    const text = read(question());
    if (input.value !== text) input.value = text;
  });
  return h('div', { class: 'entry' }, name, input, note);
}

/** Names of streets while somebody types. */
function suggest(input: HTMLInputElement, list: HTMLDataListElement): void {
  let last = '';
  input.addEventListener('input', async () => {
    const text = input.value.trim();
    if (text.length < SUGGEST_FROM || text === last) return;
    last = text;
    const names = await office.streets(text).catch(() => []);
    if (last === text) list.replaceChildren(...names.map((name) => h('option', { value: name })));
  });
}

function ways(): HTMLElement {
  const root = h('div', { class: 'segments street-ways', role: 'group' });
  region(root, () => {
    root.setAttribute('aria-label', w().way);
    return (['street', 'segments', 'line', 'round', 'shape', 'area'] as const).map((way) =>
      h(
        'button',
        {
          type: 'button',
          class: 'segment',
          'data-key': `street-way-${way}`,
          'aria-pressed': `${question().way === way}`,
          click: () => change({ way }),
        },
        w().ways[way],
      ),
    );
  });
  return root;
}

function areaSelect(): HTMLElement {
  const select = h('select', { id: 'street-area', class: 'field', 'data-key': 'street-area' });
  const name = h('label', { for: 'street-area' });
  let areas: readonly NamedArea[] = [];
  const fill = () => {
    name.textContent = w().area;
    const options = areas.map((each) => h('option', { value: each.id }, each.name));
    select.replaceChildren(h('option', { value: '' }, w().chooseArea), ...options);
    select.value = `${untracked(question).area ?? ''}`;
  };
  select.addEventListener('change', () => change({ area: select.value === '' ? null : Number(select.value) }));
  effect(fill);
  effect(() => {
    if (question().way !== 'area' || areas.length > 0) return;
    void office.areas().then((found) => {
      areas = found;
      untracked(fill);
    });
  });
  return h('div', { class: 'entry' }, name, select);
}

function sideSelect(): HTMLElement {
  const select = h('select', { id: 'street-side', class: 'field', 'data-key': 'street-side' });
  const name = h('label', { for: 'street-side' });
  effect(() => {
    name.textContent = w().side;
    const { sides } = w();
    select.replaceChildren(
      h('option', { value: '' }, sides.both),
      h('option', { value: 'left' }, sides.left),
      h('option', { value: 'right' }, sides.right),
    );
    select.value = untracked(question).side;
  });
  select.addEventListener('change', () => change({ side: select.value as Question['side'] }));
  return h('div', { class: 'entry' }, name, select);
}

const number = (text: string, least: number, most: number): number | null => {
  const value = Number(text.replace(',', '.'));
  return text !== '' && value >= least && value <= most ? value : null;
};

const metres = (key: 'within' | 'radius', label: () => string, most: number) =>
  field({
    key,
    label,
    attributes: { inputmode: 'numeric' },
    read: (q) => `${q[key]}`,
    write: (text) => {
      const value = number(text, 1, most);
      return value === null ? undefined : { [key]: value };
    },
  });

const dayField = (key: 'at' | 'compare', label: () => string) =>
  field({
    key,
    label,
    attributes: { type: 'date' },
    read: (q) => q[key] ?? '',
    write: (text) => (isDay(text) ? { [key]: text } : key === 'compare' ? { compare: null } : { at: today() }),
  });

/** Folded up as long as today's knowledge is asked for. */
function knownField(): HTMLElement {
  const title = h('summary', { 'data-key': 'street-known-by' });
  const day = field({
    key: 'known',
    label: () => w().knownOn,
    hint: () => w().knownHint,
    attributes: { type: 'date', max: today() },
    read: (q) => q.known ?? '',
    write: (text) => ({ known: isPast(text) ? text : null }),
  });
  const root = h('details', { class: 'street-known' }, title, day);
  effect(() => {
    const { known } = question();
    title.textContent = w().knownIs(known ? format.date(known, lang()) : null);
    if (known) root.open = true;
  });
  return root;
}

const textField = (key: 'street' | 'from' | 'to', label: () => string, hint?: () => string) =>
  field({
    key,
    label,
    ...(hint ? { hint } : {}),
    attributes: { spellcheck: 'false' },
    read: (q) => q[key],
    write: (text) => ({ [key]: text }),
  });

/** Tells of an answer that somebody has asked for here. */
export function questionForm(city: CityMap, answered: () => void): HTMLElement {
  const street = textField(
    'street',
    () => w().street,
    () => w().streetHint,
  );
  const list = h('datalist', { id: 'street-names' });
  const input = street.querySelector('input') as HTMLInputElement;
  input.setAttribute('list', list.id);
  suggest(input, list);
  const ends = h(
    'div',
    { class: 'street-pair' },
    textField(
      'from',
      () => w().from,
      () => w().endHint,
    ),
    textField('to', () => w().to),
  );
  const ground = groundFields(city);
  const radius = metres('radius', () => w().radius, FARTHEST_M);
  const area = areaSelect();
  const beside = h(
    'div',
    { class: 'street-pair' },
    sideSelect(),
    metres('within', () => w().within, WIDEST_M),
  );
  const days = h(
    'div',
    { class: 'street-pair' },
    dayField('at', () => w().at),
    dayField('compare', () => w().compare),
  );
  const send = h('button', { type: 'submit', class: 'button button-strong', 'data-key': 'street-ask' });
  effect(() => {
    send.textContent = asking() ? w().asking : w().ask;
  });
  effect(() => {
    const { way } = question();
    street.hidden = ends.hidden = way !== 'street';
    ground.hidden = way === 'street' || way === 'area';
    radius.hidden = way !== 'round';
    area.hidden = way !== 'area';
    beside.hidden = !isStreet(question());
  });
  const form = h(
    'form',
    { class: 'street-form' },
    ways(),
    street,
    list,
    ends,
    ground,
    radius,
    area,
    beside,
    days,
    knownField(),
    send,
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void ask().then(answered);
  });
  effect(() => form.setAttribute('aria-label', w().title));
  return form;
}
