// Who changed what and when; every version can be looked at on the map and brought back.

import { h, icon, region } from '../dom';
import type { CityMap } from '../map/map';
import { boxOfArea } from '../map/view';
import { failure } from '../panels/notices';
import { faultOf } from '../resource';
import { signal, untracked } from '../signal';
import { lang } from '../store';
import { changeTable } from './change-table';
import { differences } from './diff';
import { type Draft, draft, edit } from './draft';
import { drop } from './drafts';
import { st } from './i18n';
import { inWords } from './login';
import type { DocKey } from './model';
import { docOf, type Held, type Version } from './model-answers';
import { moment } from './moment';
import { office } from './office-api';
import { learn } from './office-data';
import { OfficeError } from './request';
import { draftOf, overtaken } from './save';
import { atEnd } from './scope';
import { mode } from './section-view';
import { mayWrite } from './session';
import { shapes } from './staff-map';
import { toast, undoable } from './toast';

interface Seen {
  version: number;
  held: Held;
}

export function historyView(city: CityMap): HTMLElement {
  const now = untracked(draft) as Draft;
  const versions = signal<readonly Version[] | null>(null);
  const trouble = signal<ReturnType<typeof faultOf> | null>(null);
  const seen = signal<Seen | null>(null);
  const load = () => {
    trouble.set(null);
    office.history(now.id as number).then(
      (all) => versions.set(all),
      (cause) => trouble.set(faultOf(cause)),
    );
  };
  const see = (version: number) =>
    office.section(now.id as number, version).then(
      (held) => {
        seen.set({ version, held });
        shapes.set([
          { look: 'past', geometry: held.section.geometry },
          ...(now.base.geometry ? [{ look: 'mine', geometry: now.base.geometry } as const] : []),
        ]);
        city.fit(boxOfArea(held.section.geometry), 19);
      },
      (cause) => toast(inWords(cause)),
    );
  const back = h(
    'button',
    { type: 'button', class: 'button button-quiet', 'data-key': 'history-end', click: () => mode.set('form') },
    icon('back'),
    h('span', {}, st().backToForm),
  );
  const heading = h('h2', { tabindex: -1 }, st().historyTitle);
  const list = h('div');
  const end = region(list, () => {
    const [all, error] = [versions(), trouble()];
    if (error) return [failure(st().failedHistory, error, load)];
    if (!all) return [h('p', { class: 'quiet' }, st().loading)];
    return [
      h(
        'ol',
        { class: 'versions' },
        ...all.map((each, i) => entry(each, i === 0, i === all.length - 1, now, seen(), see)),
      ),
    ];
  });
  atEnd(end);
  atEnd(() => shapes.set([]));
  load();
  queueMicrotask(() => heading.focus());
  return h('div', {}, h('div', { class: 'detail-bar' }, back), h('div', { class: 'detail-content' }, heading, list));
}

/** Imports and programs have no name but say what they are. */
const nameOf = ({ editor, editor_name }: Version) =>
  editor_name || (editor.startsWith('account:') ? st().somebody : editor);

function whatHappened({ changed, deleted }: Version, isFirst: boolean): string {
  const texts = st();
  if (deleted) return texts.versionDeleted;
  if (isFirst) return texts.versionFirst;
  const names = changed.map(
    (key) => texts.form.field[key.replace('description_public', 'description') as DocKey] ?? key,
  );
  return `${texts.versionChanged} ${names.join(', ')}`;
}

function entry(
  version: Version,
  isNow: boolean,
  isFirst: boolean,
  now: Draft,
  seen: Seen | null,
  see: (n: number) => void,
): HTMLElement {
  const texts = st();
  const isSeen = seen?.version === version.version;
  const look = h(
    'button',
    {
      type: 'button',
      class: 'button button-small',
      'data-key': `see-${version.version}`,
      'aria-pressed': `${isSeen}`,
      'aria-label': `${texts.versionSee}: ${version.version}`,
      click: () => see(version.version),
    },
    texts.versionSee,
  );
  return h(
    'li',
    { class: 'version-row', 'aria-current': isNow ? 'true' : null },
    h(
      'p',
      {},
      h('strong', {}, moment(version.at, lang())),
      ' ',
      texts.versionBy(nameOf(version)),
      ' ',
      isNow ? h('span', { class: 'tag' }, texts.versionNow) : '',
    ),
    h('p', { class: 'quiet' }, whatHappened(version, isFirst)),
    version.reason ? h('p', { class: 'quiet' }, version.reason) : null,
    !isNow && look,
    isSeen && seen && difference(seen, now),
  );
}

function difference({ version, held }: Seen, now: Draft): HTMLElement {
  const texts = st();
  const then = docOf(held.section);
  const paths = differences(then, now.base);
  const restore = h(
    'button',
    { type: 'button', class: 'button', 'data-key': `restore-${version}`, click: () => void bringBack(version, now) },
    texts.versionRestore,
  );
  return h(
    'div',
    { class: 'version-diff' },
    h('p', { class: 'quiet', role: 'status' }, texts.versionShown(version)),
    h('h3', {}, texts.versionDiff),
    paths.length > 0
      ? changeTable(paths, [then, now.base], [texts.versionThen, texts.versionToday])
      : h('p', {}, texts.versionSame),
    mayWrite() && paths.length > 0 && restore,
  );
}

/** The old state as a new version; if somebody was faster, that is looked at first. */
async function bringBack(version: number, now: Draft): Promise<void> {
  try {
    const held = await office.restore(now.id as number, version, now.etag);
    learn(held.section);
    drop(now.name);
    draft.set(draftOf(held));
    mode.set('form');
    // What was typed and not saved is not in any version, so there is a way back to it.
    undoable(st().versionRestored(version), () => edit(now.doc));
  } catch (cause) {
    if (cause instanceof OfficeError && cause.status === 412) overtaken.set(await office.section(now.id as number));
    else toast(inWords(cause));
  }
}
