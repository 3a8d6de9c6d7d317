// The planner's page: a question about a street or an area, and its answer as figures, as a strip and as a list.

import '../css/street.css';
import { h, region } from '../dom';
import * as format from '../i18n/format';
import type { CityMap } from '../map/map';
import { failure } from '../panels/notices';
import { effect, signal, untracked } from '../signal';
import { office } from '../staff/office-api';
import { isOpen, route } from '../staff/route';
import { lang } from '../store';
import { today } from '../time/period';
import { figures } from './figures';
import { questionForm } from './form';
import { keepQuestion, renameQuestion } from './keep-dialog';
import { keptQuestions } from './kept';
import { table } from './list';
import type { Row } from './model';
import { boxOf, onMap } from './onmap';
import { plan } from './plan';
import { type Answer, answer, ask, asking, followAddress, listQuery, trouble } from './question';
import { slider } from './slider';
import { strip } from './strip';
import { w } from './texts';
import { wordsOf } from './words';

const printing = signal(false);

let screenTheme: string | undefined;

/** The whole answer alone on paper, which is white whatever the screen is. */
function prepare(): void {
  if (untracked(printing)) return;
  const root = document.documentElement;
  screenTheme = root.dataset.theme;
  root.dataset.theme = 'light';
  document.body.classList.add('printing-street');
  printing.set(true);
}

function restore(): void {
  if (!untracked(printing)) return;
  if (screenTheme === undefined) delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = screenTheme;
  document.body.classList.remove('printing-street');
  printing.set(false);
}

/** What the browser's own menu prints is the same. */
function followPrinting(isShown: () => boolean): void {
  addEventListener('beforeprint', () => untracked(isShown) && untracked(answer) && prepare());
  addEventListener('afterprint', restore);
}

function print(): void {
  prepare();
  // The plan is drawn first.
  requestAnimationFrame(() => window.print());
}

function nameOf({ asked, found }: Answer): string {
  if (found.area) return found.area.name || w().noName;
  const { street_name, from_label, to_label } = found.path ?? {};
  const ends = [from_label, to_label].filter(Boolean).join(' – ');
  return [street_name, ends].filter(Boolean).join(', ') || w().ways[asked.way];
}

const FILES = { csv: 'CSV', geojson: 'GeoJSON', gpkg: 'GeoPackage' };

function tools(now: Answer): HTMLElement {
  const { asked } = now;
  const list = listQuery(asked);
  const words = wordsOf(asked);
  const file = (kind: keyof typeof FILES) =>
    list &&
    h(
      'a',
      {
        class: 'button button-small',
        'data-key': `street-${kind}`,
        href: office.standingFile(list.along, `${list.query}&at=${asked.at}`, kind),
        download: '',
      },
      FILES[kind],
    );
  const keep = () => words && keepQuestion(words, nameOf(now));
  return h(
    'div',
    { class: 'street-tools' },
    h(
      'button',
      { type: 'button', class: 'button button-small', 'data-key': 'street-keep', click: keep },
      w().kept.keepIt,
    ),
    h('button', { type: 'button', class: 'button button-small', 'data-key': 'street-print', click: print }, w().print),
    file('csv'),
    file('geojson'),
    file('gpkg'),
  );
}

/** What paper cannot be asked: what the question was, and where it is put again. */
function about({ asked, found }: Answer): HTMLElement {
  const side = w().sides[asked.side === '' ? 'both' : asked.side];
  return h(
    'p',
    { class: 'street-about' },
    found.path ? `${w().report.about(format.metres(asked.within, lang(), 0), side)}. ` : '',
    w().report.made(format.date(today(), lang()), location.href),
  );
}

function head(now: Answer): (HTMLElement | null)[] {
  const { known } = now.asked;
  const day = known && format.date(known, lang());
  const title = w().resultOf(nameOf(now), format.date(now.found.at, lang()), day);
  return [
    h('h2', { class: 'street-title' }, title),
    day ? h('p', { class: 'quiet street-known-note' }, w().knownNote(day, now.found.totals.units > 0)) : null,
    printing() ? about(now) : null,
    now.found.rows.length === 0 ? h('p', { class: 'quiet' }, w().none) : tools(now),
  ];
}

function result(now: Answer, show: (row: Row) => void): (HTMLElement | null)[] {
  const { found } = now;
  if (found.rows.length === 0) return [];
  return [
    found.path ? strip(found) : null,
    printing() ? plan(found) : null,
    ...figures(now, printing()),
    table(now, show),
  ];
}

/** The page in its place in the office. */
export function streetView(city: CityMap): HTMLElement {
  const isShown = () => isOpen() && route().view === 'street';
  const show = (row: Row) => {
    const box = boxOf([row.geometry]);
    if (box) city.fit(box, 20);
  };
  const count = h('p', { class: 'visually-hidden', role: 'status' });
  effect(() => {
    const now = answer();
    count.textContent = now && !asking() ? w().count(now.found.totals.units, now.found.rows.length) : '';
  });
  const top = h('div', { class: 'street-result street-top' });
  region(top, () => {
    const error = trouble();
    const now = answer();
    return [error ? failure(w().failed, error, () => void ask()) : null, ...(now ? head(now) : [])];
  });
  const out = h('div', { class: 'street-result' });
  region(out, () => {
    const now = answer();
    return now ? result(now, show) : [];
  });
  effect(() => out.setAttribute('aria-busy', `${asking()}`));
  onMap(city, isShown);
  untracked(() => void ask());
  followAddress(isShown);
  followPrinting(isShown);
  const seen = () => top.scrollIntoView({ block: 'start' });
  return h(
    'div',
    { class: 'street' },
    keptQuestions(isShown, renameQuestion),
    questionForm(city, seen),
    count,
    top,
    slider(),
    out,
  );
}
