import { formOpen } from '../browse-door';
import { allUnits } from '../data';
import { h, region, s } from '../dom';
import type { Facets, Range } from '../facets';
import { b } from '../i18n/browse';
import type { Unit } from '../model';
import { keepUnit } from '../sieve';
import { computed, effect, untracked } from '../signal';
import { drift, go, state } from '../store';
import { type Spread, spread } from './histogram';

export interface Figure {
  key: 'area' | 'rent' | 'front';
  of: (unit: Unit) => number | null;
}

const HIGH = 36;

function patch(key: Figure['key'], end: 0 | 1, value: number | null): { facets: Facets } {
  const { facets } = untracked(state);
  const bounds: [number | null, number | null] = [...(facets[key] ?? [null, null])];
  bounds[end] = value;
  const range: Range | null = bounds[0] === null && bounds[1] === null ? null : bounds;
  return { facets: { ...facets, [key]: range } };
}

const parsed = (text: string) => {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || !(value >= 0) || value > 9_999_999 ? null : Math.round(value * 100) / 100;
};

function picture(key: Figure['key'], now: Spread): SVGElement {
  const most = Math.max(1, ...now.bars);
  const range = state().facets[key];
  const isIn = (i: number) => {
    const [from, to] = [i * now.step, (i + 1) * now.step];
    return !range || ((range[0] === null || to > range[0]) && (range[1] === null || from <= range[1]));
  };
  const wide = 100 / now.bars.length;
  const bars = now.bars.map((n, i) => {
    const high = n === 0 ? 0 : Math.max(2, (HIGH * n) / most);
    return s('rect', {
      x: (i * wide + 0.4).toFixed(2),
      y: (HIGH - high).toFixed(2),
      width: (wide - 0.8).toFixed(2),
      height: high.toFixed(2),
      class: isIn(i) ? 'bin' : 'bin bin-out',
    });
  });
  return s(
    'svg',
    {
      class: 'histogram',
      viewBox: `0 0 100 ${HIGH}`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': b().histogram(
        b()[key],
        now.bars.reduce((a, n) => a + n, 0),
      ),
    },
    ...bars,
  );
}

function slider(key: Figure['key'], end: 0 | 1, now: () => Spread): HTMLInputElement {
  const input = h('input', { type: 'range', class: `range range-${end}`, min: 0, step: 'any' });
  const value = () => {
    const { max, step } = untracked(now);
    const at = Math.round(Number(input.value) / step) * step;
    return (end === 0 && at <= 0) || (end === 1 && at >= max) ? null : Math.round(at * 100) / 100;
  };
  input.addEventListener('input', () => drift(patch(key, end, value())));
  input.addEventListener('change', () => go(patch(key, end, value())));
  effect(() => {
    const { max } = now();
    const bound = state().facets[key]?.[end] ?? null;
    input.max = String(max);
    input.value = String(bound ?? (end === 0 ? 0 : max));
    input.setAttribute('aria-label', (end === 0 ? b().least : b().most)(b()[key]));
    input.setAttribute('aria-valuetext', `${input.value} ${b()[`${key}Unit`]}`);
  });
  return input;
}

function field(key: Figure['key'], end: 0 | 1): HTMLElement {
  const input = h('input', { class: 'field', inputmode: 'decimal', autocomplete: 'off', maxlength: 10 });
  input.addEventListener('change', () => go(patch(key, end, parsed(input.value))));
  const label = h('span', {});
  effect(() => {
    const bound = state().facets[key]?.[end] ?? null;
    const text = bound === null ? '' : String(bound).replace('.', state().lang === 'de' ? ',' : '.');
    if (document.activeElement !== input || parsed(input.value) !== bound) input.value = text;
    label.textContent = end === 0 ? b().from : b().to;
    input.setAttribute('aria-label', `${(end === 0 ? b().least : b().most)(b()[key])} (${b()[`${key}Unit`]})`);
  });
  return h('label', { class: 'bound' }, label, input);
}

/** Two fields, two handles and how the figure is spread over what the other filters leave. */
export function rangeControl({ key, of }: Figure): HTMLElement {
  const others = computed(() => {
    const now = state();
    const filter = { ...now, facets: { ...now.facets, [key]: null } };
    return allUnits()
      .filter((unit) => keepUnit(unit, filter))
      .map(of);
  });
  let known: Spread | undefined;
  // Nobody sees a picture of a form that is closed.
  const now = computed(() => {
    if (formOpen() || !known) known = spread(others());
    return known;
  });
  const legend = h('legend', {});
  const graph = h('div', { class: 'graph' });
  const note = h('p', { class: 'quiet' });
  region(graph, () => [picture(key, now())]);
  effect(() => {
    legend.textContent = `${b()[key]} (${b()[`${key}Unit`]})`;
    note.textContent = now().unknown > 0 ? b().unknown(now().unknown) : '';
  });
  return h(
    'fieldset',
    { class: 'range-control' },
    legend,
    graph,
    h('div', { class: 'handles' }, slider(key, 0, now), slider(key, 1, now)),
    h('div', { class: 'bounds' }, field(key, 0), field(key, 1)),
    note,
  );
}
