import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessible, type Browser, DESKTOP, open, PHONE, settled, visit, type Watched } from './browser';
import { misfits } from './misfits';
import { pretend } from './pretend';

/** Light and on a desk the office is looked at while people work in it. */
const DEVICES = [
  { device: 'desktop dark', viewport: DESKTOP, dark: true },
  { device: 'phone', viewport: PHONE, dark: false },
  { device: 'narrow', viewport: { width: 320, height: 640 }, dark: false },
];

/** Pressing by script: where a thing stands on the screen is not what these tests look at. */
const press = (page: Page, what: string) =>
  page
    .locator(what)
    .first()
    .evaluate((each: HTMLElement) => each.click());
const unfold = (page: Page) =>
  page.evaluate(() => {
    for (const each of document.querySelectorAll('details')) each.open = true;
  });

/** On a phone the tabs take one line, and the open one is in sight. */
async function inOneLine(page: Page): Promise<void> {
  const sees = await page.$eval('.office-head .segments', (line) => {
    const [box, now] = [line, line.querySelector('[aria-pressed="true"]')].map((each) => each?.getBoundingClientRect());
    if (!box || !now) return null;
    return { lines: Math.round(box.height / now.height), now: now.left > box.left - 1 && now.right < box.right + 1 };
  });
  expect(sees).toEqual({ lines: 1, now: true });
}

