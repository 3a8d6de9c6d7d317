// What people look for, in the office: found, compared with the register, brought to its end; by the keyboard on a desk, by the finger on a phone.

import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { accessible, type Browser, DESKTOP, open, PHONE, type Watched } from './browser';
import { misfits } from './misfits';
import { OwnServer } from './own';
import { begin, toast } from './register/steps';
import { ask, atWork, PASSWORD } from './staff';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const STAFF = 'erika@stadt.example';
const PLANNER = 'paula@stadt.example';
const SEEKER = 'Lara Lesefreund';

const server = new OwnServer(['--second-factor', 'optional']);
let outside: string | undefined;

beforeAll(async () => {
  outside = process.env.MITTE_URL;
  await server.start();
  process.env.MITTE_URL = server.url;
  await server.account(STAFF, 'Erika Muster', 'staff', PASSWORD);
  await server.account(PLANNER, 'Paula Plan', 'planner', PASSWORD);
});
afterAll(async () => {
  await server.end();
  process.env.MITTE_URL = outside;
});

/** As the form leaves one that is confirmed; what it asks for is told by its area. */
const looksFor = (most: number) =>
  server.rewrite(`
SELECT set_config('mitte.role', 'house,staff', false);
WITH made AS (INSERT INTO space_request (use_type, area_min_m2, area_max_m2, rent_max_cents, step_free, place, status, confirmed_at, ends_on)
  VALUES ('retail', 40, ${most}, 150000, true, '', 'active', now(), current_date + 180) RETURNING id)
INSERT INTO space_request_contact (request_id, name, phone, lang) SELECT id, '${SEEKER}', '02362 12345', 'de' FROM made`);

async function list(page: Page): Promise<void> {
  await page.click('[data-key="office-tab-spaces"]');
  await page.waitForSelector('.office-spaces .row');
}

const rowOf = (page: Page, most: number) => page.locator(`.office-spaces .row:has-text("40–${most}")`);

for (const [device, viewport] of [
  ['desktop', DESKTOP],
  ['phone', PHONE],
] as const) {
  const isPhone = device === 'phone';
  describe(`space requests, ${device}`, () => {
    let browser: Browser;
    let watched: Watched;
    const most = isPhone ? 151 : 141;
    beforeAll(async () => {
      await looksFor(most);
      browser = await open(viewport, isPhone);
    });
    afterAll(() => browser.close());
    afterEach(() => expect(watched.faults).toEqual([]));

    const look = async () => {
      await accessible(watched.page);
      expect(await misfits(watched.page, isPhone)).toEqual([]);
    };

    test('INV-S1 what fits is told with its score and every reason, also what is not public', async () => {
      watched = await atWork(browser, STAFF);
      const { page } = watched;
      const inner = await begin(page, isPhone ? 51 : 41, { step_free: true });
      await list(page);
      const row = rowOf(page, most);
      await row.focus();
      await page.keyboard.press('Enter');
      await page.waitForSelector('.match');
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
      expect(await page.textContent('.contact-name')).toBe(SEEKER);
      const found = page.locator(`.match:has([data-key="match-unit-${inner.id}"])`);
      expect(await found.textContent()).toContain('nicht öffentlich');
      await found.locator('summary').focus();
      await page.keyboard.press('Enter');
      expect(await found.textContent()).toContain('Der Eingang ist stufenlos.');
      expect(await found.textContent()).toContain('Die Miete gibt es auf Anfrage.');
      await look();
      await found.locator('[data-key^="match-map-"]').click();
      if (isPhone) await page.click('[data-key="sheet1"]');
      // The same from the other side: whom the unit might be for.
      await found.locator('[data-key^="match-unit-"]').click();
      await page.locator('[data-group="unit-seekers"]').evaluate((each: HTMLDetailsElement) => {
        each.open = true;
      });
      const seeker = page.locator('[data-group="unit-seekers"] .match').filter({ hasText: `40–${most}` });
      await seeker.waitFor();
      expect(await seeker.textContent()).toContain(SEEKER);
      await seeker.locator('button').click();
      await page.waitForSelector('.matches .match');
      await page.goBack();
      await page.goBack();
      await page.click('[data-key="spaces-list"]');
      await page.waitForFunction(() => document.activeElement?.getAttribute('data-key')?.startsWith('space-'));
    });

    test('N30 a request pauses, is contested, and ends with a message', async () => {
      const { page } = watched;
      await list(page);
      await rowOf(page, most).click();
      await page.click('[data-key="space-to-paused"]');
      await toast(page, 'pausiert');
      const key = await page.evaluate(() => JSON.parse(sessionStorage.getItem('mitte.office') ?? '{}').id as number);
      const now = await ask<{ version: number }>(page, 'GET', `space-requests/${key}`);
      await ask(page, 'PATCH', `space-requests/${key}`, { status: 'active' }, `"${now.version}"`);
      await page.click('[data-key="space-to-matched"]');
      await page.click('[data-key="step-do"]');
      await page.waitForSelector('.conflict');
      expect(await page.textContent('.conflict')).toContain('aktiv');
      await look();
      await page.check('.version-mine input');
      await page.click('[data-key="save-merged"]');
      await toast(page, 'Erledigt');
      expect(await ask(page, 'GET', `space-requests/${key}`)).toMatchObject({ status: 'matched' });
      await page.click('[data-key="spaces-list"]');
      await page.waitForFunction(
        (n) => !document.querySelector('.office-spaces')?.textContent?.includes(n),
        `–${most}`,
      );
      await page.selectOption('#spaces-status', 'matched');
      await rowOf(page, most).waitFor();
    });

    test.runIf(!isPhone)('a planner sees what is looked for, and not who looks', async () => {
      await looksFor(131);
      const other = await open(viewport);
      const { page, faults } = await atWork(other, PLANNER);
      await list(page);
      expect(await page.textContent('.office-spaces')).not.toContain(SEEKER);
      await rowOf(page, 131).click();
      await page.waitForSelector('.match');
      const text = await page.textContent('.office-spaces .form-view');
      expect(text).toContain('sehen nur die Mitarbeitenden');
      expect(text).not.toContain(SEEKER);
      expect(await page.locator('[data-key^="space-to-"]').count()).toBe(0);
      expect(faults).toEqual([]);
      await other.close();
    });
  });
}
