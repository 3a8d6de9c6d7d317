import { describe, expect, test } from 'vitest';
import { areaM2, outlineM } from '../../src/edit/plane';
import { toDegrees, toMetres } from '../../src/edit/utm';

// What PostGIS 3.3 with PROJ 9.1 says: ST_Transform(ST_SetSRID(ST_MakePoint(lon, lat), 4326), 25832).
const PLACES = [
  [6.9652, 51.66052, 359262.476709, 5725241.888105],
  [6.960123456, 51.657654321, 358902.487908, 5724933.020084],
  [9.0, 51.0, 500000.0, 5649824.888132],
  [6.0, 50.3, 286357.517411, 5576292.099682],
  [7.5, 54.9, 403812.423848, 6084693.837051],
  [11.99, 47.3, 726032.838976, 5242839.178144],
  [13.8, 50.9, 837456.796576, 5649685.877987],
  [8.7, 52.27, 479528.995342, 5791111.459754],
  [6.97012, 51.6631804, 359610.961487, 5725528.25499],
  [5.87, 51.05, 280628.107488, 5660047.142262],
] as const;

// A section of the demo town: ST_Area and ST_Perimeter of the geometry in EPSG:25832, and its corners with 9 decimals.
const SECTION = {
  area: 483.3087854961504,
  perimeter: 134.44332381311986,
  ring: [
    [6.965990911, 51.661560788],
    [6.965989879, 51.661597712],
    [6.965892162, 51.661601514],
    [6.965785739, 51.661600848],
    [6.965679482, 51.661599034],
    [6.96557183, 51.661596098],
    [6.965514674, 51.661592455],
    [6.965364734, 51.661582905],
    [6.965269149, 51.661581411],
    [6.965180656, 51.661582035],
    [6.965078454, 51.661547809],
    [6.965155606, 51.661508903],
    [6.965270018, 51.661507793],
    [6.965372335, 51.661509422],
    [6.965450542, 51.661514401],
    [6.96558047, 51.661522669],
    [6.965618684, 51.6615237],
    [6.965683675, 51.661525456],
    [6.965743233, 51.661526469],
    [6.965787995, 51.661527236],
    [6.965889126, 51.661527918],
    [6.965928946, 51.661526342],
    [6.965990911, 51.661560788],
  ],
};

describe('E11 metres are those of the server', () => {
  test.each(PLACES)('%d, %d to metres within a hundredth of a millimetre', (lon, lat, east, north) => {
    const [e, n] = toMetres([lon, lat]);
    expect(Math.abs(e - east)).toBeLessThan(1e-5);
    expect(Math.abs(n - north)).toBeLessThan(1e-5);
  });

  test.each(PLACES)('%d, %d comes back from metres to the last decimal', (lon, lat, east, north) => {
    const [x = 0, y = 0] = toDegrees([east, north]);
    expect(Math.abs(x - lon)).toBeLessThan(1.5e-9);
    expect(Math.abs(y - lat)).toBeLessThan(1.5e-9);
    expect(toDegrees(toMetres([lon, lat]))).toEqual([lon, lat]);
  });

  test('area and outline equal ST_Area and ST_Perimeter', () => {
    const area = { type: 'MultiPolygon' as const, coordinates: [[SECTION.ring]] };
    expect(Math.abs(areaM2(area) - SECTION.area)).toBeLessThan(0.01);
    expect(Math.abs(outlineM(area) - SECTION.perimeter)).toBeLessThan(0.002);
  });
});
