// Serves the page of the editor's tests from the address of the real server, under its content security policy.

import { fileURLToPath } from 'node:url';
import type { MultiPolygon, Position } from 'geojson';
import type { Page, Route } from 'playwright-core';
import { build } from 'vite';
import type { Guides, Neighbour } from '../../../src/edit';
import { type Browser, base, visit, type Watched } from '../browser';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The files of the page by name, built once. */
let files: Promise<Map<string, string>> | undefined;

async function bundle(): Promise<Map<string, string>> {
  const found = await build({
    root,
    configFile: false,
    logLevel: 'error',
    base: './',
    resolve: { alias: { leaflet: `${root}node_modules/leaflet/dist/leaflet-src.esm.js` } },
    build: {
      write: false,
      target: 'es2022',
      minify: false,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: `${root}test/e2e/editor/page.ts`, output: { entryFileNames: 'page.js' } },
    },
  });
  const outputs = [found].flat().flatMap((each) => ('output' in each ? each.output : []));
  return new Map(outputs.map((each) => [each.fileName, each.type === 'chunk' ? each.code : String(each.source)]));
}

const TYPES: Record<string, string> = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' };

function html(all: Map<string, string>): string {
  const sheets = [...all.keys()].filter((name) => name.endsWith('.css'));
  const links = sheets.map((name) => `<link rel="stylesheet" href="./editor/${name}">`).join('');
  return `<!doctype html><html lang="de"><head><meta charset="utf-8"><title>mitte</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">${links}</head>
    <body><script type="module" src="./editor/page.js"></script></body></html>`;
}

export interface Given {
  geometry?: MultiPolygon | null;
  neighbours?: Neighbour[];
  within?: MultiPolygon | null;
  guides: (route: Route) => Promise<Guides> | Guides;
  dark?: boolean;
}

/** Opens the editor on the map around a place. */
export async function edit(browser: Browser, hash: string, given: Given): Promise<Watched> {
  files ??= bundle();
  const all = await files;
  const { guides, dark, geometry = null, neighbours = [], within = null } = given;
  return visit(browser, `editor.html${hash}`, async (page) => {
    await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' });
    await page.addInitScript((start) => Object.assign(window, { given: start }), { geometry, neighbours, within });
    const policy = (await (await fetch(base())).headers.get('Content-Security-Policy')) ?? '';
    await page.route('**/editor.html', (route) =>
      route.fulfill({ contentType: 'text/html', headers: { 'Content-Security-Policy': policy }, body: html(all) }),
    );
    await page.route('**/editor/**', (route) => {
      const name = new URL(route.request().url()).pathname.replace(/^.*\/editor\//, '');
      const body = all.get(name);
      if (body === undefined) return route.fulfill({ status: 404 });
      return route.fulfill({ contentType: TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain', body });
    });
    await page.route('**/guides?*', async (route) => route.fulfill({ json: await guides(route) }));
  });
}

export const ready = (page: Page) => page.waitForSelector('body[data-ready] .edit-bar');

export const changes = (page: Page): Promise<(MultiPolygon | null)[]> => page.evaluate(() => window.harness.changes);

export const last = async (page: Page) => (await changes(page)).at(-1) ?? null;

export const pixel = (page: Page, [lon = 0, lat = 0]: Position) =>
  page.evaluate(([x, y]) => window.harness.pixel(x, y), [lon, lat] as const);
