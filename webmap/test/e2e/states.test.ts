import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessible, type Browser, DESKTOP, open, PHONE, settled, visit } from './browser';

type Step = (page: Page) => Promise<unknown>;

interface Screen {
  name: string;
  hash?: string;
  prepare?: Step;
  act?: Step;
  allow?: RegExp;
}

const json = (body: unknown, status = 200) => ({ status, contentType: 'application/json', body: JSON.stringify(body) });
const EMPTY_TOWN = {
  name: '',
  made_up: false,
  bbox: null,
  center: null,
  zoom: null,
  today: '2026-11-23',
  sources: [],
  counts: { parcels: 0, units: 0, sections: 0 },
};

const failing: Step = (page) =>
  page.route('**/api/v1/units*', (route) =>
    route.fulfill(json({ title: 'Fehler', detail: 'Das ging schief.', request_id: 'abc123' }, 500)),
  );
const empty: Step = async (page) => {
  await page.route('**/api/v1/town', (route) => route.fulfill(json(EMPTY_TOWN)));
  await page.route(/api\/v1\/(?:units|sections)/, (route) =>
    route.fulfill(json({ type: 'FeatureCollection', features: [], links: [] })),
  );
};
const cut: Step = (page) =>
  page.route('**/*.mvt*', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'Mitte-Dropped': '12' } });
  });
const toggle =
  (id: string): Step =>
  async (page) => {
    if (await page.locator(`#${id}`).isHidden()) await page.click(`[aria-controls="${id}"]`);
  };
const firstRow: Step = async (page) => {
  await page.evaluate(() => document.querySelector<HTMLElement>('.row')?.click());
  await page.waitForSelector('.detail h2');
};
const parcel: Step = async (page) => {
  await firstRow(page);
  await page.evaluate(() => document.querySelector<HTMLElement>('[data-key="parcel"]')?.click());
  await page.waitForSelector('.detail .facts');
};

const SCREENS: Screen[] = [
  { name: 'N4 start' },
  { name: 'N8 legend open', act: toggle('legend') },
  { name: 'N16 filter set', hash: '#?use=gastronomy&q=e' },
  { name: 'N17 no hits', hash: '#?q=gibtesnicht&use=retail' },
  { name: 'N2 unit detail', act: firstRow },
  { name: 'N22 section detail', hash: '#?list=works', act: firstRow },
  { name: 'N4 parcel detail', act: parcel },
  { name: 'N3 search open', act: (page) => page.fill('#search', 'Lippe').then(() => page.waitForSelector('.hit')) },
  {
    name: 'N3 search without hits',
    act: (page) => page.fill('#search', 'qqqqqq').then(() => page.waitForSelector('.hits-note:not(.visually-hidden)')),
  },
  ...['day', '2w', '3m', '12m'].map((span) => ({
    name: `N19 time panel ${span}`,
    hash: `#?span=${span}&list=works`,
    act: toggle('time'),
  })),
  {
    name: 'N23 schedule',
    hash: '#?list=works',
    act: async (page) => {
      await page.click('[aria-controls="plan"]');
      await page.waitForSelector('.plan-picture');
    },
  },
  {
    name: 'N22 schedule as a table',
    act: async (page) => {
      await page.click('[aria-controls="plan"]');
      await page.click('[data-key="plan-table"]');
      await page.waitForSelector('.plan-table');
    },
  },
  { name: 'N19 another day', hash: '#?at=2025-06-01', act: toggle('time') },
  {
    name: 'N25 two days',
    hash: '#?vs=2025-05-01',
    act: async (page) => {
      if (await page.locator('#time').isHidden()) await page.click('[aria-controls="time"]');
      await page.click('.days-differ summary');
    },
  },
  { name: 'N1 list only', hash: '#?in=view' },
  {
    name: 'N13 sources',
    act: (page) => page.evaluate(() => document.querySelector<HTMLElement>('[data-key="sources"]')?.click()),
  },
  { name: 'N44 English', hash: '#?lang=en' },
  { name: 'N44 English section detail', hash: '#?lang=en&list=works', act: firstRow },
  { name: 'N38 error with retry', prepare: failing, allow: /500/ },
  { name: 'N39 offline', act: (page) => page.evaluate(() => dispatchEvent(new Event('offline'))) },
  { name: 'N17 empty database', prepare: empty },
  {
    name: 'L1 squares from far away',
    hash: '#13/51.66052/6.96520',
    act: async (page) => {
      if (await page.locator('#legend').isHidden()) await page.click('[aria-controls="legend"]');
      await page.waitForSelector('#legend h3');
    },
  },
  { name: 'L2 tiles that leave something out', prepare: cut, act: (page) => page.waitForSelector('.map-hint') },
];

const DEVICES = [
  { device: 'desktop', viewport: DESKTOP, dark: false },
  { device: 'desktop dark', viewport: DESKTOP, dark: true },
  { device: 'phone', viewport: PHONE, dark: false },
  { device: 'narrow', viewport: { width: 320, height: 640 }, dark: false },
];

async function noOverflow(page: Page): Promise<void> {
  const wide = await page.evaluate(() => {
    const out: string[] = [];
    if (document.documentElement.scrollWidth > innerWidth) out.push('the page scrolls sideways');
    for (const each of document.querySelectorAll('.panel, .list, .detail, .card:not([hidden]), dialog, .top')) {
      if (each.scrollWidth > each.clientWidth + 1)
        out.push(`${each.className} is ${each.scrollWidth} wide in ${each.clientWidth}`);
    }
    return out;
  });
  expect(wide).toEqual([]);
}

for (const { device, viewport, dark } of DEVICES) {
  describe(`every screen, ${device}`, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await open(viewport);
    });
    afterAll(() => browser.close());

    test.each(SCREENS)('$name: accessible, nothing sideways, no fault', async ({ hash, prepare, act, allow }) => {
      const { page, faults } = await visit(
        browser,
        hash,
        async (fresh) => {
          await fresh.emulateMedia({ colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' });
          await prepare?.(fresh);
        },
        allow,
      );
      await settled(page);
      await act?.(page);
      await settled(page);
      await accessible(page);
      await noOverflow(page);
      expect(faults).toEqual([]);
      await page.close();
    });
  });
}
