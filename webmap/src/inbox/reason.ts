import { untracked } from '../signal';
import { askFor, labelled, textArea } from './ask-dialog';
import { step } from './current';
import { w } from './i18n';

/** Ends without an answer. */
export type Unanswered = 'not_responsible' | 'spam' | 'withdrawn';

export function finish(to: Unanswered): void {
  const texts = untracked(w);
  const reason = textArea(3, 'reason');
  askFor({
    title: texts.reasonTitle[to],
    intro: texts.reasonIntro,
    fields: { reason: labelled(reason, texts.reason, texts.reasonHint) },
    required: ['reason'],
    submit: texts.finish,
    send: async () => {
      await step(to, reason.value.trim());
    },
  });
}
