import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { licences } from './build/licences';
import { precompress } from './build/precompress';

const OFFICE = 'staff/|register/|inbox/|spaces/|owners/|street/|edit/';
const PLAN = 'plan/(?!open)|i18n/(?:de-)?(?:days|plan|browse)|i18n/en';
const LATER = `${OFFICE}|days/|browse/|panels/detail(?!-door)|panels/timeline|follow|instep|live|told|${PLAN}`;
const FIRST = new RegExp(`/src/(?!${LATER}).*\\.ts$|/node_modules/(?:leaflet|pbf|supercluster|kdbush|@mapbox)/`);

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
    rollupOptions: {
      output: {
        // What everybody loads stays one file: cut along what later chunks share, it would weigh a hundredth more.
        codeSplitting: { groups: [{ name: 'map', test: FIRST }] },
      },
    },
    reportCompressedSize: false,
  },
  plugins: [licences(), precompress()],
});
