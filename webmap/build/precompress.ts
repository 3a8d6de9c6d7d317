import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const TEXT = /\.(?:html|js|css|svg|txt|json|webmanifest)$/;
const LEAST_BYTES = 1024;

function compress(path: string): void {
  const raw = readFileSync(path);
  if (raw.length <= LEAST_BYTES) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length };
  writeFileSync(`${path}.br`, brotliCompressSync(raw, { params }));
  const gz = gzipSync(raw, { level: 9 });
  // Byte 9 names the operating system; 255 is "unknown", the same everywhere.
  gz[9] = 255;
  writeFileSync(`${path}.gz`, gz);
}

/** Writes .br and .gz beside every text, so that nothing is compressed per request. */
export function precompress(): Plugin {
  let folder = '';
  return {
    name: 'precompress',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle() {
      if (!existsSync(folder)) return;
      const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
      for (const name of names) if (TEXT.test(name)) compress(join(folder, name));
    },
  };
}
