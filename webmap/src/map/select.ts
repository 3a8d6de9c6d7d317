import type { Geometry, MultiPolygon } from 'geojson';
import { isVacant, type Section, type Unit } from '../model';
import { CanvasOverlay, type Frame } from './overlay';
import type { Theme } from './theme';
import { radiusAt } from './units';
import { pathOf } from './works';

export interface Marked {
  unit?: Unit | undefined;
  area?: MultiPolygon | undefined;
}

/** Selection and hover, on a canvas of their own so that neither repaints anything else. */
export class HighlightLayer extends CanvasOverlay {
  private selected: Marked = {};
  private hovered: Marked = {};
  private pin: [number, number] | null = null;

  constructor(
    pane: string,
    private theme: Theme,
  ) {
    super(pane);
  }

  select(marked: Marked): void {
    this.selected = marked;
    this.redraw();
  }

  hover(marked: Marked): void {
    this.hovered = marked;
    this.redraw();
  }

  /** Marks a place that is no feature, such as an address. */
  mark(place: [number, number] | null): void {
    this.pin = place;
    this.redraw();
  }

  restyle(theme: Theme): void {
    this.theme = theme;
    this.redraw();
  }

  protected override isEmpty(): boolean {
    return !this.pin && [this.hovered, this.selected].every(({ unit, area }) => !unit && !area);
  }

  protected draw(frame: Frame): void {
    this.outline(frame, this.hovered, [[2, this.theme.outline]]);
    const double: [number, string][] = [
      [7, this.theme.accentHalo],
      [3, this.theme.accent],
    ];
    this.outline(frame, this.selected, double);
    if (this.pin) this.drawPin(frame, this.pin);
  }

  private outline(frame: Frame, { unit, area }: Marked, strokes: readonly [number, string][]): void {
    const path = area ? pathOf(area, frame.at) : unit ? ringOf(unit, frame) : null;
    if (!path) return;
    frame.ctx.lineJoin = 'round';
    for (const [width, colour] of strokes) {
      frame.ctx.lineWidth = width;
      frame.ctx.strokeStyle = colour;
      frame.ctx.stroke(path);
    }
  }

  private drawPin({ ctx, at }: Frame, [lon, lat]: [number, number]): void {
    const [x, y] = at(lat, lon);
    ctx.beginPath();
    ctx.arc(x, y - 22, 10, Math.PI * 0.83, Math.PI * 2.17);
    ctx.lineTo(x, y);
    ctx.closePath();
    ctx.lineWidth = 4;
    ctx.strokeStyle = this.theme.accentHalo;
    ctx.stroke();
    ctx.fillStyle = this.theme.accent;
    ctx.fill();
    ctx.beginPath();
    ctx.arc(x, y - 22, 3.5, 0, 2 * Math.PI);
    ctx.fillStyle = this.theme.accentHalo;
    ctx.fill();
  }
}

function ringOf(unit: Unit, { at, zoom }: Frame): Path2D {
  const [lon = 0, lat = 0] = unit.geometry.coordinates;
  const [x, y] = at(lat, lon).map(Math.round) as [number, number];
  const r = radiusAt(zoom) + 4.5;
  const path = new Path2D();
  if (isVacant(unit.properties.vacancy_status)) {
    const d = r * 1.22;
    path.moveTo(x, y - d);
    path.lineTo(x + d, y);
    path.lineTo(x, y + d);
    path.lineTo(x - d, y);
    path.closePath();
  } else path.arc(x, y, r, 0, 2 * Math.PI);
  return path;
}

function insideRing(ring: readonly number[][], lon: number, lat: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [[x1 = 0, y1 = 0], [x2 = 0, y2 = 0]] = [ring[i] as number[], ring[j] as number[]];
    if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

export function covers(geometry: Geometry, lon: number, lat: number): boolean {
  if (geometry.type !== 'MultiPolygon') return false;
  return geometry.coordinates.some(
    ([outer, ...holes]) => outer && insideRing(outer, lon, lat) && !holes.some((hole) => insideRing(hole, lon, lat)),
  );
}

/** The topmost section at a place. */
export function sectionAt(sections: readonly Section[], lon: number, lat: number): Section | undefined {
  return sections.findLast((section) => covers(section.geometry, lon, lat));
}
