import type { MultiPolygon } from 'geojson';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { flush } from '../../../src/signal';
import { draft, dragged, edit } from '../../../src/staff/draft';
import { type Live, live } from '../../../src/staff/impact-live';
import type { Affected } from '../../../src/staff/impact-model';
import { office } from '../../../src/staff/office-api';
import { sectionDoc } from './make';

const area = (x: number): MultiPolygon => ({
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [x, 0],
        [x + 1, 0],
        [x, 1],
        [x, 0],
      ],
    ],
  ],
});

interface Asked {
  x: number;
  signal: AbortSignal;
  answer(): void;
  refuse(): void;
}
let asked: Asked[] = [];
let state: Live;

const settle = async (ms = 0) => {
  flush();
  await vi.advanceTimersByTimeAsync(ms);
  flush();
};
const foundX = () => (state.found() as unknown as { x: number } | null)?.x;

beforeEach(async () => {
  vi.useFakeTimers();
  asked = [];
  vi.spyOn(office, 'impact').mockImplementation((body, signal) => {
    const x = (body as { geometry: MultiPolygon }).geometry.coordinates[0]?.[0]?.[0]?.[0] as number;
    return new Promise<Affected>((resolve, reject) => {
      const answer = () => resolve({ x } as unknown as Affected);
      asked.push({ x, signal: signal as AbortSignal, answer, refuse: () => reject(new Error('crossing')) });
    });
  });
  const doc = { ...sectionDoc(), geometry: area(0) };
  draft.set({ id: 7, name: 'draft', base: doc, etag: '"1"', facts: null, doc, key: 'key' });
  state = live();
  await settle();
  asked[0]?.answer();
  await settle();
});
afterEach(() => {
  state.end();
  dragged.set(null);
  draft.set(null);
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const drag = (x: number) => dragged.set({ of: '', geometry: area(x) });

test('a drag is asked about as it goes, one question at a time, and ends with its last place', async () => {
  expect(foundX()).toBe(0);
  for (const x of [1, 2, 3]) {
    drag(x);
    await settle(100);
  }
  expect(asked.map(({ x }) => x)).toEqual([0, 1]);
  asked[1]?.answer();
  await settle(100);
  expect(foundX()).toBe(1);
  expect(state.stale()).toBe(true);
  expect(asked.map(({ x }) => x)).toEqual([0, 1, 3]);
  asked[2]?.answer();
  await settle();
  expect(foundX()).toBe(3);
  expect(state.stale()).toBe(false);
  // Letting go where the last question was asked needs no other.
  dragged.set(null);
  edit({ geometry: area(3) });
  await settle(500);
  expect(asked).toHaveLength(3);
});

test('a finished step gives up what is under way, and an answer to it is not shown', async () => {
  drag(1);
  await settle(100);
  dragged.set(null);
  edit({ geometry: area(5) });
  await settle(100);
  expect(asked.map(({ x }) => x)).toEqual([0, 1, 5]);
  expect(asked[1]?.signal.aborted).toBe(true);
  asked[2]?.answer();
  asked[1]?.answer();
  await settle();
  expect(foundX()).toBe(5);
});

test('a shape on the way that the server refuses leaves what was found', async () => {
  drag(1);
  await settle(100);
  asked[1]?.refuse();
  await settle();
  expect([foundX(), state.error()]).toEqual([0, null]);
  drag(2);
  await settle(100);
  asked[2]?.answer();
  await settle();
  expect(foundX()).toBe(2);
});
