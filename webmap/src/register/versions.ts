// Who changed what of a unit, and when.

import { h, region } from '../dom';
import { failure } from '../panels/notices';
import { faultOf } from '../resource';
import { signal, untracked } from '../signal';
import { moment } from '../staff/moment';
import { atEnd } from '../staff/scope';
import { lang } from '../store';
import { backBar } from './frame';
import { rt } from './i18n';
import { unitNow } from './live';
import { registry, type UnitVersion } from './register-api';
import { mode } from './unit-state';
import { memberInWords } from './words';

const nameOf = ({ editor, editor_name }: UnitVersion) =>
  editor_name || (editor.startsWith('account:') ? rt().unit.somebody : editor);

function item(version: UnitVersion, isNow: boolean): HTMLElement {
  const texts = rt().unit;
  const what =
    version.changed.length === 0
      ? version.version === 1 && texts.versionFirst
      : `${texts.versionChanged} ${version.changed.map(memberInWords).join(', ')}`;
  return h(
    'li',
    { class: 'version-row', 'aria-current': isNow ? 'true' : null },
    h('p', {}, h('strong', {}, moment(version.at, lang())), ` ${texts.by(nameOf(version))}`),
    what && h('p', { class: 'quiet' }, what),
    version.reason && h('p', { class: 'quiet' }, version.reason),
  );
}

export function versionsView(): HTMLElement {
  const { id } = untracked(unitNow);
  const versions = signal<readonly UnitVersion[] | null>(null);
  const error = signal<ReturnType<typeof faultOf> | null>(null);
  const load = () => {
    error.set(null);
    registry.history(id).then(
      (all) => versions.set(all.toSorted((a, b) => b.version - a.version)),
      (cause) => error.set(faultOf(cause)),
    );
  };
  const list = h('div');
  atEnd(
    region(list, () => {
      const [all, wrong] = [versions(), error()];
      if (wrong) return [failure(rt().unit.failed, wrong, load)];
      if (!all) return [h('p', { class: 'quiet' }, rt().loading)];
      return [h('ol', { class: 'versions' }, ...all.map((each, i) => item(each, i === 0)))];
    }),
  );
  load();
  return h(
    'div',
    {},
    backBar(
      () => rt().unit.backToRecord,
      () => mode.set('record'),
    ),
    h('div', { class: 'detail-content' }, h('h2', { tabindex: -1 }, rt().unit.versions), list),
  );
}
