import type { Point } from 'geojson';
import type { LeafletMouseEvent } from 'leaflet';
import { h } from '../dom';
import * as format from '../i18n/format';
import type { CityMap } from '../map/map';
import { claims } from '../map/pointer';
import { size } from '../panels/sheet';
import { signal } from '../signal';
import { lang } from '../store';
import type { Bound } from './controls';
import { controlId, faultsByPlace, forgive } from './faults';
import { textButton } from './form-parts';
import { st } from './i18n';
import { atEnd, watch } from './scope';
import { toast } from './toast';

/** 1 mm, like everything that staff send. */
const rounded = (degrees: number) => Number(degrees.toFixed(9));
const pointAt = (lat: number, lng: number): Point => ({ type: 'Point', coordinates: [rounded(lng), rounded(lat)] });

/**
 * A place on the map: by a tap, or in the middle of the map for those who move that by keyboard. What is drawn as a line
 * or an area is left as it is until a place is set instead.
 */
export function placePicker(bound: Bound<Point | null>, { map }: CityMap, isDrawn = () => false): HTMLElement {
  const picking = signal(false);
  const put = (point: Point | null) => {
    (bound.faults?.forgive ?? forgive)(bound.place);
    bound.write(point);
  };
  const stop = () => {
    picking.set(false);
    claims.delete(take);
    removeEventListener('keydown', giveUp, true);
    pick.focus();
  };
  const take = ({ type, latlng }: LeafletMouseEvent) => {
    if (type === 'click') {
      put(pointAt(latlng.lat, latlng.lng));
      stop();
    }
    return true;
  };
  const giveUp = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    stop();
  };
  const start = () => {
    if (picking()) return stop();
    picking.set(true);
    size.set('peek');
    toast(st().form.pointPicking);
    // The last to ask is the first to be heard: what the office does with clicks waits.
    const others = [...claims];
    claims.clear();
    for (const each of [take, ...others]) claims.add(each);
    addEventListener('keydown', giveUp, true);
  };
  const title = h('h4', { id: `${controlId(bound.place)}-name` });
  const state = h('p', { class: 'quiet' });
  const fault = h('p', { class: 'field-fault' });
  const pick = textButton('button button-small', () => st().form.pointPick, start);
  pick.id = controlId(bound.place);
  pick.setAttribute('aria-describedby', title.id);
  const centre = textButton(
    'button button-small',
    () => st().form.pointCentre,
    () => {
      const { lat, lng } = map.getCenter();
      put(pointAt(lat, lng));
    },
  );
  const clear = textButton(
    'button button-small button-quiet',
    () => st().form.pointClear,
    () => {
      put(null);
      pick.focus();
    },
  );
  watch(() => {
    const [lon, lat] = bound.read()?.coordinates ?? [];
    const place = lat === undefined || lon === undefined ? '' : `${degrees(lat)} N, ${degrees(lon)} E`;
    title.textContent = bound.label();
    state.textContent = place ? st().form.pointSet(place) : isDrawn() ? st().form.pointDrawn : st().form.pointNone;
    clear.hidden = place === '';
    pick.setAttribute('aria-pressed', `${picking()}`);
    fault.textContent = bound.faults ? bound.faults.of(bound.place) : (faultsByPlace().get(bound.place) ?? '');
    fault.hidden = fault.textContent === '';
  });
  atEnd(() => picking() && stop());
  return h(
    'div',
    { class: 'entry entry-wide' },
    title,
    state,
    h('div', { class: 'buttons' }, pick, centre, clear),
    fault,
  );
}

const degrees = (value: number) => `${format.number(value, lang(), 5)}°`;
