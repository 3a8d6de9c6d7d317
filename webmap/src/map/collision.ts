/** A coarse grid that answers whether a box is still free; cells of 48 px hold the boxes that touch them. */
export class CollisionGrid {
  private readonly cells = new Map<number, number[][]>();

  private each(box: readonly number[], visit: (key: number) => boolean): boolean {
    const [w = 0, n = 0, e = 0, s = 0] = box;
    for (let x = Math.floor(w / 48); x <= Math.floor(e / 48); x++) {
      for (let y = Math.floor(n / 48); y <= Math.floor(s / 48); y++) if (visit(x * 65_536 + y)) return true;
    }
    return false;
  }

  isFree(box: readonly number[]): boolean {
    const [w = 0, n = 0, e = 0, s = 0] = box;
    return !this.each(box, (key) =>
      (this.cells.get(key) ?? []).some(
        (other) => w < (other[2] ?? 0) && e > (other[0] ?? 0) && n < (other[3] ?? 0) && s > (other[1] ?? 0),
      ),
    );
  }

  add(box: number[]): void {
    this.each(box, (key) => {
      const cell = this.cells.get(key);
      if (cell) cell.push(box);
      else this.cells.set(key, [box]);
      return false;
    });
  }

  /** Takes all boxes or none. */
  take(boxes: number[][]): boolean {
    if (!boxes.every((box) => this.isFree(box))) return false;
    for (const box of boxes) this.add(box);
    return true;
  }
}

/** Boxes along a slanted line of text: one per piece of about its height, so that a diagonal does not block a square. */
export function textBoxes(x: number, y: number, angle: number, width: number, height: number): number[][] {
  const n = Math.max(1, Math.ceil(width / (height * 1.2)));
  const half = height * 0.42;
  return Array.from({ length: n }, (_, i) => {
    const along = ((i + 0.5) / n - 0.5) * width;
    const [cx, cy] = [x + Math.cos(angle) * along, y + Math.sin(angle) * along];
    const reach = Math.max(half, (width / n / 2) * Math.abs(Math.cos(angle)));
    return [cx - reach, cy - half, cx + reach, cy + half];
  });
}
