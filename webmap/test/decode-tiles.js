// Reads every tile below a folder and writes a line for each feature: the tile's number (the first folder), the layer, the id,
// how many points it has, and its area in square units of the tile. The tests of the Go package tiles compare that.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';

/** The signed area of a closed ring, positive clockwise on the screen. */
function areaOf(ring) {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) sum += ring[i - 1].x * ring[i].y - ring[i].x * ring[i - 1].y;
  return sum / 2;
}

const folder = process.argv[2] ?? '.';
const lines = [];
for (const path of readdirSync(folder, { recursive: true })) {
  if (!String(path).endsWith('.mvt')) continue;
  const number = String(path).split('/')[0];
  const tile = new VectorTile(new PbfReader(readFileSync(join(folder, String(path)))));
  for (const layer of Object.values(tile.layers)) {
    for (let i = 0; i < layer.length; i++) {
      const feature = layer.feature(i);
      const rings = feature.loadGeometry();
      const closed = feature.type === 3;
      let [points, area] = [0, 0];
      for (const ring of rings) {
        points += closed ? ring.length - 1 : ring.length;
        if (closed) area += areaOf(ring);
      }
      lines.push(`${number} ${layer.name} ${feature.id} ${points} ${area}`);
    }
  }
}
process.stdout.write(`${lines.join('\n')}\n`);
