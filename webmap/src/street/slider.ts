// The time slider above the strip: what stood here in other months, and what will be worked on.

import { h } from '../dom';
import * as format from '../i18n/format';
import { effect, untracked } from '../signal';
import { lang } from '../store';
import { addMonths, today } from '../time/period';
import { answer, ask, change, question } from './question';
import { w } from './texts';

const MONTHS_BACK = 60;
const MONTHS_AHEAD = 12;
/** While it is drawn the answer follows, but not every month of the way. */
const PAUSE_MS = 250;

function monthsOf(): number {
  const [y = 0, m = 1] = untracked(question).at.split('-').map(Number);
  const [year = 0, month = 1] = today().split('-').map(Number);
  return (y - year) * 12 + m - month;
}

export function slider(): HTMLElement {
  const input = h('input', {
    type: 'range',
    min: -MONTHS_BACK,
    max: MONTHS_AHEAD,
    step: 1,
    value: 0,
    class: 'street-slider',
    'data-key': 'street-slider',
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const to = (months: number) => {
    if (months < -MONTHS_BACK || months > MONTHS_AHEAD || months === monthsOf()) return;
    change({ at: addMonths(today(), months) });
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), PAUSE_MS);
  };
  const step = (by: -1 | 1) =>
    h('button', { type: 'button', class: 'button button-small street-step', click: () => to(monthsOf() + by) });
  const [earlier, later] = [step(-1), step(1)];
  const day = h('output', { class: 'street-day' });
  const now = h('button', { type: 'button', class: 'button button-small', click: () => to(0) });
  const root = h(
    'div',
    { class: 'street-time', role: 'group' },
    h('div', { class: 'street-time-head' }, day, now),
    h('div', { class: 'street-time-row' }, earlier, input, later),
  );
  effect(() => {
    const { at } = question();
    const months = monthsOf();
    day.textContent = w().sliderText(format.date(at, lang()));
    now.textContent = w().today;
    now.hidden = months === 0;
    input.setAttribute('aria-label', w().slider);
    input.setAttribute('aria-valuetext', w().sliderText(format.date(at, lang())));
    root.setAttribute('aria-label', w().slider);
    input.value = `${months}`;
    earlier.textContent = '‹';
    later.textContent = '›';
    earlier.setAttribute('aria-label', w().monthBack);
    later.setAttribute('aria-label', w().monthOn);
  });
  effect(() => {
    root.hidden = answer() === null;
  });
  input.addEventListener('input', () => to(Number(input.value)));
  return root;
}
