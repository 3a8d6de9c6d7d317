import { Control, LatLngBounds, Map as LeafletMap, Point } from 'leaflet';
import type { TileSource } from '../api';
import { findSection, findUnit, shownSections, shownUnits, town, units } from '../data';
import { t } from '../i18n';
import type { Box, MultiPolygonOf } from '../model';
import { effect, signal, untracked } from '../signal';
import { day, hover, lang, sel, select } from '../store';
import { MapButtons } from './buttons';
import { LabelLayer } from './labels';
import { MvtLayer } from './mvt';
import { hasView } from './overlay';
import { type Layers, listen, pin } from './pointer';
import { HighlightLayer, type Marked } from './select';
import { theme } from './theme';
import { UnitLayer } from './units';
import { BadgeLayer, WorksLayer } from './works';

/** The geometry of the parcel on show; the detail panel writes it, since only it has loaded the parcel. */
export const parcelArea = signal<MultiPolygonOf | null>(null);
/** How many tiles failed since the last success. */
export const tilesFailed = signal(false);
/** True while tiles are on their way. */
export const tilesLoading = signal(false);

const PANES: readonly [string, number][] = [
  ['works', 350],
  ['labels', 380],
  ['units', 400],
  ['badges', 410],
  ['highlight', 450],
  ['buttons', 600],
];

export interface CityMap {
  map: LeafletMap;
  fit(box: Box, maxZoom?: number): void;
  home(): void;
  showSelection(): void;
  retryTiles(): void;
  /** After something over the map has opened, closed or moved. */
  coverChanged(): void;
}

function emptyMap(container: HTMLElement): LeafletMap {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = new LeafletMap(container, {
    zoomControl: false,
    attributionControl: false,
    minZoom: 10,
    maxZoom: 21,
    zoomAnimation: !still,
    fadeAnimation: !still,
    inertia: !still,
    wheelPxPerZoomLevel: 100,
  });
  for (const [name, level] of PANES) {
    const pane = map.createPane(name);
    pane.classList.add(`pane-${name}`);
    pane.style.zIndex = String(level);
    if (name !== 'buttons') pane.style.pointerEvents = 'none';
  }
  new Control.Scale({ imperial: false, maxWidth: 120 }).addTo(map);
  return map;
}

function addLayers(map: LeafletMap): Layers {
  const units = new UnitLayer('units', theme()).addTo(map);
  return {
    units,
    works: new WorksLayer('works', theme()).addTo(map),
    badges: new BadgeLayer('badges', theme()).addTo(map),
    highlight: new HighlightLayer('highlight', theme()).addTo(map),
    buttons: new MapButtons(map, units),
  };
}

function marked(key: string | null): Marked {
  if (!key) return {};
  if (key.startsWith('s:')) return { area: findSection(Number(key.slice(2)))?.geometry };
  if (key.startsWith('p:')) return { area: parcelArea() ?? undefined };
  return { unit: findUnit(key) };
}

function follow(map: LeafletMap, layers: Layers): void {
  effect(() => layers.units.show(shownUnits()));
  effect(() => {
    shownUnits();
    lang();
    layers.units.redraw();
    queueMicrotask(() => layers.buttons.update());
  });
  effect(() => {
    layers.works.show(shownSections(), day());
    layers.badges.show(shownSections());
  });
  effect(() => {
    units.value();
    layers.highlight.select(marked(sel()));
  });
  effect(() => layers.highlight.hover(marked(hover())));
  effect(() => layers.highlight.mark(pin()));
  effect(() => {
    const colours = theme();
    for (const layer of [layers.units, layers.works, layers.badges, layers.highlight]) layer.restyle(colours);
  });
  const view = select('view');
  effect(() => {
    const wanted = view();
    if (!wanted || !hasView(map)) return;
    const { lat, lng } = map.getCenter();
    const same =
      map.getZoom() === wanted.zoom &&
      lat.toFixed(5) === wanted.lat.toFixed(5) &&
      lng.toFixed(5) === wanted.lon.toFixed(5);
    if (!same) map.setView([wanted.lat, wanted.lon], wanted.zoom);
  });
}

function addTiles(map: LeafletMap, layers: Layers, source: TileSource): MvtLayer {
  let labels: LabelLayer | undefined;
  let failures = false;
  const tiles = new MvtLayer(source, theme(), {
    failed: () => {
      failures = true;
      tilesFailed.set(true);
    },
    changed: () => {
      labels?.redraw();
      if (!failures) tilesFailed.set(false);
      failures = false;
    },
  });
  tiles.on('loading', () => tilesLoading.set(true)).on('load', () => tilesLoading.set(false));
  tiles.addTo(map);
  labels = new LabelLayer('labels', tiles, theme()).addTo(map);
  labels.obstacles = (frame) => [...layers.units.boxes(frame), ...layers.badges.boxes(frame)];
  effect(() => {
    tiles.restyle(theme());
    labels.restyle(theme());
  });
  effect(() => {
    shownUnits();
    shownSections();
    labels.redraw();
  });
  return tiles;
}

