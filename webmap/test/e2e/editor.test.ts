import type { Position } from 'geojson';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Area } from '../../src/edit/area';
import { areaM2, crossings, distance, nearest } from '../../src/edit/plane';
import type { Guides } from '../../src/edit/types';
import { type Metres, toMetres } from '../../src/edit/utm';
import { accessible, type Browser, base, DESKTOP, open, PHONE, type Watched } from './browser';
import { changes, edit, last, pixel, ready } from './editor/harness';

/** On a phone the tools cover the upper part of the map, so the middle of the drawing lies below that of the view. */
const VIEWS = { desktop: '#20/51.66052/6.96520', phone: '#20/51.66057/6.96520' };
const CENTRE = [6.9652, 51.66052] as const;
const [DX, DY] = [0.00014, 0.00009];

let guides: Guides;
beforeAll(async () => {
  const ask = async (layer: 'segments' | 'parcels' | 'buildings') => {
    const answer = await fetch(`${base()}api/v1/${layer}?bbox=6.960,51.658,6.970,51.663&limit=1000`);
    const { features } = (await answer.json()) as Guides;
    return features.map((each) => ({ ...each, properties: { ...each.properties, layer } }));
  };
  guides = { features: [...(await ask('segments')), ...(await ask('parcels'))], truncated: false };
});

/** Degrees beside the middle of the view, in shares of a quarter of it. */
const beside = (x: number, y: number): Position => [CENTRE[0] + x * DX, CENTRE[1] + y * DY];

