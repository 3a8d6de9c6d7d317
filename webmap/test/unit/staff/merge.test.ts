import { describe, expect, test } from 'vitest';
import { differences } from '../../../src/staff/diff';
import { same } from '../../../src/staff/draft';
import { compare, merged, type Side } from '../../../src/staff/merge';
import type { SectionDoc } from '../../../src/staff/model';
import { random } from '../make';
import { phaseDoc, sectionDoc, square } from './make';

const base = sectionDoc();
const [utility, surface] = base.phases as [SectionDoc['phases'][0], SectionDoc['phases'][0]];
const paths = (list: readonly { path: string }[]) => list.map(({ path }) => path).sort();
const choose = (...pairs: [string, Side][]) => new Map(pairs);
const nothing = choose();

/** What is sent anew under the number that it had. */
const asBefore = (doc: SectionDoc): SectionDoc => ({
  ...doc,
  phases: doc.phases.map(({ key, ...rest }) =>
    key?.startsWith('kept-') ? { ...rest, id: Number(key.slice(5)) } : { ...rest, ...(key ? { key } : {}) },
  ),
});

describe('N30 merging', () => {
  test('what only one side changed is taken without a question', () => {
    const mine = {
      ...base,
      title_de: 'Meiner',
      impact: base.impact && { ...base.impact, noise_level: 'major' as const },
    };
    const theirs = { ...base, contact_role: 'Ihres', phases: [utility, { ...surface, planned_to: '2027-08-01' }] };
    const merge = compare(base, mine, theirs);
    expect(merge.conflicts).toEqual([]);
    expect(paths(merge.settled)).toEqual(['contact_role', 'impact/noise_level', 'phases/12/planned_to', 'title_de']);
    const doc = merged(base, mine, theirs, nothing);
    expect(doc.title_de).toBe('Meiner');
    expect(doc.contact_role).toBe('Ihres');
    expect(doc.impact?.noise_level).toBe('major');
    expect(doc.phases.map((each) => each.planned_to)).toEqual(['2027-07-01', '2027-08-01']);
  });

  test('what both changed in the same way is no question', () => {
    const both = { ...base, label: 'C' };
    expect(compare(base, both, { ...both }).conflicts).toEqual([]);
    expect(merged(base, both, { ...both }, nothing).label).toBe('C');
  });

  test('what both changed differently is asked, and the answer holds', () => {
    const mine = { ...base, title_de: 'Meiner', geometry: square(6.97) };
    const theirs = { ...base, title_de: 'Ihrer', geometry: square(6.98) };
    expect(paths(compare(base, mine, theirs).conflicts)).toEqual(['geometry', 'title_de']);
    const doc = merged(base, mine, theirs, choose(['title_de', 'theirs'], ['geometry', 'mine']));
    expect(doc.title_de).toBe('Ihrer');
    expect(doc.geometry).toEqual(square(6.97));
    expect(merged(base, mine, theirs, nothing).title_de).toBe('Meiner');
  });

  test('a phase that one side took away and the other changed is one question', () => {
    const mine = { ...base, phases: [utility] };
    const theirs = { ...base, phases: [utility, { ...surface, planned_to: '2027-09-01', strip: 'middle' as const }] };
    const { conflicts, settled } = compare(base, mine, theirs);
    expect(paths(conflicts)).toEqual(['phases/12']);
    expect(settled).toEqual([]);
    expect(merged(base, mine, theirs, choose(['phases/12', 'mine'])).phases.map(({ id }) => id)).toEqual([11]);
    expect(merged(base, mine, theirs, choose(['phases/12', 'theirs'])).phases[1]).toEqual(theirs.phases[1]);
  });

  test('a phase that they took away and we keep is sent as a new one, and what waits for it still does', () => {
    const mine = { ...base, phases: [{ ...utility, strip: 'middle' as const }, surface] };
    const theirs = { ...base, phases: [{ ...surface, depends_on: [] }] };
    const kept = merged(base, mine, theirs, choose(['phases/11', 'mine']));
    expect(kept.phases.map(({ id, key }) => id ?? key)).toEqual(['kept-11', 12]);
    const gone = merged(base, mine, theirs, choose(['phases/11', 'theirs']));
    expect(gone.phases.map(({ id }) => id)).toEqual([12]);
    expect(gone.phases[0]?.depends_on).toEqual([]);
  });

  test('what one side took away untouched by the other is gone', () => {
    const theirs = { ...base, impact: null, phases: [utility] };
    const { conflicts } = compare(base, base, theirs);
    expect(conflicts).toEqual([]);
    const doc = merged(base, base, theirs, nothing);
    expect(doc.impact).toBeNull();
    expect(doc.phases).toHaveLength(1);
  });

  test('both sides add phases, and both stay', () => {
    const mine = { ...base, phases: [...base.phases, phaseDoc('new-1', { sequence: 3, kind: 'planting' })] };
    const theirs = { ...base, phases: [...base.phases, phaseDoc(13, { sequence: 3, kind: 'furniture' })] };
    const doc = merged(base, mine, theirs, nothing);
    expect(doc.phases.map(({ kind }) => kind).sort()).toEqual(['furniture', 'planting', 'surface', 'utility']);
  });

  test('whatever the sides do, an answer everywhere for one side keeps all of that side and loses nothing settled', () => {
    const next = random(7);
    const pick = <T>(all: readonly T[]) => all[Math.floor(next() * all.length)] as T;
    const change = (doc: SectionDoc): SectionDoc => {
      const out = structuredClone(doc);
      for (let i = 0; i < 3; i++) {
        const phase = pick(out.phases);
        pick([
          () => {
            out.title_de = pick(['Eins', 'Zwei', 'Drei']);
          },
          () => {
            out.geometry = square(6.9 + Math.floor(next() * 3) / 10);
          },
          () => {
            if (out.impact) out.impact.noise_level = pick(['minor', 'major']);
          },
          () => {
            out.impact = null;
          },
          () => {
            out.phases = out.phases.filter((each) => each !== phase);
          },
          () => {
            if (phase) phase.planned_to = pick(['2027-08-01', '2027-09-01']);
          },
        ])();
      }
      return out;
    };
    for (let round = 0; round < 500; round++) {
      const [mine, theirs] = [change(base), change(base)];
      const { conflicts, settled } = compare(base, mine, theirs);
      for (const side of ['mine', 'theirs'] as const) {
        const doc = merged(base, mine, theirs, choose(...conflicts.map(({ path }): [string, Side] => [path, side])));
        const wanted = side === 'mine' ? mine : theirs;
        const asked = new Set(conflicts.map(({ path }) => path));
        const taken = new Set(settled.filter(({ from }) => from !== side).map(({ path }) => path));
        const off = differences(wanted, asBefore(doc)).filter(
          (path) => ![...asked, ...taken].some((each) => path === each || path.startsWith(`${each}/`)),
        );
        expect(off.filter((path) => !path.endsWith('/depends_on'))).toEqual([]);
      }
      if (conflicts.length === 0 && settled.length === 0) expect(same(mine, theirs)).toBe(true);
    }
  });
});
