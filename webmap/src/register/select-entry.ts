import { h } from '../dom';
import type { Entry } from '../staff/entry';

let serial = 0;

/** A labelled choice of a dialog, with its fault below it; to the dialog it is a field like any other. */
export function selectEntry(
  label: string,
  options: readonly (readonly [value: string, name: string])[],
  value = '',
): Omit<Entry, 'input'> & { input: HTMLSelectElement } {
  const id = `select-${++serial}`;
  const fault = h('p', { class: 'field-fault', id: `${id}-fault`, hidden: true });
  const input = h('select', { id, class: 'field', 'aria-describedby': `${id}-fault` });
  input.append(...options.map(([each, name]) => h('option', { value: each }, name)));
  input.value = value;
  const name = h('label', { for: id }, label);
  const complain = (text: string) => {
    fault.textContent = text;
    fault.hidden = text === '';
    if (text) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
  };
  input.addEventListener('change', () => complain(''));
  return {
    root: h('div', { class: 'entry' }, name, input, fault),
    input,
    complain,
    rename: (text) => {
      name.textContent = text;
    },
  };
}
