// Who looks for what, the newest first.

import { arrange, h, icon, region } from '../dom';
import { t } from '../i18n';
import { failure } from '../panels/notices';
import { USES } from '../register/model';
import { effect } from '../signal';
import { openSpace } from '../staff/route';
import { w } from './i18n';
import { type Space, STATUSES } from './model';
import { type Filter, filter, isFiltered, narrow, spaces, widen } from './state';
import { lastDayOf, statusTag, titleOf, wishes } from './words';

type Options = readonly (readonly [value: string, name: string])[];

function choice<K extends keyof Filter>(key: K, label: () => string, options: () => Options): HTMLElement {
  const id = `spaces-${key}`;
  const name = h('label', { for: id });
  const select = h('select', { class: 'field', id, 'data-key': id });
  select.addEventListener('change', () => narrow({ [key]: select.value } as unknown as Partial<Filter>));
  effect(() => {
    name.textContent = label();
    select.replaceChildren(...options().map(([value, text]) => h('option', { value }, text)));
    select.value = filter()[key];
  });
  return h('div', { class: 'entry' }, name, select);
}

const statuses = (): Options => [
  ['live', w().live],
  ['any', w().anyStatus],
  ...STATUSES.map((each) => [each, w().status[each]] as const),
];
const uses = (): Options => [['', w().anyUse], ...USES.map((each) => [each, t().use[each]] as const)];

function line(space: Space): HTMLElement {
  return h(
    'li',
    {},
    h(
      'button',
      { type: 'button', class: 'row', 'data-key': `space-${space.id}`, click: () => openSpace(space.id) },
      h('span', { class: 'kind-sign' }, icon('shop')),
      h(
        'span',
        { class: 'row-main' },
        h('span', { class: 'row-title' }, titleOf(space)),
        h('span', { class: 'row-sub' }, wishes(space) || w().nothingElse),
      ),
      h('span', { class: 'row-side row-sub' }, space.contact?.name ?? ''),
      h(
        'span',
        { class: 'row-chips' },
        statusTag(space.status),
        space.ended_at === null && h('span', { class: 'tag tag-plain' }, w().until(lastDayOf(space))),
      ),
    ),
  );
}

function empty(): HTMLElement {
  return h(
    'div',
    { class: 'pad' },
    h('p', { class: 'quiet' }, isFiltered() ? w().noneFound : w().none),
    isFiltered() &&
      h('button', { type: 'button', class: 'button', 'data-key': 'spaces-reset', click: widen }, w().reset),
    !isFiltered() && h('p', {}, h('a', { class: 'link', href: 'ask/space', target: '_blank' }, w().publicForm)),
  );
}

export function spaceList(): HTMLElement {
  const count = h('p', { class: 'count', role: 'status' });
  effect(() => {
    const { data } = spaces.value();
    const words = data ? w().count(data.requests.length, data.more) : '';
    if (count.textContent !== words) count.textContent = words;
  });
  const rows = h('ul', { class: 'rows' });
  const list = h('div', { class: 'office-rows' });
  region(list, () => {
    const { data, error } = spaces.value();
    if (!data) return [error ? failure(w().failed, error, spaces.load) : h('p', { class: 'quiet pad' }, w().loading)];
    arrange(rows, data.requests.map(line));
    return [data.requests.length > 0 ? rows : empty()];
  });
  const find = h(
    'div',
    { class: 'office-find' },
    choice('status', () => w().byStatus, statuses),
    choice('use', () => w().byUse, uses),
  );
  return h('div', {}, h('div', { class: 'office-filter' }, find), h('div', { class: 'office-count' }, count), list);
}
