// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { groupOf, STATUSES, type Unit, USE_GROUPS } from '../../src/model';
import { keepUnit, sift } from '../../src/sieve';
import { random } from './make';
import { manyUnits, someFilter } from './many';

type Box = [number, number, number, number];

const units = manyUnits(5000, 5);
const ids = (of: readonly Unit[]) => of.map(({ id }) => id);
const isIn = ({ geometry }: Unit, [w, s, e, n]: Box) => {
  const [lon = 0, lat = 0] = geometry.coordinates;
  return lon >= w && lon <= e && lat >= s && lat <= n;
};

describe('N15 one pass over 5,000 units', () => {
  test('N15 finds the list, the map and every count of the legend that asking unit by unit finds', () => {
    const next = random(11);
    let hits = 0;
    for (let round = 0; round < 12; round++) {
      const filter = someFilter(next);
      const [w, s] = [6.95 + next() * 0.02, 51.65 + next() * 0.015];
      const box: Box | null = next() < 0.5 ? null : [w, s, w + 0.02, s + 0.015];
      const inside = box ? units.filter((unit) => isIn(unit, box)) : units;
      const found = sift(units, filter, box);
      expect(ids(found.shown)).toEqual(ids(units.filter((unit) => keepUnit(unit, filter))));
      expect(ids(found.inside)).toEqual(ids(inside.filter((unit) => keepUnit(unit, filter))));
      for (const group of USE_GROUPS) {
        const n = inside.filter(
          (u) => groupOf(u.properties.use_type) === group && keepUnit(u, { ...filter, uses: [group] }),
        );
        expect(found.uses[group] ?? 0).toBe(n.length);
      }
      for (const status of STATUSES) {
        const n = inside.filter((u) => keepUnit(u, { ...filter, statuses: [status] }));
        expect(found.statuses[status] ?? 0).toBe(n.length);
      }
      hits += found.inside.length;
    }
    expect(hits).toBeGreaterThan(1000);
  }, 30_000);
});
