import { h } from '../dom';
import * as format from '../i18n/format';
import { untracked } from '../signal';
import { contest } from '../staff/contest';
import { st } from '../staff/i18n';
import { compareFlat, mergedFlat } from '../staff/merge-flat';
import { toast } from '../staff/toast';
import { lang } from '../store';
import { rt } from './i18n';
import type { UnitKey } from './model';
import type { OfferKey } from './model-offer';
import type { Sheet } from './sheet';
import { memberInWords, valueInWords } from './words';

/** Somebody was faster: the same questions as for a section. */
export function conflict<D extends object>(sheet: Sheet<D>): HTMLElement {
  const theirs = untracked(sheet.overtaken);
  if (!theirs) return h('div');
  const [base, mine] = [untracked(sheet.held).doc, untracked(sheet.doc)];
  const save = async (chosen: D) => {
    sheet.rebase(theirs, chosen);
    if (await sheet.save()) toast(rt().savedNow);
  };
  return contest({
    ...compareFlat(base, mine, theirs.doc),
    who: theirs.by ?? '',
    intro: rt().unit.conflict(theirs.by || st().somebody, format.clock(Date.parse(theirs.at), lang())),
    place: sheet.words?.member ?? memberInWords,
    value: sheet.words?.value ?? ((path, value) => valueInWords(path as UnitKey | OfferKey, value)),
    save: (choice) => void save(mergedFlat(base, mine, theirs.doc, choice)),
    back: () => sheet.overtaken.set(null),
  });
}
