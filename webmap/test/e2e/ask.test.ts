// Asking the office something: with and without a script, with keys alone, on a phone, in both languages; and the answer's way
// back by real mails.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { accessible, type Browser, base, DESKTOP, open, PHONE, settled, visit } from './browser';
import { Mailbox } from './mailbox';
import { OwnServer } from './own';
import { atWork, PASSWORD } from './staff';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const BREATH_MS = 500;
const ERIKA = 'erika@example.org';
const CLERK = 'clerk@stadt.example';
const mailbox = new Mailbox();
let server: OwnServer;
let outside: string | undefined;
let desktop: Browser;
let phone: Browser;
let plain: Browser;

beforeAll(async () => {
  await mailbox.start();
  server = new OwnServer(['--second-factor', 'optional', ...mailbox.flags()]);
  outside = process.env.MITTE_URL;
  await server.start();
  process.env.MITTE_URL = server.url;
  await server.account(CLERK, 'Carla Clerk', 'staff', PASSWORD, 'city');
  [desktop, phone, plain] = [await open(DESKTOP), await open(PHONE, true), await open(PHONE, false, false)];
});
afterAll(async () => {
  for (const each of [desktop, phone, plain]) await each?.close();
  await server.end();
  await mailbox.end();
  process.env.MITTE_URL = outside;
});

/** Opens a page of the server, on which nothing may go wrong. */
async function at(browser: Browser, path: string): Promise<{ page: Page; faults: string[] }> {
  const page = await browser.context.newPage();
  const faults: string[] = [];
  page.on(
    'console',
    (message) => message.type() === 'error' && !/422/.test(message.text()) && faults.push(message.text()),
  );
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => request.url().startsWith(base()) || faults.push(`off origin: ${request.url()}`));
  await page.goto(`${base()}${path}`);
  return { page, faults };
}

const linkIn = (text: string) => /https?:\/\/\S+/.exec(text)?.[0] ?? '';

/** What somebody does with a mail: opens its link, and says that it was he. */
async function confirm(page: Page, to: string): Promise<void> {
  const { text } = await mailbox.wait(to, /subscriptions\/confirm/);
  await page.goto(linkIn(text));
  await send(page, 'main form button');
}

/** Presses what leads to another page, and waits for that: until then what is asked is asked of the page before it. */
async function send(page: Page, css: string): Promise<void> {
  const next = page.waitForEvent('load');
  await page.locator(css).click();
  await next;
}

async function fill(page: Page, email: string, message: string): Promise<void> {
  await page.fill('[name="message"]', message);
  await page.fill('[name="email"]', email);
  await page.check('[name="consent"]');
}

