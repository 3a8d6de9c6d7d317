// Days of the chosen bar by typing and by buttons: everything that dragging can do, without dragging.

import { h, type Icon, icon } from '../dom';
import * as format from '../i18n/format';
import { p } from '../i18n/plan';
import { lang } from '../store';
import { addDays, type Day, isDay, lastDay } from '../time/period';
import type { Desk } from './desk';
import { fullName } from './names';
import { type Edge, has, lengthOf, mayMove, type Placed } from './shift';

function dateField(id: string, label: string, value: Day, locked: boolean): [HTMLElement, HTMLInputElement] {
  const input = h('input', {
    type: 'date',
    id: `plan-${id}`,
    class: 'field field-date',
    'data-key': `plan-${id}`,
    readonly: locked,
    min: '1900-01-01',
    max: '2199-12-31',
  });
  input.value = value;
  return [h('div', { class: 'plan-field' }, h('label', { for: `plan-${id}` }, label), input), input];
}

function stepButton(desk: Desk, bar: Placed, edge: Edge, days: number, label: string, sign: Icon): HTMLElement {
  const off = !mayMove(bar, edge);
  return h(
    'button',
    {
      type: 'button',
      class: 'tool plan-step',
      'data-key': `plan-${edge}${days}`,
      title: label,
      'aria-label': label,
      'aria-disabled': off ? 'true' : null,
      click: () => off || desk.nudge(bar.key, edge, days),
    },
    Math.abs(days) === 7 ? h('span', {}, days > 0 ? '+7' : '\u22127') : icon(sign),
  );
}

function steps(desk: Desk, bar: Placed): HTMLElement {
  const f = p().form;
  return h(
    'div',
    { class: 'plan-steps' },
    h(
      'div',
      { class: 'plan-step-group', role: 'group', 'aria-label': f.shift },
      h('span', { class: 'plan-step-name', 'aria-hidden': 'true' }, f.shift),
      stepButton(desk, bar, 'shift', -7, f.weekBack, 'previous'),
      stepButton(desk, bar, 'shift', -1, f.dayBack, 'previous'),
      stepButton(desk, bar, 'shift', 1, f.dayOn, 'next'),
      stepButton(desk, bar, 'shift', 7, f.weekOn, 'next'),
    ),
    h(
      'div',
      { class: 'plan-step-group', role: 'group', 'aria-label': f.stretch },
      h('span', { class: 'plan-step-name', 'aria-hidden': 'true' }, f.stretch),
      stepButton(desk, bar, 'tail', -1, f.shorter, 'minus'),
      stepButton(desk, bar, 'tail', 1, f.longer, 'plus'),
    ),
  );
}

/** What keeps a phase from beginning earlier. */
function heldBy(desk: Desk, bar: Placed): string {
  const waits = desk.placed().filter((each) => bar.dependsOn.includes(each.key) && each.status !== 'cancelled');
  const last = waits.toSorted((a, b) => (a.planned.to ?? '').localeCompare(b.planned.to ?? '')).at(-1);
  if (!last?.planned.to) return '';
  const first = last.ended ? addDays(last.ended, 1) : last.planned.to;
  return p().form.held(fullName(last), format.date(first, lang()));
}

/** The form of the chosen bar. */
export function barForm(desk: Desk): HTMLElement | null {
  const bar = desk.placed().find((each) => each.key === desk.chosen());
  if (!bar || !has(bar.planned)) return null;
  const f = p().form;
  if (!mayMove(bar, 'tail'))
    return h('div', { class: 'plan-form' }, h('h3', {}, fullName(bar)), h('p', { class: 'quiet' }, p().fixed));
  const last = lastDay(bar.planned) as Day;
  const begun = !mayMove(bar, 'head');
  const [fromBox, from] = dateField('from', f.from, bar.planned.from as Day, begun);
  const [lastBox, until] = dateField('last', f.last, last, false);
  const fault = h('p', { class: 'plan-fault', role: 'alert' });
  const form = h(
    'form',
    { class: 'plan-form', 'aria-label': f.title(fullName(bar)), novalidate: true },
    h('h3', {}, fullName(bar), ' ', h('span', { class: 'quiet' }, p().days(lengthOf(bar.planned)))),
    h(
      'div',
      { class: 'plan-form-row' },
      fromBox,
      lastBox,
      h('button', { type: 'submit', class: 'button', 'data-key': 'plan-apply' }, f.apply),
      steps(desk, bar),
    ),
    fault,
    begun && h('p', { class: 'quiet' }, p().startFixed),
    bar.parent && bar.dependsOn.length > 0 && h('p', { class: 'quiet' }, heldBy(desk, bar)),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const isRight = isDay(from.value) && isDay(until.value) && until.value >= from.value;
    fault.textContent = isRight ? '' : f.wrong;
    until.setAttribute('aria-invalid', String(!isRight));
    if (isRight) desk.moveTo(bar.key, { from: from.value, to: addDays(until.value, 1) });
    else until.focus();
  });
  return form;
}
