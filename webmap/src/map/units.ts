import { type Texts, t } from '../i18n';
import { type Box, groupOf, isVacant, type Unit } from '../model';
import { Clusters, type Mark } from './cluster';
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
  private clusters = new Clusters([], CLUSTER_PX);
  private tight = new Clusters([], TIGHT_PX);
  private alone: { zoom: number; units: readonly Unit[] } | null = null;

  constructor(
    pane: string,
    private theme: Theme,
  ) {
    super(pane);
  }

  show(units: readonly Unit[]): void {
    this.units = units;
    this.clusters = new Clusters(units, CLUSTER_PX);
    this.tight = new Clusters(units, TIGHT_PX);
    this.alone = null;
    this.redraw();
  }

  restyle(theme: Theme): void {
    this.theme = theme;
    this.redraw();
  }

  marks(box: Box, zoom: number): Mark[] {
    return this.clusters.marks(box, zoom);
  }

  /** For buttons where the signs are drawn one by one. */
  tightMarks(box: Box, zoom: number): Mark[] {
    return this.tight.marks(box, zoom);
  }

  /** Those drawn one by one at this zoom. */
  singles(zoom: number): readonly Unit[] {
    if (zoom >= SINGLE_ZOOM) return this.units;
    if (this.alone?.zoom !== zoom) {
      const marks = this.marks([-180, -85, 180, 85], zoom);
      this.alone = { zoom, units: marks.flatMap(({ unit }) => unit ?? []) };
    }
    return this.alone.units;
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

  /** Where all are clustered, the whole window need not be put together again. */
  protected override isEmpty(zoom: number): boolean {
    return this.singles(zoom).length === 0;
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
