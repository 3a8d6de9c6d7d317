import { Icon, type LatLngExpression, type Map as LeafletMap, Marker } from 'leaflet';
import { h, s } from '../dom';
import { t } from '../i18n';
import { unitName } from '../panels/names';
import { go, hover } from '../store';
import type { Mark } from './cluster';
import { hasView } from './overlay';
import { SINGLE_ZOOM, type UnitLayer } from './units';

const MOST_UNITS = 50;
const MOST_STOPS = 60;
const REACH_PX = 28;
const OVER_THE_MAP = '.tool-group, .pans, .card, .top, .search, .sheet, .attribution, .made-up, .failure, .offline';

class ButtonIcon extends Icon {
  constructor(private readonly make: () => HTMLElement) {
    super({ iconUrl: '' });
  }

  override createIcon(): HTMLElement {
    return this.make();
  }

  override createShadow(): HTMLElement {
    return null as unknown as HTMLElement;
  }
}

function ring(share: number, r: number): SVGElement {
  const around = 2 * Math.PI * r;
  return s(
    'svg',
    { class: 'donut', viewBox: '-24 -24 48 48', 'aria-hidden': 'true' },
    s('circle', { class: 'donut-plate', r: r + 4 }),
    s('circle', { class: 'donut-rest', r }),
    share > 0 &&
      s('circle', {
        class: 'donut-vacant',
        r,
        'stroke-dasharray': `${share * around} ${around}`,
        transform: 'rotate(-90)',
      }),
    s('circle', { class: 'donut-line', r: r + 4 }),
    s('circle', { class: 'donut-line', r: r - 4 }),
  );
}

/** Whether something that floats over the map hides a place: then there is a sign but nothing to press. */
function coverOf(map: LeafletMap): (mark: Mark) => boolean {
  const frame = map.getContainer().getBoundingClientRect();
  const boxes = [...document.querySelectorAll(OVER_THE_MAP)]
    .map((each) => each.getBoundingClientRect())
    .filter((box) => box.width > 0);
  return ({ lat, lon }) => {
    const point = map.latLngToContainerPoint([lat, lon]);
    const [x, y] = [point.x + frame.left, point.y + frame.top];
    return boxes.some(
      (box) =>
        x > box.left - REACH_PX && x < box.right + REACH_PX && y > box.top - REACH_PX && y < box.bottom + REACH_PX,
    );
  };
}

/** Units and clusters in the window as real buttons, never more than people can tab through. */
export class MapButtons {
  private readonly markers = new Map<string, Marker>();
  private lang = '';
  /** Which marks have a button; the others are another day's. */
  keeps: (mark: Mark) => boolean = () => true;

  constructor(
    private readonly map: LeafletMap,
    private readonly layer: UnitLayer,
  ) {
    map.on('moveend', () => this.update());
  }

  update(): void {
    if (!hasView(this.map)) return;
    if (this.lang !== document.documentElement.lang) this.clear();
    this.lang = document.documentElement.lang;
    const isCovered = coverOf(this.map);
    const wanted = new Map<string, { mark: Mark; covered: boolean }>();
    for (const mark of this.choose()) {
      const covered = isCovered(mark);
      const name = mark.ref ?? `${mark.lon},${mark.lat},${mark.count}`;
      wanted.set(`${name} ${covered}`, { mark, covered });
    }
    for (const [key, marker] of this.markers) {
      if (wanted.has(key)) continue;
      marker.remove();
      this.markers.delete(key);
    }
    for (const [key, { mark, covered }] of wanted) {
      const marker = this.markers.get(key);
      if (marker) this.amend(marker, mark, covered);
      else this.add(key, mark, covered);
    }
  }

  /** A button that stays keeps the focus; only what it says and where it stands may change. */
  private amend(marker: Marker, mark: Mark, covered: boolean): void {
    const { lat, lng } = marker.getLatLng();
    if (lat !== mark.lat || lng !== mark.lon) marker.setLatLng([mark.lat, mark.lon]);
    const label = this.labelOf(mark);
    const element = marker.getElement();
    if (!element || element.dataset.label === label) return;
    element.dataset.label = label;
    if (!covered) element.setAttribute('aria-label', label);
    element.querySelector('.donut')?.replaceWith(ring(mark.vacant / mark.count, 15));
  }

