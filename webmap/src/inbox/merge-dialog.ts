// Two enquiries side by side, and which of them stays.

import { h } from '../dom';
import { untracked } from '../signal';
import { moment } from '../staff/moment';
import { freshKey } from '../staff/office-api';
import { openEnquiry } from '../staff/route';
import { toast } from '../staff/toast';
import { lang } from '../store';
import { askFor } from './ask-dialog';
import { learn } from './current';
import { w } from './i18n';
import type { Item } from './model';
import { desk } from './paths';
import { statusTag } from './tags';

function side(item: Item, isThis: boolean): HTMLElement {
  const { content } = item;
  const place = item.unit_ref ?? (item.section ? w().sectionIs(item.section) : '');
  return h(
    'article',
    { class: 'merge-side' },
    h('h3', {}, item.no, isThis && h('span', { class: 'quiet' }, ` ${w().isThis}`)),
    h('p', { class: 'tags' }, statusTag(item.status)),
    h('p', {}, h('strong', {}, item.subject || w().kind[item.kind])),
    h(
      'p',
      { class: 'quiet' },
      [content?.contact.name || w().unknownSender, item.received_at && moment(item.received_at, lang()), place]
        .filter(Boolean)
        .join(' · '),
    ),
    h('p', { class: 'said-text' }, content?.body ?? ''),
    ...(content?.messages ?? [])
      .filter(({ direction }) => direction !== 'internal')
      .map(({ direction, text }) => h('p', { class: `said-text said said-${direction}` }, text)),
  );
}

/** What has ended cannot end as a duplicate, so it is the one that stays. */
const canEnd = ({ status }: Item) => ['new', 'assigned', 'in_progress'].includes(status);

export async function openMerge(item: Item, other: number): Promise<void> {
  const texts = untracked(w);
  const { item: two } = await desk.item(other);
  const options = [item, two].map((stays, i) => {
    const ends = i === 0 ? two : item;
    const box = h('input', { type: 'radio', name: 'stays', value: stays.id, 'data-key': `stays-${i}` });
    box.disabled = !canEnd(ends);
    return { box, root: h('label', { class: 'tick' }, box, texts.keepThis(stays.no)), stays, ends };
  });
  // What was there first usually stays.
  const first = options.toSorted((a, b) => a.stays.no.localeCompare(b.stays.no)).find(({ box }) => !box.disabled);
  if (first) first.box.checked = true;
  const key = freshKey();
  askFor({
    title: texts.mergeTitle,
    intro: texts.mergeIntro,
    fields: {},
    extra: [
      h(
        'fieldset',
        { class: 'entry plain-set' },
        h('legend', {}, texts.mergeTitle),
        ...options.map(({ root }) => root),
      ),
      h('div', { class: 'merge-sides' }, side(item, true), side(two, false)),
    ],
    required: [],
    submit: texts.mergeDo,
    wide: true,
    send: async () => {
      const chosen = options.find(({ box }) => box.checked);
      if (!chosen) return;
      const ended = await desk.merge(chosen.ends.id, chosen.stays.id, key);
      learn(ended);
      toast(texts.mergeDone(chosen.stays.no));
      if (chosen.stays.id === item.id) learn(await desk.item(item.id));
      else openEnquiry(chosen.stays.id);
    },
  });
}
