// Two days of the map side by side: on the left of a line works and units as of one day, on the right as of the map's.

import '../css/days.css';
import type { CityMap } from '../map/map';
import { effect } from '../signal';
import { divider } from './divider';
import { otherLayers } from './layers';
import { followOther, otherDay } from './other';
import { daysPanel } from './panel';

/** Begins to follow the other day of the address; without one nothing of it is to be seen. */
export function twoDays(city: CityMap, panel: HTMLElement): void {
  followOther();
  city.map.getContainer().after(divider(city));
  otherLayers(city);
  daysPanel(panel);
  effect(() => document.body.classList.toggle('with-days', otherDay() !== null));
}
