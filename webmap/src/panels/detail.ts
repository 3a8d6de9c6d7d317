import { ApiError, api } from '../api';
import { findSection, findUnit, sections, units } from '../data';
import { h, icon, region } from '../dom';
import { t } from '../i18n';
import { type CityMap, parcelArea } from '../map/map';
import type { Parcel, Section, Unit } from '../model';
import { computed, effect, signal, untracked } from '../signal';
import { go, sel, select } from '../store';
import { parcelDetail } from './detail-parcel';
import { sectionDetail } from './detail-section';
import { unitDetail } from './detail-unit';
import { failure, say } from './notices';

type Item = { kind: 'unit'; item: Unit } | { kind: 'section'; item: Section } | { kind: 'parcel'; item: Parcel };

interface Loading {
  key: string;
  found: Item | null;
  error: ApiError | null;
}

const full = signal<Loading | null>(null);
const at = select('at');
let control: AbortController | undefined;

async function fetchItem(key: string, signal: AbortSignal): Promise<Item> {
  if (key.startsWith('s:')) return { kind: 'section', item: await api.section(Number(key.slice(2)), signal) };
  if (key.startsWith('p:')) return { kind: 'parcel', item: await api.parcel(Number(key.slice(2)), signal) };
  return { kind: 'unit', item: await api.unit(key, untracked(at), signal) };
}

function load(key: string): void {
  control?.abort();
  const mine = new AbortController();
  control = mine;
  const before = untracked(full);
  full.set({ key, found: before?.key === key ? before.found : null, error: null });
  fetchItem(key, mine.signal).then(
    (found) => {
      if (mine.signal.aborted) return;
      full.set({ key, found, error: null });
      if (found.kind === 'parcel') parcelArea.set(found.item.geometry);
    },
    (cause) => {
      if (mine.signal.aborted) return;
      full.set({
        key,
        found: null,
        error: cause instanceof ApiError ? cause : new ApiError(0, String(cause), null, null),
      });
    },
  );
}

/** What the map already knows, until the whole entry has come. */
function known(key: string): Item | null {
  const section = key.startsWith('s:') ? findSection(Number(key.slice(2))) : undefined;
  if (section) return { kind: 'section', item: section };
  const unit = findUnit(key);
  return unit ? { kind: 'unit', item: unit } : null;
}

const shown = computed((): Loading | null => {
  const key = sel();
  if (!key) return null;
  units.value();
  sections.value();
  const now = full();
  const mine = now?.key === key ? now : { key, found: null, error: null };
  return mine.found || mine.error?.status === 404 ? mine : { ...mine, found: known(key) };
});

function copyLink(): void {
  const done = (text: string) => () => say(text);
  const copied = navigator.clipboard?.writeText(location.href);
  if (copied) copied.then(done(t().linkCopied), done(t().linkNotCopied));
  else say(t().linkNotCopied);
}

function bar(city: CityMap): HTMLElement {
  return h(
    'div',
    { class: 'detail-bar' },
    h(
      'button',
      { type: 'button', class: 'button button-quiet', 'data-key': 'back', click: () => go({ sel: null }) },
      icon('back'),
      t().back,
    ),
    h('span', { class: 'spacer' }),
    h(
      'button',
      {
        type: 'button',
        class: 'tool',
        'data-key': 'show',
        title: t().showOnMap,
        'aria-label': t().showOnMap,
        click: city.showSelection,
      },
      icon('pin'),
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'tool',
        'data-key': 'link',
        title: t().copyLink,
        'aria-label': t().copyLink,
        click: copyLink,
      },
      icon('link'),
    ),
  );
}

function draw({ key, found, error }: Loading): HTMLElement[] {
  const heading = (text: string) => h('h2', { tabindex: -1, 'data-key': `title-${key}` }, text);
  if (found?.kind === 'unit') return unitDetail(found.item, heading);
  if (found?.kind === 'section') return sectionDetail(found.item, heading);
  if (found?.kind === 'parcel') return parcelDetail(found.item, heading);
  if (error?.status === 404) return [h('div', { class: 'empty' }, heading(t().notFound))];
  if (error) return [heading(''), failure(t().failedItem, error, () => load(key))];
  return [heading(t().loading)];
}

/** The opener gets the focus back when the detail closes. */
function keepFocus(root: HTMLElement): void {
  let opener: string | null = null;
  let before: string | null = untracked(sel);
  effect(() => {
    const key = sel();
    if (key === before) return;
    if (key) {
      if (!before) opener = key;
      queueMicrotask(() => root.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true }));
      root.scrollTo?.({ top: 0 });
    } else if (root.contains(document.activeElement) || document.activeElement === document.body) {
      const back = opener;
      queueMicrotask(() => {
        const row = document.querySelector<HTMLElement>(`.row[data-ref="${CSS.escape(back ?? '')}"]`);
        (row ?? document.getElementById('list'))?.focus();
      });
    }
    before = key;
  });
}

export function detailPanel(city: CityMap): HTMLElement {
  const content = h('div', { class: 'detail-content' });
  const tools = h('div');
  const root = h('section', { class: 'detail', id: 'detail' }, tools, content);
  effect(() => {
    const key = sel();
    at();
    if (!key?.startsWith('p:')) parcelArea.set(null);
    if (key) load(key);
    else control?.abort();
  });
  region(tools, () => [bar(city)]);
  region(content, () => {
    const now = shown();
    return now ? draw(now) : [];
  });
  effect(() => {
    root.hidden = sel() === null;
    root.setAttribute('aria-label', t().facts);
  });
  root.addEventListener('keydown', (event) => event.key === 'Escape' && go({ sel: null }));
  keepFocus(root);
  return root;
}
