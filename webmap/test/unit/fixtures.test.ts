// @vitest-environment node
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decode } from '../../src/map/mvt-tile';

const folder = join(import.meta.dirname, '../../../../shared/data/mvt-fixtures/fixtures');
const names = existsSync(folder) ? readdirSync(folder) : [];
const valid = (name: string) => readFileSync(join(folder, name, 'info.json'), 'utf8').includes('"v2": true');

// An invalid tile may be read or refused; it must not hang or take the page down with anything but an error.
describe.skipIf(names.length === 0)('T3 the map survives every tile of the fixtures', () => {
  test('there are 74', () => expect(names).toHaveLength(74));
  test.each(names)('%s', (name) => {
    const tile = readFileSync(join(folder, name, 'tile.mvt'));
    try {
      for (const shape of decode(tile)) expect(shape.parts.every((part) => part.length % 2 === 0)).toBe(true);
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
      expect(valid(name), String(error)).toBe(false);
    }
  });
});
