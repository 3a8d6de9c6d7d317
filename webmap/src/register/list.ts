// Every unit of the town, in whatever status: to be found, opened and entered.

import { LatLng } from 'leaflet';
import { h, icon, region } from '../dom';
import type { CityMap } from '../map/map';
import { centreOn } from '../map/view';
import { failure } from '../panels/notices';
import { computed, effect, signal, untracked } from '../signal';
import { open, openUnit } from '../staff/route';
import { has, mayWrite } from '../staff/session';
import { bulkBar } from './bulk';
import { picking, stop } from './bulk-state';
import { allUnits, filter, isEmpty, purpose, register, shownUnits, sort, warned } from './data';
import { filters } from './filters';
import { rt } from './i18n';
import { askPurpose } from './purpose';
import { unitRow } from './row';

const STEP = 50;

const none = () => {
  if (allUnits().length === 0) return rt().noneAtAll;
  if (filter().view === 'stale') return rt().noneStale;
  return filter().view === 'warned' ? rt().noneWarned : rt().none;
};

/** Leases are personal: they are shown to whom says what for. */
function leases(): HTMLElement | null {
  if (filter().view !== 'warned' || !has('staff') || purpose() !== '') return null;
  const ask = async () => {
    const why = await askPurpose(rt().leases, rt().leasesWhy);
    if (!why) return;
    purpose.set(why);
    await warned.load();
  };
  return h(
    'p',
    { class: 'pad register-leases' },
    h(
      'button',
      { type: 'button', class: 'button button-small', 'data-key': 'leases', click: () => void ask() },
      rt().leases,
    ),
  );
}

function tools(): HTMLElement {
  const count = h('p', { class: 'count', role: 'status' });
  const words = h('span');
  const add = h(
    'button',
    { type: 'button', class: 'button button-strong', 'data-key': 'new-unit', click: () => openUnit(null) },
    icon('plus'),
    words,
  );
  const round = h(
    'button',
    { type: 'button', class: 'button', 'data-key': 'walk', click: () => open({ view: 'walk' }) },
    icon('street'),
    h('span'),
  );
  const several = h('button', { type: 'button', class: 'button', 'data-key': 'several' });
  several.addEventListener('click', () => (untracked(picking) ? stop() : picking.set(true)));
  effect(() => {
    const empty = shownUnits().filter(({ properties: p }) => isEmpty(p.status)).length;
    const text = register.value().data ? rt().count(shownUnits().length, empty) : '';
    if (count.textContent !== text) count.textContent = text;
  });
  effect(() => {
    add.hidden = round.hidden = several.hidden = !mayWrite();
    several.textContent = rt().several;
    several.setAttribute('aria-label', rt().severalLong);
    several.setAttribute('aria-pressed', `${picking()}`);
    words.textContent = rt().newUnit;
    add.setAttribute('aria-label', rt().newUnitLong);
    (round.lastElementChild as HTMLElement).textContent = rt().round;
  });
  return h('div', { class: 'office-count' }, count, h('div', { class: 'register-tools' }, several, round, add));
}

export function unitList(city: CityMap): HTMLElement {
  const limit = signal(STEP);
  const shape = computed(() => JSON.stringify([filter(), sort()]));
  effect(() => {
    shape();
    limit.set(STEP);
  });
  effect(() => {
    if (filter().view === 'warned' && untracked(warned.value).data === null) void warned.load();
  });
  const show = (id: number) => {
    openUnit(id);
    const unit = untracked(allUnits).find((each) => each.id === id);
    const [lon = 0, lat = 0] = unit?.geometry.coordinates ?? [];
    if (unit) centreOn(city.map, new LatLng(lat, lon), Math.max(city.map.getZoom(), 18));
  };
  const rows = h('ul', { class: 'rows' });
  region(rows, () =>
    shownUnits()
      .slice(0, limit())
      .map((unit) => unitRow(unit, show)),
  );
  const list = h('div', { class: 'office-rows' });
  region(list, () => {
    const { data, error } = register.value();
    if (!data)
      return [error ? failure(rt().failed, error, register.load) : h('p', { class: 'quiet pad' }, rt().loading)];
    const left = shownUnits().length - limit();
    const more = h(
      'button',
      {
        type: 'button',
        class: 'button button-wide',
        'data-key': 'register-more',
        click: () => limit.set(limit() + STEP),
      },
      rt().more(Math.min(left, STEP)),
    );
    return [
      shownUnits().length === 0 && h('p', { class: 'quiet pad' }, none()),
      rows,
      left > 0 && h('div', { class: 'pad' }, more),
      leases(),
    ];
  });
  return h('div', { class: 'register-list' }, filters(), tools(), list, bulkBar());
}
