import { arrange, h, icon, region } from '../dom';
import { either } from '../i18n';
import * as format from '../i18n/format';
import type { CityMap } from '../map/map';
import { failure } from '../panels/notices';
import { badge } from '../panels/parts';
import { computed, effect, signal, untracked } from '../signal';
import { lang } from '../store';
import { stored } from './drafts';
import { statusChip } from './form-status';
import { st } from './i18n';
import type { StaffSection } from './model-answers';
import { allSections, GROUPS, type Group, keepSection, projects, sections } from './office-data';
import { nameOfId, open, openSection } from './route';
import { newSection } from './section-view';
import { mayWrite } from './session';
import { slot } from './slots';

const groups = signal<readonly Group[]>([]);
const projectId = signal<number | null>(null);
const text = signal('');

const shown = computed(() =>
  allSections().filter((each) => keepSection(each, { groups: groups(), projectId: projectId(), text: text() })),
);

function filters(): HTMLElement {
  const search = h('input', {
    type: 'search',
    class: 'field',
    autocomplete: 'off',
    spellcheck: 'false',
    'data-key': 'office-text',
  });
  search.addEventListener('input', () => text.set(search.value.trim()));
  const select = h('select', { class: 'field', 'data-key': 'office-project' });
  select.addEventListener('change', () => projectId.set(select.value === '' ? null : Number(select.value)));
  effect(() => {
    search.placeholder = st().findSection;
    search.setAttribute('aria-label', st().findSection);
    select.setAttribute('aria-label', st().ofProject);
    const all = projects.value().data ?? [];
    const options = all.map((each) => h('option', { value: each.id }, either(each.title_de, each.title_en)));
    select.replaceChildren(h('option', { value: '' }, st().allProjects), ...options);
    select.value = String(untracked(projectId) ?? '');
  });
  const chips = h('div', { class: 'chips', role: 'group' });
  region(chips, () => {
    chips.setAttribute('aria-label', st().groupFilter);
    return (Object.keys(GROUPS) as Group[]).map((group) => {
      const isOn = groups().includes(group);
      const count = allSections().filter(({ properties }) => GROUPS[group].includes(properties.status)).length;
      const flip = () => groups.set(isOn ? groups().filter((each) => each !== group) : [...groups(), group]);
      return h(
        'button',
        {
          type: 'button',
          class: 'chip chip-toggle',
          'data-key': `group-${group}`,
          'aria-pressed': `${isOn}`,
          click: flip,
        },
        `${st().groups[group]} `,
        h('span', { class: 'chip-count' }, count),
      );
    });
  });
  return h('div', { class: 'office-filter' }, h('div', { class: 'office-find' }, search, select), chips);
}

function row(section: StaffSection): HTMLElement {
  const p = section.properties;
  const hasDraft = stored().some(({ name }) => name === nameOfId(section.id));
  const period =
    p.planned_from || p.planned_to ? format.range({ from: p.planned_from, to: p.planned_to }, lang()) : st().noPeriod;
  const title = either(p.title_de, p.title_en) || st().untitled;
  return h(
    'li',
    {},
    h(
      'button',
      { type: 'button', class: 'row', 'data-key': `office-${section.id}`, click: () => openSection(section.id) },
      badge(p.label, p.public ? 'badge-current' : 'badge-future'),
      h(
        'span',
        { class: 'row-main' },
        h('span', { class: 'row-title' }, title),
        h('span', { class: 'row-sub' }, `${either(p.project_title_de, p.project_title_en)} · ${period}`),
      ),
      h('span', { class: 'row-side' }),
      h(
        'span',
        { class: 'row-chips' },
        ...statusChip(p.status, p.public),
        p.doubtful && h('span', { class: 'tag tag-vacant' }, st().isDoubtful),
        hasDraft && h('span', { class: 'tag tag-draft' }, st().isDraft),
      ),
    ),
  );
}

/** Drafts of sections that the server does not know yet come first: they lie only here. */
function newDrafts(): HTMLElement[] {
  return stored()
    .filter(({ id }) => id === null)
    .map(({ name, doc }) =>
      h(
        'li',
        {},
        h(
          'button',
          {
            type: 'button',
            class: 'row',
            'data-key': `office-${name}`,
            click: () => open({ view: 'section', id: null, name }),
          },
          badge(doc.label || '–', 'badge-future'),
          h(
            'span',
            { class: 'row-main' },
            h('span', { class: 'row-title' }, either(doc.title_de, doc.title_en) || st().newSection),
            h('span', { class: 'row-sub' }, st().newDraft),
          ),
          h('span', { class: 'row-side' }),
          h('span', { class: 'row-chips' }, h('span', { class: 'tag tag-draft' }, st().isDraft)),
        ),
      ),
    );
}

function content(rows: HTMLElement): (HTMLElement | null)[] {
  const { data, error } = sections.value();
  if (!data && error) return [failure(st().failedSections, error, sections.load)];
  if (!data) return [h('p', { class: 'quiet pad' }, st().loading)];
  arrange(rows, [...newDrafts(), ...shown().map(row)]);
  const isEmpty = shown().length === 0;
  return [rows, isEmpty ? h('p', { class: 'quiet pad' }, data.length === 0 ? st().noneAtAll : st().noneHere) : null];
}

/** Every section in every status, to be found, opened and begun. */
export function sectionList(city: CityMap): HTMLElement {
  const schedule = slot('schedule', city);
  schedule?.start();
  const count = h('p', { class: 'count', role: 'status' });
  effect(() => {
    const words = sections.value().data ? st().countSections(shown().length) : '';
    if (count.textContent !== words) count.textContent = words;
  });
  const add = h(
    'button',
    { type: 'button', class: 'button button-strong', 'data-key': 'new-section' },
    icon('plus'),
    h('span'),
  );
  add.addEventListener('click', () => {
    const one = untracked(projectId);
    newSection(one === null ? {} : { project_id: one });
  });
  effect(() => {
    add.hidden = !mayWrite();
    const name = add.querySelector('span');
    if (name) name.textContent = st().newSection;
  });
  const rows = h('ul', { class: 'rows' });
  const list = h('div', { class: 'office-rows' });
  region(list, () => content(rows));
  return h(
    'div',
    { class: 'office-sections' },
    filters(),
    h('div', { class: 'office-count' }, count, schedule?.root ?? null, add),
    list,
  );
}
