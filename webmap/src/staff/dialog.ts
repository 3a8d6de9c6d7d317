import { h, icon } from '../dom';
import { t } from '../i18n';

let serial = 0;

export interface DialogFrame {
  root: HTMLDialogElement;
  body: HTMLElement;
  close(): void;
  /** From now on only its own buttons close it. */
  hold(): void;
  /** From now on it is asked before its cross, Escape or a step back closes it. */
  guard(may: (close: () => void) => void): void;
}

/** A modal dialog with a heading; what opened it gets the focus back. */
export function openDialog(title: string, onClose: () => void = () => {}, closable = true): DialogFrame {
  const opener = document.activeElement as HTMLElement | null;
  const id = `dialog-${++serial}`;
  const body = h('div', { class: 'dialog-body' });
  let leave = () => root.close();
  const close = h(
    'button',
    { type: 'button', class: 'tool', 'aria-label': t().close, click: () => leave() },
    icon('close'),
  );
  const head = h('div', { class: 'page-head' }, h('h2', { id }, title), close);
  const root = h('dialog', { class: 'page dialog', 'aria-labelledby': id }, head, body);
  const guard = (may: (close: () => void) => void) => {
    leave = () => may(() => root.close());
    const ask = (event: Event) => {
      event.preventDefault();
      leave();
    };
    root.addEventListener('cancel', (event) => event.target === root && ask(event));
    // A browser lets a second Escape through.
    root.addEventListener('keydown', (event) => event.key === 'Escape' && ask(event));
  };
  const hold = () => {
    close.remove();
    guard(() => {});
  };
  root.addEventListener('close', () => {
    root.remove();
    onClose();
    if (opener?.isConnected) opener.focus({ preventScroll: true });
  });
  document.body.append(root);
  root.showModal();
  if (!closable) hold();
  return { root, body, close: () => root.close(), hold, guard };
}