for (const { device, viewport, dark } of DEVICES) {
  describe(`every screen of the office, ${device}`, () => {
    let browser: Browser;
    let watched: Watched;
    beforeAll(async () => {
      browser = await open(viewport);
      watched = await visit(
        browser,
        device === 'narrow' ? '#?lang=en' : '',
        async (fresh) => {
          await fresh.emulateMedia({ colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' });
          await pretend(fresh);
        },
        /status of 4(?:01|12|22)/,
      );
      await settled(watched.page);
    });
    afterAll(() => browser.close());

    const look = async (until: string) => {
      const { page, faults } = watched;
      await page.waitForSelector(until, { state: 'attached' });
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      await accessible(page);
      expect(await misfits(page, viewport.width < 900)).toEqual([]);
      expect(faults).toEqual([]);
    };

    /** Where it is widest and where it is narrowest, there in English, by axe too; everywhere by its measures. */
    const glance = async (until: string) => {
      if (device !== 'phone') return look(until);
      await watched.page.waitForSelector(until, { state: 'attached' });
      expect(await misfits(watched.page, true)).toEqual([]);
    };

    test('N39 signing in: asked, refused, asked for the code', async () => {
      const { page } = watched;
      await press(page, '[data-key="sign-in"]');
      await look('dialog [name="email"]');
      await page.fill('[name="email"]', 'erika@stadt.example');
      await page.fill('[name="password"]', 'falsch');
      await page.keyboard.press('Enter');
      await look('.form-fault:not([hidden])');
      await page.fill('[name="password"]', 'richtig');
      await page.keyboard.press('Enter');
      await page.waitForSelector('[name="code"]', { state: 'visible' });
      await look('[name="code"]');
      await page.fill('[name="code"]', '123456');
      await page.keyboard.press('Enter');
      await page.waitForSelector('[data-key="office"]');
    });

    test('the account, its password and its second factor', async () => {
      const { page } = watched;
      await press(page, '[data-key="account"]');
      await look('.dialog-list');
      await press(page, '.dialog-list button');
      await look('[autocomplete="new-password"]');
      await page.keyboard.press('Escape');
      await press(page, '[data-key="account"]');
      await press(page, '.dialog-list button:nth-child(2)');
      await look('.qr');
      await page.keyboard.press('Escape');
    });

    test('the lists and their forms', async () => {
      const { page } = watched;
      await press(page, '[data-key="office"]');
      await look('.office-rows .row');
      for (const list of ['projects', 'blackouts', 'accounts']) {
        await press(page, `[data-key="office-tab-${list}"]`);
        await page.waitForSelector('.office-list .row:visible');
        if (viewport.width < 900) await inOneLine(page);
        await look('.office-list .row');
        await page.locator('[data-key="add-item"]:visible').evaluate((each: HTMLElement) => each.click());
        await look('dialog form');
        await page.keyboard.press('Escape');
      }
      await press(page, '[data-key="office-tab-sections"]');
    });

    test('N33 a new section with all that is wrong', async () => {
      const { page } = watched;
      await press(page, '[data-key="new-section"]');
      await look('.form');
      await press(page, '[data-key="save"]');
      await look('.fault-summary li');
      await press(page, '.save-bar .link');
    });

    test('N30 a section: whole form, preview, history, and somebody who was faster', async () => {
      const { page } = watched;
      await page.waitForSelector('.office-rows .row');
      await press(page, '.office-rows li:nth-child(2) .row');
      await page.waitForSelector('.checks li');
      await unfold(page);
      await look('.form');
      await press(page, '[data-key="preview"]');
      await look('.preview-note');
      await press(page, '[data-key="preview-end"]');
      await page.waitForSelector('.form');
      await press(page, '[data-key="history"]');
      await page.waitForSelector('.version-row');
      await press(page, '[data-key="see-1"]');
      await look('.version-diff');
      await press(page, '[data-key="history-end"]');
      await page.waitForSelector('.form');
      await page.fill('#f-title_de', 'Titel von Erika');
      await page.evaluate(() => {
        const field = document.querySelector<HTMLInputElement>('#f-contact_role');
        if (!field) return;
        field.value = 'Tiefbauamt';
        field.dispatchEvent(new Event('input'));
      });
      await press(page, '[data-key="save"]');
      await page.waitForSelector('.conflict');
      await unfold(page);
      await look('.settled, .conflict');
      await press(page, '[data-key="merge-end"]');
      await page.waitForSelector('.form');
    });

    test('E12 a draft beside what is saved, and signing out with it', async () => {
      const { page } = watched;
      await press(page, '[data-key="office-list"]');
      await look('.tag-draft');
      await press(page, '.row:has(.tag-draft)');
      await look('.changes');
      await press(page, '[data-key="account"]');
      await press(page, '.dialog-list button:last-child');
      await look('.dialog-actions');
      await page.keyboard.press('Escape');
    });

    test('the register: its list, a record with all that belongs to it, and a step', async () => {
      const { page } = watched;
      await press(page, '[data-key="office-tab-register"]');
      await glance('.register-list .row');
      await press(page, '.register-list .row');
      await page.waitForSelector('.office-register .match', { state: 'attached' });
      await unfold(page);
      await glance('#unit-title');
      await press(page, '[data-key="purpose-go"]');
      await page.fill('[data-group="unit-owners"] [data-key="purpose"]', 'Probe im Test');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.office-register .owner', { state: 'attached' });
      await press(page, '[data-key="change-status"]');
      await unfold(page);
      await press(page, 'dialog [value="removed"]');
      await glance('dialog .successors');
      await page.keyboard.press('Escape');
      // In the middle, where no bar covers a part of it.
      await page.$eval('.office-register .owner', (owner) => owner.scrollIntoView({ block: 'center' }));
      await glance('.office-register .owner');
      await press(page, '[data-key="unit-back"]');
    });

    test('what the desks are asked, and what people look for', async () => {
      const { page } = watched;
      await press(page, '[data-key="office-tab-inbox"]');
      await glance('.inbox .row');
      await press(page, '.inbox .row');
      await page.waitForSelector('.said', { state: 'attached' });
      await unfold(page);
      await glance('.enquiry-head h2');
      await press(page, '[data-key="inbox-list"]');
      await press(page, '[data-key="office-tab-spaces"]');
      await glance('.office-spaces .row');
      await press(page, '.office-spaces .row');
      await page.waitForSelector('.office-spaces .match', { state: 'attached' });
      await unfold(page);
      await glance('.office-spaces .reason');
      await press(page, '[data-key="spaces-list"]');
    });

    test('whose a shop is, for a purpose', async () => {
      const { page } = watched;
      await press(page, '[data-key="office-tab-owners"]');
      await glance('.owner-finder .purpose-form');
      await page.fill('.owner-finder [data-key="purpose"]', 'Probe im Test');
      await page.keyboard.press('Enter');
      await page.fill('[data-key="owner-text"]', 'brink');
      await page.keyboard.press('Enter');
      await glance('.owner-finder .row');
      await press(page, '.owner-finder .row');
      await glance('#f-party-name');
      await press(page, '[data-key="party-link"]');
      await glance('dialog [data-key="link-unit"]');
      await page.keyboard.press('Escape');
    });
  });
}