describe('an investor asks', () => {
  test('from the start page to a sent enquiry in five actions, and the desk answers', async () => {
    const { page, faults } = await visit(desktop, '');
    await settled(page);
    let actions = 0;
    const act = async (work: () => Promise<unknown>) => {
      actions++;
      await work();
    };
    await act(() => page.click('[data-key="vacant"]'));
    await page.waitForFunction(() => location.hash.includes('status='));
    await act(() => page.locator('#list .row[data-ref]').first().click());
    await act(() => page.click('#detail a.button-main'));
    await page.waitForSelector('form textarea');
    await act(() => fill(page, ERIKA, 'Ist der Laden noch frei, und was kostet er?'));
    await act(() => page.click('.ask-form button'));
    await page.waitForSelector('.ask-steps .now');
    expect(actions).toBe(5);
    expect(faults).toEqual([]);

    await confirm(page, ERIKA);
    const receipt = await mailbox.wait(ERIKA, /ask\/status/);
    expect(receipt.text).toMatch(/\d{4}-0001/);
    const status = linkIn(receipt.text.slice(receipt.text.indexOf('ask/status') - 60));
    await page.goto(status);
    await accessible(page);
    expect(await page.textContent('.status')).toBe('eingegangen');
    await page.close();

    const office = await atWork(desktop, CLERK);
    await office.page.click('[data-key="office-tab-inbox"]');
    await office.page.locator('.inbox .row').first().click();
    await office.page.fill('#answer-text', 'Ja, er ist frei. 12 Euro je Quadratmeter.');
    await office.page.click('[data-key="send-answer"]');
    await office.page.waitForSelector('.said-out');
    const answer = await mailbox.wait(ERIKA, /12 Euro je Quadratmeter/);
    const { page: again } = await at(phone, new URL(linkIn(answer.text)).pathname.slice(1));
    expect(await again.textContent('.theirs')).toContain('12 Euro je Quadratmeter');
    await accessible(again);
    await again.fill('[name="message"]', 'Danke! Wann kann ich ihn sehen?');
    await again.locator('form button').first().click();
    await again.waitForSelector('.talk li:nth-child(2)');
    await again.close();
    await office.page.close();
  });

  test('the proof of work is done while somebody types, and spares the wait', async () => {
    const { page, faults } = await at(desktop, 'ask?lang=de');
    await page.fill('[name="message"]', 'Wann ist das nächste Stadtfest?');
    await page.waitForFunction(() => (document.querySelector('[name="proof"]') as HTMLInputElement).value !== '');
    const [work] = await page.evaluate(() => performance.getEntriesByName('proof').map(({ duration }) => duration));
    process.stdout.write(`proof of work: ${work?.toFixed(0)} ms in slices beside the typing\n`);
    // Younger than the form may be without a proof.
    await page.evaluate(() => {
      const field = document.querySelector('[name="stamp"]') as HTMLInputElement;
      field.value = 'nothing';
    });
    await fill(page, 'hasty@example.org', 'Wann ist das nächste Stadtfest?');
    await page.click('.ask-form button');
    await page.waitForSelector('.ask-steps .now');
    await mailbox.wait('hasty@example.org', /subscriptions\/confirm/);
    expect(faults).toEqual([]);
    await page.close();
  });

  test('with keys alone, told of all that is wrong at once', async () => {
    const { page, faults } = await at(desktop, 'ask?lang=en');
    const tabTo = async (css: string) => {
      for (let i = 0; i < 40; i++) {
        if (await page.evaluate((which) => document.activeElement?.matches(which) ?? false, css)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`the focus does not come to ${css}`);
    };
    await tabTo('[name="message"]');
    await page.keyboard.type('Too bad');
    await tabTo('.ask-form button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.wrongs');
    expect(await page.locator('.wrongs li').count()).toBe(3);
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('wrongs');
    await accessible(page);
    await tabTo('.wrongs a');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('message');
    await page.keyboard.type(': the noise goes on at night.');
    await tabTo('[name="email"]');
    await page.keyboard.type('keys@example.org');
    await tabTo('[name="consent"]');
    await page.keyboard.press('Space');
    await tabTo('.ask-form button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.ask-steps .now');
    expect(await page.textContent('h1')).toBe('Please look into your mailbox');
    expect(faults).toEqual([]);
    await page.close();
  });
});

describe('without a script', () => {
  test('a form that took its time is taken, one that nobody can have filled in is asked again, a trapped one is thanked', async () => {
    const { page } = await at(plain, 'ask?lang=de');
    await fill(page, 'plain@example.org', 'Gibt es eine Förderung für Schaufenster?');
    await send(page, '.ask-form button');
    // The server's least time runs since the form was shown first.
    while ((await page.locator('.wrongs').count()) > 0) {
      expect(await page.inputValue('[name="message"]')).toContain('Schaufenster');
      expect(await page.textContent('.wrongs')).toContain('zu kurz');
      await new Promise((resolve) => setTimeout(resolve, BREATH_MS));
      await send(page, '.ask-form button');
    }
    expect(await page.textContent('h1')).toBe('Bitte sehen Sie in Ihr Postfach');
    await confirm(page, 'plain@example.org');
    await mailbox.wait('plain@example.org', /ask\/status/);
    await page.close();
  });
});

describe('the forms', () => {
  test('are clean for axe, fit the screen, and have room for a finger', async () => {
    for (const [browser, scheme] of [
      [desktop, 'light'],
      [phone, 'dark'],
    ] as const)
      for (const path of await paths()) {
        const { page, faults } = await at(browser, `${path}?lang=de`);
        await page.emulateMedia({ colorScheme: scheme });
        await accessible(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
        const small = await page.evaluate(() =>
          [
            ...document.querySelectorAll<HTMLElement>(
              '.ask-form input:not([type="hidden"]):not([tabindex]), .ask-form select, .ask-form button',
            ),
          ]
            .filter((each) => (each.closest('.check') ?? each).getBoundingClientRect().height < 44)
            .map((each) => each.getAttribute('name')),
        );
        expect(small).toEqual([]);
        expect(faults).toEqual([]);
        await page.close();
      }
  });
});

let known: string[] | undefined;
/** In general, about a shop, about a section of works; of who looks for a shop, of who saves a search, and of who orders mails. */
async function paths(): Promise<string[]> {
  if (known) return known;
  const { features } = (await (await fetch(`${base()}api/v1/units?status=vacant`)).json()) as {
    features: { properties: { public_ref: string } }[];
  };
  const works = await (await fetch(`${base()}works`)).text();
  const section = /href="(\/works\/[^"/?]+\/[^"/?]+)[?"]/.exec(works)?.[1]?.slice(1);
  known = [
    'ask',
    `units/${features[0]?.properties.public_ref}/ask`,
    `${section}/ask`,
    'ask/space',
    'alerts',
    `units/${features[0]?.properties.public_ref}/subscribe`,
  ];
  return known;
}
