// What the ground looks like. A pure function of features, zoom and theme.

import type { Shape } from './mvt-tile';
import type { Theme } from './theme';

const LATITUDE_COS = 0.62;
const STREETS = new Set(['street', 'square', 'path']);
const DEFAULT_WIDTH: Record<string, number> = { main: 11, street: 8, pedestrian: 9, service: 5, path: 3, steps: 3 };

/** Pixels per metre in the middle of Germany. */
export function perMetre(zoom: number): number {
  return (256 * 2 ** zoom) / (40_075_017 * LATITUDE_COS);
}

/** Draws tile units as pixels: x · scale + dx. */
interface Placement {
  scale: number;
  dx: number;
  dy: number;
}

/** Features together with where their tile lies; streets of neighbours reach into this tile. */
export interface Placed extends Placement {
  shapes: readonly Shape[];
}

function addTo(path: Path2D, shape: Shape, { scale, dx, dy }: Placement): void {
  for (const part of shape.parts) {
    for (let i = 0; i < part.length; i += 2) {
      const [x, y] = [(part[i] as number) * scale + dx, (part[i + 1] as number) * scale + dy];
      if (i === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    }
    if (shape.type === 3) path.closePath();
  }
}

type Groups = Map<string, Path2D>;

function group(placed: readonly Placed[], layer: string, key: (shape: Shape) => string | null): Groups {
  const groups: Groups = new Map();
  for (const tile of placed) {
    for (const shape of tile.shapes) {
      const name = shape.layer === layer ? key(shape) : null;
      if (name === null) continue;
      let path = groups.get(name);
      if (!path) {
        path = new Path2D();
        groups.set(name, path);
      }
      addTo(path, shape, tile);
    }
  }
  return groups;
}

function isPedestrian(shape: Shape): boolean {
  return shape.props.pedestrian_zone === true || shape.props.kind === 'pedestrian';
}

/** "class:width in decimetres", so that one path holds all streets drawn alike. */
function streetKey(shape: Shape): string {
  const kind = String(shape.props.kind ?? 'street');
  const width = Number(shape.props.width_m ?? 0) || DEFAULT_WIDTH[kind] || 7;
  const name = isPedestrian(shape) ? 'pedestrian' : kind === 'path' || kind === 'steps' ? kind : 'street';
  return `${name}:${Math.round(width * 2) * 5}`;
}

function parcels(ctx: CanvasRenderingContext2D, own: Placed, theme: Theme): Path2D | null {
  const groups = group([own], 'parcels', (shape) => String(shape.props.land_use ?? 'other'));
  let streets: Path2D | null = null;
  for (const [use, path] of groups) {
    const colour = theme.parcel[use];
    if (colour) {
      ctx.fillStyle = colour;
      ctx.fill(path);
      // A hairline of the same colour closes the seams that antialiasing leaves between neighbours.
      ctx.strokeStyle = colour;
      ctx.lineWidth = 0.75;
      ctx.stroke(path);
    }
    if (STREETS.has(use)) {
      streets ??= new Path2D();
      streets.addPath(path);
    }
  }
  return streets;
}

function parcelLines(ctx: CanvasRenderingContext2D, own: Placed, zoom: number, theme: Theme): void {
  if (zoom < 17) return;
  ctx.lineWidth = zoom < 18 ? 0.5 : 0.75;
  ctx.strokeStyle = theme.parcelLine;
  for (const path of group([own], 'parcels', (shape) =>
    STREETS.has(String(shape.props.land_use)) ? null : 'line',
  ).values()) {
    ctx.stroke(path);
  }
}

function streetWidth(key: string, zoom: number): number {
  const metres = Number(key.split(':')[1]) / 10;
  const least = key.startsWith('path') || key.startsWith('steps') ? 1 : zoom < 14 ? 1.25 : zoom < 16 ? 2.25 : 3;
  return Math.max(metres * perMetre(zoom) * 0.8, least);
}

function streetColour(key: string, theme: Theme): string {
  if (key.startsWith('pedestrian')) return theme.pedestrian;
  return key.startsWith('path') ? (theme.parcel.path ?? theme.street) : theme.street;
}

/** Streets without parcels under them: a line with a casing. */
function drawnStreets(ctx: CanvasRenderingContext2D, groups: Groups, zoom: number, theme: Theme): void {
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  ctx.strokeStyle = theme.streetCasing;
  for (const [key, path] of groups) {
    ctx.lineWidth = streetWidth(key, zoom) + (zoom < 15 ? 1 : 1.5);
    ctx.stroke(path);
  }
  for (const [key, path] of groups) {
    ctx.strokeStyle = streetColour(key, theme);
    ctx.lineWidth = streetWidth(key, zoom);
    ctx.stroke(path);
  }
}

/** Streets whose ground the parcels already show: only the pavement of the pedestrian zone is missing. */
function pavedStreets(ctx: CanvasRenderingContext2D, groups: Groups, ground: Path2D, zoom: number, theme: Theme): void {
  ctx.save();
  ctx.clip(ground);
  ctx.lineCap = 'butt';
  ctx.lineJoin = 'round';
  for (const [key, path] of groups) {
    if (!key.startsWith('pedestrian')) continue;
    ctx.strokeStyle = theme.pedestrian;
    ctx.lineWidth = streetWidth(key, zoom) * 2.2;
    ctx.stroke(path);
  }
  ctx.restore();
}

function steps(ctx: CanvasRenderingContext2D, groups: Groups, zoom: number, theme: Theme): void {
  if (zoom < 16) return;
  for (const [key, path] of groups) {
    if (!key.startsWith('steps') && !key.startsWith('path')) continue;
    ctx.lineCap = 'butt';
    ctx.strokeStyle = theme.pathLine;
    ctx.lineWidth = key.startsWith('steps') ? 3 : 1;
    ctx.setLineDash(key.startsWith('steps') ? [1.5, 2] : [4, 3]);
    ctx.stroke(path);
    ctx.setLineDash([]);
  }
}

function buildings(ctx: CanvasRenderingContext2D, own: Placed, zoom: number, theme: Theme): void {
  const groups = group([own], 'buildings', (shape) => (shape.props.listed === true ? 'listed' : 'plain'));
  for (const [name, path] of groups) {
    ctx.fillStyle = name === 'listed' ? theme.listed : theme.building;
    ctx.fill(path);
    ctx.strokeStyle = theme.buildingLine;
    ctx.lineJoin = 'miter';
    ctx.lineWidth = zoom < 16 ? 0.4 : zoom < 18 ? 0.7 : 1;
    ctx.stroke(path);
  }
}

/** The shares of vacant units that the squares of the overview tell apart: up to these, and more. */
const GRID_SHARES = [0, 0.1, 0.25] as const;
const GRID_INK = [0, 0.28, 0.55, 0.85];

function gridKey({ props }: Shape): string {
  const units = Number(props.units ?? 0);
  if (units === 0) return 'none';
  const share = Number(props.vacant ?? 0) / units;
  const step = GRID_SHARES.findIndex((most) => share <= most);
  return String(step < 0 ? GRID_SHARES.length : step);
}

/** Squares in place of single features: the built-up ground under the streets, the shops and how many are empty above. */
function squares(ctx: CanvasRenderingContext2D, own: Placed, theme: Theme, withUnits: boolean): void {
  for (const [name, path] of group([own], 'grid', gridKey)) {
    if ((name !== 'none') !== withUnits) continue;
    ctx.fillStyle = withUnits ? theme.gridUnits : theme.gridNone;
    ctx.fill(path);
    if (!withUnits) continue;
    ctx.globalAlpha = GRID_INK[Number(name)] ?? 0;
    ctx.fillStyle = theme.vacant;
    ctx.fill(path);
    ctx.globalAlpha = 1;
    ctx.lineWidth = 0.75;
    ctx.strokeStyle = theme.gridLine;
    ctx.stroke(path);
  }
}

/** Paints one tile; `around` holds its neighbours, whose wide streets reach over the edge. */
export function paint(
  ctx: CanvasRenderingContext2D,
  own: Placed,
  around: readonly Placed[],
  zoom: number,
  theme: Theme,
): void {
  squares(ctx, own, theme, false);
  const ground = parcels(ctx, own, theme);
  parcelLines(ctx, own, zoom, theme);
  const streets = group([own, ...around], 'segments', streetKey);
  if (ground && zoom >= 15) pavedStreets(ctx, streets, ground, zoom, theme);
  else drawnStreets(ctx, streets, zoom, theme);
  steps(ctx, streets, zoom, theme);
  squares(ctx, own, theme, true);
  buildings(ctx, own, zoom, theme);
}
