import { type Facets, NO_FACETS, type Range } from '../facets';
import type { State } from '../hash';
import { t } from '../i18n';
import { b } from '../i18n/browse';
import * as format from '../i18n/format';
import { lang, state } from '../store';

export interface Chip {
  key: string;
  name: string;
  reset: Partial<State>;
}

/** A part of the filter that could be left out, in words that follow "without". */
export interface Step {
  name: string;
  patch: Partial<State>;
}

function between(name: string, range: Range, unit: string): string {
  const [min, max] = range.map((bound) => (bound === null ? null : format.number(bound, lang(), 2))) as [
    string | null,
    string | null,
  ];
  const text = max === null ? `${b().from} ${min}` : min === null ? `${b().to} ${max}` : `${min}–${max}`;
  return `${name} ${text} ${unit}`;
}

function nameOf(key: keyof Facets, f: Facets): string | null {
  const texts = b();
  switch (key) {
    case 'fit':
      return f.fit.length > 0 ? `${texts.fit}: ${f.fit.map((group) => t().group[group]).join(', ')}` : null;
    case 'area':
      return f.area && between(texts.area, f.area, texts.areaUnit);
    case 'rent':
      return f.rent && between(texts.rent, f.rent, texts.rentUnit);
    case 'front':
      return f.front && between(texts.front, f.front, texts.frontUnit);
    case 'free':
      return f.free && `${texts.free} ${format.date(f.free, lang())}`;
    case 'fund':
      return f.fund && (f.fund === '1' ? texts.fund : f.fund);
    case 'near':
      return f.near && texts.nearWithin(format.metres(f.near.m, lang(), 0));
    default:
      return f[key] ? texts[key] : null;
  }
}

const KEYS = Object.keys(NO_FACETS) as (keyof Facets)[];

function without(key: keyof Facets): Partial<State> {
  return { facets: { ...state().facets, [key]: NO_FACETS[key] } };
}

export function facetChips(): Chip[] {
  const { facets } = state();
  return KEYS.flatMap((key) => {
    const name = nameOf(key, facets);
    return name ? [{ key, name, reset: without(key) }] : [];
  });
}

export function steps(): Step[] {
  const { facets } = state();
  return KEYS.filter((key) => nameOf(key, facets)).map((key) => ({ name: b().without[key], patch: without(key) }));
}
