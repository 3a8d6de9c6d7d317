import { Circle } from 'leaflet';
import type { CityMap } from '../map/map';
import { computed, effect } from '../signal';
import { state } from '../store';

/** Draws the circle in which is searched. */
export function circle(city: CityMap): void {
  const near = computed(() => state().facets.near);
  let drawn: Circle | undefined;
  effect(() => {
    drawn?.remove();
    const at = near();
    drawn =
      at === null
        ? undefined
        : new Circle([at.lat, at.lon], {
            radius: at.m,
            className: 'near-circle',
            interactive: false,
            fill: false,
          }).addTo(city.map);
  });
}
