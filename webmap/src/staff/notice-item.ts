import type { ApiError } from '../api';
import { h, icon, region } from '../dom';
import * as format from '../i18n/format';
import { failure } from '../panels/notices';
import { faultOf } from '../resource';
import { effect, signal, untracked } from '../signal';
import { lang, serverToday } from '../store';
import { rt } from './i18n/reach';
import { keepForPage } from './keeper';
import { moment } from './moment';
import type { HeldNotice, Notice, Recipient } from './notice-model';
import type { Board } from './notices';
import { freshKey, office } from './office-api';
import { mayWrite, me } from './session-state';
import { toast } from './toast';

/** What an unfolded notice remembers while its list is drawn anew. */
interface Open {
  held: ReturnType<typeof signal<HeldNotice | null>>;
  error: ReturnType<typeof signal<ApiError | null>>;
  key: string;
  /** The texts as they are typed, until they are saved. */
  typed: Texts | null;
}
type Texts = Pick<Notice, 'text_de' | 'text_en'>;
const open = new Map<number, Open>();

const isTyped = ({ held, typed }: Open) => {
  const notice = held()?.notice;
  return !!typed && !!notice && (typed.text_de !== notice.text_de || typed.text_en !== notice.text_en);
};
keepForPage(() => [...open.values()].some(isTyped));
// Whoever signs in after somebody else finds nothing of what that one typed.
effect(() => {
  me();
  for (const each of open.values()) each.typed = null;
});

function stateOf(id: number): Open {
  const known = open.get(id);
  if (known) return known;
  const made: Open = {
    held: signal<HeldNotice | null>(null),
    error: signal<ApiError | null>(null),
    key: freshKey(),
    typed: null,
  };
  open.set(id, made);
  void load(id, made);
  return made;
}

async function load(id: number, state: Open): Promise<void> {
  await act(state, async () => state.held.set(await office.notice(id)));
}

async function act(state: Open, work: () => Promise<unknown>): Promise<boolean> {
  state.error.set(null);
  try {
    await work();
    return true;
  } catch (cause) {
    state.error.set(faultOf(cause));
    return false;
  }
}

function recipient({ street_name, house_number, unit_ref, sent_at }: Recipient): HTMLElement {
  const where = [street_name, house_number].filter(Boolean).join(' ') || unit_ref;
  const when = sent_at ? rt().notice.toldAt(moment(sent_at, lang())) : rt().notice.notTold;
  return h('li', { class: sent_at ? 'notice-told' : null }, h('span', {}, where), h('span', { class: 'quiet' }, when));
}

function textBox(
  id: string,
  label: string,
  value: string,
  language: string,
  locked: boolean,
): [HTMLElement, HTMLTextAreaElement] {
  const area = h('textarea', { id, class: 'field', rows: 9, lang: language, 'data-key': id, readonly: locked });
  area.value = value;
  return [h('div', { class: 'entry entry-wide' }, h('label', { for: id }, label), area), area];
}

/** Both texts, to be read and changed until somebody was told. */
function texts({ notice, etag }: HeldNotice, state: Open): HTMLElement {
  const n = rt().notice;
  const locked = notice.sent_at !== null || !mayWrite();
  if (locked) state.typed = null;
  const now = state.typed ?? notice;
  const [germanBox, german] = textBox(`notice-de-${notice.id}`, n.textDe, now.text_de, 'de', locked);
  const [englishBox, english] = textBox(`notice-en-${notice.id}`, n.textEn, now.text_en, 'en', locked);
  const said = () => ({ text_de: german.value, text_en: english.value });
  for (const area of [german, english])
    area.addEventListener('input', () => {
      state.typed = said();
    });
  const save = async () => {
    const done = await act(state, async () => {
      const next = await office.reword(notice.id, said(), etag);
      state.typed = null;
      state.held.set(next);
    });
    if (done) toast(untracked(rt).notice.textSaved);
  };
  return h(
    'div',
    { class: 'notice-texts' },
    germanBox,
    englishBox,
    !locked &&
      h('button', { type: 'button', class: 'button', 'data-key': `notice-save-${notice.id}`, click: save }, n.saveText),
  );
}

