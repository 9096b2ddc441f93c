import type { Prior, PriorDistribution } from '../../evidence/prior.ts';
import { exp } from '../../maths/exp.ts';
import { log } from '../../maths/log.ts';
import { normalQuantile } from '../../maths/normal-quantile.ts';
import type { ShownValue } from '../../scenario/provenance.ts';

/** A parameter that calibration frees: a prior, and the numbers of the scenario that it sets. */
export interface FreeParameter {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** Whether its prior has a source, and is not an assumption: such parameters are not counted against the facts. */
  readonly isSourced: boolean;
  /** Whether it is of the observation and fits a fact that then is no evidence. */
  readonly isAbsorbing: boolean;
  readonly paths: readonly string[];
  /** The parameter's value at a share of its prior below it. */
  quantile(share: number): number;
  /** What stands at each path when the parameter has a value. */
  valuesAt(value: number): number[];
  /** What stands at each path in the scenario. */
  readonly owns: readonly number[];
}

/** A prior that cannot be freed in this scenario, and why; the path in it that is no number there, if that is why. */
export class FreeParameterMistake extends Error {
  readonly path: string | undefined;
  constructor(why: string, path?: string) {
    super(why);
    this.path = path;
  }
}

/** Standard deviations that a normal prior reaches to either side when its range is no bounds: 98.8% of it. */
const REACH = 2.5;

type Values = readonly Pick<ShownValue, 'path' | 'value'>[];

/** The scenario's numbers that free priors name. */
export function numbersNamed(priors: readonly Prior[], values: Values): Record<string, number> {
  const paths = new Set(
    priors
      .filter(({ free }) => free)
      .flatMap(({ targets }) => targets.flatMap((target) => [target.path, target['relative-to']])),
  );
  return Object.fromEntries(
    values.flatMap(({ path, value }) =>
      typeof value === 'number' && paths.has(path) ? [[path, value]] : [],
    ),
  );
}

/** The parameters that the priors free, in the order of their ids. @throws FreeParameterMistake */
export function freeParameters(priors: readonly Prior[], values: Values): FreeParameter[] {
  const numbers = new Map(
    values.flatMap(({ path, value }) => (typeof value === 'number' ? [[path, value]] : [])),
  );
  return priors.filter(({ free }) => free).map((prior) => freeParameter(prior, numbers));
}

function freeParameter(prior: Prior, numbers: ReadonlyMap<string, number>): FreeParameter {
  const { id, title, unit, targets, distribution, howSure, absorbs } = prior;
  if (distribution === null) throw new FreeParameterMistake(`${id} has no distribution`);
  const at = (path: string): number => {
    const number = numbers.get(path);
    if (number === undefined)
      throw new FreeParameterMistake(`${id}: the scenario has no number at ${path}`, path);
    return number;
  };
  const forms = targets.map(({ path, times = 1, 'relative-to': relativeTo }) => ({
    path,
    own: at(path),
    times: relativeTo === undefined ? times : at(relativeTo),
    plus: relativeTo === undefined ? 0 : 1,
  }));
  const quantile = quantileWithin(prior, distribution);
  return {
    id,
    title,
    unit,
    isSourced: howSure !== 'assumption',
    isAbsorbing: absorbs !== null,
    paths: forms.map(({ path }) => path),
    quantile,
    valuesAt: (value) => forms.map(({ times, plus }) => rounded((value + plus) * times)),
    owns: forms.map(({ own }) => own),
  };
}

/** As a scenario would say it: four digits are more than any of them is known to. */
const rounded = (value: number): number => Number(value.toPrecision(4));

/** The prior's quantiles, cut at its bounds, or far out where it has none. */
function quantileWithin({ range, rangeIs, cut }: Prior, distribution: PriorDistribution) {
  const whole = ofDistribution(distribution);
  const reach = rangeIs === 'bounds' ? [range.from, range.to] : whole.reach;
  const [from, to] = [Math.max(reach[0]!, cut?.from ?? reach[0]!), Math.min(reach[1]!, cut?.to ?? reach[1]!)];
  const [low, high] = [whole.cumulative(from), whole.cumulative(to)];
  return (share: number) => Math.min(to, Math.max(from, whole.quantile(low + share * (high - low))));
}

function ofDistribution(distribution: PriorDistribution) {
  switch (distribution.distribution) {
    case 'uniform': {
      const { from, to } = distribution;
      return {
        quantile: (share: number) => from + share * (to - from),
        cumulative: (value: number) => (value - from) / (to - from),
        reach: [from, to] as const,
      };
    }
    case 'normal': {
      const { mean, sd } = distribution;
      return {
        quantile: (share: number) => mean + sd * normalQuantile(share),
        cumulative: (value: number) => normalBelow((value - mean) / sd),
        reach: [mean - REACH * sd, mean + REACH * sd] as const,
      };
    }
    case 'lognormal': {
      const { median, 'log-sd': logSd } = distribution;
      return {
        quantile: (share: number) => median * exp(logSd * normalQuantile(share)),
        cumulative: (value: number) => (value <= 0 ? 0 : normalBelow(log(value / median) / logSd)),
        reach: [median * exp(-REACH * logSd), median * exp(REACH * logSd)] as const,
      };
    }
  }
}

/** The share of a standard normal below a value: the quantile turned round by bisection, to the last bits that matter. */
function normalBelow(value: number): number {
  let [low, high] = [1e-12, 1 - 1e-12];
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2;
    if (normalQuantile(middle) < value) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
