// A round through a street with a phone that has no network.

import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { settled } from '../browser';
import type { OwnServer } from '../own';
import { begin, entryOf, STREET, toRegister } from './steps';

/** Whether a message of the map lies over a door. */
const isCovered = (page: Page) =>
  page.evaluate(() => {
    const over = document.querySelector('.notices')?.getBoundingClientRect();
    return [...document.querySelectorAll('.door')].some((door) => {
      const { top, bottom, left, right } = door.getBoundingClientRect();
      return (
        !!over && over.height > 0 && over.top < bottom && over.bottom > top && over.left < right && over.right > left
      );
    });
  });

export async function round(page: Page, server: OwnServer, look: () => Promise<void>): Promise<void> {
  const doors = [await begin(page, 21), await begin(page, 23), await begin(page, 22)];
  await page.reload();
  await settled(page);
  await toRegister(page);
  await page.click('[data-key="walk"]');
  await page.selectOption('[data-key="walk-street"]', STREET);
  await page.waitForSelector(`[data-key="seen-${doors[0]?.id}"]`);
  await look();
  await page.evaluate(() => dispatchEvent(new Event('offline')));
  await page.waitForFunction(() => document.querySelector('.walk-waiting')?.textContent?.includes('Keine Verbindung'));
  expect(await isCovered(page)).toBe(false);
  await look();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  const posts: string[][] = [];
  await page.route('**/api/v1/surveys', (route) => {
    const { surveys } = route.request().postDataJSON() as { surveys: { key: string }[] };
    posts.push(surveys.map(({ key }) => key));
    return route.abort('internetdisconnected');
  });
  for (const { id } of doors.slice(0, 2)) await page.click(`[data-key="seen-${id}"]`);
  await page.click(`[data-key="shut-${doors[2]?.id}"]`);
  await page.waitForSelector('[data-waiting="3"]');
  await page.click('[data-key="walk-send"]');
  await page.waitForFunction(() => document.querySelector('[data-waiting]')?.textContent?.includes('Kein Netz'));
  await look();

  const kept = await page.evaluate(() => {
    const place = Object.keys(localStorage).find((key) => key.startsWith('mitte.walk.')) ?? '';
    const { taps } = JSON.parse(localStorage.getItem(place) ?? '') as { taps: { key: string }[] };
    return taps.map(({ key }) => key);
  });
  await page.reload();
  await page.waitForSelector('[data-waiting="3"]');
  posts.length = 0;
  await page.click('[data-key="walk-send"]');
  await expect.poll(() => posts, { timeout: 60_000 }).toContainEqual(kept);
  await page.waitForFunction(() => document.querySelector('[data-waiting]')?.textContent?.includes('Kein Netz'));

  // The answer is lost on its way back: the server has them, the phone does not know.
  await page.unroute('**/api/v1/surveys');
  let isLost = true;
  await page.route('**/api/v1/surveys', async (route) => {
    const answer = await route.fetch();
    if (!isLost) return route.fulfill({ response: answer });
    isLost = false;
    return route.abort('internetdisconnected');
  });
  await page.click('[data-key="walk-send"]');
  await page.waitForFunction(() => document.querySelector('[data-waiting]')?.textContent?.includes('Kein Netz'));
  await page.click('[data-key="walk-send"]');
  await page.waitForFunction(() => document.querySelector('.walk-waiting')?.textContent?.includes('Alles gesendet'));
  await look();
  const ids = doors.map(({ id }) => id).join();
  expect(await server.rows(`SELECT count(*), count(DISTINCT unit_id) FROM survey WHERE unit_id IN (${ids})`)).toEqual([
    '3|3',
  ]);
  const seen = await Promise.all(doors.map(({ id }) => entryOf(page, id)));
  expect(seen.map(({ properties: p }) => p.last_surveyed_at !== null)).toEqual([true, true, false]);
}
