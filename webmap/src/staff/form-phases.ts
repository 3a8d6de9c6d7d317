import { arrange, h } from '../dom';
import * as format from '../i18n/format';
import type { CityMap } from '../map/map';
import { untracked } from '../signal';
import { lang } from '../store';
import { choice, dayField } from './controls';
import { doc, edit, editPhase } from './draft';
import { controlId } from './faults';
import { impactFields, ofPhase } from './form-impact';
import { grid, iconButton, textButton } from './form-parts';
import { st } from './i18n';
import { phaseTitle } from './in-words';
import { type PartRef, PHASE_KINDS, PHASE_STATUSES, type PhaseDoc, refOf, STRIPS } from './model';
import { added, copied, followersOf, inOrder, isUndated, moved, spread, without } from './phases';
import { atEnd, scope, watch } from './scope';
import { toast, undoable } from './toast';

const all = () => doc()?.phases ?? [];
const find = (ref: PartRef) => all().find((each) => refOf(each) === ref);
const place = (ref: PartRef) => inOrder(all()).findIndex((each) => refOf(each) === ref) + 1;
const phaseName = (ref: PartRef) => phaseTitle(find(ref) ?? { kind: 'surface', strip: 'full' }, place(ref));
const rangeOf = ({ planned_from: from, planned_to: to }: PhaseDoc) =>
  from || to ? format.range({ from, to }, lang()) : st().noPeriod;

const set = (phases: PhaseDoc[]) => edit({ phases });

/** The phases as folded rows, in their order; each can be copied, moved and taken away. */
export function phasesEditor(city: CityMap): HTMLElement {
  const rows = h('div', { class: 'parts' });
  const none = h('p', { class: 'quiet' });
  const known = new Map<PartRef, { row: HTMLDetailsElement; end: () => void }>();
  const open = (ref: PartRef) => {
    queueMicrotask(() => {
      const row = known.get(ref)?.row;
      if (!row) return;
      row.open = true;
      row.querySelector('summary')?.focus();
    });
  };
  watch(() => {
    const order = inOrder(all()).map(refOf);
    for (const [ref, { end }] of known) {
      if (order.includes(ref)) continue;
      end();
      known.delete(ref);
    }
    for (const ref of order) {
      if (known.has(ref)) continue;
      const [row, end] = scope(() => phaseRow(ref, city, open));
      known.set(ref, { row, end });
    }
    arrange(
      rows,
      order.flatMap((ref) => known.get(ref)?.row ?? []),
    );
    none.hidden = order.length > 0;
    none.textContent = st().form.noPhases;
  });
  atEnd(() => {
    for (const { end } of known.values()) end();
  });
  const add = textButton(
    'button',
    () => st().form.addPhase,
    () => {
      const now = untracked(doc);
      if (!now) return;
      const next = added(now.phases, { from: now.planned_from, to: now.planned_to });
      set(next);
      const last = next.at(-1);
      if (last) open(refOf(last));
    },
    'add-phase',
  );
  add.id = controlId('phases');
  return h('div', { class: 'parts-box' }, none, rows, h('div', { class: 'buttons' }, add, oneByOne()));
}

/** Offered as long as there is a period for the phases that they do not share yet. */
function oneByOne(): HTMLElement {
  const texts = () => st().form;
  const period = () => ({ from: doc()?.planned_from ?? null, to: doc()?.planned_to ?? null });
  const button = textButton(
    'button',
    () => texts().spread,
    () => {
      const before = untracked(all);
      set(spread(before, untracked(period)));
      undoable(texts().phasesSpread, () => set([...before]));
      document.getElementById(controlId('phases'))?.focus();
    },
    'spread-phases',
  );
  watch(() => {
    button.hidden = !all().some(isUndated) || spread(all(), period()) === all();
  });
  return button;
}

