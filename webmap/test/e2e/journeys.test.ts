import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, base, DESKTOP, open, PHONE, settled, visit, type Watched } from './browser';

const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('data-key') ?? document.activeElement?.id ?? '');
const hash = (page: Page) => page.evaluate(() => location.hash);

for (const [device, viewport] of [
  ['desktop', DESKTOP],
  ['phone', PHONE],
] as const) {
  describe(`journeys, ${device}`, () => {
    let browser: Browser;
    let watched: Watched | undefined;
    beforeAll(async () => {
      browser = await open(viewport, device === 'phone');
    });
    afterAll(() => browser.close());
    afterEach(async () => {
      expect(watched?.faults).toEqual([]);
      await watched?.page.close();
    });
    const start = async (address = '') => {
      watched = await visit(browser, address);
      await settled(watched.page);
      return watched.page;
    };

    test('N1 an address reproduces the view, and reloading keeps it', async () => {
      const page = await start('#18/51.66052/6.96520?use=gastronomy&at=2026-06-01&span=3m');
      const [before, count] = [await hash(page), await page.textContent('.count')];
      await page.reload();
      await settled(page);
      expect(await hash(page)).toBe(before);
      expect(await page.textContent('.count')).toBe(count);
      expect(before).toMatch(/^#18\/51\.66052\/6\.96520\?use=gastronomy&at=2026-06-01&span=3m$/);
    });

    test('N1 Back closes the detail', async () => {
      const page = await start();
      await page.evaluate(() => document.querySelector<HTMLElement>('.row')?.click());
      await page.waitForSelector('.detail:not([hidden]) h2');
      await page.goBack();
      await page.waitForSelector('.list:not([hidden])');
      expect(await hash(page)).not.toContain('sel=');
    });

    test('N25 two days lie side by side, cut by keys, said in words, and kept in the address', async () => {
      const page = await start('#17/51.66052/6.96520?vs=2025-05-01');
      const line = page.locator('.divider-range');
      await line.waitFor();
      const cutAt = () =>
        page.evaluate(() => document.querySelector<HTMLElement>('.pane-units')?.style.clipPath.split('px')[0] ?? '');
      await page.waitForFunction(() => document.querySelector('.days-differ summary'), null, { timeout: 30_000 });
      const [before, words] = [await cutAt(), await line.getAttribute('aria-valuetext')];
      expect(words).toContain('50 Prozent der Karte mit dem 01.05.2025');
      await line.focus();
      for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
      expect(await line.getAttribute('aria-valuetext')).toContain('55 Prozent');
      await page.waitForFunction(
        (was) => document.querySelector<HTMLElement>('.pane-units')?.style.clipPath.split('px')[0] !== was,
        before,
      );
      expect(await hash(page)).toContain('vs=2025-05-01');
      await page.evaluate(() => document.querySelector<HTMLElement>('[data-key="other-back3"]')?.click());
      expect(await hash(page)).not.toContain('vs=2025-05-01');
      await page.goBack();
      await page.waitForFunction(() => location.hash.includes('vs=2025-05-01'));
      await page.evaluate(() => document.querySelector<HTMLElement>('[data-key="vs"]')?.click());
      await line.waitFor({ state: 'hidden' });
      expect(await cutAt()).toBe('');
    });

    test('N2 list, count and map agree', async () => {
      const page = await start('#16/51.66052/6.96520?status=vacant');
      const rows = await page.locator('.list .row').count();
      const marks = await page.evaluate(() =>
        [...document.querySelectorAll('.unit-button, .cluster')].map((each) =>
          each.matches('.cluster') ? Number(each.textContent) : 1,
        ),
      );
      expect(rows).toBeGreaterThan(3);
      expect(marks.reduce((a, b) => a + b, 0)).toBe(rows);
      expect(await page.textContent('.count')).toBe(`${rows} Ladenlokale, davon ${rows} leer`);
    });

    test('N2 a tap on the map selects the unit under it', async () => {
      const page = await start();
      const place = await page.evaluate(async () => {
        const answer = await fetch('api/v1/units?status=vacant&limit=1');
        const [unit] = (await answer.json()).features;
        return { ref: unit.properties.public_ref, at: unit.geometry.coordinates };
      });
      await page.goto(`${base()}#19/${place.at[1]}/${place.at[0]}`);
      await page.reload();
      await settled(page);
      const box = await page.locator('#map').boundingBox();
      const point = { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
      if (device === 'phone') await page.touchscreen.tap(point.x, point.y);
      else await page.mouse.click(point.x, point.y);
      await page.waitForSelector('.detail:not([hidden]) h2');
      expect(await hash(page)).toContain(`sel=${place.ref}`);
    });

    test('N6 never more than 60 stops on the map', async () => {
      const page = await start();
      for (const zoom of [14, 15, 16, 17, 18]) {
        await page.goto(`${base()}#${zoom}/51.66052/6.96520`);
        await page.evaluate(() => dispatchEvent(new PopStateEvent('popstate')));
        await settled(page);
        expect(await page.locator('.pane-buttons button').count()).toBeLessThanOrEqual(60);
      }
    });

    test('N19 the slider, the presets and the steps move the day', async () => {
      const page = await start('#?list=works');
      if (await page.locator('#time').isHidden()) await page.click('[aria-controls="time"]');
      const text = () => page.textContent('.time-text');
      const before = await text();
      await page.focus('.range');
      await page.keyboard.press('PageUp');
      await page.waitForFunction((old) => document.querySelector('.time-text')?.textContent !== old, before);
      expect(await page.getAttribute('.range', 'aria-valuetext')).toMatch(/\d{4}\. Am /);
      await page.click('[data-key="today"]');
      await page.click('[data-key="span-day"]');
      expect(await hash(page)).toContain('span=day');
      await page.click('[data-key="step1"]');
      expect(await hash(page)).toContain('at=');
    });

    test('N44 English throughout, with title and language of the page', async () => {
      const page = await start('#?lang=en');
      expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
      expect(await page.title()).toContain('mitte');
      expect(await page.textContent('.count')).toMatch(/units, \d+ of them vacant/);
      await page.click('[data-key="lang"]');
      await page.waitForFunction(() => document.documentElement.lang === 'de');
    });

    test('N3 search, select, read and go back by keyboard alone', async () => {
      const page = await start();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      for (let i = 0; i < 6 && (await focused(page)) !== 'search'; i++) await page.keyboard.press('Tab');
      expect(await focused(page)).toBe('search');
      const name = await page.evaluate(async () => {
        const answer = await fetch('api/v1/units?status=occupied&limit=1');
        return String((await answer.json()).features[0].properties.business_name);
      });
      await page.keyboard.type(name.slice(0, 12));
      await page.waitForSelector('.hit');
      await page.keyboard.press('ArrowDown');
      expect(await page.getAttribute('#search', 'aria-activedescendant')).toBe('hit-0');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.detail:not([hidden]) h2');
      await page.waitForFunction(() => document.activeElement?.tagName === 'H2');
      const ring = await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineWidth);
      expect(Number.parseFloat(ring)).toBeGreaterThanOrEqual(2);
      await page.keyboard.press('Escape');
      await page.waitForSelector('.list:not([hidden])');
      expect(await focused(page)).toMatch(/^row-|^list$/);
    });

    test('N1 Back returns from a search to the former view', async () => {
      const page = await start('#16/51.66052/6.96520');
      const street = await page.evaluate(async () => {
        const answer = await fetch('api/v1/units?limit=1');
        return String((await answer.json()).features[0].properties.street_name);
      });
      const before = await hash(page);
      await page.fill('#search', street);
      await page.waitForSelector('.hit');
      await page.click('.hit');
      await page.waitForFunction((old) => location.hash !== old, before);
      await page.waitForTimeout(600);
      await page.goBack();
      expect(await hash(page)).toBe(before);
      await page.waitForTimeout(600);
      expect(await hash(page)).toBe(before);
    });

    test('N4 the skip links lead to list and filter', async () => {
      const page = await start();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.activeElement?.id === 'list');
      await page.evaluate(() => (document.activeElement as HTMLElement).blur());
      await page.focus('.skip + .skip');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.activeElement?.id === 'filter-text');
    });

    test('N38 tiles that fail give one message and a retry that works', async () => {
      let broken = true;
      watched = await visit(
        browser,
        '',
        (page) => page.route('**/*.mvt*', (route) => (broken ? route.fulfill({ status: 404 }) : route.continue())),
        /404/,
      );
      const { page } = watched;
      await page.waitForSelector('.failure');
      expect(await page.locator('.failure').count()).toBe(1);
      broken = false;
      await page.click('.failure .button');
      await page.waitForFunction(() => document.querySelectorAll('.failure').length === 0);
    });
  });
}

describe('first picture', () => {
  test('prints how long it takes until the first tile is drawn', async () => {
    const browser = await open();
    const times: number[] = [];
    for (let i = 0; i < 5; i++) {
      const { page } = await visit(browser);
      await page.waitForSelector('.leaflet-tile-loaded', { state: 'attached' });
      await page.waitForFunction(() => performance.getEntriesByName('first-picture').length > 0);
      times.push(await page.evaluate(() => performance.getEntriesByName('first-picture')[0]?.startTime ?? Number.NaN));
      await page.close();
    }
    await browser.close();
    process.stdout.write(
      `first picture: ${times.map((ms) => ms.toFixed(0)).join(', ')} ms, best ${Math.min(...times).toFixed(0)} ms\n`,
    );
    expect(times).toHaveLength(5);
  });
});
