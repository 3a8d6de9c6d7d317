// What was said, in order: what came in, what went out, and what the desk noted for itself.

import { h, icon } from '../dom';
import { block } from '../panels/parts';
import { moment } from '../staff/moment';
import { watch } from '../staff/scope';
import { lang } from '../store';
import { w } from './i18n';
import type { Content, Held, Message } from './model';

interface Said extends Pick<Message, 'direction' | 'at' | 'by' | 'text'> {
  id: number;
}

function said(content: Content, received: string | null): Said[] {
  const first: Said = { id: 0, direction: 'in', at: received ?? '', by: '', text: content.body };
  return [first, ...content.messages];
}

function entry({ direction, at, by, text }: Said, content: Content): HTMLElement {
  const who = direction === 'in' ? content.contact.name || w().contact : by || w().office;
  const kind = direction === 'internal' ? w().internal : direction === 'out' ? w().outgoing : '';
  return h(
    'li',
    { class: `said said-${direction}` },
    h(
      'p',
      { class: 'said-head' },
      direction === 'internal' && icon('info'),
      h('strong', {}, who),
      kind && h('span', { class: 'said-kind' }, kind),
      at && h('time', { class: 'quiet', datetime: at }, moment(at, lang())),
    ),
    h('p', { class: 'said-text', lang: direction === 'internal' ? 'de' : content.lang }, text),
  );
}

export function talk(now: () => Held): HTMLElement {
  const list = h('ol', { class: 'plain talk' });
  const over = h('p', { class: 'quiet' });
  const root = block('', list, over);
  const heading = root.querySelector('h3');
  watch(() => {
    const { item } = now();
    if (heading) heading.textContent = w().talk;
    over.textContent = item.forwarded_to
      ? w().forwardedTo(item.forwarded_to)
      : item.duplicate_of
        ? w().isDuplicateOf
        : '';
    over.hidden = over.textContent === '';
    const { content } = item;
    if (content) list.replaceChildren(...said(content, item.received_at).map((each) => entry(each, content)));
  });
  return root;
}
