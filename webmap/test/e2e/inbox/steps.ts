// What the tests of the inbox do again and again.

import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { DESKTOP, PHONE } from '../browser';
import { ask } from '../staff';

export const DEVICES = [
  { device: 'desktop', viewport: DESKTOP, dark: false, lang: 'de' },
  { device: 'phone', viewport: PHONE, dark: true, lang: 'en' },
];

export const toast = (page: Page, words: string) =>
  page.waitForFunction((text) => document.querySelector('.toast')?.textContent?.includes(text), words);

interface Made {
  id: number;
  no: string;
  version: number;
}

export const made = (page: Page, subject: string, more: object = {}) =>
  ask<Made>(page, 'POST', 'staff/enquiries', {
    received_via: 'mail',
    kind: 'space',
    subject,
    message: `${subject}: ist der Laden noch frei?`,
    name: 'Frau Beispiel',
    ...more,
  });

export async function inbox(page: Page): Promise<void> {
  const back = page.locator('[data-key="inbox-list"]');
  if (await back.isVisible()) await back.click();
  else await page.click('[data-key="office-tab-inbox"]');
  await page.waitForSelector('.inbox .office-rows > *');
}

/** A way out asks first, and whoever stays has all that was typed. */
export async function toldBefore(page: Page, field: string, leave: () => Promise<unknown>): Promise<void> {
  const typed = await page.inputValue(field);
  await leave();
  await page.waitForSelector('[data-key="lose"]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-key="lose"]', { state: 'detached' });
  expect(await page.inputValue(field)).toBe(typed);
}

export const openOne = async (page: Page, { id, no }: Made) => {
  await inbox(page);
  await page.fill('[data-key="inbox-text"]', no);
  await page.click(`[data-key="enquiry-${id}"]`);
  await page.waitForSelector('.enquiry-head h2');
};

/** Changes the language as its switch does, whatever lies over it. */
export async function speak(page: Page, lang: string): Promise<void> {
  if ((await page.getAttribute('html', 'lang')) === lang) return;
  await page.locator('[data-key="lang"]').evaluate((each: HTMLElement) => each.click());
  await page.waitForFunction((to) => document.documentElement.lang === to, lang);
}

/** What is too wide for its box, or too small for a finger. */
export const misfits = (page: Page) =>
  page.evaluate(() => {
    const out: string[] = [];
    const isTouch = innerWidth < 900;
    if (document.documentElement.scrollWidth > innerWidth) out.push('the page scrolls sideways');
    for (const each of document.querySelectorAll<HTMLElement>('.panel, .office, dialog, .said, .merge-side'))
      if (each.offsetParent && each.scrollWidth > each.clientWidth + 1) out.push(`${each.className} is too wide`);
    for (const each of document.querySelectorAll<HTMLElement>(
      '.office button, .office summary, dialog button, dialog .tick',
    )) {
      const { height } = each.getBoundingClientRect();
      if (isTouch && each.offsetParent && height > 0 && height < 43.5)
        out.push(`${each.className} ${each.textContent} is ${height} high`);
    }
    return out;
  });
