import { describe, expect, test } from 'vitest';
import { byAddress, countWith, units } from '../../src/data';
import { DEFAULTS } from '../../src/hash';
import { groupOf, isVacant, STATUSES, statusOf, VACANT } from '../../src/model';
import { keepSection, keepUnit, matchesText } from '../../src/sieve';
import { section, unit } from './make';

describe('N15 filters', () => {
  test('N15 use and status', () => {
    const cafe = unit(1, { use_type: 'gastronomy', vacancy_status: 'vacant' });
    expect(keepUnit(cafe, DEFAULTS)).toBe(true);
    expect(keepUnit(cafe, { ...DEFAULTS, uses: ['retail'] })).toBe(false);
    expect(keepUnit(cafe, { ...DEFAULTS, statuses: ['occupied'] })).toBe(false);
    expect(keepUnit(cafe, { ...DEFAULTS, uses: ['gastronomy'], statuses: VACANT })).toBe(true);
    expect(keepUnit(cafe, { ...DEFAULTS, uses: [] })).toBe(false);
  });

  test('N15 text ignores case, umlauts, ß and the spelling of Straße', () => {
    expect(matchesText(['Café Müßig', 'Lippestraße', '12a'], 'cafe mussig')).toBe(true);
    for (const text of ['lippestr', 'Lippestr.', 'LIPPESTRASSE', 'lippestraße 12a'])
      expect(matchesText(['Lippestraße', '12a'], text)).toBe(true);
    expect(matchesText(['Lippestraße', '12a'], 'markt')).toBe(false);
  });

  test('N15 works are kept by state, period and text', () => {
    const works = section(1, '2026-03-01', '2026-07-01');
    expect(keepSection(works, { ...DEFAULTS, span: 'day' }, '2026-05-01')).toBe(true);
    expect(keepSection(works, { ...DEFAULTS, span: 'day' }, '2026-08-01')).toBe(false);
    expect(keepSection(works, { ...DEFAULTS, span: '3m' }, '2026-08-01')).toBe(true);
    expect(keepSection(works, { ...DEFAULTS, span: '3m', works: ['current'] }, '2026-08-01')).toBe(false);
    expect(keepSection(works, { ...DEFAULTS, text: 'kühl' }, '2026-05-01')).toBe(true);
  });

  test('N2 the order is that of the address', () => {
    const list = [
      unit(1, { house_number: 12 }),
      unit(2, { house_number: 2, house_number_suffix: 'b' }),
      unit(3, { house_number: 2 }),
      unit(4, { street_name: 'Am Brunnen' }),
      unit(5, { street_name: null }),
    ];
    expect(list.toSorted(byAddress).map(({ id }) => id)).toEqual([4, 3, 2, 1, 5]);
  });

  test('N17 counts what a relaxed filter would bring', () => {
    units.value.set({ data: [unit(1), unit(2, { use_type: 'office' })], error: null, loading: false, since: 0 });
    expect(countWith({ uses: ['office'] })).toBe(1);
    expect(countWith({ uses: [], text: '' })).toBe(0);
  });
});

describe('model', () => {
  test('every use has a group and unknown words have a place', () => {
    expect(groupOf('health')).toBe('office');
    expect(groupOf('spaceport')).toBe('other');
    expect(statusOf('haunted')).toBe('unknown');
    expect(STATUSES.filter(isVacant)).toEqual(VACANT);
  });
});
