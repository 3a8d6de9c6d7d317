// Owners in the office: nothing before somebody says what for, nothing left when they go elsewhere; entered, contested, handed out, forgotten.

import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { accessible, type Browser, DESKTOP, open, PHONE, type Watched } from './browser';
import { toldBefore } from './inbox/steps';
import { misfits } from './misfits';
import { OwnServer } from './own';
import { begin, type Entry, openRecord, toast, toRegister, unfold } from './register/steps';
import { ask, atWork, PASSWORD } from './staff';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const STAFF = 'erika@stadt.example';
const PLANNER = 'paula@stadt.example';
const WHY = 'Rückfrage zum Leerstand';

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

const CARD = '[data-group="unit-owners"]';
const asked = ({ requests }: Watched) => requests.filter((url) => url.includes('/parties'));

async function openCard(page: Page, unit: Entry): Promise<void> {
  await openRecord(page, unit);
  await unfold(page, 'unit-owners');
}

/** By a chip, which fills the field and leaves the focus on the button. */
async function say(page: Page, within: string): Promise<void> {
  await page.locator(`${within} [data-key="purpose-${WHY}"]`).click();
  await page.keyboard.press('Enter');
}

const idOf = (page: Page) =>
  page.evaluate(() => JSON.parse(sessionStorage.getItem('mitte.office') ?? '{}').id as string);

interface Kept {
  version: number;
  phone: string;
  links: object[];
}
const partyOf = (page: Page, id: string) =>
  ask<Kept>(page, 'GET', `parties/${id}?purpose=${encodeURIComponent('Probe im Test')}`);

