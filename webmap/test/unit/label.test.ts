// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { CollisionGrid, textBoxes } from '../../src/map/collision';
import { anchors, chain } from '../../src/map/label-place';
import { random } from './make';

describe('R7 labels', () => {
  test('R7 the grid agrees with comparing every pair', () => {
    const next = random(3);
    const grid = new CollisionGrid();
    const taken: number[][] = [];
    const meets = (a: number[], b: number[]) =>
      (a[0] ?? 0) < (b[2] ?? 0) && (a[2] ?? 0) > (b[0] ?? 0) && (a[1] ?? 0) < (b[3] ?? 0) && (a[3] ?? 0) > (b[1] ?? 0);
    for (let i = 0; i < 600; i++) {
      const [x, y] = [next() * 900 - 100, next() * 600 - 100];
      const box = [x, y, x + 5 + next() * 120, y + 5 + next() * 30];
      const free = !taken.some((other) => meets(box, other));
      expect(grid.take([box])).toBe(free);
      if (free) taken.push(box);
    }
  });

  test('R7 several boxes are taken together or not at all', () => {
    const grid = new CollisionGrid();
    expect(grid.take([[0, 0, 10, 10]])).toBe(true);
    expect(
      grid.take([
        [20, 0, 30, 10],
        [5, 5, 12, 12],
      ]),
    ).toBe(false);
    expect(grid.isFree([20, 0, 30, 10])).toBe(true);
  });

  test('R7 a diagonal text blocks a band and not a square', () => {
    const boxes = textBoxes(100, 100, Math.PI / 4, 120, 14);
    expect(boxes.length).toBeGreaterThan(5);
    const grid = new CollisionGrid();
    grid.take(boxes);
    expect(grid.isFree([130, 60, 145, 75])).toBe(true);
    expect(grid.isFree([96, 96, 104, 104])).toBe(false);
  });

  test('R7 pieces of a street cut by tiles become one line', () => {
    expect(
      chain([
        [0, 0, 10, 0],
        [30, 0, 20, 0],
        [10, 0, 20, 0],
      ]).length,
    ).toBe(1);
    expect(
      chain([
        [0, 0, 10, 0],
        [50, 50, 60, 50],
      ]).length,
    ).toBe(2);
  });

  test('R7 a name stands along its street, never upside down, and only where it fits', () => {
    const [first] = anchors([200, 100, 0, 100], 80, 3);
    expect(first).toMatchObject({ x: 100, y: 100 });
    expect(Math.abs(first?.angle ?? 9)).toBeLessThanOrEqual(Math.PI / 2);
    expect(anchors([0, 0, 60, 0], 80, 3)).toEqual([]);
    expect(anchors([0, 0, 50, 0, 50, 50], 90, 3)).toEqual([]);
  });
});
