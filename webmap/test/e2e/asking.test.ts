// Telling the office what one looks for, and having new shops sent: without a script, with keys alone, on a phone, in both
// languages, by real mails; and every one of these pages looked at by axe.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { at, insist, linkTo, look, send } from './asking/steps';
import { type Browser, base, DESKTOP, open, PHONE } from './browser';
import { Mailbox } from './mailbox';
import { OwnServer } from './own';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const mailbox = new Mailbox();
let server: OwnServer;
let outside: string | undefined;
let desktop: Browser;
let phone: Browser;
let plain: Browser;

beforeAll(async () => {
  await mailbox.start();
  server = new OwnServer(mailbox.flags());
  outside = process.env.MITTE_URL;
  await server.start();
  process.env.MITTE_URL = server.url;
  [desktop, phone, plain] = [await open(DESKTOP), await open(PHONE, true), await open(PHONE, true, false)];
});
afterAll(async () => {
  for (const each of [desktop, phone, plain]) await each?.close();
  await server.end();
  await mailbox.end();
  process.env.MITTE_URL = outside;
});

/** The page that the link of the first mail leads to. */
const confirmation = async (to: string) =>
  linkTo('subscriptions/confirm', (await mailbox.wait(to, /subscriptions\/confirm/)).text);

const enter = (page: Page) =>
  insist(page, async () => {
    await tabTo(page, 'main form button');
    await page.keyboard.press('Enter');
  });

