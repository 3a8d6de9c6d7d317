// Units that are entered, and many that are changed at once.

import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { OwnServer } from '../own';
import { ask } from '../staff';
import { type Entry, STREET, toast, toRegister } from './steps';

export async function enter(page: Page, look: () => Promise<void>): Promise<void> {
  await toRegister(page);
  await page.click('[data-key="new-unit"]');
  await page.waitForSelector('[data-key="create-unit"]');
  await page.click('[data-key="create-unit"]');
  await page.waitForSelector('.fault-summary li');
  await look();
  const { features } = await ask<{ features: Entry[] }>(page, 'GET', 'staff/units?limit=1');
  const [lon = 0, lat = 0] = features[0]?.geometry.coordinates ?? [];
  await page.fill('#f-unit-geometry-typed', `${lat}, ${lon}`);
  await page.click('[data-key="typed-place"]');
  await page.fill('#f-unit-street_name', STREET);
  await page.fill('#f-unit-house_number', '31');
  await page.selectOption('#f-unit-use_type', 'gastronomy');
  await page.selectOption('#f-unit-status', 'vacant');
  await page.fill('#f-unit-reason', 'Umzug');
  const box = await page.locator('#map').boundingBox();
  if (box) await page.mouse.click(box.x + box.width * 0.6, box.y + box.height * 0.5);
  await page.click('[data-key="create-unit"]');
  await page.waitForSelector('#unit-title');
  expect(await page.textContent('#unit-title')).toBe('Leeres Ladenlokal');
  expect(await page.textContent('[data-group="unit-life"]')).toContain('Grund: Umzug');
  await page.click('[data-key="unit-back"]');
}

export async function together(page: Page, server: OwnServer, look: () => Promise<void>): Promise<void> {
  await page.fill('[data-key="register-text"]', STREET);
  await page.click('[data-key="several"]');
  await page.click('[data-key="bulk-all"]');
  await page.click('[data-key="bulk-change"]');
  await page.selectOption('dialog .entries > .entry > select', 'location_class');
  await page.selectOption('#f-bulk-location_class', 'B');
  await look();
  await page.click('[data-key="bulk-preview"]');
  await page.waitForSelector('.bulk-seen li');
  await look();
  await page.click('[data-key="bulk-go"]');
  await page.waitForSelector('[data-key="bulk-undo"]');
  const classes = () =>
    server.rows(`SELECT DISTINCT coalesce(u.location_class::text, '-') FROM unit u JOIN address a
  ON a.id = u.address_id WHERE a.street_name = '${STREET}'`);
  expect(await classes()).toEqual(['B']);
  await page.click('[data-key="bulk-undo"]');
  await toast(page, 'Zurückgenommen');
  expect(await classes()).toEqual(['-']);
}
