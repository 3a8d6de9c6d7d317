// The office as a panel in the place of the public list: its tabs, and what each of them shows.

import { h } from '../dom';
import type { CityMap } from '../map/map';
import type { Resource } from '../resource';
import { effect, untracked } from '../signal';
import { entryTools, staffTools } from '../staff-door';
import { accountButton } from './account-menu';
import { accounts, accountsView } from './accounts-view';
import { blackouts, blackoutsView } from './blackouts-view';
import { st } from './i18n';
import { sign } from './icons';
import { lazyPlace } from './lazy';
import { projects, sections } from './office-data';
import { sectionList } from './office-list';
import { officeTabs } from './office-tabs';
import { projectsView } from './projects-view';
import {
  close,
  isAlone,
  isInbox,
  isOpen,
  isOwners,
  isRegister,
  isSpaces,
  open,
  openSection,
  type Route,
  route,
} from './route';
import { sectionView } from './section-view';
import { mayWrite, me } from './session';
import { undoBar } from './toast';

const SETTLED_MS = 60;

const isStreet = () => route().view === 'street';

function officeButton(): HTMLElement {
  const label = isOpen() ? st().officeClose : st().officeOpen;
  return h(
    'button',
    {
      type: 'button',
      class: 'button button-office',
      'data-key': 'office',
      'aria-pressed': `${isOpen()}`,
      title: label,
      click: () => (isOpen() ? close() : open({ view: 'sections' })),
    },
    sign('office'),
    h('span', {}, st().office),
  );
}

function editTool(key: string): HTMLElement[] {
  if (!me() || !key.startsWith('s:')) return [];
  const label = mayWrite() ? st().edit : st().view;
  return [
    h(
      'button',
      {
        type: 'button',
        class: 'button button-small',
        'data-key': 'edit',
        click: () => openSection(Number(key.slice(2))),
      },
      sign('pen'),
      label,
    ),
  ];
}

/** The key of the row that a view was opened from. */
function openerOf(now: Route): string {
  if (now.view === 'section') return `office-${now.id ?? now.name}`;
  if (now.view === 'enquiry') return `enquiry-${now.id}`;
  if (now.view === 'space') return `space-${now.id}`;
  if (now.view === 'party') return `party-${now.id}`;
  return now.view === 'unit' && now.id !== null ? `unit-${now.id}` : '';
}

/** Back in the list the focus is on what was opened from there. */
function focusOn(root: HTMLElement, opener: string): void {
  const row = opener && root.querySelector<HTMLElement>(`:scope > :not([hidden]) [data-key="${CSS.escape(opener)}"]`);
  (row || root).focus({ preventScroll: !row });
}

/** The focus goes to what was opened, and the map is told that it has another size. */
function followView(root: HTMLElement, city: CityMap): void {
  let before = '';
  let wasOpen = false;
  let opener = '';
  effect(() => {
    const now = route();
    root.hidden = now.view === 'closed';
    const key = JSON.stringify(now);
    if (key === before) return;
    if (isOpen() !== wasOpen) setTimeout(() => city.map.invalidateSize({ pan: false }), SETTLED_MS);
    wasOpen = isOpen();
    const from = opener;
    if (before !== '' && isOpen()) queueMicrotask(() => focusOn(root, from));
    opener = openerOf(now);
    before = key;
    root.scrollTo?.({ top: 0 });
  });
}

/** Asks for what was never asked for. */
function need<T>({ value, load }: Resource<T>): void {
  const { data, loading } = untracked(value);
  if (data === null && !loading) void load();
}

function ask(view: Route['view']): void {
  need(sections);
  need(projects);
  if (view === 'blackouts') need(blackouts);
  if (view === 'accounts') need(accounts);
}

export function mountOffice(city: CityMap): void {
  const list = sectionList(city);
  const section = sectionView(city);
  const places = { projects: projectsView(), blackouts: blackoutsView(), accounts: accountsView() };
  const later = [
    { isShown: isRegister, ...lazyPlace(async () => (await import('../register')).registerView(city)) },
    { isShown: isStreet, ...lazyPlace(async () => (await import('../street')).streetView(city)) },
    { isShown: isInbox, ...lazyPlace(async () => (await import('../inbox')).inboxView(city)) },
    { isShown: isSpaces, ...lazyPlace(async () => (await import('../spaces')).spacesView(city)) },
    { isShown: isOwners, ...lazyPlace(async () => (await import('../owners')).ownersView()) },
  ];
  const head = h('div', { class: 'office-head' }, officeTabs());
  const root = h(
    'section',
    { class: 'office', id: 'office', tabindex: -1 },
    head,
    list,
    ...Object.values(places),
    ...later.map((each) => each.root),
    section,
  );
  effect(() => {
    const { view } = route();
    root.setAttribute('aria-label', st().office);
    head.hidden = isAlone();
    list.hidden = view !== 'sections';
    section.hidden = view !== 'section';
    for (const each of later) each.root.hidden = !each.isShown();
    for (const [name, place] of Object.entries(places)) place.hidden = view !== name;
    if (view === 'closed' || !me()) return;
    for (const each of later) if (each.isShown()) each.start();
    if (isRegister() || isStreet()) return;
    ask(view);
  });
  followView(root, city);
  document.getElementById('panel')?.append(root);
  document.querySelector('.notices')?.append(undoBar());
  staffTools.set(() => (me() ? [officeButton(), accountButton()] : []));
  entryTools.set(editTool);
}
