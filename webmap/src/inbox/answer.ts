// Writing: an answer that leaves by mail, or a note that stays. What is begun survives a reload.

import { h } from '../dom';
import { either } from '../i18n';
import { type Signal, signal, untracked } from '../signal';
import { busy, inWords } from '../staff/login';
import { OfficeError } from '../staff/request';
import { watch } from '../staff/scope';
import { toast } from '../staff/toast';
import { type Answer, drop, find, fresh, keep } from './answers';
import { learn, load } from './current';
import { w } from './i18n';
import { type Held, isOpenStatus, type Status, type Template } from './model';
import { desk } from './paths';
import { templates } from './state';

const LONGEST = 5000;
/** What the server calls it; an object with such a member would be taken for a promise. */
const THEN = 'then';
type Next = keyof ReturnType<typeof w>['afterStatus'];

/** What may follow an answer. What has ended stays so. */
export function nextAfter(status: Status): readonly Next[] {
  if (isOpenStatus(status)) return ['answered', 'waiting_for_customer', 'in_progress', 'closed'];
  return status === 'answered' ? ['', 'closed', 'in_progress'] : status === 'closed' ? ['', 'in_progress'] : [''];
}

/** A text to begin with, in the language of who asked. */
export function filled({ text_de, text_en }: Template, { item }: Held): string {
  const { lang = 'de', contact } = item.content ?? {};
  return (lang === 'en' ? text_en : text_de)
    .replaceAll('{no}', item.no)
    .replaceAll(/ ?\{name\}/g, contact?.name ? ` ${contact.name}` : '');
}

/** Where the text stands, a template comes in; the caret stands where something is to be filled in. */
function insert(area: HTMLTextAreaElement, text: string): void {
  const { selectionStart: from, selectionEnd: to, value } = area;
  area.value = value.slice(0, from) + text + value.slice(to);
  const gap = text.indexOf('\n\n\n');
  const at = from + (gap < 0 ? text.length : gap + 2);
  area.focus();
  area.setSelectionRange(at, at);
  area.dispatchEvent(new Event('input'));
}

function sides(answer: Signal<Answer>): HTMLElement {
  const root = h('div', { class: 'segments', role: 'group' });
  const buttons = (['out', 'internal'] as const).map((direction) => {
    const turn = () => answer.set({ ...untracked(answer), direction });
    const button = h('button', { type: 'button', class: 'segment', 'data-key': `write-${direction}`, click: turn }, '');
    watch(() => {
      button.textContent = direction === 'out' ? w().toSender : w().note;
      button.setAttribute('aria-pressed', `${answer().direction === direction}`);
    });
    return button;
  });
  watch(() => root.setAttribute('aria-label', w().write));
  root.append(...buttons);
  return root;
}

function templateChoice(now: () => Held, area: HTMLTextAreaElement): HTMLSelectElement {
  const select = h('select', { class: 'field', 'data-key': 'template' });
  watch(() => {
    select.setAttribute('aria-label', w().template);
    const all = templates.value().data ?? [];
    select.replaceChildren(
      h('option', { value: '' }, w().chooseTemplate),
      ...all.map((each) => h('option', { value: each.id }, either(each.title_de, each.title_en))),
    );
  });
  select.addEventListener('change', () => {
    const chosen = untracked(templates.value).data?.find(({ id }) => id === select.value);
    select.value = '';
    if (chosen) insert(area, filled(chosen, untracked(now)));
  });
  return select;
}

function thenChoice(now: () => Held, answer: Signal<Answer>): HTMLElement {
  const label = h('label', { for: 'answer-then' });
  const select = h('select', { class: 'field', id: 'answer-then', 'data-key': 'answer-then' });
  select.addEventListener('change', () => answer.set({ ...untracked(answer), next: select.value }));
  watch(() => {
    const all = nextAfter(now().item.status);
    label.textContent = w().after;
    select.replaceChildren(...all.map((each) => h('option', { value: each }, w().afterStatus[each])));
    select.value = thenOf(answer(), now());
  });
  return h('div', { class: 'answer-then' }, label, select);
}

