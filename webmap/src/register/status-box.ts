import { h } from '../dom';
import { untracked } from '../signal';
import { busy, inWords } from '../staff/login';
import { freshKey } from '../staff/office-api';
import { mayWrite } from '../staff/session';
import { toast } from '../staff/toast';
import { serverToday } from '../store';
import { rt } from './i18n';
import { live } from './live';
import type { StaffUnit } from './model';
import { registry } from './register-api';
import { openStep } from './step-dialog';
import { takeIn } from './unit-state';
import { dateOf } from './words';

/** What it is doing and since when, in one or two lines. */
function lines({ properties: p }: StaffUnit): HTMLElement[] {
  const texts = rt().unit;
  const since = [
    p.status_since && texts.since(dateOf(p.status_since)),
    p.expected_until && texts.until(dateOf(p.expected_until)),
  ];
  const kind = [p.vacancy_kind === 'structural' && texts.structural, p.persistent && rt().persistent];
  const empty =
    p.vacant_since && p.vacant_days !== null
      ? [texts.emptySince(dateOf(p.vacant_since), rt().emptyFor(p.vacant_days)), ...kind].filter(Boolean).join(', ')
      : '';
  return [
    h(
      'p',
      { class: 'tags' },
      h('span', { class: `tag tag-${p.status}` }, rt().status[p.status]),
      h('span', {}, since.filter(Boolean).join(', ')),
    ),
    h('p', { class: 'quiet', hidden: empty === '' }, empty),
  ];
}

async function seen(unit: StaffUnit): Promise<void> {
  try {
    await registry.surveys([{ key: freshKey(), unit_id: unit.id, result: 'confirmed', at: untracked(serverToday) }]);
    takeIn(await registry.unit(unit.id));
    toast(rt().unit.surveyedToday);
  } catch (cause) {
    toast(inWords(cause));
  }
}

function acts(unit: StaffUnit): HTMLElement {
  const { next = [] } = unit.properties;
  const still = h(
    'button',
    { type: 'button', class: 'button', 'data-key': 'still-so', title: rt().unit.stillSoAbout },
    rt().unit.stillSo,
  );
  still.addEventListener('click', () => void busy(still, rt().unit.stillSo, () => seen(unit)));
  return h(
    'div',
    { class: 'buttons' },
    next.length > 0 &&
      h(
        'button',
        { type: 'button', class: 'button button-strong', 'data-key': 'change-status', click: () => openStep(unit) },
        rt().unit.changeStatus,
      ),
    still,
  );
}

export function statusBox(): HTMLElement {
  return live('status-box', (unit) => [...lines(unit), mayWrite() ? acts(unit) : null]);
}
