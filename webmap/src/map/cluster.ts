import type { Feature, Point as Place } from 'geojson';
import Supercluster from 'supercluster';
import { type Box, isVacant, type Unit } from '../model';

interface Point {
  unit: Unit;
  vacant: number;
}

interface Sum {
  vacant: number;
}

/** Something to stand on the map as one: a single unit, or a number of them. */
export interface Mark {
  lon: number;
  lat: number;
  unit: Unit | null;
  count: number;
  vacant: number;
  /** The zoom at which a cluster falls apart. */
  opensAt: () => number;
}

type Level = Supercluster<Point, Sum>;

/** The map's nearest zoom, and thus that of what never falls apart. */
const NEAREST = 21;

const points = new WeakMap<Unit, Feature<Place, Point>>();

function pointOf(unit: Unit): Feature<Place, Point> {
  const known = points.get(unit);
  if (known) return known;
  const properties = { unit, vacant: isVacant(unit.properties.vacancy_status) ? 1 : 0 };
  const point = { type: 'Feature' as const, geometry: unit.geometry, properties };
  points.set(unit, point);
  return point;
}

function levelOf(units: readonly Unit[], radius: number, zoom: number): Level {
  const level = new Supercluster<Point, Sum>({
    radius,
    extent: 256,
    minZoom: zoom,
    maxZoom: zoom,
    minPoints: 2,
    map: ({ vacant }) => ({ vacant }),
    reduce: (sum, { vacant }) => {
      sum.vacant += vacant;
    },
  });
  return level.load(units.map(pointOf)) as Level;
}

/** Units that lie nearer to each other than a number of pixels stand as one. Each zoom is worked out when it is looked at. */
export class Clusters {
  private readonly levels = new Map<number, Level>();

  constructor(
    private readonly units: readonly Unit[],
    private readonly radius: number,
  ) {}

  marks(box: Box, zoom: number): Mark[] {
    const level = this.level(Math.round(zoom));
    return level.getClusters(box, Math.round(zoom)).map((feature) => {
      const [lon = 0, lat = 0] = feature.geometry.coordinates;
      const p = feature.properties;
      if (!('cluster' in p)) {
        return { lon, lat, unit: p.unit, count: 1, vacant: p.vacant, opensAt: () => 0 };
      }
      const members = () => level.getLeaves(p.cluster_id, p.point_count).map((leaf) => leaf.properties.unit);
      const opensAt = () => this.parting(members(), Math.round(zoom) + 1);
      return { lon, lat, unit: null, count: p.point_count, vacant: p.vacant, opensAt };
    });
  }

  private level(zoom: number): Level {
    const level = this.levels.get(zoom) ?? levelOf(this.units, this.radius, zoom);
    this.levels.set(zoom, level);
    return level;
  }

  private parting(members: readonly Unit[], from: number): number {
    for (let zoom = from; zoom < NEAREST; zoom++) {
      if (levelOf(members, this.radius, zoom).getClusters([-180, -85, 180, 85], zoom).length > 1) return zoom;
    }
    return NEAREST;
  }
}
