// Telling the neighbours: a notice for the doors that a section affects, printed or sent, and who was told when.

import '../css/reach.css';
import { h, icon, region } from '../dom';
import * as format from '../i18n/format';
import type { CityMap } from '../map/map';
import { failure } from '../panels/notices';
import { resource } from '../resource';
import { computed, effect, signal, untracked } from '../signal';
import { lang } from '../store';
import { dirty, doc, draft } from './draft';
import { rt } from './i18n/reach';
import { affectedOnMap } from './impact-map';
import type { Affected } from './impact-model';
import type { SectionStatus } from './model';
import { noticeItem } from './notice-item';
import type { Outbox, Telling } from './notice-model';
import { prepareForm } from './notice-prepare';
import { office } from './office-api';
import { mayWrite } from './session-state';

export interface Board {
  section: number;
  telling: ReturnType<typeof resource<Telling>>;
  doors: ReturnType<typeof resource<Affected>>;
  /** Notices whose doors and text are unfolded. */
  opened: ReturnType<typeof signal<ReadonlySet<number>>>;
}

function board(section: number): Board {
  const made: Board = {
    section,
    telling: resource<Telling>(() => office.notices(section)),
    doors: resource<Affected>(() => office.impactOf(section, 5)),
    opened: signal<ReadonlySet<number>>(new Set()),
  };
  void made.telling.load();
  void made.doors.load();
  return made;
}

/** In these nobody has to be told ahead any more. */
const OVER: readonly SectionStatus[] = ['completed', 'warranty', 'cancelled'];
const isOver = computed(() => OVER.some((each) => each === doc()?.status));

/** Whether neighbours are told in time, and until when they have to be. */
function due({ tell_by, late, start }: Telling): HTMLElement | null {
  if (!tell_by || !start) return null;
  const words = rt().notice.tellBy(format.date(tell_by, lang()), format.date(start, lang()));
  return late
    ? h('p', { class: 'warning' }, icon('warning'), h('span', {}, rt().notice.late, ' ', words))
    : h('p', { class: 'quiet' }, words);
}

/** Neighbours learn what everybody may see, so publishing comes first; the way there is one press. */
function toPublish(): HTMLElement {
  const go = () => {
    const step = document.querySelector<HTMLElement>('.status-box .button-step');
    step?.focus();
    step?.scrollIntoView({ block: 'center' });
  };
  const link = h(
    'button',
    { type: 'button', class: 'link', 'data-key': 'notice-to-status', click: go },
    rt().notice.toStatus,
  );
  return h('p', { class: 'warning' }, icon('info'), h('span', {}, rt().notice.notPublic, ' ', link));
}

function mails(box: Outbox | null): HTMLElement | null {
  if (!box) return null;
  const words = rt().notice.outbox(box.waiting, box.sent, box.failed);
  const note = !box.smtp && box.waiting > 0 ? ` ${rt().notice.noSmtp}` : '';
  return h('p', { class: 'quiet', 'data-key': 'outbox' }, words, note);
}

function view(now: Board, outbox: Outbox | null): (HTMLElement | null)[] {
  const { data, error } = now.telling.value();
  if (error && !data) return [failure(rt().notice.failed, error, () => void now.telling.load())];
  if (!data) return [h('p', { class: 'quiet' }, rt().loading)];
  return [
    isOver() ? null : due(data),
    dirty() ? h('p', { class: 'quiet' }, rt().notice.savedOnly) : null,
    data.notices.length === 0
      ? h('p', { class: 'quiet' }, rt().notice.none)
      : h('ul', { class: 'plain notice-list' }, ...data.notices.map((each) => noticeItem(each, now))),
    mails(outbox),
  ];
}

export function mountNotices(root: HTMLElement, city: CityMap): () => void {
  const current = signal<Board | null>(null);
  const outbox = resource<Outbox>(() => office.outbox());
  const form = h('div', { class: 'notice-form' });
  const list = h('div', { class: 'reach' });
  root.append(list, form);
  const id = () => draft()?.id ?? null;
  const isPublic = computed(() => draft()?.facts?.public ?? false);
  let known: number | null = null;
  const ends = [
    effect(() => {
      const now = id();
      if (now === known && untracked(current)) return;
      known = now;
      current.set(now === null ? null : board(now));
      if (now !== null) void outbox.load();
    }),
    region(list, () => {
      const now = current();
      if (!now) return [h('p', { class: 'quiet' }, rt().notice.unsaved)];
      return isPublic() ? view(now, outbox.value().data) : [toPublish(), ...view(now, outbox.value().data)];
    }),
    effect(() => {
      const now = current();
      const tells = isPublic();
      form.replaceChildren(...(now && mayWrite() && tells ? [prepareForm(now)] : []));
    }),
    affectedOnMap(city.map, () => current()?.doors.value().data ?? null),
  ];
  return () => {
    for (const end of ends) end();
  };
}