/** Walks on with the tabulator. */
async function tabTo(page: Page, css: string): Promise<void> {
  for (let i = 0; i < 60; i++) {
    if (await page.evaluate((which) => document.activeElement?.matches(which) ?? false, css)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the focus does not come to ${css}`);
}

describe('a space request', () => {
  test('without a script, from the list of shops to the matches, a pause, another half year and the end', async () => {
    const to = 'plain@example.org';
    const { page } = await at(plain, 'units?use=retail&area=20-900&lang=de');
    await page.locator('a[href^="/ask/space?"]').first().click();
    expect(await page.inputValue('[name="use_type"]')).toBe('retail');
    expect(await page.inputValue('[name="area_min_m2"]')).toBe('20');
    await page.fill('[name="area_max_m2"]', 'viel');
    await page.fill('[name="rent_max_eur"]', '4.500,50');
    await page.fill('[name="name"]', 'Petra Plan');
    await page.fill('[name="email"]', to);
    await page.check('[name="consent"]');
    const typed: [string, string][] = [
      ['email', to],
      ['rent_max_eur', '4.500,50'],
      ['name', 'Petra Plan'],
    ];
    await send(page, typed);
    expect(await page.locator('#wrong-area_max_m2').count()).toBe(1);
    for (const [field, value] of typed) expect(await page.inputValue(`[name="${field}"]`)).toBe(value);
    expect(await page.isChecked('[name="consent"]')).toBe(true);
    await page.fill('[name="area_max_m2"]', '900');
    await send(page, typed);
    expect(await page.textContent('h1')).toBe('Bitte sehen Sie in Ihr Postfach');

    await page.goto(await confirmation(to));
    await page.locator('main form button').click();
    const status = linkTo('ask/space', (await mailbox.wait(to, /ask\/space/)).text);
    await page.goto(`${status}?lang=de`);
    expect(await page.textContent('.status')).toBe('aktiv');
    expect(await page.locator('.cards .card').count()).toBeGreaterThan(0);
    expect(await page.locator('.cards .card').first().locator('.reasons li').count()).toBeGreaterThan(1);
    const until = await page.textContent('.state + p');
    for (const [button, word] of [
      ['Pausieren', 'pausiert'],
      ['Wieder aufnehmen', 'aktiv'],
      ['Um sechs Monate verlängern', 'aktiv'],
      ['Gesuch zurückziehen', 'zurückgezogen'],
    ] as const) {
      await page.getByRole('button', { name: button }).click();
      expect(await page.textContent('.status')).toBe(word);
    }
    expect(until).toMatch(/^Gilt bis \d/);
    expect(await page.locator('main form').count()).toBe(0);
    await page.close();
  });

  test('with keys alone, in English, told of all that is wrong at once; its pages are clean on desk and phone', async () => {
    const to = 'keys@example.org';
    const { page, faults } = await at(desktop, 'ask/space?lang=en');
    await look(page);
    await tabTo(page, '[name="area_min_m2"]');
    await page.keyboard.type('300');
    await tabTo(page, '[name="area_max_m2"]');
    await page.keyboard.type('30');
    await enter(page);
    await look(page);
    const wrong = await page.evaluate(() =>
      [...document.querySelectorAll('[aria-invalid]')].map((each) => [
        each.getAttribute('name'),
        document.getElementById(each.getAttribute('aria-describedby') ?? '')?.textContent !== '',
      ]),
    );
    expect(wrong).toContainEqual(['email', true]);
    expect(wrong).toContainEqual(['consent', true]);
    await tabTo(page, '[name="area_max_m2"]');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('900');
    await tabTo(page, '[name="email"]');
    await page.keyboard.type(to);
    await tabTo(page, '[name="consent"]');
    await page.keyboard.press('Space');
    await enter(page);
    expect(await page.textContent('h1')).toBe('Please look into your mailbox');
    await look(page);

    await page.goto(`${await confirmation(to)}?lang=en`);
    await look(page);
    await tabTo(page, 'main form button');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => !document.querySelector('main form'));
    const status = linkTo('ask/space', (await mailbox.wait(to, /ask\/space/)).text);
    await page.goto(`${status}?lang=en`);
    await look(page);
    await tabTo(page, 'form[action*="/pause"] button');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('.status')?.textContent === 'paused');
    const { page: small, faults: others } = await at(phone, `${new URL(status).pathname.slice(1)}?lang=de`);
    expect(await small.textContent('.status')).toBe('pausiert');
    await look(small, true);
    await tabTo(page, 'form[action*="/withdraw"] button');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('.status')?.textContent === 'withdrawn');
    await small.reload();
    await look(small, true);
    expect([...faults, ...others]).toEqual([]);
    await page.close();
    await small.close();
  });
});

describe('a saved search', () => {
  /** Saves what the list was filtered by, and confirms it. */
  async function save(page: Page, to: string): Promise<void> {
    await page.locator('a[href^="/alerts?"]').first().click();
    await page.fill('[name="email"]', to);
    await page.selectOption('[name="frequency"]', 'immediate');
    await send(page, [['email', to]]);
    await page.goto(await confirmation(to));
    await page.locator('main form button').click();
    await page.waitForSelector('main form', { state: 'detached' });
  }

  test('on a phone and without a script: confirmed by a mail, told of a new shop, ended by one click', async () => {
    const { page, faults } = await at(phone, 'alerts?use=retail&area=80-250&lang=de');
    expect(await page.locator('main li').allTextContents()).toContain('80–250 m²');
    await look(page, true);
    await page.fill('[name="email"]', 'nobody');
    await send(page, [['email', 'nobody']]);
    expect(await page.locator('#wrong-email').count()).toBe(1);
    await look(page, true);
    await page.goto(`${base()}units?use=retail&area=80-250&lang=de`);
    await save(page, 'phone@example.org');
    const { page: bare } = await at(plain, 'units?use=retail&lang=en');
    await save(bare, 'bare@example.org');

    await server.rewrite(
      `INSERT INTO unit (public_ref, geom, use_type, source, public_basis, sales_area_m2)
       SELECT 'NEU-1', geom, 'retail', source, 'demo', 120 FROM unit WHERE geom IS NOT NULL ORDER BY id LIMIT 1;
       INSERT INTO unit_status_event (unit_id, "from", "to", at, source, by)
       SELECT id, 'unknown', 'vacant', '2026-01-01', 'walk', 'x' FROM unit WHERE public_ref = 'NEU-1'`,
    );
    // The office looks for new shops each minute, and when it starts.
    await server.stop();
    await server.start();
    const told = (await mailbox.wait('phone@example.org', /units\/NEU-1/)).text;
    const bareTold = (await mailbox.wait('bare@example.org', /units\/NEU-1/)).text;

    await page.goto(`${linkTo('subscriptions/end', told)}?lang=de`);
    await look(page, true);
    await page.locator('main form button').tap();
    await page.waitForSelector('main form', { state: 'detached' });
    await look(page, true);
    // As a mail program does it (RFC 8058), without a page.
    expect(bareTold).toMatch(/List-Unsubscribe-Post: List-Unsubscribe=One-Click/);
    const end = /List-Unsubscribe:\s*<([^>]+)>/.exec(bareTold.replaceAll(/\r?\n[ \t]+/g, ''))?.[1] ?? '';
    const ended = await fetch(end, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect(ended.status).toBe(200);
    expect(await server.rows(`SELECT count(*) FROM saved_search`)).toEqual(['0']);
    expect(faults).toEqual([]);
    await page.close();
    await bare.close();
  });

  test('its form is clean in English on a desk', async () => {
    const { page, faults } = await at(desktop, 'alerts?use=gastronomy&step=1&lang=en');
    await look(page);
    expect(faults).toEqual([]);
    await page.close();
  });
});
