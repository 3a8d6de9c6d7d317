// What can follow: the statuses that the server names, each with what it needs.

import { h } from '../dom';
import { untracked } from '../signal';
import { whenFree } from '../staff/keeper';
import { busy } from '../staff/login';
import { watch } from '../staff/scope';
import { say, step } from './current';
import { forward, handOver } from './forward';
import { w } from './i18n';
import { type Held, type Item, isOpenStatus, type Status } from './model';
import { finish, type Unanswered } from './reason';

const UNANSWERED: readonly Status[] = ['not_responsible', 'spam', 'withdrawn'];
const isUnanswered = (status: Status): status is Unanswered => UNANSWERED.includes(status);

function labelOf(item: Item, to: Status): string {
  return to === 'in_progress' && !isOpenStatus(item.status) ? w().reopen : w().step[to];
}

function button(item: Item, to: Status): HTMLElement {
  const root = h('button', { type: 'button', class: 'button', 'data-key': `step-${to}` }, labelOf(item, to));
  root.addEventListener('click', () => {
    if (to === 'forwarded') return forward(item);
    if (to === 'duplicate') return document.querySelector<HTMLElement>('[data-key="find-other"]')?.focus();
    if (isUnanswered(to)) return finish(to);
    if (root.getAttribute('aria-disabled')) return;
    void busy(root, untracked(w).loading, () => step(to).then(() => {}, say));
  });
  return root;
}

/** Who is in charge is set with the handling, and an answer is what makes something answered. */
const isStep = ({ content }: Item, to: Status) =>
  to !== 'assigned' && (to !== 'answered' || (content?.messages.some(({ direction }) => direction === 'out') ?? false));

export function stepsBlock(now: () => Held): HTMLElement {
  const heading = h('h3');
  const first = h('div', { class: 'buttons' });
  const summary = h('summary');
  const others = h('div', { class: 'buttons' });
  const more = h('details', { class: 'other-steps' }, summary, others);
  const root = h('section', { class: 'block' }, heading, first, more);
  watch(() => {
    const { item } = now();
    const all = item.next.filter((to) => isStep(item, to));
    const give = h('button', {
      type: 'button',
      class: 'button',
      'data-key': 'hand-over',
      click: () => whenFree(() => handOver(item)),
    });
    give.textContent = w().handOver;
    heading.textContent = w().steps;
    summary.textContent = w().otherSteps;
    const plain = all.filter((to) => !isUnanswered(to));
    first.replaceChildren(...plain.map((to) => button(item, to)), ...(isOpenStatus(item.status) ? [give] : []));
    others.replaceChildren(...all.filter(isUnanswered).map((to) => button(item, to)));
    more.hidden = others.childElementCount === 0;
    root.hidden = first.childElementCount === 0 && more.hidden;
  });
  return root;
}
