// Before everybody sees a section, whoever publishes it sees the shops that nobody would get into.

import { h } from '../dom';
import { untracked } from '../signal';
import { openDialog } from './dialog';
import { draft, wholeOf } from './draft';
import { checked, focusPlace, placeOf } from './faults';
import { st } from './i18n';
import type { SectionStatus } from './model';
import type { Finding } from './model-answers';
import { office } from './office-api';

const CUTS_OFF = /^section\.cuts_off_/;

const cutOffs = (warnings: readonly Finding[]) => warnings.filter(({ code }) => CUTS_OFF.test(code));

/** Asks the server anew: what was checked while somebody typed may be older than the step. */
async function found(status: SectionStatus): Promise<Finding[]> {
  const now = untracked(draft);
  if (!now) return [];
  try {
    const findings = await office.check({ ...wholeOf(now), status }, new AbortController().signal);
    checked.set(findings);
    return cutOffs(findings.warnings);
  } catch {
    return cutOffs(untracked(checked)?.warnings ?? []); // the save itself says what does not work
  }
}

/** True when no shop is cut off, or when somebody has read of it and publishes all the same. */
export async function agreedToCutOffs(status: SectionStatus): Promise<boolean> {
  const all = await found(status);
  const [first] = all;
  if (!first) return true;
  const texts = untracked(st);
  return new Promise((resolve) => {
    let agreed = false;
    const frame = openDialog(texts.cutsOffTitle, () => {
      resolve(agreed);
      const now = untracked(draft);
      if (!agreed && now) focusPlace(placeOf(first.path, now.doc));
    });
    const goOn = () => {
      agreed = true;
      frame.close();
    };
    frame.body.append(
      h('p', {}, texts.cutsOffIntro),
      h('ul', {}, ...all.map(({ message }) => h('li', {}, message))),
      h(
        'div',
        { class: 'actions' },
        h('button', { type: 'button', class: 'button button-strong', click: () => frame.close() }, texts.cutsOffBack),
        h('button', { type: 'button', class: 'button', click: goOn }, texts.cutsOffAnyway),
      ),
    );
  });
}
