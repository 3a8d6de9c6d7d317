import { h } from '../dom';
import * as format from '../i18n/format';
import { effect, untracked } from '../signal';
import { lang } from '../store';
import { addMonths, today } from '../time/period';
import { ask, change, question } from './question';
import { w } from './texts';

const SLIDER_MONTHS = 60;

/** Months before and after today; the day is asked about when the slider comes to rest. */
export function slider(): HTMLElement {
  const input = h('input', {
    type: 'range',
    min: -SLIDER_MONTHS,
    max: 12,
    step: 1,
    value: 0,
    class: 'street-slider',
    'data-key': 'street-slider',
  });
  const monthsOf = () => {
    const [y = 0, m = 1] = untracked(question).at.split('-').map(Number);
    const [year = 0, month = 1] = today().split('-').map(Number);
    return (y - year) * 12 + m - month;
  };
  effect(() => {
    const { at } = question();
    input.setAttribute('aria-label', w().slider);
    input.setAttribute('aria-valuetext', w().sliderText(format.date(at, lang())));
    input.value = `${monthsOf()}`;
  });
  input.addEventListener('input', () => {
    const months = Number(input.value);
    if (months !== monthsOf()) change({ at: addMonths(today(), months) });
  });
  input.addEventListener('change', () => void ask());
  return input;
}
