// What a hand waits for that filters the map, for `mitte bench browse`: started with the addresses of one service, or of two
// that are compared, and a number of rounds, it opens the map of each and presses in turns. It writes a line of JSON for each
// press: where, what, how long until the frame with the new list and map was ready, and how long until it stood on the screen.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [rounds = '5', ...addresses] = process.argv.slice(2);
/** Between presses, as a quick hand rests; what one press leaves behind is not counted for the next. */
const REST_MS = 350;
const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);

/** Runs in the page: notes every press of a hand and the end of the frame that follows. */
function watch() {
  window.presses = [];
  const channel = new MessageChannel();
  let open;
  channel.port1.onmessage = () => {
    if (open) open.ready = performance.now() - open.at;
  };
  const begin = (event) => {
    open = { kind: event.type, at: event.timeStamp };
    window.presses.push(open);
    requestAnimationFrame(() => channel.port2.postMessage(0));
  };
  for (const kind of ['click', 'keydown', 'popstate']) addEventListener(kind, begin, { capture: true });
  new PerformanceObserver((list) => {
    for (const { name, startTime, duration } of list.getEntries()) {
      const press = window.presses.find((each) => each.kind === name && Math.abs(each.at - startTime) < 1);
      if (press) press.seen = duration;
    }
  }).observe({ type: 'event', durationThreshold: 16 });
}

async function opened(context, address) {
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForSelector('.row', { state: 'attached' });
  await page.waitForFunction(() =>
    ['#list', '#map'].every((id) => document.querySelector(id)?.getAttribute('aria-busy') !== 'true'),
  );
  await page.evaluate(watch);
  await page.click('[data-key="more-filters"]'); // the finer filters come when they are wanted
  await page.waitForSelector('.histogram .bin', { state: 'attached' });
  await page.click('[data-key="form-done"]');
  await page.waitForTimeout(1000);
  return page;
}

/** What is pressed, as [name, act, whether it counts]. Every round ends as it began. */
function acts(page) {
  const click = (key) => () => page.click(`[data-key="${key}"]`);
  const key = (css, name) => async () => {
    await page.focus(css);
    await page.keyboard.press(name);
  };
  return [
    ['chip', click('vacant')],
    ['in view', click('inview')],
    ['sort', key('#sort', 'ArrowDown')],
    ['sort', key('#sort', 'ArrowUp')],
    ['clear all', click('reset')],
    ['legend', click('status-occupied')],
    ['legend', click('use-retail')],
    ['back', () => page.goBack()],
    ['back', () => page.goBack()],
    ['text', key('#filter-text', 'a')],
    ['text', key('#filter-text', 'Backspace')],
    [null, click('more-filters')],
    ['range', key('.range-0', 'PageUp')],
    ['range', key('.range-0', 'PageUp')],
    ['range', key('.range-1', 'PageDown')],
    ['form chip', click('ground')],
    ['form chip', click('step')],
    [null, click('form-done')],
    ['clear all', click('reset')],
  ];
}

async function round(page, site, warm) {
  for (const [name, act] of acts(page)) {
    await page.evaluate(() => {
      window.presses.length = 0;
    });
    await act();
    await page.waitForTimeout(REST_MS);
    if (!name || warm) continue;
    const presses = await page.evaluate(() => window.presses);
    const press = presses.find(({ ready }) => ready !== undefined);
    if (!press) throw new Error(`nobody noticed the press: ${name}`);
    say({ site, name, ready: press.ready, seen: press.seen ?? null });
  }
}

const folder = mkdtempSync(join(tmpdir(), 'mitte-browse-'));
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
  const pages = [];
  for (const address of addresses) pages.push(await opened(context, address));
  const units = await pages[0]?.textContent('.count');
  say({ units: Number(units?.match(/\d[\d.]*/)?.[0].replaceAll('.', '')) });
  for (let n = -1; n < Number(rounds); n++) {
    for (const [site, page] of pages.entries()) {
      await page.bringToFront();
      await round(page, site, n < 0);
    }
  }
  say({ done: true });
} catch (error) {
  say({ fault: `${error}`.split('\n')[0] });
} finally {
  await context?.close();
  rmSync(folder, { recursive: true, force: true });
}
