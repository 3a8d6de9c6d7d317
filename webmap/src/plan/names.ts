import { either, t } from '../i18n';
import type { Bar } from './bars';

/** "B · Lippestraße Süd" for a section, "Oberfläche, linke Seite" for a phase. */
export function barName(bar: Bar): string {
  if (bar.parent === null) {
    const title = either(...bar.title) || t().section(bar.label);
    return title.split(/[^\p{L}\d]+/u).includes(bar.label) ? title : `${bar.label} · ${title}`;
  }
  const kind = t().phaseKind[bar.kind] ?? bar.kind;
  const strip = bar.strip !== 'full' ? t().strip[bar.strip] : '';
  return [kind, strip].filter(Boolean).join(', ');
}

/** A phase with the letter of its section, for lists that mix them. */
export const fullName = (bar: Bar): string => (bar.parent === null ? barName(bar) : `${bar.label} · ${barName(bar)}`);
