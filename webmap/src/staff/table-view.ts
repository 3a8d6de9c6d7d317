// Short lists that staff keep: rows to open, a form for one of them, and a button for a new one.

import { h, region } from '../dom';
import { failure } from '../panels/notices';
import type { Resource } from '../resource';
import { untracked } from '../signal';
import { openDialog } from './dialog';
import type { Entry } from './entry';
import { st } from './i18n';
import { keepDialog } from './keeper';
import { busy } from './login';
import { OfficeError } from './request';
import { complainAt } from './setup';
import { toast } from './toast';

interface Row {
  id: number;
}

interface ListOf<T extends Row> {
  resource: Resource<T[]>;
  addName: () => string;
  emptyText: () => string;
  mayWrite: () => boolean;
  /** Title, a line below it, and signs at its side. */
  line: (item: T) => { title: string; sub: string; tags: HTMLElement[] };
  edit: (item: T | null) => void;
}

export function listOf<T extends Row>({ resource, addName, emptyText, mayWrite, line, edit }: ListOf<T>): HTMLElement {
  const root = h('div', { class: 'office-list' });
  region(root, () => {
    const { data, error } = resource.value();
    if (!data) return [error ? failure('', error, resource.load) : h('p', { class: 'quiet pad' }, st().loading)];
    const rows = data.map((item) => {
      const { title, sub, tags } = line(item);
      const content = [
        h(
          'span',
          { class: 'row-main' },
          h('span', { class: 'row-title' }, title),
          h('span', { class: 'row-sub' }, sub),
        ),
        h('span', { class: 'row-chips' }, ...tags),
      ];
      const look = { class: 'row row-flat', 'data-key': `item-${item.id}` };
      return h(
        'li',
        {},
        mayWrite()
          ? h('button', { type: 'button', ...look, click: () => edit(item) }, ...content)
          : h('div', look, ...content),
      );
    });
    const add = h(
      'button',
      { type: 'button', class: 'button button-strong', 'data-key': 'add-item', click: () => edit(null) },
      addName(),
    );
    return [
      mayWrite() ? h('div', { class: 'office-count' }, h('span'), add) : null,
      rows.length > 0 ? h('ul', { class: 'rows' }, ...rows) : h('p', { class: 'quiet pad' }, emptyText()),
    ];
  });
  return root;
}

interface FormOf {
  title: string;
  entries: Record<string, Entry>;
  extra?: HTMLElement[];
  /** The names of the fields that must not be empty. */
  required: readonly string[];
  send: () => Promise<unknown>;
  done: () => void;
  remove?: () => Promise<unknown>;
}

/** A form in a dialog; what the server refuses stands beside its field, and somebody else's change is said. */
export function formDialog({ title, entries, extra = [], required, send, done, remove }: FormOf): void {
  const texts = untracked(st);
  const frame = openDialog(title);
  keepDialog(frame);
  const fault = h('p', { class: 'form-fault', role: 'alert', hidden: true });
  const submit = h('button', { type: 'submit', class: 'button button-strong' }, texts.save);
  const say = (text: string) => {
    fault.textContent = text;
    fault.hidden = text === '';
  };
  const attempt = (button: HTMLElement, work: () => Promise<unknown>) =>
    busy(button, texts.saving, async () => {
      try {
        await work();
        frame.close();
        toast(texts.savedNow);
        done();
      } catch (cause) {
        if (cause instanceof OfficeError && cause.status === 412) say(texts.changedMeanwhile);
        else complainAt(cause, entries, say);
      }
    });
  const form = h(
    'form',
    { class: 'login', novalidate: true },
    fault,
    ...Object.values(entries).map(({ root }) => root),
    ...extra,
  );
  const away = remove && h('button', { type: 'button', class: 'button' }, texts.remove);
  if (away && remove) away.addEventListener('click', () => void attempt(away, remove));
  form.append(h('div', { class: 'dialog-actions' }, submit, away));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (submit.getAttribute('aria-disabled')) return;
    const empty = required.map((name) => entries[name]).filter((each) => each?.input.value.trim() === '');
    for (const each of empty) each?.complain(texts.required);
    if (empty[0]) return empty[0].input.focus();
    say('');
    void attempt(submit, send);
  });
  frame.body.append(form);
  Object.values(entries)[0]?.input.focus();
}
