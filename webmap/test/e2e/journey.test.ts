// The whole way of a section, from signing in to a letter and to everybody's map: with a mouse, with keys alone and with a
// finger, each against the real server, with somebody else's map open beside it.

import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { accessible, type Browser, open, settled, visit, type Watched } from './browser';
import { listedAfter } from './journey/answer';
import { corners, HOLE, hashAt, snapped } from './journey/ground';
import { HANDS, type Hands } from './journey/hands';
import { sheetsOf } from './journey/pdf';
import { colours, type Spot, VIEW } from './look';
import { OwnServer } from './own';
import { PASSWORD, siteOf } from './staff';

/** Every wait ends with what it waits for; this is for a machine that is busy with something else. */
const PATIENCE_MS = 120_000;
vi.setConfig({ testTimeout: 4 * PATIENCE_MS, hookTimeout: PATIENCE_MS });

const ERIKA = 'erika@stadt.example';
const server = new OwnServer(['--second-factor', 'optional']);
const WORKS = '.pane-works canvas';
let outside: string | undefined;
let today = '';

beforeAll(async () => {
  outside = process.env.MITTE_URL;
  await server.start();
  process.env.MITTE_URL = server.url;
  await server.account(ERIKA, 'Erika Muster', 'staff', PASSWORD);
  ({ today } = (await (await fetch(`${server.url}/api/v1/town`)).json()) as { today: string });
});
afterAll(async () => {
  await server.end();
  process.env.MITTE_URL = outside;
});

const dayFrom = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
const toast = (page: Page, words: string) =>
  page.waitForFunction((text) => document.querySelector('.toast')?.textContent?.includes(text), words);
const unfold = async (page: Page, hands: Hands, group: string) => {
  if (!(await page.locator(`[data-group="${group}"]`).evaluate((each: HTMLDetailsElement) => each.open)))
    await hands.press(page, `[data-key="group-${group}"]`);
};

const doorsOf = (page: Page, section: number): Promise<{ street_name: string }[]> =>
  page.evaluate(async (id) => (await (await fetch(`api/v1/sections/${id}/impact?reach_m=5`)).json()).units, section);

interface Plan {
  planned_from: string;
  planned_to: string;
}

