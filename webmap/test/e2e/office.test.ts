import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { accessible, type Browser, DESKTOP, open, PHONE, settled, type Watched } from './browser';
import { OwnServer } from './own';
import { ask, atWork, openOffice, PASSWORD, type Site, siteOf } from './staff';

const PATIENCE_MS = 120_000;
vi.setConfig({ testTimeout: 2 * PATIENCE_MS, hookTimeout: PATIENCE_MS });

const ERIKA = 'erika@stadt.example';
const JONAS = 'jonas@stadt.example';

const server = new OwnServer(['--second-factor', 'optional']);
let outside: string | undefined;

beforeAll(async () => {
  outside = process.env.MITTE_URL;
  await server.start();
  process.env.MITTE_URL = server.url;
  await server.account(ERIKA, 'Erika Muster', 'staff', PASSWORD);
  await server.account(JONAS, 'Jonas Beck', 'staff', PASSWORD);
});
afterAll(async () => {
  await server.end();
  process.env.MITTE_URL = outside;
});

const title = (page: Page) => page.textContent('#section-title');
const toast = (page: Page, words: string) =>
  page.waitForFunction((text) => document.querySelector('.toast')?.textContent?.includes(text), words);
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id ?? '');

/** From now on the check says that a shop is cut off; which ones are, is the server's own tests' matter. */
const cutOff = (page: Page, message: string) =>
  page.route('**/api/v1/sections/check', (route) =>
    route.fulfill({
      json: {
        errors: [],
        warnings: [
          {
            path: '/impact/pedestrian',
            code: 'section.cuts_off_closed',
            message,
            name: 'Bäckerei Erfunden',
            unit_ref: 'X-1',
            days: [{ from: '2027-03-01', to: '2027-03-05' }],
            geometry: { type: 'Point', coordinates: [6.965, 51.6605] },
          },
        ],
      },
    }),
  );

