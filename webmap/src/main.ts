import './css/tokens.css';
import './css/leaflet.css';
import './css/layout.css';
import './css/panel.css';
import './css/map.css';
import './css/phone.css';
import './css/print.css';
import { api } from './api';
import { browseDoor } from './browse-door';
import { findSection, findUnit, startLoading, town } from './data';
import { h } from './dom';
import { learn, t } from './i18n';
import { createMap } from './map/map';
import { startTheme } from './map/theme';
import { mapTools } from './map/tools';
import { detailDoor } from './panels/detail-door';
import { filterPanel } from './panels/filter';
import { footer, header, skipLinks } from './panels/frame';
import { listPanel } from './panels/list';
import { sectionTitle, unitTitle } from './panels/names';
import { notices, say } from './panels/notices';
import { searchPanel } from './panels/search';
import { sheet } from './panels/sheet';
import { effect } from './signal';
import { staffDoor } from './staff-door';
import { followAddress, lang, sel } from './store';

/** Until it is tried again to listen to edits, where that could not be loaded. */
const LATER_MS = 10_000;

function titleOf(key: string | null): string {
  if (!key) return '';
  if (key.startsWith('s:')) {
    const section = findSection(Number(key.slice(2)));
    return section ? sectionTitle(section) : '';
  }
  const unit = findUnit(key);
  return unit ? unitTitle(unit) : '';
}

function start(): void {
  startTheme();
  followAddress();
  const source = api.tiles();
  startLoading(source);
  const container = h('div', { id: 'map', class: 'map', tabindex: 0, 'aria-describedby': 'map-help', role: 'region' });
  const stage = h('section', { class: 'stage' }, container);
  // Leaflet measures the container, so the page holds it before the map is made.
  document.body.append(stage);
  const city = createMap(container, source);
  const panel = h('main', { class: 'panel', id: 'panel' }, filterPanel(), listPanel(), detailDoor(city));
  const side = h('div', { class: 'side' }, header(), searchPanel(city), sheet(panel, footer()));
  stage.append(...mapTools(city));
  stage.before(skipLinks(), side);
  stage.after(notices(city));
  staffDoor(city);
  browseDoor(city);
  // Tiles first: the stream takes one of the few connections that a browser opens.
  const listen = (version: string) =>
    import('./follow').then(
      ({ follow }) => follow(version),
      () => setTimeout(listen, LATER_MS, version),
    );
  source.then(
    ({ version }) => listen(version),
    () => listen(''),
  );
  effect(() => {
    document.documentElement.lang = lang();
    stage.setAttribute('aria-label', t().mapArea);
    const name = town.value().data?.name || t().subtitle;
    document.title = [titleOf(sel()), `${t().product} · ${name}`].filter(Boolean).join(' – ');
  });
}

void learn(() => say(t().serverUnreachable)).then(start);
