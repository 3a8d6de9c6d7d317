// The other day: its units, asked for when they are wanted, and its works, which everybody has.

import { api } from '../api';
import { allSections, byAddress, units } from '../data';
import type { Unit } from '../model';
import { onNews } from '../news';
import { keepEqual, resource } from '../resource';
import { keepSection, keepUnit } from '../sieve';
import { computed, effect, untracked } from '../signal';
import { day, select, state } from '../store';
import { sectionSteps, unitSteps } from './difference';

/** Somebody who types or drags passes by days that are not worth a request. */
const STILL_MS = 200;

export const otherDay = select('vs');
export const unitsThen = resource<Unit[]>((signal) => api.units(untracked(otherDay), signal), keepEqual);

const all = computed(() => (unitsThen.value().data ?? []).toSorted(byAddress));
export const shownUnitsThen = computed(() => (otherDay() ? all().filter((unit) => keepUnit(unit, state())) : []));
export const shownSectionsThen = computed(() => {
  const on = otherDay();
  return on ? allSections().filter((section) => keepSection(section, state(), on)) : [];
});

/** Before the first record there is nothing to compare, and not everything new. */
export const isUnknown = computed(() => {
  const { data } = unitsThen.value();
  return data !== null && (data.length === 0 || data.every((unit) => unit.properties.vacancy_status === 'unknown'));
});

export const sectionsDiffer = computed(() => sectionSteps(allSections(), otherDay() ?? day(), day()));
export const unitsDiffer = computed(() => {
  const [left, right] = [unitsThen.value().data, units.value().data];
  return otherDay() && left && right && !isUnknown() ? unitSteps(all(), right.toSorted(byAddress)) : [];
});

export function followOther(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isFirst = true;
  effect(() => {
    if (!otherDay()) return;
    clearTimeout(timer);
    timer = setTimeout(unitsThen.load, isFirst ? 0 : STILL_MS);
    isFirst = false;
  });
  onNews(({ all, changes }) => {
    if (untracked(otherDay) && (all || changes.some(({ layer }) => layer === 'units'))) void unitsThen.load();
  });
}
