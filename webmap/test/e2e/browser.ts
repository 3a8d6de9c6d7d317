import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--lang=de-DE',
];
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

export interface Browser {
  context: BrowserContext;
  close(): Promise<void>;
}

export const base = () => `${(process.env.MITTE_URL ?? '').replace(/\/$/, '')}/`;

export async function open(viewport = DESKTOP, touch = false, javaScriptEnabled = true): Promise<Browser> {
  const folder = mkdtempSync(join(tmpdir(), 'mitte-browser-'));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: FLAGS,
    viewport,
    hasTouch: touch,
    javaScriptEnabled,
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
  });
  await context.addInitScript(() => {
    const watch = () => {
      if (!document.querySelector('.leaflet-tile-loaded')) requestAnimationFrame(watch);
      else performance.mark('first-picture');
    };
    watch();
    addEventListener('securitypolicyviolation', (event) =>
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`),
    );
    addEventListener('unhandledrejection', (event) => console.error(`rejected: ${event.reason}`));
  });
  return {
    context,
    close: async () => {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A page that remembers everything that must not happen. */
export interface Watched {
  page: Page;
  faults: string[];
  requests: string[];
}

export async function visit(
  { context }: Browser,
  hash = '',
  prepare?: (page: Page) => Promise<unknown>,
  allow = /$^/,
): Promise<Watched> {
  const page = await context.newPage();
  const faults: string[] = [];
  const requests: string[] = [];
  const fault = (text: string) => allow.test(text) || faults.push(text);
  page.on('console', (message) => message.type() === 'error' && fault(`console: ${message.text()}`));
  page.on('pageerror', (error) => fault(`error: ${error.message}`));
  page.on('request', (request) => {
    requests.push(request.url());
    if (!request.url().startsWith(base()) && !/^(?:data|blob):/.test(request.url()))
      fault(`off origin: ${request.url()}`);
  });
  await prepare?.(page);
  await page.goto(base() + hash);
  await page.waitForSelector('.map canvas', { state: 'attached' });
  return { page, faults, requests };
}

/** Waits until tiles and lists have come to rest, and nothing floats over a button of the map. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('#list')?.getAttribute('aria-busy') !== 'true' &&
      document.querySelector('#map')?.getAttribute('aria-busy') !== 'true',
  );
  await page.waitForFunction(() => document.querySelectorAll('.skeleton').length === 0);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await page.waitForFunction((floating) => {
    const covers = [...document.querySelectorAll(floating)].map((each) => each.getBoundingClientRect());
    return [...document.querySelectorAll('button.unit-button, button.cluster')].every((each) => {
      const { left, right, top, bottom } = each.getBoundingClientRect();
      return !covers.some((box) => box.left < right && box.right > left && box.top < bottom && box.bottom > top);
    });
  }, '.tool-group, .pans, .card, .top, .search, .sheet, .divider-grip, .divider-day');
}

export async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.failureSummary ?? ''}`).join(' | ')}`,
  );
  expect(found).toEqual([]);
}
