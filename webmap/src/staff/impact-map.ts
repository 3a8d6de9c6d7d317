import type { Map as LeafletMap } from 'leaflet';
import { CanvasOverlay, type Frame } from '../map/overlay';
import { type Theme, theme } from '../map/theme';
import { effect, untracked } from '../signal';
import type { Affected } from './impact-model';

type Spot = readonly number[];

/** Affected fronts as thick lines, their doors as rings, doors that nobody reaches as crosses in a box. */
class AffectedLayer extends CanvasOverlay {
  private found: Affected | null = null;
  private colours: Theme = untracked(theme);

  show(found: Affected | null, colours: Theme): void {
    this.found = found;
    this.colours = colours;
    this.redraw();
  }

  protected draw(frame: Frame): void {
    if (!this.found) return;
    const { frontages, units, unreachable } = this.found;
    for (const { geometry } of frontages) if (geometry) this.front(frame, geometry.coordinates);
    const shut = new Set(unreachable.map(({ unit_id }) => unit_id));
    for (const { id, position } of units) if (position && !shut.has(id)) this.door(frame, position);
    for (const { position } of unreachable) if (position) this.cross(frame, position);
  }

  private twice(ctx: CanvasRenderingContext2D, path: Path2D, width: number, colour: string): void {
    ctx.lineCap = ctx.lineJoin = 'round';
    ctx.strokeStyle = this.colours.accentHalo;
    ctx.lineWidth = width + 3;
    ctx.stroke(path);
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.stroke(path);
  }

  private front({ ctx, at }: Frame, line: readonly Spot[]): void {
    const path = new Path2D();
    line.forEach(([lon = 0, lat = 0], i) => {
      const [x, y] = at(lat, lon);
      if (i === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    });
    this.twice(ctx, path, 4, this.colours.accent);
  }

  private door({ ctx, at, zoom }: Frame, [lon = 0, lat = 0]: Spot): void {
    const [x, y] = at(lat, lon);
    const path = new Path2D();
    path.arc(x, y, zoom < 17 ? 4 : 6, 0, 2 * Math.PI);
    this.twice(ctx, path, 2, this.colours.accent);
  }

  private cross({ ctx, at }: Frame, [lon = 0, lat = 0]: Spot): void {
    const [x, y] = at(lat, lon);
    ctx.fillStyle = this.colours.accentHalo;
    ctx.strokeStyle = this.colours.vacant;
    ctx.lineWidth = 3;
    ctx.beginPath();
    ctx.roundRect(x - 10, y - 10, 20, 20, 4);
    ctx.fill();
    ctx.stroke();
    ctx.beginPath();
    ctx.moveTo(x - 5, y - 5);
    ctx.lineTo(x + 5, y + 5);
    ctx.moveTo(x + 5, y - 5);
    ctx.lineTo(x - 5, y + 5);
    ctx.stroke();
  }
}

/** Marks on the map what the list names; ends with the function it returns. */
export function affectedOnMap(map: LeafletMap, found: () => Affected | null): () => void {
  const layer = new AffectedLayer('highlight').addTo(map);
  const end = effect(() => layer.show(found(), theme()));
  return () => {
    end();
    layer.remove();
  };
}
