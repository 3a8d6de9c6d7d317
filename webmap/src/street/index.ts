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
import { figures } from './figures';
import { questionForm } from './form';
import { table } from './list';
import type { Row } from './model';
import { boxOf, onMap } from './onmap';
import { type Answer, answer, ask, asking, listQuery, trouble } from './question';
import { strip } from './strip';
import { w } from './texts';

const printing = signal(false);

/** The whole answer alone on paper. */
function print(): void {
  document.body.classList.add('printing-street');
  printing.set(true);
  addEventListener(
    'afterprint',
    () => {
      document.body.classList.remove('printing-street');
      printing.set(false);
    },
    { once: true },
  );
  window.print();
}

function nameOf({ found }: Answer): string {
  if (found.area) return found.area.name || w().noName;
  const { street_name, from_label, to_label } = found.path ?? {};
  const ends = [from_label, to_label].filter(Boolean).join(' – ');
  return [street_name, ends].filter(Boolean).join(', ') || w().ways.segment;
}

function tools({ asked }: Answer): HTMLElement {
  const list = listQuery(asked);
  const file = (kind: 'csv' | 'geojson') =>
    list &&
    h(
      'a',
      {
        class: 'button button-small',
        'data-key': `street-${kind}`,
        href: office.standingFile(list.along, `${list.query}&at=${asked.at}`, kind),
        download: '',
      },
      kind === 'csv' ? 'CSV' : 'GeoJSON',
    );
  return h(
    'div',
    { class: 'street-tools' },
    file('csv'),
    file('geojson'),
    h('button', { type: 'button', class: 'button button-small', 'data-key': 'street-print', click: print }, w().print),
  );
}

function result(now: Answer, show: (row: Row) => void): (HTMLElement | null)[] {
  const { found } = now;
  const title = h('h2', { class: 'street-title' }, w().resultOf(nameOf(now), format.date(found.at, lang())));
  if (found.rows.length === 0) return [title, h('p', { class: 'quiet' }, w().none)];
  return [title, tools(now), found.path ? strip(found) : null, ...figures(now), table(now, show)];
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
  const out = h('div', { class: 'street-result' });
  region(out, () => {
    const error = trouble();
    const now = answer();
    return [error ? failure(w().failed, error, () => void ask()) : null, ...(now ? result(now, show) : [])];
  });
  effect(() => out.setAttribute('aria-busy', `${asking()}`));
  onMap(city, isShown);
  untracked(() => void ask());
  const seen = () => out.scrollIntoView({ block: 'start' });
  return h('div', { class: 'street' }, questionForm(seen), count, out);
}
