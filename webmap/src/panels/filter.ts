import { browsing, facetCount, formOpen } from '../browse-door';
import { countWith, listedUnits, shownSections, vacantCount } from '../data';
import { h, icon, region } from '../dom';
import { NO_FACETS } from '../facets';
import { DEFAULTS, type State } from '../hash';
import { t } from '../i18n';
import { type Status, VACANT } from '../model';
import { computed, effect } from '../signal';
import { drift, go, select, state } from '../store';

const list = select('list');

interface Chip {
  key: string;
  name: string;
  reset: Partial<State>;
}

function named<T extends string>(chosen: readonly T[], names: Record<T, string>): string {
  return chosen.length === 0 ? t().noneChosen : chosen.map((each) => names[each]).join(', ');
}

/** What is filtered now, each with what takes it back. */
export function chips(): Chip[] {
  const now = state();
  const texts = t();
  const out: Chip[] = [];
  if (now.text) out.push({ key: 'text', name: `„${now.text}“`, reset: { text: '' } });
  if (now.list === 'units' && now.uses.length < DEFAULTS.uses.length) {
    out.push({
      key: 'use',
      name: `${texts.useFilter}: ${named(now.uses, texts.group)}`,
      reset: { uses: DEFAULTS.uses },
    });
  }
  if (now.list === 'units' && now.statuses.length < DEFAULTS.statuses.length && !onlyVacant(now.statuses)) {
    out.push({
      key: 'status',
      name: `${texts.statusFilter}: ${named(now.statuses, texts.status)}`,
      reset: { statuses: DEFAULTS.statuses },
    });
  }
  if (now.list === 'works' && now.works.length < DEFAULTS.works.length) {
    out.push({
      key: 'works',
      name: `${texts.worksFilter}: ${named(now.works, texts.worksState)}`,
      reset: { works: DEFAULTS.works },
    });
  }
  return now.list === 'units' ? [...out, ...(browsing()?.chips() ?? [])] : out;
}

const NO_FILTER: Partial<State> = {
  text: '',
  uses: DEFAULTS.uses,
  statuses: DEFAULTS.statuses,
  works: DEFAULTS.works,
  facets: NO_FACETS,
  inView: false,
};

function onlyVacant(statuses: readonly Status[]): boolean {
  return statuses.length === VACANT.length && VACANT.every((status) => statuses.includes(status));
}

function tabs(): HTMLElement {
  const tab = (key: State['list'], name: string) =>
    h(
      'button',
      {
        type: 'button',
        class: 'segment',
        'data-key': `tab-${key}`,
        'aria-pressed': `${list() === key}`,
        click: () => go({ list: key, sel: null }),
      },
      name,
    );
  return h(
    'div',
    { class: 'segments', role: 'group', 'aria-label': t().listRegion },
    tab('units', t().tabUnits),
    tab('works', t().tabWorks),
  );
}

function textField(): HTMLElement {
  const input = h('input', {
    id: 'filter-text',
    class: 'field',
    type: 'search',
    autocomplete: 'off',
    spellcheck: 'false',
    maxlength: 100,
    input: () => drift({ text: input.value.trimStart() }),
  });
  effect(() => {
    input.placeholder = t().filterText;
    input.setAttribute('aria-label', `${t().filterRegion}: ${t().filterText}`);
    if (input.value.trimStart() !== state().text) input.value = state().text;
  });
  return input;
}

function toggle(key: string, click: () => void): HTMLElement {
  return h('button', { type: 'button', class: 'chip chip-toggle', 'data-key': key, click });
}

