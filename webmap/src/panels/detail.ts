import { ApiError, api } from '../api';
import { type News, oneAtATime } from '../changes';
import { at, findSection, findUnit, sections, units } from '../data';
import { h, icon, region } from '../dom';
import { t } from '../i18n';
import { inStep } from '../instep';
import { type CityMap, parcelArea } from '../map/map';
import type { Parcel, Section, Unit } from '../model';
import { onNews } from '../news';
import { faultOf } from '../resource';
import { computed, effect, signal, untracked } from '../signal';
import { entryTools } from '../staff-door';
import { go, sel } from '../store';
import { named } from '../told';
import { parcelDetail } from './detail-parcel';
import { sectionDetail } from './detail-section';
import { unitDetail } from './detail-unit';
import { sectionTitle, unitName } from './names';
import { failure, say } from './notices';

type Item = { kind: 'unit'; item: Unit } | { kind: 'section'; item: Section } | { kind: 'parcel'; item: Parcel };

interface Loading {
  key: string;
  found: Item | null;
  error: ApiError | null;
}

const full = signal<Loading | null>(null);
/** A change while the server is away is looked at again after this. */
const AGAIN_S = 3;
let control: AbortController | undefined;
let pending: Promise<void> = Promise.resolve();

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
  pending = fetchItem(key, mine.signal).then(
    (found) => {
      if (!mine.signal.aborted) show(key, found);
    },
    (cause) => {
      if (!mine.signal.aborted) full.set({ key, found: null, error: faultOf(cause) });
    },
  );
}

function show(key: string, found: Item): void {
  full.set({ key, found, error: null });
  if (found.kind === 'parcel') parcelArea.set(found.item.geometry);
}

/** Whether the lists, which hold all that is public, have it no more; then it need not be asked for. */
function isGone(key: string): boolean {
  if (key.startsWith('p:')) return false;
  const { data, error } = key.startsWith('s:') ? untracked(sections.value) : untracked(units.value);
  return !!data && !error && !untracked(() => known(key));
}

function nameOf(found: Item): string {
  if (found.kind === 'unit') return unitName(found.item);
  return found.kind === 'section' ? sectionTitle(found.item) : (found.item.properties.label ?? '');
}

/** What is open, asked for again behind what is shown; it says so if there is a difference. */
const renew: () => Promise<void> = oneAtATime(async () => {
  await Promise.all([pending, inStep()]);
  const key = untracked(sel);
  const before = untracked(full);
  if (!key || before?.key !== key) return;
  const { signal } = control ?? new AbortController();
  try {
    if (isGone(key)) throw new ApiError(404, '', null, null);
    const found = await fetchItem(key, signal);
    if (untracked(full) !== before) return;
    const isNew = JSON.stringify(found) !== JSON.stringify(before.found);
    if (!isNew) return;
    if (before.found) say(untracked(t).itemChanged);
    show(key, found);
  } catch (cause) {
    const error = faultOf(cause);
    if (untracked(full) !== before) return;
    if (error.status === 0 || error.status === 429 || error.status === 503)
      setTimeout(() => void renew(), (error.retryAfter ?? AGAIN_S) * 1000);
    if (error.status !== 404 || !before.found) return;
    full.set({ key, found: null, error });
    parcelArea.set(null);
    say(untracked(t).itemGone(nameOf(before.found)));
  }
});

/** Whether what is open shows something that the news are about. */
function isOpen(news: News): boolean {
  const now = untracked(full);
  const key = untracked(sel);
  if (!key || now?.key !== key) return false;
  const about = (layer: string, id?: number) => {
    const ids = named(news, layer);
    return ids === null || (id === undefined ? ids.length > 0 : ids.includes(id));
  };
  if (key.startsWith('s:')) return about('sections', Number(key.slice(2)));
  if (key.startsWith('p:')) return about('units') || about('parcels', Number(key.slice(2)));
  return about('sections') || about('units', now.found?.item.id);
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
    ...entryTools()(sel() ?? ''),
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
function keepFocus(root: HTMLElement, before: string | null): void {
  let opener: string | null = null;
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

/** Fills the region of what is open; before is what was open when the page came, which takes no focus. */
export function detail(city: CityMap, root: HTMLElement, before: string | null): void {
  const content = h('div', { class: 'detail-content' });
  const tools = h('div');
  root.replaceChildren(tools, content);
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
  root.addEventListener('keydown', (event) => event.key === 'Escape' && go({ sel: null }));
  keepFocus(root, before);
  onNews((news) => {
    if (isOpen(news)) void renew();
  });
}
