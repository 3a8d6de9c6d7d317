// Transverse Mercator of EPSG:25832 (ETRS89 / UTM zone 32N) after Krüger, as PROJ reckons it. Metres and areas are taken
// here, in the server's own plane, so that the editor's figures equal the stored ones.

import type { Position } from 'geojson';

/** Metres east and north. */
export type Metres = readonly [east: number, north: number];

const MERIDIAN = (9 * Math.PI) / 180;
const FALSE_EAST_M = 500_000;
const FLATTENING = 1 / 298.257222101;
const E = Math.sqrt(FLATTENING * (2 - FLATTENING));
const n = FLATTENING / (2 - FLATTENING);
const SCALE_M = ((0.9996 * 6_378_137) / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64 + n ** 6 / 256);

// The terms left out are below a micrometre.
const ALPHA = [
  n / 2 - (2 / 3) * n ** 2 + (5 / 16) * n ** 3 + (41 / 180) * n ** 4 - (127 / 288) * n ** 5,
  (13 / 48) * n ** 2 - (3 / 5) * n ** 3 + (557 / 1440) * n ** 4 + (281 / 630) * n ** 5,
  (61 / 240) * n ** 3 - (103 / 140) * n ** 4 + (15061 / 26880) * n ** 5,
  (49561 / 161280) * n ** 4 - (179 / 168) * n ** 5,
];
const BETA = [
  n / 2 - (2 / 3) * n ** 2 + (37 / 96) * n ** 3 - (1 / 360) * n ** 4 - (81 / 512) * n ** 5,
  (1 / 48) * n ** 2 + (1 / 15) * n ** 3 - (437 / 1440) * n ** 4 + (46 / 105) * n ** 5,
  (17 / 480) * n ** 3 - (37 / 840) * n ** 4 - (209 / 4480) * n ** 5,
  (4397 / 161280) * n ** 4 - (11 / 504) * n ** 5,
];

function series(terms: readonly number[], xi: number, eta: number, sign: 1 | -1): [number, number] {
  let [x, y] = [xi, eta];
  terms.forEach((term, i) => {
    const k = 2 * (i + 1);
    x += sign * term * Math.sin(k * xi) * Math.cosh(k * eta);
    y += sign * term * Math.cos(k * xi) * Math.sinh(k * eta);
  });
  return [x, y];
}

/** The tangent of the conformal latitude. */
function conformal(tan: number): number {
  const sigma = Math.sinh(E * Math.atanh((E * tan) / Math.hypot(1, tan)));
  return tan * Math.hypot(1, sigma) - sigma * Math.hypot(1, tan);
}

function geographic(wanted: number): number {
  let tan = wanted;
  for (let round = 0; round < 6; round++) {
    const now = conformal(tan);
    const step =
      ((wanted - now) / Math.hypot(1, now)) * ((1 + (1 - E * E) * tan * tan) / ((1 - E * E) * Math.hypot(1, tan)));
    tan += step;
    if (Math.abs(step) < 1e-15) break;
  }
  return tan;
}

/** Longitude and latitude in degrees to metres. */
export function toMetres([lon = 0, lat = 0]: Position): Metres {
  const lambda = (lon * Math.PI) / 180 - MERIDIAN;
  const tan = conformal(Math.tan((lat * Math.PI) / 180));
  const xi = Math.atan2(tan, Math.cos(lambda));
  const eta = Math.asinh(Math.sin(lambda) / Math.hypot(tan, Math.cos(lambda)));
  const [x, y] = series(ALPHA, xi, eta, 1);
  return [FALSE_EAST_M + SCALE_M * y, SCALE_M * x];
}

/** Metres to longitude and latitude in degrees, with the nine decimals in which coordinates leave the editor. */
export function toDegrees([east, north]: Metres): Position {
  const [xi, eta] = series(BETA, north / SCALE_M, (east - FALSE_EAST_M) / SCALE_M, -1);
  const tan = geographic(Math.sin(xi) / Math.hypot(Math.sinh(eta), Math.cos(xi)));
  const lambda = Math.atan2(Math.sinh(eta), Math.cos(xi));
  return round9([((lambda + MERIDIAN) * 180) / Math.PI, (Math.atan(tan) * 180) / Math.PI]);
}

/** Nine decimals of a degree are a tenth of a millimetre; six would move a corner by 56 mm. */
export function round9([lon = 0, lat = 0]: Position): Position {
  return [Math.round(lon * 1e9) / 1e9, Math.round(lat * 1e9) / 1e9];
}
