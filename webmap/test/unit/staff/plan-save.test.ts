import { afterEach, describe, expect, test, vi } from 'vitest';
import { nudge } from '../../../src/plan/nudge';
import { NO_WISHES, settle } from '../../../src/plan/shift';
import type { StaffSection } from '../../../src/staff/model-answers';
import { sections } from '../../../src/staff/office-data';
import { officePlan } from '../../../src/staff/plan-source';
import { bar } from '../make-plan';

const stored = (id: number, version: number) => ({ id, properties: { version } }) as unknown as StaffSection;

const BARS = [bar('s:1', '2027-01-01', '2027-02-01'), bar('s:2', '2027-03-01', '2027-04-01')];
const MOVED = settle(BARS, nudge(BARS, nudge(BARS, NO_WISHES, 's:1', 'shift', 5), 's:2', 'shift', 5));

/** What the server answers to the one request, and what it was asked. */
async function saveAgainst(status: number, body: unknown) {
  const asked = vi.fn(async (_path: string, _init: RequestInit) => new Response(JSON.stringify(body), { status }));
  vi.stubGlobal('fetch', asked);
  sections.put([stored(1, 7), stored(2, 3)]);
  const outcomes = await officePlan().office?.save(BARS, MOVED);
  const writes = asked.mock.calls.filter(([, init]) => init.method === 'POST');
  return { outcomes, writes: writes.map(([path, init]) => [path, JSON.parse(String(init.body))]) };
}

describe('N23 a plan is saved as one', () => {
  afterEach(() => vi.unstubAllGlobals());

  test('in one request, each section on the version it was moved in', async () => {
    const { outcomes, writes } = await saveAgainst(200, { sections: [stored(1, 8), stored(2, 4)] });
    expect(writes).toEqual([
      [
        'api/v1/sections/changes',
        {
          changes: [
            { id: 1, version: '7', section: { planned_from: '2027-01-06', planned_to: '2027-02-06' } },
            { id: 2, version: '3', section: { planned_from: '2027-03-06', planned_to: '2027-04-06' } },
          ],
        },
      ],
    ]);
    expect(outcomes?.map(({ fault, stale }) => [fault, stale])).toEqual([
      [null, false],
      [null, false],
    ]);
  });

  test('one that somebody else changed keeps all of them from being saved, and says so of each', async () => {
    const { outcomes } = await saveAgainst(412, { code: 'stale', current: [stored(2, 4)] });
    expect(outcomes?.map(({ fault, stale }) => [fault !== null, stale])).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  test('what is wrong stands beside the section that it is wrong with', async () => {
    const errors = [{ path: '/changes/1/section/planned_to', code: 'x', message: 'Das Ende liegt vor dem Beginn.' }];
    const { outcomes } = await saveAgainst(422, { code: 'section.rules', errors });
    expect(outcomes?.[1]).toEqual({ key: 's:2', fault: 'Das Ende liegt vor dem Beginn.', stale: false });
    expect(outcomes?.[0]?.fault).toMatch(/ganz|whole/);
  });
});
