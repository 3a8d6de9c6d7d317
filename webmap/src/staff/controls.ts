// Form controls bound to a place in the draft: native elements with label, hint and fault.

import { h } from '../dom';
import { lang, serverToday } from '../store';
import { addDays, type Day, isDay, lastDay } from '../time/period';
import { controlId, faultsByPlace, forgive } from './faults';
import { st } from './i18n';
import { watch } from './scope';

/** What is wrong at the places of a document; a place that is changed is not at fault until it is looked at again. */
export interface Faults {
  of(place: string): string;
  forgive(place: string): void;
}

const OF_SECTION: Faults = { of: (place) => faultsByPlace().get(place) ?? '', forgive };

export interface Bound<T> {
  place: string;
  label: () => string;
  hint?: () => string | undefined;
  read: () => T;
  write: (value: T) => void;
  wide?: boolean;
  /** Of the document that is bound; a section if nothing is said. */
  faults?: Faults;
}

const faultsOf = (bound: { faults?: Faults }) => bound.faults ?? OF_SECTION;

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** The frame of a control: its label above, hint and fault below, all tied to it. */
function framed<T>(control: Control, bound: Bound<T>, beside: HTMLElement | null = null): HTMLElement {
  const id = controlId(bound.place);
  control.id = id;
  control.setAttribute('aria-describedby', `${id}-hint ${id}-fault`);
  const label = h('label', { for: id });
  const hint = h('p', { class: 'field-hint', id: `${id}-hint` });
  const fault = h('p', { class: 'field-fault', id: `${id}-fault` });
  const box = beside ? h('div', { class: 'beside' }, control, beside) : control;
  const root = h('div', { class: bound.wide ? 'entry entry-wide' : 'entry' }, label, box, hint, fault);
  watch(() => {
    label.textContent = bound.label();
    hint.textContent = bound.hint?.() ?? '';
    hint.hidden = hint.textContent === '';
  });
  watch(() => {
    const text = faultsOf(bound).of(bound.place);
    fault.textContent = text;
    fault.hidden = text === '';
    if (text) control.setAttribute('aria-invalid', 'true');
    else control.removeAttribute('aria-invalid');
  });
  return root;
}

function put<T>(bound: Bound<T>, value: T): void {
  faultsOf(bound).forgive(bound.place);
  bound.write(value);
}

export function textField(bound: Bound<string>, settings: Record<string, string | number> = {}): HTMLElement {
  const input = h('input', { class: 'field', type: 'text', autocomplete: 'off', ...settings });
  input.addEventListener('input', () => put(bound, input.value));
  watch(() => {
    if (input.value !== bound.read()) input.value = bound.read();
  });
  return framed(input, bound);
}

export function textArea(bound: Bound<string>, rows = 3): HTMLElement {
  const area = h('textarea', { class: 'field field-area', rows });
  area.addEventListener('input', () => put(bound, area.value));
  watch(() => {
    if (area.value !== bound.read()) area.value = bound.read();
  });
  return framed(area, { wide: true, ...bound });
}

/** A decimal comma is as good as a point. */
export function readNumber(text: string): number | null {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || Number.isNaN(value) ? null : value;
}

export function numberField(bound: Bound<number | null>, digits = 0): HTMLElement {
  const input = h('input', {
    class: 'field',
    type: 'text',
    inputmode: digits > 0 ? 'decimal' : 'numeric',
    autocomplete: 'off',
  });
  const write = (value: number | null) =>
    value === null ? '' : String(value).replace('.', lang() === 'de' ? ',' : '.');
  input.addEventListener('input', () => put(bound, readNumber(input.value)));
  watch(() => {
    const value = bound.read();
    if (readNumber(input.value) !== value || document.activeElement !== input) input.value = write(value);
  });
  return framed(input, bound);
}

export interface DayOptions {
  /** The stored day is the first one after; people read and enter the last one. */
  isEnd?: boolean;
  today?: boolean;
}

export function dayField(bound: Bound<Day | null>, { isEnd = false, today = false }: DayOptions = {}): HTMLElement {
  const input = h('input', { class: 'field', type: 'date', min: '1990-01-01', max: '2199-12-31' });
  const read = () => (isEnd ? lastDay({ from: null, to: bound.read() }) : bound.read()) ?? '';
  const write = (shown: string) => {
    if (shown === '') put(bound, null);
    else if (isDay(shown) && shown >= '1990') put(bound, isEnd ? addDays(shown, 1) : shown);
  };
  // While somebody types a year, the field holds years of their own.
  input.addEventListener('change', () => (input.validity.badInput ? undefined : write(input.value)));
  watch(() => {
    if (input.value !== read()) input.value = read();
  });
  const button = h('button', { type: 'button', class: 'button button-small' });
  button.addEventListener('click', () => write(serverToday()));
  watch(() => {
    button.textContent = st().form.setToday;
    button.setAttribute('aria-label', `${bound.label()}: ${st().form.setToday}`);
  });
  return framed(input, bound, today ? button : null);
}

export function choice<T extends string>(
  bound: Bound<T | null>,
  options: () => readonly [T, string][],
  empty?: () => string,
): HTMLElement {
  const select = h('select', { class: 'field' });
  select.addEventListener('change', () => put(bound, (select.value || null) as T | null));
  watch(() => {
    const all: (readonly [string, string])[] = empty ? [['', empty()], ...options()] : [...options()];
    select.replaceChildren(...all.map(([value, name]) => h('option', { value }, name)));
    select.value = bound.read() ?? '';
  });
  return framed(select, bound);
}

/** A box to tick, with its label beside it. */
export function tick(bound: Bound<boolean>): HTMLElement {
  const id = controlId(bound.place);
  const box = h('input', { type: 'checkbox', id, 'aria-describedby': `${id}-fault` });
  const name = h('span');
  const fault = h('p', { class: 'field-fault', id: `${id}-fault` });
  box.addEventListener('change', () => put(bound, box.checked));
  watch(() => {
    box.checked = bound.read();
    name.textContent = bound.label();
  });
  watch(() => {
    fault.textContent = faultsOf(bound).of(bound.place);
    fault.hidden = fault.textContent === '';
  });
  return h('div', { class: 'entry entry-tick' }, h('label', { class: 'tick' }, box, name), fault);
}
