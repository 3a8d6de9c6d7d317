// The area on the map, a layer for each part. Geoman moves their corners; what it changes goes back as a step.

import type { Feature, Polygon as PolygonGeometry, Position } from 'geojson';
import { CircleMarker, type Map as LeafletMap, Polygon } from 'leaflet';
import { effect, untracked } from '../signal';
import { type Area, areaOf, cornerOf, moveCorner } from './area';
import { LAYER_PANE, options } from './geoman';
import type { SnapGuides } from './guides';
import type { Session } from './session';
import { words } from './texts';

export const latLngs = (rings: readonly Position[][]) =>
  rings.map((ring) => ring.map(([lon = 0, lat = 0]): [number, number] => [lat, lon]));

interface VertexClick {
  indexPath?: number[];
}

export class AreaLayers {
  private parts: Polygon[] = [];
  /** The area that the layers show already. */
  private shown: Area | null = null;
  private mark: CircleMarker | null = null;
  private readonly stops: (() => void)[];

  constructor(
    private readonly map: LeafletMap,
    private readonly session: Session,
    private readonly guides: SnapGuides,
  ) {
    this.stops = [
      effect(() => this.show(session.area())),
      effect(() => this.edit(session.tool() === 'edit' && !session.crosshair(), session.snapping())),
      effect(() => this.choose(cornerOf(session.live() ?? session.area(), session.chosen()))),
      effect(() => {
        map.getContainer().classList.toggle('placing', session.tool() === 'place');
      }),
    ];
    map.on('click', this.placed);
  }

  private readonly placed = ({ latlng }: { latlng: { lat: number; lng: number } }) => {
    const { area, chosen, tool } = this.session;
    const [now, at] = [untracked(area), untracked(chosen)];
    if (untracked(tool) !== 'place' || !now || !at) return;
    tool.set('edit');
    this.session.commit(moveCorner(now, at, this.guides.snap([latlng.lng, latlng.lat]).place));
  };

  private show(area: Area | null): void {
    if (area === this.shown && this.parts.length > 0) return;
    this.shown = area;
    for (const part of this.parts) part.remove();
    this.parts = (area?.coordinates ?? []).map((rings, i) => this.part(rings, i));
    this.edit(
      untracked(this.session.tool) === 'edit' && !untracked(this.session.crosshair),
      untracked(this.session.snapping),
    );
  }

  private part(rings: Position[][], i: number): Polygon {
    const part = new Polygon(latLngs(rings), { className: 'edit-shape', pane: LAYER_PANE, bubblingMouseEvents: true });
    part.on('pm:change', () => this.session.live.set(this.read()));
    part.on('pm:edit', () => this.commit());
    part.on('pm:layerreset', () => {
      this.session.live.set(null);
      this.session.say(words().said.crossing);
    });
    part.on('pm:vertexclick', (event) => {
      const [ring = 0, index = 0] = (event as unknown as VertexClick).indexPath ?? [];
      this.session.chosen.set({ part: i, ring, index });
    });
    return part.addTo(this.map);
  }

  private read(): Area | null {
    const there = this.parts.filter((part) => this.map.hasLayer(part));
    return areaOf(there.map((part) => (part.toGeoJSON(9) as Feature<PolygonGeometry>).geometry.coordinates));
  }

  private commit(): void {
    const next = this.read();
    // A part that lost its last corners is gone from the map; the numbers of the others change with it.
    if (next?.coordinates.length === this.parts.length) this.shown = next;
    this.session.commit(next);
  }

  private edit(isOn: boolean, isSnapping: boolean): void {
    for (const part of this.parts) {
      if (isOn) part.pm.enable(options(isSnapping));
      else if (part.pm.enabled()) part.pm.disable();
    }
  }

  private choose(place: Position | null): void {
    this.mark?.remove();
    this.mark = null;
    const [lon, lat] = place ?? [];
    if (lon === undefined || lat === undefined) return;
    this.mark = new CircleMarker([lat, lon], {
      className: 'edit-chosen',
      radius: 13,
      interactive: false,
      pane: LAYER_PANE,
      pmIgnore: true,
      snapIgnore: true,
    }).addTo(this.map);
  }

  end(): void {
    for (const stop of this.stops) stop();
    this.map.off('click', this.placed).getContainer().classList.remove('placing');
    for (const part of this.parts) {
      part.pm.disable();
      part.remove();
    }
    this.mark?.remove();
  }
}
