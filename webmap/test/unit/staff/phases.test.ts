import { describe, expect, test } from 'vitest';
import { adopt } from '../../../src/staff/adopt';
import { bodyOf, changedKeys, same } from '../../../src/staff/draft';
import { missingFor } from '../../../src/staff/guards';
import { NEW_SECTION } from '../../../src/staff/model';
import { added, copied, followersOf, isUndated, moved, spread, without } from '../../../src/staff/phases';
import { phaseDoc, sectionDoc } from './make';

const base = sectionDoc();
const refs = (all: readonly { id?: number; key?: string }[]) => all.map(({ id, key }) => id ?? key);

describe('phases', () => {
  test('a new one follows the last', () => {
    const next = added(base.phases, { from: base.planned_from, to: base.planned_to });
    expect(refs(next)).toEqual([11, 12, 'new-3']);
    expect(next[2]).toMatchObject({ sequence: 3, planned_from: '2027-07-01', planned_to: '2027-10-01' });
  });

  test('a copy stands after its original and has not begun', () => {
    const begun = [{ ...base.phases[0], actual_start: '2027-04-02', status: 'active' as const }, base.phases[1]];
    const next = copied(begun as typeof base.phases, 11);
    expect(refs(next)).toEqual([11, 'new-3', 12]);
    expect(next.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(next[1]).toMatchObject({ actual_start: null, status: 'planned', kind: 'utility' });
  });

  test('what is taken away is waited for no more', () => {
    expect(without(base.phases, 11)).toMatchObject([{ id: 12, sequence: 1, depends_on: [] }]);
  });

  test('the period is spread over those that have not begun, whatever their order', () => {
    const three = [13, 11, 12].map((id) =>
      phaseDoc(id, { sequence: id - 10, planned_from: null, planned_to: null, actual_start: null, status: 'planned' }),
    );
    const days = (all: typeof three) => all.map(({ planned_from, planned_to }) => [planned_from, planned_to]);
    expect(three.every(isUndated)).toBe(true);
    expect(days(spread(three, { from: '2027-03-01', to: '2027-03-08' }))).toEqual([
      ['2027-03-06', '2027-03-08'],
      ['2027-03-01', '2027-03-03'],
      ['2027-03-03', '2027-03-06'],
    ]);
    const begun = [{ ...three[1], actual_start: '2027-03-01' }, three[2]] as typeof three;
    expect(days(spread(begun, { from: '2027-03-01', to: '2027-03-08' }))).toEqual([
      [null, null],
      ['2027-03-01', '2027-03-08'],
    ]);
    expect(spread(three, { from: '2027-03-01', to: '2027-03-03' })).toBe(three);
    expect(spread(three, { from: '2027-03-01', to: null })).toBe(three);
  });

  test('moving swaps neighbours and stops at the ends', () => {
    expect(refs(moved(base.phases, 12, -1))).toEqual([12, 11]);
    expect(refs(moved(base.phases, 11, -1))).toEqual([11, 12]);
  });

  test('nothing may wait for what waits for it', () => {
    const chain = [...base.phases, phaseDoc(13, { sequence: 3, depends_on: [12] })];
    expect([...followersOf(chain, 11)]).toEqual([11, 12, 13]);
    expect([...followersOf(chain, 13)]).toEqual([13]);
  });
});

describe('what is sent', () => {
  test('only the members that differ, lists of parts whole', () => {
    const doc = { ...base, title_de: 'Neu', phases: [...base.phases, phaseDoc('new-3', { sequence: 3 })] };
    expect(changedKeys(base, doc)).toEqual(['title_de', 'phases']);
    expect(Object.keys(bodyOf({ id: 5, base, doc }))).toEqual(['title_de', 'phases']);
    expect(bodyOf({ id: 5, base, doc }).phases).toHaveLength(3);
  });

  test('a new section whole', () => {
    expect(Object.keys(bodyOf({ id: null, base: NEW_SECTION, doc: base }))).toEqual(Object.keys(NEW_SECTION));
  });

  test('an absent member and null are the same, the order of members is nothing', () => {
    expect(same({ a: 1, b: null }, { a: 1 })).toBe(true);
    expect(same({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
    expect(same([1, 2], [2, 1])).toBe(false);
  });
});

describe('after a save', () => {
  const sent = { ...base, phases: [...base.phases, phaseDoc('new-3', { sequence: 3, kind: 'planting' })] };
  const saved = { ...base, phases: [...base.phases, phaseDoc(40, { sequence: 3, kind: 'planting' })] };

  test('untouched, the form has what was saved', () => expect(adopt(sent, sent, saved)).toBe(saved));

  test('what was typed meanwhile stays, and new phases have their numbers', () => {
    const last = phaseDoc('new-4', { sequence: 4, depends_on: ['new-3'] });
    const doc = adopt(sent, { ...sent, label: 'X', phases: [...sent.phases, last] }, saved);
    expect(doc.label).toBe('X');
    expect(refs(doc.phases)).toEqual([11, 12, 40, 'new-4']);
    expect(doc.phases[3]?.depends_on).toEqual([40]);
  });
});

describe('steps', () => {
  test('scheduling names all that is missing at once', () => {
    const bare = { ...NEW_SECTION, label: 'A' };
    expect(missingFor(bare, 'scheduled').map((each) => ('place' in each ? each.place : each.rule))).toEqual([
      'geometry',
      'planned_from',
      'planned_to',
      'centreline',
      'contact_role',
      'impact',
    ]);
  });

  test('a surface opens when it is done and can be walked on', () => {
    expect(missingFor(base, 'surface_open')).toEqual([{ rule: 'surfaceDone' }]);
    const done = base.phases.map((phase) => ({ ...phase, status: 'done' as const }));
    expect(missingFor({ ...base, phases: done }, 'surface_open')).toEqual([]);
    expect(missingFor({ ...base, phases: done }, 'completed')).toEqual([]);
    expect(missingFor(base, 'completed')).toEqual([{ rule: 'phasesDone' }]);
  });
});
