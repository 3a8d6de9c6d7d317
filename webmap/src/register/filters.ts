import { h, region } from '../dom';
import { t } from '../i18n';
import { USE_GROUPS, type UseGroup } from '../model';
import { effect, untracked } from '../signal';
import {
  filter,
  NO_FILTER,
  type RegisterFilter,
  type RegisterView,
  register,
  SORTS,
  type Sort,
  sort,
  staleCount,
  streets,
  VIEWS,
  warned,
} from './data';
import { rt } from './i18n';
import { UNIT_STATUSES, type UnitStatus } from './model';

const put = (patch: Partial<RegisterFilter>) => filter.set({ ...untracked(filter), ...patch });

const counted = (view: RegisterView): number | null => {
  if (view === 'stale') return register.value().data ? staleCount() : null;
  return view === 'warned' ? (warned.value().data?.length ?? null) : null;
};

/** All units, those that nobody has seen for long, and those that may fall vacant. */
function viewChips(): HTMLElement {
  const root = h('div', { class: 'chips', role: 'group' });
  region(root, () => {
    root.setAttribute('aria-label', rt().viewsLabel);
    return VIEWS.map((view) => {
      const n = counted(view);
      return h(
        'button',
        {
          type: 'button',
          class: 'chip chip-toggle',
          'data-key': `register-${view}`,
          'aria-pressed': `${filter().view === view}`,
          click: () => put({ view }),
        },
        rt().views[view],
        n !== null && h('span', { class: 'chip-count' }, ` ${n}`),
      );
    });
  });
  return root;
}

type Options = readonly (readonly [value: string, name: string])[];

function chooser(
  key: string,
  label: () => string,
  options: () => Options,
  read: () => string,
  write: (v: string) => void,
) {
  const select = h('select', { class: 'field', id: `register-${key}`, 'data-key': `register-by-${key}` });
  select.addEventListener('change', () => write(select.value));
  const name = h('label', { for: select.id });
  effect(() => {
    name.textContent = label();
    select.replaceChildren(...options().map(([value, text]) => h('option', { value }, text)));
    select.value = read();
  });
  return h('div', { class: 'entry' }, name, select);
}

const byStatus = () =>
  chooser(
    'status',
    () => rt().byStatus,
    () => [
      ['', rt().anyStatus],
      ['empty', rt().allEmpty],
      ...UNIT_STATUSES.map((status) => [status, rt().status[status]] as const),
    ],
    () => filter().status,
    (value) => put({ status: value as UnitStatus }),
  );

const byUse = () =>
  chooser(
    'use',
    () => rt().byUse,
    () => [['', rt().anyUse], ...USE_GROUPS.map((group) => [group, t().group[group]] as const)],
    () => filter().use,
    (value) => put({ use: value as UseGroup }),
  );

const byStreet = () =>
  chooser(
    'street',
    () => rt().byStreet,
    () => [['', rt().anyStreet], ...streets().map((name) => [name, name] as const)],
    () => filter().street,
    (value) => put({ street: value }),
  );

const byShown = () =>
  chooser(
    'shown',
    () => rt().byShown,
    () => [
      ['', rt().anyShown],
      ['public', rt().onlyPublic],
      ['hidden', rt().onlyHidden],
    ],
    () => filter().shown,
    (value) => put({ shown: value as RegisterFilter['shown'] }),
  );

const order = () =>
  chooser(
    'sort',
    () => rt().order,
    () => SORTS.map((each) => [each, rt().sorts[each]] as const),
    sort,
    (value) => sort.set(value as Sort),
  );

const setCount = () => {
  const { status, use, street, shown } = filter();
  return [status, use, street, shown].filter((each) => each !== '').length;
};

/** Search, filters and order; the filters fold, and closed they say how many are set. */
export function filters(): HTMLElement {
  const search = h('input', {
    type: 'search',
    class: 'field',
    autocomplete: 'off',
    spellcheck: 'false',
    'data-key': 'register-text',
  });
  search.addEventListener('input', () => put({ text: search.value.trim() }));
  const reset = h('button', { type: 'button', class: 'link', 'data-key': 'register-reset' });
  reset.addEventListener('click', () => {
    filter.set({ ...NO_FILTER, view: untracked(filter).view });
    search.value = '';
  });
  const title = h('span', { class: 'fold-title' });
  const digest = h('span', { class: 'group-digest' });
  const fold = h(
    'details',
    { class: 'register-fold' },
    h('summary', { 'data-key': 'register-filter' }, title, digest),
    h('div', { class: 'entries entries-two' }, byStatus(), byUse(), byStreet(), byShown(), order()),
    reset,
  );
  effect(() => {
    search.placeholder = rt().find;
    search.setAttribute('aria-label', rt().find);
    title.textContent = rt().filter;
    digest.textContent = [rt().filterDigest(setCount()), rt().sorts[sort()]].filter(Boolean).join(' · ');
    reset.textContent = rt().reset;
    reset.hidden = setCount() === 0;
  });
  return h('div', { class: 'office-filter' }, viewChips(), search, fold);
}
