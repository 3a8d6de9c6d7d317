// Whom the section in the form affects, while it is drawn and moved: doors by street and side, and what they lose.

import '../css/reach.css';
import { h, icon, region } from '../dom';
import { either, t } from '../i18n';
import * as format from '../i18n/format';
import type { CityMap } from '../map/map';
import { failure } from '../panels/notices';
import { facts } from '../panels/parts';
import { type Signal, signal } from '../signal';
import { lang } from '../store';
import { doc } from './draft';
import { rt } from './i18n/reach';
import { download } from './impact-csv';
import { doorItem } from './impact-door';
import { type Live, live } from './impact-live';
import { affectedOnMap } from './impact-map';
import { type Affected, byStreet, type Delivery, type StreetSide } from './impact-model';
import { windowWords } from './impact-words';

const REACHES: readonly number[] = [5, 10, 25, 50];

function reachChooser(reach: Signal<number>): HTMLElement {
  const select = h('select', { id: 'reach', class: 'field', 'data-key': 'reach' });
  for (const each of REACHES)
    select.append(h('option', { value: each, selected: each === reach() }, rt().metresAway(each)));
  select.addEventListener('change', () => reach.set(Number(select.value)));
  return h('div', { class: 'reach-field' }, h('label', { for: 'reach' }, rt().reach), select);
}

function cutOffs({ unreachable, units, unjudged, too_large }: Affected): (HTMLElement | false)[] {
  const names = new Map(units.map((unit) => [unit.id, [unit.name, unit.street_name, unit.house_number]]));
  const item = (each: Affected['unreachable'][number]) => {
    const [name, street, number] = names.get(each.unit_id) ?? [];
    const address = [street, number].filter(Boolean).join(' ');
    const who = [name, address].filter(Boolean).join(', ') || each.unit_ref;
    const range = format.range({ from: each.day_from, to: each.day_to }, lang());
    return h('li', {}, rt().unreachable(who, range, rt().why[each.why] ?? each.why));
  };
  return [
    unreachable.length > 0 &&
      h(
        'div',
        { class: 'failure reach-shut', role: 'alert' },
        icon('warning'),
        h(
          'div',
          {},
          h('strong', {}, rt().unreachableTitle(new Set(unreachable.map(({ unit_id }) => unit_id)).size)),
          h('ul', { class: 'plain' }, ...unreachable.map(item)),
          h('p', {}, rt().unreachableNote),
        ),
      ),
    too_large === true && h('p', { class: 'warning' }, icon('warning'), rt().tooLarge),
    (unjudged?.length ?? 0) > 0 && h('p', { class: 'quiet' }, rt().unjudged(unjudged?.length ?? 0)),
  ];
}

function deliveryWords({ vehicle, delivery_window, from, to, access_note_de, access_note_en }: Delivery): HTMLElement {
  const words = windowWords(delivery_window);
  const what = words || (vehicle === 'closed' ? rt().noDeliveries : (t().vehicle[vehicle] ?? vehicle));
  const note = either(access_note_de, access_note_en);
  return h('span', { class: 'reach-line' }, `${what} (${format.range({ from, to }, lang())})`, note && `. ${note}`);
}

function others(found: Affected): HTMLElement | null {
  const f = rt().facts;
  const { totals, deliveries, waste_points: waste } = found;
  const number = (n: number, digits = 0) => format.number(n, lang(), digits);
  return facts([
    [f.period, found.days === null ? null : number(found.days)],
    [f.parking, number(found.parking_spaces_lost)],
    [f.deliveries, deliveries.length > 0 ? h('span', {}, ...deliveries.map(deliveryWords)) : null],
    [f.waste, waste.length > 0 ? number(waste.length) : null],
    [f.parcels, number(totals.parcels)],
    [f.exposure, totals.exposure_m_days > 0 ? number(totals.exposure_m_days) : null],
  ]);
}

function sideGroup(group: StreetSide, shut: ReadonlySet<number>, opened: Signal<ReadonlySet<string>>): HTMLElement {
  const { street, side, metres, days, units } = group;
  const key = `${street}|${side ?? ''}`;
  const title = [street || rt().noStreet, side ? rt().side[side] : ''].filter(Boolean).join(', ');
  const root = h(
    'details',
    { class: 'reach-side' },
    h(
      'summary',
      { 'data-key': `side-${key}` },
      h('strong', {}, title),
      h('span', { class: 'quiet' }, rt().sideHead(format.metres(metres, lang(), 0), units.length)),
      days !== null && h('span', { class: 'quiet' }, rt().days(days)),
    ),
    h('ul', { class: 'plain reach-doors' }, ...units.map((unit) => doorItem(unit, shut.has(unit.id)))),
  );
  root.open = !opened().has(key);
  root.addEventListener('toggle', () => {
    const next = new Set(opened());
    if (root.open) next.delete(key);
    else next.add(key);
    if (next.size !== opened().size) opened.set(next);
  });
  return root;
}

function summary(found: Affected): string {
  const { units, vacant, frontage_m } = found.totals;
  return units === 0 ? rt().nobody : rt().summary(units, vacant, format.metres(frontage_m, lang(), 0));
}

function list(state: Live, folded: Signal<ReadonlySet<string>>): (HTMLElement | null | false)[] {
  const found = state.found();
  const error = state.error();
  if (!doc()?.geometry) return [h('p', { class: 'quiet' }, rt().noArea)];
  if (error) return [failure(rt().failed, error, state.again)];
  if (!found) return [h('p', { class: 'quiet' }, rt().loading)];
  const shut = new Set(found.unreachable.map(({ unit_id }) => unit_id));
  return [
    ...cutOffs(found),
    h(
      'div',
      { class: 'reach-tools' },
      reachChooser(state.reach),
      h(
        'button',
        {
          type: 'button',
          class: 'button',
          'data-key': 'reach-csv',
          click: () => download(found, rt().fileName(doc()?.label || '-')),
        },
        rt().csv,
      ),
    ),
    others(found),
    ...byStreet(found).map((group) => sideGroup(group, shut, folded)),
  ];
}

export function mountImpact(root: HTMLElement, city: CityMap): () => void {
  const state = live();
  const folded = signal<ReadonlySet<string>>(new Set());
  const status = h('p', { class: 'reach-status', role: 'status' });
  const content = h('div', { class: 'reach' });
  root.append(status, content);
  const ends = [
    region(status, () => {
      const found = state.found();
      return [found && doc()?.geometry ? summary(found) : ''];
    }),
    region(content, () => {
      content.setAttribute('aria-busy', String(state.stale()));
      return list(state, folded);
    }),
    affectedOnMap(city.map, state.found),
  ];
  return () => {
    for (const end of [...ends, state.end]) end();
  };
}
