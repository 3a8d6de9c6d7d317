import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { accessible, type Browser, DESKTOP, open, settled, visit, type Watched } from './browser';
import { OwnServer } from './own';
import { atWork, codeOf, openOffice, PASSWORD, signIn } from './staff';

const PATIENCE_MS = 120_000;
vi.setConfig({ testTimeout: 2 * PATIENCE_MS, hookTimeout: PATIENCE_MS });

const ERIKA = 'erika@stadt.example';
const PLAN = 'plan@stadt.example';

const server = new OwnServer(['--second-factor', 'optional']);
let outside: string | undefined;

beforeAll(async () => {
  outside = process.env.MITTE_URL;
  await server.start();
  process.env.MITTE_URL = server.url;
});
afterAll(async () => {
  await server.end();
  process.env.MITTE_URL = outside;
});

const toast = (page: Page, words: string) =>
  page.waitForFunction((text) => document.querySelector('.toast')?.textContent?.includes(text), words);
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id ?? '');

describe('the first administrator', () => {
  test('comes in by the link that the server prints, and the link leaves no trace', async () => {
    const browser = await open(DESKTOP);
    const { page, faults } = await visit(browser, `#setup=${await server.setupToken()}`);
    await page.waitForSelector('dialog [name="name"]');
    expect(await page.evaluate(() => location.href)).not.toContain('setup');
    await accessible(page);
    await page.fill('dialog [name="name"]', 'Vera Wald');
    await page.fill('dialog [name="email"]', 'vera@stadt.example');
    await page.fill('dialog [name="password"]', 'kurz');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog [aria-invalid="true"]');
    await page.fill('dialog [name="password"]', PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-key="office"]');
    await openOffice(page);
    expect(await page.locator('[data-key="office-tab-accounts"]').count()).toBe(1);
    expect(faults).toEqual([]);
    await browser.close();
  });
});

describe('the door', () => {
  let browser: Browser;
  let watched: Watched;
  beforeAll(async () => {
    await server.account(ERIKA, 'Erika Muster', 'staff', PASSWORD);
    await server.account(PLAN, 'Pia Plan', 'planner', PASSWORD);
    browser = await open(DESKTOP);
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    expect(watched.faults).toEqual([]);
    await watched.page.close();
  });

  test('a visitor loads nothing of the office and is not asked who they are', async () => {
    watched = await visit(browser);
    await settled(watched.page);
    expect(watched.requests.filter((url) => /staff|session/.test(url))).toEqual([]);
    await watched.page.locator('[data-key="sign-in"]').click();
    await watched.page.waitForSelector('dialog [name="email"]');
    await accessible(watched.page);
  });

  test('a wrong password is said in words and keeps the address', async () => {
    watched = await visit(browser, '', undefined, /401/);
    const { page } = watched;
    await page.click('[data-key="sign-in"]');
    await page.fill('dialog [name="email"]', ERIKA);
    await page.fill('dialog [name="password"]', 'falsch');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.form-fault:not([hidden])');
    expect(await page.textContent('.form-fault')).toContain('passen nicht zusammen');
    expect(await page.inputValue('dialog [name="email"]')).toBe(ERIKA);
    await accessible(page);
  });

  test('the second factor: set up by scanning, asked for afterwards, and a recovery code instead', async () => {
    await server.account('zwei@stadt.example', 'Zoe Zwei', 'staff', PASSWORD);
    watched = await visit(browser, '', undefined, /401/);
    const { page } = watched;
    await settled(page);
    await signIn(page, 'zwei@stadt.example');
    await page.click('[data-key="account"]');
    await page.click('dialog .dialog-list button >> nth=1');
    await page.waitForSelector('dialog .qr');
    await accessible(page);
    const secret = (await page.textContent('dialog .secret')) ?? '';
    await page.fill('dialog [name="code"]', codeOf(secret));
    await page.keyboard.press('Enter');
    await page.waitForSelector('.codes');
    await accessible(page);
    const [recovery = ''] = await page.locator('.codes code').allTextContents();
    await page.click('dialog .button-strong');
    await page.click('[data-key="account"]');
    await page.click('dialog .dialog-list button:last-child');
    await page.click('[data-key="sign-in"]');
    await page.fill('dialog [name="email"]', 'zwei@stadt.example');
    await page.fill('dialog [name="password"]', PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog [name="code"]:visible');
    await accessible(page);
    await page.click('dialog .links .link >> nth=0');
    await page.fill('dialog [name="code"]', recovery);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-key="office"]');
  });

  test('planners see the office and change nothing', async () => {
    const own = await open(DESKTOP);
    watched = await atWork(own, PLAN);
    const { page } = watched;
    expect(await page.locator('[data-key="new-section"]:visible').count()).toBe(0);
    await page.click('.office-rows .row >> nth=0');
    await page.waitForSelector('.form');
    expect(await page.locator('[data-key="save"]').count()).toBe(0);
    expect(await page.isDisabled('#f-title_de')).toBe(true);
    await accessible(page);
    await own.close();
  });

  test('by keyboard alone: sign in, open a section, change it and save', async () => {
    const own = await open(DESKTOP);
    watched = await visit(own, '', undefined, /401/);
    const { page } = watched;
    await settled(page);
    await page.focus('[data-key="sign-in"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog [name="email"]');
    await page.keyboard.type(ERIKA);
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-key="office"]');
    await page.focus('[data-key="office"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.office-rows .row');
    for (let i = 0; i < 25 && !(await page.evaluate(() => document.activeElement?.matches('.office-rows .row'))); i++)
      await page.keyboard.press('Tab');
    const key = await page.evaluate(() => document.activeElement?.getAttribute('data-key'));
    await page.keyboard.press('Enter');
    await page.waitForSelector('.form');
    expect(await focused(page)).toBe('section-title');
    for (let i = 0; i < 40 && (await focused(page)) !== 'f-title_en'; i++) await page.keyboard.press('Tab');
    await page.keyboard.press('End');
    await page.keyboard.type(' keyboard');
    await page.keyboard.press('Control+s');
    await toast(page, 'Gespeichert');
    await page.focus('[data-key="office-list"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.office-rows .row:focus');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-key'))).toBe(key);
    await own.close();
  });
});
