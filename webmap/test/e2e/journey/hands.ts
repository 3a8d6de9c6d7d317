// The same work done with a mouse, with a finger, and with keys alone.

import type { Position } from 'geojson';
import type { Page } from 'playwright-core';
import { DESKTOP, PHONE } from '../browser';
import { lookAt, pixelOf } from './ground';
import { Keys } from './keys';

export interface Hands {
  readonly name: string;
  readonly viewport: { width: number; height: number };
  readonly isTouch: boolean;
  readonly zoom: number;
  /** Whether the form stays in sight while somebody draws. */
  readonly seesForm?: boolean;
  /** Presses a button or a link, or turns a box or a folded group. */
  press(page: Page, what: string): Promise<void>;
  write(page: Page, field: string, text: string): Promise<void>;
  choose(page: Page, field: string, value: string): Promise<void>;
  day(page: Page, field: string, day: string): Promise<void>;
  /** Draws with a tool on the map, one corner after the other. */
  outline(page: Page, tool: 'draw' | 'cut', places: readonly Position[]): Promise<void>;
  /** Moves a bar of a chart to a later day. */
  later(page: Page, chart: string, bar: string): Promise<void>;
}

/** What a mouse and a finger do alike. */
abstract class Pointer implements Hands {
  abstract readonly name: string;
  abstract readonly viewport: { width: number; height: number };
  abstract readonly isTouch: boolean;
  abstract readonly zoom: number;
  readonly seesForm: boolean = false;
  abstract press(page: Page, what: string): Promise<void>;
  protected abstract put(page: Page, x: number, y: number): Promise<void>;
  abstract later(page: Page, chart: string, bar: string): Promise<void>;

  async write(page: Page, field: string, text: string): Promise<void> {
    await this.press(page, field);
    await page.fill(field, text);
  }

  async choose(page: Page, field: string, value: string): Promise<void> {
    // The list of a select belongs to the system; it cannot be pressed here.
    await page.selectOption(field, value);
  }

  async day(page: Page, field: string, day: string): Promise<void> {
    await page.fill(field, day);
  }

  async outline(page: Page, tool: 'draw' | 'cut', places: readonly Position[]): Promise<void> {
    await lookAt(page, this.zoom);
    await this.press(page, `[data-key="edit-${tool}"]`);
    for (const place of places) {
      const [x, y] = await pixelOf(page, place, this.zoom);
      await this.put(page, x, y);
    }
    await this.press(page, '[data-key="edit-finish"]');
  }
}

class Mouse extends Pointer {
  readonly name = 'mouse';
  readonly viewport = DESKTOP;
  readonly isTouch = false;
  readonly zoom = 20;
  override readonly seesForm = true;

  async press(page: Page, what: string): Promise<void> {
    await page.click(what);
  }

  /** A little beside, so that the corner has to snap. */
  protected async put(page: Page, x: number, y: number): Promise<void> {
    await page.mouse.move(x + 6, y + 4);
    await page.mouse.move(x + 3, y + 2);
    await page.mouse.click(x + 3, y + 2);
  }

  async later(page: Page, chart: string, bar: string): Promise<void> {
    const control = page.locator(`${chart} .plan-control[data-bar="${bar}"]`);
    await control.scrollIntoViewIfNeeded();
    const box = await control.boundingBox();
    if (!box) throw new Error(`there is no bar ${bar}`);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 12, y, { steps: 3 });
    await page.mouse.move(x + 24, y, { steps: 3 });
    await page.mouse.up();
  }
}

class Finger extends Pointer {
  readonly name = 'finger';
  readonly viewport = PHONE;
  readonly isTouch = true;
  readonly zoom = 19;

  async press(page: Page, what: string): Promise<void> {
    // What lies in the panel is reached by pulling it up; while somebody draws it stays down.
    const up = page.locator('.sheet [data-key="sheet1"]');
    const isBelow = await page.locator(what).evaluate((each) => each.closest('.sheet') !== null);
    while (isBelow && (await up.count()) > 0 && (await up.isVisible())) await up.tap();
    const isOnMap = await page.locator(what).evaluate((each) => each.closest('.edit-card') !== null);
    if (isOnMap && !(await page.isVisible(what))) await this.press(page, '[data-key="draw-on-map"]');
    await page.tap(what);
  }

  protected async put(page: Page, x: number, y: number): Promise<void> {
    await page.touchscreen.tap(x + 2, y + 2);
  }

  /** A tap chooses the bar, then there are buttons for it. */
  async later(page: Page, chart: string, bar: string): Promise<void> {
    await page.locator(`${chart} .plan-control[data-bar="${bar}"]`).tap();
    await this.press(page, '[data-key="plan-shift7"]');
    await this.press(page, '[data-key="plan-shift7"]');
  }
}

export const HANDS: readonly Hands[] = [new Mouse(), new Keys(), new Finger()];
