// Others like this one: merged into it, open about the same place, or found by words; and a look at both before a merge.

import { h, region } from '../dom';
import { signal, untracked } from '../signal';
import { openEnquiry } from '../staff/route';
import { atEnd, watch } from '../staff/scope';
import { say } from './current';
import { w } from './i18n';
import { openMerge } from './merge-dialog';
import { type Held, type Item, isOpenStatus, type Related } from './model';
import { desk } from './paths';
import { ownDesk } from './state';
import { statusTag } from './tags';

const TYPED_MS = 300;
const MOST = '8';

async function find(text: string, own: string): Promise<Related[]> {
  const query = new URLSearchParams({ q: text, desk: own, limit: MOST });
  const { enquiries } = await desk.inbox(query, { asIs: true });
  return enquiries.map(({ id, no, status, subject }) => ({ id, no, status, subject: subject ?? '' }));
}

function other(this_: Item, { id, no, status, subject }: Related, canMerge: boolean): HTMLElement {
  return h(
    'li',
    { class: 'related' },
    h(
      'button',
      { type: 'button', class: 'link', 'data-key': `related-${id}`, click: () => openEnquiry(id) },
      `${no} ${subject || w().noSubject}`,
    ),
    statusTag(status),
    canMerge &&
      h(
        'button',
        {
          type: 'button',
          class: 'button',
          'data-key': `compare-${id}`,
          click: () => void openMerge(this_, id).catch(say),
        },
        w().compare(no),
      ),
  );
}

const mayMerge = (status: Item['status']) => isOpenStatus(status) && status !== 'waiting_for_customer';

function lists(item: Item, found: readonly Related[]): (HTMLElement | null)[] {
  const known = new Set(item.similar.map(({ id }) => id));
  const others = found.filter(({ id }) => id !== item.id && !known.has(id));
  const can = ({ status }: Related) => status !== 'duplicate' && (mayMerge(item.status) || mayMerge(status));
  const list = (title: string, all: readonly Related[], isMerged = false) =>
    all.length === 0
      ? null
      : h(
          'div',
          {},
          title && h('h4', {}, title),
          h('ul', { class: 'plain related-list' }, ...all.map((each) => other(item, each, !isMerged && can(each)))),
        );
  return [
    list(w().merged, item.duplicates, true),
    list(w().similar, item.similar),
    item.similar.length === 0 && (item.unit_ref || item.section_id) ? h('p', { class: 'quiet' }, w().noSimilar) : null,
    list('', others),
  ];
}

export function relatedBlock(now: () => Held): HTMLElement {
  const found = signal<readonly Related[]>([]);
  const search = h('input', {
    type: 'search',
    class: 'field',
    id: 'find-other',
    autocomplete: 'off',
    spellcheck: 'false',
    maxlength: 200,
    'data-key': 'find-other',
  });
  const label = h('label', { for: 'find-other' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  search.addEventListener('input', () => {
    clearTimeout(timer);
    const text = search.value.trim();
    const own = untracked(ownDesk);
    if (text === '' || !own) return found.set([]);
    timer = setTimeout(() => {
      find(text, own).then((all) => search.value.trim() === text && found.set(all), say);
    }, TYPED_MS);
  });
  const heading = h('h3');
  const list = h('div', { class: 'related-lists', role: 'group' });
  atEnd(region(list, () => lists(now().item, found())));
  watch(() => {
    heading.textContent = w().related;
    label.textContent = w().findOther;
    list.setAttribute('aria-label', w().related);
  });
  return h('section', { class: 'block' }, heading, h('div', { class: 'entry' }, label, search), list);
}
