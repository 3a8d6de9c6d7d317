// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Change, concerns, meets, type News, oneAtATime } from '../../src/changes';
import { gather, named, readChange } from '../../src/told';
import { random } from './make';

const RANGES = [
  { id: 'parcels', minzoom: 14, maxzoom: 17 },
  { id: 'buildings', minzoom: 14, maxzoom: 17 },
  { id: 'segments', minzoom: 11, maxzoom: 17 },
  { id: 'grid', minzoom: 5, maxzoom: 13 },
];
const PLACE = { z: 17, x: 68071, y: 43453 };

/** The box of a part of a tile, in tile widths from its corner. */
function inside({ z, x, y }: typeof PLACE, [x1, y1, x2, y2]: [number, number, number, number]): Change['box'] {
  const n = 2 ** z;
  const lat = (row: number) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / n))) * 180) / Math.PI;
  const lon = (column: number) => (column / n) * 360 - 180;
  return [lon(x + x1), lat(y + y2), lon(x + x2), lat(y + y1)];
}

function change(layer: string, ids: readonly number[] | null, box: Change['box'] = null): Change {
  return { layer, ids, box, v: '1-2-3' };
}

describe('X7 what an event says', () => {
  test('a change with features and a box', () => {
    expect(readChange('{"layer":"units","op":"update","ids":[17],"bbox":[6,51,7,52],"v":"9-8-7"}')).toEqual({
      layer: 'units',
      ids: [17],
      box: [6, 51, 7, 52],
      v: '9-8-7',
    });
  });

  test('without features it is about any, and what cannot be read is nothing', () => {
    expect(readChange('{"layer":"units","op":"bulk","v":"9-8-7"}')).toMatchObject({ ids: null, box: null });
    for (const broken of ['', '{', 'null', '7', '[]', '{"layer":3,"v":"1-1-1"}', '{"layer":"units"}'])
      expect(readChange(broken), broken).toBeNull();
    expect(readChange('{"layer":"a","v":"1","ids":["x"],"bbox":[1,2,3]}')).toMatchObject({ ids: null, box: null });
  });
});

describe('X7 which tiles an edit touches', () => {
  test('those that the box meets, as far over the edge as features are drawn', () => {
    const meet = (part: [number, number, number, number]) => meets(PLACE, inside(PLACE, part) as never);
    expect(meet([0.4, 0.4, 0.6, 0.6])).toBe(true);
    expect(meet([-3, -3, 4, 4])).toBe(true);
    expect(meet([1.01, 0.4, 1.2, 0.6])).toBe(true);
    expect(meet([-0.2, 0.4, -0.01, 0.6])).toBe(true);
    expect(meet([0.4, 1.01, 0.6, 1.2])).toBe(true);
    for (const far of [
      [1.02, 0.4, 1.2, 0.6],
      [-0.2, 0.4, -0.02, 0.6],
      [0.4, 1.02, 0.6, 1.2],
      [0.4, -0.2, 0.6, -0.02],
    ] as const)
      expect(meet([...far]), far.join()).toBe(false);
  });

  test('a box that meets a tile meets one of the four it is made of, and no tile beside it does more often', () => {
    const next = random(7);
    for (let i = 0; i < 500; i++) {
      const [x, y] = [next() * 2 - 0.5, next() * 2 - 0.5];
      const box = inside(PLACE, [x, y, x + next() * 0.3, y + next() * 0.3]) as never;
      const children = [0, 1, 2, 3].map((k) => ({ z: 18, x: PLACE.x * 2 + (k & 1), y: PLACE.y * 2 + (k >> 1) }));
      if (children.some((child) => meets(child, box))) expect(meets(PLACE, box)).toBe(true);
    }
  });

  test('those that hold a feature, wherever it went, and none of another layer or zoom', () => {
    const held = [{ layer: 'buildings', id: 7 }];
    const far = inside(PLACE, [5, 5, 6, 6]);
    const touches = (one: Change, place = PLACE) => concerns(one, place, held, RANGES);
    expect(touches(change('buildings', [7], far))).toBe(true);
    expect(touches(change('buildings', [8], far))).toBe(false);
    expect(touches(change('buildings', [7]))).toBe(true);
    expect(touches(change('buildings', [8]))).toBe(false);
    expect(touches(change('parcels', [7], far))).toBe(false);
    expect(touches(change('units', [7], inside(PLACE, [0, 0, 1, 1])))).toBe(false);
    expect(touches(change('buildings', null))).toBe(true);
    expect(touches(change('sections', null))).toBe(false);
    const wide = { z: 12, x: PLACE.x >> 5, y: PLACE.y >> 5 };
    expect(touches(change('buildings', null), wide)).toBe(false);
    expect(touches(change('segments', null), wide)).toBe(true);
    expect(touches(change('units', [7], inside(wide, [0.2, 0.2, 0.3, 0.3])), wide)).toBe(true);
    expect(touches(change('parcels', [7], inside(wide, [2.2, 0.2, 2.3, 0.3])), wide)).toBe(false);
  });
});

describe('X7 news', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test('what comes within a moment is one piece of news, with the newest version', () => {
    const told: News[] = [];
    const news = gather((each) => told.push(each), 100);
    news.add({ ...change('units', [1]), v: 'a' });
    vi.advanceTimersByTime(60);
    news.add({ ...change('units', [2]), v: 'b' });
    vi.advanceTimersByTime(39);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(told).toMatchObject([{ all: false, v: 'b', changes: [{ ids: [1] }, { ids: [2] }] }]);
    news.add(change('units', [3]));
    news.all('c');
    vi.advanceTimersByTime(100);
    expect(told[1]).toEqual({ all: true, v: 'c', changes: [] });
    vi.advanceTimersByTime(1000);
    expect(told).toHaveLength(2);
  });

  test('who is named: the features of all changes of a layer, none, or any', () => {
    const news = (...changes: Change[]): News => ({ all: false, changes, v: '' });
    expect(named(news(change('units', [1]), change('units', [2, 1]), change('parcels', [9])), 'units')).toEqual([1, 2]);
    expect(named(news(change('parcels', [9])), 'units')).toEqual([]);
    expect(named(news(change('units', [1]), change('units', null)), 'units')).toBeNull();
    expect(named({ all: true, changes: [], v: '' }, 'units')).toBeNull();
  });
});

describe('X7 one request at a time', () => {
  test('asked for while under way, it is done once more, and never two side by side', async () => {
    let [begun, under, most] = [0, 0, 0];
    const ends: (() => void)[] = [];
    const ask = oneAtATime(async () => {
      begun++;
      most = Math.max(most, ++under);
      await new Promise<void>((resolve) => ends.push(resolve));
      under--;
    });
    const all = Promise.all([ask(), ask(), ask(), ask()]);
    expect(begun).toBe(1);
    ends[0]?.();
    await vi.waitFor(() => expect(begun).toBe(2));
    ends[1]?.();
    await all;
    expect([begun, most]).toEqual([2, 1]);
    const later = ask();
    expect(begun).toBe(3);
    ends[2]?.();
    await later;
  });
});
