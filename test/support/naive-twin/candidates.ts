import { log } from '../../../src/maths/log.ts';
import { Decision } from '../../../src/model/decisions.ts';
import { uniform, type World } from './world.ts';

const DECISIONS = {
  look: Decision.nextLookCandidate,
  quit: Decision.nextQuitCandidate,
  exit: Decision.nextExitCandidate,
  goHome: Decision.nextReturnCandidate,
};

/** Month of the run in which somebody is next a candidate, after the month `last`. MODEL.md, "Candidate months". */
export function nextCandidate(world: World, what: keyof typeof DECISIONS, key: number, last: number): number {
  const largest = largestOf(world, what);
  if (largest === 0) return Infinity;
  if (largest === 1) return last + 1;
  const u = uniform(world, DECISIONS[what], 0, key, last);
  return last + 1 + Math.floor(log(u) / log(1 - largest));
}

export function largestOf(world: World, what: keyof typeof DECISIONS): number {
  const { people, regions, separations } = world.scenario;
  return {
    look: people.largestLooksPerMonth,
    quit: separations.largestQuitPerMonth,
    exit: separations.largestLeaveFieldPerMonth,
    goHome: Math.max(...regions.map((region) => region.largestReturnHomePerMonth)),
  }[what];
}
