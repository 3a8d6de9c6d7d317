import { listedUnits, unitsNow, windowBox } from '../data';
import { h } from '../dom';
import { filterWords } from '../hash';
import { t } from '../i18n';
import { SORTS, type Sort } from '../order';
import { effect } from '../signal';
import { go, lang, select, state } from '../store';

const list = select('list');
const inView = select('inView');

const queryOf = (words: readonly [string, string][]) => new URLSearchParams([...words, ['lang', lang()]]).toString();

/** Where one has shops sent that come new and pass the filter. Another day and what is in view make no search. */
export function saveRow(): HTMLElement | null {
  const words = filterWords(state()).filter(([word]) => word !== 'at');
  if (unitsNow().data === null || words.length === 0) return null;
  return h(
    'p',
    { class: 'files' },
    h('a', { href: `alerts?${queryOf(words)}`, 'data-key': 'save-search' }, t().saveSearch),
    h('span', { class: 'quiet' }, t().saveSearchHint),
  );
}

/** Exactly the listed units as pages and files of the server, which filters by the same words. */
export function filesRow(): HTMLElement | null {
  if (listedUnits().length === 0) return null;
  const box = inView() ? windowBox() : null;
  const bbox: [string, string][] = box ? [['bbox', box.map((each) => each.toFixed(6)).join()]] : [];
  const query = queryOf([...filterWords(state()), ...bbox]);
  const link = (path: string, name: string, download: boolean) =>
    h('a', { href: `${path}?${query}`, download, 'data-key': `file-${path}` }, name);
  return h(
    'p',
    { class: 'files' },
    h('span', {}, `${t().files}:`),
    link('units.csv', 'CSV', true),
    link('units.geojson', 'GeoJSON', true),
    link('units.openimmo.xml', 'OpenImmo', true),
    link('units', t().asList, false),
  );
}

/** In which order the units stand. */
export function sortControl(): HTMLElement {
  const root = h('div', { class: 'sort' });
  const input = h('select', { id: 'sort', class: 'field' });
  input.addEventListener('change', () => go({ sort: input.value as Sort }));
  const label = h('label', { for: 'sort' });
  root.append(label, input);
  effect(() => {
    label.textContent = t().sortBy;
    const { facets, sort } = state();
    input.replaceChildren(
      ...SORTS.filter((each) => each !== 'near' || facets.near).map((each) =>
        h('option', { value: each, selected: each === sort }, t().sorts[each]),
      ),
    );
  });
  effect(() => {
    root.hidden = list() !== 'units' || listedUnits().length < 2;
  });
  return root;
}