for (const [device, viewport] of [
  ['desktop', DESKTOP],
  ['phone', PHONE],
] as const) {
  const isPhone = device === 'phone';
  describe(`owners, ${device}`, () => {
    const name = `Erbengemeinschaft ${device}`;
    let browser: Browser;
    let watched: Watched;
    let unit: Entry;
    let id: string;
    beforeAll(async () => {
      browser = await open(viewport, isPhone);
      watched = await atWork(browser, STAFF);
      unit = await begin(watched.page, isPhone ? 71 : 61);
    });
    afterAll(() => browser.close());
    afterEach(() => expect(watched.faults).toEqual([]));

    const look = async () => {
      await accessible(watched.page);
      expect(await misfits(watched.page, isPhone)).toEqual([]);
    };

    test('the record asks what for, and enters somebody who belongs to it', async () => {
      const { page } = watched;
      await openCard(page, unit);
      expect(asked(watched)).toEqual([]);
      await page.fill(`${CARD} [data-key="purpose"]`, 'kurz');
      await page.click(`${CARD} [data-key="purpose-go"]`);
      await page.waitForSelector(`${CARD} .field-fault:not([hidden])`);
      expect(asked(watched)).toEqual([]);
      await say(page, CARD);
      await page.waitForSelector(`${CARD} [data-key="owner-new"]`);
      await page.click(`${CARD} [data-key="owner-new"]`);
      await page.fill('#f-party-name', name);
      await page.click('[data-key="save"]');
      await page.waitForSelector('.fault-summary li');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('f-party-legal_basis');
      await look();
      await page.fill('#f-party-legal_basis', 'Art. 6 Abs. 1 Buchst. e DSGVO');
      await page.fill('#f-party-source', 'Grundbuchauskunft');
      await page.fill('#f-party-purpose', 'Leerstandsmanagement');
      await page.click('[data-key="save"]');
      await page.waitForSelector('[data-key="party-erase"]');
      id = await idOf(page);
      expect(await page.textContent('.owner-link')).toContain(unit.properties.public_ref);
      await page.click('[data-key="party-back"]');
      await page.waitForSelector(`${CARD} .owner`);
      expect(await page.textContent(`${CARD} .owner`)).toContain(name);
      expect(await page.textContent(`${CARD} .owner`)).toContain('gespeichert bis');
      await look();
      const read = `SELECT count(*) FROM audit_log WHERE entity = 'party' AND after ->> 'purpose' = '${WHY}'`;
      expect(Number((await server.rows(read))[0])).toBeGreaterThan(2);
    });

    test('nothing is kept by the browser, and nothing is left when something else is opened', async () => {
      const { page } = watched;
      const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
      expect(kept).not.toContain(name);
      expect(kept).not.toContain(WHY);
      await page.click('[data-key="unit-back"]');
      await page.waitForSelector('.register-list .row');
      expect(await page.content()).not.toContain(name);
      const before = asked(watched).length;
      await page.click(`[data-key="unit-${unit.id}"]`);
      await page.waitForSelector(`${CARD} [data-key="purpose-go"]`);
      expect(asked(watched).length).toBe(before);
    });

    test('N30 found by a part of the name, contested, and linked with a period', async () => {
      const { page } = watched;
      await page.click('[data-key="unit-back"]');
      await page.click('[data-key="office-tab-owners"]');
      await say(page, '.owner-finder');
      await page.fill('[data-key="owner-text"]', device.toUpperCase());
      await page.keyboard.press('Enter');
      await page.locator(`[data-key="party-${id}"]:visible`).click();
      await page.waitForSelector('#f-party-phone');
      const { version } = await partyOf(page, id);
      await ask(page, 'PATCH', `parties/${id}`, { phone: '0111' }, `"${version}"`);
      await page.fill('#f-party-phone', '0222');
      await page.fill('#f-party-email', 'hv@haus.example');
      await page.click('[data-key="save"]');
      await page.waitForSelector('.conflict');
      await look();
      await page.check('.version-mine input');
      await page.click('[data-key="save-merged"]');
      await toast(page, 'Gespeichert');
      expect(await partyOf(page, id)).toMatchObject({ phone: '0222', email: 'hv@haus.example' });
      await page.fill('#f-party-name', `${name} & Söhne`);
      await page.click('[data-key="party-link"]');
      await page.fill('[data-key="link-unit"]', unit.properties.public_ref.toLowerCase());
      await page.selectOption('dialog select', 'manager');
      await page.fill('dialog .entry:has-text("Letzter Tag") input', '2027-12-31');
      await page.click('dialog [type="submit"]');
      await page.waitForSelector('dialog', { state: 'detached' });
      await page.waitForFunction(() => document.querySelectorAll('.owner-link').length === 2);
      expect(await page.textContent('.owner-links')).toContain('bis 31.12.2027');
      // What was typed meanwhile is still there.
      expect(await page.inputValue('#f-party-name')).toBe(`${name} & Söhne`);
      const tie = page.locator('.owner-link:has-text("Verwaltung") [data-key^="unlink-"]');
      await tie.click();
      await tie.click();
      await page.waitForFunction(() => document.querySelectorAll('.owner-link').length === 1);
      await toldBefore(page, '#f-party-name', () => page.click('[data-key="party-back"]'));
      await toldBefore(page, '#f-party-name', () => page.goBack());
      await toldBefore(page, '#f-party-name', () => page.click('[data-key="owners-close"]:visible'));
      await look();
      await page.click('[data-key="discard"]');
    });

    test.runIf(!isPhone)('a consent names who gave it; erasing takes back what rests on it', async () => {
      const { page } = watched;
      const [file] = await Promise.all([page.waitForEvent('download'), page.click('[data-key="party-export"]')]);
      expect(file.suggestedFilename()).toBe(`${id}.json`);
      await page.click('[data-key="party-back"]');
      await toRegister(page);
      await page.click(`[data-key="unit-${unit.id}"]`);
      await say(page, CARD);
      await page.waitForSelector(`${CARD} .owner`);
      await ask(page, 'POST', `units/${unit.id}/offer`, { title_de: 'Laden', price_on_request: true });
      await page.click('[data-key="offer"]');
      await page.click('[data-key="consent"]');
      await page.fill('dialog .entry:has-text("Nachweis") input', 'Brief');
      await page.locator('dialog select').last().selectOption({ label: name });
      await page.click('dialog [type="submit"]');
      await page.waitForSelector('dialog', { state: 'detached' });
      await page.click('[data-key="unit-back"]');
      await page.locator(`${CARD} [data-key="party-${id}"]`).click();
      await page.waitForSelector('[data-key="party-erase"]');
      await page.click('[data-key="party-erase"]');
      await page.fill('[data-key="erase-reason"]', 'Antrag vom Mai');
      await look();
      await page.click('[data-key="erase-do"]');
      await toast(page, '1 Einwilligungen widerrufen');
      expect((await partyOf(page, id)).status).toBe(404);
    });

    test.runIf(!isPhone)('nobody but staff has a way in', async () => {
      const other = await open(viewport);
      const planner = await atWork(other, PLANNER);
      expect(await planner.page.locator('[data-key="office-tab-owners"]').count()).toBe(0);
      await openRecord(planner.page, unit);
      expect(await planner.page.locator(CARD).count()).toBe(0);
      expect(asked(planner)).toEqual([]);
      await other.close();
    });
  });
}
