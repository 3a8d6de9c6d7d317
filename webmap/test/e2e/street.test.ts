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

const rows = (page: Page) => page.locator('.street-table tbody tr');

/** A table as a spreadsheet reads it: quotes kept together, each line as many cells as the first. */
function cells(text: string): string[][] {
  const out: string[][] = [[]];
  for (const [, quoted, plain, end] of text
    .replace(/^\ufeff/, '')
    .matchAll(/(?:"((?:[^"]|"")*)"|([^;\r\n]*))(;|\r\n|$)/g)) {
    out.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') out.push([]);
    if (end === '') break;
  }
  return out.filter((line) => line.length > 1);
}

for (const [device, viewport] of [
  ['desktop', DESKTOP],
  ['phone', PHONE],
] as const) {
  describe(`the planner's page, ${device}`, () => {
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

    test('N26 N27 N29 a street by its name: figures, strip and list in the order of a walk, axe clean', async () => {
      watched = await planning(browser);
      const { page } = watched;
      await put(page);
      const stations = await page.$$eval('.street-table tbody td:first-child', (all) =>
        all.map((each) => Number((each.textContent ?? '').replace(/\D/g, ''))),
      );
      expect(stations.length).toBeGreaterThan(3);
      expect(stations).toEqual(stations.toSorted((a, b) => a - b));
      const marks = await page.locator('.strip-scroll .strip-mark').count();
      expect(marks).toBeGreaterThan(3);
      expect(await page.locator('.street-totals tbody tr').count()).toBe(18);
      expect(await page.locator('.street-series tbody tr').count()).toBeGreaterThan(12);
      const first = rows(page).first().locator('button');
      await first.focus();
      await page.waitForSelector('.street-table tr.is-marked');
      await accessible(page);
    });

    test('N25 two days are compared, and what changed is said', async () => {
      watched = await planning(browser);
      const { page } = watched;
      await page.fill('#street-compare', '2022-01-01');
      await page.locator('#street-compare').blur();
      await put(page);
      expect(await page.locator('.street-totals thead th').count()).toBe(2);
      await page.waitForFunction(() => document.querySelectorAll('.street-table tr.is-changed').length > 0);
      expect(await page.locator('.street-table .is-changed strong').first().textContent()).toContain('geändert');
      await page.click('.street-known summary');
      await page.fill('#street-known', '2020-01-31');
      await page.press('#street-known', 'Enter');
      await page.waitForSelector('.street-known-note:has-text("31.01.2020")');
      expect(await page.locator('.street-totals tbody td').first().textContent()).toBe('0');
      expect(await rows(page).count()).toBe(0);
      expect(await page.getAttribute('[data-key="street-csv"]', 'href')).toContain('known_at=2020-01-31');
    });

    if (device === 'phone') return;

    test('N26 a segment by a press on the map, and back from a row to the map', async () => {
      watched = await planning(browser);
      const { page } = watched;
      await page.click('[data-key="street-way-segments"]');
      const box = await page.locator('.map').boundingBox();
      await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2);
      await page.waitForSelector('.street-title');
      expect(await page.textContent('.street-picked')).toMatch(/^1 Abschnitt\./);
    });

    test('N27 the files have the same rows, and numbers are numbers', async () => {
      watched = await planning(browser);
      const { page } = watched;
      await put(page);
      const [file] = await Promise.all([page.waitForEvent('download'), page.click('[data-key="street-csv"]')]);
      const lines = cells(readFileSync((await file.path()) as string, 'utf8'));
      const [head = [], ...rest] = lines;
      expect(rest.length).toBeGreaterThan(3);
      for (const line of rest) expect(line.length).toBe(head.length);
      const station = head.indexOf('Station m');
      for (const line of rest) expect(line[station]).toMatch(/^\d+(,\d+)?$/);
      const [geo] = await Promise.all([page.waitForEvent('download'), page.click('[data-key="street-geojson"]')]);
      const { features } = JSON.parse(readFileSync((await geo.path()) as string, 'utf8')) as { features: unknown[] };
      expect(features.length).toBe(rest.length);
    });

    test('N29 it is printed to scale, without the map and the form', async () => {
      watched = await planning(browser);
      const { page } = watched;
      await put(page);
      await page.evaluate(() => {
        window.print = () => {};
      });
      await page.waitForFunction(() => location.hash.includes('ask='));
      await page.click('[data-key="street-print"]');
      await page.emulateMedia({ media: 'print' });
      const paper = page.locator('.strip-paper .strip').first();
      expect(await paper.isVisible()).toBe(true);
      expect(await paper.getAttribute('width')).toMatch(/^\d+(\.\d+)?mm$/);
      expect(await page.locator('.street-form').isVisible()).toBe(false);
      expect(await page.locator('.map').isVisible()).toBe(false);
      expect(await page.locator('.street-plan svg').getAttribute('width')).toMatch(/^\d+(\.\d+)?mm$/);
      expect(await page.textContent('.street-about')).toMatch(/#.*ask=way/);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      expect(pdf.length).toBeGreaterThan(5000);
      await page.emulateMedia({ media: 'screen' });
      await page.evaluate(() => dispatchEvent(new Event('afterprint')));
      expect(await page.locator('.street-form').isVisible()).toBe(true);
    });
  });
}
