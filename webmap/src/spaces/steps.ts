// What can become of a request: paused, served, withdrawn. What ends it is asked twice.

import { h } from '../dom';
import { untracked } from '../signal';
import { openDialog } from '../staff/dialog';
import { busy, inWords } from '../staff/login';
import { watch } from '../staff/scope';
import { toast } from '../staff/toast';
import { w } from './i18n';
import { type HeldSpace, isLive, nextOf, type Step } from './model';
import { move, overtaken } from './state';

async function take(held: HeldSpace, to: Step): Promise<void> {
  if (await move(held, to)) toast(untracked(w).done[to]);
  // What is there now leaves nothing to choose; it is shown, and said.
  else if (!untracked(overtaken)) toast(untracked(w).changedMeanwhile);
}

/** The seeker cannot be made to look again, so whoever ends a request hears what that means. */
function confirm(held: HeldSpace, to: 'matched' | 'withdrawn'): void {
  const texts = untracked(w);
  const frame = openDialog(texts.step[to]);
  const fault = h('p', { class: 'form-fault', role: 'alert', hidden: true });
  const yes = h('button', { type: 'button', class: 'button button-strong', 'data-key': 'step-do' }, texts.step[to]);
  yes.addEventListener('click', () => {
    if (yes.getAttribute('aria-disabled')) return;
    void busy(yes, texts.loading, async () => {
      try {
        await take(held, to);
        frame.close();
      } catch (cause) {
        fault.textContent = inWords(cause);
        fault.hidden = false;
      }
    });
  });
  const no = h('button', { type: 'button', class: 'button', click: () => frame.close() }, texts.cancel);
  frame.body.append(h('p', {}, texts.ends[to]), fault, h('div', { class: 'dialog-actions' }, yes, no));
  yes.focus();
}

function button(held: HeldSpace, to: Step): HTMLElement {
  const root = h('button', { type: 'button', class: 'button', 'data-key': `space-to-${to}` }, w().step[to]);
  root.addEventListener('click', () => {
    if (to === 'matched' || to === 'withdrawn') return confirm(held, to);
    if (root.getAttribute('aria-disabled')) return;
    void busy(root, untracked(w).loading, () => take(held, to).catch((cause) => toast(inWords(cause))));
  });
  return root;
}

export function stepsBlock(now: () => HeldSpace): HTMLElement {
  const heading = h('h3');
  const buttons = h('div', { class: 'buttons' });
  const root = h('section', { class: 'block' }, heading, buttons);
  watch(() => {
    const held = now();
    heading.textContent = w().steps;
    buttons.replaceChildren(...nextOf(held.space.status).map((to) => button(held, to)));
    root.hidden = !isLive(held.space.status);
  });
  return root;
}
