// Looks at the map's canvases from outside: where a place is, what is drawn there, and what happens frame by frame.

import type { Page } from 'playwright-core';

const ZOOM = 17;
const REACH = 64 / 4096;
/** Where the live tests look from; at this zoom a canvas is a tile. */
export const VIEW = { lat: 51.66052, lon: 6.9652, hash: `#${ZOOM}/51.66052/6.96520` };

export type Spot = readonly [number, number];

/** Tile units at the zoom of the view. */
function world([lon, lat]: Spot): [number, number] {
  const rad = (lat * Math.PI) / 180;
  return [((lon + 180) / 360) * 2 ** ZOOM, ((1 - Math.asinh(Math.tan(rad)) / Math.PI) / 2) * 2 ** ZOOM];
}

export function spotsOf(geometry: { coordinates: unknown }): Spot[] {
  const flat = [geometry.coordinates].flat(9) as number[];
  return flat.flatMap((value, i): Spot[] => (i % 2 === 0 ? [[value, flat[i + 1] as number]] : []));
}

/** The tiles in which something with these corners shows, reckoned without the map's own rule. */
export function tilesOf(spots: readonly Spot[]): string[] {
  const [xs, ys] = [spots.map((spot) => world(spot)[0]), spots.map((spot) => world(spot)[1])];
  const out: string[] = [];
  for (let x = Math.floor(Math.min(...xs) - REACH); x <= Math.floor(Math.max(...xs) + REACH); x++)
    for (let y = Math.floor(Math.min(...ys) - REACH); y <= Math.floor(Math.max(...ys) + REACH); y++)
      out.push(`${ZOOM}/${x}/${y}`);
  return out.sort();
}

export const tilesIn = (requests: readonly string[]) =>
  requests.flatMap((url) => /\/(\d+\/\d+\/\d+)\.mvt/.exec(url)?.[1] ?? []).sort();

/** Pixels of the page for a place. */
async function pixelOf(page: Page, spot: Spot): Promise<[number, number]> {
  const box = await page.locator('#map').boundingBox();
  const [[x, y], [cx, cy]] = [world(spot), world([VIEW.lon, VIEW.lat])];
  if (!box) throw new Error('there is no map');
  return [box.x + box.width / 2 + (x - cx) * 256, box.y + box.height / 2 + (y - cy) * 256];
}

/** The colours in a small square round a place, on one kind of canvas. */
export async function colours(page: Page, canvases: string, spot: Spot): Promise<string> {
  const [px, py] = await pixelOf(page, spot);
  return page.evaluate(
    ([which, x, y]) => {
      for (const canvas of document.querySelectorAll<HTMLCanvasElement>(which)) {
        const box = canvas.getBoundingClientRect();
        if (x < box.left || x >= box.right || y < box.top || y >= box.bottom) continue;
        const ratio = canvas.width / box.width;
        const at = [(x - box.left - 7) * ratio, (y - box.top - 7) * ratio] as const;
        return (
          canvas
            .getContext('2d')
            ?.getImageData(...at, 14 * ratio, 14 * ratio)
            .data.join() ?? ''
        );
      }
      return '';
    },
    [canvases, px, py] as const,
  );
}

export interface Film {
  frames: number;
  pictures: number;
  /** The least part of the tile that was painted in any frame, of what was painted at the beginning. */
  least: number;
  /** Frames in which a canvas was gone or see-through. */
  gaps: number;
}

/** Watches the tile at a place in every frame, and that no other canvas is taken away, until film() is asked for. */
export async function roll(page: Page, spot: Spot): Promise<() => Promise<Film>> {
  const [px, py] = await pixelOf(page, spot);
  await page.evaluate(
    ([x, y]) => {
      const all = [...document.querySelectorAll<HTMLCanvasElement>('.mvt canvas, canvas.overlay')];
      const tile = all.find((each) => {
        const box = each.getBoundingClientRect();
        return each.matches('.mvt canvas') && x >= box.left && x < box.right && y >= box.top && y < box.bottom;
      });
      const painted = () => {
        const data = tile?.getContext('2d')?.getImageData(0, 0, tile.width, tile.height).data ?? [];
        let [sum, covered] = [0, 0];
        for (let i = 0; i < data.length; i += 4) {
          sum = (sum * 31 + (data[i] ?? 0) * 5 + (data[i + 1] ?? 0) * 7 + (data[i + 2] ?? 0)) % 1_000_003;
          if ((data[i + 3] ?? 0) > 0) covered++;
        }
        return { sum, covered };
      };
      const first = painted();
      const film = { frames: 0, pictures: 1, least: 1, gaps: 0 };
      let last = first.sum;
      let on = true;
      const look = () => {
        const { sum, covered } = painted();
        film.frames++;
        film.least = Math.min(film.least, covered / first.covered);
        if (sum !== last) film.pictures++;
        last = sum;
        if (all.some((each) => !each.isConnected || getComputedStyle(each).opacity !== '1')) film.gaps++;
        if (on) requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
      Object.assign(window, {
        film: () => {
          on = false;
          return film;
        },
        pictures: () => film.pictures,
      });
    },
    [px, py] as const,
  );
  return () => page.evaluate(() => (window as unknown as { film(): Film }).film());
}

/** Waits until the watched tile has shown so many pictures. */
export const pictures = (page: Page, n: number) =>
  page.waitForFunction((least) => (window as unknown as { pictures(): number }).pictures() >= least, n);
