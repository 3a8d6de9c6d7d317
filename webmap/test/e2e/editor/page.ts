// The map with the editor on it and nothing else: what the tests of drawing look at, without the forms around it.

import '../../../src/css/tokens.css';
import '../../../src/css/leaflet.css';
import '../../../src/css/layout.css';
import '../../../src/css/panel.css';
import '../../../src/css/map.css';
import '../../../src/css/phone.css';
import type { MultiPolygon } from 'geojson';
import './page.css';
import { api } from '../../../src/api';
import { startLoading } from '../../../src/data';
import { h } from '../../../src/dom';
import { type Editor, mountEditor, type Neighbour, type Piece } from '../../../src/edit';
import { createMap } from '../../../src/map/map';
import { startTheme } from '../../../src/map/theme';
import { sheet, size } from '../../../src/panels/sheet';
import { followAddress, lang } from '../../../src/store';

interface Harness {
  editor: Editor;
  changes: (MultiPolygon | null)[];
  pieces: Piece[];
  pixel(lon: number, lat: number): { x: number; y: number };
  view(lon: number, lat: number, zoom: number): void;
}

declare global {
  interface Window {
    harness: Harness;
    given: { geometry: MultiPolygon | null; neighbours: Neighbour[]; within: MultiPolygon | null };
  }
}

async function start(): Promise<void> {
  startTheme();
  followAddress();
  document.documentElement.lang = lang();
  document.title = 'mitte';
  const source = api.tiles();
  startLoading(source);
  const container = h('div', { id: 'map', class: 'map', tabindex: 0, role: 'region' });
  const stage = h('section', { class: 'stage', 'aria-label': 'Kartenbereich' }, container);
  const root = h('div', { class: 'editor-root' });
  const panel = h('main', { class: 'panel', id: 'panel' }, root);
  size.set('half');
  document.body.append(stage);
  const city = createMap(container, source);
  stage.before(h('div', { class: 'side' }, h('header', { class: 'top' }, h('h1', {}, 'mitte')), sheet(panel)));
  const changes: (MultiPolygon | null)[] = [];
  const pieces: Piece[] = [];
  const given = window.given ?? { geometry: null, neighbours: [], within: null };
  const editor = await mountEditor({
    root,
    map: city.map,
    geometry: given.geometry,
    onChange: (geometry) => changes.push(geometry),
    guides: async (box, signal) => (await fetch(`guides?bbox=${box}`, { signal })).json(),
    neighbours: () => given.neighbours,
    within: () => given.within,
    onSplit: (list) => pieces.push(...list),
    town: [6.95, 51.65, 6.98, 51.67],
  });
  window.harness = {
    editor,
    changes,
    pieces,
    pixel(lon, lat) {
      const box = container.getBoundingClientRect();
      const point = city.map.latLngToContainerPoint([lat, lon]);
      return { x: box.left + point.x, y: box.top + point.y };
    },
    view: (lon, lat, zoom) => city.map.setView([lat, lon], zoom, { animate: false }),
  };
  document.body.dataset.ready = 'yes';
}

void start();
