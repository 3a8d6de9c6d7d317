// How well a unit fits a request, and why: every criterion in words, with what it counts.

import { h, type Icon, icon, s } from '../dom';
import { w } from './i18n';
import type { Criterion } from './model';

const WIDTH = 56;

/** The score as a figure and as a bar; the figure says it all. */
export function scoreOf(score: number): HTMLElement {
  const bar = s(
    'svg',
    { class: 'score-bar', viewBox: `0 0 ${WIDTH} 6`, width: WIDTH, height: 6, 'aria-hidden': 'true' },
    s('rect', { class: 'score-all', width: WIDTH, height: 6, rx: 3 }),
    s('rect', { class: 'score-part', width: Math.max((WIDTH * score) / 100, 6), height: 6, rx: 3 }),
  );
  return h(
    'span',
    { class: 'score' },
    h('strong', {}, w().percent(score), h('span', { class: 'visually-hidden' }, ` ${w().fits}`)),
    bar,
  );
}

interface Verdict {
  name: 'met' | 'partly' | 'missed' | 'unknown';
  sign: Icon;
}

function verdictOf({ met, score }: Criterion): Verdict {
  if (met === null) return { name: 'unknown', sign: 'info' };
  if (!met) return score > 0 ? { name: 'partly', sign: 'warning' } : { name: 'missed', sign: 'close' };
  return score < 1 ? { name: 'partly', sign: 'warning' } : { name: 'met', sign: 'fit' };
}

const CHECK = 'M5 12.500l4.500 4.500L19 7.500';

function signOf({ name, sign }: Verdict): SVGElement {
  if (name !== 'met') return icon(sign);
  return s('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, s('path', { d: CHECK }));
}

function reason(each: Criterion): HTMLElement {
  const verdict = verdictOf(each);
  const counts = [each.hard && w().isHard, each.weight > 0 && w().counts(each.weight)].filter(Boolean).join(', ');
  return h(
    'li',
    { class: `reason reason-${verdict.name}` },
    signOf(verdict),
    h(
      'span',
      {},
      h('span', { class: 'visually-hidden' }, `${w().verdict[verdict.name]}: `),
      each.text,
      counts && h('span', { class: 'quiet' }, ` ${counts}`),
    ),
  );
}

/** What speaks against it comes first, since that is what people ask about. */
const RANK = { missed: 0, partly: 1, unknown: 2, met: 3 };

export function reasons(criteria: readonly Criterion[], key: string, whose: string): HTMLElement {
  const sorted = criteria.toSorted((a, b) => RANK[verdictOf(a).name] - RANK[verdictOf(b).name]);
  const met = criteria.filter((each) => verdictOf(each).name === 'met').length;
  return h(
    'details',
    { class: 'reasons' },
    h(
      'summary',
      { 'data-key': key },
      w().why(met, criteria.length),
      h('span', { class: 'visually-hidden' }, `: ${whose}`),
    ),
    h('ul', { class: 'plain' }, ...sorted.map(reason)),
  );
}
