import { describe, expect, test } from 'vitest';
import { type Area, insertAfter, moveCorner, removeCorner, removePart } from '../../src/edit/area';
import { Undo } from '../../src/edit/undo';

const square = (x: number): Area => ({
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [x, 51],
        [x + 1, 51],
        [x + 1, 52],
        [x, 52],
        [x, 51],
      ],
    ],
  ],
});

describe('E7 undo', () => {
  test('goes back to what was there, forward again, and forgets what a new step replaces', () => {
    const undo = new Undo(null);
    const states = [6, 7, 8].map(square);
    for (const state of states) expect(undo.push(state)).toBe(true);
    expect(undo.push(square(8))).toBe(false);
    expect(undo.undo() && undo.now).toBe(states[1]);
    expect(undo.undo() && undo.now).toBe(states[0]);
    expect(undo.undo() && undo.now).toBe(null);
    expect(undo.undo()).toBe(false);
    expect(undo.redo() && undo.now).toBe(states[0]);
    undo.push(square(9));
    expect(undo.canRedo).toBe(false);
  });

  test('holds at least a hundred steps', () => {
    const undo = new Undo(null);
    for (let i = 0; i < 500; i++) undo.push(square(i));
    let steps = 0;
    while (undo.undo()) steps++;
    expect(steps).toBeGreaterThanOrEqual(100);
  });
});

describe('corners', () => {
  const at = { part: 0, ring: 0, index: 0 };

  test('the ring stays closed when its first corner moves or goes', () => {
    const moved = moveCorner(square(6), at, [6.5, 51.5]);
    expect(moved?.coordinates[0]?.[0]?.at(0)).toEqual([6.5, 51.5]);
    expect(moved?.coordinates[0]?.[0]?.at(-1)).toEqual([6.5, 51.5]);
    const fewer = removeCorner(square(6), at);
    expect(fewer?.coordinates[0]?.[0]).toHaveLength(4);
    expect(fewer?.coordinates[0]?.[0]?.at(0)).toEqual(fewer?.coordinates[0]?.[0]?.at(-1));
    expect(insertAfter(square(6), { ...at, index: 3 }, [6, 51.5])?.coordinates[0]?.[0]).toHaveLength(6);
  });

  test('a ring that loses its third corner takes its part along', () => {
    const triangle = removeCorner(square(6), at) as Area;
    expect(removeCorner(triangle, at)).toBeNull();
    expect(removePart(square(6), 0)).toBeNull();
  });
});
