import { h, type Icon, icon, region } from '../dom';
import { t } from '../i18n';
import { say } from '../panels/notices';
import { size } from '../panels/sheet';
import { planOpen } from '../plan/open';
import { effect, type Signal, signal, untracked } from '../signal';
import { sel } from '../store';
import { timePanel } from '../time/slider';
import { attribution } from './attribution';
import { legendCard } from './legend';
import { type CityMap, tilesDropped, tilesLoading } from './map';

const PAN_PX = 140;
/** Longer than the sheet takes to change its height. */
const SETTLED_MS = 260;
const wide = matchMedia('(min-width: 900px)');
const legendOpen = signal(wide.matches && innerWidth >= 1200);
const timeOpen = signal(wide.matches);

function tool(name: Icon, label: string, click: () => void): HTMLElement {
  return h(
    'button',
    { type: 'button', class: 'tool', 'data-key': name, title: label, 'aria-label': label, click },
    icon(name),
  );
}

function toggle(name: Icon, label: string, controls: string, open: Signal<boolean>): HTMLElement {
  return h(
    'button',
    {
      type: 'button',
      class: 'tool',
      'data-key': name,
      title: label,
      'aria-label': label,
      'aria-expanded': `${open()}`,
      'aria-controls': controls,
      click: () => {
        open.set(!open());
        size.set('peek');
      },
    },
    icon(name),
  );
}

function pans(city: CityMap): HTMLElement {
  const by = (x: number, y: number) => () => city.map.panBy([x * PAN_PX, y * PAN_PX]);
  const names = t().pan;
  return h(
    'div',
    { class: 'pans', role: 'group', 'aria-label': t().panGroup },
    tool('up', names.up, by(0, -1)),
    tool('previous', names.left, by(-1, 0)),
    tool('next', names.right, by(1, 0)),
    tool('down', names.down, by(0, 1)),
  );
}

function controls(city: CityMap): HTMLElement {
  const root = h('div', { class: 'controls' });
  region(root, () => [
    h(
      'div',
      { class: 'tool-group' },
      toggle('layers', t().legend, 'legend', legendOpen),
      toggle('clock', t().timeControl, 'time', timeOpen),
      toggle('plan', t().timeline, 'plan', planOpen),
    ),
    h(
      'div',
      { class: 'tool-group' },
      tool('plus', t().zoomIn, () => city.map.zoomIn()),
      tool('minus', t().zoomOut, () => city.map.zoomOut()),
      tool('fit', t().fit, city.home),
    ),
    pans(city),
  ]);
  return root;
}

/** The schedule comes when it is opened for the first time; it takes the place of the time control. */
function planBox(city: CityMap): HTMLElement {
  const root = h('div', { class: 'plan-box', 'aria-busy': 'true' });
  let isAsked = false;
  const fill = async () => {
    root.replaceChildren((await import('../plan/panel')).planPanel(city));
    root.removeAttribute('aria-busy');
  };
  effect(() => {
    if (timeOpen()) planOpen.set(false);
  });
  effect(() => {
    if (!planOpen()) return;
    timeOpen.set(false);
    if (isAsked) return;
    isAsked = true;
    fill().catch(() => {
      isAsked = false;
      planOpen.set(false);
      say(untracked(t).serverUnreachable);
    });
  });
  return root;
}

function card(id: string, content: HTMLElement, open: Signal<boolean>, name: () => string): HTMLElement {
  const shut = () => {
    open.set(false);
    document.querySelector<HTMLElement>(`[aria-controls="${id}"]`)?.focus();
  };
  const close = h('button', { type: 'button', class: 'tool card-close', click: shut }, icon('close'));
  const root = h('section', { class: `card card-${id}`, id }, close, content);
  effect(() => {
    root.hidden = !open();
    root.setAttribute('aria-label', name());
    close.setAttribute('aria-label', `${t().close}: ${name()}`);
    document.body.classList.toggle(`with-${id}`, open());
  });
  root.addEventListener('keydown', (event) => event.key === 'Escape' && shut());
  return root;
}

/** Everything that floats over the map. */
export function mapTools(city: CityMap): HTMLElement[] {
  let timer: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    [size(), sel()];
    clearTimeout(timer);
    timer = setTimeout(city.coverChanged, SETTLED_MS);
  });
  const help = h('p', { id: 'map-help', class: 'visually-hidden' });
  const progress = h('div', { class: 'progress', hidden: true, 'aria-hidden': 'true' });
  effect(() => {
    help.textContent = t().mapHelp;
    progress.hidden = !tilesLoading();
    city.map.getContainer().setAttribute('aria-busy', String(tilesLoading()));
  });
  const hint = h('p', { class: 'map-hint', role: 'status' });
  effect(() => {
    hint.textContent = tilesDropped() > 0 ? t().notAllDrawn : '';
    hint.hidden = tilesDropped() === 0;
  });
  city.map.getContainer().addEventListener('keydown', (event) => {
    if (event.key === 'Escape') document.getElementById('search')?.focus();
  });
  const cards = [
    card('legend', legendCard(), legendOpen, () => t().legend),
    card('time', timePanel(city), timeOpen, () => t().timeControl),
    card('plan', planBox(city), planOpen, () => t().timeline),
  ];
  // A card grows with what it says; what it then covers of the map cannot be pressed any more.
  const grown = new ResizeObserver(city.coverChanged);
  for (const each of cards) grown.observe(each);
  return [help, progress, hint, controls(city), ...cards, attribution()];
}
