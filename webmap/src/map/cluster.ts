import Supercluster from 'supercluster';
import { isVacant, type Unit } from '../model';

interface Point {
  ref: string;
  vacant: number;
}

interface Sum {
  vacant: number;
}

/** Something to stand on the map as one: a single unit, or a number of them. */
export interface Mark {
  lon: number;
  lat: number;
  ref: string | null;
  count: number;
  vacant: number;
  /** The zoom at which a cluster falls apart. */
  opensAt: number;
}

export type Index = Supercluster<Point, Sum>;

export function indexOf(units: readonly Unit[], radius: number): Index {
  const index = new Supercluster<Point, Sum>({
    radius,
    extent: 256,
    maxZoom: 20,
    minPoints: 2,
    map: ({ vacant }) => ({ vacant }),
    reduce: (sum, { vacant }) => {
      sum.vacant += vacant;
    },
  });
  return index.load(
    units.map((unit) => ({
      type: 'Feature',
      geometry: unit.geometry,
      properties: { ref: unit.properties.public_ref, vacant: isVacant(unit.properties.vacancy_status) ? 1 : 0 },
    })),
  ) as Index;
}

export function marksIn(index: Index, box: [number, number, number, number], zoom: number): Mark[] {
  return index.getClusters(box, Math.round(zoom)).map((feature) => {
    const [lon = 0, lat = 0] = feature.geometry.coordinates;
    const p = feature.properties;
    if ('cluster' in p) {
      return {
        lon,
        lat,
        ref: null,
        count: p.point_count,
        vacant: p.vacant,
        opensAt: index.getClusterExpansionZoom(p.cluster_id),
      };
    }
    return { lon, lat, ref: p.ref, count: 1, vacant: p.vacant, opensAt: 0 };
  });
}
