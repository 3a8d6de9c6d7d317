// What somebody may ask of the office about themselves: all that is known (Art. 15 GDPR), and that it be forgotten (Art. 17).

import { h } from '../dom';
import { untracked } from '../signal';
import { openDialog } from '../staff/dialog';
import { allFilled, entry } from '../staff/entry';
import { keepDialog } from '../staff/keeper';
import { busy, inWords } from '../staff/login';
import { freshKey } from '../staff/office-api';
import { open } from '../staff/route';
import { watch } from '../staff/scope';
import { complainAt } from '../staff/setup';
import { toast } from '../staff/toast';
import { w } from './i18n';
import { type HeldParty, type Party, standing } from './model';
import { owners } from './paths';
import { closeParty, outdate, purpose } from './state';

const KEPT_MS = 10_000;

async function save({ id }: Party): Promise<void> {
  const url = URL.createObjectURL(await owners.export(id, untracked(purpose)));
  // Named by its number: a file lies about where a name should not.
  h('a', { href: url, download: `${id}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}

function askErasure(party: Party): void {
  const texts = untracked(w);
  const frame = openDialog(texts.erase);
  keepDialog(frame);
  const reason = entry(
    texts.eraseReason,
    { type: 'text', maxlength: 200, autocomplete: 'off', 'data-key': 'erase-reason' },
    texts.eraseHint,
  );
  const fault = h('p', { class: 'form-fault', role: 'alert', hidden: true });
  const submit = h('button', { type: 'submit', class: 'button button-strong', 'data-key': 'erase-do' }, texts.erase);
  const key = freshKey();
  const send = async () => {
    try {
      const { consents_revoked } = await owners.erase(party.id, reason.input.value.trim(), key);
      frame.close();
      outdate();
      closeParty();
      open({ view: 'owners' });
      toast(texts.erased(consents_revoked));
    } catch (cause) {
      complainAt(cause, { reason }, (text) => {
        fault.textContent = text;
        fault.hidden = false;
      });
    }
  };
  const no = h('button', { type: 'button', class: 'button', click: () => frame.close() }, texts.cancel);
  const form = h(
    'form',
    { class: 'login', novalidate: true },
    h('p', {}, h('strong', {}, party.name)),
    h('p', {}, texts.eraseText(standing(party).length)),
    fault,
    reason.root,
    h('div', { class: 'dialog-actions' }, submit, no),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (allFilled([reason]) && !submit.getAttribute('aria-disabled')) void busy(submit, texts.erase, send);
  });
  frame.body.append(form);
  reason.input.focus();
}

export function rightsBlock(now: () => HeldParty): HTMLElement {
  const heading = h('h3');
  const note = h('p', { class: 'quiet' });
  const file = h('button', { type: 'button', class: 'button', 'data-key': 'party-export' });
  const away = h('button', { type: 'button', class: 'button', 'data-key': 'party-erase' });
  file.addEventListener('click', () => {
    if (file.getAttribute('aria-disabled')) return;
    void busy(file, untracked(w).loading, () =>
      save(untracked(now).party).catch((cause) => void toast(inWords(cause))),
    );
  });
  away.addEventListener('click', () => askErasure(untracked(now).party));
  watch(() => {
    heading.textContent = w().rights;
    note.textContent = w().rightsNote;
    file.textContent = w().export;
    away.textContent = w().erase;
  });
  return h('section', { class: 'block' }, heading, note, h('div', { class: 'buttons' }, file, away));
}
