// The editor's own catalogue; it comes with the editor, not with the map.

import * as format from '../i18n/format';
import { computed } from '../signal';
import { lang } from '../store';
import type { Area } from './area';
import { de, type EditTexts } from './i18n/de';
import { en } from './i18n/en';
import { areaM2, outlineM } from './plane';
import { type Metres, toMetres } from './utm';

export type { EditTexts };

export const words = computed((): EditTexts => (lang() === 'de' ? de : en));

export const metres = (m: number, digits = 1) => format.metres(m, lang(), digits);

export const areaText = (m2: number) => `${format.number(m2, lang(), 1)}\u00a0m²`;

export function sizeText(area: Area | null): string {
  return area ? words().size(areaText(areaM2(area)), metres(outlineM(area))) : words().said.empty;
}

/** A number to be changed by hand: with the decimal sign of the language, without one between thousands. */
export function plainNumber(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return lang() === 'de' ? text.replace('.', ',') : text;
}

/** A number as people type it: with a comma, with blanks between thousands. */
export function readNumber(text: string): number {
  const bare = text.replaceAll(/\s/g, '').replace(',', '.');
  return bare === '' ? Number.NaN : Number(bare);
}

/** A place in EPSG:25832 for reading aloud, to the decimetre. */
export function placeText(lonLat: readonly number[]): string {
  const [east, north]: Metres = toMetres([...lonLat]);
  return `E ${format.number(east, lang(), 1)} · N ${format.number(north, lang(), 1)}`;
}
