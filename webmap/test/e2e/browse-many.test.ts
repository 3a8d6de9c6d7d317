// A large register: after each press on a filter, everything that says how many units there are says the same.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { manyUnits } from '../unit/many';
import { type Browser, open, settled, visit } from './browser';

describe('a register of 5,000 units', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await open();
  });
  afterAll(() => browser.close());

  /** What list, map and legend say of how many there are. */
  const numbers = (page: Page) =>
    page.evaluate(() => {
      // In German 5.000 is five thousand.
      const number = (text = '') => Number(text?.match(/\d[\d.]*/)?.[0].replaceAll('.', '') ?? 0);
      const sum = (all: (string | undefined)[]) => all.reduce((a, b) => a + number(b), 0);
      const checked = (kind: string) =>
        [...document.querySelectorAll<HTMLInputElement>(`#legend [data-key^="${kind}-"]:checked`)].map(
          (box) => box.closest('label')?.querySelector('.legend-count')?.textContent,
        );
      return {
        count: number(document.querySelector('.count')?.textContent),
        rows:
          document.querySelectorAll('#list .row').length +
          number(document.querySelector('[data-key="more"]')?.textContent),
        statuses: sum(checked('status')),
        uses: sum(checked('use')),
        map: sum(
          [...document.querySelectorAll('.unit-button, .cluster')].map((each) =>
            each.matches('.cluster') ? each.textContent : '1',
          ),
        ),
      };
    });

  test('N2 N8 N15 after each press list, map, count and legend have the same units', async () => {
    const features = manyUnits(5000, 5).map((each) => ({ type: 'Feature', ...each }));
    const { page, faults } = await visit(browser, '#13/51.665/6.97', (page) =>
      page.route('**/api/v1/units?*', (route) => route.fulfill({ json: { type: 'FeatureCollection', features } })),
    );
    await page.waitForSelector('#list .row[data-ref]');
    const presses = [
      () => page.click('[data-key="vacant"]'),
      () => page.click('[data-key="use-retail"]'),
      () => page.fill('#filter-text', 'lippestr'),
      () => page.click('[data-key="chip-text"]'),
      () => page.goBack(),
      () => page.click('[data-key="reset"]'),
      () => page.click('[data-key="status-occupied"]'),
    ];
    expect((await numbers(page)).count).toBe(5000);
    for (const press of presses) {
      const before = await page.textContent('.count');
      await press();
      await page.waitForFunction((was) => document.querySelector('.count')?.textContent !== was, before);
      await settled(page);
      const { count, ...others } = await numbers(page);
      expect(Object.values(others)).toEqual([count, count, count, count]);
    }
    expect(faults).toEqual([]);
    await page.close();
  });
});