/** These stay the same elements: to put the focus back onto a new one would make the browser lay out the page in between. */
function steadyChips(): HTMLElement[] {
  const isVacant = () => onlyVacant(state().statuses);
  const more = h('button', {
    type: 'button',
    class: 'chip chip-toggle chip-more',
    'data-key': 'more-filters',
    'aria-controls': 'filter-form',
    click: () => formOpen.set(!formOpen()),
  });
  const vacant = toggle('vacant', () => go({ statuses: isVacant() ? DEFAULTS.statuses : VACANT }));
  const inView = toggle('inview', () => go({ inView: !state().inView }));
  region(more, () => [icon('sliders'), facetCount() > 0 ? `${t().moreFilters} (${facetCount()})` : t().moreFilters]);
  effect(() => more.setAttribute('aria-expanded', `${formOpen()}`));
  effect(() => {
    vacant.textContent = t().onlyVacant;
    inView.textContent = t().onlyInView;
    for (const each of [more, vacant, inView]) each.hidden = list() !== 'units';
  });
  effect(() => vacant.setAttribute('aria-pressed', `${isVacant()}`));
  effect(() => inView.setAttribute('aria-pressed', `${state().inView}`));
  return [more, vacant, inView];
}

/** What is filtered, each to be taken back with one press. */
function setChips(): HTMLElement[] {
  const now = state();
  const removable = chips();
  const row = removable.map((chip) =>
    h(
      'button',
      {
        type: 'button',
        class: 'chip chip-set',
        'data-key': `chip-${chip.key}`,
        'aria-label': t().removeFilter(chip.name),
        click: () => go(chip.reset),
      },
      h('span', {}, chip.name),
      icon('close'),
    ),
  );
  const set = removable.length + (onlyVacant(now.statuses) ? 1 : 0) + (now.inView ? 1 : 0);
  if (set > 1)
    row.push(
      h('button', { type: 'button', class: 'link', 'data-key': 'reset', click: () => go(NO_FILTER) }, t().resetAll),
    );
  return row;
}

/** The single steps that would bring hits back, best first; where no single one does, all of them at once. */
export function relaxations(): { name: string; n: number; patch: Partial<State> }[] {
  const now = state();
  const texts = t();
  const steps: { name: string; patch: Partial<State> }[] = [];
  if (now.text) steps.push({ name: texts.relaxText, patch: { text: '' } });
  if (now.uses.length < DEFAULTS.uses.length) steps.push({ name: texts.relaxUse, patch: { uses: DEFAULTS.uses } });
  if (now.statuses.length < DEFAULTS.statuses.length)
    steps.push({ name: texts.relaxStatus, patch: { statuses: DEFAULTS.statuses } });
  const counted = (all: typeof steps) =>
    all.map((step) => ({ ...step, n: countWith(step.patch) })).filter(({ n }) => n > 0);
  const single = counted([...steps, ...(browsing()?.steps() ?? [])]).sort((a, b) => b.n - a.n);
  return single.length > 0 ? single : counted([{ name: texts.relaxAll, patch: NO_FILTER }]);
}

/** The form stands in the place of the list, so that the count and the map show what it does. */
export const isFiltering = computed(() => formOpen() && list() === 'units' && browsing() !== null);

export function filterPanel(): HTMLElement {
  const tabRow = h('div', { class: 'filter-tabs' });
  const set = h('span', { class: 'chips-set' });
  const row = h('div', { class: 'chips', role: 'group' }, ...steadyChips(), set);
  const count = h('p', { class: 'count', role: 'status' });
  const form = h('div', { class: 'filter-form', id: 'filter-form' });
  const root = h('section', { class: 'filter', id: 'filter' }, tabRow, textField(), row, count, form);
  region(form, () => (isFiltering() ? [browsing()?.form()] : []));
  effect(() => {
    form.hidden = !isFiltering();
    root.classList.toggle('filter-open', isFiltering());
  });
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    formOpen.set(false);
    row.querySelector<HTMLElement>('[data-key="more-filters"]')?.focus();
  });
  effect(() => root.setAttribute('aria-label', t().filterRegion));
  effect(() => row.setAttribute('aria-label', t().activeFilters));
  region(tabRow, () => [tabs()]);
  region(set, setChips);
  effect(() => {
    const text =
      list() === 'units' ? t().countUnits(listedUnits().length, vacantCount()) : t().countWorks(shownSections().length);
    if (count.textContent !== text) count.textContent = text;
  });
  effect(() => {
    root.hidden = state().sel !== null;
  });
  return root;
}
