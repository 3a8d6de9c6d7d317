import { h } from '../dom';
import * as format from '../i18n/format';
import { lang } from '../store';
import { w } from './i18n';
import { isOpenStatus, type Row, type Status } from './model';

/** What waits for the office stands out; what waits for others, or for nobody, does not. */
export function statusTag(status: Status): HTMLElement {
  const look = status === 'new' ? 'tag-new' : isOpenStatus(status) ? 'tag-public' : 'tag-over';
  return h('span', { class: `tag ${look}` }, w().status[status]);
}

export function dueChip({ due_at, overdue }: Pick<Row, 'due_at' | 'overdue'>): HTMLElement {
  const day = format.date(due_at, lang());
  return h('span', { class: overdue ? 'tag tag-overdue' : 'due' }, overdue ? w().overdueSince(day) : w().due(day));
}
