import { h } from '../dom';
import { fieldsOf, type Path } from './diff';
import { placeInWords, valueInWords } from './in-words';
import type { SectionDoc } from './model';

/** What differs between two documents, one field a row: its name, then what it was and is. */
export function changeTable(
  paths: readonly Path[],
  docs: readonly [SectionDoc, SectionDoc],
  heads: readonly [string, string],
): HTMLElement {
  const [before, after] = docs.map(fieldsOf) as [Map<Path, unknown>, Map<Path, unknown>];
  const rows = paths.map((path) =>
    h(
      'div',
      { class: 'change' },
      h('dt', {}, placeInWords(path, docs)),
      h(
        'dd',
        {},
        h(
          'del',
          {},
          h('span', { class: 'visually-hidden' }, `${heads[0]}: `),
          valueInWords(path, before.get(path), docs),
        ),
        ' ',
        h(
          'ins',
          {},
          h('span', { class: 'visually-hidden' }, `${heads[1]}: `),
          valueInWords(path, after.get(path), docs),
        ),
      ),
    ),
  );
  return h('dl', { class: 'changes' }, ...rows);
}
