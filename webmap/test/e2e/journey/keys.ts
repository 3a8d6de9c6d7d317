// Keys alone: every control is reached by Tab, and nothing here knows where anything lies on the screen.

import type { Position } from 'geojson';
import type { Page } from 'playwright-core';
import { toMetres } from '../../../src/edit/utm';
import { DESKTOP } from '../browser';
import type { Hands } from './hands';

/** So many stops nobody has between two controls; more is a trap. */
const MOST_STOPS = 400;
const STEP_M = 0.5;

/** Where the focus is, seen from a control: on it, before it or behind it. */
const focusFrom = (page: Page, what: string) =>
  page.evaluate((selector) => {
    const all = [...document.querySelectorAll<HTMLElement>(selector)];
    const target = all.find((each) => each.getClientRects().length > 0);
    const now = document.activeElement;
    if (!target) return 'none';
    if (target === now) return 'on';
    return target.compareDocumentPosition(now ?? document.body) & Node.DOCUMENT_POSITION_FOLLOWING
      ? 'behind'
      : 'before';
  }, what);

export class Keys implements Hands {
  readonly name = 'keys alone';
  readonly viewport = DESKTOP;
  readonly isTouch = false;
  readonly zoom = 20;

  private async reach(page: Page, what: string): Promise<void> {
    await page.waitForFunction(
      (selector) => [...document.querySelectorAll(selector)].some((each) => each.getClientRects().length > 0),
      what,
    );
    for (let n = 0; n < MOST_STOPS; n++) {
      const from = await focusFrom(page, what);
      if (from === 'on') return;
      await page.keyboard.press(from === 'behind' ? 'Shift+Tab' : 'Tab');
    }
    throw new Error(`Tab does not lead to ${what}`);
  }

  async press(page: Page, what: string): Promise<void> {
    await this.reach(page, what);
    const isBox = await page.evaluate(() => document.activeElement?.matches('input[type="checkbox"]'));
    await page.keyboard.press(isBox ? 'Space' : 'Enter');
  }

  async write(page: Page, field: string, text: string): Promise<void> {
    await this.reach(page, field);
    await page.keyboard.press('Control+a');
    await page.keyboard.type(text);
  }

  async choose(page: Page, field: string, value: string): Promise<void> {
    await this.reach(page, field);
    await page.keyboard.press('Home');
    for (let n = 0; n < 60 && (await page.inputValue(field)) !== value; n++) await page.keyboard.press('ArrowDown');
  }

  /** In which order day and month are typed is the browser's own matter. */
  async day(page: Page, field: string, day: string): Promise<void> {
    const [year, month, date] = day.split('-') as [string, string, string];
    for (const first of [date + month, month + date]) {
      await this.reach(page, field);
      for (let n = 0; n < 2; n++) await page.keyboard.press('ArrowLeft');
      await page.keyboard.type(first + year);
      if ((await page.inputValue(field)) === day) return;
    }
    throw new Error(`${field} does not take ${day}`);
  }

  async outline(page: Page, tool: 'draw' | 'cut', places: readonly Position[]): Promise<void> {
    await this.press(page, `[data-key="edit-${tool}"]`);
    await this.press(page, '[data-key="edit-crosshair"]');
    await page.waitForFunction(() => document.activeElement?.classList.contains('crosshair'));
    let here = await this.whereabouts(page);
    for (const place of places) {
      const [east, north] = toMetres(place);
      here = [await this.walk(page, here[0], east, 'x'), await this.walk(page, here[1], north, 'y')];
      await page.keyboard.press('Enter');
    }
    await page.keyboard.press('Enter');
    // The first Escape ends the tool, the second one the crosshair.
    await page.keyboard.press('Escape');
    if (await page.locator('.crosshair').isVisible()) await page.keyboard.press('Escape');
  }

  /** What the crosshair says of its place, as soon as it is held by no border. */
  private async whereabouts(page: Page): Promise<[number, number]> {
    for (let n = 0; n < 20; n++) {
      await page.keyboard.press('ArrowUp');
      const said = (await page.textContent('.edit-card [role="status"]')) ?? '';
      const found = /^E ([\d.]+,?\d*) · N ([\d.]+,?\d*)\s*$/.exec(said);
      const number = (text = '') => Number(text.replaceAll('.', '').replace(',', '.'));
      if (found) return [number(found[1]), number(found[2])];
    }
    throw new Error('the crosshair does not say where it is');
  }

  private async walk(page: Page, from: number, to: number, way: 'x' | 'y'): Promise<number> {
    const steps = Math.round((to - from) / STEP_M);
    const key = way === 'x' ? (steps > 0 ? 'ArrowRight' : 'ArrowLeft') : steps > 0 ? 'ArrowUp' : 'ArrowDown';
    for (let n = 0; n < Math.floor(Math.abs(steps) / 10); n++) await page.keyboard.press(`Shift+${key}`);
    for (let n = 0; n < Math.abs(steps) % 10; n++) await page.keyboard.press(key);
    return from + steps * STEP_M;
  }

  async later(page: Page, chart: string, bar: string): Promise<void> {
    await this.reach(page, `${chart} .plan-control[tabindex="0"]`);
    await page.keyboard.press('Home');
    const isOn = () => page.evaluate((key) => document.activeElement?.getAttribute('data-bar') === key, bar);
    for (let n = 0; n < 60 && !(await isOn()); n++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
  }
}
