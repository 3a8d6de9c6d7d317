import { h, icon } from '../dom';
import { t } from '../i18n';

let serial = 0;

export interface DialogFrame {
  root: HTMLDialogElement;
  body: HTMLElement;
  close(): void;
  /** From now on only its own buttons close it. */
  hold(): void;
}

/** A modal dialog with a heading; what opened it gets the focus back. */
export function openDialog(title: string, onClose: () => void = () => {}, closable = true): DialogFrame {
  const opener = document.activeElement as HTMLElement | null;
  const id = `dialog-${++serial}`;
  const body = h('div', { class: 'dialog-body' });
  const close = h(
    'button',
    { type: 'button', class: 'tool', 'aria-label': t().close, click: () => root.close() },
    icon('close'),
  );
  const head = h('div', { class: 'page-head' }, h('h2', { id }, title), close);
  const root = h('dialog', { class: 'page dialog', 'aria-labelledby': id }, head, body);
  const hold = () => {
    close.remove();
    root.addEventListener('cancel', (event) => event.preventDefault());
    // A browser lets a second Escape through.
    root.addEventListener('keydown', (event) => event.key === 'Escape' && event.preventDefault());
  };
  root.addEventListener('close', () => {
    root.remove();
    onClose();
    if (opener?.isConnected) opener.focus({ preventScroll: true });
  });
  document.body.append(root);
  root.showModal();
  if (!closable) hold();
  return { root, body, close: () => root.close(), hold };
}
