import type { LineString, Position } from 'geojson';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Area, corners } from '../../src/edit/area';
import { join, minus, sharedM2 } from '../../src/edit/clip';
import { loadGeoman } from '../../src/edit/geoman';
import { areaM2, crossings } from '../../src/edit/plane';
import { splitByLine, splitBySides } from '../../src/edit/split';
import { axisM, stripArea } from '../../src/edit/strip';
import { toDegrees, toMetres } from '../../src/edit/utm';
import { random } from './make';

const O = [359_200, 5_725_200] as const;
const at = (x: number, y: number): Position => toDegrees([O[0] + x, O[1] + y]);
const ring = (...points: [number, number][]): Position[] =>
  [...points, points[0] as [number, number]].map(([x, y]) => at(x, y));
const area = (...rings: Position[][]): Area => ({ type: 'MultiPolygon', coordinates: [rings] });
const line = (...points: [number, number][]): LineString => ({
  type: 'LineString',
  coordinates: points.map(([x, y]) => at(x, y)),
});
const isSimple = (each: Area) => each.coordinates.every((rings) => crossings(rings).length === 0);
const box = area(ring([0, 0], [100, 0], [100, 20], [0, 20]));

beforeAll(() => loadGeoman());

describe('strip of a street', () => {
  test('a straight one has square ends and its own size', () => {
    const axis = line([0, 0], [60, 0]);
    const strip = stripArea(axis, { side: 'full', width_m: 8, from_m: 10, to_m: 50 }) as Area;
    expect(areaM2(strip)).toBeCloseTo(320, 1);
    expect(strip.coordinates[0]?.[0]).toHaveLength(5);
    for (const corner of corners(strip.coordinates[0]?.[0] ?? [])) {
      const [x, y] = toMetres(corner);
      expect(Math.min(Math.abs(x - O[0] - 10), Math.abs(x - O[0] - 50))).toBeLessThan(0.001);
      expect(Math.abs(Math.abs(y - O[1]) - 4)).toBeLessThan(0.001);
    }
  });

  test('left and right lie on their own side of the axis and meet in it', () => {
    const axis = line([0, 0], [30, 10], [60, 0]);
    const take = (side: 'left' | 'right' | 'full' | 'middle', width_m: number) =>
      stripArea(axis, { side, width_m, from_m: 0, to_m: 1e6 }) as Area;
    const [left, right, full] = [take('left', 4), take('right', 4), take('full', 8)];
    expect(sharedM2(left, right)).toBeLessThan(0.01);
    expect(areaM2(left) + areaM2(right)).toBeCloseTo(areaM2(full), 1);
    const ys = corners(left.coordinates[0]?.[0] ?? []).map((each) => toMetres(each)[1] - O[1]);
    expect(Math.max(...ys)).toBeGreaterThan(13);
    expect(areaM2(take('middle', 2))).toBeCloseTo(2 * axisM(axis), -1);
  });

  test('bends of every kind give valid areas, or none', () => {
    const draw = random(7);
    let made = 0;
    for (let round = 0; round < 300; round++) {
      const points: [number, number][] = [[0, 0]];
      let way = draw() * 6.28;
      for (let i = 0; i < 2 + draw() * 8; i++) {
        const [x, y] = points.at(-1) as [number, number];
        const step = 2 + draw() * 20;
        points.push([x + Math.cos(way) * step, y + Math.sin(way) * step]);
        way += (draw() - 0.5) * 2.4;
      }
      const strip = stripArea(line(...points), { side: 'full', width_m: 2 + draw() * 12, from_m: 0, to_m: 1e6 });
      if (!strip) continue;
      made++;
      expect(isSimple(strip), JSON.stringify(points)).toBe(true);
    }
    expect(made).toBeGreaterThan(200);
  });
});

