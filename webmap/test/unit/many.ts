import type { Facets } from '../../src/facets';
import { DEFAULTS, type State } from '../../src/hash';
import { STATUSES, type Unit, USE_GROUPS, type UseType } from '../../src/model';
import { random, unit } from './make';

const USES: readonly UseType[] = ['retail', 'gastronomy', 'service', 'office', 'culture', 'craft', 'residential'];
const STREETS = ['Lippestraße', 'Markt', 'Essener Straße', 'Recklinghäuser Straße', 'Südwall', 'Wiesenstraße'];

type Draw = () => number;
const one = <T>(next: Draw, from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
const maybe = <T>(next: Draw, value: T): T | null => (next() < 0.3 ? null : value);
const some = <T>(next: Draw, from: readonly T[]) => (next() < 0.4 ? from : from.filter(() => next() < 0.6));

/** A made-up register, of which much is not known. */
export function manyUnits(n: number, seed: number): Unit[] {
  const next = random(seed);
  return Array.from({ length: n }, (_, i) =>
    unit(
      i + 1,
      {
        street_name: one(next, STREETS),
        house_number: 1 + Math.floor(next() * 120),
        floor: maybe(next, Math.floor(next() * 3)),
        use_type: one(next, USES),
        vacancy_status: one(next, STATUSES),
        business_name: maybe(next, `Betrieb ${i % 97}`),
        sales_area_m2: maybe(next, Math.round(next() * 400)),
        total_area_m2: maybe(next, Math.round(next() * 800)),
        frontage_m: maybe(next, Math.round(next() * 200) / 10),
        rent_cents_m2_month: maybe(next, Math.round(next() * 3000)),
        step_free: maybe(next, next() < 0.5),
        interim_use_possible: maybe(next, next() < 0.5),
        offered: next() < 0.4,
        available_from: maybe(next, `2027-0${1 + Math.floor(next() * 9)}-01`),
        fund_areas: next() < 0.3 ? ['Altstadt'] : [],
      },
      [6.95 + next() * 0.04, 51.65 + next() * 0.03],
    ),
  );
}

/** A filter with some of everything. */
export function someFilter(next: Draw): State {
  const between = (most: number): Facets['area'] => {
    const low = Math.round(next() * most * 0.6);
    return next() < 0.6 ? null : [maybe(next, low), low + Math.round(next() * most)];
  };
  const facets: Facets = {
    fit: next() < 0.8 ? [] : [one(next, USE_GROUPS)],
    area: between(400),
    rent: between(30),
    front: between(20),
    ground: next() < 0.3,
    step: next() < 0.2,
    interim: next() < 0.2,
    free: next() < 0.8 ? null : '2027-05-01',
    fund: next() < 0.8 ? null : one(next, ['1', 'Altstadt']),
    near: next() < 0.7 ? null : { lat: 51.665, lon: 6.97, m: 200 + Math.round(next() * 1500) },
  };
  const text = next() < 0.7 ? '' : one(next, ['Lippestr.', 'betrieb 4', 'MARKT 1', 'recklinghauser', 'nirgends']);
  return { ...DEFAULTS, uses: some(next, USE_GROUPS), statuses: some(next, STATUSES), text, facets };
}
