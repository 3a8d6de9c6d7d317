// Two ways out of the desk: to another one of the office, which goes on with it, or to another authority, which ends it here.

import { h } from '../dom';
import { untracked } from '../signal';
import { freshKey } from '../staff/office-api';
import { toast } from '../staff/toast';
import { askFor, choiceOf, labelled, textArea } from './ask-dialog';
import { held, learn } from './current';
import { w } from './i18n';
import { DESKS, type Item } from './model';
import { desk } from './paths';

export function handOver(item: Item): void {
  const texts = untracked(w);
  const others = DESKS.filter((each) => each !== item.desk).map((each) => [each, texts.desk[each]] as const);
  const to = choiceOf(others, 'hand-over-to');
  const reason = textArea(3, 'reason');
  askFor({
    title: texts.handOverTitle,
    intro: texts.handOverIntro,
    fields: { desk: labelled(to, texts.by.desk), reason: labelled(reason, texts.reason, texts.reasonHint) },
    required: ['reason'],
    submit: texts.handOverDo,
    send: async () => {
      const tag = untracked(held)?.etag ?? '';
      learn(await desk.change(item.id, { desk: to.value, reason: reason.value.trim() }, tag));
      toast(texts.handedOver);
    },
  });
}

/** The answer follows the name of the authority until somebody changes it. */
export function forward(item: Item): void {
  const texts = untracked(w);
  const to = h('input', {
    class: 'field',
    type: 'text',
    maxlength: 200,
    autocomplete: 'off',
    'data-key': 'forward-to',
  });
  const reply = textArea(7, 'forward-reply');
  let isOwn = false;
  reply.value = texts.forwardText('');
  reply.addEventListener('input', () => {
    isOwn = true;
  });
  to.addEventListener('input', () => {
    if (!isOwn) reply.value = texts.forwardText(to.value.trim());
  });
  const key = freshKey();
  askFor({
    title: texts.forwardTitle,
    intro: texts.forwardIntro,
    fields: { to: labelled(to, texts.forwardTo), reply: labelled(reply, texts.forwardReply) },
    required: ['to', 'reply'],
    submit: texts.forwardDo,
    send: async () => {
      learn(await desk.forward(item.id, { to: to.value.trim(), reply: reply.value.trim() }, key));
      toast(texts.forwarded);
    },
  });
}
