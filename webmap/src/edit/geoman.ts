// Loads Geoman onto our Leaflet. It wants a global and mutable L, and hooks only what is made after it (E1).

import {
  CircleMarker,
  Class,
  Control,
  CRS,
  DomEvent,
  DomUtil,
  divIcon,
  extend,
  FeatureGroup,
  featureGroup,
  Icon,
  icon,
  LatLng,
  Layer,
  LayerGroup,
  Map as LeafletMap,
  LineUtil,
  latLng,
  Marker,
  Point,
  Polygon,
  Polyline,
  point,
  polygon,
  polyline,
  setOptions,
  stamp,
  Util,
  version,
} from 'leaflet';
import '@geoman-io/leaflet-geoman-free/dist/leaflet-geoman.css';

let loading: Promise<unknown> | undefined;

type Maker = new (...given: never[]) => Layer;

/** A class that Geoman only asks about: nobody draws these here, and Leaflet's own would weigh on the public's map. */
const unused = (of: unknown) => (of as { extend(with_: object): Maker }).extend({});

/**
 * Corners are no stops of the keyboard: hundreds of nameless ones help nobody, and the table of corners names them.
 */
const Quiet = Marker.extend({ options: { keyboard: false } }) as Maker;

const L = {
  ...{ Class, CRS, CircleMarker, Control, DomEvent, DomUtil, FeatureGroup, Icon, LatLng, Layer, LayerGroup, LineUtil },
  ...{ Map: LeafletMap, Point, Polygon, Polyline, Util, divIcon, extend, featureGroup, icon, latLng, point, polygon },
  ...{ polyline, setOptions, stamp, version },
  Canvas: unused(Layer),
  Circle: unused(CircleMarker),
  ImageOverlay: unused(Layer),
  Rectangle: unused(Polygon),
  geoJSON: () => new FeatureGroup(),
  Marker: Quiet,
  marker: (...given: never[]) => new Quiet(...given),
};

export function loadGeoman(): Promise<unknown> {
  (globalThis as unknown as { L?: object }).L ??= L;
  // A failed load is tried again the next time.
  loading ??= import('@geoman-io/leaflet-geoman-free').catch((cause: unknown) => {
    loading = undefined;
    throw cause;
  });
  return loading;
}

interface GlobalL {
  PM: { reInitLayer(map: LeafletMap): void };
}

export const LAYER_PANE = 'edit-area';
const VERTEX_PANE = 'edit-corners';

/** Gives a map that is older than Geoman what it needs for drawing. */
export function prepare(map: LeafletMap, snap: boolean): void {
  for (const [name, level] of [
    [LAYER_PANE, 610],
    [VERTEX_PANE, 620],
  ] as const) {
    const pane = map.getPane(name) ?? map.createPane(name);
    pane.style.zIndex = String(level);
  }
  const { PM } = (globalThis as unknown as { L: GlobalL }).L;
  PM.reInitLayer(map);
  map.pm.setGlobalOptions(options(snap));
}

const coarse = matchMedia('(pointer: coarse)');

export function options(snap: boolean) {
  return {
    snappable: snap,
    snapDistance: coarse.matches ? 22 : 14,
    allowSelfIntersection: false,
    finishOnEnter: true,
    exitModeOnEscape: true,
    tooltips: false,
    panes: { layerPane: LAYER_PANE, vertexPane: VERTEX_PANE, markerPane: VERTEX_PANE },
    pathOptions: { className: 'edit-shape' },
    templineStyle: { className: 'edit-line' },
    hintlineStyle: { className: 'edit-hint', dashArray: '5 5' },
  };
}
