import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { licences } from './build/licences';
import { precompress } from './build/precompress';

export default defineConfig({
  base: './',
  resolve: {
    // Leaflet's main file is UMD; the module of the same version can be shaken.
    alias: { leaflet: fileURLToPath(new URL('node_modules/leaflet/dist/leaflet-src.esm.js', import.meta.url)) },
  },
  build: {
    target: 'es2022',
    sourcemap: false,
    assetsInlineLimit: 0,
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  plugins: [licences(), precompress()],
});
