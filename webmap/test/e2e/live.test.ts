import type { Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { accessible, type Browser, open, settled, visit, type Watched } from './browser';
import { colours, pictures, roll, type Spot, spotsOf, tilesIn, tilesOf, VIEW } from './look';
import { OwnServer } from './own';

interface Feature {
  id: number;
  geometry: { coordinates: unknown };
  properties: Record<string, unknown>;
}

/** Remembers the page's streams, so that a test knows when they stand. */
const followStreams = (page: Page) =>
  page.addInitScript(() => {
    const all: EventSource[] = [];
    const Plain = EventSource;
    window.EventSource = class extends Plain {
      constructor(address: string | URL) {
        super(address);
        all.push(this);
      }
    };
    Object.assign(window, { streams: (state: number) => all.filter(({ readyState }) => readyState === state).length });
  });
const streams = (page: Page, state: number, n: number) =>
  page.waitForFunction(
    ([which, many]) => (window as unknown as { streams(of: number): number }).streams(which) === many,
    [state, n] as const,
  );
const AWAY =
  /ERR_(?:CONNECTION_REFUSED|CONNECTION_RESET|INCOMPLETE_CHUNKED_ENCODING|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED)|status of 503/;

/** Every wait ends with what it waits for; this is for a machine that is busy with something else. */
const PATIENCE_MS = 120_000;
vi.setConfig({ testTimeout: 2 * PATIENCE_MS });

describe('edits by others', () => {
  const server = new OwnServer();
  let browser: Browser;
  let watched: Watched;
  let outside: string | undefined;
  let names = 0;

  const ask = async (path: string) => (await fetch(`${server.url}/api/v1/${path}`)).json();
  const units = async (status: string) =>
    ((await ask(`units?status=${status}&limit=9999`)) as { features: Feature[] }).features;
  const empty = () => units('vacant,marketing,reserved');
  /** A building near the middle of the view. */
  const building = async (): Promise<Feature> => {
    const { features } = (await ask('buildings?bbox=6.9649,51.6604,6.9655,51.6607&limit=1')) as { features: Feature[] };
    if (!features[0]) throw new Error('there is no building in the middle');
    return features[0];
  };
  const middle = ({ geometry }: Feature): Spot => {
    const spots = spotsOf(geometry);
    const mean = (i: 0 | 1) => spots.reduce((sum, spot) => sum + spot[i], 0) / spots.length;
    return [mean(0), mean(1)];
  };
  const move = (id: number, metres: number) =>
    `UPDATE building SET geom = ST_Translate(geom, ${metres}, 0) WHERE id = ${id}`;
  const become = ({ id }: Feature, from: string, to: string, day: string) =>
    server.sql(
      `INSERT INTO unit_status_event (unit_id, "from", "to", at, source) VALUES (${id}, '${from}', '${to}', '${day}', 'walk')`,
    );
  const has = (text: string) =>
    watched.page.waitForFunction((name) => document.querySelector('.list')?.textContent?.includes(name), text);

  /** An edit whose arrival shows that everything before it has arrived too. */
  async function marker(): Promise<void> {
    const [unit] = await units('occupied');
    const name = `Zeichen ${++names}`;
    await server.sql(
      `UPDATE occupancy SET business_name = '${name}' WHERE unit_id = ${unit?.id} AND upper_inf(period)`,
    );
    await has(name);
  }

  async function start(hash = VIEW.hash): Promise<Page> {
    watched = await visit(browser, hash, followStreams, AWAY);
    watched.page.setDefaultTimeout(PATIENCE_MS);
    await settled(watched.page);
    await watched.page.waitForSelector('.row', { state: 'attached' });
    await streams(watched.page, 1, 1);
    watched.requests.length = 0;
    return watched.page;
  }

  beforeAll(async () => {
    outside = process.env.MITTE_URL;
    await server.start();
    process.env.MITTE_URL = server.url;
    browser = await open();
  });
  afterAll(async () => {
    await browser.close();
    await server.end();
    process.env.MITTE_URL = outside;
  });
  afterEach(async () => {
    expect(watched.faults).toEqual([]);
    await watched.page.close();
  });

  test('X7 the status of a unit: map, list, numbers and what is open, with focus and scroll where they were', async () => {
    const { today } = (await ask('town')) as { today: string };
    const [unit] = await units('vacant');
    if (!unit) throw new Error('nothing is vacant');
    const ref = String(unit.properties.public_ref);
    const page = await start(`${VIEW.hash}?sel=${ref}`);
    await page.waitForSelector('.detail .facts');
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('[data-key="link"]')?.focus();
      document.querySelector('.detail')?.scrollTo(0, 40);
    });
    const scroll = await page.evaluate(() => document.querySelector('.detail')?.scrollTop);
    const before = await colours(page, '.pane-units canvas', middle(unit));
    const said = page.waitForFunction(() => document.querySelector('.toast')?.textContent?.includes('soeben geändert'));
    const since = Date.now();
    await become(unit, 'vacant', 'interim_use', today);
    await page.waitForFunction(() => document.querySelector('.detail')?.textContent?.includes('Zwischennutzung'));
    await said;
    process.stdout.write(`status on the map ${Date.now() - since} ms after psql was started\n`);
    expect(await colours(page, '.pane-units canvas', middle(unit))).not.toBe(before);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-key'))).toBe('link');
    expect(await page.evaluate(() => document.querySelector('.detail')?.scrollTop)).toBe(scroll);
    const count = await page.evaluate(() => document.querySelector('.count')?.textContent ?? '');
    expect(count).toContain(`davon ${(await empty()).length} leer`);
    expect(tilesIn(watched.requests)).toEqual([]);
    await accessible(page);
  });

  test('X7 what is open and withdrawn says so', async () => {
    const { today } = (await ask('town')) as { today: string };
    const [, unit] = await units('vacant');
    if (!unit) throw new Error('only one is vacant');
    const page = await start(`${VIEW.hash}?sel=${unit.properties.public_ref}`);
    await page.waitForSelector('.detail .facts');
    await become(unit, 'vacant', 'removed', today);
    await page.waitForFunction(() => document.querySelector('.detail')?.textContent?.includes('nicht (mehr)'));
    expect(await page.locator(`.row[data-ref="${unit.properties.public_ref}"]`).count()).toBe(0);
    await accessible(page);
  });

  test('X7 exactly the tiles that an edit touches are asked for, and no frame is blank', async () => {
    const page = await start();
    const before = await building();
    const film = await roll(page, middle(before));
    await server.sql(move(before.id, 3));
    await pictures(page, 2);
    await marker();
    const after = await building();
    const asked = watched.requests.filter((url) => url.includes('.mvt'));
    expect(tilesIn(asked)).toEqual(tilesOf([...spotsOf(before.geometry), ...spotsOf(after.geometry)]));
    for (const url of asked) expect(url).toMatch(/\?v=\d+-\d+-\d+$/);
    const { frames, least, gaps } = await film();
    expect(frames).toBeGreaterThan(3);
    expect(least).toBeGreaterThan(0.95);
    expect(gaps).toBe(0);
  });

  test('X7 a burst of edits is two requests for a tile, and the newest picture stays', async () => {
    const page = await start();
    const before = await building();
    const held: Route[] = [];
    let open = false;
    await page.route('**/*.mvt?v=*', (route) => (open ? route.continue() : void held.push(route)));
    await roll(page, middle(before));
    await server.sql(...Array.from({ length: 20 }, () => move(before.id, -0.2)));
    await marker();
    expect(new Set(tilesIn(watched.requests)).size).toBe(tilesIn(watched.requests).length);
    open = true;
    for (const route of held) await route.continue();
    await pictures(page, 2);
    await marker();
    const counts = new Map<string, number>();
    for (const tile of tilesIn(watched.requests)) counts.set(tile, (counts.get(tile) ?? 0) + 1);
    expect(counts.size).toBeGreaterThan(0);
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(2);
    const now = await colours(page, '.mvt canvas', middle(before));
    await page.reload();
    await settled(page);
    expect(await colours(page, '.mvt canvas', middle(before))).toBe(now);
  });

  test('X7 a tile out of sight waits until it is shown', async () => {
    const page = await start('#17/51.66052/6.97150');
    const touched = await building();
    const all = new Set(await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name)));
    const kept = tilesOf(spotsOf(touched.geometry)).filter((tile) =>
      [...all].some((url) => url.includes(`/${tile}.mvt`)),
    );
    await server.sql(move(touched.id, 0.5));
    await marker();
    expect(tilesIn(watched.requests)).toEqual([]);
    await page.goto(`${server.url}/${VIEW.hash}`);
    await page.evaluate(() => dispatchEvent(new PopStateEvent('popstate')));
    await page.waitForFunction(
      (wanted) =>
        wanted.every((tile) =>
          performance.getEntriesByType('resource').some(({ name }) => name.includes(`/${tile}.mvt?v=`)),
        ),
      kept,
    );
  });

  test('X7 a hidden tab gives its connection away and catches up when it is seen', async () => {
    const page = await start();
    const show = (state: string) =>
      page.evaluate((now) => {
        Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => now });
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
      }, state);
    const at = await building();
    await roll(page, middle(at));
    await show('hidden');
    await streams(page, 2, 1);
    await server.sql(move(at.id, 2));
    await show('visible');
    await streams(page, 1, 1);
    await pictures(page, 2);
    await marker();
  });

  test('X7 the server restarts: the map says so, goes on and catches up', async () => {
    const page = await start();
    const at = await building();
    await roll(page, middle(at));
    await server.stop();
    await server.sql(move(at.id, -2));
    await page.waitForSelector('.offline');
    expect(await page.textContent('.offline')).toContain('Änderungen kommen gerade nicht an');
    await accessible(page);
    await server.start();
    await page.waitForFunction(() => document.querySelectorAll('.offline, .failure').length === 0);
    await pictures(page, 2);
    await marker();
  });
});
