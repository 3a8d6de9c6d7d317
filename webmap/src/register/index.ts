// The register of units in the office: loaded by staff who open it.

import '../css/register.css';
import { h } from '../dom';
import type { CityMap } from '../map/map';
import { effect, untracked } from '../signal';
import { route } from '../staff/route';
import { followUnits, register, warned } from './data';
import { registerMap } from './layer';
import { unitList } from './list';
import { followOffers } from './offer-state';
import { followRoute } from './unit-state';
import { unitView } from './unit-view';
import { walkView } from './walk-view';

export function registerView(city: CityMap): HTMLElement {
  void register.load();
  void warned.load();
  followUnits();
  followRoute();
  followOffers();
  registerMap(city);
  const list = unitList(city);
  const unit = unitView(city);
  const walk = walkView(city);
  effect(() => {
    const { view } = route();
    list.hidden = view !== 'register';
    unit.hidden = view !== 'unit';
    walk.hidden = view !== 'walk';
  });
  effect(() => {
    if (route().view === 'register' && untracked(register.value).data === null && untracked(register.value).error)
      void register.load();
  });
  return h('div', { class: 'office-register' }, list, unit, walk);
}
