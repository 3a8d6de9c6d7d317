// What the tests of asking the office do again and again.

import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { accessible, type Browser, base } from '../browser';

const BREATH_MS = 500;

/** Opens a page of the server, on which nothing may go wrong. */
export async function at(browser: Browser, path: string): Promise<{ page: Page; faults: string[] }> {
  const page = await browser.context.newPage();
  const faults: string[] = [];
  page.on('console', (said) => said.type() === 'error' && !/422/.test(said.text()) && faults.push(said.text()));
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => request.url().startsWith(base()) || faults.push(`off origin: ${request.url()}`));
  await page.goto(`${base()}${path}`);
  return { page, faults };
}

/** The links of a mail, without a sentence's end. */
export const linkTo = (place: string, text: string) =>
  new RegExp(`https?://\\S+/${place}/[\\w-]+`).exec(text)?.[0] ?? '';

/** Looks at a page in both languages, as it is at noon and in the dark. */
export async function look(page: Page, isTouch = false): Promise<void> {
  expect(await page.locator('.madeup').count()).toBe(1);
  await page.emulateMedia({ colorScheme: isTouch ? 'dark' : 'light' });
  await accessible(page);
  const odd = await page.evaluate((touch) => {
    const out: string[] = [];
    if (document.documentElement.scrollWidth > innerWidth) out.push('the page scrolls sideways');
    const fields = 'main input:not([type="hidden"]):not([tabindex]), main select, main button, main summary';
    for (const each of document.querySelectorAll<HTMLElement>(fields)) {
      const { height } = (each.closest('.check') ?? each).getBoundingClientRect();
      if (touch && height < 43.5) out.push(`${each.textContent || each.getAttribute('name')} is ${height} high`);
    }
    return out;
  }, isTouch);
  expect(odd).toEqual([]);
}

/** Sends a form until it has been open for as long as a person takes. */
export async function insist(page: Page, press: () => Promise<unknown>, look: () => Promise<void> = async () => {}) {
  for (;;) {
    await Promise.all([page.waitForNavigation(), press()]);
    if (
      !(await page
        .locator('[role="alert"]')
        .filter({ hasText: /noch einmal absenden|send it again/ })
        .count())
    )
      return;
    await look();
    await new Promise((resolve) => setTimeout(resolve, BREATH_MS));
  }
}

/** What was typed stays, and so does the time since when. */
export const send = (page: Page, typed: [field: string, value: string][]) =>
  insist(
    page,
    () => page.locator('main form button').last().click(),
    async () => {
      for (const [field, value] of typed) expect(await page.inputValue(`[name="${field}"]`)).toBe(value);
    },
  );