interface Padding {
  paddingTopLeft: [number, number];
  paddingBottomRight: [number, number];
}

/** The part of the map that neither a card nor the sheet covers. */
function free(): Padding {
  const edge = (id: string) => document.getElementById(id)?.getBoundingClientRect();
  const [legend, time] = [edge('legend'), edge('time')];
  const below = time?.height ? time.height + 40 : 24;
  if (innerWidth < 900) {
    const sheet = untracked(sel) ? innerHeight * 0.52 - 60 : 0;
    return { paddingTopLeft: [12, 150], paddingBottomRight: [64, Math.max(below, sheet)] };
  }
  return { paddingTopLeft: [24, 24], paddingBottomRight: [legend?.width ? innerWidth - legend.left + 12 : 80, below] };
}

/** The first view: the zoom at which the town fits best, where fitting it wholly would leave half the window empty. */
function openOn(map: LeafletMap, box: Box): void {
  const {
    paddingTopLeft: [left, top],
    paddingBottomRight: [right, bottom],
  } = free();
  const size = map.getSize();
  const bounds = boundsOf(box);
  const extent = map.project(bounds.getSouthEast(), 16).subtract(map.project(bounds.getNorthWest(), 16));
  const ratio = Math.min((size.x - left - right) / extent.x, (size.y - top - bottom) / extent.y);
  const zoom = Math.max(10, Math.min(18, Math.round(16.2 + Math.log2(Math.max(ratio, 0.01)))));
  const shift = new Point((right - left) / 2, (bottom - top) / 2);
  map.setView(map.unproject(map.project(bounds.getCenter(), zoom).add(shift), zoom), zoom);
}

/** Brings what was chosen in the list or the search into sight, without changing the scale. */
function reveal(map: LeafletMap, { unit, area }: Marked): void {
  const [lon, lat] = unit?.geometry.coordinates ?? [];
  if (lon !== undefined && lat !== undefined) map.panInside([lat, lon], free());
  if (area) map.panInside(boundsOf(boxOfArea(area)).getCenter(), free());
}

const boundsOf = ([w, s, e, n]: Box) => new LatLngBounds([s, w], [n, e]);

/** Builds the map and keeps it in step with the store. */
export function createMap(container: HTMLElement, source: Promise<TileSource>): CityMap {
  const map = emptyMap(container);
  const layers = addLayers(map);
  let tiles: MvtLayer | null = null;
  const home = () => {
    const here = untracked(town.value).data;
    if (here?.bbox) map.fitBounds(boundsOf(here.bbox), { maxZoom: 18, ...free() });
    else map.setView([51.16, 10.45], 6);
  };
  const fit = (box: Box, maxZoom = 18) => map.fitBounds(boundsOf(box), { maxZoom, ...free() });
  const start = untracked(select('view'));
  if (start) map.setView([start.lat, start.lon], start.zoom);
  effect(() => {
    const here = town.value().data;
    if (!here || hasView(map)) return;
    if (here.bbox) openOn(map, here.bbox);
    else home();
  });
  listen(map, layers, () => tiles);
  follow(map, layers);
  let shownKey = untracked(sel);
  effect(() => {
    const key = sel();
    const now = marked(key);
    if (key === shownKey || (key && !now.unit && !now.area)) return;
    shownKey = key;
    if (hasView(map)) reveal(map, now);
  });
  source.then(
    (answer) => {
      tiles = addTiles(map, layers, answer);
    },
    () => tilesFailed.set(true),
  );
  effect(() => container.setAttribute('aria-label', t().map));
  const showSelection = () => {
    const { unit, area } = untracked(() => marked(sel()));
    const [lon = 0, lat = 0] = unit?.geometry.coordinates ?? [];
    if (unit) map.setView([lat, lon], Math.max(map.getZoom(), 18));
    if (area) fit(boxOfArea(area), 19);
  };
  return {
    map,
    fit,
    home,
    showSelection,
    retryTiles: () => tiles?.retry(),
    coverChanged: () => layers.buttons.update(),
  };
}

function boxOfArea(area: MultiPolygonOf): Box {
  const box: Box = [180, 90, -180, -90];
  for (const [x = 0, y = 0] of area.coordinates.flat(2)) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}
