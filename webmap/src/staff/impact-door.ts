import { h, icon } from '../dom';
import { t } from '../i18n';
import * as format from '../i18n/format';
import { hover, lang } from '../store';
import { rt } from './i18n/reach';
import { type AffectedUnit, isVacantDoor } from './impact-model';
import { windowWords } from './impact-words';

/** How a door is named in lists: who is there, else its use, and where. */
export function doorName(unit: AffectedUnit): string {
  return unit.name || t().use[unit.use_type] || unit.ref;
}

const addressOf = (unit: AffectedUnit) => [unit.street_name, unit.house_number].filter(Boolean).join(' ');

/** A door with what it loses and for how long; the pointer on it marks it on the map. */
export function doorItem(unit: AffectedUnit, isShut: boolean): HTMLElement {
  const period =
    unit.first_day && unit.last_day
      ? `${format.date(unit.first_day, lang())} – ${format.date(unit.last_day, lang())}`
      : '';
  const deliveries = windowWords(unit.deliveries);
  const loss = [
    rt().affected(format.metres(unit.affected_m, lang(), 0), format.metres(unit.frontage_m, lang(), 0)),
    unit.days === null ? '' : rt().days(unit.days),
    unit.pedestrian ? (t().pedestrian[unit.pedestrian] ?? '') : '',
    deliveries ? rt().deliveries(deliveries) : '',
  ];
  return h(
    'li',
    {
      class: `reach-door${isShut ? ' reach-door-shut' : ''}`,
      pointerenter: () => hover.set(unit.ref),
      pointerleave: () => hover.set(null),
    },
    h(
      'span',
      { class: 'reach-door-name' },
      isShut && icon('warning'),
      h('strong', {}, doorName(unit)),
      isVacantDoor(unit) && h('span', { class: 'tag tag-vacant' }, rt().vacantDoor),
    ),
    h('span', { class: 'quiet' }, addressOf(unit)),
    h('span', {}, loss.filter(Boolean).join(' · ')),
    period && h('span', { class: 'quiet' }, period),
  );
}
