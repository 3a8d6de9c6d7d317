// The status of a unit through time: every step that was entered, those put right included.

import { h } from '../dom';
import { group } from '../staff/form-parts';
import { moment } from '../staff/moment';
import { mayWrite } from '../staff/session';
import { lang } from '../store';
import { rt } from './i18n';
import { live, unitNow } from './live';
import type { StaffUnit, StatusEvent } from './model';
import { openStep } from './step-dialog';
import { successorsInWords } from './successors';
import { dateOf } from './words';

const nameOf = ({ by, by_name }: StatusEvent) => by_name || (by.startsWith('account:') ? rt().unit.somebody : by);

/** "seit 3. Mai", "spätestens seit", "im Mai": how exactly the day is known. */
function dayOf({ at, at_precision }: StatusEvent): string {
  const texts = rt().unit;
  if (at_precision === 'at_latest') return `${texts.precisions.at_latest} ${dateOf(at)}`;
  if (at_precision === 'year') return at.slice(0, 4);
  return at_precision === 'month' ? at.slice(0, 7).split('-').reverse().join('/') : dateOf(at);
}

function details(event: StatusEvent): string {
  const texts = rt().unit;
  return [texts.sources[event.source] ?? event.source, texts.by(nameOf(event)), moment(event.recorded_at, lang())].join(
    ' · ',
  );
}

function item(unit: StaffUnit, event: StatusEvent): HTMLElement {
  const texts = rt().unit;
  const isGone = event.superseded_at !== null;
  const tag = (text: string) => h('span', { class: 'tag' }, text);
  const words = texts.step(rt().status[event.from], rt().status[event.to]);
  return h(
    'li',
    { class: isGone ? 'version-row step-gone' : 'version-row' },
    h(
      'p',
      {},
      h('strong', {}, dayOf(event)),
      ' ',
      isGone ? h('del', {}, words) : words,
      ' ',
      isGone && tag(texts.superseded),
      event.corrects_id !== null && tag(texts.isCorrection),
      event.irregular && tag(texts.isIrregular),
    ),
    h('p', { class: 'quiet' }, details(event)),
    event.expected_until && h('p', { class: 'quiet' }, texts.until(dateOf(event.expected_until))),
    successorsInWords(event.successor_ids) && h('p', { class: 'quiet' }, successorsInWords(event.successor_ids)),
    event.reason && h('p', { class: 'quiet' }, `${texts.reason}: ${event.reason}`),
    event.note && h('p', { class: 'quiet' }, event.note),
    !isGone &&
      mayWrite() &&
      h(
        'button',
        {
          type: 'button',
          class: 'link',
          'data-key': `correct-${event.id}`,
          'aria-label': `${texts.correct}: ${dayOf(event)} ${words}`,
          click: () => openStep(unit, { corrects: event }),
        },
        texts.correct,
      ),
  );
}

export function lifeCard(): HTMLElement {
  const digest = () => {
    const n = (unitNow().properties.events ?? []).filter(({ superseded_at }) => superseded_at === null).length;
    return n > 0 ? String(n) : '';
  };
  return group(
    'unit-life',
    () => rt().unit.life,
    digest,
    true,
    () => [
      live('', (unit) => {
        const events = unit.properties.events ?? [];
        if (events.length === 0) return [h('p', { class: 'quiet' }, rt().unit.lifeNone)];
        return [h('ol', { class: 'versions' }, ...events.map((event) => item(unit, event)))];
      }),
    ],
  );
}
