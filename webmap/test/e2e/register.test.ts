import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { accessible, type Browser, DESKTOP, open, PHONE, type Watched } from './browser';
import { misfits } from './misfits';
import { OwnServer } from './own';
import { enter, together } from './register/enter';
import { round } from './register/round';
import { begin, entryOf, openRecord, toast, toRegister, unfold } from './register/steps';
import { unusual } from './register/unusual';
import { ask, atWork, PASSWORD } from './staff';

const PATIENCE_MS = 120_000;
vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS });

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

for (const [device, viewport] of [
  ['desktop', DESKTOP],
  ['phone', PHONE],
] as const) {
  const isPhone = device === 'phone';
  const on = (which: typeof device, name: string, work: () => Promise<void>) => {
    if (device === which) test(name, work);
  };
  describe(`the register, ${device}`, () => {
    let erika: Browser;
    let jonas: Browser;
    let watched: Watched;
    beforeAll(async () => {
      [erika, jonas] = [await open(viewport, isPhone), await open(viewport, isPhone)];
    });
    afterAll(async () => {
      await erika.close();
      await jonas.close();
    });
    afterEach(async () => {
      // A network that a test takes away is no fault.
      expect(watched.faults.filter((each) => !each.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
      await watched.page.close();
    });

    /** What is no different on a desk is looked at once. */
    const look = async (alsoOnDesk = false) => {
      if (isPhone || alsoOnDesk) await accessible(watched.page);
      expect(await misfits(watched.page, isPhone)).toEqual([]);
    };
    const lookHere = () => look(true);

    test('N30 two change one unit: what agrees is merged, the rest is asked, nothing is lost', async () => {
      watched = await atWork(erika, ERIKA);
      const { page } = watched;
      const made = await begin(page, isPhone ? 1 : 2);
      await toRegister(page);
      await look();
      await openRecord(page, made);
      await look();
      const other = await atWork(jonas, JONAS);
      const theirs = await entryOf(other.page, made.id);
      const change = { last_use: 'Schuhe', condition: 'good' };
      expect((await ask(other.page, 'PATCH', `units/${made.id}`, change, theirs.etag)).status).toBe(200);
      expect(other.faults).toEqual([]);
      await other.page.close();

      await unfold(page, 'unit-state');
      await page.fill('#f-unit-last_use', 'Hüte');
      await page.selectOption('#f-unit-step_free', 'yes');
      await page.click('[data-key="save"]');
      await page.waitForSelector('.conflict');
      expect(await page.textContent('.merge')).toContain('Jonas Beck');
      expect(await page.locator('.conflict').count()).toBe(1);
      await look();
      await page.check('.version-mine input');
      await page.click('[data-key="save-merged"]');
      await toast(page, 'Gespeichert');
      const now = await entryOf(page, made.id);
      expect(now.properties).toMatchObject({ last_use: 'Hüte', step_free: true, condition: 'good' });
      await page.waitForSelector('#unit-title');
      await page.click('[data-key="versions"]');
      await page.waitForSelector('.version-row');
      expect(await page.textContent('.versions')).toContain('Jonas Beck');
      await look();
    });

    on('desktop', 'every refused member is told in words at its field', async () => {
      watched = await atWork(erika, ERIKA);
      const { page } = watched;
      await openRecord(page, await begin(page, 12));
      await unfold(page, 'unit-areas');
      await page.fill('#f-unit-total_area_m2', '10');
      await page.fill('#f-unit-retail_area_m2', '20');
      await unfold(page, 'unit-place');
      await page.fill('#f-unit-postcode', '46');
      await page.click('[data-key="save"]');
      await page.waitForSelector('.fault-summary li:nth-child(2)');
      expect(await page.textContent('#f-unit-postcode-fault')).toContain('fünf Ziffern');
      expect(await page.evaluate(() => document.activeElement?.id ?? '')).toMatch(/^f-unit-/);
      await lookHere();
      await page.click('[data-key="discard"]');
    });

    test('a step asks for what it needs, and is entered, told and put right', async () => {
      watched = await atWork(erika, ERIKA);
      const { page } = watched;
      const made = await begin(page, isPhone ? 3 : 4);
      await openRecord(page, made);
      await page.click('[data-key="change-status"]');
      await page.waitForSelector('dialog [name="step-to"]');
      expect(await page.locator('dialog [value="removed"]').count()).toBe(1);
      expect(await page.locator('dialog [value="vacant"]').count()).toBe(0);
      await page.check('dialog [value="interim_use"]');
      await look();
      await page.click('dialog [type="submit"]');
      await page.waitForSelector('dialog .field-fault:not([hidden])');
      await look();
      await page.fill('dialog .entry:has-text("Betrieb") input', 'Kunst auf Zeit');
      await page.fill('dialog .entry:has-text("Bis wann") input', '2027-12-31');
      await page.click('dialog [type="submit"]');
      await page.waitForSelector('dialog', { state: 'detached' });
      await toast(page, 'Eingetragen');
      expect((await entryOf(page, made.id)).properties).toMatchObject({
        status: 'interim_use',
        business_name: 'Kunst auf Zeit',
        expected_until: '2027-12-31',
      });
      expect(await page.textContent('#unit-title')).toBe('Kunst auf Zeit');
      const correct = page.locator('[data-key^="correct-"]').first();
      await correct.click();
      await page.waitForSelector('dialog [name="step-to"]');
      await page.check('dialog [value="vacant"]');
      await page.fill('dialog .entry:has-text("Grund") input', 'Verwechselt');
      await page.click('dialog [type="submit"]');
      await page.waitForSelector('dialog', { state: 'detached' });
      await toast(page, 'Eingetragen');
      expect((await entryOf(page, made.id)).properties).toMatchObject({ status: 'vacant', business_name: null });
      await look();
    });

    test('an offer says what it lacks, and published everybody sees it until it is withdrawn', async () => {
      watched = await atWork(erika, ERIKA);
      const { page } = watched;
      const made = await begin(page, isPhone ? 5 : 6);
      const seen = () =>
        page.evaluate(
          async (ref) => (await fetch(`api/v1/units/by-ref/${ref}`, { credentials: 'omit' })).status,
          made.properties.public_ref,
        );
      expect(await seen()).toBe(404);
      await openRecord(page, made);
      await page.click('[data-key="offer"]');
      await page.waitForSelector('#f-offer-title_de');
      await page.fill('#f-offer-title_de', 'Laden in der Probegasse');
      await page.click('[data-key="save"]');
      await page.waitForSelector('.lacks li');
      expect(await page.getAttribute('[data-key="to-published"]', 'aria-disabled')).toBe('true');
      await look();
      await page.click('.lacks li:has-text("Miete") .link');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('f-offer-net_cold_rent_cents');
      await page.fill('#f-offer-net_cold_rent_cents', '1250,50');
      await page.fill('#f-offer-title_en', 'A shop');
      await page.selectOption('#f-offer-publication_basis', 'public_property');
      await page.fill('#f-offer-confirmed_until', '2099-01-01');
      await page.click('[data-key="save"]');
      await page.waitForSelector('.all-well');
      await page.click('[data-key="offer-preview"]');
      await page.waitForSelector('.preview h2');
      expect(await page.textContent('.preview')).toContain('Laden in der Probegasse');
      expect(await seen()).toBe(404);
      await look();
      await page.click('[data-key="unit-back"]');
      await page.click('[data-key="offer"]');
      await page.click('[data-key="to-published"]');
      await page.waitForSelector('[data-key="to-withdrawn"]');
      expect(await seen()).toBe(200);
      await look();
      await page.click('[data-key="to-withdrawn"]');
      await page.waitForSelector('[data-key="to-published"]');
      expect(await seen()).toBe(404);
    });

    on('desktop', 'an unusual step has its reason, and what is gone has successors', async () => {
      watched = await atWork(erika, ERIKA);
      await unusual(watched.page, lookHere);
    });

    on('phone', 'a round without a network is kept, survives a reload and counts once', async () => {
      watched = await atWork(erika, ERIKA);
      await round(watched.page, server, lookHere);
    });

    on(
      'desktop',
      'a new unit is placed by typed coordinates or a click; many are changed, and changed back',
      async () => {
        watched = await atWork(erika, ERIKA);
        await enter(watched.page, lookHere);
        await together(watched.page, server, lookHere);
      },
    );
  });
}
