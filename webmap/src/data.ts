// What the server told us, and what follows from it and the filter.

import { api } from './api';
import type { State } from './hash';
import { isVacant, type Section, type Town, type Unit, WORKS_STATES } from './model';
import { sorted } from './order';
import { keepEqual, type Loaded, resource } from './resource';
import { keepSection, sift } from './sieve';
import { computed, effect, signal, untracked } from './signal';
import { day, select, serverToday, state } from './store';

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

const inView = select('inView');
const sort = select('sort');
const box = computed(() => (inView() ? windowBox() : null));

const sifted = computed(() => sift(allUnits(), filterKeys(), box()));
const sameMembers = <T>(a: readonly T[], b: readonly T[]) =>
  a.length === b.length && a.every((each, i) => each === b[i]);

/** What the map shows: the filter's units, wherever they are. It stays the same for as long as its members do. */
export const shownUnits = computed(() => sifted().shown, sameMembers);
export const shownSections = computed(
  () => allSections().filter((section) => keepSection(section, filterKeys(), day())),
  sameMembers,
);

/** What the legend counts: what is shown, with the filter of the counted group itself left open. */
export const countedByUse = computed(() => sifted().uses);
export const countedByStatus = computed(() => sifted().statuses);
export const countedWorks = computed(() =>
  allSections().filter((section) => keepSection(section, { ...filterKeys(), works: WORKS_STATES }, day())),
);

/** What the list shows: the same, or only what lies in the map's window. */
export const listedUnits = computed(() => sorted(sifted().inside, sort(), state().facets.near), sameMembers);

export const vacantCount = computed(
  () => sifted().inside.filter(({ properties: p }) => isVacant(p.vacancy_status)).length,
);

/** How many units there would be with a part of the filter relaxed. */
export function countWith(patch: Partial<State>): number {
  const filter = { ...untracked(state), ...patch };
  return sift(untracked(allUnits), filter, null).shown.length;
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
