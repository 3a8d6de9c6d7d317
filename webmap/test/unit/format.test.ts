// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { de } from '../../src/i18n/de';
import { en } from '../../src/i18n/en';
import * as format from '../../src/i18n/format';

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('N45 numbers and dates as people write them', () => {
  test('N45 area and rent', () => {
    expect(plain(format.area(1240, 'de'))).toBe('1.240 m²');
    expect(plain(format.area(1240, 'en'))).toBe('1,240 m²');
    expect(plain(format.rent(1250, false, 'de'))).toBe('12,50 €/m²');
    expect(plain(format.rent(1250, false, 'en'))).toBe('€12.50/m²');
  });

  test('N45 unknown is not zero', () => {
    expect(format.area(null, 'de')).toBe('k. A.');
    expect(format.rent(null, false, 'de')).toBe('k. A.');
    expect(format.rent(null, true, 'de')).toBe('auf Anfrage');
    expect(format.rent(null, true, 'en')).toBe('on request');
    expect(format.date(null, 'en')).toBe('n/a');
    expect(plain(format.metres(0, 'de'))).toBe('0 m');
  });

  test('N45 dates, with the last day people read', () => {
    expect(format.date('2027-04-12', 'de')).toBe('12.04.2027');
    expect(format.date('2027-04-12', 'en')).toBe('12/04/2027');
    expect(format.range({ from: '2027-04-12', to: '2027-07-01' }, 'de')).toBe('12.04.2027 – 30.06.2027');
    expect(format.range({ from: '2027-04-12', to: '2027-04-13' }, 'de')).toBe('12.04.2027');
    expect(format.range({ from: '2027-04-12', to: null }, 'de')).toBe('ab 12.04.2027');
    expect(format.range({ from: null, to: '2027-07-01' }, 'en')).toBe('until 30/06/2027');
    expect(format.range({ from: null, to: null }, 'de')).toBe('k. A.');
  });
});

function shape(value: unknown): unknown {
  if (typeof value === 'function') return `function of ${value.length}`;
  if (Array.isArray(value)) return value.map(shape);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([key, each]) => [key, shape(each)]),
  );
}

describe('N44 two languages', () => {
  test('N44 the English catalogue has exactly the German keys', () => {
    expect(shape(en)).toEqual(shape(de));
  });

  test('N44 nothing is empty or left over', () => {
    const all = JSON.stringify([de, en]);
    expect(all).not.toMatch(/""|TODO|lorem|xxx/i);
  });

  test('N20 the summary speaks of phases and streets', () => {
    expect(de.phaseSummary(2, 4, '12.04.2027 – 30.06.2027', 3)).toBe(
      'Phase 2 von 4: 12.04.2027 – 30.06.2027, 3 Straßen betroffen',
    );
    expect(en.phaseSummary(2, 4, 'x', 1)).toBe('Phase 2 of 4: x, 1 street affected');
    expect(de.worksOn('01.01.2027', 0, 1, '01.02.2027')).toBe(
      'Am 01.01.2027: kein Bauabschnitt läuft, 1 beginnt bis 01.02.2027',
    );
    expect(de.worksOn('01.01.2027', 2, 0, '')).toBe('Am 01.01.2027: 2 Bauabschnitte laufen');
  });
});
