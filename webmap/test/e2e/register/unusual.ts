import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { begin, entryOf, openRecord, toast } from './steps';

async function enter(page: Page): Promise<void> {
  await page.click('dialog [type="submit"]');
  await page.waitForSelector('dialog', { state: 'detached' });
  await toast(page, 'Eingetragen');
}

const field = (page: Page, name: string) => page.locator(`dialog .entry:has-text("${name}") input`).first();

/** A step that is not in the usual course, then the end of a shop that became part of another one. */
export async function unusual(page: Page, look: () => Promise<void>): Promise<void> {
  const [gone, heir] = [await begin(page, 8), await begin(page, 9)];
  await openRecord(page, gone);
  await page.click('[data-key="change-status"]');
  await page.click('[data-key="unusual"]');
  await page.check('dialog .unusual [value="threatened"]');
  await page.click('dialog [type="submit"]');
  await page.waitForSelector('dialog .field-fault:not([hidden])');
  expect(await page.locator('dialog .field-fault:not([hidden])').count()).toBe(2);
  await look();
  await field(page, 'Betrieb').fill('Schuhhaus Probe');
  await field(page, 'Seit wann').fill('2025-06-01');
  await field(page, 'Leer ab').fill('2099-01-01');
  await field(page, 'Grund').fill('War nie leer, nur falsch gemeldet');
  await enter(page);
  expect((await entryOf(page, gone.id)).properties.status).toBe('threatened');
  expect(await page.textContent('[data-group="unit-life"]')).toContain('ungewöhnlich');
  await page.click('[data-key="change-status"]');
  await page.check('dialog [value="vacant"]');
  await field(page, 'Seit wann').fill('2025-08-01');
  await field(page, 'Grund des Leerstands').fill('Geschäftsaufgabe');
  await enter(page);
  expect(await page.textContent('[data-group="unit-life"]')).toContain('Grund: Geschäftsaufgabe');
  await page.click('[data-key="change-status"]');
  await page.check('dialog [value="removed"]');
  await page.fill('[data-key="successor"]', 'gibt es nicht');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog .successors .field-fault:not([hidden])');
  await page.fill('[data-key="successor"]', heir.properties.public_ref.toLowerCase());
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog .successors li');
  await look();
  await field(page, 'Grund').fill('Mit dem Nachbarn zusammengelegt');
  await enter(page);
  const { events } = (await entryOf(page, gone.id)).properties as unknown as { events: { successor_ids: number[] }[] };
  expect(events.some(({ successor_ids }) => successor_ids.includes(heir.id))).toBe(true);
  expect(await page.textContent('[data-group="unit-life"]')).toContain(heir.properties.public_ref);
}
