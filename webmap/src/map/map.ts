import { Control, LatLng, Map as LeafletMap } from 'leaflet';
import type { TileSource } from '../api';
import { findSection, findUnit, shownSections, shownUnits, town } from '../data';
import { t } from '../i18n';
import type { Box, MultiPolygonOf } from '../model';
import { onNews } from '../news';
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
import { boundsOf, boxOfArea, centreOn, free, openOn, reveal } from './view';
import { BadgeLayer, WorksLayer } from './works';

/** The geometry of the parcel on show; the detail panel writes it, since only it has loaded the parcel. */
export const parcelArea = signal<MultiPolygonOf | null>(null);
/** Whether a part of the base map could not be loaded. */
export const tilesFailed = signal(false);
/** How many features the server left out of the tiles on show. */
export const tilesDropped = signal(0);
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
  layers: Layers;
  fit(box: Box, maxZoom?: number, animate?: boolean): void;
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
  effect(() => layers.highlight.select(marked(sel())));
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
  const look = () => {
    tilesFailed.set(tiles.trouble);
    tilesDropped.set(tiles.dropped);
  };
  const changed = () => {
    labels?.redraw();
    look();
  };
  const tiles = new MvtLayer(source, theme(), { changed, troubled: look });
  map.on('moveend', look);
  onNews((news) => tiles.refresh(news));
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
  const fit = (box: Box, maxZoom = 18, animate = true) =>
    map.fitBounds(boundsOf(box), { maxZoom, ...free(), ...(animate ? {} : { animate }) });
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
    if (unit) centreOn(map, new LatLng(lat, lon), Math.max(map.getZoom(), 18));
    if (area) fit(boxOfArea(area), 19);
  };
  return {
    map,
    layers,
    fit,
    home,
    showSelection,
    retryTiles: () => tiles?.retry(),
    coverChanged: () => map.fire('coverchange'),
  };
}
