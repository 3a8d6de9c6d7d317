// Below the figures of an answer: what works put the shops through, the place beside others, and the year's report.

import '../css/street-beside.css';
import { h, region } from '../dom';
import * as format from '../i18n/format';
import { failure } from '../panels/notices';
import { faultOf } from '../resource';
import { effect, signal, untracked } from '../signal';
import { lang } from '../store';
import { addMonths } from '../time/period';
import { type Beside, besidePaths, type PlaceFigures } from './beside-paths';
import { besideQuery, leave, MOST, nameOf, type Place, placeOf, places, take } from './beside-state';
import { b } from './beside-texts';
import { type Answer, answer, listQuery } from './question';
import type { Question } from './words';

const percent = (rate: number) => `${format.number(rate * 100, lang(), 1)}\u00a0%`;

const EXPOSURE_MONTHS = 24;
const YEAR_MONTHS = 12;

function exposure({ kpis, asked }: Answer): HTMLElement | null {
  const e = kpis.exposure;
  if (!e) return null;
  const text =
    e.units === 0
      ? b().noWorks(EXPOSURE_MONTHS)
      : b().works(EXPOSURE_MONTHS, format.number(e.m_days, lang()), e.sections, e.units, e.units_known);
  return h('p', { class: 'street-exposure', 'data-at': asked.at }, text);
}

type Line = [name: string, of: (p: PlaceFigures) => number | null, show: (n: number) => string];

function lines(): Line[] {
  const f = b().figure;
  const count = (n: number) => format.number(n, lang());
  return [
    [f.stock, (p) => p.figures.stock, count],
    [f.vacant, (p) => p.figures.vacant, count],
    [f.byUnits, (p) => p.figures.vacancy_rate_units, percent],
    [f.byArea, (p) => p.figures.vacancy_rate_area, percent],
    [f.byFront, (p) => p.figures.vacancy_rate_frontage, percent],
    [f.structural, (p) => p.figures.structural, count],
    [f.persistent, (p) => p.figures.persistent, count],
    [f.duration, (p) => p.figures.vacancy_duration_days_median, count],
    [f.fresh, (p) => p.figures.survey_freshness, percent],
    [f.exposure, (p) => p.exposure?.m_days ?? null, count],
  ];
}

/** Between two rates lie percentage points, which are no percentage. */
const points = (rate: number) => `${format.number(rate * 100, lang(), 1)}\u00a0${b().points}`;

const signed = (n: number, show: (n: number) => string) =>
  (n < 0 ? '−' : n > 0 ? '+' : '±') + (show === percent ? points : show)(Math.abs(n));

function cell([, of, show]: Line, place: PlaceFigures, first: PlaceFigures): HTMLElement {
  const [mine, theirs] = [of(place), of(first)];
  const value = mine === null ? format.unknown(lang()) : show(mine);
  const apart = place === first || mine === null || theirs === null ? null : signed(mine - theirs, show);
  return h('td', {}, value, apart && h('span', { class: 'beside-apart' }, apart));
}

function table({ places: all, at }: Beside, { known }: Question): HTMLElement {
  const [first] = all;
  if (!first) return h('div');
  return h(
    'div',
    { class: 'street-scroll', role: 'group', tabindex: '0', 'aria-label': b().title },
    h(
      'table',
      { class: 'beside-table' },
      h('caption', {}, b().caption(format.date(at, lang()), first.name, known && format.date(known, lang()))),
      h('thead', {}, h('tr', {}, h('td', {}), ...all.map((each) => h('th', { scope: 'col' }, each.name)))),
      h(
        'tbody',
        {},
        ...lines().map((line) =>
          h('tr', {}, h('th', { scope: 'row' }, line[0]), ...all.map((each) => cell(line, each, first))),
        ),
      ),
    ),
  );
}

const found = signal<Beside | null>(null);
const trouble = signal<ReturnType<typeof faultOf> | null>(null);
let control: AbortController | undefined;

async function ask(all: readonly Place[], asked: Question): Promise<void> {
  control?.abort();
  const mine = new AbortController();
  control = mine;
  try {
    const answer = await besidePaths.ask(besideQuery(all, asked, addMonths(asked.at, -YEAR_MONTHS)), mine.signal);
    if (mine.signal.aborted) return;
    trouble.set(null);
    found.set(answer);
  } catch (cause) {
    if (!mine.signal.aborted) trouble.set(faultOf(cause));
  }
}

/** What a place is called in the table, which counts what was drawn; before there is one, as it was taken. */
function names(all: readonly Place[]): Place[] {
  const told = new Map((found()?.places ?? []).map(({ of, name }) => [of, name]));
  return all.map(({ of, name }) => ({ of, name: told.get(of) ?? name }));
}

function chosen(all: readonly Place[]): HTMLElement {
  return h(
    'ul',
    { class: 'beside-places' },
    ...all.map((each) =>
      h(
        'li',
        {},
        each.name,
        h(
          'button',
          {
            type: 'button',
            class: 'button button-small',
            'data-key': `beside-leave-${each.of}`,
            'aria-label': b().leave(each.name),
            click: () => leave(each),
          },
          '×',
        ),
      ),
    ),
  );
}

const taking = (here: Place) =>
  h(
    'button',
    { type: 'button', class: 'button button-small', 'data-key': 'beside-take', click: () => take(here) },
    b().take,
  );

function compared(all: readonly Place[], asked: Question): (HTMLElement | null)[] {
  if (all.length < 2) return [];
  const now = found();
  const error = trouble();
  const href = besidePaths.file(besideQuery(all, asked, addMonths(asked.at, -YEAR_MONTHS)));
  return [
    error ? failure(b().failed, error, () => void ask(all, asked)) : null,
    now && table(now, asked),
    now && h('a', { class: 'button button-small', 'data-key': 'beside-csv', href, download: '' }, b().csv),
  ];
}

let section: HTMLElement | undefined;

/** One part for all answers, so that it follows the newest alone. */
function beside(): HTMLElement {
  if (section) return section;
  const root = h('section', { class: 'beside' });
  section = root;
  effect(() => {
    const all = places();
    const now = answer();
    lang();
    if (now && all.length > 1) void untracked(() => ask(all, now.asked));
    else found.set(null);
  });
  region(root, () => {
    const now = answer();
    if (!now) return [];
    const all = places();
    const of = placeOf(listQuery(now.asked)?.query ?? '');
    const isFree = of !== null && all.length < MOST && !all.some((each) => each.of === of);
    return [
      h('h3', {}, b().title),
      of === null || all.length < 2 ? h('p', { class: 'quiet' }, of === null ? b().notHere : b().hint) : null,
      isFree ? taking({ of, name: nameOf(now) }) : null,
      chosen(names(all)),
      ...compared(all, now.asked),
    ];
  });
  return root;
}

function reports({ asked }: Answer): HTMLElement {
  const year = Number(asked.at.slice(0, 4));
  const link = (y: number) =>
    h(
      'a',
      {
        class: 'button button-small',
        'data-key': `report-${y}`,
        href: besidePaths.report(y, lang(), asked.known),
        target: '_blank',
      },
      b().report(y),
    );
  const isBegun = (y: number) => !asked.known || `${y}` <= asked.known.slice(0, 4);
  return h('div', { class: 'street-tools' }, ...[year, year - 1].filter(isBegun).map(link));
}

/** Everything that follows the figures. */
export const more = (now: Answer): (HTMLElement | null)[] => [exposure(now), beside(), reports(now)];
