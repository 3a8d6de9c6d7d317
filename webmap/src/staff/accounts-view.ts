import { h } from '../dom';
import { resource } from '../resource';
import { untracked } from '../signal';
import { lang } from '../store';
import { entry, reveal } from './entry';
import { st } from './i18n';
import { type AccountRow, ROLES } from './model';
import { freshKey, office } from './office-api';
import { has, me } from './session';
import { formDialog, listOf } from './table-view';

export const accounts = resource<AccountRow[]>(() => office.accounts());

/** What a desk is asked goes to it by this name; what an account had before stays to be chosen. */
const DESKS = ['technical', 'social', 'city'] as const;

function deskChoice(held: string) {
  const of = untracked(st).account;
  const isOther = held !== '' && !DESKS.some((each) => each === held);
  const options = [
    ['', of.noDesk],
    ...DESKS.map((each) => [each, of.desks[each]]),
    ...(isOther ? [[held, held]] : []),
  ] as const;
  const select = h(
    'select',
    { class: 'field', id: 'account-desk', name: 'desk' },
    ...options.map(([value, name]) => h('option', { value: value ?? '' }, name)),
  );
  select.value = held;
  return { select, root: h('div', { class: 'entry' }, h('label', { for: 'account-desk' }, of.desk), select) };
}

function edit(account: AccountRow | null): void {
  const texts = untracked(st);
  const of = texts.account;
  const isMe = account !== null && account.id === untracked(me)?.id;
  const shared = {
    name: entry(texts.name, { value: account?.name ?? '', autocapitalize: 'words', autocomplete: 'off' }),
    email: entry(texts.email, { type: 'email', value: account?.email ?? '', autocomplete: 'off' }),
  };
  const desk = deskChoice(account?.desk ?? '');
  const password = entry(of.firstPassword, { type: 'password', autocomplete: 'new-password' }, of.firstHint);
  const boxes = ROLES.map((role) => {
    const box = h('input', { type: 'checkbox', value: role });
    box.checked = account ? account.roles.includes(role) : role === 'staff';
    // Nobody takes the keys from himself.
    box.disabled = isMe;
    return { box, root: h('label', { class: 'tick' }, box, texts.role[role] ?? role) };
  });
  const active = h('input', { type: 'checkbox' });
  active.checked = !account?.disabled_at;
  active.disabled = isMe;
  const roles = h(
    'fieldset',
    { class: 'entry plain-set' },
    h('legend', {}, of.roles),
    ...boxes.map(({ root }) => root),
  );
  const key = freshKey();
  const body = () => ({
    name: shared.name.input.value.trim(),
    email: shared.email.input.value.trim(),
    desk: desk.select.value,
    ...(isMe ? {} : { roles: boxes.filter(({ box }) => box.checked).map(({ box }) => box.value) }),
  });
  const send = () =>
    account
      ? office.saveAccount(
          account.id,
          { ...body(), ...(isMe ? {} : { disabled: !active.checked }) },
          `"${account.version}"`,
        )
      : office.createAccount({ ...body(), password: password.input.value, locale: untracked(lang) }, key);
  formDialog({
    title: account?.name ?? of.add,
    entries: account ? shared : { ...shared, password },
    extra: [
      ...(account ? [] : [reveal(password.input)]),
      desk.root,
      roles,
      ...(account ? [h('label', { class: 'tick' }, active, of.active)] : []),
    ],
    required: account ? ['name', 'email'] : ['name', 'email', 'password'],
    send,
    done: () => void accounts.load(),
  });
}

function deskName(desk: string | null): string | null {
  const known = DESKS.find((each) => each === desk);
  return known ? st().account.desks[known] : desk;
}

export const accountsView = () =>
  listOf({
    resource: accounts,
    addName: () => st().account.add,
    emptyText: () => st().account.none,
    mayWrite: () => has('admin'),
    line: (account) => ({
      title: account.name,
      sub: [account.email, deskName(account.desk)].filter(Boolean).join(' · '),
      tags: [
        ...account.roles.map((role) => h('span', { class: 'tag' }, st().role[role] ?? role)),
        ...(account.totp ? [h('span', { class: 'tag tag-public' }, st().account.twoFactor)] : []),
        ...(account.disabled_at ? [h('span', { class: 'tag tag-vacant' }, st().account.inactive)] : []),
      ],
    }),
    edit,
  });
