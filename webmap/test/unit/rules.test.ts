// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const files = ['src', 'build', 'test'].flatMap((folder) =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|mjs|css)$/.test(name))
    .map((name) => `${folder}/${name}`),
);
const read = (name: string) => readFileSync(root + name, 'utf8');
/** The public's paths, the office's and the register's. */
const PATHS = [
  'src/api.ts',
  'src/staff/office-api.ts',
  'src/register/register-api.ts',
  'src/register/pictures-api.ts',
  'src/inbox/paths.ts',
  'src/spaces/paths.ts',
  'src/owners/paths.ts',
  'src/street/beside-paths.ts',
];
const sources = files.filter((name) => name.startsWith('src/'));

describe('house rules', () => {
  test('no text becomes markup, no style is written inline', () => {
    const forbidden =
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|bindPopup|setAttribute\('style'|\bstyle=|[{,]\s*style: (?!'currency')/;
    for (const name of sources) expect(read(name), name).not.toMatch(forbidden);
    expect(read('index.html')).not.toMatch(/\sstyle=|\son\w+=|<style/);
  });

  test('E2 coordinates leave with nine decimals', () => {
    for (const name of sources) expect(read(name), name).not.toMatch(/\.toGeoJSON\((?!9\))/);
  });

  test('nothing is asked of a foreign host', () => {
    for (const name of sources)
      expect(read(name).replaceAll('http://www.w3.org/2000/svg', ''), name).not.toMatch(/https?:\/\/(?!\[)[a-z]/i);
  });

  test('no file grows beyond 250 lines', () => {
    for (const name of files.filter((each) => !each.endsWith('.css')))
      expect(read(name).split('\n').length, name).toBeLessThanOrEqual(251);
  });

  test('paths of the server stand in one file, those behind the login in another', () => {
    for (const name of sources.filter((each) => !PATHS.includes(each)))
      expect(read(name), name).not.toMatch(/api\/v1|\.mvt\b|'tiles\//);
  });

  test('what the page asks for ahead is what the map asks for', () => {
    const layers = /LAYERS = '([a-z,]+)'/.exec(read('src/api.ts'))?.[1];
    expect(read('index.html')).toContain(`href="./tiles/${layers}.json"`);
  });

  test('N44 panels hold no German of their own', () => {
    for (const name of sources.filter((each) => !each.includes('/i18n/') && each.endsWith('.ts'))) {
      const code = read(name).replaceAll(/\/\/.*|\/\*[\s\S]*?\*\//g, '');
      expect(code, name).not.toMatch(/'[^'\n]*[äöüÄÖÜ][^'\n]*'/);
    }
  });

  test('the lock file names no host of a registry', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved"/);
  });
});
