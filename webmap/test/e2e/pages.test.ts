// The public pages of construction works: without scripts, on a phone, on paper, and as calendars that others open.

import ICAL from 'ical.js';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessible, type Browser, base, DESKTOP, open, PHONE } from './browser';

const text = async (path: string) => (await fetch(base() + path)).text();
const paths = async () =>
  [...(await text('works?lang=de')).matchAll(/href="\/(works\/[^"?]+\/[^"?]+)\?/g)].map((m) => m[1] ?? '');

let running = '';
beforeAll(async () => {
  const found = (await fetch(`${base()}api/v1/sections?status=active`)).json() as Promise<{
    features: { properties: { project_ref: string; label: string } }[];
  }>;
  const p = (await found).features[0]?.properties;
  if (!p) throw new Error('the demo has no section under way');
  running = `works/${p.project_ref}/${p.label}`;
});

describe('calendars', () => {
  test('open in a real parser, an event for each section and phase', async () => {
    const calendar = new ICAL.Component(ICAL.parse(await text('works.ics')));
    const events = calendar.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each));
    expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
    expect(new Set(events.map((each) => each.uid)).size).toBe(events.length);
    expect(events.length).toBeGreaterThan(20);
    for (const event of events) {
      expect(event.startDate.isDate && event.endDate.isDate, event.uid).toBe(true);
      expect(event.endDate.compare(event.startDate), event.uid).toBe(1);
      expect(event.summary, event.uid).not.toBe('');
    }
    const answer = (await (await fetch(`${base()}api/v1/sections?limit=1`)).json()) as {
      features: { id: number; properties: { valid_from: string; valid_to: string } }[];
    };
    const [first] = answer.features;
    const same = events.find((each) => each.uid.startsWith(`section-${first?.id}@`));
    expect(same?.startDate.toString()).toBe(first?.properties.valid_from);
    expect(same?.endDate.toString()).toBe(first?.properties.valid_to);
  });

  test('of one section hold its phases', async () => {
    const calendar = new ICAL.Component(ICAL.parse(await text(`${running}.ics?lang=en`)));
    expect(calendar.getAllSubcomponents('vevent').length).toBeGreaterThan(3);
  });
});

describe('pages', () => {
  let desktop: Browser;
  let phone: Browser;
  const faults: string[] = [];
  const visit = async ({ context }: Browser, path: string): Promise<Page> => {
    const page = await context.newPage();
    page.on('console', (message) => message.type() === 'error' && faults.push(`${path}: ${message.text()}`));
    page.on('request', (request) => {
      if (!request.url().startsWith(base()) && !/^(?:data|blob):/.test(request.url())) faults.push(request.url());
    });
    await page.goto(base() + path);
    return page;
  };
  beforeAll(async () => {
    desktop = await open(DESKTOP);
    phone = await open(PHONE, true);
  });
  afterAll(async () => {
    await desktop.close();
    await phone.close();
    expect(faults).toEqual([]);
  });

  test('say everything without a script', async () => {
    const plain = await open(DESKTOP, false, false);
    const page = await visit(plain, running);
    for (const say of ['Was das für Sie heißt', 'Zeitplan', 'Erfundene Demodaten', 'Zuletzt bestätigt'])
      expect(await page.getByText(say).first().isVisible(), say).toBe(true);
    expect(await page.getByRole('img', { name: /Lageplan/ }).isVisible()).toBe(true);
    expect(await page.getByRole('row').count()).toBeGreaterThan(3);
    await page.getByRole('link', { name: 'English' }).click();
    expect(await page.getByRole('heading', { name: 'What it means for you' }).isVisible()).toBe(true);
    await plain.close();
  });

  test('take an address for news without a script', async () => {
    const plain = await open(PHONE, true, false);
    const page = await plain.context.newPage(); // not visited: that an answer refuses a form is no fault here
    await page.goto(`${base()}${running}?lang=de`);
    await page.getByLabel('E-Mail-Adresse').fill('erika@example.org');
    await page.getByRole('button', { name: 'Bestellen' }).click();
    // Faster than a person types: the form comes again, with what was entered.
    await page.getByRole('alert').filter({ hasText: 'noch einmal absenden' }).waitFor();
    expect(await page.getByLabel('E-Mail-Adresse').inputValue()).toBe('erika@example.org');
    await page.waitForTimeout(3_500);
    await page.getByRole('button', { name: 'Bestellen' }).click();
    await page.getByRole('heading', { name: 'Bitte sehen Sie in Ihr Postfach' }).waitFor();
    await plain.close();
  });

  test('are accessible, light and dark, and do not scroll sideways on a phone', async () => {
    const project = running.split('/').slice(0, 2).join('/');
    const both = ['light', 'dark'] as const;
    const units = (await fetch(`${base()}api/v1/units?limit=1`)).json() as Promise<{
      features: { properties: { public_ref: string } }[];
    }>;
    const unit = (await units).features[0]?.properties.public_ref;
    for (const [browser, path, schemes] of [
      [desktop, 'works', both],
      [desktop, project, ['light']],
      [desktop, running, both],
      [desktop, `${running}?lang=en`, ['light']],
      [desktop, 'works/nirgends', ['light']],
      [phone, 'works', ['light']],
      [phone, running, ['dark']],
      [phone, `units/${unit}/subscribe`, both],
    ] as const) {
      const page = await browser.context.newPage();
      await page.goto(base() + path);
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme });
        await accessible(page);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), path).toBe(true);
      await page.close();
    }
  });

  test('lead to the map with the section opened', async () => {
    const page = await visit(desktop, running);
    await page.getByRole('link', { name: 'In der Karte zeigen' }).click();
    await page.waitForSelector('.detail h2');
    expect(await page.locator('.detail').textContent()).toContain('Zeitplan');
    await page.close();
  });

  test('print on a few sheets', async () => {
    const page = await visit(desktop, running);
    const sheets = (await page.pdf({ preferCSSPageSize: true, printBackground: true }))
      .toString('latin1')
      .match(/\/Type \/Page\b/g);
    expect(sheets?.length).toBeGreaterThan(0);
    expect(sheets?.length).toBeLessThanOrEqual(4);
    await page.close();
  });

  test("of a shop print without a sheet left empty, and show it in its street's strip on a phone", async () => {
    const { features } = (await (await fetch(`${base()}api/v1/units?status=reserved`)).json()) as {
      features: { properties: { public_ref: string } }[];
    };
    const refs = features.map(({ properties }) => properties.public_ref);
    expect(refs.length).toBeGreaterThan(0);
    const page = await visit(desktop, `units/${refs[0]}`);
    const sheets = (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type \/Page\b/g);
    expect(sheets?.length).toBeLessThanOrEqual(3);
    await page.setViewportSize({ width: 390, height: 844 });
    for (const ref of refs) {
      await page.goto(`${base()}units/${ref}`);
      const hidden = await page.evaluate(() => {
        const own = document.querySelector('.front-here')?.getBoundingClientRect();
        return own ? Math.min(own.left, innerWidth - own.right) : 0;
      });
      expect(hidden, ref).toBeGreaterThanOrEqual(0);
    }
    await page.close();
  });

  test('of all sections answer', async () => {
    const all = await paths();
    expect(all.length).toBeGreaterThan(5);
    for (const path of new Set(all)) expect((await fetch(base() + path)).status, path).toBe(200);
  });
});
