// Fails when what a first visitor loads, or what staff load beyond it, grows over its budget.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const FIRST_KB = 100;
/** What is loaded only on demand, by the source that asks for it. */
const LATER_KB = { 'src/staff/index.ts': 60, 'src/staff/geometry.ts': 115 };
const dist = new URL('../dist/', import.meta.url);
const page = readFileSync(new URL('index.html', dist), 'utf8');
const manifest = JSON.parse(readFileSync(new URL('manifest.json', dist), 'utf8'));
const sizeOf = (name) => gzipSync(readFileSync(new URL(name, dist)), { level: 9 }).length / 1000;

/** Prints the files with their sum; true if that is within the limit. */
function within(what, names, limit) {
  let total = 0;
  for (const name of names) {
    total += sizeOf(name);
    process.stdout.write(`${sizeOf(name).toFixed(1).padStart(7)} kB  ${name}\n`);
  }
  process.stdout.write(`${total.toFixed(1).padStart(7)} kB gzip of ${limit} kB: ${what}\n`);
  return total <= limit;
}

const first = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g)].map((match) => match[1]);
const loaded = new Set(first);

/** A chunk with what it imports and its styles, without what is there already; Geoman comes on demand, but always. */
function filesOf(key) {
  const { file, css = [], imports = [], dynamicImports = [] } = manifest[key] ?? { file: '' };
  const fresh = [file, ...css].filter((name) => name !== '' && !loaded.has(name));
  for (const name of fresh) loaded.add(name);
  return [...fresh, ...[...imports, ...dynamicImports.filter((each) => each.includes('geoman'))].flatMap(filesOf)];
}

const fits = [
  first.length >= 2 && within('the first load', first, FIRST_KB),
  ...Object.entries(LATER_KB).map(([key, limit]) => within(key, filesOf(key), limit)),
];
if (fits.includes(false)) {
  process.stderr.write('A part of the map is over its budget.\n');
  process.exit(1);
}
