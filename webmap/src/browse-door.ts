// What everybody loads of the finer filters and of the comparison: when to fetch the rest.

import type { Browse } from './browse';
import { NO_FACETS } from './facets';
import type { CityMap } from './map/map';
import { computed, effect, signal } from './signal';
import { state } from './store';

const loaded = signal<Browse | null>(null);
/** Whether the form of the filters lies over the list. */
export const formOpen = signal(false);

let begun = false;
let city: CityMap | undefined;

export function wantBrowse(): void {
  if (begun || !city) return;
  begun = true;
  const here = city;
  import('./browse').then(
    ({ browse }) => loaded.set(browse(here)),
    () => {
      begun = false;
    },
  );
}

/** The finer parts, once they are here. */
export const browsing: () => Browse | null = loaded;

export const facetCount = computed(() => {
  const { facets } = state();
  return (Object.keys(facets) as (keyof typeof facets)[]).filter(
    (key) => JSON.stringify(facets[key]) !== JSON.stringify(NO_FACETS[key]),
  ).length;
});

/** Fetches the rest as soon as the address or a hand asks for it. */
export function browseDoor(on: CityMap): void {
  city = on;
  effect(() => {
    if (formOpen() || facetCount() > 0 || state().compare.length > 0) wantBrowse();
  });
}
