import { describe, expect, test, vi } from 'vitest';
import type { Change } from '../../src/changes';
import { amended, follower } from '../../src/instep';
import type { Box } from '../../src/model';
import { keepEqual, resource } from '../../src/resource';

interface Thing {
  id: number;
  name: string;
}

const thing = (id: number, name = `n${id}`): Thing => ({ id, name });
const at = (...ids: number[]): Change => ({ layer: 'things', ids, box: [ids[0] ?? 0, 0, (ids[0] ?? 0) + 1, 1], v: '' });

/** A server with things, whose answers wait for release. */
function serving(all: Thing[]) {
  const store = new Map(all.map((each) => [each.id, each]));
  const waiting: (() => void)[] = [];
  const asked: string[] = [];
  let isHeld = false;
  const answer = async (what: string, pick: () => Thing[]) => {
    asked.push(what);
    const found = pick();
    if (isHeld) await new Promise<void>((resolve) => waiting.push(resolve));
    return structuredClone(found);
  };
  const list = resource<Thing[]>(() => answer('all', () => [...store.values()]), keepEqual);
  const follow = follower(list, ([west]: Box) => {
    const id = Math.round(west);
    return answer(`at ${id}`, () => [...store.values()].filter((each) => each.id === id));
  });
  return {
    list,
    follow,
    asked,
    store,
    hold: () => {
      isHeld = true;
    },
    release: () => {
      isHeld = false;
      for (const resolve of waiting.splice(0)) resolve();
    },
    names: () => list.value().data?.map(({ name }) => name),
  };
}

describe('X7 collections stay in step', () => {
  test('few changes are asked for by their places, many all together', async () => {
    const s = serving([thing(1), thing(2), thing(3)]);
    await s.list.load();
    s.store.set(2, thing(2, 'new'));
    s.store.set(4, thing(4));
    s.store.delete(3);
    await s.follow([at(2), at(3), at(4)], false);
    expect(s.names()).toEqual(['n1', 'new', 'n4']);
    expect(s.asked).toEqual(['all', 'at 2', 'at 3', 'at 4']);
    await s.follow(
      Array.from({ length: 9 }, (_, i) => at(i)),
      false,
    );
    await s.follow([{ layer: 'things', ids: null, box: null, v: '' }], false);
    await s.follow([], true);
    await s.follow([], false);
    expect(s.asked.slice(4)).toEqual(['all', 'all', 'all']);
  });

  test('twenty edits while an answer is out are one more request', async () => {
    const s = serving([thing(1)]);
    await s.list.load();
    s.hold();
    const all = [s.follow([at(1)], false)];
    await vi.waitFor(() => expect(s.asked).toHaveLength(2));
    for (let i = 0; i < 20; i++) {
      s.store.set(1, thing(1, `edit ${i}`));
      all.push(s.follow([at(1)], false));
    }
    s.release();
    await Promise.all(all);
    expect(s.asked).toEqual(['all', 'at 1', 'all']);
    expect(s.names()).toEqual(['edit 19']);
  });

  test('a change told while the list is on its way is asked for after it', async () => {
    const s = serving([thing(1, 'old')]);
    s.hold();
    const first = s.list.load();
    s.store.set(1, thing(1, 'new'));
    const then = s.follow([at(1)], false);
    s.release();
    await Promise.all([first, then]);
    expect(s.names()).toEqual(['new']);
  });

  test('what stays the same stays the same object, so nothing is drawn anew', () => {
    const old = [thing(1), thing(2)];
    expect(keepEqual(old, structuredClone(old))).toBe(old);
    const next = keepEqual(old, [thing(1), thing(2, 'new')]);
    expect([next[0] === old[0], next[1]]).toEqual([true, thing(2, 'new')]);
    expect(keepEqual(old, [thing(1)])).toEqual([thing(1)]);
    expect(amended(old, [thing(3)], [2])).toEqual([thing(1), thing(3)]);
  });
});
