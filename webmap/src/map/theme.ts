// The colours of the canvas are the custom properties of tokens.css, read once per theme.

import type { UseGroup } from '../model';
import { signal } from '../signal';

export type Scheme = 'auto' | 'light' | 'dark';
const KEY = 'mitte.colours';
const SCHEMES: readonly Scheme[] = ['auto', 'light', 'dark'];

export interface Theme {
  ground: string;
  parcel: Record<string, string>;
  parcelLine: string;
  street: string;
  streetCasing: string;
  pedestrian: string;
  pathLine: string;
  building: string;
  buildingLine: string;
  listed: string;
  gridNone: string;
  gridUnits: string;
  gridLine: string;
  label: string;
  labelQuiet: string;
  halo: string;
  outline: string;
  vacant: string;
  works: string;
  worksInk: string;
  accent: string;
  accentHalo: string;
  use: Record<UseGroup, string>;
}

export const scheme = signal<Scheme>(stored());
export const theme = signal<Theme>(readTheme());

function stored(): Scheme {
  try {
    const value = localStorage.getItem(KEY) as Scheme | null;
    return value && SCHEMES.includes(value) ? value : 'auto';
  } catch {
    return 'auto';
  }
}

function readTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim() || '#888888';
  return {
    ground: read('map-ground'),
    parcel: {
      street: read('map-street'),
      square: read('map-square'),
      path: read('map-path'),
      green: read('map-green'),
      water: read('map-water'),
      railway: read('map-railway'),
    },
    parcelLine: read('map-parcel-line'),
    street: read('map-street'),
    streetCasing: read('map-street-casing'),
    pedestrian: read('map-pedestrian'),
    pathLine: read('map-path-line'),
    building: read('map-building'),
    buildingLine: read('map-building-line'),
    listed: read('map-listed'),
    gridNone: read('map-grid-none'),
    gridUnits: read('map-grid-units'),
    gridLine: read('map-grid-line'),
    label: read('map-label'),
    labelQuiet: read('map-label-quiet'),
    halo: read('map-halo'),
    outline: read('feature-outline'),
    vacant: read('use-vacant'),
    works: read('works'),
    worksInk: read('works-ink'),
    accent: read('accent'),
    accentHalo: read('map-select-halo'),
    use: {
      retail: read('use-retail'),
      gastronomy: read('use-gastronomy'),
      office: read('use-office'),
      housing: read('use-housing'),
      public: read('use-public'),
      other: read('use-other'),
    },
  };
}

function apply(value: Scheme): void {
  const root = document.documentElement;
  if (value === 'auto') root.removeAttribute('data-theme');
  else root.setAttribute('data-theme', value);
  theme.set(readTheme());
}

export function startTheme(): void {
  apply(scheme());
  for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)']) {
    matchMedia(query).addEventListener('change', () => theme.set(readTheme()));
  }
}

/** The next choice of system, light, dark; it stays on this device. */
export function nextScheme(): void {
  const value = SCHEMES[(SCHEMES.indexOf(scheme()) + 1) % SCHEMES.length] ?? 'auto';
  try {
    localStorage.setItem(KEY, value);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  scheme.set(value);
  apply(value);
}
