// Drawing by pointer: Geoman's draw mode, with its end, its steps back and its cancelling in our hands.

import type { Feature, LineString, Polygon as PolygonGeometry, Position } from 'geojson';
import type { Layer, Map as LeafletMap, Polygon, Polyline } from 'leaflet';
import { effect, untracked } from '../signal';
import { corners } from './area';
import { options } from './geoman';
import { isLine, type Session } from './session';
import { placeText, words } from './texts';

interface Drawer {
  _finishShape(): void;
  _removeLastVertex(): void;
  setOptions(options: object): void;
}

interface Created {
  layer: Layer;
}

interface Changed {
  latlngs?: { lat: number; lng: number }[];
}

type Shape = 'Polygon' | 'Line';

/** Nine decimals always; six would move corners by 56 mm (E2). */
function placesOf(layer: Layer): Position[] {
  const { geometry } = (layer as Polygon | Polyline).toGeoJSON(9) as Feature<PolygonGeometry | LineString>;
  return geometry.type === 'Polygon' ? corners(geometry.coordinates[0] ?? []) : geometry.coordinates;
}

export class Sketch {
  private shape: Shape | null = null;
  private readonly stop: () => void;
  private readonly created = ({ layer }: Created) => {
    const places = placesOf(layer);
    layer.remove();
    this.shape = null;
    this.session.sketch.set([]);
    if (!this.session.take(places)) this.session.tool.set(null);
  };
  private readonly ended = () => {
    // Geoman reports the end after Esc too; after a finished shape the tool is another one already.
    queueMicrotask(() => {
      if (!this.shape) return;
      this.shape = null;
      this.session.sketch.set([]);
      this.session.tool.set(null);
      this.session.say(words().said.cancelled);
    });
  };
  private readonly started = ({ workingLayer }: { workingLayer: Layer }) => {
    const read = () => this.session.sketch.set(placesOf(workingLayer));
    workingLayer.on('pm:change', (event) => {
      const { lat, lng } = ((event as unknown as Changed).latlngs ?? []).at(-1) ?? {};
      this.session.reaching.set(lat === undefined || lng === undefined ? null : [lng, lat]);
    });
    workingLayer.on('pm:vertexadded', () => {
      read();
      const places = untracked(this.session.sketch);
      this.session.say(words().said.corner(places.length, placeText(places.at(-1) ?? []), null));
    });
    workingLayer.on('pm:vertexremoved', read);
  };

  constructor(
    private readonly map: LeafletMap,
    private readonly session: Session,
  ) {
    map
      .on('pm:create', this.created as never)
      .on('pm:drawend', this.ended)
      .on('pm:drawstart', this.started as never);
    this.stop = effect(() => {
      const [tool, isSnapping, byKeys] = [session.tool(), session.snapping(), session.crosshair()];
      const wanted = byKeys || !tool || tool === 'edit' || tool === 'place' ? null : isLine(tool) ? 'Line' : 'Polygon';
      this.follow(wanted, isSnapping);
    });
  }

  private follow(wanted: Shape | null, isSnapping: boolean): void {
    if (wanted && wanted === this.shape && untracked(this.session.sketch).length > 0) {
      this.drawer?.setOptions(options(isSnapping));
      return;
    }
    if (this.shape) {
      this.shape = null;
      this.map.pm.disableDraw();
      this.session.sketch.set([]);
    }
    if (!wanted) return;
    this.session.sketch.set([]);
    this.map.pm.enableDraw(wanted, options(isSnapping));
    this.shape = wanted;
  }

  private get drawer(): Drawer | null {
    return this.shape && (this.map.pm.Draw as unknown as Record<Shape, Drawer>)[this.shape];
  }

  get isActive(): boolean {
    return this.shape !== null;
  }

  finish(): void {
    const count = untracked(this.session.sketch).length;
    if (count < (this.shape === 'Line' ? 2 : 3)) this.session.say(words().said.tooFew);
    else this.drawer?._finishShape();
    if (this.shape && count >= 3) this.session.say(words().said.crossing);
  }

  back(): void {
    const count = untracked(this.session.sketch).length;
    if (count === 0) return;
    // Geoman would leave draw mode with the last corner.
    if (count === 1) this.restart();
    else this.drawer?._removeLastVertex();
    this.session.say(words().said.back(count - 1));
  }

  private restart(): void {
    const { shape } = this;
    if (!shape) return;
    this.shape = null;
    this.session.sketch.set([]);
    this.map.pm.enableDraw(shape, options(untracked(this.session.snapping)));
    this.shape = shape;
  }

  end(): void {
    this.stop();
    this.shape = null;
    this.map.pm.disableDraw();
    this.map
      .off('pm:create', this.created as never)
      .off('pm:drawend', this.ended)
      .off('pm:drawstart', this.started as never);
  }
}
