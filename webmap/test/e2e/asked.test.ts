import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { accessible, type Browser, DESKTOP, open, PHONE, settled, visit, type Watched } from './browser';
import { OwnServer } from './own';
import { PASSWORD, signIn } from './staff';

const PATIENCE_MS = 120_000;
vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS });

const PIA = 'pia@stadt.example';
const server = new OwnServer(['--second-factor', 'optional']);
let outside: string | undefined;
let street = '';

beforeAll(async () => {
  outside = process.env.MITTE_URL;
  await server.start();
  process.env.MITTE_URL = server.url;
  await server.account(PIA, 'Pia Plan', 'planner', PASSWORD);
  [street = ''] = await server.rows(
    `SELECT s.street_name FROM frontage f JOIN street_segment s ON s.id = f.segment_id GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1`,
  );
});
afterAll(async () => {
  await server.end();
  process.env.MITTE_URL = outside;
});

/** Somebody who plans, on her page. */
async function planning(browser: Browser): Promise<Watched> {
  const watched = await visit(browser, '', undefined, /status of 4(?:01|04|09|12|22)/);
  const { page } = watched;
  await settled(page);
  if ((await page.locator('[data-key="office"]').count()) === 0) await signIn(page, PIA);
  await page.evaluate(() => sessionStorage.removeItem('mitte.street'));
  if ((await page.getAttribute('[data-key="office"]', 'aria-pressed')) !== 'true')
    await page.click('[data-key="office"]');
  const up = page.locator('[data-key="sheet1"]');
  while ((await up.count()) > 0 && (await up.isVisible())) await up.click();
  await page.click('[data-key="office-tab-street"]');
  await page.waitForSelector('#street-street');
  return watched;
}

async function put(page: Page): Promise<void> {
  await page.fill('#street-street', street);
  await page.press('#street-street', 'Enter');
  await page.waitForSelector('.street-table tbody tr');
}

const asked = (page: Page, words: RegExp) =>
  page.waitForFunction(
    (source) => new RegExp(source).test(decodeURIComponent(decodeURIComponent(location.hash))),
    words.source,
  );

const title = (page: Page) => page.textContent('.street-title');

