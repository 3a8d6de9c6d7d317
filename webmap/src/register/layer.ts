// The register on the map: every unit of the list as its sign, those that the public does not see with a dashed ring.

import type { Point } from 'geojson';
import type { LeafletMouseEvent } from 'leaflet';
import { round9 } from '../edit/utm';
import { sprite } from '../map/glyph';
import type { CityMap } from '../map/map';
import { CanvasOverlay, type Frame } from '../map/overlay';
import { claims } from '../map/pointer';
import { type Theme, theme } from '../map/theme';
import { radiusAt } from '../map/units';
import { groupOf } from '../model';
import { computed, effect, signal, untracked } from '../signal';
import { isRegister, openUnit, route } from '../staff/route';
import { hover } from '../store';
import { findUnit, isEmpty, shownUnits } from './data';
import type { StaffUnit } from './model';
import { signStatus } from './words';

const FINGER_PX = 12;

/** What another view wants to be seen instead of the list, such as the street of a round. */
export const instead = signal<readonly StaffUnit[] | null>(null);
/** Who wants the place of the next click, such as a new unit. */
export const taking = signal<((point: Point) => void) | null>(null);
const shownOnMap = computed((): readonly StaffUnit[] => {
  if (!isRegister()) return [];
  const shown = instead() ?? shownUnits();
  const now = route();
  const open = now.view === 'unit' && now.id !== null ? findUnit(now.id) : undefined;
  return open && !shown.includes(open) ? [...shown, open] : shown;
});

class RegisterLayer extends CanvasOverlay {
  private units: readonly StaffUnit[] = [];
  private open: number | null = null;
  private under: string | null = null;
  private theme: Theme = untracked(theme);

  show(units: readonly StaffUnit[], open: number | null, under: string | null, colours: Theme): void {
    this.units = units;
    this.open = open;
    this.under = under;
    this.theme = colours;
    this.redraw();
  }

  protected draw({ ctx, zoom, width, height, at }: Frame): void {
    const r = radiusAt(zoom);
    const last = (unit: StaffUnit) => (unit.id === this.open ? 2 : isEmpty(unit.properties.status) ? 1 : 0);
    for (const unit of this.units.toSorted((a, b) => last(a) - last(b))) {
      const [lon = 0, lat = 0] = unit.geometry.coordinates;
      const [x, y] = at(lat, lon).map(Math.round) as [number, number];
      if (x < -30 || y < -30 || x > width + 30 || y > height + 30) continue;
      const { use_type: use, status, public: isPublic } = unit.properties;
      const picture = sprite({ group: groupOf(use), status: signStatus(status) }, r, this.theme);
      const side = Math.ceil(r * 1.22 + 3) * 2;
      if (!isPublic) this.ring(ctx, x, y, r + 4);
      ctx.drawImage(picture, x - side / 2, y - side / 2, side, side);
      if (unit.id === this.open) this.mark(ctx, x, y, r + 6, 3);
      else if (!isPublic && unit.properties.public_ref === this.under) this.mark(ctx, x, y, r + 5, 2);
    }
  }

  private ring(ctx: CanvasRenderingContext2D, x: number, y: number, r: number): void {
    ctx.beginPath();
    ctx.arc(x, y, r, 0, 2 * Math.PI);
    ctx.setLineDash([3, 3]);
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = this.theme.accent;
    ctx.stroke();
    ctx.setLineDash([]);
  }

  private mark(ctx: CanvasRenderingContext2D, x: number, y: number, r: number, width: number): void {
    ctx.beginPath();
    ctx.arc(x, y, r, 0, 2 * Math.PI);
    ctx.lineWidth = width + 4;
    ctx.strokeStyle = this.theme.accentHalo;
    ctx.stroke();
    ctx.lineWidth = width;
    ctx.strokeStyle = this.theme.accent;
    ctx.stroke();
  }
}

function unitUnder(city: CityMap, { latlng, type }: LeafletMouseEvent): StaffUnit | null {
  const { map } = city;
  const here = map.latLngToContainerPoint(latlng);
  let near = radiusAt(map.getZoom()) + (type === 'click' ? FINGER_PX : 4);
  let found: StaffUnit | null = null;
  for (const unit of untracked(shownOnMap)) {
    const [lon = 0, lat = 0] = unit.geometry.coordinates;
    const distance = map.latLngToContainerPoint([lat, lon]).distanceTo(here);
    if (distance > near) continue;
    near = distance;
    found = unit;
  }
  return found;
}

/** In the register the map is the register's: a click opens the record there. */
export function registerMap(city: CityMap): void {
  const { map } = city;
  const pane = map.createPane('register');
  pane.classList.add('pane-register');
  pane.style.zIndex = '420';
  pane.style.pointerEvents = 'none';
  const layer = new RegisterLayer('register').addTo(map);
  effect(() => {
    const now = route();
    layer.show(shownOnMap(), now.view === 'unit' ? now.id : null, hover(), theme());
  });
  claims.add((event) => {
    if (!untracked(isRegister)) return false;
    const take = untracked(taking);
    if (take && event.type === 'click') {
      take({ type: 'Point', coordinates: round9([event.latlng.lng, event.latlng.lat]) });
      return true;
    }
    const found = unitUnder(city, event);
    if (event.type === 'click') {
      if (found && untracked(route).view !== 'walk') openUnit(found.id);
    } else {
      hover.set(found?.properties.public_ref ?? null);
      map.getContainer().classList.toggle('pointing', found !== null);
    }
    return true;
  });
}