function sheets({ id, channel }: Notice): HTMLElement | null {
  const kinds = channel === 'poster' ? (['poster', 'letter'] as const) : (['letter', 'poster'] as const);
  if (channel === 'mail' || channel === 'web') return null;
  return h(
    'div',
    { class: 'actions' },
    ...kinds.map((kind) =>
      h(
        'a',
        {
          class: 'button',
          href: office.sheet(id, kind),
          target: '_blank',
          rel: 'noopener',
          'data-key': `${kind}-${id}`,
        },
        rt().notice.print[kind],
      ),
    ),
  );
}

/** Marks everybody as told, today or on a day before. */
function tell({ notice }: HeldNotice, state: Open, board: Board): HTMLElement | null {
  const left = (notice.recipients ?? []).filter(({ sent_at }) => !sent_at).length;
  if (
    !mayWrite() ||
    (left === 0 && (notice.recipients?.length ?? 0) > 0) ||
    (notice.sent_at && notice.channel === 'web')
  )
    return null;
  const n = rt().notice;
  const mark = async () => {
    const done = await act(state, () => office.told(notice.id, {}, state.key));
    if (!done) return;
    state.key = freshKey();
    await load(notice.id, state);
    await board.telling.load();
    toast(notice.channel === 'web' ? untracked(rt).notice.published : untracked(rt).notice.marked);
  };
  const name = { mail: n.send, web: n.publish, letter: '', poster: '' }[notice.channel];
  return h(
    'button',
    { type: 'button', class: 'button button-strong', 'data-key': `told-${notice.id}`, click: mark },
    name || n.mark(format.date(serverToday(), lang())),
  );
}

/** What stands on the public page can be taken off it. */
function withdraw({ notice }: HeldNotice, state: Open, board: Board): HTMLElement | null {
  if (!mayWrite() || notice.channel !== 'web' || !notice.sent_at || notice.withdrawn_at) return null;
  const take = async () => {
    const done = await act(state, () => office.withdraw(notice.id));
    if (!done) return;
    await load(notice.id, state);
    await board.telling.load();
    toast(untracked(rt).notice.withdrawn);
  };
  return h(
    'button',
    { type: 'button', class: 'button', 'data-key': `withdraw-${notice.id}`, click: take },
    rt().notice.withdraw,
  );
}

/** How far a notice is, and whether it counts now. */
function standing(notice: Notice): [string, boolean] {
  const n = rt().notice;
  const isWeb = notice.channel === 'web';
  if (notice.withdrawn_at) return [n.offPage(moment(notice.withdrawn_at, lang())), false];
  if (!notice.sent_at) return [isWeb ? n.notOnPage : n.nobodyTold, false];
  const when = moment(notice.sent_at, lang());
  return [isWeb ? n.onPage(when) : n.told(notice.recipients_count, when), true];
}

function body(id: number, board: Board): HTMLElement {
  const state = stateOf(id);
  const root = h('div', { class: 'notice-body' });
  region(root, () => {
    const held = state.held();
    const error = state.error();
    const doors = held?.notice.recipients ?? [];
    return [
      error && failure(rt().notice.failed, error, () => void load(id, state)),
      !held && !error && h('p', { class: 'quiet' }, rt().loading),
      held && sheets(held.notice),
      held && texts(held, state),
      held && tell(held, state, board),
      held && withdraw(held, state, board),
      doors.length > 0 && h('ul', { class: 'plain notice-recipients' }, ...doors.map(recipient)),
    ];
  });
  return root;
}

/** A notice: what it was, how many know of it, and unfolded all of it. */
export function noticeItem(notice: Notice, board: Board): HTMLElement {
  const n = rt().notice;
  const isOpen = board.opened().has(notice.id);
  const turn = () => {
    const next = new Set(board.opened());
    if (!next.delete(notice.id)) next.add(notice.id);
    board.opened.set(next);
  };
  const [told, counts] = standing(notice);
  return h(
    'li',
    { class: 'notice' },
    h(
      'button',
      {
        type: 'button',
        class: 'notice-head',
        'aria-expanded': `${isOpen}`,
        'data-key': `notice-${notice.id}`,
        click: turn,
      },
      icon(isOpen ? 'up' : 'down'),
      h('strong', {}, n.channel[notice.channel]),
      h('span', { class: 'quiet' }, n.madeOn(moment(notice.created_at, lang()))),
      h('span', { class: counts ? 'tag tag-current' : 'tag tag-future' }, told),
    ),
    isOpen && body(notice.id, board),
  );
}