function phaseRow(ref: PartRef, city: CityMap, open: (ref: PartRef) => void): HTMLDetailsElement {
  const name = h('span', { class: 'part-name' });
  const when = h('span', { class: 'part-when' });
  const root = h('details', { class: 'part', id: controlId(`phases/${ref}`) }, h('summary', {}, name, when));
  const bound = <K extends keyof PhaseDoc>(key: K & keyof ReturnType<typeof labels>, fallback: PhaseDoc[K]) => ({
    place: `phases/${ref}/${key}`,
    label: () => labels()[key] as string,
    read: () => find(ref)?.[key] ?? fallback,
    write: (value: PhaseDoc[K] | null) => editPhase(ref, { [key]: value ?? fallback } as Partial<PhaseDoc>),
  });
  const texts = () => st().form;
  const body = h(
    'div',
    { class: 'group-body' },
    grid(
      choice(bound('kind', 'surface'), () => PHASE_KINDS.map((each) => [each, texts().kind[each]] as const)),
      choice(bound('strip', 'full'), () => STRIPS.map((each) => [each, texts().strip[each]] as const)),
      dayField(bound('planned_from', null)),
      dayField({ ...bound('planned_to', null), hint: () => texts().hint.planned_to }, { isEnd: true }),
      choice(bound('status', 'planned'), () =>
        PHASE_STATUSES.map((each) => [each, texts().phaseStatus[each]] as const),
      ),
      dayField(bound('actual_start', null), { today: true }),
      dayField(bound('actual_end', null), { today: true }),
    ),
    dependencies(ref),
    ...impactFields(ofPhase(ref), () => texts().ownImpact, city),
    tools(ref, open),
  );
  root.append(body);
  watch(() => {
    const phase = find(ref);
    if (!phase) return;
    name.textContent = phaseName(ref);
    when.textContent = rangeOf(phase);
  });
  return root;
}

const labels = () => st().form.phase;

/** What has to be done before; what would wait for itself in the end is not offered. */
function dependencies(ref: PartRef): HTMLElement {
  const legend = h('legend');
  const boxes = h('div', { class: 'ticks' });
  const root = h(
    'fieldset',
    { class: 'entry entry-wide plain-set', id: controlId(`phases/${ref}/depends_on`), tabindex: -1 },
    legend,
    boxes,
  );
  watch(() => {
    legend.textContent = st().form.phase.depends_on;
    const now = find(ref)?.depends_on ?? [];
    const later = followersOf(all(), ref);
    const possible = inOrder(all()).filter((each) => !later.has(refOf(each)) || now.includes(refOf(each)));
    const made = possible.map((each) => {
      const other = refOf(each);
      const box = h('input', { type: 'checkbox', 'data-key': `after-${ref}-${other}` });
      box.checked = now.includes(other);
      box.addEventListener('change', () => {
        const rest = (find(ref)?.depends_on ?? []).filter((it) => it !== other);
        editPhase(ref, { depends_on: box.checked ? [...rest, other] : rest });
      });
      return h('label', { class: 'tick' }, box, phaseName(other));
    });
    const focused = boxes.contains(document.activeElement) ? document.activeElement?.getAttribute('data-key') : null;
    boxes.replaceChildren(...(made.length > 0 ? made : [h('p', { class: 'quiet' }, st().form.nothingBefore)]));
    if (focused) boxes.querySelector<HTMLElement>(`[data-key="${focused}"]`)?.focus();
  });
  return root;
}

function tools(ref: PartRef, open: (ref: PartRef) => void): HTMLElement {
  const texts = () => st().form;
  const of = (what: () => string) => () => `${what()}: ${phaseName(ref)}`;
  const move = (by: 1 | -1, key: string) => {
    set(moved(all(), ref, by));
    toast(texts().phaseMoved(texts().kind[find(ref)?.kind ?? 'surface'], place(ref)));
    queueMicrotask(() => document.querySelector<HTMLElement>(`[data-key="${key}-${ref}"]`)?.focus());
  };
  const up = iconButton(
    'up',
    of(() => texts().moveUp),
    () => move(-1, 'up'),
    `up-${ref}`,
  );
  const down = iconButton(
    'down',
    of(() => texts().moveDown),
    () => move(1, 'down'),
    `down-${ref}`,
  );
  const copy = textButton(
    'button button-small',
    () => texts().copyPhase,
    () => {
      const next = copied(all(), ref);
      set(next);
      const at = next.findIndex((each) => refOf(each) === ref);
      const made = next[at + 1];
      if (made) open(refOf(made));
    },
  );
  const remove = textButton(
    'button button-small',
    () => texts().remove,
    () => {
      const before = all();
      const name = phaseName(ref);
      set(without(before, ref));
      undoable(texts().phaseRemoved(name), () => set([...before]));
      document.getElementById(controlId('phases'))?.focus();
    },
  );
  watch(() => {
    copy.setAttribute('aria-label', of(() => texts().copyPhase)());
    remove.setAttribute('aria-label', of(() => texts().remove)());
    up.setAttribute('aria-disabled', `${place(ref) <= 1}`);
    down.setAttribute('aria-disabled', `${place(ref) >= all().length}`);
  });
  return h('div', { class: 'buttons' }, up, down, copy, remove);
}
