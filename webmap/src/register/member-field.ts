import { t } from '../i18n';
import { numberField, textArea, textField, tick } from '../staff/controls';
import { rt } from './i18n';
import { AREA_SOURCES, CONDITIONS, HINDRANCES, LOCATION_CLASSES, type UnitDoc, type UnitKey } from './model';
import type { Sheet } from './sheet';
import { basisField, edition, number, of, pick, stepFree, text, useField } from './unit-form';

/** The field of a single member, for edits of many units. */
export function memberField(sheet: Sheet<UnitDoc>, key: UnitKey): HTMLElement | null {
  const texts = rt().unit;
  const fields: Partial<Record<UnitKey, () => HTMLElement>> = {
    use_type: () => useField(sheet),
    last_use: () => textField(text(sheet, 'last_use')),
    step_free: () => stepFree(sheet),
    condition: () => pick(sheet, 'condition', CONDITIONS, () => t().condition),
    year_built: () => numberField(number(sheet, 'year_built')),
    ceiling_height_m: () => numberField(number(sheet, 'ceiling_height_m'), 2),
    area_source: () => pick(sheet, 'area_source', AREA_SOURCES, () => texts.areaSource),
    location_class: () => pick(sheet, 'location_class', LOCATION_CLASSES, () => ({})),
    marketable: () => tick(of(sheet, 'marketable')),
    not_marketable_reason: () => pick(sheet, 'not_marketable_reason', HINDRANCES, () => texts.hindrance),
    public_basis: () => basisField(sheet),
    energy_certificate: () => textField(text(sheet, 'energy_certificate'), { maxlength: 200 }),
    wz_code: () => textField(text(sheet, 'wz_code'), { maxlength: 10 }),
    wz_version: () => edition(sheet),
    note_internal: () => textArea(text(sheet, 'note_internal'), 3),
  };
  return fields[key]?.() ?? null;
}
