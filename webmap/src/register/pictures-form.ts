// What is said of a picture when it is sent and afterwards, and taking it away.

import { h } from '../dom';
import { untracked } from '../signal';
import { openDialog } from '../staff/dialog';
import { type Entry, entry } from '../staff/entry';
import { busy, inWords } from '../staff/login';
import { freshKey } from '../staff/office-api';
import { formDialog } from '../staff/table-view';
import { toast } from '../staff/toast';
import { rt } from './i18n';
import { gallery, type Picture, type PictureKind } from './pictures-api';
import { selectEntry } from './select-entry';

type Refresh = () => Promise<void>;

/** The server tells by its content what a file is; this only spares people a wrong choice. */
const TYPES = 'image/jpeg,image/png,image/webp';

function said(picture: Picture | null): Record<'alt_text_de' | 'alt_text_en' | 'creator' | 'licence', Entry> {
  const texts = untracked(rt).pictures;
  const field = (key: 'alt_text_de' | 'alt_text_en' | 'creator' | 'licence', hint = '') =>
    entry(texts.field[key], { type: 'text', maxlength: 200, autocomplete: 'off', value: picture?.[key] ?? '' }, hint);
  return {
    alt_text_de: field('alt_text_de', texts.altHint),
    alt_text_en: field('alt_text_en'),
    creator: field('creator'),
    licence: field('licence', texts.licenceHint),
  };
}

function tick(text: string, checked: boolean): { root: HTMLElement; input: HTMLInputElement } {
  const input = h('input', { type: 'checkbox', checked });
  return { root: h('label', { class: 'tick' }, input, text), input };
}

const valuesOf = (entries: Record<string, Entry>) =>
  Object.fromEntries(Object.entries(entries).map(([key, { input }]) => [key, input.value.trim()]));

export function addPicture(unit: number, refresh: Refresh): void {
  const texts = untracked(rt).pictures;
  const file = entry(texts.file, { type: 'file', accept: TYPES }, texts.fileHint);
  const kinds = Object.entries(texts.kinds) as [PictureKind, string][];
  const kind = selectEntry(texts.kind, kinds, 'photo');
  const words = said(null);
  const faces = tick(texts.faces, false);
  const key = freshKey();
  const send = () => {
    const form = new FormData();
    const chosen = file.input.files?.[0];
    if (chosen) form.set('file', chosen);
    form.set('kind', kind.input.value);
    for (const [name, value] of Object.entries(valuesOf(words))) form.set(name, value);
    form.set('faces_checked', String(faces.input.checked));
    return gallery.add(unit, form, key);
  };
  formDialog({
    title: texts.add,
    entries: { file, ...words },
    extra: [kind.root, faces.root],
    required: ['file', 'alt_text_de', 'creator', 'licence'],
    send,
    done: () => void refresh(),
  });
}

export function editPicture(picture: Picture, refresh: Refresh): void {
  const texts = untracked(rt).pictures;
  const words = said(picture);
  const faces = tick(texts.faces, picture.faces_checked);
  const shown = tick(texts.show, picture.access_level === 'public');
  const send = () =>
    gallery.change(picture, {
      ...valuesOf(words),
      faces_checked: faces.input.checked,
      access_level: shown.input.checked ? 'public' : 'internal',
    });
  const isPhoto = picture.kind === 'photo';
  formDialog({
    title: texts.edit,
    entries: words,
    extra: isPhoto ? [faces.root, shown.root] : [shown.root],
    required: ['alt_text_de', 'creator', 'licence'],
    send,
    done: () => void refresh(),
  });
}

export function removePicture(picture: Picture, refresh: Refresh): void {
  const texts = untracked(rt).pictures;
  const frame = openDialog(texts.remove);
  const fault = h('p', { class: 'form-fault', role: 'alert', hidden: true });
  const button = h('button', { type: 'button', class: 'button button-strong' }, texts.remove);
  button.addEventListener('click', () => {
    void busy(button, texts.remove, async () => {
      try {
        await gallery.remove(picture);
        frame.close();
        toast(texts.removed);
        await refresh();
      } catch (cause) {
        fault.textContent = inWords(cause);
        fault.hidden = false;
      }
    });
  });
  const stay = h('button', { type: 'button', class: 'button', click: () => frame.close() }, untracked(rt).cancel);
  const actions = h('div', { class: 'dialog-actions' }, button, stay);
  frame.body.append(h('p', {}, texts.removeText(picture.alt_text_de)), fault, actions);
}
