import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { accessible, type Browser, base, DESKTOP, open, PHONE, settled, visit, type Watched } from './browser';
import { sheetsOf } from './journey/pdf';
import { OwnServer } from './own';
import { PASSWORD, signIn } from './staff';

const PATIENCE_MS = 120_000;
vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS });

const FIGURES_MAIL = 'rita@stadt.example';
const server = new OwnServer(['--second-factor', 'optional']);
let outside: string | undefined;
let streets: string[] = [];

beforeAll(async () => {
  outside = process.env.MITTE_URL;
  await server.start();
  process.env.MITTE_URL = server.url;
  await server.account(FIGURES_MAIL, 'Rita Rat', 'planner', PASSWORD);
  streets = await server.rows(
    `SELECT s.street_name FROM frontage f JOIN street_segment s ON s.id = f.segment_id GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 2`,
  );
});
afterAll(async () => {
  await server.end();
  process.env.MITTE_URL = outside;
});

/** Nothing reaches beyond the window but what scrolls by itself. */
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function putStreet(page: Page, street: string): Promise<void> {
  await page.fill('#street-street', street);
  await page.press('#street-street', 'Enter');
  await page.waitForFunction((name) => document.querySelector('.street-title')?.textContent?.includes(name), street);
}

for (const [device, viewport] of [
  ['desktop', DESKTOP],
  ['phone', PHONE],
] as const) {
  describe(`figures, ${device}`, () => {
    let browser: Browser;
    let watched: Watched;
    beforeAll(async () => {
      browser = await open(viewport, device === 'phone');
      watched = await visit(browser, '', undefined, /status of 4(?:01|04|09|12|22)/);
      await settled(watched.page);
      await signIn(watched.page, FIGURES_MAIL);
    });
    afterAll(() => browser.close());

    test('everybody reads how many shops stand vacant', async () => {
      const page = await browser.context.newPage();
      await page.goto(`${base()}works?lang=de`);
      await page.click('footer a:has-text("Leerstand in Zahlen")');
      await page.waitForSelector('.chart-line.line-units');
      expect(await page.locator('#streets tbody tr').count()).toBeGreaterThan(3);
      expect(await page.locator('#months tbody tr').count()).toBeGreaterThan(20);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await accessible(page);
      await page.close();
    });

    test('the council reads a year, also on paper', async () => {
      const page = await browser.context.newPage();
      const year = new Date().getFullYear();
      await page.goto(`${base()}report/${year}?lang=de`);
      expect(await page.textContent('h1')).toContain(`${year}`);
      expect(await page.locator('.tile').count()).toBe(6);
      expect(await page.locator('.mark-vacant, .mark-structural').count()).toBeGreaterThan(2);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await accessible(page);
      if (device === 'desktop') {
        const sheets = sheetsOf(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
        expect(sheets.length).toBeGreaterThan(4);
        expect(sheets.length).toBeLessThan(10);
      }
      await page.close();
    });

    test('two streets stand beside one another', async () => {
      const { page } = watched;
      await page.evaluate(() => sessionStorage.clear());
      if ((await page.getAttribute('[data-key="office"]', 'aria-pressed')) !== 'true')
        await page.click('[data-key="office"]');
      const up = page.locator('[data-key="sheet1"]');
      while ((await up.count()) > 0 && (await up.isVisible())) await up.click();
      await page.click('[data-key="office-tab-street"]');
      await page.waitForSelector('#street-street');
      for (const street of streets) {
        await putStreet(page, street);
        await page.click('[data-key="beside-take"]');
      }
      await page.waitForSelector('.beside-table tbody tr');
      expect(await page.locator('.beside-table thead th').allTextContents()).toEqual([
        expect.stringContaining(streets[0] ?? ''),
        expect.stringContaining(streets[1] ?? ''),
      ]);
      expect(await page.locator('.beside-apart').first().textContent()).toMatch(/^[+−±]\d/);
      expect((await page.locator('.beside-apart').allTextContents()).filter((apart) => /\u00a0%$/.test(apart))).toEqual(
        [],
      );
      expect(await page.textContent('.street-exposure')).toMatch(/Baustelle/);
      await accessible(page);
      if (device === 'desktop') {
        const [file] = await Promise.all([page.waitForEvent('download'), page.click('[data-key="beside-csv"]')]);
        const lines = readFileSync((await file.path()) as string, 'utf8')
          .trim()
          .split('\r\n');
        expect(lines.length).toBeGreaterThan(20);
        for (const line of lines) expect(line.split(';').length).toBe(4);
      }
      await page.locator('[data-key^="beside-leave-"]').first().click();
      await page.waitForFunction(() => document.querySelector('.beside-table') === null);
      expect(watched.faults).toEqual([]);
    });
  });
}
