import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { roundStep, spread } from '../../src/browse/histogram';
import { decode } from '../../src/hash';
import { sorted } from '../../src/order';
import { keepUnit } from '../../src/sieve';
import { unit } from './make';

interface Vectors {
  units: ({ at: [number, number]; public_ref: string } & Record<string, unknown>)[];
  cases: { words: string; keeps: string[] }[];
}

const vectors: Vectors = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../geo/vacancy/testdata/filter.json'), 'utf8'),
);
const units = vectors.units.map(({ at, ...properties }, i) =>
  unit(i + 1, { street_name: null, house_number: null, business_name: null, sales_area_m2: null, ...properties }, at),
);
// The window of the map is no part of the filter here, and the address knows no empty choice of groups that fit.
const cases = vectors.cases.filter(({ words }) => !words.startsWith('bbox'));

describe('N15 the filter of the map is that of the server', () => {
  test.each(cases)('N15 $words', ({ words, keeps }) => {
    const kept = units.filter((each) => keepUnit(each, decode(`#?${words}`)));
    expect(kept.map(({ properties: p }) => p.public_ref)).toEqual(keeps);
  });
});

describe('the order of the list', () => {
  const refs = (sort: Parameters<typeof sorted>[1]) =>
    sorted(units, sort, { lat: 51.66, lon: 6.96, m: 100 }).map(({ properties: p }) => p.public_ref);
  test('what does not tell comes last, and equals keep their order', () => {
    expect(refs('area')).toEqual(['C-2', 'A-2', 'A-1', 'B-1', 'C-1', 'B-2']);
    expect(refs('area-down')).toEqual(['C-1', 'B-1', 'A-1', 'A-2', 'C-2', 'B-2']);
    expect(refs('rent').slice(0, 2)).toEqual(['A-1', 'C-1']);
    expect(refs('near').slice(0, 2)).toEqual(['A-1', 'C-2']);
    expect(refs('free').slice(0, 3)).toEqual(['B-1', 'A-1', 'C-1']);
  });
});

describe('the spread of a figure', () => {
  test('bars end at round figures and all known values are in one', () => {
    expect([0.9, 1, 3, 21, 26].map(roundStep)).toEqual([1, 1, 5, 25, 50]);
    const found = spread([...Array.from({ length: 100 }, (_, i) => i), 5000, null, undefined]);
    expect(found.unknown).toBe(2);
    expect(found.bars.reduce((a, n) => a + n, 0)).toBe(101);
    expect(found.max).toBe(found.step * found.bars.length);
  });
  test('nothing known is no bar', () => expect(spread([null]).bars.every((n) => n === 0)).toBe(true));
});
