// What another desk has: nothing but that it is there. An administrator may look into it, for a purpose that is kept.

import { h } from '../dom';
import { untracked } from '../signal';
import { entry } from '../staff/entry';
import { busy } from '../staff/login';
import { has } from '../staff/session-state';
import { load } from './current';
import { w } from './i18n';
import type { Held } from './model';

const SHORTEST = 8;
const LONGEST = 200;

export function foreign(now: () => Held): HTMLElement {
  const texts = untracked(w);
  const { item } = untracked(now);
  return h(
    'div',
    { class: 'foreign' },
    h('h3', {}, texts.foreignTitle(texts.desk[item.desk])),
    h('p', { class: 'quiet' }, texts.foreignText),
    has('admin') && purposeForm(item.id),
  );
}

function purposeForm(id: number): HTMLElement {
  const texts = untracked(w);
  const why = entry(
    texts.purpose,
    { maxlength: LONGEST, autocomplete: 'off', autocapitalize: 'sentences', 'data-key': 'purpose' },
    texts.purposeHint,
  );
  const submit = h('button', { type: 'submit', class: 'button button-strong' }, texts.openWithPurpose);
  const form = h('form', { class: 'login', novalidate: true }, why.root, submit);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = why.input.value.trim();
    if (text.length < SHORTEST) {
      why.complain(texts.purposeHint);
      why.input.focus();
      return;
    }
    void busy(submit, texts.loading, () => load(id, text));
  });
  return form;
}
