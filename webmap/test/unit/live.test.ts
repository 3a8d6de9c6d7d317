import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { api } from '../../src/api';
import type { News } from '../../src/changes';
import { Stream } from '../../src/live';
import { cutOff, onNews, tell } from '../../src/news';

/** A stream whose fate the test decides. */
class Fake extends EventTarget {
  readyState = 0;

  close(): void {
    this.readyState = 2;
  }

  open(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }

  tell(type: string, data: unknown = {}): void {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }));
  }

  break(state: 0 | 2): void {
    this.readyState = state;
    this.dispatchEvent(new Event('error'));
  }
}

const sources: Fake[] = [];
const told: News[] = [];
let version = '1-0-0';
let seen: DocumentVisibilityState = 'visible';
const last = () => sources.at(-1) as Fake;
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

function show(state: DocumentVisibilityState): void {
  seen = state;
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
}

onNews((news) => told.push(news));

describe('X7 the stream of edits', () => {
  let listening: AbortController;
  beforeEach(async () => {
    vi.useFakeTimers();
    listening = new AbortController();
    vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => seen);
    vi.spyOn(api, 'version').mockImplementation(async () => version);
    vi.spyOn(api, 'changes').mockImplementation(() => {
      sources.push(new Fake());
      return last() as unknown as EventSource;
    });
    [sources.length, told.length, version, seen] = [0, 0, '1-5-5', 'visible'];
    const add = window.addEventListener.bind(window);
    const { signal } = listening;
    vi.spyOn(window, 'addEventListener').mockImplementation(((name: string, work: EventListener) =>
      add(name, work, { signal })) as typeof add);
    new Stream('1-5-5', tell);
    last().open();
    await pass(1000);
  });
  afterEach(() => {
    show('hidden');
    vi.advanceTimersByTime(3000);
    listening.abort();
    vi.useRealTimers();
    vi.restoreAllMocks();
    cutOff.set(null);
  });

  test('nothing is asked for anew if nothing happened before it stood', () => expect(told).toEqual([]));

  test('edits close together are told together, with the newest version', async () => {
    last().tell('change', { layer: 'units', op: 'update', ids: [1], bbox: [0, 0, 1, 1], v: '1-6-1' });
    last().tell('change', { layer: 'parcels', op: 'update', ids: [2], bbox: [0, 0, 1, 1], v: '1-6-2' });
    await pass(100);
    expect(told).toMatchObject([{ all: false, v: '1-6-2', changes: [{ layer: 'units' }, { layer: 'parcels' }] }]);
  });

  test('a resync has everything asked for again, with the version of now', async () => {
    version = '1-9-9';
    last().tell('resync');
    await pass(200);
    expect(told).toEqual([{ all: true, changes: [], v: '1-9-9' }]);
  });

  test('the end of a stream is no break: the browser goes on where it was', async () => {
    last().break(0);
    await pass(1000);
    last().open();
    await pass(20_000);
    expect([sources.length, told.length, cutOff()]).toEqual([1, 0, null]);
  });

  test('a break that lasts is shown, knocked on more and more seldom, and caught up with', async () => {
    const from = Date.now();
    last().break(0);
    await pass(7_000);
    expect(cutOff()).toBeNull();
    await pass(2_000);
    expect(cutOff()).toBe(from);
    let before = sources.length;
    const knocks: number[] = [];
    for (let minute = 0; minute < 3; minute++) {
      for (let s = 0; s < 60; s++) {
        await pass(1000);
        if (last().readyState === 0) last().break(0);
      }
      knocks.push(sources.length - before);
      before = sources.length;
    }
    expect(knocks[0]).toBeGreaterThan(3);
    expect(knocks[2]).toBeLessThanOrEqual(5);
    version = '1-7-7';
    await pass(60_000);
    last().open();
    await pass(200);
    expect([told.length, told[0]?.all, cutOff()]).toEqual([1, true, null]);
  });

  test('a refusal is tried again by ourselves, since the browser gives up', async () => {
    last().break(2);
    await pass(2000);
    expect(sources).toHaveLength(2);
    last().open();
    await pass(200);
    expect([told.length, cutOff()]).toEqual([0, null]);
  });

  test('a hidden tab gives its connection away, and catches up when it is seen', async () => {
    show('hidden');
    await pass(1900);
    show('visible');
    await pass(5000);
    expect([sources.length, last().readyState]).toEqual([1, 1]);
    show('hidden');
    await pass(2100);
    expect([sources.length, last().readyState]).toEqual([1, 2]);
    version = '1-8-8';
    show('visible');
    expect(sources).toHaveLength(2);
    last().open();
    await pass(200);
    expect(told).toMatchObject([{ all: true, v: '1-8-8' }]);
  });

  test('a day that passed meanwhile is caught up with, though nobody edited anything', async () => {
    vi.setSystemTime('2026-11-23T12:00:00Z');
    show('hidden');
    await pass(2100);
    show('visible');
    last().open();
    await pass(200);
    told.length = 0;
    show('hidden');
    await pass(24 * 3600 * 1000);
    show('visible');
    last().open();
    await pass(200);
    expect(told).toMatchObject([{ all: true }]);
  });

  test('a server without a past is never taken for one that saw nothing', async () => {
    version = '1-0-0';
    show('hidden');
    await pass(2100);
    show('visible');
    last().open();
    await pass(200);
    expect(told).toMatchObject([{ all: true, v: '1-0-0' }]);
    show('hidden');
    await pass(2100);
    show('visible');
    last().open();
    await pass(200);
    expect(told).toHaveLength(2);
  });

  test('a stream that is silent for too long is taken for dead', async () => {
    await pass(110_000);
    expect([sources.length, sources[0]?.readyState]).toEqual([2, 2]);
  });
});
