import type { Point } from 'geojson';
import { h } from '../dom';
import { type Metres, round9, toDegrees } from '../edit/utm';
import type { CityMap } from '../map/map';
import type { Bound } from '../staff/controls';
import { controlId } from '../staff/faults';
import { watch } from '../staff/scope';
import { rt } from './i18n';

/** Further away it is a slip of the hand. */
const FAR_DEGREES = 0.5;

const numbersIn = (text: string) =>
  (text.match(/-?\d+(?:[.,]\d+)?/g) ?? []).map((each) => Number(each.replace(',', '.')));

/** Latitude and longitude, or metres east and north in EPSG:25832; metres are large. Null for anything else. */
export function readPlace(text: string): Point | null {
  const [a, b, ...rest] = numbersIn(text);
  if (a === undefined || b === undefined || rest.length > 0) return null;
  if (Math.abs(a) > 180 || Math.abs(b) > 180) {
    const plane: Metres = a < b ? [a, b] : [b, a];
    return { type: 'Point', coordinates: toDegrees(plane) };
  }
  return { type: 'Point', coordinates: round9([b, a]) };
}

export function isNear(
  [lon = 0, lat = 0]: readonly number[],
  { lat: y, lng: x }: { lat: number; lng: number },
): boolean {
  return Math.abs(lon - x) < FAR_DEGREES && Math.abs(lat - y) < FAR_DEGREES;
}

/** A place by its coordinates, for those who have them from elsewhere or use no map. */
export function typedPlace(bound: Bound<Point | null>, { map }: CityMap): HTMLElement {
  const id = `${controlId(bound.place)}-typed`;
  const input = h('input', {
    id,
    class: 'field',
    type: 'text',
    autocomplete: 'off',
    'aria-describedby': `${id}-hint ${id}-fault`,
  });
  const label = h('label', { for: id });
  const hint = h('p', { class: 'field-hint', id: `${id}-hint` });
  const fault = h('p', { class: 'field-fault', id: `${id}-fault`, hidden: true });
  const take = h('button', { type: 'button', class: 'button', 'data-key': 'typed-place' });
  const set = () => {
    const place = readPlace(input.value);
    const isGood = place !== null && isNear(place.coordinates, map.getCenter());
    fault.hidden = isGood;
    fault.textContent = isGood ? '' : rt().unit.typedBad;
    if (isGood) input.removeAttribute('aria-invalid');
    else input.setAttribute('aria-invalid', 'true');
    if (!isGood) return input.focus();
    const [lon = 0, lat = 0] = place.coordinates;
    bound.faults?.forgive(bound.place);
    bound.write(place);
    map.setView([lat, lon], Math.max(map.getZoom(), 18));
  };
  take.addEventListener('click', set);
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    set();
  });
  watch(() => {
    label.textContent = rt().unit.typed;
    hint.textContent = rt().unit.typedHint;
    take.textContent = rt().unit.typedTake;
  });
  return h('div', { class: 'entry entry-wide' }, label, h('div', { class: 'beside' }, input, take), hint, fault);
}