describe('less and together', () => {
  test('a hole is cut, and corners that it does not touch stay byte for byte', () => {
    const hole = area(ring([40, 5], [60, 5], [60, 15], [40, 15]));
    const cut = minus(box, hole) as Area;
    expect(cut.coordinates).toHaveLength(1);
    expect(cut.coordinates[0]).toHaveLength(2);
    expect(areaM2(cut)).toBeCloseTo(1800, 2);
    const before = new Set(box.coordinates.flat(2).map(String));
    expect(new Set(cut.coordinates[0]?.[0]?.map(String))).toEqual(before);
  });

  test('overlapping areas become one, distant ones stay two', () => {
    const next = area(ring([90, -5], [120, -5], [120, 10], [90, 10]));
    const both = join(box, next) as Area;
    expect(both.coordinates).toHaveLength(1);
    expect(areaM2(both)).toBeCloseTo(2000 + 450 - 100, 1);
    expect(sharedM2(box, next)).toBeCloseTo(100, 1);
    const far = area(ring([200, 0], [210, 0], [210, 10], [200, 10]));
    expect(join(box, far)?.coordinates).toHaveLength(2);
  });

  test('neighbours that share a border become one without a seam', () => {
    const next = area(ring([100, 0], [140, 0], [140, 20], [100, 20]));
    const both = join(box, next) as Area;
    expect(both.coordinates).toHaveLength(1);
    expect(both.coordinates[0]).toHaveLength(1);
  });
});

describe('split', () => {
  test('a line divides, nothing is lost, the seam is one', () => {
    const [left, right] = splitByLine(box, [at(30, -5), at(30, 25)]) as [Area, Area];
    expect(areaM2(left)).toBeCloseTo(600, 1);
    expect(areaM2(right)).toBeCloseTo(1400, 1);
    const seam = (each: Area) => each.coordinates.flat(2).map(String);
    expect(seam(left).filter((place) => seam(right).includes(place)).length).toBeGreaterThanOrEqual(2);
    expect(sharedM2(left, right)).toBeLessThan(0.001);
  });

  test('a line that ends inside is lengthened, one that misses divides nothing', () => {
    expect(splitByLine(box, [at(30, 5), at(30, 15)])).not.toBeNull();
    expect(splitByLine(box, [at(30, 45), at(60, 45)])).toBeNull();
    expect(splitByLine(box, [at(30, 5)])).toBeNull();
  });

  test('façade sides along a bent axis with holes in the area add up', () => {
    const holed = minus(box, area(ring([40, 5], [60, 5], [60, 15], [40, 15]))) as Area;
    const sides = splitBySides(holed, line([-10, 8], [50, 12], [110, 9]), 4);
    const parts = [sides?.left, sides?.middle, sides?.right] as Area[];
    expect(parts.every((part) => part && isSimple(part))).toBe(true);
    expect(parts.reduce((sum, part) => sum + areaM2(part), 0)).toBeCloseTo(1800, 1);
    for (const [a, b] of [
      [0, 1],
      [1, 2],
      [0, 2],
    ] as const)
      expect(sharedM2(parts[a] as Area, parts[b] as Area)).toBeLessThan(0.01);
    expect(splitBySides(box, line([0, 10], [100, 10]), 0)?.middle).toBeNull();
  });

  test('random areas and lines never lose ground', () => {
    const draw = random(11);
    for (let round = 0; round < 60; round++) {
      const count = 5 + Math.floor(draw() * 9);
      const star = Array.from({ length: count }, (_, i): [number, number] => {
        const angle = (i / count) * 2 * Math.PI;
        const far = 10 + draw() * 30;
        return [Math.cos(angle) * far, Math.sin(angle) * far];
      });
      const shape = area(ring(...star));
      const parts = splitByLine(shape, [
        at(draw() * 10 - 60, draw() * 10),
        at(draw() * 10 - 5, 0),
        at(60, draw() * 10),
      ]);
      if (parts) expect(areaM2(parts[0]) + areaM2(parts[1])).toBeCloseTo(areaM2(shape), 1);
    }
  });
});
