// Where the shop or the section lies that an enquiry is about.

import { findSection, findUnit } from '../data';
import { h, icon } from '../dom';
import type { CityMap } from '../map/map';
import { boxOfArea } from '../map/view';
import type { Box } from '../model';
import { sectionTitle, unitName } from '../panels/names';
import { block } from '../panels/parts';
import { allSections } from '../staff/office-data';
import { atEnd, watch } from '../staff/scope';
import { type Shape, shapes } from '../staff/staff-map';
import { hover } from '../store';
import { w } from './i18n';
import type { Held, Item } from './model';

interface Place {
  name: string;
  shape: Shape | null;
  box: Box | null;
}

function unitOf(ref: string): Place {
  const unit = findUnit(ref);
  if (!unit) return { name: `${w().unitIs(ref)}. ${w().notOnMap}`, shape: null, box: null };
  const [lon = 0, lat = 0] = unit.geometry.coordinates;
  return {
    name: `${ref}, ${unitName(unit)}`,
    shape: { look: 'ring', geometry: unit.geometry },
    box: [lon, lat, lon, lat],
  };
}

function sectionOf(id: number, label: string): Place {
  const area = allSections().find((each) => each.id === id)?.geometry ?? findSection(id)?.geometry;
  const known = findSection(id);
  const name = [w().sectionIs(label), known && sectionTitle(known)].filter(Boolean).join(', ');
  return area
    ? { name, shape: { look: 'mine', geometry: area }, box: boxOfArea(area) }
    : { name: `${name}. ${w().notOnMap}`, shape: null, box: null };
}

function placesOf({ unit_ref, section_id, section }: Item): Place[] {
  return [
    ...(unit_ref ? [unitOf(unit_ref)] : []),
    ...(section_id !== null ? [sectionOf(section_id, section ?? '')] : []),
  ];
}

/** Draws what the enquiry is about, brings it into sight once, and takes it away with the enquiry. */
export function placeOnMap(now: () => Held, city: CityMap): void {
  let known = '';
  watch(() => {
    const { item } = now();
    const all = placesOf(item);
    shapes.set(all.flatMap(({ shape }) => (shape ? [shape] : [])));
    const box = all.find((each) => each.box)?.box;
    const key = `${item.unit_ref} ${item.section_id} ${box !== undefined}`;
    if (box && key !== known) city.fit(box, 18);
    known = key;
  });
  atEnd(() => shapes.set([]));
}

export function placeBlock(now: () => Held, city: CityMap): HTMLElement {
  const list = h('ul', { class: 'plain enquiry-places' });
  const root = block('', list);
  const heading = root.querySelector('h3');
  atEnd(() => hover.set(null));
  watch(() => {
    const { item } = now();
    const all = placesOf(item);
    if (heading) heading.textContent = w().about;
    root.hidden = all.length === 0;
    const mark = (on: boolean) => hover.set(on ? item.unit_ref : null);
    list.replaceChildren(
      ...all.map(({ name, box }) =>
        h(
          'li',
          { pointerenter: () => mark(true), pointerleave: () => mark(false) },
          h('span', {}, name),
          box &&
            h(
              'button',
              { type: 'button', class: 'button', 'data-key': 'show-place', click: () => city.fit(box, 19) },
              icon('pin'),
              w().showOnMap,
            ),
        ),
      ),
    );
  });
  return root;
}
