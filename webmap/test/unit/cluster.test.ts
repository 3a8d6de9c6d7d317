// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { Clusters } from '../../src/map/cluster';
import { random, unit } from './make';

const EVERYWHERE: [number, number, number, number] = [-180, -85, 180, 85];

describe('clusters', () => {
  const next = random(5);
  const units = Array.from({ length: 300 }, (_, i) =>
    unit(i + 1, { vacancy_status: i % 5 === 0 ? 'vacant' : 'occupied' }, [
      6.96 + next() * 0.01,
      51.658 + next() * 0.006,
    ]),
  );
  const clusters = new Clusters(units, 52);

  test('R2 every unit is counted once at every zoom, vacant ones too', () => {
    for (const zoom of [12, 14, 15, 16, 17, 18]) {
      const marks = clusters.marks(EVERYWHERE, zoom);
      expect(marks.reduce((sum, mark) => sum + mark.count, 0)).toBe(300);
      expect(marks.reduce((sum, mark) => sum + mark.vacant, 0)).toBe(60);
    }
  });

  test('a cluster opens at a nearer zoom', () => {
    for (const mark of clusters.marks(EVERYWHERE, 15)) if (!mark.unit) expect(mark.opensAt()).toBeGreaterThan(15);
  });

  test('far out there are few marks', () => {
    expect(clusters.marks(EVERYWHERE, 13).length).toBeLessThan(12);
  });
});
