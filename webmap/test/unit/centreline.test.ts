import type { LineString, Position } from 'geojson';
import { describe, expect, test } from 'vitest';
import { type Area, areaOf } from '../../src/edit/area';
import type { Axis } from '../../src/edit/axes';
import { alongAxis, axesIn, centrelineOf, keepsTo, throughArea } from '../../src/edit/centreline';
import { lineM } from '../../src/edit/plane';
import { toDegrees } from '../../src/edit/utm';

const [E, N] = [359_260, 5_725_230];
const at = (x: number, y: number): Position => toDegrees([E + x, N + y]) as Position;
const ring = (...corners: [number, number][]) => [...corners, corners[0] as [number, number]].map(([x, y]) => at(x, y));
const area = (...rings: Position[][]) => areaOf([rings]) as Area;
const line = (...corners: [number, number][]): LineString => ({
  type: 'LineString',
  coordinates: corners.map(([x, y]) => at(x, y)),
});
const axis = (key: string, ...corners: [number, number][]): Axis => ({
  key,
  name: key,
  from: '',
  to: '',
  isWhole: false,
  line: line(...corners),
  length_m: 0,
  width_m: null,
});
const street = area(ring([0, 0], [60, 0], [60, 8], [0, 8]));
const lengthOf = (found: { line: LineString } | null) => (found ? lineM(found.line.coordinates) : 0);

describe('the centre line of an area', () => {
  test('is the axis of its street as far as it lies within', () => {
    const found = centrelineOf(street, [axis('a', [-30, 4], [20, 4], [100, 4]), axis('b', [10, -50], [10, 50])]);
    expect(found?.axis?.key).toBe('a');
    expect(lengthOf(found)).toBeCloseTo(60, 2);
    expect(found?.line.coordinates).toHaveLength(3);
    expect(found && keepsTo(found.line, street)).toBe(true);
  });

  test('goes through the area lengthwise where a street only crosses it', () => {
    const found = centrelineOf(street, [axis('b', [10, -50], [10, 50])]);
    expect(found?.axis).toBeNull();
    expect(lengthOf(found)).toBeCloseTo(60, 1);
  });

  test('ends before a hole, on the longer side of it', () => {
    const holed = area(ring([0, 0], [60, 0], [60, 8], [0, 8]), ring([40, 1], [46, 1], [46, 7], [40, 7]));
    const found = centrelineOf(holed, [axis('a', [-30, 4], [100, 4])]);
    expect(lengthOf(found)).toBeCloseTo(40, 2);
    expect(lengthOf(throughArea(holed))).toBeCloseTo(40, 1);
  });

  test('takes an axis that begins inside, or passes a corner, or lies on none', () => {
    expect(lengthOf(alongAxis(street, axis('a', [20, 4], [30, 4])))).toBeCloseTo(10, 3);
    expect(lengthOf(alongAxis(street, axis('a', [-8, -8], [8, 8])))).toBeCloseTo(8 * Math.SQRT2, 2);
    expect(alongAxis(street, axis('a', [0, 20], [60, 20]))).toBeNull();
    expect(
      axesIn(street, [axis('a', [0, 20], [60, 20]), axis('b', [0, 3], [9, 3]), axis('c', [0, 5], [40, 5])]),
    ).toEqual([expect.objectContaining({ key: 'c' }), expect.objectContaining({ key: 'b' })]);
  });

  test('takes the largest of several parts', () => {
    const two = areaOf([[ring([0, 0], [60, 0], [60, 8], [0, 8])], [ring([80, 0], [90, 0], [90, 5], [80, 5])]]) as Area;
    expect(lengthOf(centrelineOf(two, []))).toBeCloseTo(60, 1);
  });
});

test('a line keeps to an area until it leaves it by more than a metre', () => {
  expect(keepsTo(line([-0.9, 4], [60.9, 4]), street)).toBe(true);
  expect(keepsTo(line([-1.1, 4], [60, 4]), street)).toBe(false);
  expect(keepsTo(line([0, 20], [60, 20]), street)).toBe(false);
});
