// An investor's way: filter, look, compare, take along, ask; on a desk, on a phone, with keys alone, and without a script.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessible, type Browser, base, DESKTOP, open, PHONE, visit } from './browser';

const VACANT = 'status=vacant,marketing,reserved';
const rows = '#list .row[data-ref]';

async function tableRefs(href: string): Promise<string[]> {
  const text = await (await fetch(new URL(href, base()))).text();
  return text
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(';')[0] ?? '')
    .sort();
}

describe('find the right shop', () => {
  let desktop: Browser;
  let phone: Browser;
  beforeAll(async () => {
    [desktop, phone] = [await open(), await open(PHONE, true)];
  });
  afterAll(async () => {
    await Promise.all([desktop.close(), phone.close()]);
  });

  test('INV-M1 from the start page to an enquiry in five actions', async () => {
    const { page, faults } = await visit(desktop, '');
    await page.waitForSelector(rows);
    await page.click('[data-key="vacant"]'); // 1
    await page.waitForFunction(() => location.hash.includes('status='));
    await page.locator(rows).first().click(); // 2
    await page.click('#detail a.button-main'); // 3
    await page.waitForSelector('form textarea');
    expect(new URL(page.url()).pathname).toMatch(/^\/units\/[^/]+\/ask$/);
    expect(faults).toEqual([]);
    await page.close();
  });

  test('N15 N41 filter, list, count and table agree, and Back takes each step back', async () => {
    const { page } = await visit(desktop, `#?${VACANT}`);
    await page.waitForSelector(rows);
    const all = await page.locator(rows).count();
    await page.click('[data-key="more-filters"]');
    await page.getByRole('textbox', { name: 'Fläche mindestens' }).fill('50');
    await page.keyboard.press('Tab');
    await page.waitForFunction(() => location.hash.includes('area=50-'));
    await page.click('[data-key="step"]');
    await page.waitForFunction(() => location.hash.includes('step=1'));
    await page.click('[data-key="form-done"]');
    await page.waitForSelector(rows);
    const listed = await page
      .locator(rows)
      .evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset.ref ?? ''));
    expect(listed.length).toBeGreaterThan(0);
    expect(listed.length).toBeLessThan(all);
    expect(await page.locator('.count').textContent()).toContain(`${listed.length} Ladenlokal`);
    const href = await page.locator('.files a[download]').first().getAttribute('href');
    expect(await tableRefs(href ?? '')).toEqual(listed.toSorted());
    const link = page.url();
    await page.goBack();
    await page.waitForFunction(() => !location.hash.includes('step=1') && location.hash.includes('area=50-'));
    await page.goBack();
    await page.waitForFunction(() => !location.hash.includes('area='));
    await page.waitForFunction(([css, n]) => document.querySelectorAll(css as string).length === n, [
      rows,
      all,
    ] as const);
    await page.close();
    const again = (await visit(desktop, link.slice(base().length))).page;
    await again.waitForFunction(([css, n]) => document.querySelectorAll(css as string).length === n, [
      rows,
      listed.length,
    ] as const);
    await again.close();
  });

  test('N17 an empty list says what to relax and what that brings', async () => {
    const { page } = await visit(desktop, `#?${VACANT}&area=5000-`);
    const relax = page.locator('.empty .button').first();
    await relax.waitFor();
    const n = Number((await relax.textContent())?.match(/^\d+/)?.[0]);
    expect(n).toBeGreaterThan(0);
    await relax.click();
    await page.waitForSelector(rows);
    expect(await page.locator(rows).count()).toBe(n);
    await page.close();
  });

  test('N18 the search that is saved is the filter, in all its words', async () => {
    const words =
      'use=retail,gastronomy&status=vacant,marketing&q=Markt&fit=retail&area=50-250&rent=-15.5&front=2-&ground=1&step=1&interim=1&free=2027-05-01&fund=1&near=51.66052,6.9652,500';
    const { page, faults } = await visit(desktop, `#16/51.66052/6.96520?${words}&sort=rent&in=view&at=2026-12-01`);
    await page.click('[data-key="save-search"]');
    const kept = await page.locator('form [name="filter"]').getAttribute('value');
    expect([...new URLSearchParams(kept ?? '')].sort()).toEqual([...new URLSearchParams(words)].sort());
    await page.goBack();
    await page.click('[data-key="reset"]');
    await page.waitForSelector(rows);
    expect(await page.locator('[data-key="save-search"]').count()).toBe(0);
    expect(faults).toEqual([]);
    await page.close();
  });

  test('INV-S1 up to three stand side by side, by keys alone, in the address, without a fault of axe', async () => {
    const { page, faults } = await visit(desktop, `#?${VACANT}&sort=area-down`);
    await page.waitForSelector(rows);
    const refs = await page
      .locator(rows)
      .evaluateAll((all) => all.slice(0, 2).map((row) => (row as HTMLElement).dataset.ref));
    for (const ref of refs) {
      await page.locator(`.row[data-ref="${ref}"]`).focus();
      await page.keyboard.press('Enter');
      await page.locator('#detail [data-key="compare"]').focus();
      await page.keyboard.press('Enter');
      await page.waitForFunction((each) => location.hash.includes('cmp=') && location.hash.includes(each ?? ''), ref);
      await page.keyboard.press('Escape');
    }
    await page.locator('[data-key="compare-open"]').focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog.compare[open] tbody tr');
    expect(await page.locator('dialog.compare thead th').count()).toBe(2);
    await accessible(page);
    await page.keyboard.press('Escape');
    await page.waitForFunction(
      () => !document.querySelector('dialog.compare[open]') && !location.hash.includes('show='),
    );
    await page.goBack();
    await page.waitForSelector('dialog.compare[open]');
    expect(faults).toEqual([]);
    await page.close();
  });

  test('in forced colours what is set can be read, and no browser lays its backing over it', async () => {
    const { page } = await visit(desktop, `#?${VACANT}&area=10-`);
    await page.emulateMedia({ forcedColors: 'active' });
    await page.waitForSelector(rows);
    await page.click('[data-key="more-filters"]');
    for (const css of ['.chip-set', '.form-done .button-main', '.filter-tabs .segment[aria-pressed="true"]']) {
      const seen = await page
        .locator(css)
        .first()
        .evaluate((each) => {
          const { color, backgroundColor, forcedColorAdjust } = getComputedStyle(each) as CSSStyleDeclaration & {
            forcedColorAdjust: string;
          };
          return { isLegible: color !== backgroundColor, forcedColorAdjust };
        });
      expect(seen, css).toEqual({ isLegible: true, forcedColorAdjust: 'none' });
    }
    await page.emulateMedia({ forcedColors: 'none' });
    await page.close();
  });

  test.each(['de', 'en'])('the form of the filters is clean for axe, also on a phone: %s', async (lang) => {
    for (const browser of [desktop, phone]) {
      const { page } = await visit(browser, `#?${VACANT}&area=40-&lang=${lang}`);
      await page.waitForSelector(rows, { state: 'attached' });
      if (browser === phone) await page.click('[data-key="sheet1"]');
      await page.click('[data-key="more-filters"]');
      await page.waitForSelector('.histogram .bin', { state: 'attached' });
      await accessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      await page.close();
    }
  });
});