for (const [device, viewport] of [
  ['desktop', DESKTOP],
  ['phone', PHONE],
] as const) {
  describe(`drawing, ${device}`, () => {
    const isPhone = device === 'phone';
    let browser: Browser;
    let watched: Watched | undefined;
    beforeAll(async () => {
      browser = await open(viewport, isPhone);
    });
    afterAll(() => browser.close());
    afterEach(async () => {
      expect(watched?.faults).toEqual([]);
      await watched?.page.close();
    });

    const start = async (geometry: Area | null = null, hash = VIEWS[device]): Promise<Page> => {
      watched = await edit(browser, hash, { geometry, guides: () => guides });
      await ready(watched.page);
      return watched.page;
    };
    const tap = async (page: Page, place: Position) => {
      const { x, y } = await pixel(page, place);
      if (isPhone) return page.touchscreen.tap(x, y);
      await page.mouse.move(x - 4, y - 4);
      await page.mouse.move(x, y);
      return page.mouse.click(x, y);
    };
    const draw = async (page: Page, tool: 'draw' | 'cut', places: Position[]) => {
      await page.click(`[data-key="edit-${tool}"]`);
      for (const place of places) await tap(page, place);
      await page.click('[data-key="edit-finish"]');
    };
    /** So that everything lies between the tools and the sheet. */
    const square = (share: number): Position[] => squareOf(isPhone ? share * 0.7 : share);
    const squareOf = (size: number): Position[] => [
      beside(-size, -size),
      beside(size, -size),
      beside(size, size),
      beside(-size, size),
    ];
    const withoutSnap = (page: Page) => page.click('[data-key="edit-snap"]');
    const loaded = (page: Page) =>
      page.waitForFunction(() => !document.querySelector('.edit-note:not([hidden])[role]'));

    test('E6 an area with a hole, undone, redone, and every state accessible', async () => {
      const page = await start();
      await accessible(page);
      await withoutSnap(page);
      await draw(page, 'draw', square(1));
      await accessible(page);
      const whole = (await last(page)) as Area;
      expect(whole.coordinates[0]).toHaveLength(1);
      await draw(page, 'cut', square(0.4));
      const holed = (await last(page)) as Area;
      expect(holed.coordinates[0]).toHaveLength(2);
      expect(areaM2(holed)).toBeLessThan(areaM2(whole));
      expect(await page.textContent('.edit-size')).toMatch(/\d\sm² · Umfang/);
      await page.keyboard.press('Control+z');
      expect(await last(page)).toEqual(whole);
      expect(await page.textContent('.edit-card [role="status"]')).toContain('Rückgängig');
      await page.keyboard.press('Control+Shift+Z');
      expect(await last(page)).toEqual(holed);
      await page.click('[data-key="part-0"]');
      expect(await last(page)).toBeNull();
    });

    test('E5 corners snap to the corners and the borders of parcels within a millimetre', async () => {
      const page = await start();
      await loaded(page);
      const parcels = guides.features.filter(({ properties }) => properties.layer === 'parcels');
      const rings = parcels.flatMap(({ geometry }) =>
        geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : [],
      );
      const near = rings
        .flat()
        .filter(([x = 0, y = 0]) => Math.abs(x - CENTRE[0]) < DX * 1.2 && Math.abs(y - CENTRE[1]) < DY)
        .slice(0, 1);
      expect(near).toHaveLength(1);
      const [corner = [0, 0]] = near;
      const off: Position = [(corner[0] ?? 0) + 0.000004, (corner[1] ?? 0) + 0.000002];
      await page.click('[data-key="edit-draw"]');
      await tap(page, off);
      for (const place of [beside(0.7, -0.6), beside(0.8, 0.5)]) await tap(page, place);
      await page.click('[data-key="edit-finish"]');
      const area = (await last(page)) as Area;
      const edges = guides.features.flatMap(({ geometry }) => {
        const lines =
          geometry.type === 'LineString' ? [geometry.coordinates] : (geometry.coordinates.flat() as Position[][]);
        return lines.flatMap((line) =>
          line.slice(1).map((b, i) => [toMetres(line[i] as Position), toMetres(b)] as const),
        );
      });
      const away = (place: Position) => {
        const here = toMetres(place);
        return Math.min(...edges.map(([a, b]: readonly [Metres, Metres]) => distance(here, nearest(here, a, b))));
      };
      expect(away(area.coordinates[0]?.[0]?.[0] ?? [])).toBeLessThan(0.001);
    });

    test('E8 by keyboard alone, with a hole', async () => {
      const page = await start();
      await withoutSnap(page);
      await page.focus('[data-key="edit-crosshair"]');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.activeElement?.classList.contains('crosshair'));
      await accessible(page);
      const go = async (keys: string) => {
        for (const key of keys.split(' ')) await page.keyboard.press(key);
      };
      await go('Enter Shift+ArrowRight Enter Shift+ArrowUp Enter ArrowUp Enter Backspace Shift+ArrowLeft Enter Enter');
      await page.waitForFunction(() => window.harness.changes.length === 1);
      const whole = (await last(page)) as Area;
      expect(areaM2(whole)).toBeGreaterThan(1);
      await page.focus('[data-key="edit-cut"]');
      await page.keyboard.press('Enter');
      await page.focus('.crosshair');
      await go(
        'ArrowDown ArrowDown ArrowDown ArrowRight ArrowRight Enter ArrowRight ArrowRight Enter ArrowDown Enter Enter',
      );
      await page.waitForFunction(() => window.harness.changes.length === 2);
      expect(((await last(page)) as Area).coordinates[0]).toHaveLength(2);
      expect(await page.textContent('.edit-card [role="status"]')).toMatch(/Ausgeschnitten/);
      await go('Escape');
      expect(await page.isHidden('.crosshair')).toBe(true);
    });

    test('E9 a corner moves by typing, by nudging and by tapping, without dragging', async () => {
      const page = await start({ type: 'MultiPolygon', coordinates: [[[...square(1), beside(-1, -1)]]] });
      await page.click('[data-fold="corners"] > summary');
      await accessible(page);
      await page.fill('[data-key="corner-x"]', '359262,500');
      await page.fill('[data-key="corner-y"]', '5725232.25');
      await page.click('[data-key="corner-take"]');
      const first = async () => toMetres(((await last(page)) as Area).coordinates[0]?.[0]?.[0] ?? []);
      expect(distance(await first(), [359262.5, 5725232.25])).toBeLessThan(0.0002);
      await page.click('[data-key="nudge-0.1"]');
      await page.click('[data-key="nudge-west"]');
      expect(distance(await first(), [359262.4, 5725232.25])).toBeLessThan(0.0002);
      const before = (await last(page)) as Area;
      await page.click('[data-key="corner-next"]');
      await page.click('[data-key="corner-tap"]');
      await tap(page, beside(0.8, -0.4));
      const after = (await last(page)) as Area;
      expect(after.coordinates[0]?.[0]?.[1]).not.toEqual(before.coordinates[0]?.[0]?.[1]);
      expect(after.coordinates[0]?.[0]?.[2]).toEqual(before.coordinates[0]?.[0]?.[2]);
    });

    test('E10 pasted text, with the line of what is wrong, and a strip of the street', async () => {
      const page = await start();
      await loaded(page);
      await page.click('[data-fold="text"] > summary');
      await page.fill('#edit-text', 'POLYGON((6.965 51.66,\n6.966 51.66,\n6.966))');
      await page.click('[data-key="text-replace"]');
      expect(await page.textContent('#edit-text-error')).toMatch(/^Zeile 3: /);
      await accessible(page);
      const [a, b, c, d] = square(0.5).map((place) => place.join(' '));
      await page.fill('#edit-text', `POLYGON((${a}, ${b}, ${c}, ${d}, ${a}))`);
      await page.click('[data-key="text-replace"]');
      expect(((await last(page)) as Area).coordinates[0]?.[0]).toHaveLength(5);
      await page.click('[data-fold="text"] > summary');
      await page.click('[data-fold="street"] > summary');
      await page.check('[data-key="street-left"]');
      await page.fill('[data-key="street-width_m"]', '2,5');
      await accessible(page);
      await page.click('[data-key="street-take"]');
      const strip = (await last(page)) as Area;
      expect(strip.coordinates.every((rings) => crossings(rings).length === 0)).toBe(true);
      expect(await changes(page)).toHaveLength(2);
    });

    test('N33 a section is split by façade sides, and nothing is lost', async () => {
      const page = await start({ type: 'MultiPolygon', coordinates: [[[...square(2), beside(-2, -2)]]] });
      await loaded(page);
      const before = await page.evaluate(() => window.harness.changes.length);
      await page.click('[data-fold="split"] > summary');
      await page.click('[data-key="split-sides"]');
      await page.waitForSelector('[data-key="split-take"]');
      await accessible(page);
      await page.click('[data-key="split-take"]');
      const pieces = await page.evaluate(() => window.harness.pieces);
      const sum = pieces.reduce((m2, { geometry }) => m2 + areaM2(geometry), 0);
      expect(pieces.length).toBeGreaterThanOrEqual(2);
      const whole = areaM2({ type: 'MultiPolygon', coordinates: [[[...square(2), beside(-2, -2)]]] });
      expect(Math.abs(sum - whole)).toBeLessThan(whole * 1e-4);
      expect(await page.evaluate(() => window.harness.changes.length)).toBe(before);
    });
  });
}
