import { beforeAll, describe, expect, test } from 'vitest';
import { csv, doorRows } from '../../../src/staff/impact-csv';
import { type Affected, type AffectedUnit, byStreet } from '../../../src/staff/impact-model';
import { windowWords } from '../../../src/staff/impact-words';
import { drift } from '../../../src/store';

beforeAll(() => drift({ lang: 'de' }));

const unit = (id: number, extra: Partial<AffectedUnit> = {}): AffectedUnit => ({
  id,
  ref: `T-${id}`,
  street_name: 'Lippestraße',
  house_number: `${id}`,
  name: null,
  use_type: 'retail',
  vacancy_status: 'occupied',
  frontage_m: 8.5,
  affected_m: 4.25,
  days: 30,
  first_day: '2027-03-01',
  last_day: '2027-03-30',
  pedestrian: 'narrowed',
  step_free: true,
  vehicle: 'closed',
  noise_level: 'major',
  deliveries: null,
  waste: null,
  position: [6.96, 51.66],
  ...extra,
});
const front = (unit_id: number, side: 'left' | 'right', affected_m: number) => ({
  frontage_id: unit_id * 10 + affected_m,
  unit_id,
  unit_ref: `T-${unit_id}`,
  segment_id: 1,
  side,
  from_m: 0,
  to_m: 8,
  affected_m,
  days: 30,
  geometry: null,
});
const stretch = (side: 'left' | 'right', metres: number) => ({
  segment_id: 1,
  street_name: 'Lippestraße',
  side,
  from_m: 0,
  to_m: metres,
  metres,
  days: 45,
});

const FOUND: Affected = {
  from: '2027-03-01',
  to: '2027-04-01',
  days: 31,
  reach_m: 5,
  segments: [stretch('left', 40), stretch('right', 38), stretch('left', 2)],
  frontages: [front(10, 'left', 4), front(9, 'left', 3), front(2, 'right', 5), front(2, 'left', 1)],
  units: [unit(10), unit(9, { name: '=Böse;"Zeile"', vacancy_status: 'vacant' }), unit(2)],
  parcels: [],
  parking_spaces_lost: 0,
  deliveries: [],
  waste_points: [],
  facilities: [],
  unreachable: [
    { unit_id: 2, unit_ref: 'T-2', day_from: '2027-03-01', day_to: '2027-03-08', why: 'steps', position: null },
  ],
  totals: { units: 3, vacant: 1, parcels: 0, frontage_m: 12, exposure_m_days: 300 },
};

describe('whom a section affects', () => {
  test('doors stand once, on the side of their longest front, along the street by number', () => {
    expect(
      byStreet(FOUND).map(({ side, metres, days, units }) => [side, metres, days, units.map(({ id }) => id)]),
    ).toEqual([
      ['left', 42, 45, [9, 10]],
      ['right', 38, 45, [2]],
    ]);
  });

  test('N41 the table opens in a spreadsheet, and nothing in it is a formula', () => {
    const text = csv(doorRows(FOUND), 'de');
    expect(text.startsWith('\ufeffStraße;')).toBe(true);
    expect(text).toContain(`;"'=Böse;""Zeile""";Einzelhandel;leerstehend;T-9;8,5;4,25;30;2027-03-01;`);
    expect(text.trimEnd().split('\r\n')).toHaveLength(4);
    expect(text.trimEnd().split('\r\n').at(-1)).toMatch(/nicht stufenlos$/);
    expect(csv([[1.5, null, '-x']], 'en')).toBe("\ufeff1.5;;'-x\r\n");
  });

  test.each([
    [{ days: 'Mo-Fr', from: '06:00', to: '10:00' }, 'Mo-Fr 06:00–10:00'],
    [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '06:00', to: '10:00' }, 'Mo–Fr 06:00–10:00'],
    [[{ days: ['mon', 'thu'], from: '07:00', to: '09:00' }], 'Mo, Do 07:00–09:00'],
    [null, ''],
    ['kaputt', ''],
  ])('hours of delivery in words: %j', (raw, words) => {
    expect(windowWords(raw)).toBe(words);
  });
});
