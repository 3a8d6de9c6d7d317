// One request: who looks for what, what fits it, and what becomes of it.

import { h, icon, region } from '../dom';
import * as format from '../i18n/format';
import type { CityMap } from '../map/map';
import { failure } from '../panels/notices';
import { facts } from '../panels/parts';
import { computed, untracked } from '../signal';
import { contest } from '../staff/contest';
import { iconButton } from '../staff/form-parts';
import { inWords } from '../staff/login';
import { compareFlat } from '../staff/merge-flat';
import { open, route } from '../staff/route';
import { scope, watch } from '../staff/scope';
import { has } from '../staff/session-state';
import { toast } from '../staff/toast';
import { lang } from '../store';
import { addDays } from '../time/period';
import { contactBlock } from './contact';
import { w } from './i18n';
import { matchesBlock } from './matches';
import { type HeldSpace, type SpaceStatus, standingOf } from './model';
import { placesOnMap, showArea } from './place';
import { held, learn, load, move, overtaken, trouble } from './state';
import { stepsBlock } from './steps';
import { lastDayOf, statusTag, titleOf, wanted } from './words';

function bar(now: (() => HeldSpace) | null, city: CityMap): HTMLElement {
  const name = h('span');
  const back = h(
    'button',
    { type: 'button', class: 'button button-quiet', 'data-key': 'spaces-list', click: () => open({ view: 'spaces' }) },
    icon('back'),
    name,
  );
  watch(() => {
    name.textContent = w().toList;
  });
  if (!now) return h('div', { class: 'detail-bar' }, back);
  const show = iconButton(
    'pin',
    () => w().areaOnMap,
    () => showArea(untracked(now).space, city),
    'space-map',
  );
  watch(() => {
    show.hidden = now().space.area === null;
  });
  return h('div', { class: 'detail-bar' }, back, h('span', { class: 'spacer' }), show);
}

function head(now: () => HeldSpace): HTMLElement {
  const heading = h('h2', { tabindex: -1 });
  const sub = h('p', { class: 'place' });
  const tags = h('p', { class: 'tags' });
  watch(() => {
    const { space } = now();
    const confirmed = space.confirmed_at ? w().confirmed(format.date(space.confirmed_at.slice(0, 10), lang())) : '';
    heading.textContent = titleOf(space);
    sub.textContent = [confirmed, space.ended_at === null && w().until(lastDayOf(space))].filter(Boolean).join(' · ');
    tags.replaceChildren(
      statusTag(space.status),
      ...(space.ended_at ? [h('span', { class: 'tag tag-plain' }, w().deletedSoon)] : []),
    );
  });
  return h('div', { class: 'enquiry-head' }, heading, sub, tags);
}

function wantedBlock(now: () => HeldSpace): HTMLElement {
  const heading = h('h3');
  const body = h('div');
  watch(() => {
    heading.textContent = w().wanted;
    body.replaceChildren(facts(wanted(now().space)) ?? '');
  });
  return h('section', { class: 'block' }, heading, body);
}

const inWordsOf = (path: string, value: unknown) =>
  path === 'status' ? w().status[value as SpaceStatus] : format.date(addDays(String(value), -1), lang());

/** Both versions, until somebody has said which holds. */
function contested(): HTMLElement | null {
  const now = untracked(overtaken);
  if (!now) return null;
  const [base, theirs] = [standingOf(now.base), standingOf(now.theirs.space)];
  return contest({
    ...compareFlat(base, { ...base, status: now.to }, theirs),
    who: '',
    intro: w().conflict,
    place: (path) => w().field[path as keyof typeof base],
    value: inWordsOf,
    save: (choice) => {
      if (choice.get('status') === 'theirs') return learn(now.theirs);
      move(now.theirs, now.to).then(
        (done) => done && toast(w().done[now.to]),
        (cause) => toast(inWords(cause)),
      );
    },
    back: () => learn(now.theirs),
  });
}

function whole(now: () => HeldSpace, city: CityMap): HTMLElement {
  placesOnMap(now);
  return h(
    'div',
    { class: 'form-view' },
    bar(now, city),
    h(
      'div',
      { class: 'detail-content form-content' },
      head(now),
      contactBlock(now),
      wantedBlock(now),
      has('staff') ? stepsBlock(now) : null,
      matchesBlock(now, city),
    ),
  );
}

/** Where the focus has nowhere to be, it goes to the heading of what is shown. */
function focusHeading(root: HTMLElement): void {
  const active = document.activeElement;
  if (active !== document.body && active?.id !== 'office') return;
  root.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
}

const shown = computed(() => held()?.space.id ?? null);

export function spaceView(city: CityMap): HTMLElement {
  const root = h('div', { class: 'office-section' });
  let end = () => {};
  region(root, () => {
    const id = shown();
    const isContested = overtaken() !== null;
    const error = trouble();
    end();
    end = () => {};
    if (error) {
      const now = untracked(route);
      const retry = () => now.view === 'space' && void load(now.id);
      const [top, stop] = scope(() => bar(null, city));
      end = stop;
      return [top, failure(error.status === 404 ? w().gone : w().failedOne, error, retry)];
    }
    if (id === null) return [h('p', { class: 'quiet pad' }, w().loading)];
    // Between one request and the next what is left of the former one still listens.
    let last = untracked(held) as HeldSpace;
    const now = () => (last = held() ?? last);
    const [made, stop] = scope(() => untracked(() => (isContested ? (contested() as HTMLElement) : whole(now, city))));
    end = stop;
    queueMicrotask(() => focusHeading(root));
    return [made];
  });
  return root;
}
