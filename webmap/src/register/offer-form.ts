import { h } from '../dom';
import { t } from '../i18n';
import { untracked } from '../signal';
import { type Bound, choice, dayField, numberField, textArea, textField, tick } from '../staff/controls';
import { controlId } from '../staff/faults';
import { grid } from '../staff/form-parts';
import { watch } from '../staff/scope';
import { mayWrite } from '../staff/session';
import { rt } from './i18n';
import { USES } from './model';
import { OFFER_BASES, type OfferDoc, type OfferKey } from './model-offer';
import type { Sheet } from './sheet';

type Doc = Sheet<OfferDoc>;

const of = <K extends OfferKey>(sheet: Doc, key: K) =>
  sheet.bind(
    key,
    () => rt().offer.field[key],
    () => rt().offer.hint[key],
  );

type Money = 'net_cold_rent_cents' | 'service_charges_cents' | 'deposit_cents';

/** People write euros, the server counts cents. */
function money(sheet: Doc, key: Money): HTMLElement {
  const { read, write, ...bound } = of(sheet, key);
  const cents: Bound<number | null> = {
    ...bound,
    read: () => {
      const now = read();
      return now === null ? null : now / 100;
    },
    write: (euros) => write(euros === null ? null : Math.round(euros * 100)),
  };
  return numberField(cents, 2);
}

function uses(sheet: Doc): HTMLElement {
  const id = controlId(sheet.placeOf('suitable_uses'));
  const legend = h('legend', {});
  const root = h('fieldset', { class: 'plain-set entry entry-wide', id, tabindex: -1 }, legend);
  const boxes = USES.map((use) => {
    const box = h('input', { type: 'checkbox', value: use });
    const name = h('span');
    box.addEventListener('change', () => {
      const rest = untracked(sheet.doc).suitable_uses.filter((each) => each !== use);
      sheet.faults.forgive(sheet.placeOf('suitable_uses'));
      sheet.edit({ suitable_uses: USES.filter((each) => rest.includes(each) || (each === use && box.checked)) });
    });
    return { use, box, name, root: h('label', { class: 'tick' }, box, name) };
  });
  const fault = h('p', { class: 'field-fault' });
  root.append(h('div', { class: 'ticks ticks-two' }, ...boxes.map((each) => each.root)), fault);
  watch(() => {
    legend.textContent = rt().offer.field.suitable_uses;
    for (const { use, box, name } of boxes) {
      box.checked = sheet.doc().suitable_uses.includes(use);
      name.textContent = t().use[use];
    }
    fault.textContent = sheet.faults.of(sheet.placeOf('suitable_uses'));
    fault.hidden = fault.textContent === '';
  });
  return root;
}

const heading = (text: () => string) => {
  const root = h('h3', {});
  watch(() => {
    root.textContent = text();
  });
  return root;
};

export function offerForm(sheet: Doc): HTMLElement {
  const texts = () => rt().offer;
  return h(
    'fieldset',
    { class: 'plain-set offer-form', disabled: !untracked(mayWrite) },
    heading(() => texts().texts),
    textField({ ...of(sheet, 'title_de'), wide: true }, { maxlength: 200 }),
    textField({ ...of(sheet, 'title_en'), wide: true }, { maxlength: 200, lang: 'en' }),
    textArea(of(sheet, 'description_de'), 4),
    textArea(of(sheet, 'description_en'), 4),
    heading(() => texts().terms),
    grid(money(sheet, 'net_cold_rent_cents'), money(sheet, 'service_charges_cents')),
    tick(of(sheet, 'price_on_request')),
    grid(money(sheet, 'deposit_cents'), dayField(of(sheet, 'available_from'), { today: true })),
    grid(numberField(of(sheet, 'min_term_months')), numberField(of(sheet, 'max_term_months'))),
    tick(of(sheet, 'interim_use_possible')),
    uses(sheet),
    heading(() => texts().permission),
    choice(
      { ...of(sheet, 'publication_basis'), wide: true },
      () => OFFER_BASES.map((each) => [each, texts().basis[each]] as const),
      () => rt().unit.choose,
    ),
    dayField(of(sheet, 'confirmed_until')),
  );
}
