// What the register has loaded, what of it is shown, and in which order.

import { groupOf, type UseGroup } from '../model';
import { onNews } from '../news';
import { keepEqual, resource } from '../resource';
import { matchesText } from '../sieve';
import { computed, signal, untracked } from '../signal';
import { isRegister } from '../staff/route';
import { me } from '../staff/session';
import type { StaffUnit, UnitFacts, UnitStatus } from './model';
import { registry, type Warned } from './register-api';

/** What is not public is not told by the stream of edits, so it is asked for now and then. */
const LOOK_MS = 120_000;
/** Looking must not keep the session of a desk alive that nobody sits at. */
const AWAY_MS = 600_000;

let inPassing = false;
export const register = resource<StaffUnit[]>((signal) => registry.units({ signal, asIs: inPassing }), keepEqual);
/** Given with a purpose, also ends of leases, which are personal. */
export const purpose = signal('');
export const warned = resource<Warned[]>(async () => (await registry.warnings(untracked(purpose))).units);

export const VIEWS = ['all', 'stale', 'warned'] as const;
export type RegisterView = (typeof VIEWS)[number];
export const SORTS = ['address', 'vacant', 'surveyed', 'complete', 'changed'] as const;
export type Sort = (typeof SORTS)[number];

export interface RegisterFilter {
  view: RegisterView;
  status: UnitStatus | 'empty' | '';
  use: UseGroup | '';
  street: string;
  shown: 'public' | 'hidden' | '';
  text: string;
}

export const NO_FILTER: RegisterFilter = { view: 'all', status: '', use: '', street: '', shown: '', text: '' };
export const filter = signal<RegisterFilter>(NO_FILTER);
export const sort = signal<Sort>('address');

const EMPTY: readonly UnitStatus[] = ['vacant', 'marketing', 'reserved'];
export const isEmpty = (status: UnitStatus) => EMPTY.includes(status);
/** In the stock: neither gone nor something else for good. */
export const counts = ({ status }: Pick<UnitFacts, 'status'>) => status !== 'converted' && status !== 'removed';

export function keepUnit({ properties: p }: StaffUnit, wanted: RegisterFilter): boolean {
  const { status, use, street, shown, text } = wanted;
  if (wanted.view === 'stale' && !p.stale) return false;
  if (status === 'empty' ? !isEmpty(p.status) : status !== '' && p.status !== status) return false;
  if (use !== '' && groupOf(p.use_type) !== use) return false;
  if (street !== '' && p.street_name !== street) return false;
  if (shown !== '' && p.public !== (shown === 'public')) return false;
  const number = `${p.house_number ?? ''}${p.house_number_suffix ?? ''}`;
  return text === '' || matchesText([p.business_name, p.street_name, number, p.public_ref, p.last_use], text);
}

export const collator = new Intl.Collator('de', { numeric: true });

export function byAddress({ properties: p, id }: StaffUnit, { properties: q, id: other }: StaffUnit): number {
  return (
    collator.compare(p.street_name ?? '\uffff', q.street_name ?? '\uffff') ||
    (p.house_number ?? 0) - (q.house_number ?? 0) ||
    collator.compare(p.house_number_suffix ?? '', q.house_number_suffix ?? '') ||
    p.floor - q.floor ||
    id - other
  );
}

/** What is longest empty, longest unseen, least known or last changed comes first. */
const KEYS: Record<Exclude<Sort, 'address'>, (unit: StaffUnit) => string | number> = {
  vacant: ({ properties: p }) => p.vacant_since ?? '\uffff',
  surveyed: ({ properties: p }) => (counts(p) ? (p.last_surveyed_at ?? '') : '\uffff'),
  complete: ({ properties: p }) => p.completeness,
  changed: ({ properties: p }) => -Date.parse(p.updated_at),
};

export function inOrder(units: readonly StaffUnit[], by: Sort): StaffUnit[] {
  const placed = units.toSorted(byAddress);
  if (by === 'address') return placed;
  const keyed = placed.map((unit) => ({ unit, key: KEYS[by](unit) }));
  return keyed.sort((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -1 : 1)).map(({ unit }) => unit);
}

export const allUnits = computed(() => register.value().data ?? []);
export const findUnit = (id: number) => allUnits().find((unit) => unit.id === id);
export const streets = computed(() => {
  const names = new Set(allUnits().flatMap(({ properties: p }) => (p.street_name ? [p.street_name] : [])));
  return [...names].sort(collator.compare);
});
export const staleCount = computed(() => allUnits().filter(({ properties: p }) => p.stale).length);

export const warningOf = (id: number) => warned.value().data?.find((each) => each.unit_id === id);

export const shownUnits = computed(() => {
  const wanted = filter();
  const kept = allUnits().filter((unit) => keepUnit(unit, wanted));
  return inOrder(wanted.view === 'warned' ? kept.filter(({ id }) => warningOf(id)) : kept, sort());
});

/** Puts in what a save answered, so that list and map need not wait. */
export function learn(unit: StaffUnit): void {
  const before = untracked(register.value).data;
  if (before) register.put([...before.filter(({ id }) => id !== unit.id), unit]);
}

export function forget(id: number): void {
  const before = untracked(register.value).data;
  if (before) register.put(before.filter((each) => each.id !== id));
}

export function followUnits(): void {
  let lastSeen = Date.now();
  for (const sign of ['pointerdown', 'keydown']) addEventListener(sign, () => (lastSeen = Date.now()), true);
  const look = () => {
    if (document.visibilityState === 'hidden' || !untracked(me) || !untracked(isRegister)) return;
    if (Date.now() - lastSeen > AWAY_MS) return;
    inPassing = true;
    void register.load();
    inPassing = false;
  };
  setInterval(look, LOOK_MS);
  addEventListener('visibilitychange', look);
  onNews(({ all, changes }) => {
    if (all || changes.some(({ layer }) => layer === 'units')) look();
  });
}
