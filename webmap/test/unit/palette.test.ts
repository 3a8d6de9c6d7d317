// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('../../src/css/tokens.css', import.meta.url), 'utf8');

function tokens(from: string): Record<string, string> {
  const block = css.slice(css.indexOf(from)).split('}')[0] ?? '';
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  );
}

const light = tokens(':root {');
const dark = { ...light, ...tokens(':root[data-theme="dark"]') };

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string | undefined, b: string | undefined): number {
  const [x, y] = [luminance(a ?? '#000000'), luminance(b ?? '#000000')];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

const GROUNDS = [
  'map-ground',
  'map-street',
  'map-pedestrian',
  'map-square',
  'map-green',
  'map-water',
  'map-building',
  'map-listed',
];

for (const [name, theme] of Object.entries({ light, dark })) {
  describe(`N11 palette, ${name}`, () => {
    test('N11 the outline of every feature stands out from every ground', () => {
      for (const ground of GROUNDS)
        expect(contrast(theme['feature-outline'], theme[ground]), ground).toBeGreaterThanOrEqual(3);
    });

    test('N11 labels can be read on every ground', () => {
      for (const ground of GROUNDS)
        expect(contrast(theme['map-label'], theme[ground]), ground).toBeGreaterThanOrEqual(4.5);
      for (const ground of ['map-ground', 'map-building', 'map-halo'])
        expect(contrast(theme['map-label-quiet'], theme[ground]), ground).toBeGreaterThanOrEqual(4.5);
    });

    test('N11 selection can be told from every ground', () => {
      expect(contrast(theme.accent, theme['map-select-halo'])).toBeGreaterThanOrEqual(4.5);
      for (const ground of GROUNDS) expect(contrast(theme.accent, theme[ground]), ground).toBeGreaterThanOrEqual(3);
    });

    test('N11 text of the panels has 4.5 to 1, edges of controls 3 to 1', () => {
      for (const surface of ['surface', 'surface-sunk', 'surface-raised']) {
        for (const ink of ['ink', 'ink-soft', 'accent'])
          expect(contrast(theme[ink], theme[surface]), `${ink} on ${surface}`).toBeGreaterThanOrEqual(4.5);
        expect(contrast(theme['line-strong'], theme[surface]), `edge on ${surface}`).toBeGreaterThanOrEqual(3);
      }
      expect(contrast(theme['accent-ink'], theme.accent)).toBeGreaterThanOrEqual(4.5);
    });
  });
}

test('N11 the dark colours of the system and of the switch are the same', () => {
  expect(tokens(':root:not([data-theme="light"])')).toEqual(tokens(':root[data-theme="dark"]'));
});

test('N8 the palette is the one of the guide', () => {
  expect(light).toMatchObject({
    'use-retail': '#0072b2',
    'use-gastronomy': '#e69f00',
    'use-office': '#56b4e9',
    'use-housing': '#009e73',
    'use-public': '#cc79a7',
    'use-other': '#8a8f98',
    'use-vacant': '#d55e00',
    works: '#f0e442',
  });
});
