import { formOpen } from '../browse-door';
import { listedUnits, units, windowBox } from '../data';
import { h, region } from '../dom';
import { type Facets, leadingArea } from '../facets';
import { t } from '../i18n';
import { b } from '../i18n/browse';
import * as format from '../i18n/format';
import { USE_GROUPS, type UseGroup } from '../model';
import { computed, effect, untracked } from '../signal';
import { go, lang, state } from '../store';
import { type Figure, rangeControl } from './range';

const FIGURES: readonly Figure[] = [
  { key: 'area', of: leadingArea },
  {
    key: 'rent',
    of: ({ properties: p }) => (typeof p.rent_cents_m2_month === 'number' ? p.rent_cents_m2_month / 100 : null),
  },
  { key: 'front', of: ({ properties: p }) => p.frontage_m },
];

const DISTANCES_M = [100, 250, 500, 1000];

function put(facets: Partial<Facets>): void {
  go({ facets: { ...untracked(state).facets, ...facets } });
}

function toggle(key: string, name: string, pressed: boolean, change: () => void): HTMLElement {
  return h(
    'button',
    { type: 'button', class: 'chip chip-toggle', 'data-key': key, 'aria-pressed': `${pressed}`, click: change },
    name,
  );
}

function fitChips(): HTMLElement {
  const chosen = state().facets.fit;
  const flip = (group: UseGroup) =>
    put({ fit: chosen.includes(group) ? chosen.filter((each) => each !== group) : [...chosen, group] });
  return h(
    'div',
    { class: 'chips', role: 'group', 'aria-label': b().fit },
    ...USE_GROUPS.map((group) => toggle(`fit-${group}`, t().group[group], chosen.includes(group), () => flip(group))),
  );
}

function alsoChips(): HTMLElement {
  const { facets } = state();
  const keys = ['ground', 'step', 'interim'] as const;
  return h(
    'div',
    { class: 'chips', role: 'group', 'aria-label': b().also },
    ...keys.map((key) => toggle(key, b()[key], facets[key], () => put({ [key]: !facets[key] }))),
  );
}

function freeField(): HTMLElement {
  const input = h('input', { type: 'date', class: 'field', id: 'facet-free' });
  input.addEventListener('change', () => put({ free: input.value || null }));
  effect(() => {
    input.value = state().facets.free ?? '';
  });
  const label = h('label', { for: 'facet-free' });
  effect(() => {
    label.textContent = b().free;
  });
  return h('div', { class: 'facet' }, label, input);
}

const fundAreas = computed(() =>
  [...new Set((units.value().data ?? []).flatMap(({ properties: p }) => p.fund_areas ?? []))].sort(),
);

function choice(
  id: string,
  name: () => string,
  options: () => [value: string, text: string][],
  value: () => string,
  change: (value: string) => void,
): HTMLElement {
  const input = h('select', { id, class: 'field' });
  input.addEventListener('change', () => change(input.value));
  const label = h('label', { for: id });
  region(input, () => options().map(([value, text]) => h('option', { value }, text)));
  effect(() => {
    label.textContent = name();
    options();
    input.value = value();
  });
  return h('div', { class: 'facet' }, label, input);
}

function fundChoice(): HTMLElement {
  const options = (): [string, string][] => [
    ['', b().nowhere],
    ['1', b().anyFund],
    ...fundAreas().map((name): [string, string] => [name, name]),
  ];
  return choice(
    'facet-fund',
    () => b().fund,
    options,
    () => state().facets.fund ?? '',
    (fund) => put({ fund: fund || null }),
  );
}

function middle(): { lat: number; lon: number } | null {
  const box = untracked(windowBox);
  const round = (value: number) => Number(value.toFixed(5));
  return box && { lat: round((box[1] + box[3]) / 2), lon: round((box[0] + box[2]) / 2) };
}

function nearChoice(): HTMLElement {
  const options = (): [string, string][] => [
    ['', b().nowhere],
    ...[...new Set([...DISTANCES_M, ...(state().facets.near ? [state().facets.near?.m ?? 0] : [])])]
      .sort((a, z) => a - z)
      .map((m): [string, string] => [String(m), b().nearWithin(format.metres(m, lang(), 0))]),
  ];
  const change = (value: string) => {
    const at = untracked(state).facets.near ?? middle();
    put({ near: value && at ? { lat: at.lat, lon: at.lon, m: Number(value) } : null });
  };
  const root = choice(
    'facet-near',
    () => b().near,
    options,
    () => String(state().facets.near?.m ?? ''),
    change,
  );
  const again = h('div');
  region(again, () => {
    const { near } = state().facets;
    const move = () => {
      const at = middle();
      if (at && near) put({ near: { ...near, ...at } });
    };
    return near
      ? [h('button', { type: 'button', class: 'link', 'data-key': 'near-move', click: move }, b().nearMove)]
      : [];
  });
  root.append(again);
  return root;
}

function done(): HTMLElement {
  const root = h('div', { class: 'form-done' });
  region(root, () => {
    const n = listedUnits().length;
    return [
      h(
        'button',
        { type: 'button', class: 'button button-main', 'data-key': 'form-done', click: () => formOpen.set(false) },
        n === 0 ? b().showNone : b().show(n),
      ),
    ];
  });
  return root;
}

/** The form of the finer filters. Each change is a step that Back undoes, and the map follows at once. */
export function form(): HTMLElement {
  const fit = h('div');
  const also = h('div');
  const fitName = h('h2', {});
  effect(() => {
    fitName.textContent = b().fit;
  });
  region(fit, () => [fitChips()]);
  region(also, () => [alsoChips()]);
  const body = h(
    'div',
    { class: 'form-body' },
    ...FIGURES.map(rangeControl),
    h('div', { class: 'facet' }, fitName, fit),
    also,
    freeField(),
    fundChoice(),
    nearChoice(),
  );
  return h('div', { class: 'facet-form', id: 'facet-form' }, body, done());
}
