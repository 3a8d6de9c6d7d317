import { describe, expect, test } from 'vitest';
import { inOrder, keepUnit, NO_FILTER } from '../../../src/register/data';
import { docOfUnit, UNIT_KEYS } from '../../../src/register/model';
import { isNear, readPlace } from '../../../src/register/typed-place';
import { roundsOf, walkOrder } from '../../../src/register/walk-order';
import { staffUnit } from './make';

const ids = (units: readonly { id: number }[]) => units.map(({ id }) => id);

describe('the list of the register', () => {
  const vacant = staffUnit(1, { status: 'vacant', vacant_since: '2025-01-01', vacant_days: 690, public: false });
  const young = staffUnit(2, { status: 'reserved', vacant_since: '2026-10-01', stale: true, last_surveyed_at: null });
  const shop = staffUnit(3, { use_type: 'office', completeness: 10, business_name: 'Café Süd' });
  const gone = staffUnit(4, { status: 'removed', last_surveyed_at: null, completeness: 90 });
  const all = [gone, shop, young, vacant];

  test('each filter keeps what it names', () => {
    const kept = (patch: object) => ids(all.filter((unit) => keepUnit(unit, { ...NO_FILTER, ...patch }))).sort();
    expect(kept({})).toEqual([1, 2, 3, 4]);
    expect(kept({ status: 'empty' })).toEqual([1, 2]);
    expect(kept({ status: 'reserved' })).toEqual([2]);
    expect(kept({ use: 'office' })).toEqual([3]);
    expect(kept({ view: 'stale' })).toEqual([2]);
    expect(kept({ shown: 'hidden' })).toEqual([1]);
    expect(kept({ street: 'Markt' })).toEqual([]);
    expect(kept({ text: 'cafe sud' })).toEqual([3]);
  });

  test('each order puts first what people look for', () => {
    expect(ids(inOrder(all, 'address'))).toEqual([1, 2, 3, 4]);
    expect(ids(inOrder(all, 'vacant')).slice(0, 2)).toEqual([1, 2]);
    expect(ids(inOrder(all, 'surveyed'))[0]).toBe(2);
    expect(ids(inOrder(all, 'surveyed')).at(-1)).toBe(4);
    expect(ids(inOrder(all, 'complete'))[0]).toBe(3);
  });

  test('a document has the members that staff write and no others', () => {
    expect(Object.keys(docOfUnit(shop)).sort()).toEqual([...UNIT_KEYS].sort());
  });
});

describe('a round through a street', () => {
  const units = [1, 2, 3, 4, 5].map((n) => staffUnit(n, { stale: n > 3 }));

  test('goes up the odd side and back along the even one', () => {
    expect(ids(walkOrder(units, 'Lippestraße', 'sides'))).toEqual([1, 3, 5, 4, 2]);
    expect(ids(walkOrder(units, 'Lippestraße', 'numbers'))).toEqual([1, 2, 3, 4, 5]);
    expect(walkOrder(units, 'Markt', 'sides')).toEqual([]);
  });

  test('leaves out what is no longer there', () => {
    const all = [...units, staffUnit(6, { status: 'removed', stale: true })];
    expect(roundsOf(all)).toEqual([{ name: 'Lippestraße', doors: 5, due: 2 }]);
  });
});

describe('typed coordinates', () => {
  test.each(['51.66052 6.9652', '51,66052 6,96520', '51.66052, 6.9652', '51,66052; 6,9652'])(
    '%s is a place',
    (text) => {
      expect(readPlace(text)?.coordinates).toEqual([6.9652, 51.66052]);
    },
  );

  test('metres are of EPSG:25832, in either order', () => {
    const [lon = 0, lat = 0] = readPlace('359200 5725300')?.coordinates ?? [];
    expect(readPlace('5725300 359200')?.coordinates).toEqual([lon, lat]);
    expect(isNear([lon, lat], { lat: 51.66, lng: 6.96 })).toBe(true);
  });

  test.each(['', '51', '51 6 7', 'abc'])('"%s" is none', (text) => expect(readPlace(text)).toBeNull());
  test('what lies far away is a slip', () => expect(isNear([9, 51], { lat: 51.66, lng: 6.96 })).toBe(false));
});
