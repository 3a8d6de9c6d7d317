// The list of doors as a table for a spreadsheet: what is on the screen, in the language on the screen.

import { t } from '../i18n';
import type { Lang } from '../model';
import { lang } from '../store';
import { rt } from './i18n/reach';
import { type Affected, type AffectedUnit, byStreet, type StreetSide } from './impact-model';
import { windowWords } from './impact-words';

type Cell = string | number | null | undefined;

/** A text that a spreadsheet would take for a formula gets a mark before it. */
function cell(value: Cell, language: Lang): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return language === 'de' ? String(value).replace('.', ',') : String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csv(rows: readonly (readonly Cell[])[], language: Lang): string {
  return `\ufeff${rows.map((row) => row.map((each) => cell(each, language)).join(';')).join('\r\n')}\r\n`;
}

const yesNo = (value: boolean | null) => (value === null ? '' : value ? t().yes : t().no);

function doorRow({ street, side }: StreetSide, unit: AffectedUnit, reason: string | undefined): Cell[] {
  return [
    street || unit.street_name,
    side ? rt().side[side] : '',
    unit.house_number,
    unit.name,
    t().use[unit.use_type],
    t().status[unit.vacancy_status],
    unit.ref,
    unit.frontage_m,
    unit.affected_m,
    unit.days,
    unit.first_day,
    unit.last_day,
    t().pedestrian[unit.pedestrian ?? ''],
    yesNo(unit.step_free),
    windowWords(unit.deliveries),
    reason === undefined ? '' : (rt().why[reason] ?? reason),
  ];
}

export function doorRows(found: Affected): Cell[][] {
  const c = rt().column;
  const shut = new Map(found.unreachable.map((each) => [each.unit_id, each.why]));
  const place = [c.street, c.side, c.number, c.name, c.use, c.vacancy, c.ref];
  const loss = [c.front, c.affected, c.days, c.first, c.last, c.onFoot, c.stepFree, c.deliveries, c.unreachable];
  const rows = byStreet(found).flatMap((group) => group.units.map((unit) => doorRow(group, unit, shut.get(unit.id))));
  return [[...place, ...loss], ...rows];
}

export function download(found: Affected, name: string): void {
  const url = URL.createObjectURL(new Blob([csv(doorRows(found), lang())], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
