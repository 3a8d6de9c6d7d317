// The inbox of a desk against the real server: entered, found, answered, handed on, merged; on a desk and on a phone.

import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { accessible, type Browser, DESKTOP, open, type Watched } from './browser';
import { DEVICES, inbox, made, misfits, openOne, speak, toast, toldBefore } from './inbox/steps';
import { OwnServer } from './own';
import { ask, atWork, PASSWORD } from './staff';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const server = new OwnServer(['--second-factor', 'optional']);
let outside: string | undefined;
let ref = '';

beforeAll(async () => {
  outside = process.env.MITTE_URL;
  await server.start();
  process.env.MITTE_URL = server.url;
  await server.account('carla@stadt.example', 'carla am Amt', 'staff', PASSWORD, 'city');
  await server.account('sofia@stadt.example', 'sofia am Amt', 'staff', PASSWORD, 'social');
  await server.account('anna@stadt.example', 'anna am Amt', 'admin', PASSWORD);
  const { features } = (await (await fetch(`${server.url}/api/v1/units`)).json()) as {
    features: { properties: { public_ref: string } }[];
  };
  ref = features[0]?.properties.public_ref ?? '';
});
afterAll(async () => {
  await server.end();
  process.env.MITTE_URL = outside;
});

for (const { device, viewport, dark, lang } of DEVICES) {
  describe(`the inbox, ${device}`, () => {
    let browser: Browser;
    let watched: Watched;

    beforeAll(async () => {
      browser = await open(viewport);
      watched = await atWork(browser, 'carla@stadt.example');
      await watched.page.emulateMedia({ colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' });
    });
    afterAll(() => browser.close());
    afterEach(() => expect(watched.faults).toEqual([]));

    /** With the bars that float over it laid where they belong: what they cover is a matter of scrolling. */
    const look = async () => {
      const { page } = watched;
      const lay = (position: string) =>
        page.evaluate((how) => {
          for (const bar of document.querySelectorAll<HTMLElement>('.detail-bar')) bar.style.position = how;
        }, position);
      for (const each of new Set(['de', lang])) {
        await speak(page, each);
        await lay('static');
        await accessible(page);
        await lay('');
        expect(await misfits(page)).toEqual([]);
      }
      await speak(page, 'de');
    };

    test('STA-M5 a call is entered, taken over, answered from a template, and noted', async () => {
      const { page } = watched;
      await inbox(page);
      await look();
      await page.click('[data-key="enter-enquiry"]');
      await page.click('[data-key="dialog-do"]');
      await page.waitForSelector('dialog [aria-invalid]');
      await look();
      await page.selectOption('[data-key="enter-kind"]', 'space');
      await page.fill('[data-key="enter-name"]', 'Herr Anruf');
      await toldBefore(page, '[data-key="enter-name"]', () => page.keyboard.press('Escape'));
      await page.fill('[data-key="enter-unit"]', ref.toLowerCase());
      await page.fill('[data-key="enter-subject"]', `Anruf ${device}`);
      await page.fill('[data-key="enter-message"]', 'Sucht 80 m² für ein Café.');
      await page.click('[data-key="dialog-do"]');
      await page.waitForSelector('.enquiry-head h2');
      expect(await page.textContent('.enquiry-head h2')).toBe(`Anruf ${device}`);
      expect(await page.textContent('.enquiry-places')).toContain(ref);
      await look();
      await page.click('[data-key="take-over"]');
      await page.waitForSelector('.enquiry-head .tag:text("carla am Amt")');
      await page.selectOption('[data-key="template"]', 'viewing');
      expect(await page.inputValue('#answer-text')).toContain('Guten Tag Herr Anruf,');
      await page.click('[data-key="send-answer"]');
      await toast(page, 'Antwort gesendet');
      expect(await page.locator('.said-out').count()).toBe(1);
      expect(await page.textContent('.enquiry-head .tags')).toContain('beantwortet');
      await page.click('[data-key="write-internal"]');
      await page.fill('#answer-text', 'Ruft Freitag zurück.');
      await page.click('[data-key="send-answer"]');
      await toast(page, 'Notiz abgelegt');
      expect(await page.textContent('.said-internal')).toContain('bleibt im Haus');
      await look();
    });

    test('E12 an answer that was begun survives a reload, and goes with the session', async () => {
      const { page } = watched;
      const one = await made(page, `Entwurf ${device}`);
      await openOne(page, one);
      await page.fill('#answer-text', 'Noch nicht fertig');
      await page.reload();
      await page.waitForSelector('#answer-text');
      expect(await page.inputValue('#answer-text')).toBe('Noch nicht fertig');
      await page.click('[data-key="inbox-list"]');
      await page.waitForSelector('.inbox .tag-draft');
      const kept = await page.evaluate(() => JSON.stringify(localStorage));
      expect(kept).not.toContain('Noch nicht fertig');
    });

    test('N30 somebody was faster: both versions are asked about, and nothing is lost', async () => {
      const { page } = watched;
      const one = await made(page, `Konflikt ${device}`);
      await openOne(page, one);
      await ask(page, 'PATCH', `enquiries/${one.id}`, { priority: 'high', kind: 'general' }, `"${one.version}"`);
      await page.selectOption('#handling-priority', 'low');
      await page.fill('#handling-due_at', '2027-03-01');
      await page.click('[data-key="save-handling"]');
      await page.waitForSelector('.conflict');
      expect(await page.locator('.conflict').count()).toBe(1);
      await page.click('[data-key="merge-end"]');
      await page.waitForSelector('#handling-due_at');
      expect(await page.inputValue('#handling-priority')).toBe('low');
      for (const leave of [
        () => page.click('[data-key="inbox-list"]'),
        () => page.goBack(),
        () => page.click('[data-key="hand-over"]'),
      ])
        await toldBefore(page, '#handling-due_at', leave);
      await page.click('[data-key="save-handling"]');
      await page.waitForSelector('.conflict');
      await look();
      await page.check('.version-mine input');
      await page.click('[data-key="save-merged"]');
      await page.waitForSelector('#handling-due_at');
      expect(await page.inputValue('#handling-due_at')).toBe('2027-03-01');
      expect(await page.inputValue('#handling-priority')).toBe('low');
      expect(await page.inputValue('#handling-kind')).toBe('general');
    });

    test('two of the same are looked at side by side and become one', async () => {
      const { page } = watched;
      const [first, second] = [await made(page, `Eins ${device}`), await made(page, `Zwei ${device}`)];
      await openOne(page, second);
      await page.fill('[data-key="find-other"]', first.no);
      await page.click(`[data-key="compare-${first.id}"]`);
      await page.waitForSelector('.merge-side');
      expect(await page.textContent('.merge-sides')).toContain(`Eins ${device}: ist der Laden`);
      await look();
      await page.click('[data-key="dialog-do"]');
      await page.waitForFunction(
        (no) => document.querySelector('.enquiry-head .place')?.textContent?.includes(no),
        first.no,
      );
      expect(await page.textContent('.related-lists')).toContain(second.no);
    });

    test.runIf(device === 'desktop')(
      'an end without an answer has a reason, another desk closes it to us, another authority needs a reply',
      async () => {
        const { page } = watched;
        const [spam, bau, amt] = [
          await made(page, `Werbung ${device}`),
          await made(page, `Bau ${device}`),
          await made(page, `Amt ${device}`),
        ];
        await openOne(page, spam);
        await page.click('.other-steps summary');
        await page.click('[data-key="step-spam"]');
        await page.click('[data-key="dialog-do"]');
        await page.waitForSelector('dialog [aria-invalid]');
        await page.fill('[data-key="reason"]', 'Werbung');
        await page.click('[data-key="dialog-do"]');
        await page.waitForSelector('.said-internal');
        await openOne(page, amt);
        await page.click('[data-key="step-forwarded"]');
        await page.fill('[data-key="forward-to"]', 'Bauordnungsamt');
        expect(await page.inputValue('[data-key="forward-reply"]')).toContain('Bauordnungsamt');
        await look();
        await page.click('[data-key="dialog-do"]');
        await page.waitForSelector('.said-out');
        expect(await page.textContent('.enquiry-head .tags')).toContain('weitergegeben');
        await openOne(page, bau);
        await page.click('[data-key="hand-over"]');
        await page.selectOption('[data-key="hand-over-to"]', 'technical');
        await page.fill('[data-key="reason"]', 'Es geht um die Baustelle.');
        await page.click('[data-key="dialog-do"]');
        await page.waitForSelector('.foreign');
        expect(await page.textContent('.form-view:has(.foreign)')).not.toContain('Frau Beispiel');
        expect(await page.locator('[data-key="purpose"]').count()).toBe(0);
        await look();
      },
    );
  });
}

test('STA-M5 another desk sees number, topic and state only; an administrator names a purpose, which is kept; in English', async () => {
  const browser = await open(DESKTOP);
  const city = await atWork(browser, 'carla@stadt.example');
  const { no } = await made(city.page, 'Vertraulich');
  await browser.close();

  const social = await open(DESKTOP);
  const sofia = await atWork(social, 'sofia@stadt.example');
  await speak(sofia.page, 'en');
  await inbox(sofia.page);
  await sofia.page.click('[data-key="enter-enquiry"]');
  await sofia.page.click('[data-key="dialog-do"]');
  await sofia.page.waitForSelector('dialog [aria-invalid]');
  const words = (await sofia.page.textContent('dialog')) ?? '';
  expect(words).toContain('Please write something.');
  expect(words).not.toMatch(/Bitte|Nachricht|freiwillig|Eintragen/);
  await accessible(sofia.page);
  await sofia.page.keyboard.press('Escape');
  await sofia.page.click('.inbox-more summary');
  await sofia.page.selectOption('#inbox-desk', 'city');
  await sofia.page.waitForSelector(`.inbox .row:has-text("${no}")`);
  expect(await sofia.page.textContent('.inbox .rows')).not.toMatch(/Vertraulich|Beispiel|Laden noch frei/);
  await sofia.page.click(`.inbox .row:has-text("${no}")`);
  await sofia.page.waitForSelector('.foreign');
  expect(await sofia.page.textContent('.form-view:has(.foreign)')).not.toMatch(/Vertraulich|Beispiel|Laden noch frei/);
  expect(await sofia.page.locator('#answer-text, [data-key="purpose"]').count()).toBe(0);
  await accessible(sofia.page);
  expect(sofia.faults).toEqual([]);
  await social.close();

  const house = await open(DESKTOP);
  const anna = await atWork(house, 'anna@stadt.example');
  await speak(anna.page, 'en');
  await inbox(anna.page);
  await anna.page.click(`.inbox .row:has-text("${no}")`);
  await anna.page.fill('[data-key="purpose"]', 'short');
  await anna.page.click('.foreign [type="submit"]');
  await anna.page.waitForSelector('.foreign [aria-invalid]');
  await accessible(anna.page);
  await anna.page.fill('[data-key="purpose"]', 'Complaint of 20 November');
  await anna.page.click('.foreign [type="submit"]');
  await anna.page.waitForSelector('.said');
  expect(await anna.page.textContent('.said')).toContain('Vertraulich: ist der Laden noch frei?');
  expect(await anna.page.locator('#answer-text').count()).toBe(0);
  const { entries } = await ask<{ entries: { action: string; after: { purpose?: string } }[] }>(
    anna.page,
    'GET',
    'audit?entity=enquiry&limit=5',
  );
  expect(entries.filter(({ after }) => after?.purpose === 'Complaint of 20 November')).toHaveLength(1);
  expect(anna.faults).toEqual([]);
  await house.close();
});
