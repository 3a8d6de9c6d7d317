import { h } from '../dom';
import { untracked } from '../signal';
import { openDialog } from './dialog';
import { dropAll, stored, unsentAnswers, write } from './drafts';
import { st } from './i18n';
import { sign } from './icons';
import { endLoses } from './keeper';
import { leave } from './route';
import { dialogue, logOut, me } from './session';
import { toast } from './toast';

export function accountButton(): HTMLElement {
  const label = st().accountMenu(me()?.name ?? '');
  return h(
    'button',
    {
      type: 'button',
      class: 'tool',
      'data-key': 'account',
      title: label,
      'aria-label': label,
      'aria-haspopup': 'dialog',
      click: openAccount,
    },
    sign('person'),
  );
}

/** Who this is, and the few things to do about it. */
function openAccount(): void {
  const texts = untracked(st);
  const account = untracked(me);
  if (!account) return;
  const frame = openDialog(account.name);
  const act = (name: string, then: () => void) =>
    h(
      'button',
      {
        type: 'button',
        class: 'button button-wide',
        click: () => {
          frame.close();
          then();
        },
      },
      name,
    );
  frame.body.append(
    h('p', {}, account.email),
    h('p', { class: 'tags' }, ...account.roles.map((role) => h('span', { class: 'tag' }, texts.role[role] ?? role))),
    h(
      'div',
      { class: 'dialog-list' },
      act(texts.passwordTitle, () => dialogue.set('password')),
      act(texts.totpTitle, () => dialogue.set('totp')),
      act(texts.signOut, () => dialogue.set('leave')),
    ),
  );
}

async function go(): Promise<void> {
  leave();
  await logOut();
  toast(st().signedOut);
}

function dropAndGo(): void {
  dropAll();
  void go();
}

/** Drafts on this device are asked about, since the next person may sit at it. */
export function openLeave(): void {
  const texts = untracked(st);
  write();
  const drafts = untracked(stored);
  dialogue.set(null);
  const [answers, isTyped] = [unsentAnswers(), endLoses()];
  if (drafts.length === 0 && answers === 0 && !isTyped) return void go();
  const frame = openDialog(texts.leaveTitle);
  const act = (name: string, look: string, then: () => void) =>
    h(
      'button',
      {
        type: 'button',
        class: look,
        click: () => {
          frame.close();
          then();
        },
      },
      name,
    );
  frame.body.append(
    drafts.length > 0 ? h('p', {}, texts.leaveDrafts(drafts.length)) : '',
    answers > 0 ? h('p', {}, texts.leaveAnswers(answers)) : '',
    isTyped ? h('p', {}, texts.leaveTyped) : '',
    h(
      'div',
      { class: 'dialog-actions' },
      act(drafts.length > 0 ? texts.leaveKeep : texts.signOut, 'button button-strong', () => void go()),
      ...(drafts.length > 0 ? [act(texts.leaveDrop, 'button', dropAndGo)] : []),
      act(texts.stay, 'button button-quiet', () => {}),
    ),
  );
}
