// The schedule of the whole office on the real server: moved by mouse and by keys, saved, and compared with what was planned.

import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { accessible, type Browser, open, type Watched } from './browser';
import { OwnServer } from './own';
import { ask, atWork, PASSWORD, siteOf } from './staff';

const PATIENCE_MS = 120_000;
vi.setConfig({ testTimeout: 2 * PATIENCE_MS, hookTimeout: PATIENCE_MS });

const ERIKA = 'erika@stadt.example';
const server = new OwnServer(['--second-factor', 'optional']);
let outside: string | undefined;

beforeAll(async () => {
  outside = process.env.MITTE_URL;
  await server.start();
  process.env.MITTE_URL = server.url;
  await server.account(ERIKA, 'Erika Muster', 'staff', PASSWORD);
});
afterAll(async () => {
  await server.end();
  process.env.MITTE_URL = outside;
});

interface Phase {
  id: number;
  status: string;
  planned_from: string | null;
  planned_to: string | null;
  actual_start: string | null;
  depends_on: number[];
}
interface Section {
  id: number;
  properties: { phases: Phase[] };
}

const controls = '.card-plan .plan-control';

describe('the schedule of the office', () => {
  let erika: Browser;
  let watched: Watched;
  /** A section with a phase that has not begun, and one that waits for it. */
  let section = 0;
  let phase: Phase;
  let waiting: Phase;

  beforeAll(async () => {
    erika = await open();
    watched = await atWork(erika, ERIKA);
    const { page } = watched;
    page.setDefaultTimeout(PATIENCE_MS);
    const { features } = await ask<{ features: Section[] }>(page, 'GET', 'staff/sections?limit=100');
    const free = ({ status, actual_start, planned_from }: Phase) =>
      status === 'planned' && actual_start === null && planned_from !== null;
    for (const { id, properties } of features) {
      const open = properties.phases.filter(free);
      const next = open.find(({ depends_on }) => open.some((each) => depends_on.includes(each.id)));
      const before = open.find((each) => next?.depends_on.includes(each.id));
      if (next && before) [section, phase, waiting] = [id, before, next];
    }
    if (section === 0) throw new Error('no phase waits for one that has not begun');
    await page.click('[data-key="schedule"]');
    await page.waitForSelector(controls);
  });
  afterAll(() => erika.close());
  afterEach(() => expect(watched.faults).toEqual([]));

  const bar = () => `${controls}[data-bar="p:${phase.id}"]`;
  const now = async (page: Page, one: Phase) => {
    const phases = (await siteOf(page, section)).properties.phases as unknown as Phase[];
    return phases.find(({ id }) => id === one.id) as Phase;
  };
  const begins = async (page: Page) => (await now(page, phase)).planned_from ?? '';
  const save = async (page: Page, press: () => Promise<unknown>) => {
    await page.waitForSelector('[data-key="plan-save"]:not([aria-disabled])');
    await press();
    await page.waitForFunction(() => !document.querySelector('[data-key="plan-save"]'));
  };

  test('a bar is dragged, what waits for it goes with it, and both are saved', async () => {
    const { page } = watched;
    await page.locator(bar()).scrollIntoViewIfNeeded();
    await page.focus(bar());
    const box = await page.locator(bar()).boundingBox();
    if (!box) throw new Error('the bar lies nowhere');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 15, y, { steps: 4 });
    await page.mouse.move(x + 30, y, { steps: 4 });
    await page.mouse.up();
    await page.waitForSelector(`.plan-moves [data-key="move-p:${phase.id}"]`);
    expect(await page.textContent(`.plan-moves [data-key="move-p:${waiting.id}"]`)).not.toBe('');
    expect(await page.textContent('.plan-moves')).toContain('später');
    await accessible(page);
    await save(page, () => page.click('[data-key="plan-save"]'));
    const [first, next] = [await now(page, phase), await now(page, waiting)];
    expect((first.planned_from ?? '') > (phase.planned_from ?? '')).toBe(true);
    expect((next.planned_from ?? '') > (waiting.planned_from ?? '')).toBe(true);
    expect((next.planned_from ?? '') >= (first.planned_to ?? '-')).toBe(true);
  });

  test('keys move it by a week, and one step back takes that back before it is saved', async () => {
    const { page } = watched;
    const before = await begins(page);
    await page.focus(`${controls}[tabindex="0"]`);
    await page.keyboard.press('Home');
    const isOn = () =>
      page.evaluate((key) => document.activeElement?.getAttribute('data-bar') === key, `p:${phase.id}`);
    for (let n = 0; n < 80 && !(await isOn()); n++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowRight');
    await page.waitForSelector('.plan-moves li');
    await page.keyboard.press('Control+z');
    await page.waitForFunction(() => !document.querySelector('.plan-moves li'));
    await page.keyboard.press('Shift+ArrowRight');
    await save(page, async () => {
      await page.focus('[data-key="plan-save"]');
      await page.keyboard.press('Enter');
    });
    const week = new Date(Date.parse(before) + 7 * 86_400_000).toISOString().slice(0, 10);
    expect(await begins(page)).toBe(week);
  });

  test('compared with the plan of a past day, it says by how much it was moved since', async () => {
    const { page } = watched;
    // What the demo knows it has known since just now; a comparison needs a past.
    await server.rewrite(
      `UPDATE history SET known = tstzrange(lower(known) - interval '20 days', upper(known))
       WHERE version = 1 AND table_name IN ('construction_section', 'construction_phase')`,
    );
    const { today } = await ask<{ today: string }>(page, 'GET', 'town');
    const then = new Date(Date.parse(today) - 10 * 86_400_000).toISOString().slice(0, 10);
    await page.click('[data-key="plan-compare"]');
    await page.waitForSelector('[data-key="plan-before-day"]');
    await page.fill('[data-key="plan-before-day"]', then);
    const moved = `.plan-compare [data-key="move-p:${phase.id}"]`;
    await page.waitForSelector(moved);
    const words = await page.locator(moved).evaluate((each) => each.closest('li')?.textContent ?? '');
    const days = (Date.parse(await begins(page)) - Date.parse(phase.planned_from ?? '')) / 86_400_000;
    expect(words).toContain(`${days} Tage später`);
    await accessible(page);
  });
});
