import jstat from 'jstat';
import { KeyedDraws } from '../../random/keyed-draws.ts';
import { type Calibrated, calibrate, type Effort, type Problem } from './calibrate.ts';
import type { CubePoint } from './sampling.ts';
import { halfWidth, type Target, toleranceVariance } from './targets.ts';

/** A planted parameter set, and how it came back. */
export interface Planted {
  readonly truth: CubePoint;
  /** By parameter: share of the sets found that lie below what was planted, half of those that are equal counted. */
  readonly ranks: readonly number[];
  readonly sets: readonly CubePoint[];
}

/** Chances of the planted runs: far from those of the waves, which begin at 0. */
const FIRST_REPLICATE = 1_000_000;

/**
 * Simulation-based calibration: parameters drawn from the prior, figures of one run of them (with the doubt of the tolerances on top)
 * taken for the facts, and the parameters asked for back. If the method is right, ranks are even. Source: Talts, Betancourt, Simpson,
 * Vehtari and Gelman (2018), "Validating Bayesian inference algorithms with simulation-based calibration".
 * @param onDraw told after each.
 */
export async function plantAndAsk(
  problem: Problem,
  effort: Effort,
  draws: number,
  onDraw: (drawn: number) => void = () => {},
): Promise<Planted[]> {
  const planted: Planted[] = [];
  const dice = new KeyedDraws(`${effort.seed} planted`);
  for (let draw = 0; planted.length < draws && draw < 2 * draws; draw++) {
    const stream = dice.open(1, draw);
    const truth = Array.from({ length: problem.dimensions }, (_, at) => stream.uniform(at, 0));
    const [figures] = await problem.observe([truth], [FIRST_REPLICATE + draw], 'full');
    if (figures!.includes(null)) continue; // a market that cannot say has no facts to be asked for
    const targets = problem.targets.map((target, at) =>
      publishedAs(target, figures![at]! + Math.sqrt(usualVariance(target)) * stream.normal(at, 1)),
    );
    const found: Calibrated = await calibrate({ ...problem, targets }, effort);
    planted.push({ truth, ranks: ranksOf(truth, found.sets), sets: found.sets });
    onDraw(planted.length);
  }
  return planted;
}

const usualVariance = (target: Target): number => {
  const even = publishedAs(target, (target.tolerance.from + target.tolerance.to) / 2);
  return toleranceVariance(even, even.published);
};

/** The same target with another figure published, as far from both ends of its tolerance. */
function publishedAs(target: Target, published: number): Target {
  const half = halfWidth(target);
  return { ...target, published, tolerance: { from: published - half, to: published + half } };
}

function ranksOf(truth: CubePoint, sets: readonly CubePoint[]): number[] {
  return truth.map((value, at) => {
    const below = sets.filter((set) => set[at]! < value).length;
    const equal = sets.filter((set) => set[at] === value).length;
    return (below + equal / 2) / sets.length;
  });
}

/** Chance that even ranks would be as uneven as these, by Pearson's chi-square over equal bins. */
export function chanceOfEven(ranks: readonly number[], bins: number): number {
  const counts = countsIn(ranks, bins);
  const expected = ranks.length / bins;
  const sum = counts.reduce(
    (total, count) => total + ((count - expected) * (count - expected)) / expected,
    0,
  );
  return 1 - jstat.chisquare.cdf(sum, bins - 1);
}

/** How many ranks lie in each of equal bins. */
export function countsIn(ranks: readonly number[], bins: number): number[] {
  const counts = Array<number>(bins).fill(0);
  for (const rank of ranks) counts[Math.min(bins - 1, Math.floor(rank * bins))]!++;
  return counts;
}

/** Bins of ranks: ten draws in each, as the chi-square likes it, and no more than can be told apart. */
export const binsFor = (draws: number): number => Math.max(2, Math.min(10, Math.floor(draws / 10)));
