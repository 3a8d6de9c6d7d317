// The orders in which units are listed.

import { distanceM, leadingArea, type Near } from './facets';
import type { Unit } from './model';

export const SORTS = ['address', 'area', 'area-down', 'rent', 'free', 'vacant', 'near'] as const;
export type Sort = (typeof SORTS)[number];

const KEYS: Record<Exclude<Sort, 'address'>, (unit: Unit, near: Near | null) => number | string | null> = {
  area: leadingArea,
  'area-down': (unit) => -(leadingArea(unit) ?? Number.NaN),
  rent: ({ properties: p }) => p.rent_cents_m2_month,
  free: ({ properties: p }) => (p.offered ? (p.available_from ?? '') : null),
  vacant: ({ properties: p }) => p.vacant_since,
  near: (unit, near) => near && distanceM(unit, near),
};

/** Sorts units that are in the order of addresses already; what does not tell comes last. */
export function sorted(units: readonly Unit[], sort: Sort, near: Near | null): readonly Unit[] {
  if (sort === 'address') return units;
  const keyOf = KEYS[sort];
  const known = (key: number | string | null | undefined) => key !== null && key !== undefined && !Number.isNaN(key);
  const keyed = units.map((unit) => ({ unit, key: keyOf(unit, near) }));
  keyed.sort(({ key: a }, { key: b }) => {
    if (!known(a) || !known(b)) return Number(known(b)) - Number(known(a));
    return a === b ? 0 : (a as number) < (b as number) ? -1 : 1;
  });
  return keyed.map(({ unit }) => unit);
}
