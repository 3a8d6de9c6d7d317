import { Icon, type Map as LeafletMap, Marker } from 'leaflet';
import { h } from '../dom';
import { t } from '../i18n';
import { unitName } from '../panels/names';
import { go, hover } from '../store';
import type { Mark } from './cluster';
import { clusterFace, showCluster } from './cluster-face';
import { hasView } from './overlay';
import { SINGLE_ZOOM, type UnitLayer } from './units';

const MOST_UNITS = 50;
const MOST_STOPS = 60;
const REACH_PX = 28;
const SETTLED_MS = 300;
const OVER_THE_MAP =
  '.tool-group, .pans, .card, .top, .search, .sheet, .attribution, .made-up, .failure, .offline, .divider-grip, .divider-day';

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

/** A mark that stands on the map. */
interface Button {
  marker: Marker;
  mark: Mark;
  covered: boolean;
}

/** What floats over the map hides places: there is then a sign but nothing to press. Boxes in pixels of the container. */
function coversOf(map: LeafletMap): DOMRect[] {
  const frame = map.getContainer().getBoundingClientRect();
  return [...document.querySelectorAll(OVER_THE_MAP)]
    .map((each) => each.getBoundingClientRect())
    .filter((box) => box.width > 0)
    .map(({ x, y, width, height }) => new DOMRect(x - frame.x, y - frame.y, width, height));
}

/** Units and clusters in the window as real buttons, never more than people can tab through. */
export class MapButtons {
  private readonly buttons = new Map<string, Button>();
  private lang = '';
  private covers: readonly DOMRect[] | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Which marks have a button; the others are another day's. */
  keeps: (mark: Mark) => boolean = () => true;

  constructor(
    private readonly map: LeafletMap,
    private readonly layer: UnitLayer,
  ) {
    map.on('moveend', () => this.update());
    map.on('coverchange', () => this.coverChanged());
  }

  update(): void {
    if (!hasView(this.map)) return;
    if (this.lang !== document.documentElement.lang) this.clear();
    this.lang = document.documentElement.lang;
    const wanted = new Map<string, Mark>();
    for (const mark of this.choose()) {
      const name = mark.unit?.properties.public_ref ?? `${mark.lon},${mark.lat},${mark.count}`;
      wanted.set(`${name} ${this.isCovered(mark)}`, mark);
    }
    const free = this.takeBack(wanted);
    for (const [key, mark] of wanted) this.put(key, mark, free);
    for (const { marker } of free) marker.remove();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.lookAgain(), SETTLED_MS);
  }

  /** Takes back what is not wanted any more, and returns the clusters among it: their elements may show others. */
  private takeBack(wanted: ReadonlyMap<string, Mark>): Button[] {
    const free: Button[] = [];
    for (const [key, button] of this.buttons) {
      if (wanted.has(key)) continue;
      this.buttons.delete(key);
      if (button.mark.unit || button.covered) button.marker.remove();
      else free.push(button);
    }
    return free;
  }

  private put(key: string, mark: Mark, free: Button[]): void {
    const there = this.buttons.get(key);
    const covered = this.isCovered(mark);
    const button = there ?? (mark.unit || covered ? undefined : free.shift()) ?? this.made(mark, covered);
    this.buttons.set(key, button);
    button.mark = mark;
    this.show(button);
  }

  private coverChanged(): void {
    this.covers = null;
    this.update();
  }

  /** To measure the page in the middle of a change makes the browser lay it out twice, so it is done when it is at rest. */
  private lookAgain(): void {
    const now = coversOf(this.map);
    const was = this.covers ?? [];
    const same = ({ x, y, width, height }: DOMRect, box: DOMRect | undefined) =>
      x === box?.x && y === box.y && width === box.width && height === box.height;
    if (now.length === was.length && now.every((box, i) => same(box, was[i]))) return;
    this.covers = now;
    this.update();
  }

  private isCovered({ lat, lon }: Mark): boolean {
    this.covers ??= coversOf(this.map);
    const { x, y } = this.map.latLngToContainerPoint([lat, lon]);
    return this.covers.some(
      ({ left, top, right, bottom }) =>
        x > left - REACH_PX && x < right + REACH_PX && y > top - REACH_PX && y < bottom + REACH_PX,
    );
  }

  /** A button that stays keeps the focus; only what it says and where it stands may change. */
  private show({ marker, mark, covered }: Button): void {
    const { lat, lng } = marker.getLatLng();
    if (lat !== mark.lat || lng !== mark.lon) marker.setLatLng([mark.lat, mark.lon]);
    const element = marker.getElement();
    const [label, hidden] = [this.labelOf(mark), this.map.getZoom() >= SINGLE_ZOOM];
    const says = `${label} ${hidden}`;
    if (!element || element.dataset.says === says) return;
    element.dataset.says = says;
    if (!covered) element.setAttribute('aria-label', label);
    if (!mark.unit) showCluster(element, mark, hidden);
  }

  private labelOf({ unit, count, vacant }: Mark): string {
    return unit ? `${unitName(unit)}, ${t().status[unit.properties.vacancy_status]}` : t().cluster(count, vacant);
  }

  private made(mark: Mark, covered: boolean): Button {
    const ref = mark.unit?.properties.public_ref;
    const marker = new Marker([mark.lat, mark.lon], { interactive: false, keyboard: false, pane: 'buttons' });
    const button: Button = { marker, mark, covered };
    marker.setIcon(new ButtonIcon(() => (ref ? this.unitButton(ref, covered) : this.clusterButton(button))));
    marker.addTo(this.map);
    return button;
  }

  private clear(): void {
    for (const { marker } of this.buttons.values()) marker.remove();
    this.buttons.clear();
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

  private unitButton(ref: string, covered: boolean): HTMLElement {
    if (covered) return h('div', { class: 'unit-button leaflet-marker-icon' });
    return h('button', {
      type: 'button',
      class: 'unit-button leaflet-marker-icon',
      'data-ref': ref,
      click: (event: MouseEvent) => {
        event.stopPropagation();
        if (!this.dragged(event)) go({ sel: ref, list: 'units' });
      },
      focus: () => hover.set(ref),
      blur: () => hover.set(null),
    });
  }

  private clusterButton(button: Button): HTMLElement {
    const look = 'leaflet-marker-icon cluster';
    if (button.covered) return h('div', { class: look, 'aria-hidden': 'true' }, ...clusterFace());
    const click = (event: MouseEvent) => {
      event.stopPropagation();
      if (this.dragged(event)) return;
      const { lat, lon, opensAt } = button.mark;
      const zoom = Math.max(Math.min(opensAt(), SINGLE_ZOOM), Math.min(this.map.getZoom() + 1, 21));
      this.map.setView([lat, lon], zoom);
    };
    return h('button', { type: 'button', class: look, click }, ...clusterFace());
  }
}
