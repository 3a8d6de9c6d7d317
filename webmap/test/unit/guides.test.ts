import { describe, expect, test } from 'vitest';
import { roundStep } from '../../src/edit/crosshair';
import { EdgeIndex } from '../../src/edit/guides';
import { distance } from '../../src/edit/plane';
import { toDegrees, toMetres } from '../../src/edit/utm';
import { nudged } from '../../src/edit/vertices';

const O = [359_200, 5_725_200] as const;
const at = (x: number, y: number) => toDegrees([O[0] + x, O[1] + y]);

describe('E5 guides', () => {
  const index = new EdgeIndex();
  const ring = [at(0, 0), at(50, 0), at(50, 30), at(0, 30), at(0, 0)];
  index.add({ type: 'Polygon', coordinates: [ring] });

  test('a corner within reach is taken as it is', () => {
    expect(index.snap(at(50.4, 0.3), 1)).toEqual({ place: ring[1], on: 'corner' });
  });

  test('else the nearest place on a border, within a tenth of a millimetre', () => {
    const { place, on } = index.snap(at(20, 0.4), 1);
    expect(on).toBe('edge');
    expect(Math.abs(toMetres(place)[1] - O[1])).toBeLessThan(0.0002);
  });

  test('else nothing, and edges far away are not looked at', () => {
    expect(index.snap(at(20, 12), 1)).toEqual({ place: at(20, 12), on: null });
    expect(index.near([O[0] + 25, O[1] - 1], 3)).toHaveLength(1);
  });
});

test('E9 a nudge moves exactly as far as it says, as often as one likes', () => {
  let place = at(10.0004, 5);
  for (let i = 0; i < 100; i++) place = nudged(place, 0.1, 0);
  expect(distance(toMetres(place), [O[0] + 20, O[1] + 5])).toBeLessThan(0.0011);
});

test('E8 steps of the crosshair are round metres', () => {
  expect([0.07, 0.3, 1.2, 7, 24].map(roundStep).map((m) => Number(m.toFixed(3)))).toEqual([0.05, 0.2, 1, 5, 20]);
});
