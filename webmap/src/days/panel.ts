import { allSections, town, units } from '../data';
import { h, region } from '../dom';
import { t } from '../i18n';
import { d } from '../i18n/days';
import * as format from '../i18n/format';
import { isVacant, type Unit } from '../model';
import { periodOf } from '../sieve';
import { effect, signal } from '../signal';
import { day, go, lang, serverToday } from '../store';
import { addMonths, type Day, isDay, stateOn } from '../time/period';
import { stepList } from './list';
import { isUnknown, otherDay, sectionsDiffer, unitsDiffer, unitsThen } from './other';

const STEPS = { back12: -12, back3: -3, on3: 3, on12: 12 } as const;

function dayField(other: Day): HTMLElement {
  const input = h('input', {
    type: 'date',
    id: 'other-day',
    class: 'field field-date',
    'data-key': 'other-day',
    min: '1900-01-01',
    max: '2199-12-31',
  });
  input.value = other;
  input.addEventListener('change', () => isDay(input.value) && go({ vs: input.value }));
  return h('div', { class: 'days-field' }, h('label', { for: 'other-day' }, d().other), input);
}

function distances(other: Day): HTMLElement {
  const one = ([key, months]: [keyof typeof STEPS, number]) => {
    const to = addMonths(day(), months);
    const attributes = {
      type: 'button',
      class: 'segment',
      'data-key': `other-${key}`,
      'aria-pressed': `${to === other}`,
      click: () => go({ vs: to }),
    };
    return h('button', attributes, d().steps[key]);
  };
  const all = (Object.entries(STEPS) as [keyof typeof STEPS, number][]).map(one);
  return h('div', { class: 'segments', role: 'group', 'aria-label': d().away }, ...all);
}

function swap(other: Day): HTMLElement {
  const click = () => go({ vs: day(), at: other === serverToday() ? null : other });
  return h('button', { type: 'button', class: 'link', 'data-key': 'swap-days', click }, d().swap);
}

/** How much is under construction and empty on a day. */
function countsOn(on: Day, known: readonly Unit[]): [number, number] {
  return [
    allSections().filter((section) => stateOn(periodOf(section), on) === 'current').length,
    known.filter((unit) => isVacant(unit.properties.vacancy_status)).length,
  ];
}

function summary(other: Day): string {
  const { data, error, loading } = unitsThen.value();
  if (other === day()) return d().same;
  if (error && !data) return d().failed;
  if (!data || loading) return d().loading;
  const date = (on: Day) => format.date(on, lang());
  if (isUnknown()) return d().nothingKnown(date(other));
  const known = units.value().data ?? [];
  return d().counts(date(other), countsOn(other, data), date(day()), countsOn(day(), known));
}

function differences(open: { (): boolean; set(next: boolean): void }): HTMLElement | null {
  const [sections, shops] = [sectionsDiffer(), unitsDiffer()];
  const { data, loading } = unitsThen.value();
  if (sections.length + shops.length === 0)
    return data && !loading && otherDay() !== day() ? h('p', { class: 'quiet' }, d().equal) : null;
  const root = h(
    'details',
    { class: 'days-differ' },
    h('summary', { 'data-key': 'days-differ' }, d().differ(sections.length, shops.length)),
    stepList(sections, shops),
  );
  root.open = open();
  root.addEventListener('toggle', () => open.set(root.open));
  return root;
}

/** The other day's controls under the time control, and what differs, in words. */
export function daysPanel(root: HTMLElement): void {
  const isOpen = signal(false);
  const tools = h('div', { class: 'days-tools' });
  const status = h('p', { class: 'time-text', role: 'status' });
  const list = h('div', { class: 'days-list' });
  const head = h('p', { class: 'days-head' });
  root.append(head, tools, status, list);
  effect(() => {
    const here = town.value().data;
    head.textContent = [d().title, here?.name, here?.made_up && t().madeUp].filter(Boolean).join(' · ');
  });
  region(tools, () => {
    const other = otherDay();
    root.hidden = other === null;
    root.setAttribute('aria-label', d().title);
    return other ? [dayField(other), swap(other), distances(other)] : [];
  });
  region(status, () => {
    const other = otherDay();
    if (!other) return [];
    const isFuture = other > serverToday() || day() > serverToday();
    return [[summary(other), isFuture && d().future].filter(Boolean).join(' ')];
  });
  region(list, () => (otherDay() ? [differences(isOpen)] : []));
  // On paper nobody can open anything.
  let wasOpen = false;
  addEventListener('beforeprint', () => {
    wasOpen = isOpen();
    const shown = list.querySelector('details');
    if (shown) shown.open = true;
  });
  addEventListener('afterprint', () => {
    const shown = list.querySelector('details');
    if (shown) shown.open = wasOpen;
  });
  root.setAttribute('role', 'group');
}
