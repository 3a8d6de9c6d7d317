import { h, region } from '../dom';
import { effect } from '../signal';
import { w } from './i18n';
import { DESKS, KINDS, STATUSES } from './model';
import { colleagues, type Filter, filter, inbox, isOwn, narrow, ownDesk } from './state';

const TYPED_MS = 300;

type Options = readonly (readonly [value: string, name: string])[];

function choice<K extends keyof Filter>(key: K, label: () => string, options: () => Options): HTMLElement {
  const id = `inbox-${key}`;
  const name = h('label', { for: id });
  const select = h('select', { class: 'field', id, 'data-key': id });
  select.addEventListener('change', () => narrow({ [key]: select.value } as unknown as Partial<Filter>));
  effect(() => {
    name.textContent = label();
    select.replaceChildren(...options().map(([value, text]) => h('option', { value }, text)));
    select.value = String(filter()[key]);
  });
  return h('div', { class: 'entry' }, name, select);
}

const statuses = (): Options => [
  ['open', w().stillOpen],
  ['any', w().anyStatus],
  ...STATUSES.map((each) => [each, w().status[each]] as const),
];
const kinds = (): Options => [['', w().anyKind], ...KINDS.map((each) => [each, w().kind[each]] as const)];
const desks = (): Options => {
  const own = ownDesk();
  const others = DESKS.filter((each) => each !== own).map((each) => [each, w().desk[each]] as const);
  return [
    ...(own ? [['own', `${w().desk[own]} (${w().ownDesk})`] as const] : [['own', w().allDesks] as const]),
    ...(own ? [['all', w().allDesks] as const] : []),
    ...others,
  ];
};
const assignees = (): Options => [
  ['', w().anybody],
  ['me', w().me],
  ['none', w().nobody],
  ...(colleagues.value().data ?? []).map(({ id, name }) => [String(id), name] as const),
];

interface Quick {
  key: 'open' | 'overdue' | 'week' | 'mine' | 'none';
  isOn: boolean;
  count: number | null;
  flip: Partial<Filter>;
}

function quick(): Quick[] {
  const now = filter();
  const data = inbox.value().data;
  const turn = <K extends 'due' | 'assignee'>(key: K, value: Filter[K]): Partial<Filter> =>
    ({ [key]: now[key] === value ? '' : value }) as Partial<Filter>;
  const all: Quick[] = [
    {
      key: 'open',
      isOn: now.status === 'open',
      count: data?.open ?? null,
      flip: { status: now.status === 'open' ? 'any' : 'open' },
    },
    { key: 'overdue', isOn: now.due === 'overdue', count: data?.overdue ?? null, flip: turn('due', 'overdue') },
    { key: 'mine', isOn: now.assignee === 'me', count: data?.mine ?? null, flip: turn('assignee', 'me') },
    { key: 'none', isOn: now.assignee === 'none', count: null, flip: turn('assignee', 'none') },
    { key: 'week', isOn: now.due === 'week', count: null, flip: turn('due', 'week') },
  ];
  return isOwn() ? all : all.slice(0, 0);
}

function chips(): HTMLElement {
  const root = h('div', { class: 'chips', role: 'group' });
  region(root, () => {
    root.setAttribute('aria-label', w().filter);
    root.hidden = !isOwn();
    return quick().map(({ key, isOn, count, flip }) =>
      h(
        'button',
        {
          type: 'button',
          class: 'chip chip-toggle',
          'data-key': `inbox-${key}`,
          'aria-pressed': `${isOn}`,
          click: () => narrow(flip),
        },
        w().chips[key],
        count !== null && h('span', { class: 'chip-count' }, ` ${count}`),
      ),
    );
  });
  return root;
}

/** Text, the chips that are wanted each day, and the rest folded away. */
export function filters(): HTMLElement {
  const search = h('input', {
    type: 'search',
    class: 'field',
    autocomplete: 'off',
    spellcheck: 'false',
    maxlength: 200,
    'data-key': 'inbox-text',
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  search.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => narrow({ text: search.value.trim() }), TYPED_MS);
  });
  const summary = h('summary');
  const note = h('p', { class: 'field-hint' });
  const assignee = choice('assignee', () => w().by.assignee, assignees);
  const more = h(
    'details',
    { class: 'inbox-more' },
    summary,
    h(
      'div',
      { class: 'entries entries-two' },
      choice('desk', () => w().by.desk, desks),
      choice('status', () => w().by.status, statuses),
      choice('kind', () => w().by.kind, kinds),
      assignee,
    ),
    note,
  );
  effect(() => {
    search.placeholder = w().find;
    search.setAttribute('aria-label', w().find);
    summary.textContent = w().more;
    note.textContent = w().foreignOnly;
    const own = isOwn();
    note.hidden = own || ownDesk() === null;
    search.disabled = !own;
    assignee.hidden = !own;
    // A filter that was reset, not one that is being typed.
    if (filter().text === '' && document.activeElement !== search) search.value = '';
  });
  return h('div', { class: 'office-filter' }, search, chips(), more);
}
