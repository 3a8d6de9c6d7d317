// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { actual } from '../../src/plan/bars';
import { clashes, moves } from '../../src/plan/compare';
import { nudge } from '../../src/plan/nudge';
import { NO_WISHES, settle } from '../../src/plan/shift';
import { begin, redo, step, undo } from '../../src/plan/undo';
import { bar, PLAN } from './make-plan';

describe('N25 comparing two states of a plan', () => {
  test('N25 what moved, by how many days at either end, and why', () => {
    const now = settle(PLAN, nudge(PLAN, NO_WISHES, 'p:1', 'tail', 5));
    expect(moves(PLAN, now).map(({ key, start, end, cause, by }) => [key, start, end, cause, by])).toEqual([
      ['p:1', 0, 5, 'own', null],
      ['p:2', 5, 5, 'pushed', 'p:1'],
    ]);
  });

  test('N25 what is new and what is gone', () => {
    const [first, ...others] = PLAN;
    const after = [...others, bar('p:9', '2027-01-01', '2027-02-01')];
    expect(moves(PLAN, after).map(({ key, kind }) => [key, kind])).toEqual([
      ['p:9', 'new'],
      [first?.key, 'gone'],
    ]);
  });

  test('N23 a phase in a Sperrzeit is marked with its days, unless it is allowed', () => {
    const christmas = { id: 1, name: 'Weihnachten', from: '2027-11-20', to: '2028-01-07', geometry: null };
    const late = bar('p:1', '2027-11-01', '2027-12-01');
    expect(clashes([bar('s:1', '2027-11-01', '2027-12-01'), late], [christmas])).toEqual([
      { key: 'p:1', name: 'Weihnachten', from: '2027-11-20', to: '2027-12-01', days: 11 },
    ]);
    expect(clashes([{ ...late, blackoutOk: true }], [christmas])).toEqual([]);
    expect(clashes([bar('p:1', '2027-11-01', '2027-11-20')], [christmas])).toEqual([]);
    expect(clashes([{ ...late, status: 'done' }], [christmas])).toEqual([]);
  });

  test('N23 a Sperrzeit of another part of the town concerns nobody', () => {
    const square = (x: number) => ({
      type: 'MultiPolygon' as const,
      coordinates: [
        [
          [
            [x, 0],
            [x + 1, 0],
            [x + 1, 1],
            [x, 0],
          ],
        ],
      ],
    });
    const there = { id: 1, name: 'Markt', from: '2027-01-01', to: '2028-01-01', geometry: square(5) };
    const here = bar('p:1', '2027-03-01', '2027-04-01', { geometry: square(0) });
    expect(clashes([here], [there])).toEqual([]);
    expect(clashes([{ ...here, geometry: square(5.5) }], [there])).toHaveLength(1);
  });

  test('N23 what was reported is a bar of its own, open until today', () => {
    const active = bar('p:1', '2027-03-01', '2027-05-01', { begun: '2027-03-05' });
    expect(actual(active, '2027-04-01')).toEqual({ from: '2027-03-05', to: '2027-04-02' });
    expect(actual({ ...active, ended: '2027-05-08' }, '2028-01-01')).toEqual({ from: '2027-03-05', to: '2027-05-09' });
    expect(actual({ ...active, begun: null }, '2027-04-01')).toBeNull();
  });
});

describe('N31 taking back', () => {
  test('N31 a step back and forward again', () => {
    const three = step(step(begin(1), 2), 3);
    expect(undo(three).now).toBe(2);
    expect(undo(undo(undo(three))).now).toBe(1);
    expect(redo(undo(three))).toEqual(three);
    expect(step(undo(three), 9).future).toEqual([]);
    expect(step(three, 3)).toBe(three);
  });
});
