// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { DEFAULTS, decode, encode, preferredLang, type State } from '../../src/hash';
import { STATUSES, USE_GROUPS, WORKS_STATES } from '../../src/model';
import { SORTS } from '../../src/order';
import { addDays, SPANS } from '../../src/time/period';
import { random } from './make';

function randomState(next: () => number): State {
  const some = <T>(all: readonly T[]) => all.filter(() => next() < 0.5);
  const one = <T>(all: readonly T[]) => all[Math.floor(next() * all.length)] as T;
  const text = one(['', 'Café', 'a&b=c', '100 % „Laden“', 'ß/ö#?', '+ +']);
  return {
    view:
      next() < 0.2
        ? null
        : {
            zoom: Math.floor(next() * 22),
            lat: Number((next() * 160 - 80).toFixed(5)),
            lon: Number((next() * 359 - 179).toFixed(5)),
          },
    sel: one([null, 'D-MAR-006-0', 's:12', 'p:9007199254740991', 'A_b-9']),
    uses: some(USE_GROUPS),
    statuses: some(STATUSES),
    works: some(WORKS_STATES),
    text,
    facets: {
      fit: some(USE_GROUPS),
      area: one([null, [80, 250], [null, 99.5], [12.25, null]] as const),
      rent: one([null, [0, 15], [null, 15.5]] as const),
      front: one([null, [5, null]] as const),
      ground: next() < 0.5,
      step: next() < 0.5,
      interim: next() < 0.5,
      free: one([null, '2027-04-01']),
      fund: one([null, '1', 'Gebiet A&B']),
      near: one([null, { lat: 51.66052, lon: -6.9652, m: 300 }]),
    },
    sort: one(SORTS),
    compare: one([[], ['D-1'], ['D-1', 'A_b-9', 'x']]),
    ask: next() < 0.5 ? null : 'way=line&line=6.96,51.66;6.97,51.66',
    comparing: next() < 0.5,
    inView: next() < 0.5,
    at: next() < 0.5 ? null : addDays('2026-01-01', Math.floor(next() * 1000)),
    vs: next() < 0.5 ? null : addDays('2026-01-01', Math.floor(next() * 1000)),
    span: one(SPANS),
    list: one(['units', 'works'] as const),
    lang: one(['de', 'en'] as const),
  };
}

describe('N1 the address holds the state', () => {
  test('N1 survives a round trip for a thousand random states', () => {
    const next = random(11);
    for (let i = 0; i < 1000; i++) {
      const state = randomState(next);
      const address = encode(state);
      expect(decode(address)).toEqual(state);
      expect(encode(decode(address))).toBe(address);
    }
  });

  test('N1 keeps the order zoom/lat/lon and says nothing about defaults', () => {
    expect(encode({ ...DEFAULTS, view: { zoom: 17, lat: 51.66052, lon: 6.9652 } })).toBe('#17/51.66052/6.96520');
  });

  test('N1 ignores unknown keys and nonsense', () => {
    for (const hash of [
      '#17/95/6',
      '#x/y/z',
      '#?sel=<script>',
      '#?at=2026-02-30&span=9y&lang=fr&list=x',
      '#?use=%E0%A4%A',
      '#????',
      '#?=1&foo=bar',
      '#99/1/1',
    ]) {
      expect(decode(hash)).toEqual(DEFAULTS);
    }
    expect(decode('#?foo=1&use=retail,plumbing').uses).toEqual(['retail']);
  });

  test('N44 without a language in the address the browser decides, and German stays where it was chosen', () => {
    for (const languages of [[], ['de-DE', 'en'], ['de', 'en-US'], ['tr', 'de', 'en'], ['fr']])
      expect(preferredLang(languages)).toBe('de');
    for (const languages of [['en-US', 'en'], ['EN'], ['fr', 'en', 'de']]) expect(preferredLang(languages)).toBe('en');
    expect(decode('#17/51.66/6.96', 'en').lang).toBe('en');
    expect(decode('#?lang=de', 'en').lang).toBe('de');
    for (const lang of ['de', 'en'] as const)
      for (const fallback of ['de', 'en'] as const)
        expect(decode(encode({ ...DEFAULTS, lang }, fallback), fallback).lang).toBe(lang);
  });

  test('N1 tells an empty choice from no choice', () => {
    expect(decode(encode({ ...DEFAULTS, uses: [] })).uses).toEqual([]);
    expect(decode(encode(DEFAULTS)).uses).toEqual(USE_GROUPS);
  });
});
