// What a plan on the table would change, in words: who moves by how much and why, and what speaks against it.

import { h, icon } from '../dom';
import * as format from '../i18n/format';
import { p } from '../i18n/plan';
import { lang } from '../store';
import type { Bar, Blackout, Key } from './bars';
import { clashes, type Move, moves, violations } from './compare';
import type { Desk } from './desk';
import { fullName } from './names';

const nameOf = (bars: readonly Bar[], key: Key | null) => {
  const bar = bars.find((each) => each.key === key);
  return bar ? fullName(bar) : '';
};

function what(move: Move): string {
  if (move.kind === 'new') return `${p().isNew}, ${format.range(move.is, lang())}`;
  if (move.kind === 'gone') return `${p().isGone}, ${format.range(move.was, lang())}`;
  if (move.start === 0 && move.end === 0) return p().reshaped;
  return p().moved(move.start, move.end);
}

/** One line a bar: its name, the days it moves by, from when to when. */
export function moveItem(move: Move, bars: readonly Bar[], choose: (bar: Bar) => void): HTMLElement {
  const why = move.cause && move.cause !== 'own' ? p().because(p().cause[move.cause], nameOf(bars, move.by)) : '';
  const period =
    move.kind === 'moved' && (move.start !== 0 || move.end !== 0)
      ? `${format.range(move.was, lang())} → ${format.range(move.is, lang())}`
      : '';
  return h(
    'li',
    { class: `plan-move plan-move-${move.kind}` },
    h(
      'button',
      { type: 'button', class: 'link', 'data-key': `move-${move.key}`, click: () => choose(move.bar) },
      fullName(move.bar),
    ),
    h('strong', {}, what(move)),
    period && h('span', { class: 'quiet' }, period),
    why && h('span', { class: 'quiet' }, why),
  );
}

/** Dates in a Sperrzeit and dependencies that do not hold, of what is chosen or was moved; the chart marks all of them. */
export function objections(desk: Desk, blackouts: readonly Blackout[]): HTMLElement | null {
  const bars = desk.placed();
  const chosen = desk.chosen();
  const ours = bars.filter(
    ({ key, parent, cause }) => cause !== null || key === chosen || (chosen && parent === chosen),
  );
  const keys = new Set(ours.map(({ key }) => key));
  const inWords = [
    ...clashes(bars, blackouts)
      .filter(({ key }) => keys.has(key))
      .map((each) => p().clash(nameOf(bars, each.key), each.name, each.days, format.range(each, lang()))),
    ...violations(bars)
      .filter(({ key }) => keys.has(key))
      .map((each) => p().violation(nameOf(bars, each.key), nameOf(bars, each.on), each.days)),
  ];
  if (inWords.length === 0) return null;
  return h(
    'div',
    { class: 'warning plan-objections' },
    icon('warning'),
    h('ul', { class: 'plain' }, ...inWords.map((each) => h('li', {}, each))),
  );
}

/** What differs from the plan it started from, or from another one. */
export function effectList(desk: Desk, choose: (bar: Bar) => void, before = desk.base()): HTMLElement | null {
  const all = moves(before, desk.placed());
  if (all.length === 0) return null;
  return h(
    'section',
    { class: 'plan-effects', 'aria-label': p().whatMoves },
    h('h3', {}, p().whatMoves),
    h('ol', { class: 'plan-moves' }, ...all.map((each) => moveItem(each, desk.placed(), choose))),
  );
}
