// @vitest-environment node
import { PbfWriter } from 'pbf';
import { describe, expect, test } from 'vitest';
import { boxOf, decode, hitShape, winding } from '../../src/map/mvt-tile';

type Ring = readonly (readonly [number, number])[];

function commands(rings: readonly Ring[], closed: boolean): number[] {
  const out: number[] = [];
  let [x, y] = [0, 0];
  const zigzag = (value: number) => (value << 1) ^ (value >> 31);
  for (const ring of rings) {
    ring.forEach(([px, py], i) => {
      if (i === 0) out.push(9);
      if (i === 1) out.push(((ring.length - 1) << 3) | 2);
      out.push(zigzag(px - x), zigzag(py - y));
      [x, y] = [px, py];
    });
    if (closed) out.push(15);
  }
  return out;
}

interface Given {
  id: number;
  type: 1 | 2 | 3;
  rings: readonly Ring[];
}

function tileOf(layers: Record<string, readonly Given[]>, extent = 4096): Uint8Array {
  const tile = new PbfWriter();
  for (const [name, features] of Object.entries(layers)) {
    tile.writeMessage(
      3,
      (_, layer) => {
        layer.writeStringField(1, name);
        for (const { id, type, rings } of features) {
          layer.writeMessage(
            2,
            (_none, feature) => {
              feature.writeVarintField(1, id);
              feature.writePackedVarint(2, [0, 0]);
              feature.writeVarintField(3, type);
              feature.writePackedVarint(4, commands(rings, type === 3));
            },
            null,
          );
        }
        layer.writeStringField(3, 'label');
        layer.writeMessage(4, (_none, value) => value.writeStringField(1, 'x'), null);
        layer.writeVarintField(5, extent);
        layer.writeVarintField(15, 2);
      },
      null,
    );
  }
  return tile.finish();
}

const square = (x: number, y: number, side: number): Ring => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
];
const hole = (x: number, y: number, side: number): Ring => [...square(x, y, side)].reverse();

describe('vector tiles', () => {
  test('R2 ids beyond 32 bits, attributes and places survive decoding', () => {
    const [shape] = decode(tileOf({ parcels: [{ id: 2 ** 53 - 1, type: 3, rings: [square(10, 20, 100)] }] }));
    expect(shape).toMatchObject({
      layer: 'parcels',
      id: 2 ** 53 - 1,
      type: 3,
      props: { label: 'x' },
      box: [10, 20, 110, 120],
    });
  });

  test('a smaller extent is scaled to ours', () => {
    const [shape] = decode(tileOf({ parcels: [{ id: 1, type: 3, rings: [square(0, 0, 256)] }] }, 512));
    expect(shape?.box).toEqual([0, 0, 2048, 2048]);
  });

  test('an empty tile has no features', () => {
    expect(decode(new Uint8Array())).toEqual([]);
  });

  test('R1 overlapping polygons of one kind do not cancel each other, holes stay holes', () => {
    const [shape] = decode(
      tileOf({ parcels: [{ id: 1, type: 3, rings: [square(0, 0, 100), square(50, 50, 100), hole(10, 10, 20)] }] }),
    );
    const inside = (x: number, y: number) => winding(shape?.parts ?? [], x, y) !== 0;
    expect([inside(75, 75), inside(20, 20), inside(5, 5), inside(200, 5)]).toEqual([true, false, true, false]);
  });

  test('R6 areas are hit by their fill, the last drawn one first', () => {
    const shapes = decode(
      tileOf({
        parcels: [
          { id: 1, type: 3, rings: [square(0, 0, 100), hole(10, 10, 20)] },
          { id: 2, type: 3, rings: [square(60, 60, 100)] },
        ],
      }),
    );
    expect(hitShape(shapes, 'parcels', 5, 5, 20)?.id).toBe(1);
    expect(hitShape(shapes, 'parcels', 80, 80, 20)?.id).toBe(2);
    expect(hitShape(shapes, 'parcels', 20, 20, 20)).toBeNull();
    expect(hitShape(shapes, 'buildings', 5, 5, 20)).toBeNull();
  });

  test('R6 lines and points are hit within the tolerance, the nearest wins', () => {
    const shapes = decode(
      tileOf({
        segments: [
          {
            id: 1,
            type: 2,
            rings: [
              [
                [0, 0],
                [100, 0],
              ],
            ],
          },
          {
            id: 2,
            type: 2,
            rings: [
              [
                [0, 10],
                [100, 10],
              ],
            ],
          },
          { id: 3, type: 1, rings: [[[200, 200]]] },
        ],
      }),
    );
    expect(hitShape(shapes, 'segments', 50, 4, 6)?.id).toBe(1);
    expect(hitShape(shapes, 'segments', 50, 7, 6)?.id).toBe(2);
    expect(hitShape(shapes, 'segments', 50, 40, 6)).toBeNull();
    expect(hitShape(shapes, 'segments', 203, 204, 6)?.id).toBe(3);
  });

  test('the box of nothing is no box', () => {
    expect(boxOf([])).toEqual([Infinity, Infinity, -Infinity, -Infinity]);
  });
});
