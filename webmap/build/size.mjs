// Fails when what a first visitor loads grows beyond the budget.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 100;
const dist = new URL('../dist/', import.meta.url);
const page = readFileSync(new URL('index.html', dist), 'utf8');
const names = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g)].map((match) => match[1]);
let total = 0;
for (const name of names) {
  const kb = gzipSync(readFileSync(new URL(name, dist)), { level: 9 }).length / 1000;
  total += kb;
  process.stdout.write(`${kb.toFixed(1).padStart(7)} kB  ${name}\n`);
}
process.stdout.write(`${total.toFixed(1).padStart(7)} kB gzip of ${LIMIT_KB} kB\n`);
if (names.length < 2 || total > LIMIT_KB) {
  process.stderr.write('The first load is over its budget.\n');
  process.exit(1);
}