  private labelOf(mark: Mark): string {
    if (!mark.ref) return t().cluster(mark.count, mark.vacant);
    const unit = this.layer.unit(mark.ref);
    return unit ? `${unitName(unit)}, ${t().status[unit.properties.vacancy_status]}` : mark.ref;
  }

  private add(key: string, mark: Mark, covered: boolean): void {
    const label = this.labelOf(mark);
    const make = () => {
      const element = mark.ref ? this.unitButton(mark.ref, label, covered) : this.clusterButton(mark, label, covered);
      element.dataset.label = label;
      return element;
    };
    const icon = new ButtonIcon(make);
    const marker = new Marker([mark.lat, mark.lon], { icon, interactive: false, keyboard: false, pane: 'buttons' });
    this.markers.set(key, marker.addTo(this.map));
  }

  private clear(): void {
    for (const marker of this.markers.values()) marker.remove();
    this.markers.clear();
  }

  /** At street zoom the signs are drawn one by one; buttons then stand for single units only while there are few. */
  private choose(): Mark[] {
    const zoom = this.map.getZoom();
    const bounds = this.map.getBounds();
    const box: [number, number, number, number] = [
      bounds.getWest(),
      bounds.getSouth(),
      bounds.getEast(),
      bounds.getNorth(),
    ];
    const inside = (mark: Mark) =>
      mark.lon >= box[0] && mark.lon <= box[2] && mark.lat >= box[1] && mark.lat <= box[3] && this.keeps(mark);
    const byPlace = (a: Mark, b: Mark) => b.lat - a.lat || a.lon - b.lon;
    if (zoom >= SINGLE_ZOOM) {
      const tight = this.layer.tightMarks(box, zoom).filter(inside);
      if (tight.length <= MOST_UNITS) return tight.sort(byPlace);
    }
    for (let coarser = Math.min(zoom, SINGLE_ZOOM - 1); ; coarser--) {
      const marks = this.layer.marks(box, coarser).filter(inside);
      if (marks.length <= MOST_UNITS || coarser <= 0) return marks.sort(byPlace).slice(0, MOST_STOPS);
      if (zoom < SINGLE_ZOOM) return marks.sort((a, b) => b.count - a.count).slice(0, MOST_STOPS);
    }
  }

  private dragged(event: MouseEvent): boolean {
    return event.detail !== 0 && (this.map.dragging as { moved?: () => boolean } | undefined)?.moved?.() === true;
  }

  private unitButton(ref: string, label: string, covered: boolean): HTMLElement {
    if (covered) return h('div', { class: 'unit-button leaflet-marker-icon' });
    return h('button', {
      type: 'button',
      class: 'unit-button leaflet-marker-icon',
      'aria-label': label,
      'data-ref': ref,
      click: (event: MouseEvent) => {
        event.stopPropagation();
        if (!this.dragged(event)) go({ sel: ref, list: 'units' });
      },
      focus: () => hover.set(ref),
      blur: () => hover.set(null),
    });
  }

  private clusterButton(mark: Mark, label: string, covered: boolean): HTMLElement {
    const place: LatLngExpression = [mark.lat, mark.lon];
    const size = mark.count < 10 ? 'small' : mark.count < 40 ? 'middle' : 'large';
    const hidden = this.map.getZoom() >= SINGLE_ZOOM ? ' cluster-hidden' : '';
    const look = `leaflet-marker-icon cluster cluster-${size}${hidden}`;
    const inside = [ring(mark.vacant / mark.count, 15), h('span', { class: 'cluster-count' }, mark.count)];
    if (covered) return h('div', { class: look, 'aria-hidden': 'true' }, ...inside);
    const click = (event: MouseEvent) => {
      event.stopPropagation();
      if (this.dragged(event)) return;
      const zoom = Math.max(Math.min(mark.opensAt, SINGLE_ZOOM), Math.min(this.map.getZoom() + 1, 21));
      this.map.setView(place, zoom);
    };
    return h('button', { type: 'button', class: look, 'aria-label': label, click }, ...inside);
  }
}
