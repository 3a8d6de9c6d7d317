// What the server told us, and what follows from it and the filters.

import { api } from './api';
import { hasFacets } from './facets';
import type { State } from './hash';
import { groupOf, isVacant, type Section, STATUSES, type Town, type Unit, USE_GROUPS, WORKS_STATES } from './model';
import { sorted } from './order';
import { keepEqual, type Loaded, resource } from './resource';
import { computed, effect, signal, untracked } from './signal';
import { day, select, serverToday, state } from './store';
import { overlaps, type Period, stateOn, windowOf } from './time/period';

export const town = resource<Town>(async (signal) => {
  const answer = await api.town(signal);
  serverToday.set(answer.today);
  return answer;
});
export const at = select('at');
export const units = resource<Unit[]>((signal) => api.units(untracked(at), signal), keepEqual);
export const sections = resource<Section[]>((signal) => api.sections(signal), keepEqual);

const isSame = <T>(a: Loaded<T>, b: Loaded<T>) =>
  a.data === b.data && a.error === b.error && (a.loading === b.loading || a.data !== null);
/** Without news of what a view does not show: when the data came, and that the same are asked for again. */
export const unitsNow = computed(units.value, isSame);
export const sectionsNow = computed(sections.value, isSame);

/** The box of the map's window, w s e n; the map writes it. */
export const windowBox = signal<[number, number, number, number] | null>(null);

export const periodOf = (section: Section): Period => ({
  from: section.properties.valid_from,
  to: section.properties.valid_to,
});

function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/str(?:\.|asse)(?=\s|$)/g, 'str')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '');
}

function words(parts: readonly (string | number | null | undefined)[]): string {
  return fold(parts.filter((part) => part !== null && part !== undefined && part !== '').join(' '));
}

export function matchesText(haystack: readonly (string | number | null | undefined)[], needle: string): boolean {
  return hasWords(words(haystack), needle);
}

function hasWords(text: string, needle: string): boolean {
  return fold(needle)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const said = new WeakMap<Unit, string>();

/** What of a unit is searched, folded once. */
function saidOf(unit: Unit): string {
  const p = unit.properties;
  const number = `${p.house_number ?? ''}${p.house_number_suffix ?? ''}`;
  const text =
    said.get(unit) ?? words([p.business_name, p.offer_title_de, p.offer_title_en, p.street_name, number, p.public_ref]);
  said.set(unit, text);
  return text;
}

export function keepUnit(unit: Unit, filter: Pick<State, 'uses' | 'statuses' | 'text' | 'facets'>): boolean {
  const p = unit.properties;
  if (!filter.statuses.includes(p.vacancy_status)) return false;
  if (!filter.uses.includes(groupOf(p.use_type))) return false;
  if (!hasFacets(unit, filter.facets)) return false;
  return !filter.text || hasWords(saidOf(unit), filter.text);
}

export function keepSection(section: Section, filter: Pick<State, 'works' | 'text' | 'span'>, on: string): boolean {
  const period = periodOf(section);
  if (!filter.works.includes(stateOn(period, on))) return false;
  if (!overlaps(period, windowOf(on, filter.span))) return false;
  if (!filter.text) return true;
  const p = section.properties;
  const streets = p.street_names ?? [];
  return matchesText(
    [p.label, p.title_de, p.title_en, p.project_title_de, p.project_title_en, ...streets],
    filter.text,
  );
}

function inBox(unit: Unit, box: [number, number, number, number]): boolean {
  const [lon = 0, lat = 0] = unit.geometry.coordinates;
  return lon >= box[0] && lon <= box[2] && lat >= box[1] && lat <= box[3];
}

function inWindow(all: readonly Unit[]): readonly Unit[] {
  const window = box();
  return window ? all.filter((unit) => inBox(unit, window)) : all;
}

const collator = new Intl.Collator('de', { numeric: true });

export function byAddress(a: Unit, b: Unit): number {
  const [p, q] = [a.properties, b.properties];
  return (
    collator.compare(p.street_name ?? '\uffff', q.street_name ?? '\uffff') ||
    collator.compare(
      `${p.house_number ?? ''}${p.house_number_suffix ?? ''}`,
      `${q.house_number ?? ''}${q.house_number_suffix ?? ''}`,
    ) ||
    (p.floor ?? 0) - (q.floor ?? 0) ||
    a.id - b.id
  );
}

function byStart(a: Section, b: Section): number {
  const [p, q] = [a.properties, b.properties];
  return (p.valid_from ?? '').localeCompare(q.valid_from ?? '') || p.sequence - q.sequence || a.id - b.id;
}

export const allUnits = computed(() => (unitsNow().data ?? []).toSorted(byAddress));
export const allSections = computed(() => (sectionsNow().data ?? []).toSorted(byStart));

const filterKeys = computed(
  () => {
    const { uses, statuses, works, text, span, facets } = state();
    return { uses, statuses, works, text, span, facets };
  },
  (a, b) => JSON.stringify(a) === JSON.stringify(b),
);

/** What the map shows: the filter's units, wherever they are. */
export const shownUnits = computed(() => allUnits().filter((unit) => keepUnit(unit, filterKeys())));
export const shownSections = computed(() =>
  allSections().filter((section) => keepSection(section, filterKeys(), day())),
);

/** What the legend counts: what is shown, with the filter of the counted group itself left open. */
export const countedByUse = computed(() =>
  inWindow(allUnits().filter((unit) => keepUnit(unit, { ...filterKeys(), uses: USE_GROUPS }))),
);
export const countedByStatus = computed(() =>
  inWindow(allUnits().filter((unit) => keepUnit(unit, { ...filterKeys(), statuses: STATUSES }))),
);
export const countedWorks = computed(() =>
  allSections().filter((section) => keepSection(section, { ...filterKeys(), works: WORKS_STATES }, day())),
);

const inView = select('inView');
const sort = select('sort');
const box = computed(() => (inView() ? windowBox() : null));

/** What the list shows: the same, or only what lies in the map's window. */
export const listedUnits = computed(() => sorted(inWindow(shownUnits()), sort(), state().facets.near));

export const vacantCount = computed(() => listedUnits().filter((u) => isVacant(u.properties.vacancy_status)).length);

/** How many units there would be with a part of the filter relaxed. */
export function countWith(patch: Partial<State>): number {
  const filter = { ...untracked(state), ...patch };
  return untracked(allUnits).filter((unit) => keepUnit(unit, filter)).length;
}

export function findUnit(ref: string): Unit | undefined {
  return unitsNow().data?.find((unit) => unit.properties.public_ref === ref);
}

export function findSection(id: number): Section | undefined {
  return sectionsNow().data?.find((section) => section.id === id);
}

/** Lists wait for `ready`, so that no edit between them and the first look at the stream of edits is missed. */
export function startLoading(ready: Promise<unknown>): void {
  town.load();
  ready.then(loadLists, loadLists);
  addEventListener('online', () => {
    for (const each of [town, units, sections]) if (each.value().error) each.load();
  });
}

function loadLists(): void {
  sections.load();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let first = true;
  effect(() => {
    at();
    clearTimeout(timer);
    if (first) units.load();
    else timer = setTimeout(units.load, 200);
    first = false;
  });
}