for (const [device, viewport] of [
  ['desktop', DESKTOP],
  ['phone', PHONE],
] as const) {
  describe(`what planners draw and keep, ${device}`, () => {
    let browser: Browser;
    let watched: Watched;
    beforeAll(async () => {
      browser = await open(viewport, device === 'phone');
    });
    afterAll(() => browser.close());
    afterEach(async () => {
      expect(watched.faults).toEqual([]);
      await watched.page.close();
    });

    test('N28 an outline is drawn by keys, and the address holds it', async () => {
      watched = await planning(browser);
      const { page } = watched;
      await page.click('[data-key="street-way-shape"]');
      await page.click('[data-key="street-draw"]');
      await page.click('[data-key="edit-crosshair"]');
      const far = 'Shift+Arrow';
      for (const key of [
        'Enter',
        `${far}Right`,
        'Enter',
        `${far}Down`,
        'Enter',
        `${far}Left`,
        'Enter',
        'Backspace',
        'Enter',
      ])
        await page.keyboard.press(key);
      await accessible(page);
      await page.click('[data-key="edit-finish"]');
      await page.waitForSelector('.street-title');
      await asked(page, /way=shape&shape=(\d+\.\d+,\d+\.\d+;){3}\d/);
      const [words, said] = [page.url(), await title(page)];
      await page.goto(words);
      await page.reload();
      await page.waitForSelector('.street-title');
      expect(await title(page)).toBe(said);
      await accessible(page);
    });

    test('a question is kept, found again elsewhere, renamed and deleted', async () => {
      watched = await planning(browser);
      const { page } = watched;
      await put(page);
      const said = await title(page);
      await page.click('[data-key="street-keep"]');
      await page.fill('dialog [name="name"]', `Rat ${device}`);
      await accessible(page);
      await page.keyboard.press('Enter');
      await page.waitForSelector('dialog', { state: 'detached' });
      const other = await open(viewport, device === 'phone');
      const elsewhere = await planning(other);
      await elsewhere.page.click('.street-kept summary');
      await elsewhere.page.click(`.kept-open:has-text("Rat ${device}")`);
      await elsewhere.page.waitForSelector('.street-table tbody tr');
      expect(await title(elsewhere.page)).toBe(said);
      await elsewhere.page.click(`[aria-label="„Rat ${device}“ umbenennen"]`);
      await elsewhere.page.fill('dialog [name="name"]', `Ausschuss ${device}`);
      await elsewhere.page.keyboard.press('Enter');
      await elsewhere.page.waitForSelector(`.kept-open:has-text("Ausschuss ${device}")`);
      // Here it still has its old name: neither is lost.
      await page.click('.street-kept summary');
      await page.click(`[aria-label="„Rat ${device}“ umbenennen"]`);
      await page.fill('dialog [name="name"]', `Bauamt ${device}`);
      await page.keyboard.press('Enter');
      await page.waitForSelector(`dialog [role="alert"]:has-text("„Ausschuss ${device}“")`);
      await page.click('dialog [type="submit"]');
      await page.waitForSelector(`.kept-open:has-text("Bauamt ${device}")`);
      expect(await page.locator('.kept-line').count()).toBe(2);
      await page.click(`[aria-label="„Bauamt ${device}“ löschen"]`);
      await page.waitForFunction(() => document.querySelectorAll('.kept-line').length === 1);
      await elsewhere.page.click(`[aria-label="„Ausschuss ${device}“ löschen"]`);
      await elsewhere.page.waitForSelector('.kept-line', { state: 'detached' });
      expect(elsewhere.faults).toEqual([]);
      await other.close();
    });

    test('N29 the strip is walked by keys, and leads to the list', async () => {
      watched = await planning(browser);
      const { page } = watched;
      await put(page);
      const strip = page.locator('[data-key="street-strip"]');
      await strip.focus();
      const first = await strip.getAttribute('aria-activedescendant');
      await page.keyboard.press('ArrowRight');
      await page.waitForFunction(
        (before) =>
          document.querySelector('[data-key="street-strip"]')?.getAttribute('aria-activedescendant') !== before,
        first,
      );
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.activeElement?.closest('.street-table tr.is-marked') !== null);
      const day = await page.textContent('.street-day');
      await page.focus('[data-key="street-slider"]');
      for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowLeft');
      await asked(page, /&at=\d{4}-\d\d-\d\d/);
      expect(await page.textContent('.street-day')).not.toBe(day);
      await accessible(page);
    });

    if (device === 'phone') return;

    test('N26 a line is drawn by the pointer, a step back and all', async () => {
      watched = await planning(browser);
      const { page } = watched;
      await page.click('[data-key="street-way-line"]');
      await page.click('[data-key="street-draw"]');
      const box = await page.locator('.map').boundingBox();
      const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
      await page.waitForSelector('.edit-hint-text');
      for (const [dx, dy] of [
        [-150, 0],
        [0, 5],
        [90, 60],
      ])
        await page.mouse.click(x + (dx ?? 0), y + (dy ?? 0));
      await page.click('[data-key="edit-back"]');
      await page.click('[data-key="edit-finish"]');
      await page.waitForSelector('.street-title');
      await asked(page, /way=line&line=[^;&]+;[^;&]+$/);
      expect(await page.textContent('.street-picked')).toContain('2 Ecken');
    });

    test('N26 segments are picked one after another, and one is taken out again', async () => {
      watched = await planning(browser);
      const { page } = watched;
      await page.click('[data-key="street-way-segments"]');
      await page.click('[data-key="street-middle"]');
      await asked(page, /segments=\d+/);
      await page.waitForSelector('.street-title');
      const box = await page.locator('.map').boundingBox();
      const chosen = () => page.textContent('.street-picked');
      const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
      for (let i = 0; i < 12 && !(await chosen())?.startsWith('2 '); i++) {
        const before = await chosen();
        await page.mouse.click(x + 250 * Math.cos(i), y - 120 + 150 * Math.sin(i));
        await page
          .waitForFunction((was) => document.querySelector('.street-picked')?.textContent !== was, before, {
            timeout: 3000,
          })
          .catch(() => {});
      }
      expect(await chosen()).toMatch(/^2 Abschnitte/);
      await page.click('[data-key="street-segment-back"]');
      await page.waitForFunction(() =>
        document.querySelector('.street-picked')?.textContent?.startsWith('1 Abschnitt.'),
      );
    });

    test('an answer goes into a GIS', async () => {
      watched = await planning(browser);
      const { page } = watched;
      await put(page);
      const [file] = await Promise.all([page.waitForEvent('download'), page.click('[data-key="street-gpkg"]')]);
      expect(
        readFileSync((await file.path()) as string)
          .subarray(0, 15)
          .toString(),
      ).toBe('SQLite format 3');
    });
  });
}
