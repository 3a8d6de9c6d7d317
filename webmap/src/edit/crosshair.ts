// Drawing without a pointer (E8): a crosshair that the arrow keys move over the ground, in metres.

import type { Position } from 'geojson';
import { type Map as LeafletMap, Polyline } from 'leaflet';
import { h, s } from '../dom';
import { effect, untracked } from '../signal';
import { samePlace } from './area';
import { LAYER_PANE } from './geoman';
import type { SnapGuides } from './guides';
import { latLngs } from './layers';
import type { Session } from './session';
import { placeText, words } from './texts';
import { toDegrees, toMetres } from './utm';

const STEP_PX = 10;
const EDGE_PX = 60;
const WAYS: Record<string, [number, number]> = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/** The round number of metres nearest below a step on the screen. */
export function roundStep(metres: number): number {
  const power = 10 ** Math.floor(Math.log10(metres));
  return ([5, 2, 1].find((each) => each * power <= metres) ?? 1) * power;
}

const isDrawing = (session: Session) => untracked(() => session.isDrawing);

export class Crosshair {
  private readonly root: HTMLElement;
  private readonly line: Polyline;
  private readonly stops: (() => void)[];
  private place: Position = [0, 0];
  private readonly moved = () => this.draw();

  constructor(
    private readonly map: LeafletMap,
    private readonly session: Session,
    private readonly guides: SnapGuides,
  ) {
    const cross = s(
      'svg',
      { viewBox: '-22 -22 44 44', 'aria-hidden': 'true' },
      s('path', { d: 'M-20 0H-5M5 0H20M0-20V-5M0 5V20' }),
    );
    const help = h('p', { id: 'crosshair-keys', class: 'visually-hidden' });
    this.root = h(
      'div',
      { class: 'crosshair', role: 'application', tabindex: 0, 'aria-describedby': 'crosshair-keys', hidden: true },
      cross,
      help,
    );
    this.root.addEventListener('keydown', (event) => this.key(event));
    this.line = new Polyline([], {
      className: 'edit-line',
      interactive: false,
      pmIgnore: true,
      snapIgnore: true,
      pane: LAYER_PANE,
    }).addTo(map);
    map.getContainer().append(this.root);
    map.on('move zoomend', this.moved);
    this.stops = [
      effect(() => {
        this.root.setAttribute('aria-label', words().crosshairName);
        help.textContent = words().crosshairKeys;
      }),
      effect(() => this.turn(session.crosshair())),
      effect(() => {
        session.sketch();
        session.snapping();
        this.draw();
      }),
    ];
  }

  private turn(isOn: boolean): void {
    this.root.hidden = !isOn;
    if (!isOn) return;
    const { lat, lng } = this.map.getCenter();
    this.place = toDegrees(toMetres([lng, lat]).map(Math.round) as unknown as [number, number]);
    this.draw();
    this.root.focus({ preventScroll: true });
  }

  focus(): void {
    this.root.focus({ preventScroll: true });
  }

  private get snapped() {
    return this.guides.snap(this.place);
  }

  private draw(): void {
    const isOn = untracked(this.session.crosshair);
    const places = isOn ? untracked(this.session.sketch) : [];
    const { place, on } = isOn ? this.snapped : { place: this.place, on: null };
    this.line.setLatLngs(latLngs(places.length > 0 ? [[...places, place]] : []));
    if (!isOn) return;
    const [lon = 0, lat = 0] = place;
    const { x, y } = this.map.latLngToContainerPoint([lat, lon]);
    this.root.style.transform = `translate(${x}px, ${y}px)`;
    this.root.classList.toggle('snapped', on !== null);
  }

  private move([dx, dy]: [number, number], far: boolean): void {
    const step = roundStep(STEP_PX * this.guides.metresPerPixel) * (far ? 10 : 1);
    const [east, north] = toMetres(this.place);
    this.place = toDegrees([east + dx * step, north + dy * step]);
    const [lon = 0, lat = 0] = this.place;
    this.map.panInside([lat, lon], { padding: [EDGE_PX, EDGE_PX], animate: false });
    this.draw();
    const { place, on } = this.snapped;
    this.session.say(words().said.at(placeText(place), on));
  }

  private set(): void {
    const { session } = this;
    if (!isDrawing(session)) session.tool.set('draw');
    const places = untracked(session.sketch);
    const { place, on } = this.snapped;
    const isEnd = samePlace(place, places.at(-1)) || (places.length > 2 && samePlace(place, places[0]));
    if (isEnd) {
      this.finish();
      return;
    }
    session.sketch.set([...places, place]);
    session.say(words().said.corner(places.length + 1, placeText(place), on));
  }

  finish(): void {
    if (this.session.take(untracked(this.session.sketch))) this.session.sketch.set([]);
  }

  back(): void {
    const places = untracked(this.session.sketch);
    if (places.length === 0) return;
    this.session.sketch.set(places.slice(0, -1));
    this.session.say(words().said.back(places.length - 1));
  }

  cancel(): void {
    const { session } = this;
    const wasDrawing = isDrawing(session);
    session.sketch.set([]);
    if (wasDrawing) session.tool.set(null);
    else session.crosshair.set(false);
    session.say(words().said.cancelled);
  }

  private key(event: KeyboardEvent): void {
    const way = WAYS[event.key];
    const acts: Record<string, () => void> = {
      Enter: () => this.set(),
      Backspace: () => this.back(),
      Escape: () => this.cancel(),
      '+': () => this.map.zoomIn(),
      '-': () => this.map.zoomOut(),
    };
    const act = way ? () => this.move(way, event.shiftKey) : acts[event.key];
    if (!act || event.ctrlKey || event.metaKey) return;
    // The map under it knows the same keys, and Geoman listens to the whole document.
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  end(): void {
    for (const stop of this.stops) stop();
    this.map.off('move zoomend', this.moved);
    this.line.remove();
    this.root.remove();
  }
}
