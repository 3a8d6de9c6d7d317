// What is kept of a party: who it is, how it is reached, and what allows to keep it until when.

import { h } from '../dom';
import type { Sheet } from '../register/sheet';
import { type Bound, choice, dayField, textArea, textField } from '../staff/controls';
import { grid } from '../staff/form-parts';
import { watch } from '../staff/scope';
import { w } from './i18n';
import { KINDS, type PartyDoc, type PartyKey } from './model';

type Doc = Sheet<PartyDoc>;

const of = <K extends PartyKey>(sheet: Doc, key: K): Bound<PartyDoc[K]> =>
  sheet.bind(
    key,
    () => w().field[key],
    () => w().hint[key],
  );

const heading = (text: () => string) => {
  const root = h('h3', {});
  watch(() => {
    root.textContent = text();
  });
  return root;
};

/** Only who is kept longer than was said needs a reason for it. */
function reason(sheet: Doc): HTMLElement {
  const root = textField({ ...of(sheet, 'reason'), wide: true }, { maxlength: 200 });
  watch(() => {
    const [before, now] = [sheet.held().doc.delete_after, sheet.doc().delete_after];
    root.hidden = sheet.held().etag === '' || before === null || now === null || now <= before;
  });
  return root;
}

export function partyForm(sheet: Doc): HTMLElement {
  return h(
    'div',
    { class: 'offer-form owner-form' },
    choice({ ...of(sheet, 'kind'), wide: true }, () => KINDS.map((each) => [each, w().kind[each]] as const)),
    textField({ ...of(sheet, 'name'), wide: true }, { maxlength: 200, autocapitalize: 'words' }),
    grid(
      textField(of(sheet, 'email'), { maxlength: 200, type: 'email', autocapitalize: 'none' }),
      textField(of(sheet, 'phone'), { maxlength: 200, type: 'tel' }),
    ),
    textArea({ ...of(sheet, 'address'), wide: true }, 3),
    heading(() => w().ground),
    textField({ ...of(sheet, 'legal_basis'), wide: true }, { maxlength: 200 }),
    textField({ ...of(sheet, 'source'), wide: true }, { maxlength: 200 }),
    textArea({ ...of(sheet, 'purpose'), wide: true }, 2),
    grid(dayField(of(sheet, 'collected_at')), dayField(of(sheet, 'delete_after'))),
    reason(sheet),
  );
}
