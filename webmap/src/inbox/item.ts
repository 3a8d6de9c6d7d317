// One enquiry: who asked what, what was said since, and what comes next.

import { h, icon, region } from '../dom';
import type { CityMap } from '../map/map';
import { failure } from '../panels/notices';
import type { Sheet } from '../register/sheet';
import { computed, untracked } from '../signal';
import { contest } from '../staff/contest';
import { keepForm } from '../staff/keeper';
import type { Choice } from '../staff/merge';
import { compareFlat, mergedFlat } from '../staff/merge-flat';
import { moment } from '../staff/moment';
import { open, route } from '../staff/route';
import { scope, watch } from '../staff/scope';
import { has } from '../staff/session-state';
import { lang } from '../store';
import { answerForm } from './answer';
import { contactBlock } from './contact';
import { change, held, load, overtaken, purpose, say, tagOf, trouble } from './current';
import { foreign } from './foreign';
import { handlingForm } from './handling';
import { handling, holdsHandling, learnHandling, saveHandling } from './handling-state';
import { wordsFor } from './handling-words';
import { w } from './i18n';
import { type Handling, type Held, handlingOf, type Item } from './model';
import { placeBlock, placeOnMap } from './place';
import { relatedBlock } from './related';
import { stepsBlock } from './steps';
import { dueChip, statusTag } from './tags';
import { talk } from './talk';

const titleOf = (item: Item) => item.subject || w().kind[item.kind];

function bar(): HTMLElement {
  const name = h('span');
  const back = h(
    'button',
    { type: 'button', class: 'button button-quiet', 'data-key': 'inbox-list', click: () => open({ view: 'inbox' }) },
    icon('back'),
    name,
  );
  watch(() => {
    name.textContent = w().toList;
  });
  return h('div', { class: 'detail-bar' }, back);
}

function head(now: () => Held): HTMLElement {
  const heading = h('h2', { tabindex: -1 });
  const sub = h('p', { class: 'place' });
  const tags = h('p', { class: 'tags' });
  watch(() => {
    const { item } = now();
    heading.textContent = titleOf(item);
    const came =
      item.received_via && item.received_at
        ? w().received(w().via[item.received_via], moment(item.received_at, lang()))
        : '';
    sub.textContent = [item.no, w().kind[item.kind], came].filter(Boolean).join(' · ');
    tags.replaceChildren(
      statusTag(item.status),
      ...(item.priority === 'high' ? [h('span', { class: 'tag tag-urgent' }, w().isUrgent)] : []),
      ...(item.outside === 'open' && item.due_at ? [dueChip(item)] : []),
      ...(item.assignee ? [h('span', { class: 'tag' }, item.assignee.name)] : []),
    );
  });
  return h('div', { class: 'enquiry-head' }, heading, sub, tags);
}

/** Both versions of how it is handled, until one is made of them. */
function merging(sheet: Sheet<Handling>): HTMLElement {
  const [step, faster] = [untracked(overtaken), untracked(sheet.overtaken)];
  const [base, mine] = step ? [step.base, step.mine] : [untracked(sheet.held).doc, untracked(sheet.doc)];
  const theirs = step ? handlingOf(step.theirs) : (faster?.doc ?? base);
  const back = () => {
    sheet.overtaken.set(null);
    overtaken.set(null);
    if (step) void load(step.theirs.id);
  };
  const save = (choice: Choice) => {
    const merged = mergedFlat(base, mine, theirs, choice);
    if (step) return void change(theirs, merged, '', tagOf(step.theirs)).catch(say);
    if (faster) sheet.rebase(faster, merged);
    void saveHandling(sheet);
  };
  return contest({
    ...compareFlat(base, mine, theirs),
    who: '',
    intro: w().conflictIntro,
    place: (path) => w().field[path as keyof typeof theirs],
    value: wordsFor,
    save,
    back,
  });
}

function whole(now: () => Held, sheet: Sheet<Handling>, city: CityMap): HTMLElement {
  placeOnMap(now, city);
  watch(() => {
    const next = now();
    untracked(() => learnHandling(sheet, next));
  });
  const isHere = untracked(now).item.mine;
  const mayWrite = isHere && untracked(purpose) === '' && has('staff');
  const note = h('p', { class: 'warning', role: 'status' }, icon('info'), h('span'));
  watch(() => {
    note.hidden = purpose() === '';
    (note.lastChild as HTMLElement).textContent = w().openedFor(purpose());
  });
  return h(
    'div',
    { class: 'form-view' },
    bar(),
    h(
      'div',
      { class: 'detail-content form-content' },
      head(now),
      note,
      ...(isHere
        ? [
            contactBlock(now),
            placeBlock(now, city),
            talk(now),
            ...(mayWrite ? [answerForm(now), stepsBlock(now), handlingForm(now, sheet), relatedBlock(now)] : []),
          ]
        : [foreign(now)]),
    ),
  );
}

/** What decides that everything is drawn anew; news of the same enquiry are put into what is there. */
const shown = computed(() => {
  const now = held();
  return now && `${now.item.id} ${now.item.mine} ${purpose()}`;
});

export function itemView(city: CityMap): HTMLElement {
  const root = h('div', { class: 'office-section' });
  let end = () => {};
  region(root, () => {
    const which = shown();
    const sheet = handling();
    const isContested = overtaken() !== null || (sheet !== null && sheet.overtaken() !== null);
    const error = trouble();
    end();
    end = () => {};
    if (error) {
      const now = untracked(route);
      const retry = () => now.view === 'enquiry' && void load(now.id);
      const [top, stop] = scope(bar);
      end = stop;
      return [top, failure(error.status === 404 ? w().gone : w().failedItem, error, retry)];
    }
    if (!which || !sheet) return [h('p', { class: 'quiet pad' }, w().loading)];
    // Between one enquiry and the next what is left of the former one still listens.
    let last = untracked(held) as Held;
    const now = () => (last = held() ?? last);
    const make = () => {
      keepForm(holdsHandling);
      return isContested ? merging(sheet) : whole(now, sheet, city);
    };
    const [made, stop] = scope(() => untracked(make));
    end = stop;
    queueMicrotask(() => focusHeading(root));
    return [made];
  });
  return root;
}

/** Where the focus has nowhere to be, it goes to the heading of what is shown. */
function focusHeading(root: HTMLElement): void {
  const active = document.activeElement;
  if (active !== document.body && active?.id !== 'office') return;
  root.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
}
