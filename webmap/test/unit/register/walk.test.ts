import { beforeEach, describe, expect, test, vi } from 'vitest';
import { session } from '../../../src/staff/session-state';
import { serverToday } from '../../../src/store';
import { pretendServer } from './make';

/** A page that was just loaded, with what an earlier one left on the device. */
async function freshPage() {
  vi.clearAllTimers();
  vi.resetModules();
  const [store, walk, own] = [
    await import('../../../src/store'),
    await import('../../../src/register/walk-store'),
    await import('../../../src/staff/session-state'),
  ];
  store.serverToday.set('2026-11-23');
  own.session.set(account(1));
  return walk;
}

const account = (id: number) => ({
  account: {
    id,
    name: 'E',
    email: 'e@stadt.example',
    roles: ['staff' as const],
    desk: null,
    locale: 'de' as const,
    totp: true,
  },
});

const answerTo = (keys: readonly string[], state = 'made') => ({
  status: 200,
  body: { surveys: keys.map((key) => ({ key, state })) },
});
type Sent = { surveys: { key: string; unit_id: number; result: string; at: string }[] };

describe('taps of a round', () => {
  beforeEach(() => {
    localStorage.clear();
    vi.useFakeTimers();
    session.set(account(1));
    serverToday.set('2026-11-23');
    return () => vi.useRealTimers();
  });

  test('wait while there is no network, survive a reload and are sent once under their own keys', async () => {
    let walk = await freshPage();
    const lost = pretendServer();
    walk.startWalk();
    walk.tap(7, 'confirmed');
    walk.tap(8, 'not_accessible');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(lost).toHaveLength(1);
    expect([walk.waiting(), walk.sending()]).toEqual([2, 'offline']);

    walk = await freshPage();
    const { surveys } = (lost[0]?.body ?? { surveys: [] }) as Sent;
    const asked = pretendServer(answerTo(surveys.map(({ key }) => key)));
    walk.startWalk();
    expect(walk.waiting()).toBe(2);
    await vi.advanceTimersByTimeAsync(0);
    expect(asked.map(({ body }) => body)).toEqual([{ surveys }]);
    expect(surveys.map(({ unit_id, result, at }) => [unit_id, result, at])).toEqual([
      [7, 'confirmed', '2026-11-23'],
      [8, 'not_accessible', '2026-11-23'],
    ]);
    expect([walk.waiting(), walk.sending()]).toEqual([0, 'idle']);
    expect(walk.markOf(7)?.result).toBe('confirmed');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(1);
  });

  test('a second tap at a door takes the place of the first, and one can be taken back', async () => {
    const walk = await freshPage();
    pretendServer();
    walk.startWalk();
    walk.tap(7, 'confirmed');
    walk.tap(7, 'not_accessible');
    expect(walk.kept().taps.map(({ result }) => result)).toEqual(['not_accessible']);
    expect(walk.isOpen(7)).toBe(true);
    walk.takeBack(7);
    expect([walk.waiting(), walk.markOf(7)]).toEqual([0, null]);
  });

  test('what the server refuses is counted and not sent for ever', async () => {
    const walk = await freshPage();
    walk.startWalk();
    walk.tap(7, 'confirmed');
    pretendServer(answerTo([walk.kept().taps[0]?.key ?? ''], 'refused'));
    await walk.flush();
    expect([walk.waiting(), walk.refusedTaps()]).toEqual([0, 1]);
  });

  test('a session that ended keeps the taps', async () => {
    const walk = await freshPage();
    walk.startWalk();
    walk.tap(7, 'confirmed');
    pretendServer({ status: 401, body: { code: 'session' } });
    await walk.flush();
    expect([walk.waiting(), walk.sending()]).toEqual([1, 'login']);
  });

  test('a change that could not be entered stays a thing to do, without a tap', async () => {
    const walk = await freshPage();
    walk.startWalk();
    walk.tap(7, 'confirmed');
    walk.markChanged(7, false);
    expect([walk.waiting(), walk.markOf(7)?.result]).toEqual([0, 'todo']);
    walk.markChanged(7, true);
    expect(walk.markOf(7)?.result).toBe('changed');
  });

  test('nobody sends the taps of somebody else', async () => {
    const walk = await freshPage();
    pretendServer();
    walk.startWalk();
    walk.tap(7, 'confirmed');
    const { walkPlace } = await import('../../../src/staff/walk-door');
    expect(localStorage.getItem(walkPlace())).toContain('"unit_id":7');
    (await import('../../../src/staff/session-state')).session.set(account(2));
    expect(localStorage.getItem(walkPlace())).toBeNull();
  });
});
