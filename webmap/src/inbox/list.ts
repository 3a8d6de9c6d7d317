// What lies in the inbox, what is due first at the top, and the ways to find something in it.

import { arrange, h, icon, region } from '../dom';
import { failure } from '../panels/notices';
import { effect, untracked } from '../signal';
import { openEnquiry } from '../staff/route';
import { has } from '../staff/session-state';
import { hasAnswer } from './answers';
import { openEnter } from './enter';
import { filters } from './filters';
import { w } from './i18n';
import { kindSign } from './icons';
import type { Row } from './model';
import { inbox, isFiltered, ownDesk, widen } from './state';
import { dueChip, statusTag } from './tags';

function chips(row: Row): HTMLElement[] {
  return [
    statusTag(row.status),
    ...(row.priority === 'high' ? [h('span', { class: 'tag tag-urgent' }, w().isUrgent)] : []),
    ...(row.assignee ? [h('span', { class: 'tag' }, row.assignee.name)] : []),
    ...(row.mine ? [] : [h('span', { class: 'tag tag-internal' }, w().desk[row.desk])]),
    ...(hasAnswer(row.id) ? [h('span', { class: 'tag tag-draft' }, w().hasAnswer)] : []),
  ];
}

function line(row: Row): HTMLElement {
  const place = row.unit_ref ?? (row.section ? w().sectionIs(row.section) : '');
  const title = row.mine ? row.subject || w().kind[row.kind] : `${row.no} · ${w().kind[row.kind]}`;
  const sub = row.mine ? [row.no, row.from || w().unknownSender, place].filter(Boolean).join(' · ') : '';
  return h(
    'li',
    {},
    h(
      'button',
      { type: 'button', class: 'row', 'data-key': `enquiry-${row.id}`, click: () => openEnquiry(row.id) },
      kindSign(row.kind),
      h('span', { class: 'row-main' }, h('span', { class: 'row-title' }, title), h('span', { class: 'row-sub' }, sub)),
      h('span', { class: 'row-side' }, row.outside === 'open' && row.due_at ? dueChip(row) : null),
      h('span', { class: 'row-chips' }, ...chips(row)),
    ),
  );
}

function empty(): HTMLElement {
  return h(
    'div',
    { class: 'pad' },
    h('p', { class: 'quiet' }, isFiltered() ? w().noneFound : w().none),
    isFiltered() &&
      h('button', { type: 'button', class: 'button', 'data-key': 'inbox-reset', click: widen }, w().resetFilter),
  );
}

function content(rows: HTMLElement): (HTMLElement | null)[] {
  const { data, error } = inbox.value();
  if (!data && error) return [failure(w().failed, error, inbox.load)];
  if (!data) return [h('p', { class: 'quiet pad' }, w().loading)];
  arrange(rows, data.enquiries.map(line));
  return [data.enquiries.length > 0 ? rows : empty()];
}

export function inboxList(): HTMLElement {
  const count = h('p', { class: 'count', role: 'status' });
  effect(() => {
    const { data } = inbox.value();
    const words = data ? w().count(data.enquiries.length, data.more) : '';
    if (count.textContent !== words) count.textContent = words;
  });
  const name = h('span');
  const add = h(
    'button',
    { type: 'button', class: 'button button-strong', 'data-key': 'enter-enquiry', click: () => openEnter() },
    icon('plus'),
    name,
  );
  const note = h('p', { class: 'warning inbox-note' }, icon('info'), h('span'));
  effect(() => {
    add.hidden = !has('staff') || ownDesk() === null;
    name.textContent = w().enter;
    note.hidden = ownDesk() !== null;
    const words = note.querySelector('span');
    if (words) words.textContent = untracked(w).noDesk;
  });
  const rows = h('ul', { class: 'rows' });
  const list = h('div', { class: 'office-rows' });
  region(list, () => content(rows));
  return h('div', { class: 'inbox' }, filters(), note, h('div', { class: 'office-count' }, count, add), list);
}
