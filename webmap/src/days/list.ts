import { h } from '../dom';
import { t } from '../i18n';
import { d } from '../i18n/days';
import type { Unit } from '../model';
import { addressOf, sectionTitle } from '../panels/names';
import { go, hover } from '../store';
import type { SectionStep, UnitStep } from './difference';

function step(key: string, name: string, was: string, is: string): HTMLElement {
  const list = key.startsWith('s:') ? ('works' as const) : ('units' as const);
  return h(
    'li',
    {},
    h(
      'button',
      {
        type: 'button',
        class: 'days-step',
        'data-key': `differs-${key}`,
        click: () => go({ sel: key, list }),
        pointerenter: () => hover.set(key),
        pointerleave: () => hover.set(null),
      },
      h('strong', {}, name),
      h(
        'span',
        {},
        was,
        h('span', { 'aria-hidden': 'true' }, ' → '),
        h('span', { class: 'visually-hidden' }, ` ${d().becomes} `),
        is,
      ),
    ),
  );
}

function sectionStep({ section, states, kinds }: SectionStep): HTMLElement {
  const words = (i: 0 | 1) => {
    const names = kinds[i].map((kind) => t().phaseKind[kind] ?? kind);
    return [d().state[states[i]], names.join(', ')].filter(Boolean).join(': ');
  };
  return step(`s:${section.id}`, `${section.properties.label} · ${sectionTitle(section)}`, words(0), words(1));
}

/** Who is there, or that nobody is; a shop that only changed hands still changed. */
function unitWords(unit: Unit | null): string {
  if (!unit) return d().absent;
  const { vacancy_status: status, business_name: name, use_type: use } = unit.properties;
  const word = t().status[status] ?? d().ended[status] ?? status;
  return status === 'occupied' ? name || `${word} (${t().use[use]})` : [word, name].filter(Boolean).join(', ');
}

const unitStep = ({ unit, states }: UnitStep) =>
  step(unit.properties.public_ref, addressOf(unit), unitWords(states[0]), unitWords(states[1]));

/** The same in words as the two halves of the map. */
export function stepList(sections: readonly SectionStep[], units: readonly UnitStep[]): HTMLElement {
  const group = (title: string, items: HTMLElement[]) =>
    items.length > 0 && h('section', {}, h('h2', {}, title), h('ul', { class: 'plain' }, ...items));
  return h(
    'div',
    { class: 'days-steps' },
    group(d().works, sections.map(sectionStep)),
    group(d().units, units.map(unitStep)),
  );
}
