// Keeps what the lists and the map show of units, works and the town in step with the edits that the server tells.

import { api } from './api';
import { type Change, type News, oneAtATime } from './changes';
import { at, sections, town, units } from './data';
import type { Box } from './model';
import type { Resource } from './resource';
import { untracked } from './signal';
import { today } from './time/period';

/** More places than this are asked for all together. */
const FEW = 8;
/** 10 cm: what lies on the edge of a box must be found in it. */
const MARGIN_DEG = 1e-6;

interface Spot {
  ids: readonly number[];
  box: Box;
}

function around([west, south, east, north]: Box): Box {
  return [west - MARGIN_DEG, south - MARGIN_DEG, east + MARGIN_DEG, north + MARGIN_DEG];
}

/** The features after a change at a place: what was found there, and nothing that was named and is not there any more. */
export function amended<F extends { id: number }>(
  before: readonly F[],
  found: readonly F[],
  gone: readonly number[],
): F[] {
  const byId = new Map(found.map((feature) => [feature.id, feature]));
  const kept = before.filter(({ id }) => byId.has(id) || !gone.includes(id));
  const known = new Set(kept.map(({ id }) => id));
  return [...kept.map((each) => byId.get(each.id) ?? each), ...found.filter(({ id }) => !known.has(id))];
}

/** Takes few changed places one by one, many all together, and never has two requests for a place under way. */
export function follower<F extends { id: number }>(
  resource: Resource<F[]>,
  ask: (box: Box) => Promise<F[]>,
): (changes: readonly Change[], all: boolean) => Promise<void> {
  let waiting: Spot[] = [];
  let whole = false;
  const patch = async (spots: readonly Spot[], before: F[]) => {
    const found = await Promise.all(spots.map(({ box }) => ask(around(box))));
    const now = untracked(resource.value);
    if (now.data !== before || now.loading) return false;
    resource.put(
      amended(
        before,
        found.flat(),
        spots.flatMap(({ ids }) => ids),
      ),
    );
    return true;
  };
  const run = oneAtATime(async () => {
    await resource.settled();
    const { data, error } = untracked(resource.value);
    const [spots, isWhole] = [waiting, whole || waiting.length > FEW];
    [waiting, whole] = [[], false];
    // What failed, or what another load has overtaken, is asked for with all the rest; that load tries again by itself.
    const done = !isWhole && data && !error && (await patch(spots, data).catch(() => false));
    if (!done) await resource.load();
  });
  return async (changes, all) => {
    whole ||= all;
    for (const { ids, box } of changes) {
      if (ids && box) waiting.push({ ids, box });
      else whole = true;
    }
    if (whole || waiting.length > 0) await run();
  };
}

const followUnits = follower(units, (box) => api.unitsIn(box, untracked(at)));
const followSections = follower(sections, api.sectionsIn);
let last: Promise<unknown> = Promise.resolve();
let day = today();

/** Resolves when the lists hold what was told. */
export const inStep = () => last;

export function keepInStep(news: News): void {
  const of = (layer: string) => news.changes.filter((change) => change.layer === layer);
  last = Promise.all([followUnits(of('units'), news.all), followSections(of('sections'), news.all)]);
  // The town knows the server's day; by this clock's own change of day, right or wrong, it is asked for again.
  if (news.all || news.changes.some(({ ids }) => !ids) || today() !== day) void town.load();
  day = today();
}