for (const [device, viewport] of [
  ['desktop', DESKTOP],
  ['phone', PHONE],
] as const) {
  /** What is no different under a finger is looked at once. */
  const desk = (name: string, work: () => Promise<void>) => {
    if (device === 'desktop') test(name, work);
  };
  describe(`the office, ${device}`, () => {
    let erika: Browser;
    let jonas: Browser;
    let watched: Watched;
    beforeAll(async () => {
      [erika, jonas] = [await open(viewport, device === 'phone'), await open(viewport, device === 'phone')];
    });
    afterAll(async () => {
      await erika.close();
      await jonas.close();
    });
    afterEach(async () => {
      expect(watched.faults).toEqual([]);
      await watched.page.close();
    });

    /** Begins a section that nobody else works on. */
    async function begin(page: Page, label: string): Promise<Site> {
      const { features } = await ask<{ features: Site[] }>(page, 'GET', 'staff/sections?limit=1');
      const [one] = features;
      const found = await siteOf(page, one?.id ?? 0);
      const { geometry } = found as unknown as { geometry: unknown };
      const made = await ask<Site>(page, 'POST', 'sections', {
        project_id: found.properties.project_id,
        label,
        title_de: `Probe ${label}`,
        contact_role: 'Tiefbauamt',
        planned_from: '2028-03-01',
        planned_to: '2028-06-01',
        geometry,
        centreline: found.properties.centreline,
        phases: [{ key: 'a', kind: 'surface', planned_from: '2028-03-01', planned_to: '2028-06-01' }],
      });
      expect(made.status).toBe(201);
      return made;
    }

    async function edit(page: Page, id: number): Promise<void> {
      await page.reload();
      await settled(page);
      await openOffice(page);
      await page.click(`[data-key="office-${id}"]`);
      await page.waitForSelector('.form');
    }

    test('N30 two change one section: what agrees is merged, the rest is asked, nothing is lost', async () => {
      watched = await atWork(erika, ERIKA);
      const { page } = watched;
      const { id } = await begin(page, `M${device[0]}`);
      await edit(page, id);
      const other = await atWork(jonas, JONAS);
      const theirs = await siteOf(other.page, id);
      const change = { title_de: 'Titel von Jonas', contact_role: 'Grünflächenamt' };
      expect((await ask(other.page, 'PATCH', `sections/${id}`, change, theirs.etag)).status).toBe(200);
      expect(other.faults).toEqual([]);
      await other.page.close();

      await page.fill('#f-title_de', 'Titel von Erika');
      await page.fill('#f-title_en', 'Erika');
      await page.click('[data-key="save"]');
      await page.waitForSelector('.conflict');
      expect(await page.textContent('.merge')).toContain('Jonas Beck hat diesen Abschnitt');
      expect(await page.locator('.conflict').count()).toBe(1);
      await accessible(page);
      await page.focus('[data-key="save-merged"]');
      await page.keyboard.press('Enter');
      expect(await page.locator('.conflict').count()).toBe(1);
      await page.check('.version-mine input');
      await page.click('[data-key="save-merged"]');
      await toast(page, 'Gespeichert');
      const now = await siteOf(page, id);
      expect(now.properties).toMatchObject({
        title_de: 'Titel von Erika',
        title_en: 'Erika',
        contact_role: 'Grünflächenamt',
      });

      await page.click('[data-key="history"]');
      await page.waitForSelector('.version-row');
      expect(await page.locator('.version-row').count()).toBe(3);
      expect(await page.textContent('.versions')).toContain('von Jonas Beck');
      await page.click('[data-key="see-1"]');
      await page.waitForSelector('.version-diff');
      expect(await page.textContent('.version-diff')).toContain(`Probe M${device[0]}`);
      await accessible(page);
      await page.click('[data-key="restore-1"]');
      await page.waitForSelector('.form');
      expect(await title(page)).toBe(`Probe M${device[0]}`);
      expect((await siteOf(page, id)).properties).toMatchObject({ title_en: '', contact_role: 'Tiefbauamt' });
    });

    desk('E12 a draft survives leaving, a reload and the end of the session', async () => {
      watched = await atWork(erika, ERIKA);
      const { page } = watched;
      const { id } = await begin(page, `D${device[0]}`);
      await edit(page, id);
      await page.fill('#f-title_de', 'Noch nicht gespeichert');
      await page.click('[data-key="office-list"]');
      await page.waitForSelector(`[data-key="office-${id}"] .tag-draft`);
      page.once('dialog', (dialog) => void dialog.accept());
      await page.reload();
      await settled(page);
      await openOffice(page);
      await page.click(`[data-key="office-${id}"]`);
      await page.waitForSelector('.changes');
      expect(await page.textContent('.changes')).toContain('Noch nicht gespeichert');
      await accessible(page);
      await page.click('[data-key="take-up"]');
      await page.waitForSelector('.form');
      expect(await page.inputValue('#f-title_de')).toBe('Noch nicht gespeichert');

      await erika.context.clearCookies();
      await page.click('[data-key="save"]');
      await page.waitForSelector('dialog [name="password"]');
      expect(await page.textContent('dialog')).toContain('Ihre Sitzung ist abgelaufen');
      await accessible(page);
      await page.fill('dialog [name="password"]', PASSWORD);
      await page.keyboard.press('Enter');
      await toast(page, 'Gespeichert');
      expect((await siteOf(page, id)).properties.title_de).toBe('Noch nicht gespeichert');
    });

    desk('N31 what was deleted is back with one press', async () => {
      watched = await atWork(erika, ERIKA);
      const { page } = watched;
      const { id } = await begin(page, `L${device[0]}`);
      await edit(page, id);
      await page.click('[data-key="delete"]');
      await page.waitForSelector('.undo:not([hidden])');
      expect((await siteOf(page, id)).status).toBe(404);
      await page.click('[data-key="undo"]');
      await page.waitForSelector('.form');
      expect((await siteOf(page, id)).properties.title_de).toBe(`Probe L${device[0]}`);
    });

    desk('N33 all that is wrong is said at once, and the focus is on the first', async () => {
      watched = await atWork(erika, ERIKA);
      const { page } = watched;
      await page.click('[data-key="new-section"]');
      await page.waitForSelector('.form');
      await page.click('[data-key="save"]');
      await page.waitForSelector('.fault-summary li');
      expect(await page.locator('.fault-summary li').count()).toBeGreaterThan(1);
      expect(await focused(page)).toMatch(/^f-/);
      await accessible(page);
      await page.click('.save-bar .link');
    });

    test('N36 a step says what it needs, and publishing shows', async () => {
      watched = await atWork(erika, ERIKA);
      const { page } = watched;
      const { id } = await begin(page, `P${device[0]}`);
      await edit(page, id);
      await page.focus('#f-title_de');
      await page.keyboard.press('End');
      await page.keyboard.type(' neu');
      expect(await focused(page)).toBe('f-title_de');
      expect(await page.inputValue('#f-title_de')).toBe(`Probe P${device[0]} neu`);
      await page.click('[data-key="to-planned"]');
      await toast(page, 'Gespeichert');
      await page.waitForSelector('[data-key="to-scheduled"]');
      expect(await page.getAttribute('[data-key="to-scheduled"]', 'aria-disabled')).toBe('true');
      await page.click('[data-key="missing-scheduled-impact"]');
      expect(await focused(page)).toBe('f-impact');
      await page.keyboard.press('Space');
      await page.click('[data-key="save"]');
      await toast(page, 'Gespeichert');
      await page.click('[data-key="preview"]');
      await page.waitForSelector('.preview-note');
      expect(await page.textContent('.preview')).toContain('Noch nicht öffentlich');
      expect(await page.locator('.preview a').count()).toBe(0);
      await accessible(page);
      await page.click('[data-key="preview-end"]');
      await cutOff(page, 'Bäckerei Erfunden ist nicht zu erreichen: 01.03.2027–04.03.2027.');
      await page.click('[data-key="to-scheduled"]');
      await page.waitForSelector('dialog li:has-text("Bäckerei Erfunden ist nicht zu erreichen")');
      await accessible(page);
      await page.click('dialog .button-strong');
      expect((await siteOf(page, id)).properties.status).toBe('planned');
      await page.waitForSelector('.findings-warn li:has-text("Bäckerei Erfunden") .link');
      await page.click('.findings-warn li:has-text("Bäckerei Erfunden") .link');
      await page.click('[data-key="to-scheduled"]');
      await page.click('dialog .button:not(.button-strong)');
      await page.waitForSelector('.status-box .tag-public');
      const seen = await page.evaluate(async (one) => (await fetch(`api/v1/sections/${one}`)).status, id);
      expect(seen).toBe(200);
    });
  });
}
