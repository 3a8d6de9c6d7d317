import { h } from '../dom';
import { t } from '../i18n';
import * as format from '../i18n/format';
import { p } from '../i18n/plan';
import type { Signal } from '../signal';
import { lang, serverToday } from '../store';
import { isDay } from '../time/period';
import type { Bar } from './bars';
import { moveItem } from './effects';
import { type Comparison, type State, stateName } from './past';

/** One of the two states: the saved plan, one's own, or a past day. */
function chooser(id: string, label: string, state: Signal<State>, states: readonly State[]): HTMLElement {
  const now = state();
  const isPast = now !== 'now' && now !== 'mine';
  const select = h('select', { id: `plan-${id}`, class: 'field', 'data-key': `plan-${id}` });
  for (const each of states) select.append(h('option', { value: each, selected: each === now }, stateName(each)));
  select.append(h('option', { value: 'day', selected: isPast }, `${p().compare.asPlanned} …`));
  const input = h('input', {
    type: 'date',
    class: 'field field-date',
    'data-key': `plan-${id}-day`,
    'aria-label': `${label}: ${p().compare.asPlanned}`,
    max: serverToday(),
    hidden: !isPast,
  });
  if (isPast) input.value = now;
  const take = () => isDay(input.value) && input.value <= serverToday() && state.set(input.value);
  select.addEventListener('change', () => {
    if (select.value === 'day') state.set(isDay(input.value) ? input.value : serverToday());
    else state.set(select.value as State);
  });
  input.addEventListener('change', take);
  return h('div', { class: 'plan-field' }, h('label', { for: `plan-${id}` }, label), select, input);
}

function result(comparison: Comparison, choose: (bar: Bar) => void): HTMLElement {
  const c = p().compare;
  if (comparison.failed())
    return h(
      'div',
      { role: 'alert', class: 'plan-fault' },
      c.failed,
      ' ',
      h('button', { type: 'button', class: 'button', 'data-key': 'retry-past', click: comparison.retry }, t().retry),
    );
  const [before, after] = [comparison.beforeBars(), comparison.afterBars()];
  if (!before || !after) return h('p', { class: 'quiet', role: 'status' }, c.loading);
  const [unknown] = comparison.unknown();
  if (unknown) return h('p', { role: 'status' }, c.unknown(format.date(unknown, lang())));
  const all = comparison.moves();
  if (all.length === 0) return h('p', { role: 'status' }, c.none);
  return h(
    'div',
    { class: 'plan-effects' },
    h('p', { role: 'status' }, `${c.count(all.length)}. ${c.map}`),
    h('ol', { class: 'plan-moves' }, ...all.map((each) => moveItem(each, after, choose))),
  );
}

/** Two states of the plan side by side: ghosts in the chart, dashed on the map, and a list of what moved. */
export function compareView(comparison: Comparison, choose: (bar: Bar) => void): HTMLElement | null {
  if (!comparison.isOn()) return null;
  const c = p().compare;
  return h(
    'section',
    { class: 'plan-compare', 'aria-label': c.title },
    h('h3', {}, c.title),
    h(
      'div',
      { class: 'plan-form-row' },
      chooser('before', c.before, comparison.before, ['now']),
      chooser('after', c.after, comparison.after, ['mine', 'now']),
    ),
    result(comparison, choose),
  );
}
