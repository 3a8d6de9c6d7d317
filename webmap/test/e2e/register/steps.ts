// What the tests of the register do again and again.

import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { settled } from '../browser';
import { ask } from '../staff';

export const STREET = 'Probegasse';

export interface Entry {
  id: number;
  geometry: { coordinates: [number, number] };
  properties: Record<string, unknown> & { public_ref: string; version: number };
}

export const entryOf = (page: Page, id: number) => ask<Entry>(page, 'GET', `staff/units/${id}`);
export const toast = (page: Page, words: string) =>
  page.waitForFunction((text) => document.querySelector('.toast:not([hidden])')?.textContent?.includes(text), words);

export async function toRegister(page: Page): Promise<void> {
  await page.click('[data-key="office-tab-register"]');
  await page.waitForSelector('.register-list .row');
}

/** A unit that nobody else works on, in a street of its own, where the first unit of the town is. */
export async function begin(page: Page, number: number, more: object = {}): Promise<Entry> {
  const { features } = await ask<{ features: Entry[] }>(page, 'GET', 'staff/units?limit=1');
  const made = await ask<Entry>(page, 'POST', 'units', {
    geometry: features[0]?.geometry,
    use_type: 'retail',
    floor: 0,
    street_name: STREET,
    house_number: number,
    sales_area_m2: 80,
    status: 'vacant',
    since: '2025-01-01',
    ...more,
  });
  expect(made.status).toBe(201);
  return made;
}

export async function openRecord(page: Page, { properties: p, id }: Entry): Promise<void> {
  await page.reload();
  await settled(page);
  await toRegister(page);
  await page.fill('[data-key="register-text"]', p.public_ref);
  await page.click(`[data-key="unit-${id}"]`);
  await page.waitForSelector('#unit-title');
}

/** Opens a group of the form, if it is folded. */
export const unfold = (page: Page, name: string) =>
  page.locator(`[data-group="${name}"]`).evaluate((each: HTMLDetailsElement) => {
    each.open = true;
  });
