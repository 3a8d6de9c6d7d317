// @vitest-environment node
import { describe, expect, test } from 'vitest';
import type { Bar, Key } from '../../src/plan/bars';
import { violations } from '../../src/plan/compare';
import { moveTo, nudge } from '../../src/plan/nudge';
import { lengthOf, mayMove, NO_WISHES, settle, type Wishes } from '../../src/plan/shift';
import { addDays } from '../../src/time/period';
import { random } from './make';
import { bar, PLAN } from './make-plan';

const shown = (bars: readonly Bar[], wishes: Wishes) =>
  Object.fromEntries(settle(bars, wishes).map((each) => [each.key, `${each.planned.from} ${each.planned.to}`]));
const causes = (bars: readonly Bar[], wishes: Wishes) =>
  Object.fromEntries(settle(bars, wishes).flatMap((each) => (each.cause ? [[each.key, each.cause]] : [])));

describe('N23 shifting a plan', () => {
  test('N23 a phase that another waits for pushes it, and what has room stays', () => {
    const later = nudge(PLAN, NO_WISHES, 'p:1', 'shift', 5);
    expect(shown(PLAN, later)).toEqual({
      's:1': '2027-03-01 2027-10-01',
      'p:1': '2027-03-06 2027-05-06',
      'p:2': '2027-05-06 2027-08-06',
      'p:3': '2027-08-10 2027-09-01',
      'p:4': '2027-08-20 2027-10-01',
    });
    expect(causes(PLAN, later)).toEqual({ 'p:1': 'own', 'p:2': 'pushed' });
  });

  test('N23 the push goes on down the chain, and the section grows to hold it', () => {
    const later = nudge(PLAN, NO_WISHES, 'p:1', 'tail', 30);
    expect(shown(PLAN, later)).toMatchObject({
      'p:1': '2027-03-01 2027-05-31',
      'p:2': '2027-05-31 2027-08-31',
      'p:3': '2027-08-31 2027-09-22',
      'p:4': '2027-08-31 2027-10-12',
      's:1': '2027-03-01 2027-10-12',
    });
    expect(causes(PLAN, later)).toMatchObject({ 'p:3': 'pushed', 's:1': 'grown' });
  });

  test('N23 a section takes its phases along', () => {
    const later = nudge(PLAN, NO_WISHES, 's:1', 'shift', 7);
    expect(shown(PLAN, later)).toMatchObject({ 's:1': '2027-03-08 2027-10-08', 'p:3': '2027-08-17 2027-09-08' });
    expect(causes(PLAN, later)).toMatchObject({ 's:1': 'own', 'p:1': 'with', 'p:4': 'with' });
  });

  test('N23 a section never ends before what it holds', () => {
    expect(shown(PLAN, nudge(PLAN, NO_WISHES, 's:1', 'tail', -40))).toEqual(shown(PLAN, NO_WISHES));
  });

  test('N23 what a phase waits for holds it', () => {
    const earlier = nudge(PLAN, NO_WISHES, 'p:3', 'shift', -30);
    expect(shown(PLAN, earlier)['p:3']).toBe('2027-08-01 2027-08-23');
    expect(shown(PLAN, nudge(PLAN, earlier, 'p:3', 'shift', 1))['p:3']).toBe('2027-08-02 2027-08-24');
    expect(shown(PLAN, nudge(PLAN, NO_WISHES, 'p:3', 'head', -30))['p:3']).toBe('2027-08-01 2027-09-01');
  });

  test('N23 a pushed phase is moved from where it stands, and follows again once it is back', () => {
    const pushed = nudge(PLAN, NO_WISHES, 'p:1', 'shift', 5);
    const further = nudge(PLAN, pushed, 'p:2', 'shift', 2);
    expect(shown(PLAN, further)['p:2']).toBe('2027-05-08 2027-08-08');
    expect(nudge(PLAN, further, 'p:2', 'shift', -2)).toEqual(pushed);
  });

  test.each([
    ['begun', { begun: '2027-03-03' }, [false, false, true]],
    ['active', { status: 'active' }, [false, false, true]],
    ['done', { status: 'done', begun: '2027-03-03', ended: '2027-04-30' }, [false, false, false]],
    ['cancelled', { status: 'cancelled' }, [false, false, false]],
    ['planned', {}, [true, true, true]],
    ['without dates', { planned: { from: null, to: null } }, [false, false, false]],
  ] as const)('N23 a phase that is %s moves only where it still can', (_, extra, expected) => {
    const phase = bar('p:1', '2027-03-01', '2027-05-01', extra as Partial<Bar>);
    expect((['shift', 'head', 'tail'] as const).map((edge) => mayMove(phase, edge))).toEqual(expected);
  });

  test('N23 a site under way shifts what has not begun', () => {
    const plan = PLAN.map((each) =>
      each.key === 's:1' || each.key === 'p:1' ? { ...each, begun: '2027-03-01', status: 'active' } : each,
    );
    expect(shown(plan, nudge(plan, NO_WISHES, 's:1', 'shift', 10))).toEqual({
      's:1': '2027-03-01 2027-10-11',
      'p:1': '2027-03-01 2027-05-01',
      'p:2': '2027-05-11 2027-08-11',
      'p:3': '2027-08-20 2027-09-11',
      'p:4': '2027-08-30 2027-10-11',
    });
  });

  test('N23 a cancelled phase and one that ended early hold nobody', () => {
    const early = PLAN.map((each) =>
      each.key === 'p:1' ? { ...each, status: 'done', begun: '2027-03-01', ended: '2027-04-10' } : each,
    );
    expect(shown(early, nudge(early, NO_WISHES, 'p:2', 'shift', -60))['p:2']).toBe('2027-04-11 2027-07-12');
    const without = PLAN.map((each) => (each.key === 'p:1' ? { ...each, status: 'cancelled' } : each));
    expect(shown(without, nudge(without, NO_WISHES, 'p:2', 'shift', -90))['p:2']).toBe('2027-01-31 2027-05-03');
  });

  test('N23 a bar keeps a day', () => {
    expect(shown(PLAN, nudge(PLAN, NO_WISHES, 'p:3', 'tail', -400))['p:3']).toBe('2027-08-10 2027-08-11');
    expect(shown(PLAN, nudge(PLAN, NO_WISHES, 'p:3', 'head', 400))['p:3']).toBe('2027-08-31 2027-09-01');
  });

  test('N35 typed days lead where they say', () => {
    const to = (from: string, end: string) =>
      settle(PLAN, moveTo(PLAN, NO_WISHES, 'p:3', { from, to: end })).find(({ key }) => key === 'p:3')?.planned;
    expect(to('2027-08-15', '2027-09-06')).toEqual({ from: '2027-08-15', to: '2027-09-06' });
    expect(to('2027-08-12', '2027-09-20')).toEqual({ from: '2027-08-12', to: '2027-09-20' });
    expect(to('2027-10-12', '2027-10-20')).toEqual({ from: '2027-10-12', to: '2027-10-20' });
    expect(to('2027-08-02', '2027-08-05')).toEqual({ from: '2027-08-02', to: '2027-08-05' });
    expect(moveTo(PLAN, NO_WISHES, 'p:3', { from: '2027-09-20', to: '2027-09-20' })).toBe(NO_WISHES);
  });

  test('N23 a circle of dependencies, which the server refuses, hangs nothing up', () => {
    const circle = [
      bar('s:1', '2027-01-01', '2027-12-01'),
      bar('p:1', '2027-01-01', '2027-02-01', { dependsOn: ['p:2'] }),
      bar('p:2', '2027-02-01', '2027-03-01', { dependsOn: ['p:1'] }),
    ];
    expect(settle(circle, nudge(circle, NO_WISHES, 'p:1', 'shift', 3))).toHaveLength(3);
  });
});

