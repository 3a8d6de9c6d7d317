import { type Texts, t } from '../i18n';
import { groupOf, isVacant, type Unit } from '../model';
import { type Index, indexOf, type Mark, marksIn } from './cluster';
import { sprite } from './glyph';
import { CanvasOverlay, type Frame } from './overlay';
import type { Theme } from './theme';

/** From here on every unit stands for itself. */
export const SINGLE_ZOOM = 17;
const CLUSTER_PX = 52;
/** Nearer than this, two units share one button: fingers could not choose between them. */
const TIGHT_PX = 34;

export function radiusAt(zoom: number): number {
  if (zoom < 15) return 4;
  if (zoom < 17) return 6;
  if (zoom < 18) return 7;
  return zoom < 19 ? 10 : 13;
}

function letterOf(unit: Unit, texts: Texts): string {
  const { vacancy_status: status, use_type: use } = unit.properties;
  return isVacant(status) ? texts.letter.vacant : texts.letter[groupOf(use)];
}

/** All units of the filter as signs on one canvas; what is clustered is left to the buttons. */
export class UnitLayer extends CanvasOverlay {
  private units: readonly Unit[] = [];
  private byRef = new Map<string, Unit>();
  private index: Index = indexOf([], CLUSTER_PX);
  private tight: Index = indexOf([], TIGHT_PX);

  constructor(
    pane: string,
    private theme: Theme,
  ) {
    super(pane);
  }

  show(units: readonly Unit[]): void {
    this.units = units;
    this.byRef = new Map(units.map((unit) => [unit.properties.public_ref, unit]));
    this.index = indexOf(units, CLUSTER_PX);
    this.tight = indexOf(units, TIGHT_PX);
    this.redraw();
  }

  restyle(theme: Theme): void {
    this.theme = theme;
    this.redraw();
  }

  marks(box: [number, number, number, number], zoom: number): Mark[] {
    return marksIn(this.index, box, zoom);
  }

  /** For buttons where the signs are drawn one by one. */
  tightMarks(box: [number, number, number, number], zoom: number): Mark[] {
    return marksIn(this.tight, box, zoom);
  }

  unit(ref: string): Unit | undefined {
    return this.byRef.get(ref);
  }

  /** Those drawn one by one at this zoom. */
  singles(zoom: number): readonly Unit[] {
    if (zoom >= SINGLE_ZOOM) return this.units;
    const marks = this.marks([-180, -85, 180, 85], zoom);
    return marks.flatMap((mark) => (mark.ref ? (this.byRef.get(mark.ref) ?? []) : []));
  }

  /** Boxes of the signs, so that labels keep clear of them. */
  boxes(frame: Frame): number[][] {
    const r = radiusAt(frame.zoom) - 1;
    return this.singles(frame.zoom).map((unit) => {
      const [lon = 0, lat = 0] = unit.geometry.coordinates;
      const [x, y] = frame.at(lat, lon);
      return [x - r, y - r, x + r, y + r];
    });
  }

  protected draw({ ctx, zoom, width, height, at }: Frame): void {
    const r = radiusAt(zoom);
    // Vacant ones last: where signs overlap, they are what people look for.
    const units = this.singles(zoom).toSorted((a, b) => vacantLast(a) - vacantLast(b));
    for (const unit of units) {
      const [lon = 0, lat = 0] = unit.geometry.coordinates;
      const [x, y] = at(lat, lon);
      if (x < -20 || y < -20 || x > width + 20 || y > height + 20) continue;
      const { use_type: use, vacancy_status: status } = unit.properties;
      const letter = zoom >= 18 ? { letter: letterOf(unit, t()) } : {};
      const picture = sprite({ group: groupOf(use), status, ...letter }, r, this.theme);
      const side = Math.ceil(r * 1.22 + 3) * 2;
      ctx.drawImage(picture, Math.round(x - side / 2), Math.round(y - side / 2), side, side);
    }
  }
}

function vacantLast(unit: Unit): number {
  return isVacant(unit.properties.vacancy_status) ? 1 : 0;
}
