import { describe, expect, test } from 'vitest';
import { nudge } from '../../../src/plan/nudge';
import { patches } from '../../../src/plan/patches';
import { NO_WISHES, settle } from '../../../src/plan/shift';
import { NEW_SECTION, type PhaseDoc, type SectionDoc } from '../../../src/staff/model';
import { barsOfDoc, daysInto } from '../../../src/staff/plan-bars';
import { bar, PLAN } from '../make-plan';

const phase = (ref: Partial<PhaseDoc>, from: string, to: string, depends_on: (number | string)[] = []): PhaseDoc => ({
  kind: 'surface',
  strip: 'full',
  sequence: 1,
  geometry: null,
  planned_from: from,
  planned_to: to,
  actual_start: null,
  actual_end: null,
  status: 'planned',
  impact: null,
  depends_on,
  ...ref,
});
const DOC: SectionDoc = {
  ...NEW_SECTION,
  label: 'B',
  planned_from: '2027-03-01',
  planned_to: '2027-07-01',
  phases: [phase({ id: 4 }, '2027-03-01', '2027-05-01'), phase({ key: 'phase-2' }, '2027-05-01', '2027-07-01', [4])],
};

describe('N23 the plan of a draft', () => {
  test('a phase that was never saved waits for one that was, by its own name', () => {
    const bars = barsOfDoc(DOC, 12, ['', '']);
    expect(bars.map(({ key, dependsOn }) => [key, dependsOn])).toEqual([
      ['s:12', []],
      ['p:4', []],
      ['p:phase-2', ['p:4']],
    ]);
  });

  test('what is moved stands in the draft: the phase, what it pushes, and the end of the section', () => {
    const bars = barsOfDoc(DOC, 12, ['', '']);
    const patch = daysInto(DOC, settle(bars, nudge(bars, NO_WISHES, 'p:4', 'tail', 9)));
    expect(patch?.planned_to).toBe('2027-07-10');
    expect(patch?.phases?.map(({ planned_from, planned_to }) => [planned_from, planned_to])).toEqual([
      ['2027-03-01', '2027-05-10'],
      ['2027-05-10', '2027-07-10'],
    ]);
    expect(daysInto({ ...DOC, ...patch }, settle(bars, nudge(bars, NO_WISHES, 'p:4', 'tail', 9)))).toBeNull();
  });

  test('nothing moved is nothing written', () => {
    expect(daysInto(DOC, settle(barsOfDoc(DOC, 12, ['', '']), NO_WISHES))).toBeNull();
  });
});

describe('N23 what a save sends', () => {
  test('only sections in which something moved, with all their phases and the days of those that moved', () => {
    const other = bar('s:2', '2027-01-01', '2027-02-01');
    const bars = [...PLAN, other];
    const placed = settle(bars, nudge(bars, NO_WISHES, 'p:1', 'shift', 5));
    expect(patches(bars, placed)).toEqual([
      {
        key: 's:1',
        body: {
          phases: [
            { id: 1, planned_from: '2027-03-06', planned_to: '2027-05-06' },
            { id: 2, planned_from: '2027-05-06', planned_to: '2027-08-06' },
            { id: 3 },
            { id: 4 },
          ],
        },
      },
    ]);
    expect(patches(bars, settle(bars, NO_WISHES))).toEqual([]);
  });
});
