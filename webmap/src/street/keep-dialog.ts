// A question gets its name, or another one.

import { h } from '../dom';
import { faultOf } from '../resource';
import { untracked } from '../signal';
import { openDialog } from '../staff/dialog';
import { entry } from '../staff/entry';
import { busy } from '../staff/login';
import { freshKey, office } from '../staff/office-api';
import { toast } from '../staff/toast';
import { kept, keptAs, opened } from './kept';
import type { KeptQuestion } from './model';
import { w } from './texts';

const LONGEST_NAME = 100;

interface Act {
  text: string;
  done(name: string): string;
  run(name: string): Promise<KeptQuestion>;
}

function open(title: string, name: string, acts: readonly Act[]): void {
  const frame = openDialog(title);
  const field = entry(w().kept.name, { name: 'name', autocomplete: 'off', maxlength: LONGEST_NAME, value: name });
  const buttons = acts.map((act, i) =>
    h('button', { type: i === 0 ? 'submit' : 'button', class: i === 0 ? 'button button-strong' : 'button' }, act.text),
  );
  const run = (act: Act, send: HTMLElement) => {
    const name = field.input.value.trim();
    if (name === '') return field.complain(w().kept.needsName);
    void busy(send, w().kept.keeping, async () => {
      try {
        const made = await act.run(name);
        opened.set(made);
        await kept.load();
        frame.close();
        toast(act.done(made.name));
      } catch (cause) {
        field.complain(faultOf(cause).message || w().kept.failed);
        void kept.load();
      }
    });
  };
  const form = h('form', {}, field.root, h('div', { class: 'dialog-actions' }, ...buttons));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const [act, send] = [acts[0], buttons[0]];
    if (act && send) run(act, send);
  });
  for (const [i, button] of buttons.entries()) {
    const act = acts[i];
    if (i > 0 && act) button.addEventListener('click', () => run(act, button));
  }
  frame.body.append(form);
  field.input.focus();
  field.input.select();
}

/** Keeps what is asked now; one that was opened may take it on. */
export function keepQuestion(query: string, name: string): void {
  const old = untracked(opened);
  const anew: Act = {
    text: w().kept.keep,
    done: w().kept.done,
    run: (name) => office.keepQuestion({ name, query }, freshKey()),
  };
  if (!old || old.query === query) {
    open(w().kept.keepTitle, keptAs(name) ? '' : name, [anew]);
    return;
  }
  const instead: Act = {
    text: w().kept.instead(old.name),
    done: w().kept.done,
    run: () => office.changeQuestion(keptAs(old.name) ?? old, { query }),
  };
  open(w().kept.keepTitle, name, [anew, instead]);
}

export function renameQuestion(one: KeptQuestion): void {
  open(w().kept.renameTitle, one.name, [
    { text: w().kept.rename, done: w().kept.done, run: (name) => office.changeQuestion(one, { name }) },
  ]);
}