describe('without a script', () => {
  let plain: Browser;
  let scripted: Browser;
  beforeAll(async () => {
    plain = await open(PHONE, false, false);
    scripted = await open(DESKTOP);
  });
  afterAll(async () => {
    await plain.close();
    await scripted.close();
  });

  test('N40 the list filters, a unit has its page, and its exposé is a PDF', async () => {
    const page = await plain.context.newPage();
    await page.goto(`${base()}units?lang=de`);
    await page.selectOption('[name="status"]', 'vacant,marketing,reserved');
    await page.fill('[name="area"]', '40-');
    await page.click('.sieve button');
    const cards = await page.locator('.card-title a').count();
    expect(cards).toBeGreaterThan(0);
    await page.locator('.card-title a').first().click();
    expect(await page.locator('h1').count()).toBe(1);
    const pdf = await fetch(
      new URL((await page.getByText('Exposé als PDF').first().getAttribute('href')) ?? '', base()),
    );
    expect(pdf.headers.get('Content-Type')).toBe('application/pdf');
    await page.getByRole('link', { name: 'Anfrage senden' }).click();
    expect(await page.locator('form textarea').count()).toBe(1);
    await page.close();
  });

  test.each(['de', 'en'])('list and page are clean for axe: %s', async (lang) => {
    const page = await scripted.context.newPage();
    await page.goto(`${base()}units?lang=${lang}&status=vacant,marketing,reserved`);
    await accessible(page);
    await page.locator('.card-title a').first().click();
    await accessible(page);
    await page.close();
  });
});