/** What was chosen, if it is still to be had. */
function thenOf({ next }: Answer, { item }: Held): string {
  const all = nextAfter(item.status);
  return all.find((each) => each === next) ?? all[0] ?? '';
}

function bodyOf(answer: Answer, now: Held): object {
  const { direction, text } = answer;
  const next = direction === 'out' ? thenOf(answer, now) : '';
  return { direction, text: text.trim(), ...(next ? { [THEN]: next } : {}) };
}

async function deliver(now: Held, answer: Answer, say: (text: string) => void): Promise<boolean> {
  const { id } = now.item;
  try {
    const next = await desk.answer(id, bodyOf(answer, now), answer.key);
    drop(id);
    learn(next);
    toast(answer.direction === 'out' ? untracked(w).sent : untracked(w).noteKept);
    return true;
  } catch (cause) {
    say(inWords(cause));
    // The state is another one than it seemed; what was written stays.
    if (cause instanceof OfficeError && [403, 404, 409].includes(cause.status)) await load(id);
    return false;
  }
}

export function answerForm(now: () => Held): HTMLElement {
  const { id } = untracked(now).item;
  const answer = signal<Answer>(find(id));
  const set = (patch: Partial<Answer>) => answer.set({ ...untracked(answer), ...patch });
  const area = h('textarea', {
    class: 'field field-area',
    id: 'answer-text',
    rows: 7,
    maxlength: LONGEST,
    'data-key': 'answer-text',
    'aria-describedby': 'answer-about answer-fault',
  });
  area.value = untracked(answer).text;
  area.addEventListener('input', () => set({ text: area.value }));
  const label = h('label', { for: 'answer-text' });
  const about = h('p', { class: 'field-hint', id: 'answer-about' });
  const fault = h('p', { class: 'field-fault', id: 'answer-fault', role: 'alert' });
  const choice = templateChoice(now, area);
  const then = thenChoice(now, answer);
  const send = h('button', { type: 'submit', class: 'button button-strong', 'data-key': 'send-answer' });
  const begun = h('p', { class: 'quiet' });
  const away = h('button', { type: 'button', class: 'button button-quiet', 'data-key': 'drop-answer' });
  away.addEventListener('click', () => {
    area.value = '';
    answer.set(fresh());
    area.focus();
  });
  const heading = h('h3');
  const form = h(
    'form',
    { class: 'answer', novalidate: true },
    sides(answer),
    choice,
    h('div', { class: 'entry' }, label, area, about, fault),
    then,
    h('div', { class: 'answer-foot' }, begun, h('div', { class: 'buttons' }, away, send)),
  );
  watch(() => {
    const { direction, text } = answer();
    const isOut = direction === 'out';
    const email = now().item.content?.contact.email ?? '';
    keep(id, answer());
    heading.textContent = w().write;
    label.textContent = isOut ? w().answerText : w().noteText;
    area.lang = isOut ? (now().item.content?.lang ?? 'de') : 'de';
    about.textContent = !isOut ? w().noteHint : email ? w().goesTo(email) : w().goesNowhere;
    about.classList.toggle('answer-nowhere', isOut && !email);
    form.classList.toggle('answer-internal', !isOut);
    for (const each of [choice, then]) each.hidden = !isOut;
    send.textContent = isOut ? w().send : w().keepNote;
    begun.textContent = w().kept;
    away.textContent = w().dropAnswer;
    begun.hidden = away.hidden = text.trim() === '';
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    fault.textContent = area.value.trim() === '' ? untracked(w).empty : '';
    if (fault.textContent) return area.focus();
    if (send.getAttribute('aria-disabled')) return;
    let isDone = false;
    const work = async () => {
      isDone = await deliver(untracked(now), untracked(answer), (text) => {
        fault.textContent = text;
      });
    };
    // Not before the button has its own words back.
    void busy(send, untracked(w).sending, work).then(() => {
      if (!isDone) return;
      area.value = '';
      answer.set(fresh());
    });
  });
  return h('section', { class: 'block' }, heading, form);
}
