import * as format from '../i18n/format';
import { resource } from '../resource';
import { untracked } from '../signal';
import { lang } from '../store';
import { addDays, lastDay } from '../time/period';
import { entry } from './entry';
import { st } from './i18n';
import type { Blackout } from './model-answers';
import { freshKey, office } from './office-api';
import { mayWrite } from './session';
import { formDialog, listOf } from './table-view';

export const blackouts = resource<Blackout[]>(() => office.blackouts());

/** Times in which nobody should build, such as the Christmas market; the last day counts. */
function edit(window: Blackout | null): void {
  const of = untracked(st).blackout;
  const day = (label: string, value: string) => entry(label, { type: 'date', value });
  const entries = {
    name: entry(of.name, { value: window?.name ?? '', autocapitalize: 'sentences' }),
    from: day(of.from, window?.from ?? ''),
    to: day(of.to, window ? (lastDay({ from: null, to: window.to }) ?? '') : ''),
  };
  const key = freshKey();
  const body = () => ({
    name: entries.name.input.value.trim(),
    from: entries.from.input.value,
    to: addDays(entries.to.input.value, 1),
  });
  const tag = window ? `"${window.version}"` : '';
  formDialog({
    title: window?.name ?? of.add,
    entries,
    required: ['name', 'from', 'to'],
    send: () => (window ? office.saveBlackout(window.id, body(), tag) : office.createBlackout(body(), key)),
    done: () => void blackouts.load(),
    ...(window ? { remove: () => office.removeBlackout(window.id, tag) } : {}),
  });
}

export const blackoutsView = () =>
  listOf({
    resource: blackouts,
    addName: () => st().blackout.add,
    emptyText: () => st().blackout.none,
    mayWrite,
    line: (window) => ({
      title: window.name,
      sub: [
        format.range({ from: window.from, to: window.to }, lang()),
        window.geometry ? st().blackout.area : st().blackout.everywhere,
      ].join(' · '),
      tags: [],
    }),
    edit,
  });
