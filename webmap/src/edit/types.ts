// What the editor is given and gives back.

import type { LineString, MultiPolygon, Polygon, Position } from 'geojson';
import type { Map as LeafletMap } from 'leaflet';
import type { Box } from '../model';
import type { Area } from './area';

export interface GuideFeature {
  id: number;
  geometry: Polygon | MultiPolygon | LineString;
  properties: {
    layer: 'parcels' | 'buildings' | 'segments';
    label?: string | null;
    street_name?: string | null;
    from_label?: string | null;
    to_label?: string | null;
    chain_no?: number;
    seq?: number;
    start_m?: number;
    length_m?: number;
    width_m?: number | null;
  };
}

export interface Guides {
  features: GuideFeature[];
  /** Whether the box holds more than was given. */
  truncated: boolean;
}

/** Another area worth copying, snapping to and not overlapping. */
export interface Neighbour {
  id: number | string;
  label: string;
  kind: 'section' | 'phase';
  geometry: Area;
  /** Whether both are there at the same time, so that an overlap is worth a warning. */
  clashes?: boolean;
}

export interface Piece {
  geometry: Area;
  strip: 'side_left' | 'middle' | 'side_right' | null;
}

/** Something the server has against the area, or warns of. */
export interface Problem {
  message: string;
  at?: Position;
  geometry?: Polygon | MultiPolygon;
}

/** The line along which the section is worked on. Its members are read like signals. */
export interface CentrelineAt {
  now(): LineString | null;
  /** Not while the area of a phase is drawn. */
  isAsked(): boolean;
  set(line: LineString | null): void;
}

export interface EditorOptions {
  /** Where the panel goes; the toolbar floats over the map. */
  root: HTMLElement;
  map: LeafletMap;
  geometry: Polygon | MultiPolygon | null;
  /** After every finished step, never while something is being dragged. */
  onChange(geometry: Area | null): void;
  /** The area while a corner is being dragged, null when it is let go. */
  onDrag?(geometry: Area | null): void;
  onError?(message: string): void;
  guides(box: Box, signal: AbortSignal): Promise<Guides>;
  neighbours?(): readonly Neighbour[];
  /** The section that a phase has to stay within. */
  within?(): Area | null;
  centreline?: CentrelineAt;
  /** Without it there is no splitting into phases. */
  onSplit?(pieces: Piece[]): void;
  town?: Box | null;
}

export interface Editor {
  setGeometry(geometry: Polygon | MultiPolygon | null): void;
  problems(list: readonly Problem[]): void;
  focus(): void;
  destroy(): void;
}