for (const [n, hands] of HANDS.entries()) {
  describe(`a section from the first corner to the letter, ${hands.name}`, () => {
    let office: Browser;
    let other: Browser;
    let watched: Watched;
    let anybody: Watched;
    let id = 0;
    const label = `R${n + 1}`;
    const title = `Pflaster ${label}`;

    beforeAll(async () => {
      [office, other] = [await open(hands.viewport, hands.isTouch), await open()];
      anybody = await visit(other, `${VIEW.hash}?list=works`);
      await settled(anybody.page);
      // Refusals of what is not signed in yet are answers, too.
      watched = await visit(office, hashAt(hands.zoom), undefined, /status of 401/);
      watched.page.setDefaultTimeout(PATIENCE_MS);
      await settled(watched.page);
    });
    afterAll(async () => {
      await office.close();
      await other.close();
    });
    afterEach(() => {
      expect(watched.faults).toEqual([]);
      expect(anybody.faults).toEqual([]);
    });

    const press = (what: string) => hands.press(watched.page, what);
    /** With the bars that float over the form laid where they belong: what they cover is a matter of scrolling. */
    const look = async () => {
      const lay = (position: string) =>
        watched.page.evaluate((how) => {
          for (const bar of document.querySelectorAll<HTMLElement>('.detail-bar, .save-bar')) bar.style.position = how;
        }, position);
      await lay('static');
      await accessible(watched.page);
      await lay('');
    };

    test('signs in and finds the office', async () => {
      const { page } = watched;
      await press('[data-key="sign-in"]');
      await page.waitForSelector('dialog [name="email"]');
      await look();
      await hands.write(page, 'dialog [name="email"]', ERIKA);
      await hands.write(page, 'dialog [name="password"]', PASSWORD);
      await press('dialog [type="submit"]');
      await page.waitForSelector('[data-key="office"]');
      await press('[data-key="office"]');
      await page.waitForSelector('.office-rows .row');
      await look();
    });

    test('draws on the corners of parcels, with a hole, and saves what is on them to the millimetre', async () => {
      const { page } = watched;
      await press('[data-key="new-section"]');
      await page.waitForSelector('.edit-bar', { state: 'attached' });
      await page.waitForFunction(() => !document.querySelector('.edit-note:not([hidden])[role]'));
      await look();
      await hands.outline(page, 'draw', await corners());
      await page.waitForSelector('[data-key="part-0"]', { state: 'attached' });
      await press('[data-key="edit-snap"]');
      const cut = () => hands.outline(page, 'cut', HOLE);
      if (hands.seesForm) {
        await unfold(page, hands, 'slot-impact');
        const listed = await listedAfter(page, cut);
        process.stdout.write(`${hands.name}: ${listed} ms from the last press to the list of whom it affects\n`);
      } else await cut();
      await page.waitForSelector('[data-key="hole-0-0"]', { state: 'attached' });
      await look();
      const project = await page.locator('#f-project_id option').nth(2).getAttribute('value');
      await hands.choose(page, '#f-project_id', project ?? '');
      await hands.write(page, '#f-label', label);
      await hands.write(page, '#f-title_de', title);
      await hands.day(page, '#f-planned_from', dayFrom(30 + n * 100));
      await hands.day(page, '#f-planned_to', dayFrom(119 + n * 100));
      await unfold(page, hands, 'people');
      await hands.write(page, '#f-contact_role', 'Tiefbauamt');
      await look();
      await press('[data-key="save"]');
      await toast(page, 'Angelegt');
      const [found] = await server.rows(`SELECT id FROM construction_section WHERE label = '${label}'`);
      id = Number(found);
      const ground = await snapped(server, id);
      process.stdout.write(
        `${hands.name}: ${ground.corners} corners, the furthest ${ground.far_mm} mm from a parcel\n`,
      );
      expect(ground.corners).toBe(7);
      expect(ground.far_mm).toBeLessThanOrEqual(1);
      expect(ground.holes).toBe(1);
      expect(ground.centreline_m).toBeGreaterThan(5);
    });

    test('splits it into three phases, one after the other, and moves them by the timeline', async () => {
      const { page } = watched;
      await press('[data-fold="split"] > summary');
      await press('[data-key="split-sides"]');
      await page.waitForSelector('[data-key="split-take"]');
      await look();
      await press('[data-key="split-take"]');
      await page.waitForFunction(() => document.querySelectorAll('[data-group="phases"] .part').length === 3);
      await press('[data-key="save"]');
      await toast(page, 'Gespeichert');
      const before = (await siteOf(page, id)).properties.phases as Plan[];
      expect(before.map(({ planned_from, planned_to }) => [planned_from, planned_to])).toEqual(
        [0, 30, 60].map((days) => [dayFrom(30 + n * 100 + days), dayFrom(60 + n * 100 + days)]),
      );
      await unfold(page, hands, 'slot-timeline');
      await page.waitForSelector('.plan-slot .plan-control');
      const [phase] = (await siteOf(page, id)).properties.phases as { id: number }[];
      await hands.later(page, '.plan-slot', `p:${phase?.id}`);
      await page.waitForSelector('.plan-slot .plan-moves li');
      await look();
      await press('[data-key="save"]');
      await page.waitForFunction(() =>
        document.querySelector('.save-state')?.textContent?.includes('Alles gespeichert'),
      );
      const after = (await siteOf(page, id)).properties.phases as Plan[];
      for (const [i, { planned_from }] of after.entries())
        expect(planned_from > (before[i]?.planned_from ?? ''), `phase ${i + 1} begins later`).toBe(true);
    });

    test('sees the doors that it affects', async () => {
      const { page } = watched;
      await unfold(page, hands, 'slot-impact');
      await page.waitForSelector('.slot-impact .reach-side');
      const units = await doorsOf(page, id);
      expect(units.length).toBeGreaterThan(3);
      const shown = (await page.textContent('.slot-impact')) ?? '';
      for (const { street_name } of units) expect(shown).toContain(street_name);
      await look();
    });

    test('publishes, and a map that was open all the time shows it without being loaded again', async () => {
      const { page } = watched;
      await press('[data-key="to-planned"]');
      await page.waitForSelector('[data-key="missing-scheduled-impact"]');
      await press('[data-key="missing-scheduled-impact"]');
      await page.waitForFunction(() => document.activeElement?.id === 'f-impact');
      await press('#f-impact');
      await page.waitForSelector('[data-key="to-scheduled"]:not([aria-disabled])');
      const spot: Spot = [6.96575, 51.6601];
      const before = await colours(anybody.page, WORKS, spot);
      expect(await anybody.page.textContent('.list')).not.toContain(title);
      const seen = anybody.page.waitForFunction(
        (name) => document.querySelector('.list')?.textContent?.includes(name) && Date.now(),
        title,
        { timeout: PATIENCE_MS, polling: 10 },
      );
      await page.evaluate(() => {
        const tell = (event: Event) => {
          if ((event.target as Element).closest('[data-key="to-scheduled"]'))
            document.body.dataset.pressed = String(Date.now());
        };
        addEventListener('click', tell, { capture: true });
      });
      await press('[data-key="to-scheduled"]');
      const at = Number(await (await seen).jsonValue());
      const pressed = Number(await page.evaluate(() => document.body.dataset.pressed));
      process.stdout.write(`${hands.name}: ${at - pressed} ms from the press to the list of another window\n`);
      await expect.poll(() => colours(anybody.page, WORKS, spot), { timeout: PATIENCE_MS }).not.toBe(before);
      await page.waitForSelector('.status-box .tag-public');
      await look();
      await accessible(anybody.page);
    });

    test('makes letters for the doors and prints them', async () => {
      const { page } = watched;
      await unfold(page, hands, 'slot-notices');
      await press('[data-key="notice-prepare"]');
      await page.waitForSelector('a[data-key^="letter-"]');
      await look();
      const opened = office.context.waitForEvent('page');
      await press('a[data-key^="letter-"]');
      const letters = await opened;
      await letters.waitForSelector('h1, h2');
      await accessible(letters);
      const doors = await doorsOf(page, id);
      const sheets = sheetsOf(await letters.pdf({ preferCSSPageSize: true, printBackground: true }));
      expect(sheets).toHaveLength(doors.length);
      for (const { text } of sheets) {
        expect(text).toContain(`Abschnitt ${label}`);
        expect(text).toContain('vor Ihrer Tür wird gebaut');
        expect(text).toContain('Tiefbauamt');
        expect(text).toContain(`/works/`);
      }
      await letters.close();
    });

    test('stands on its public page', async () => {
      const ref = String((await siteOf(watched.page, id)).properties.project_ref);
      await anybody.page.goto(`${server.url}/works/${ref}/${label}`);
      expect(await anybody.page.textContent('main')).toContain(title);
      await accessible(anybody.page);
    });
  });
}
