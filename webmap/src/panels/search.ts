import { api } from '../api';
import { h, type Icon, icon } from '../dom';
import type { State } from '../hash';
import { t } from '../i18n';
import type { CityMap } from '../map/map';
import { pin } from '../map/pointer';
import type { Hit } from '../model';
import { effect } from '../signal';
import { jump, lang } from '../store';
import { findSectionsOf, findUnitById } from './lookup';
import { unitTitle } from './names';

const WAIT_MS = 160;
const ICONS: Record<Hit['kind'], Icon> = {
  address: 'pin',
  street: 'street',
  parcel: 'parcel',
  unit: 'shop',
  project: 'works',
};

/** What a hit selects besides where it leads. */
function selection({ kind, id }: Hit): Partial<State> {
  if (kind === 'parcel') return { sel: `p:${id}`, list: 'units' };
  if (kind === 'project') {
    const [first] = findSectionsOf(id);
    return { sel: first ? `s:${first.id}` : null, list: 'works' };
  }
  const unit = kind === 'unit' ? findUnitById(id) : undefined;
  return unit ? { sel: unit.properties.public_ref, list: 'units' } : {};
}

/** What is called by its title everywhere is so here; by what it was found stands beside. */
function words(hit: Hit): { label: string; detail: string } {
  const unit = hit.kind === 'unit' ? findUnitById(hit.id) : undefined;
  const label = unit ? unitTitle(unit) : hit.label;
  const detail = [t().hitKind[hit.kind], label !== hit.label && hit.label, hit.detail].filter(Boolean).join(' · ');
  return { label, detail };
}

class Search {
  readonly root = h('search', { class: 'search' });
  private readonly input = h('input', {
    id: 'search',
    type: 'text',
    role: 'combobox',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    maxlength: 100,
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': 'search-hits',
  });
  private readonly hits = h('ul', { id: 'search-hits', class: 'hits', role: 'listbox', hidden: true });
  private readonly clear = h('button', { type: 'button', class: 'tool search-clear', hidden: true }, icon('close'));
  private readonly note = h('p', { class: 'hits-note visually-hidden', role: 'status' });
  private found: Hit[] = [];
  private active = -1;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private control: AbortController | undefined;

  constructor(private readonly city: CityMap) {
    this.root.append(h('div', { class: 'search-box' }, icon('search'), this.input, this.clear), this.hits, this.note);
    this.input.addEventListener('input', () => this.typed());
    this.input.addEventListener('keydown', (event) => this.key(event));
    this.input.addEventListener('focus', () => this.found.length > 0 && this.open());
    this.root.addEventListener(
      'focusout',
      (event) => this.root.contains(event.relatedTarget as Node | null) || this.close(),
    );
    this.clear.addEventListener('click', () => {
      this.reset();
      this.input.focus();
    });
    effect(() => {
      this.input.placeholder = t().search;
      this.input.setAttribute('aria-label', t().search);
      this.root.setAttribute('aria-label', t().searchShort);
      this.hits.setAttribute('aria-label', t().searchShort);
      this.clear.setAttribute('aria-label', t().searchClear);
    });
  }

  private reset(): void {
    this.input.value = '';
    this.found = [];
    this.clear.hidden = true;
    this.say('');
    pin.set(null);
    this.close();
  }

  private typed(): void {
    const text = this.input.value.trim();
    this.clear.hidden = this.input.value === '';
    clearTimeout(this.timer);
    this.control?.abort();
    if (text.length < 2) {
      this.found = [];
      this.say('');
      this.close();
      return;
    }
    this.timer = setTimeout(() => this.ask(text), WAIT_MS);
  }

  private async ask(text: string): Promise<void> {
    const control = new AbortController();
    this.control = control;
    try {
      this.found = await api.search(text, control.signal);
      if (control.signal.aborted) return;
      this.say(this.found.length === 0 ? t().searchNone : t().searchHits(this.found.length), this.found.length > 0);
      this.draw();
    } catch {
      if (control.signal.aborted) return;
      this.found = [];
      this.say(t().searchFailed);
      this.close();
    }
  }

  private say(text: string, quiet = false): void {
    this.note.textContent = text;
    this.note.classList.toggle('visually-hidden', quiet || text === '');
  }

  private draw(): void {
    this.active = -1;
    this.hits.replaceChildren(
      ...this.found.map((hit, i) =>
        h(
          'li',
          {
            id: `hit-${i}`,
            class: 'hit',
            role: 'option',
            'aria-selected': 'false',
            lang: lang(),
            mousedown: (event: MouseEvent) => event.preventDefault(),
            click: () => this.choose(hit),
          },
          icon(ICONS[hit.kind] ?? 'pin'),
          h(
            'span',
            { class: 'hit-main' },
            h('span', { class: 'hit-label' }, words(hit).label),
            h('span', { class: 'hit-detail' }, words(hit).detail),
          ),
        ),
      ),
    );
    if (this.found.length > 0) this.open();
    else this.close();
  }

  private open(): void {
    this.hits.hidden = false;
    this.input.setAttribute('aria-expanded', 'true');
  }

  private close(): void {
    this.hits.hidden = true;
    this.mark(-1);
    this.input.setAttribute('aria-expanded', 'false');
  }

  private mark(index: number): void {
    this.active = index;
    [...this.hits.children].forEach((each, i) => {
      each.setAttribute('aria-selected', String(i === index));
      if (i === index) each.scrollIntoView({ block: 'nearest' });
    });
    if (index < 0) this.input.removeAttribute('aria-activedescendant');
    else this.input.setAttribute('aria-activedescendant', `hit-${index}`);
  }

  private key(event: KeyboardEvent): void {
    const n = this.found.length;
    if (event.key === 'Escape') {
      if (this.hits.hidden) this.reset();
      else this.close();
    } else if (n > 0 && event.key === 'ArrowDown') {
      this.open();
      this.mark((this.active + 1) % n);
    } else if (n > 0 && event.key === 'ArrowUp') {
      this.open();
      this.mark((this.active - 1 + n) % n);
    } else if (event.key === 'Enter') {
      const hit = this.found[Math.max(this.active, 0)];
      if (hit) this.choose(hit);
    } else return;
    event.preventDefault();
  }

  private choose(hit: Hit): void {
    this.input.value = hit.label;
    this.clear.hidden = false;
    this.close();
    this.say('');
    pin.set(hit.kind === 'address' ? hit.point : null);
    jump(() => this.goTo(hit), selection(hit));
  }

  private goTo(hit: Hit): void {
    if (hit.point && (hit.kind === 'address' || hit.kind === 'unit')) {
      const [lon, lat] = hit.point;
      this.city.map.setView([lat, lon], Math.max(this.city.map.getZoom(), 18), { animate: false });
    } else if (hit.bbox) this.city.fit(hit.bbox, 19, false);
  }
}

/** Search over our own addresses, units, parcels and projects; no foreign geocoder. */
export function searchPanel(city: CityMap): HTMLElement {
  return new Search(city).root;
}
