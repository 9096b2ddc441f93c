import { quantileSorted } from 'simple-statistics';
import type { Figures, Wave } from './calibrate.ts';
import type { FreeParameter } from './parameters.ts';
import type { CubePoint } from './sampling.ts';
import { type Target, toleranceVariance } from './targets.ts';

/** A distribution in short: mean, standard deviation, median and 90% interval. */
export interface Spread {
  readonly mean: number;
  readonly sd: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** A parameter before and after the facts. */
export interface ParameterAfter {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly isSourced: boolean;
  readonly paths: readonly string[];
  readonly prior: Spread;
  readonly posterior: Spread;
  /** Standard deviation of the posterior over that of the prior. */
  readonly ratio: number;
  /** Whether the facts inform it: the ratio is below 0.7. Others are as the prior has them. */
  readonly isInformed: boolean;
}

/** Posterior sd over prior sd below which the facts, and not the prior, say what a parameter is. */
const INFORMED_BELOW = 0.7;
/** Points at which a prior's moments are summed. */
const PRIOR_POINTS = 2000;

/** @param sets points of the posterior, in the cube whose sides are the parameters. */
export function parametersAfter(
  parameters: readonly FreeParameter[],
  sets: readonly CubePoint[],
): ParameterAfter[] {
  return parameters.map(({ id, title, unit, isSourced, paths, quantile }, at) => {
    const prior = spreadOf(
      Array.from({ length: PRIOR_POINTS }, (_, point) => quantile((point + 0.5) / PRIOR_POINTS)),
    );
    const posterior = spreadOf(sets.map((set) => quantile(set[at]!)));
    const ratio = posterior.sd / prior.sd;
    return { id, title, unit, isSourced, paths, prior, posterior, ratio, isInformed: ratio < INFORMED_BELOW };
  });
}

/** @param values at least one, each as likely as the others. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((one, other) => one - other);
  const mean = sum(sorted) / sorted.length;
  const sd = Math.sqrt(sum(sorted.map((value) => (value - mean) * (value - mean))) / sorted.length);
  const [low, median, high] = [0.05, 0.5, 0.95].map((share) => quantileSorted(sorted, share));
  return { mean, sd, low: low!, median: median!, high: high! };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export interface Correlation {
  readonly one: string;
  readonly other: string;
  readonly correlation: number;
}

/** Correlations of parameters over the posterior sets, the strongest first. */
export function correlationsOf(
  parameters: readonly FreeParameter[],
  sets: readonly CubePoint[],
): Correlation[] {
  const columns = parameters.map(({ quantile }, at) => {
    const values = sets.map((set) => quantile(set[at]!));
    const { mean, sd } = spreadOf(values);
    return values.map((value) => (value - mean) / (sd || 1));
  });
  const pairs = parameters.flatMap((one, first) =>
    parameters.slice(first + 1).map((other, offset) => ({
      one: one.id,
      other: other.id,
      correlation:
        sum(columns[first]!.map((value, set) => value * columns[first + 1 + offset]![set]!)) / sets.length,
    })),
  );
  return pairs.sort((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation) || (a.one < b.one ? -1 : 1));
}

/** A target before and after: the figures of runs drawn from the prior, and of those where the facts are likely. */
export interface FigureAfter {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly published: number;
  readonly from: number;
  readonly to: number;
  readonly isEvidence: boolean;
  readonly prior: Spread | null;
  readonly posterior: Spread | null;
  /** Share of the latter runs that are inside. */
  readonly inside: number | null;
}

/** @param waves the first of them drawn from the prior, the last where the facts are likely. */
export function figuresAfter(targets: readonly Target[], waves: readonly Wave[]): FigureAfter[] {
  const [first, last] = [waves[0]!, waves.at(-1)!];
  return targets.map(({ id, title, unit, published, tolerance, isEvidence }, at) => {
    const of = ({ figures }: Wave) => figures.flatMap((ofRun) => ofRun[at] ?? []);
    const after = of(last);
    const inside = after.filter((figure) => figure >= tolerance.from && figure <= tolerance.to);
    return {
      id,
      title,
      unit,
      published,
      ...tolerance,
      isEvidence,
      prior: spreadIfAny(of(first)),
      posterior: spreadIfAny(after),
      inside: after.length === 0 ? null : inside.length / after.length,
    };
  });
}

const spreadIfAny = (values: readonly number[]): Spread | null =>
  values.length === 0 ? null : spreadOf(values);

/** One candidate for the best set, tried at full size. */
export interface Trial {
  readonly name: string;
  /** Mean over its runs, by target; null where a run cannot say. */
  readonly figures: Figures;
  /** How many of the targets are inside. */
  readonly inside: number;
  /** Sum over targets of (figure − published)² ÷ variance that the tolerance allows: the less the better. Null where a run cannot say. */
  readonly misfit: number | null;
}

/** @param runs of the candidate, each with its figures in the order of the targets. */
export function trialOf(name: string, targets: readonly Target[], runs: readonly Figures[]): Trial {
  const figures = targets.map((_, at) => {
    const said = runs.flatMap((run) => run[at] ?? []);
    return said.length < runs.length ? null : sum(said) / said.length;
  });
  const inside = targets.filter(({ tolerance }, at) => {
    const figure = figures[at]!;
    return figure !== null && figure >= tolerance.from && figure <= tolerance.to;
  }).length;
  const parts = targets.map((target, at) => {
    const figure = figures[at]!;
    if (figure === null) return null;
    const distance = figure - target.published;
    return (distance * distance) / toleranceVariance(target, figure);
  });
  const misfit = parts.some((part) => part === null) ? null : sum(parts as number[]);
  return { name, figures, inside, misfit };
}

/** Position of the trial that fits best; the first of equals. */
export function bestOf(trials: readonly Trial[]): number {
  const misfits = trials.map(({ misfit }) => misfit ?? Number.POSITIVE_INFINITY);
  return misfits.indexOf(Math.min(...misfits));
}