/** A plan of a few sections whose phases wait for earlier ones, also of other sections. */
function anyPlan(next: () => number): Bar[] {
  const whole = (n: number) => Math.floor(next() * n);
  const out: Bar[] = [];
  const ends: [Key, string][] = [];
  for (let s = 1; s <= 1 + whole(3); s++) {
    const section = bar(`s:${s}`, '2027-01-01', '2027-01-02');
    out.push(section);
    let last = '2027-01-02';
    for (let p = 1; p <= 1 + whole(5); p++) {
      const dependsOn = ends.filter(() => next() < 0.3);
      const after = [addDays('2027-01-01', whole(90)), ...dependsOn.map(([, end]) => end)].sort().at(-1) as string;
      const from = addDays(after, whole(20));
      const to = addDays(from, 1 + whole(60));
      if (to > last) last = to;
      const key = `p:${s}${p}`;
      out.push(bar(key, from, to, { parent: `s:${s}`, dependsOn: dependsOn.map(([each]) => each) }));
      ends.push([key, to]);
    }
    section.planned = { from: '2027-01-01', to: last };
  }
  return out;
}

describe('N23 whatever the plan', () => {
  test('N23 moving and moving back is as if nothing had been', () => {
    for (let seed = 1; seed <= 400; seed++) {
      const next = random(seed);
      const plan = anyPlan(next);
      const { key } = plan[Math.floor(next() * plan.length)] as Bar;
      const days = 1 + Math.floor(next() * 60);
      const there = nudge(plan, NO_WISHES, key, 'shift', days);
      expect(shown(plan, nudge(plan, there, key, 'shift', -days)), `seed ${seed}`).toEqual(shown(plan, NO_WISHES));
      const longer = nudge(plan, NO_WISHES, key, 'tail', days);
      expect(shown(plan, nudge(plan, longer, key, 'tail', -days)), `seed ${seed}`).toEqual(shown(plan, NO_WISHES));
    }
  });

  test('N23 day by day leads to the same as all at once', () => {
    for (let seed = 1; seed <= 150; seed++) {
      const next = random(seed);
      const plan = anyPlan(next);
      const { key } = plan[Math.floor(next() * plan.length)] as Bar;
      let steps: Wishes = NO_WISHES;
      for (let i = 0; i < 12; i++) steps = nudge(plan, steps, key, 'shift', 1);
      expect(shown(plan, steps), `seed ${seed}`).toEqual(shown(plan, nudge(plan, NO_WISHES, key, 'shift', 12)));
    }
  });

  test('N23 no dependency is violated, no length changes but by hand, every phase is in its section', () => {
    for (let seed = 1; seed <= 400; seed++) {
      const next = random(seed);
      const plan = anyPlan(next);
      let wishes: Wishes = NO_WISHES;
      const stretched = new Set<Key>();
      for (let i = 0; i < 4; i++) {
        const { key } = plan[Math.floor(next() * plan.length)] as Bar;
        const edge = (['shift', 'shift', 'tail', 'head'] as const)[Math.floor(next() * 4)] as 'shift';
        if (edge !== 'shift') stretched.add(key);
        wishes = nudge(plan, wishes, key, edge, Math.floor(next() * 80) - 40);
      }
      const now = settle(plan, wishes);
      expect(violations(now), `seed ${seed}`).toEqual([]);
      expect(outside(now), `seed ${seed}`).toEqual([]);
      expect(
        now.filter(({ planned }) => lengthOf(planned) < 1),
        `seed ${seed}`,
      ).toEqual([]);
      const kept = plan.filter(({ key, parent }) => parent && !stretched.has(key));
      for (const { key, planned } of kept)
        expect(lengthOf((now.find((each) => each.key === key) as Bar).planned), `seed ${seed} ${key}`).toBe(
          lengthOf(planned),
        );
    }
  });
});

/** Phases that are not within the days of their section. */
function outside(bars: readonly Bar[]): Key[] {
  const periods = new Map(bars.map(({ key, planned }) => [key, planned]));
  return bars.flatMap(({ key, parent, planned }) => {
    const { from, to } = periods.get(parent ?? '') ?? planned;
    return (planned.from ?? '') < (from ?? '') || (planned.to ?? '') > (to ?? '') ? [key] : [];
  });
}
