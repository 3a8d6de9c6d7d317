import { h } from '../dom';
import { either } from '../i18n';
import * as format from '../i18n/format';
import { untracked } from '../signal';
import { lang } from '../store';
import { readNumber } from './controls';
import { entry } from './entry';
import { st } from './i18n';
import type { Project } from './model-answers';
import { freshKey, office } from './office-api';
import { projects, sections } from './office-data';
import { mayWrite } from './session';
import { formDialog, listOf } from './table-view';

const euros = (cents: number | null | undefined) =>
  cents === null || cents === undefined
    ? ''
    : format.number(cents / 100, lang(), 2).replaceAll(/[.,](?=\d{3}(?:\D|$))/g, '');

/** Euros as people write them: "1.250.000" and "12,50". */
export function readCents(text: string): number | null {
  const plain = text.replaceAll(/\s|€/g, '').replaceAll(/[.,](?=\d{3}(?:\D|$))/g, '');
  const value = readNumber(plain);
  return value === null ? null : Math.round(value * 100);
}

function edit(project: Project | null): void {
  const texts = untracked(st);
  const of = texts.project;
  const text = (label: string, value: string | null | undefined, hint = '') =>
    entry(label, { value: value ?? '', autocapitalize: 'sentences' }, hint);
  const entries = {
    title_de: text(of.title_de, project?.title_de),
    title_en: text(of.title_en, project?.title_en),
    public_ref: text(of.public_ref, project?.public_ref, of.refHint),
    client: text(of.client, project?.client),
    legal_note: text(of.legal_note, project?.legal_note),
    funding_text: text(of.funding_text, project?.funding_text),
    cost_planned_cents: text(of.cost_planned, euros(project?.cost_planned_cents)),
    cost_actual_cents: text(of.cost_actual, euros(project?.cost_actual_cents)),
  };
  // Addresses that people have printed and sent stay what they are.
  entries.public_ref.input.readOnly = project !== null;
  const released = h('input', { type: 'checkbox' });
  released.checked = project?.cost_released ?? false;
  const key = freshKey();
  const body = () => ({
    title_de: entries.title_de.input.value.trim(),
    title_en: entries.title_en.input.value.trim(),
    ...(project ? {} : { public_ref: entries.public_ref.input.value.trim() }),
    client: entries.client.input.value.trim(),
    legal_note: entries.legal_note.input.value.trim() || null,
    funding_text: entries.funding_text.input.value.trim() || null,
    cost_planned_cents: readCents(entries.cost_planned_cents.input.value),
    cost_actual_cents: readCents(entries.cost_actual_cents.input.value),
    cost_released: released.checked,
  });
  formDialog({
    title: project ? either(project.title_de, project.title_en) : of.add,
    entries,
    extra: [h('label', { class: 'tick' }, released, of.cost_released)],
    required: ['title_de', 'public_ref'],
    send: () =>
      project ? office.saveProject(project.id, body(), `"${project.version}"`) : office.createProject(body(), key),
    done: () => {
      void projects.load();
      void sections.load();
    },
  });
}

export const projectsView = () =>
  listOf({
    resource: projects,
    addName: () => st().project.add,
    emptyText: () => st().project.none,
    mayWrite,
    line: (project) => ({
      title: either(project.title_de, project.title_en),
      sub: [project.public_ref, project.client].filter(Boolean).join(' · '),
      tags: [
        h(
          'span',
          { class: 'tag' },
          st().countSections(
            (sections.value().data ?? []).filter(({ properties }) => properties.project_id === project.id).length,
          ),
        ),
      ],
    }),
    edit,
  });
