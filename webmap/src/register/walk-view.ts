// The round through a street, for a phone in one hand: door after door, one tap each, with or without a network.

import { h, icon, region } from '../dom';
import type { CityMap } from '../map/map';
import { failure, isCutOff } from '../panels/notices';
import { size } from '../panels/sheet';
import { computed, effect, signal, untracked } from '../signal';
import { open, route } from '../staff/route';
import { scope } from '../staff/scope';
import { loggedIn } from '../staff/session-state';
import { allUnits, collator, register } from './data';
import { backBar } from './frame';
import { rt } from './i18n';
import { instead } from './layer';
import { doorCard } from './walk-door';
import { ORDERS, roundsOf, type WalkOrder, walkOrder } from './walk-order';
import {
  flush,
  hasStorage,
  kept,
  markOf,
  refusedTaps,
  type Sending,
  sending,
  setStreet,
  startWalk,
  waiting,
} from './walk-store';

const street = computed(() => kept().street);
const order = signal<WalkOrder>('sides');
const doors = computed(() => walkOrder(allUnits(), street(), order()));

function streetField(): HTMLElement {
  const select = h('select', { class: 'field', id: 'walk-street', 'data-key': 'walk-street' });
  select.addEventListener('change', () => setStreet(select.value));
  const label = h('label', { for: 'walk-street' });
  effect(() => {
    const rounds = roundsOf(allUnits()).sort((a, b) => collator.compare(a.name, b.name));
    label.textContent = rt().walk.street;
    select.replaceChildren(
      h('option', { value: '' }, rt().walk.chooseStreet),
      ...rounds.map(({ name, doors: n, due }) => h('option', { value: name }, rt().walk.streetLine(name, n, due))),
    );
    select.value = street();
  });
  return h('div', { class: 'entry' }, label, select);
}

function orderField(): HTMLElement {
  const root = h('div', { class: 'segments', role: 'group' });
  region(root, () => {
    root.setAttribute('aria-label', rt().walk.order);
    return ORDERS.map((each) =>
      h(
        'button',
        {
          type: 'button',
          class: 'segment',
          'data-key': `walk-${each}`,
          'aria-pressed': `${order() === each}`,
          click: () => order.set(each),
        },
        rt().walk.orders[each],
      ),
    );
  });
  return root;
}

const stateInWords = (now: Sending) => {
  const texts = rt().walk;
  if (now === 'login') return texts.signInAgain;
  if (now === 'sending') return texts.sending;
  return now === 'offline' || !navigator.onLine ? texts.waitingOffline : texts.waitingNow;
};

/** Taps ask nobody to sign in; who presses the button wants them sent. */
function sendNow(): void {
  if (untracked(sending) === 'login')
    loggedIn().then(flush, () => {
      // They wait on.
    });
  else void flush();
}

const line = (sign: 'info' | 'warning', text: string) => h('p', { class: 'all-well' }, icon(sign), text);

/** What is not sent yet, always in sight. */
function waitingBar(): HTMLElement {
  const root = h('div', { class: 'walk-waiting', role: 'status' });
  let hadSome = false;
  region(root, () => {
    const n = waiting();
    const now = sending();
    const lost = refusedTaps();
    hadSome ||= n > 0;
    const warnings = [
      lost > 0 && h('p', { class: 'field-fault' }, rt().walk.refused(lost)),
      !hasStorage() && h('p', { class: 'field-fault' }, rt().walk.noStorage),
    ].filter((each) => each !== false);
    // A phone has no other room to say that there is no network.
    if (n === 0)
      return [isCutOff() && line('warning', rt().walk.cutOff), hadSome && line('info', rt().walk.allSent), ...warnings];
    const send = h(
      'button',
      { type: 'button', class: 'button button-small', 'data-key': 'walk-send', click: sendNow },
      rt().walk.sendNow,
    );
    return [
      h('p', { 'data-waiting': n }, h('strong', {}, rt().walk.waiting(n)), ` ${stateInWords(now)}`),
      now !== 'sending' && send,
      ...warnings,
    ];
  });
  return root;
}

function progress(): HTMLElement {
  const words = h('p', { class: 'count', role: 'status' });
  const bar = h('progress', { class: 'walk-progress', max: 1, 'aria-hidden': 'true' });
  effect(() => {
    const all = doors();
    const done = all.filter(({ id }) => {
      const mark = markOf(id);
      return mark !== null && mark.result !== 'todo';
    }).length;
    bar.max = Math.max(all.length, 1);
    bar.value = done;
    bar.hidden = words.hidden = all.length === 0;
    const text = done === all.length && done > 0 ? rt().walk.over : rt().walk.progress(done, all.length);
    if (words.textContent !== text) words.textContent = text;
  });
  return h('div', { class: 'walk-state' }, words, bar);
}

/** After a tap the next door that nobody has looked at is at hand. */
function nextDoor(root: HTMLElement, after: number): void {
  const all = untracked(doors);
  const at = all.findIndex(({ id }) => id === after);
  const next = [...all.slice(at + 1), ...all.slice(0, at)].find(({ id }) => untracked(() => markOf(id)) === null);
  const button = next && root.querySelector<HTMLElement>(`[data-key="seen-${next.id}"]`);
  if (!button) return;
  button.focus({ preventScroll: true });
  button.closest('li')?.scrollIntoView({ block: 'nearest' });
}

function doorList(): HTMLElement {
  const rows = h('ol', { class: 'doors' });
  const root = h('div');
  region(rows, () => doors().map((unit) => doorCard(unit, () => queueMicrotask(() => nextDoor(rows, unit.id)))));
  region(root, () => {
    const { data, error } = register.value();
    if (!data) return [error ? failure(rt().failed, error, register.load) : h('p', { class: 'quiet' }, rt().loading)];
    return [street() === '' ? h('p', { class: 'quiet' }, rt().walk.intro) : rows];
  });
  return root;
}

/** The whole street on the map. */
function showStreet(city: CityMap): void {
  const spots = untracked(doors).map(({ geometry }) => geometry.coordinates);
  const [lons, lats] = [spots.map(([lon = 0]) => lon), spots.map(([, lat = 0]) => lat)];
  if (spots.length === 0) return;
  city.fit([Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)], 19);
}

const isLoaded = computed(() => register.value().data !== null);

export function walkView(city: CityMap): HTMLElement {
  startWalk();
  const title = h('h2', { tabindex: -1 });
  const [bar] = scope(() =>
    backBar(
      () => rt().walk.back,
      () => open({ view: 'register' }),
    ),
  );
  effect(() => {
    title.textContent = rt().walk.title;
  });
  effect(() => {
    const isHere = route().view === 'walk';
    instead.set(isHere && street() !== '' ? doors() : null);
    if (isHere && untracked(size) !== 'full' && innerWidth < 900) size.set('full');
  });
  effect(() => {
    if (route().view === 'walk' && street() !== '' && isLoaded()) untracked(() => showStreet(city));
  });
  // What was sent is known to the server, and then to the list.
  let before = 0;
  effect(() => {
    const now = waiting();
    if (before > 0 && now === 0) void register.load();
    before = now;
  });
  return h(
    'div',
    { class: 'form-view walk' },
    bar,
    h('div', { class: 'detail-content' }, title, streetField(), orderField(), waitingBar(), progress(), doorList()),
  );
}
