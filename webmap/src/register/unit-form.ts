// All members of a unit that staff write, in groups that fold.

import { h } from '../dom';
import { t } from '../i18n';
import * as format from '../i18n/format';
import type { CityMap } from '../map/map';
import { type Bound, choice, numberField, textArea, textField, tick } from '../staff/controls';
import { grid, group } from '../staff/form-parts';
import { placePicker } from '../staff/form-place';
import { watch } from '../staff/scope';
import { lang } from '../store';
import { rt } from './i18n';
import {
  AREA_SOURCES,
  CONDITIONS,
  HINDRANCES,
  LOCATION_CLASSES,
  POSITIONS,
  PUBLIC_BASES,
  type UnitDoc,
  type UnitKey,
  USES,
} from './model';
import { parcelsField } from './parcels';
import type { Sheet } from './sheet';
import { typedPlace } from './typed-place';
import { addressIn } from './words';

type Doc = Sheet<UnitDoc>;
const texts = () => rt().unit;

export function of<K extends UnitKey>(sheet: Doc, key: K) {
  return sheet.bind(
    key,
    () => texts().field[key],
    () => texts().hint[key],
  );
}

/** A text that may be absent is absent when it is empty. */
export function text<K extends UnitKey>(sheet: Doc, key: K): Bound<string> {
  const { read, write, ...bound } = of(sheet, key);
  return {
    ...bound,
    read: () => (read() as string | null) ?? '',
    write: (value) => write((value === '' ? null : value) as UnitDoc[K]),
  };
}

export function number<K extends UnitKey>(sheet: Doc, key: K): Bound<number | null> {
  return of(sheet, key) as unknown as Bound<number | null>;
}

/** A choice that may stay open. */
export function pick<K extends UnitKey>(
  sheet: Doc,
  key: K,
  all: readonly string[],
  names: () => Record<string, string>,
) {
  return choice(
    of(sheet, key) as unknown as Bound<string | null>,
    () => all.map((each) => [each, names()[each] ?? each] as const),
    () => texts().unknown,
  );
}

export function stepFree(sheet: Doc): HTMLElement {
  const { read, write, ...bound } = of(sheet, 'step_free');
  return choice(
    {
      ...bound,
      read: () => (read() === null ? null : read() ? 'yes' : 'no'),
      write: (value: 'yes' | 'no' | null) => write(value === null ? null : value === 'yes'),
    },
    () => [
      ['yes', t().yes],
      ['no', t().no],
    ],
    () => texts().unknown,
  );
}

export function edition(sheet: Doc): HTMLElement {
  const { read, write, ...bound } = of(sheet, 'wz_version');
  return choice(
    {
      ...bound,
      read: () => (read() === null ? null : String(read())),
      write: (value: string | null) => write(value === null ? null : Number(value)),
    },
    () => [
      ['2008', '2008'],
      ['2025', '2025'],
    ],
    () => texts().unknown,
  );
}

/** Where it is: by a tap, in the middle of the map, or typed. */
export function placeFields(sheet: Doc, city: CityMap): HTMLElement[] {
  const bound = of(sheet, 'geometry');
  return [placePicker(bound, city), typedPlace(bound, city)];
}

export function addressFields(sheet: Doc): HTMLElement[] {
  return [
    textField({ ...text(sheet, 'street_name'), wide: true }, { maxlength: 200, autocomplete: 'off' }),
    grid(numberField(number(sheet, 'house_number')), textField(text(sheet, 'house_number_suffix'), { maxlength: 10 })),
    grid(
      numberField({ ...number(sheet, 'floor'), write: (n) => sheet.edit({ floor: n ?? 0 }) }),
      pick(sheet, 'position', POSITIONS, () => texts().position),
    ),
  ];
}

const town = (sheet: Doc) =>
  grid(textField(text(sheet, 'postcode'), { maxlength: 5, inputmode: 'numeric' }), textField(text(sheet, 'city')));

export const useField = (sheet: Doc) =>
  choice(
    of(sheet, 'use_type'),
    () => USES.map((use) => [use, t().use[use]] as const),
    () => texts().choose,
  );

const AREAS = [
  'sales_area_m2',
  'retail_area_m2',
  'storage_area_m2',
  'gastro_area_m2',
  'total_area_m2',
  'divisible_from_m2',
] as const;

export const areaFields = (sheet: Doc) => [
  grid(...AREAS.map((key) => numberField(number(sheet, key), 2))),
  pick(sheet, 'area_source', AREA_SOURCES, () => texts().areaSource),
];

export const stateFields = (sheet: Doc) => [
  grid(useField(sheet), textField(text(sheet, 'last_use'))),
  grid(
    stepFree(sheet),
    pick(sheet, 'condition', CONDITIONS, () => t().condition),
    numberField(number(sheet, 'ceiling_height_m'), 2),
    numberField(number(sheet, 'year_built')),
    numberField(number(sheet, 'power_kw'), 1),
    textField(text(sheet, 'energy_certificate'), { maxlength: 200 }),
    textField(text(sheet, 'wz_code'), { maxlength: 10 }),
    edition(sheet),
  ),
];

export const basisField = (sheet: Doc) =>
  choice(
    of(sheet, 'public_basis'),
    () => PUBLIC_BASES.map((each) => [each, texts().publicBasis[each]] as const),
    () => texts().basisNone,
  );

function marketFields(sheet: Doc): HTMLElement[] {
  const reason = pick(sheet, 'not_marketable_reason', HINDRANCES, () => texts().hindrance);
  watch(() => {
    reason.hidden = sheet.doc().marketable;
  });
  const letable = of(sheet, 'marketable');
  const write = (yes: boolean) =>
    sheet.edit(yes ? { marketable: yes, not_marketable_reason: null } : { marketable: yes });
  return [
    tick({ ...letable, write }),
    reason,
    grid(
      pick(sheet, 'location_class', LOCATION_CLASSES, () => ({})),
      basisField(sheet),
    ),
  ];
}

function areasInWords({ doc }: Doc): string {
  const { sales_area_m2: sales, total_area_m2: total } = doc();
  const known = sales ?? total;
  return known === null ? '' : format.area(known, lang());
}

const useInWords = ({ doc }: Doc) => {
  const use = doc().use_type;
  return use === null ? '' : t().use[use];
};

export function unitForm(sheet: Doc, city: CityMap): HTMLElement {
  const names = () => texts().group;
  return h(
    'div',
    { class: 'form' },
    group(
      'unit-place',
      () => names().place,
      () => addressIn(sheet.doc()),
      false,
      () => [...addressFields(sheet), town(sheet), ...placeFields(sheet, city), parcelsField(of(sheet, 'parcels'))],
    ),
    group(
      'unit-areas',
      () => names().areas,
      () => areasInWords(sheet),
      false,
      () => areaFields(sheet),
    ),
    group(
      'unit-state',
      () => names().state,
      () => useInWords(sheet),
      false,
      () => stateFields(sheet),
    ),
    group(
      'unit-market',
      () => names().market,
      () => (sheet.doc().public_basis ? texts().publicBasis[sheet.doc().public_basis ?? 'demo'] : texts().basisNone),
      false,
      () => marketFields(sheet),
    ),
    group(
      'unit-internal',
      () => names().internal,
      () => sheet.doc().note_internal ?? '',
      false,
      () => [textArea(text(sheet, 'note_internal'), 3)],
    ),
  );
}
