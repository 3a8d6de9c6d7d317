// A browser with the map open, for `mitte bench edit`: started with the service's address, it reads a line of JSON for each
// thing to do. {"lon", "lat"} opens the map there and watches that spot, null closes the map. It writes "looking" and "closed"
// when that is done, and "painted" whenever a section of works comes or goes at the spot.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const ZOOM = 18;
const address = process.argv[2] ?? '';
const folder = mkdtempSync(join(tmpdir(), 'mitte-redraw-'));
const say = (line) => process.stdout.write(`${line}\n`);

/** Runs in the page: looks at the spot, which is the middle of the map, in every frame. */
function watch() {
  const map = document.querySelector('#map').getBoundingClientRect();
  const [x, y] = [map.left + map.width / 2, map.top + map.height / 2];
  const colour = () => {
    const canvas = document.querySelector('.pane-works canvas');
    const box = canvas.getBoundingClientRect();
    const ratio = canvas.width / box.width;
    return canvas
      .getContext('2d')
      .getImageData((x - box.left) * ratio, (y - box.top) * ratio, 1, 1)
      .data.join();
  };
  let last = colour();
  const look = () => {
    const now = colour();
    if (now !== last) void window.painted();
    last = now;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function open(context, { lon, lat }) {
  const page = await context.newPage();
  await page.exposeFunction('painted', () => say('painted'));
  const stream = page.waitForResponse((answer) => answer.url().endsWith('/api/v1/changes'));
  await page.goto(`${address}/#${ZOOM}/${lat.toFixed(5)}/${lon.toFixed(5)}`);
  await stream;
  await page.waitForSelector('.row', { state: 'attached' });
  await page.waitForFunction(() =>
    ['#list', '#map'].every((id) => document.querySelector(id)?.getAttribute('aria-busy') !== 'true'),
  );
  await page.waitForTimeout(500); // what the stream found when it began has been asked for by then
  await page.evaluate(watch);
  return page;
}

let context;
try {
  context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
    viewport: { width: 1440, height: 900 },
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
  });
  say('open');
  let page;
  for await (const line of createInterface({ input: process.stdin })) {
    await page?.close();
    const spot = JSON.parse(line);
    page = spot ? await open(context, spot) : undefined;
    say(spot ? 'looking' : 'closed');
  }
} catch (error) {
  say(`${error}`.split('\n')[0]);
} finally {
  await context?.close();
  rmSync(folder, { recursive: true, force: true });
}
