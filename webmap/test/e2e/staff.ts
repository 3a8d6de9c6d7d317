// Staff for the tests: accounts made by the program itself, and the codes of their second factor.

import { createHmac } from 'node:crypto';
import type { Page } from 'playwright-core';
import { type Browser, base, settled, visit, type Watched } from './browser';

export const PASSWORD = 'ein Satz den nur wir kennen';

/** The six digits of RFC 6238 for a secret in base 32. */
export function codeOf(secret: string, at = Date.now()): string {
  const bits = [...secret.replaceAll(/[\s=]/g, '').toUpperCase()]
    .map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const count = Buffer.alloc(8);
  count.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', key).update(count).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Signs in by the keyboard, as a password manager would fill it. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.locator('[data-key="sign-in"]').evaluate((link: HTMLElement) => link.click());
  await page.fill('dialog [name="email"]', email);
  await page.fill('dialog [name="password"]', PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-key="office"]');
}

export async function openOffice(page: Page): Promise<void> {
  if ((await page.getAttribute('[data-key="office"]', 'aria-pressed')) !== 'true')
    await page.click('[data-key="office"]');
  await page.waitForSelector('.office-rows .row');
  const up = page.locator('[data-key="sheet1"]');
  while ((await up.count()) > 0 && (await up.isVisible())) await up.click();
}

/** A page with somebody of the staff in the office. */
export async function atWork(browser: Browser, email: string): Promise<Watched> {
  // A browser that knows staff asks once who it is; the refusals of a test are answers, too.
  const watched = await visit(browser, '', undefined, /status of 4(?:01|04|09|12|22)/);
  await settled(watched.page);
  if ((await watched.page.locator('[data-key="office"]').count()) === 0) await signIn(watched.page, email);
  await openOffice(watched.page);
  return watched;
}

export interface Site {
  id: number;
  etag: string;
  properties: Record<string, unknown> & { label: string; title_de: string };
}

/** Asks as the page's own user, with the page's own session. */
export const ask = <T>(page: Page, method: string, path: string, body?: unknown, etag?: string) =>
  page.evaluate(
    async ([method, address, body, etag]) => {
      const { csrf } = (await (await fetch('api/v1/session')).json()) as { csrf: string };
      const headers: Record<string, string> = { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf };
      if (etag) headers['If-Match'] = etag;
      const answer = await fetch(address, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
      const found = answer.status === 204 ? {} : await answer.json();
      return { status: answer.status, etag: answer.headers.get('ETag') ?? '', ...found };
    },
    [method, `${base()}api/v1/${path}`, body, etag] as const,
  ) as Promise<T & { status: number; etag: string }>;

export const siteOf = (page: Page, id: number) => ask<Site>(page, 'GET', `staff/sections/${id}`);
