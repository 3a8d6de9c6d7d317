import { describe, expect, test } from 'vitest';
import { sectionSteps, unitSteps } from '../../src/days/difference';
import { phase, section, unit } from './make';

describe('N25 two days of the map', () => {
  const works = section(7, '2026-03-01', '2026-09-01', [
    phase(1, '2026-03-01', '2026-06-01', { kind: 'utility' }),
    phase(2, '2026-06-01', '2026-09-01'),
    phase(3, '2026-03-01', '2026-09-01', { kind: 'planting', status: 'cancelled' }),
  ]);
  const between = (left: string, right: string) =>
    sectionSteps([works], left, right).map(({ states, kinds }) => [...states, ...kinds.map((each) => each.join())]);

  test('N25 works begin, go on with something else, and end; the first day after counts as over', () => {
    expect(between('2026-02-28', '2026-03-01')).toEqual([['future', 'current', '', 'utility']]);
    expect(between('2026-05-31', '2026-06-01')).toEqual([['current', 'current', 'utility', 'surface']]);
    expect(between('2026-08-31', '2026-09-01')).toEqual([['current', 'past', 'surface', '']]);
    expect(between('2026-02-28', '2026-09-01')).toEqual([['future', 'past', '', '']]);
    expect(between('2026-03-01', '2026-05-31')).toEqual([]);
  });

  test('N25 the later day may be on the left', () => {
    expect(between('2026-09-01', '2026-08-31')).toEqual([['past', 'current', '', 'surface']]);
  });

  test('N25 a shop that changed hands differs, one that stayed does not, and what is on one day only is named', () => {
    const left = [
      unit(1, { public_ref: 'A' }),
      unit(2, { public_ref: 'B', business_name: 'Hutmacherei' }),
      unit(3, { public_ref: 'C' }),
    ];
    const right = [
      unit(1, { public_ref: 'A' }),
      unit(2, { public_ref: 'B', business_name: 'Teehaus' }),
      unit(4, { public_ref: 'D', vacancy_status: 'vacant', business_name: null }),
    ];
    const seen = unitSteps(left, right).map(({ unit: { properties: p }, states: [was, is] }) => [
      p.public_ref,
      was?.properties.business_name ?? null,
      is?.properties.vacancy_status ?? null,
    ]);
    expect(seen).toEqual([
      ['B', 'Hutmacherei', 'occupied'],
      ['D', null, 'vacant'],
      ['C', 'Hutmacherei Lind', null],
    ]);
  });
});
