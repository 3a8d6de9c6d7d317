import type { MultiPolygon } from 'geojson';
import type { Map as LeafletMap } from 'leaflet';
import { CanvasOverlay, type Frame } from '../map/overlay';
import { type Theme, theme } from '../map/theme';
import { pathOf } from '../map/works';
import { effect, untracked } from '../signal';
import type { Bar } from './bars';
import type { Move } from './compare';

/** Both geometries of what differs: before dashed, after solid. */
class CompareLayer extends CanvasOverlay {
  private before: readonly MultiPolygon[] = [];
  private after: readonly MultiPolygon[] = [];
  private colours: Theme = untracked(theme);

  show(before: readonly MultiPolygon[], after: readonly MultiPolygon[], colours: Theme): void {
    this.before = before;
    this.after = after;
    this.colours = colours;
    this.redraw();
  }

  protected draw(frame: Frame): void {
    for (const each of this.after) this.line(frame, each, this.colours.accent, []);
    for (const each of this.before) this.line(frame, each, this.colours.vacant, [9, 7]);
  }

  private line({ ctx, at }: Frame, area: MultiPolygon, colour: string, dash: number[]): void {
    const path = pathOf(area, at);
    ctx.save();
    ctx.lineJoin = 'round';
    ctx.lineWidth = 6;
    ctx.strokeStyle = this.colours.accentHalo;
    if (dash.length === 0) ctx.stroke(path);
    ctx.setLineDash(dash);
    ctx.lineWidth = 3;
    ctx.strokeStyle = colour;
    ctx.stroke(path);
    ctx.restore();
  }
}

const areas = (bars: readonly (Bar | undefined)[]) => bars.flatMap((bar) => (bar?.geometry ? [bar.geometry] : []));

/** Shows a comparison on the map; ends with the function it returns. */
export function compareOnMap(
  map: LeafletMap,
  all: () => readonly Move[],
  before: () => readonly Bar[] | null,
): () => void {
  const layer = new CompareLayer('highlight').addTo(map);
  const end = effect(() => {
    const old = new Map((before() ?? []).map((bar) => [bar.key, bar]));
    const shown = all();
    const was = areas(shown.filter(({ kind }) => kind !== 'new').map(({ key }) => old.get(key)));
    const is = areas(shown.filter(({ kind }) => kind !== 'gone').map(({ bar }) => bar));
    layer.show(was, is, theme());
  });
  return () => {
    end();
    layer.remove();
  };
}
