// The other day on the left of the line: layers of its own, cut off at the line as those of the map's day are on the
// other side.

import type { LeafletMouseEvent } from 'leaflet';
import { shownSections } from '../data';
import { MapButtons } from '../map/buttons';
import type { CityMap } from '../map/map';
import { hasView } from '../map/overlay';
import { claims, unitAt } from '../map/pointer';
import { sectionAt } from '../map/select';
import { theme } from '../map/theme';
import { UnitLayer } from '../map/units';
import { BadgeLayer, WorksLayer } from '../map/works';
import { effect, untracked } from '../signal';
import { go, lang } from '../store';
import { cutPx } from './divider';
import { otherDay, shownSectionsThen, shownUnitsThen } from './other';

const PANES: readonly [string, number][] = [
  ['works', 350],
  ['units', 400],
  ['badges', 410],
];
/** Wider than any window. */
const FAR = 20_000;

export function otherLayers(city: CityMap): void {
  const { map } = city;
  for (const [name, level] of PANES) {
    const pane = map.createPane(`${name}-then`);
    pane.style.zIndex = String(level);
    pane.style.pointerEvents = 'none';
  }
  const units = new UnitLayer('units-then', untracked(theme));
  const works = new WorksLayer('works-then', untracked(theme));
  const badges = new BadgeLayer('badges-then', untracked(theme));
  const layers = [works, units, badges];
  const buttons = new MapButtons(map, units);
  const isOn = () => untracked(otherDay) !== null;
  const isLeft = (lat: number, lon: number) => map.latLngToContainerPoint([lat, lon]).x < untracked(cutPx);
  buttons.keeps = ({ lat, lon }) => isOn() && isLeft(lat, lon);
  city.layers.buttons.keeps = ({ lat, lon }) => !isOn() || !isLeft(lat, lon);

  /** Panes lie where the map was when it last came to rest, so the cut moves against them. */
  const cut = () => {
    const at = hasView(map) ? map.containerPointToLayerPoint([untracked(cutPx), 0]) : null;
    for (const [name] of PANES) {
      const [left, right] = [map.getPane(`${name}-then`), map.getPane(name)];
      const from = (a: number, b: number) =>
        at && isOn() ? `polygon(${a}px -${FAR}px,${b}px -${FAR}px,${b}px ${FAR}px,${a}px ${FAR}px)` : '';
      if (left) left.style.clipPath = from(-FAR, at?.x ?? 0);
      if (right) right.style.clipPath = from(at?.x ?? 0, FAR);
    }
  };
  const anew = () => {
    cut();
    buttons.update();
    city.layers.buttons.update();
  };
  let frame = 0;
  map.on('move zoom viewreset resize', cut);
  effect(() => {
    cutPx();
    cut();
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(anew);
  });
  effect(() => {
    const on = otherDay();
    for (const layer of layers) on ? layer.addTo(map) : layer.remove();
    queueMicrotask(anew);
  });
  effect(() => {
    units.show(shownUnitsThen());
    lang();
    queueMicrotask(() => buttons.update());
  });
  effect(() => {
    works.show(shownSectionsThen(), otherDay() ?? '');
    badges.show(shownSectionsThen());
  });
  effect(() => {
    for (const layer of layers) layer.restyle(theme());
  });
  claims.add((event) => isOn() && event.type === 'click' && take(event));

  /** A click on the left is about what is drawn there. */
  function take(event: LeafletMouseEvent): boolean {
    const { lat, lng } = event.latlng;
    if (!isLeft(lat, lng)) return false;
    const coarse = (event.originalEvent as PointerEvent).pointerType === 'touch';
    const ref = unitAt(map, units, event.latlng, coarse);
    const section = ref ? undefined : sectionAt(untracked(shownSectionsThen), lng, lat);
    if (ref) go({ sel: ref, list: 'units' });
    else if (section) go({ sel: `s:${section.id}`, list: 'works' });
    // What is drawn on the right only is not there on the left.
    else return sectionAt(untracked(shownSections), lng, lat) !== undefined;
    return true;
  }
}
