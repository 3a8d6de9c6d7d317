// A question gets its name, or another one.

import { h } from '../dom';
import { faultOf } from '../resource';
import { untracked } from '../signal';
import { openDialog } from '../staff/dialog';
import { entry } from '../staff/entry';
import { busy } from '../staff/login';
import { freshKey, office } from '../staff/office-api';
import { OfficeError } from '../staff/request';
import { toast } from '../staff/toast';
import { kept, keptAs, opened } from './kept';
import type { KeptQuestion } from './model';
import { w } from './texts';

const LONGEST_NAME = 100;

interface Act {
  text: string;
  done(name: string): string;
  run(name: string): Promise<KeptQuestion>;
  /** What is wanted of the question that has changed meanwhile. */
  wanted?(name: string): Wanted;
}

/** All of a question as it would be, and the part of it that was changed here. */
interface Wanted {
  name: string;
  query: string;
  part: { name?: string; query?: string };
}

/** What is there now instead of what a change was based on. */
function overtaken(cause: unknown): KeptQuestion | null {
  const now = cause instanceof OfficeError && cause.status === 412 ? (cause.current as KeptQuestion | null) : null;
  return now?.id ? now : null;
}

/** A name that no question has yet. */
function freeName(name: string): string {
  for (let n = 2; ; n++) {
    const next = `${name.slice(0, LONGEST_NAME - 5)} (${n})`;
    if (!keptAs(next)) return next;
  }
}

function open(title: string, name: string, acts: readonly Act[], note = ''): void {
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
        await kept.load();
        const now = overtaken(cause);
        if (now && act.wanted) {
          frame.close();
          both(now, act.wanted(name));
        } else field.complain(faultOf(cause).message || w().kept.failed);
      }
    });
  };
  const form = h(
    'form',
    {},
    note ? h('p', { role: 'alert' }, note) : null,
    field.root,
    h('div', { class: 'dialog-actions' }, ...buttons),
  );
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

/** Another window was faster: what is there stays unless somebody says otherwise, and both can stay. */
function both(now: KeptQuestion, mine: Wanted): void {
  const name = keptAs(mine.name) ? freeName(mine.name) : mine.name;
  const anew: Act = {
    text: w().kept.both,
    done: w().kept.done,
    run: (name) => office.keepQuestion({ name, query: mine.query }, freshKey()),
  };
  const instead: Act = {
    text: w().kept.instead(now.name),
    done: w().kept.done,
    run: () => office.changeQuestion(now, mine.part),
    wanted: () => mine,
  };
  open(w().kept.bothTitle, name, [anew, instead], w().kept.bothNote(now.name, mine.name, now.query !== mine.query));
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
    run: () => office.changeQuestion(old, { query }),
    wanted: () => ({ name: old.name, query, part: { query } }),
  };
  open(w().kept.keepTitle, name, [anew, instead]);
}

export function renameQuestion(one: KeptQuestion): void {
  open(w().kept.renameTitle, one.name, [
    {
      text: w().kept.rename,
      done: w().kept.done,
      run: (name) => office.changeQuestion(one, { name }),
      wanted: (name) => ({ name, query: one.query, part: { name } }),
    },
  ]);
}
