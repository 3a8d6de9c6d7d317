// What of the register fits a request, the best first, published or not.

import { h, icon, region } from '../dom';
import { t } from '../i18n';
import type { CityMap } from '../map/map';
import { failure } from '../panels/notices';
import { untracked } from '../signal';
import { openUnit } from '../staff/route';
import { atEnd } from '../staff/scope';
import { w } from './i18n';
import type { HeldSpace, Match } from './model';
import { isPlaced, pointed, showUnit } from './place';
import { reasons, scoreOf } from './reasons';
import { fitting, match, noMatches } from './state';

function onMap({ unit_id, name }: Match, city: CityMap): HTMLElement | null {
  if (!isPlaced(unit_id)) return null;
  const words = `${w().onMap}: ${name}`;
  return h(
    'button',
    {
      type: 'button',
      class: 'tool',
      'data-key': `match-map-${unit_id}`,
      title: words,
      'aria-label': words,
      click: () => showUnit(unit_id, city),
    },
    icon('pin'),
  );
}

function item(found: Match, city: CityMap): HTMLElement {
  const { unit_id, name, unit_ref, status, criteria } = found;
  const point = (on: boolean) => () => pointed.set(on ? unit_id : null);
  return h(
    'li',
    { class: 'match', pointerenter: point(true), pointerleave: point(false) },
    scoreOf(found.score),
    h(
      'div',
      { class: 'match-main' },
      h('h4', {}, name),
      h(
        'p',
        { class: 'tags' },
        h('span', { class: `tag tag-${status}` }, t().status[status]),
        h('span', { class: `tag ${found.public ? 'tag-public' : 'tag-internal'}` }, w().shown(found.public)),
        unit_ref !== name && h('span', { class: 'tag tag-plain' }, unit_ref),
      ),
      reasons(criteria, `why-${unit_id}`, name),
      h(
        'div',
        { class: 'buttons' },
        h(
          'button',
          {
            type: 'button',
            class: 'button button-small',
            'data-key': `match-unit-${unit_id}`,
            'aria-label': `${w().toRecord}: ${name}`,
            click: () => openUnit(unit_id),
          },
          w().toRecord,
        ),
      ),
    ),
    onMap(found, city),
  );
}

export function matchesBlock(now: () => HeldSpace, city: CityMap): HTMLElement {
  const root = h('section', { class: 'block matches' });
  atEnd(
    region(root, () => {
      const [all, error] = [fitting(), noMatches()];
      const { id } = untracked(now).space;
      const heading = h('h3', {}, w().matches(all?.length ?? null));
      if (error) return [heading, failure(w().failedMatches, error, () => void match(id))];
      if (!all) return [heading, h('p', { class: 'quiet' }, w().matching)];
      if (all.length === 0) return [heading, h('p', { class: 'quiet' }, w().noMatch)];
      return [
        heading,
        h('p', { class: 'quiet' }, w().rule),
        h('ol', { class: 'plain match-list' }, ...all.map((each) => item(each, city))),
      ];
    }),
  );
  return root;
}
