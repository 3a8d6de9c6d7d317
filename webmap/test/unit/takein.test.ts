import { describe, expect, test } from 'vitest';
import { TakeInError, takeIn } from '../../src/edit/take-in';
import { toMetres } from '../../src/edit/utm';

const RING = '[[6.965,51.66],[6.966,51.66],[6.966,51.661],[6.965,51.66]]';
const fault = (text: string) => {
  try {
    takeIn(text);
  } catch (error) {
    if (error instanceof TakeInError) return [error.code, error.line];
    throw error;
  }
  return null;
};

describe('E10 pasted text', () => {
  test('GeoJSON of every wrapping gives the same area', () => {
    const polygon = `{"type":"Polygon","coordinates":[${RING}]}`;
    const texts = [
      polygon,
      `{"type":"MultiPolygon","coordinates":[[${RING}]]}`,
      `{"type":"Feature","properties":null,"geometry":${polygon}}`,
      `{"type":"FeatureCollection","features":[{"type":"Feature","geometry":${polygon},"properties":{}}]}`,
      `{"type":"GeometryCollection","geometries":[${polygon}]}`,
      `\n{ "type" : "Polygon",\n "coordinates":[ ${RING} ] }\n`,
    ];
    const [first, ...others] = texts.map(takeIn);
    expect(first).toEqual({ type: 'MultiPolygon', coordinates: [[JSON.parse(RING)]] });
    for (const other of others) expect(other).toEqual(first);
  });

  test('WKT with and without SRID, Z, holes and parts', () => {
    const area = takeIn('SRID=4326;POLYGON((6.965 51.66, 6.966 51.66, 6.966 51.661, 6.965 51.66))');
    expect(area.coordinates[0]?.[0]).toEqual(JSON.parse(RING));
    const many = takeIn(`MULTIPOLYGON Z (((6 51 1, 7 51 1, 7 52 1, 6 52 1, 6 51 1),
      (6.2 51.2 1, 6.4 51.2 1, 6.4 51.4 1, 6.2 51.2 1)), ((8 51 0, 9 51 0, 9 52 0, 8 51 0)))`);
    expect(many.coordinates.map((polygon) => polygon.length)).toEqual([2, 1]);
  });

  test('metres of EPSG:25832 are known by their SRID, by crs, or by their size', () => {
    const metres = '359262.477 5725241.888, 359272.477 5725241.888, 359272.477 5725251.888, 359262.477 5725241.888';
    const area = takeIn(`SRID=25832;POLYGON((${metres}))`);
    expect(takeIn(`POLYGON((${metres}))`)).toEqual(area);
    const coordinates = `[[[${metres.replaceAll(', ', '],[').replaceAll(' ', ',')}]]]`;
    const crs = '"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::25832"}}';
    expect(takeIn(`{"type":"Polygon",${crs},"coordinates":${coordinates}}`)).toEqual(area);
    const [east, north] = toMetres(area.coordinates[0]?.[0]?.[1] ?? []);
    expect(Math.abs(east - 359272.477)).toBeLessThan(0.0002);
    expect(Math.abs(north - 5725241.888)).toBeLessThan(0.0002);
  });

  test.each([
    ['', ['empty', null]],
    ['{"type":"Polygon",\n"coordinates":[[[6.9,51.6],\n[6.9 51.7]]]}', ['json', 3]],
    ['{"type":"Polygon","coordinates":[\n[[6.9,51.6],\n["x",51.7],[7,51.6],[6.9,51.6]]]}', ['position', 3]],
    ['{"type":"Point","coordinates":[6.9,51.6]}', ['no_area', 1]],
    ['{"type":"Feature",\n"geometry":null}', ['no_area', 1]],
    ['POINT(6.9 51.6)', ['no_area', 1]],
    ['POLYGON((6.9 51.6,\n7 51.6,\n7 51,7,\n6.9 51.6))', ['wkt', 3]],
    ['POLYGON((6.9 51.6, 7 51.6, 7 51.7, 6.9 51.6)) x', ['wkt', 1]],
    ['POLYGON((51.6 6.9, 51.6 7, 51.7 7, 51.6 6.9))', ['swapped', 1]],
    ['POLYGON((1 2, 3 2, 3 4, 1 2))', ['place', 1]],
    ['SRID=31467;POLYGON((2559262 5725241, 2559272 5725241, 2559272 5725251, 2559262 5725241))', ['system', 1]],
    ['POLYGON((6.9 51.6, 7 51.6, 6.9 51.6))', ['ring', 1]],
    ['POLYGON(\n(6.9 51.6, 7 51.7, 7 51.6, 6.9 51.7, 6.9 51.6))', ['crossing', 2]],
    [`POLYGON((6.9 51.6,${' '.repeat(1_000_001)}7 51.6))`, ['too_large', null]],
  ])('%# what is wrong is named with its line', (text, expected) => {
    expect(fault(text)).toEqual(expected);
  });
});
