// What only staff see on the map: sections that are not public, and the shapes of the work at hand.

import type { Geometry, MultiPolygon, Polygon } from 'geojson';
import type { LeafletMouseEvent } from 'leaflet';
import type { CityMap } from '../map/map';
import { CanvasOverlay, type Frame } from '../map/overlay';
import { claims } from '../map/pointer';
import { covers } from '../map/select';
import { type Theme, theme } from '../map/theme';
import { isShort, labelPoint, pathOf } from '../map/works';
import { computed, effect, signal, untracked } from '../signal';
import type { StaffSection } from './model-answers';
import { allSections } from './office-data';
import { isOpen, isRegister, openSection, route } from './route';

const FONT = '700 12px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';

/** How large a place is drawn, such as that of a container. */
const SPOT_PX = 6;
/** A ring round the sign of a shop. */
const RING_PX = 19;
/** A narrow one round the signs of all that is in question. */
const LOOP_PX = 14;

/** mine is solid, theirs and past are dashed, phase is thin, clash is what a warning is about, public is the public's, spot a place, ring the shop at hand, loop the shops in question. */
type Look = 'mine' | 'theirs' | 'past' | 'phase' | 'clash' | 'public' | 'spot' | 'ring' | 'loop';
type Colour = 'accent' | 'outline' | 'vacant' | 'works';

const FILLS: Partial<Record<Look, { colour: Colour; alpha: number }>> = {
  mine: { colour: 'accent', alpha: 0.18 },
  clash: { colour: 'vacant', alpha: 0.45 },
  public: { colour: 'works', alpha: 0.3 },
};
const LINES: Record<Look, { colour: Colour; width: number; dash: readonly number[]; halo: boolean }> = {
  mine: { colour: 'accent', width: 2.5, dash: [], halo: true },
  theirs: { colour: 'outline', width: 2.5, dash: [8, 6], halo: true },
  past: { colour: 'outline', width: 2.5, dash: [8, 6], halo: true },
  phase: { colour: 'accent', width: 1.5, dash: [1, 4], halo: false },
  clash: { colour: 'vacant', width: 2.5, dash: [], halo: true },
  public: { colour: 'outline', width: 1.5, dash: [6, 4], halo: false },
  spot: { colour: 'accent', width: 2.5, dash: [], halo: true },
  ring: { colour: 'accent', width: 3.5, dash: [], halo: true },
  loop: { colour: 'accent', width: 2, dash: [], halo: true },
};

const RADII: Partial<Record<Look, number>> = { ring: RING_PX, loop: LOOP_PX };

export interface Shape {
  look: Look;
  geometry: Geometry;
}

/** What is drawn of the work at hand; each view sets its own. */
export const shapes = signal<readonly Shape[]>([]);
/** The editor draws the area itself while it is at work. */
export const drawnByEditor = signal(false);
/** In the preview staff see what the public sees. */
export const asPublic = signal(false);

const asMulti = (geometry: Geometry): MultiPolygon | null =>
  geometry.type === 'MultiPolygon'
    ? geometry
    : geometry.type === 'Polygon'
      ? { type: 'MultiPolygon', coordinates: [(geometry as Polygon).coordinates] }
      : null;

/** Areas and lines as they are, a place as a small ring. */
function outlineOf(geometry: Geometry, at: Frame['at'], radius: number): Path2D | null {
  const area = asMulti(geometry);
  if (area) return pathOf(area, at);
  const path = new Path2D();
  if (geometry.type === 'LineString')
    for (const [lon = 0, lat = 0] of geometry.coordinates) path.lineTo(...at(lat, lon));
  else if (geometry.type === 'Point') {
    const [lon = 0, lat = 0] = geometry.coordinates;
    path.arc(...at(lat, lon), radius, 0, 2 * Math.PI);
  } else return null;
  return path;
}

class StaffLayer extends CanvasOverlay {
  private sections: readonly StaffSection[] = [];
  private shapes: readonly Shape[] = [];
  private theme: Theme = untracked(theme);

  show(sections: readonly StaffSection[], shown: readonly Shape[], colours: Theme): void {
    this.sections = sections;
    this.shapes = shown;
    this.theme = colours;
    this.redraw();
  }

  protected draw(frame: Frame): void {
    for (const section of this.sections) this.section(frame, section);
    for (const shape of this.shapes) this.shape(frame, shape);
  }

  private section(frame: Frame, { geometry, properties }: StaffSection): void {
    const { ctx, zoom, at } = frame;
    const path = pathOf(geometry, at);
    ctx.save();
    ctx.fillStyle = this.theme.accent;
    ctx.globalAlpha = 0.1;
    ctx.fill(path);
    ctx.globalAlpha = 1;
    ctx.setLineDash([2, 4]);
    ctx.lineCap = 'round';
    ctx.lineWidth = 2;
    ctx.strokeStyle = this.theme.accent;
    ctx.stroke(path);
    const place = zoom >= 15 && isShort(properties.label) ? labelPoint(geometry, at) : null;
    if (place) this.sign(ctx, properties.label, Math.round(place[0]), Math.round(place[1]));
    ctx.restore();
  }

  private sign(ctx: CanvasRenderingContext2D, label: string, x: number, y: number): void {
    ctx.font = FONT;
    const width = ctx.measureText(label).width + 14;
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.roundRect(x - width / 2, y - 10, width, 20, 5);
    ctx.fillStyle = this.theme.accentHalo;
    ctx.fill();
    ctx.lineWidth = 1.5;
    ctx.setLineDash([3, 2]);
    ctx.stroke();
    ctx.fillStyle = this.theme.accent;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillText(label, x, y + 0.5);
  }

  private shape({ ctx, at }: Frame, { look, geometry }: Shape): void {
    const path = outlineOf(geometry, at, RADII[look] ?? SPOT_PX);
    if (!path) return;
    const isArea = asMulti(geometry) !== null;
    ctx.save();
    ctx.lineJoin = 'round';
    const fill = FILLS[look];
    if (fill && isArea) {
      ctx.fillStyle = this.theme[fill.colour];
      ctx.globalAlpha = fill.alpha;
      ctx.fill(path);
      ctx.globalAlpha = 1;
    }
    const line = LINES[look];
    if (line.halo) this.stroke(ctx, path, this.theme.accentHalo, 5, []);
    this.stroke(ctx, path, this.theme[line.colour], line.width, line.dash);
    ctx.restore();
  }

  private stroke(
    ctx: CanvasRenderingContext2D,
    path: Path2D,
    colour: string,
    width: number,
    dash: readonly number[],
  ): void {
    ctx.setLineDash([...dash]);
    ctx.lineWidth = width;
    ctx.strokeStyle = colour;
    ctx.stroke(path);
  }
}

/** The sections that only staff see, without the one at hand, which is drawn as it is now. */
const hidden = computed(() => {
  const now = route();
  if (!isOpen() || isRegister() || asPublic()) return [];
  const open = now.view === 'section' ? now.id : null;
  return allSections().filter(({ id, properties }) => !properties.public && id !== open);
});

/** In the office a click on the map opens the section there, also one that is not public. */
function claim({ latlng, type }: LeafletMouseEvent): boolean {
  const { view } = untracked(route);
  // The register and the planner's page take their own.
  if (view === 'closed' || view === 'street' || untracked(isRegister)) return false;
  if (type !== 'click') return view === 'section';
  const found = untracked(allSections).findLast(({ geometry }) => covers(geometry, latlng.lng, latlng.lat));
  if (found && !untracked(drawnByEditor)) openSection(found.id);
  return view === 'section' || found !== undefined;
}

export function staffMap({ map }: CityMap): void {
  const pane = map.createPane('staff');
  pane.classList.add('pane-staff');
  pane.style.zIndex = '360';
  pane.style.pointerEvents = 'none';
  const layer = new StaffLayer('staff').addTo(map);
  effect(() => layer.show(hidden(), shapes(), theme()));
  claims.add(claim);
}
