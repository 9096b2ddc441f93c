import { expect, test } from 'vitest';
import { observeAll } from '../../../src/evidence/observe.ts';
import { answerOf } from '../../../src/evidence/unanswered.ts';
import { calibrate, type Effort, type Problem } from '../../../src/experiments/calibrate/calibrate.ts';
import { type Knowledge, logLikelihood } from '../../../src/experiments/calibrate/likelihood.ts';
import { freeParameters } from '../../../src/experiments/calibrate/parameters.ts';
import { binsFor, chanceOfEven, plantAndAsk } from '../../../src/experiments/calibrate/planted.ts';
import { spreadOf } from '../../../src/experiments/calibrate/summaries.ts';
import { type Target, targetsOf } from '../../../src/experiments/calibrate/targets.ts';
import { normalQuantile } from '../../../src/maths/normal-quantile.ts';
import { simulate } from '../../../src/model/simulation.ts';
import { KeyedDraws } from '../../../src/random/keyed-draws.ts';
import { evidenceAt } from '../../../src/runtime/evidence-folder.ts';
import { loadFittedFacts, loadPriors } from '../../../src/runtime/fitting-evidence.ts';
import { openScenarioFile } from '../../../src/runtime/scenario-files.ts';
import { collectTables } from '../../../src/tables/collect.ts';
import { longTest } from '../../support/long-suite.ts';

const target = (id: string, published: number, half: number): Target => ({
  id,
  title: id,
  unit: '',
  published,
  tolerance: { from: published - half, to: published + half },
  isEvidence: true,
});
const NOISE = 0.1;

/** Two figures that are sums of two standard normal parameters, and noise: the posterior is known. */
function linearProblem(): Problem {
  const noise = new KeyedDraws('noise');
  const value = (share: number) => normalQuantile(Math.min(0.999, Math.max(0.001, share)));
  return {
    targets: [target('sum', 0.5, 0.4), target('difference', -0.3, 0.6)],
    dimensions: 2,
    observe: async (points, replicates) =>
      points.map((point, at) => {
        const [x, y] = point.map(value) as [number, number];
        const stream = noise.open(1, replicates[at]!);
        return [x + y + NOISE * stream.normal(0, 0), x - 0.5 * y + NOISE * stream.normal(1, 0)];
      }),
  };
}
const EFFORT: Effort = {
  seed: '1',
  waves: 3,
  points: 40,
  particles: 300,
  sets: 300,
  fullRuns: 0,
  noiseRatio: 1,
};

/** By hand: precision I + Aᵀ Σ⁻¹ A, with Σ the tolerance's and the noise's variances. */
function exactPosterior() {
  const rows = [
    { a: [1, 1], z: 0.5, variance: 0.2 * 0.2 + NOISE * NOISE },
    { a: [1, -0.5], z: -0.3, variance: 0.3 * 0.3 + NOISE * NOISE },
  ];
  const sum = (of: (row: (typeof rows)[number]) => number) =>
    rows.reduce((total, row) => total + of(row) / row.variance, 0);
  const [p11, p12, p22] = [
    1 + sum(({ a }) => a[0]! * a[0]!),
    sum(({ a }) => a[0]! * a[1]!),
    1 + sum(({ a }) => a[1]! * a[1]!),
  ];
  const [b1, b2] = [sum(({ a, z }) => a[0]! * z), sum(({ a, z }) => a[1]! * z)];
  const det = p11 * p22 - p12 * p12;
  return [
    { mean: (p22 * b1 - p12 * b2) / det, sd: Math.sqrt(p22 / det) },
    { mean: (p11 * b2 - p12 * b1) / det, sd: Math.sqrt(p11 / det) },
  ];
}

test('the posterior of a linear model with normal priors and noise is the one in closed form', async () => {
  const { sets, waves, checks, knowledge, centre } = await calibrate(linearProblem(), EFFORT);
  for (const [at, exact] of exactPosterior().entries()) {
    const found = spreadOf(sets.map((set) => normalQuantile(set[at]!)));
    expect(Math.abs(found.mean - exact.mean), `mean ${at}`).toBeLessThan(0.3 * exact.sd);
    expect(found.sd / exact.sd, `sd ${at}`).toBeGreaterThan(0.8);
    expect(found.sd / exact.sd, `sd ${at}`).toBeLessThan(1.25);
  }
  expect(waves.at(-1)!.share).toBeLessThan(waves[0]!.share);
  const likelihoods = sets.map((set) => logLikelihood(knowledge, set));
  expect(likelihoods).toEqual(likelihoods.toSorted((one, other) => other - one)); // the likeliest first
  const middle = [0, 1].map((at) => spreadOf(sets.map((set) => set[at]!)).mean);
  expect(logLikelihood(knowledge, centre)).toBeGreaterThanOrEqual(logLikelihood(knowledge, middle) - 1e-9);
  for (const { noise, leftOut, within, error } of checks) {
    for (const deviation of [noise, leftOut]) {
      expect(deviation).toBeGreaterThan(0.06);
      expect(deviation).toBeLessThan(0.15);
    }
    expect(within).toBeGreaterThan(0.8); // of 90%
    expect(within).toBeLessThan(1);
    expect(error).toBeLessThan(0.05); // an eighth of the tolerance
  }
});

test('every run has a chance of its own, whichever the wave', async () => {
  const problem = linearProblem();
  const used: number[] = [];
  const observe: Problem['observe'] = (points, replicates, size) => {
    used.push(...replicates);
    return problem.observe(points, replicates, size);
  };
  const few = { ...EFFORT, waves: 2, particles: 60, sets: 20, fullRuns: 10, noiseRatio: 0.25 };
  const { checks } = await calibrate({ ...problem, observe }, few);
  expect(used.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 90 }, (_, run) => run));
  // A quarter of the variance at full size, as is said.
  for (const { noise, fullNoise } of checks) expect(fullNoise).toBeCloseTo(noise / 2, 12);
});

test('the same seed gives the same sets to the bit, another seed nearly the same posterior', async () => {
  const quick = { ...EFFORT, waves: 2, particles: 100, sets: 100 };
  const [one, again, other] = [
    await calibrate(linearProblem(), quick),
    await calibrate(linearProblem(), quick),
    await calibrate(linearProblem(), { ...quick, seed: '2' }),
  ];
  expect(again.sets).toEqual(one.sets);
  expect(other.sets).not.toEqual(one.sets);
  for (const at of [0, 1]) {
    const [first, second] = [one, other].map(({ sets }) =>
      spreadOf(sets.map((set) => normalQuantile(set[at]!))),
    );
    expect(Math.abs(first!.mean - second!.mean)).toBeLessThan(0.5 * first!.sd);
  }
});

test('runs that cannot say are left out, and what full size has more is measured and counted', async () => {
  const plain = linearProblem();
  const problem: Problem = {
    ...plain,
    observe: async (points, replicates, size) =>
      (await plain.observe(points, replicates, size)).map(([sum, difference], at) =>
        size === 'emulated' && at % 7 === 0 ? [null, null] : [sum! + (size === 'full' ? 1 : 0), difference!],
      ),
  };
  const quick = { ...EFFORT, waves: 2, particles: 150, sets: 150, fullRuns: 12 };
  const { checks, sets, knowledge } = await calibrate(problem, quick);
  expect(checks[0]!.scaleBias).toBeGreaterThan(0.9);
  expect(checks[0]!.scaleBias).toBeLessThan(1.1);
  expect(checks[0]!.noise).toBeLessThan(0.3); // a figure that is not said is not 0
  // Twelve runs whose deviation is 0.1: their mean's error is 0.1 ÷ √12 = 0.029.
  expect(checks[0]!.fullNoiseSeen).toBeGreaterThan(0.06);
  expect(checks[0]!.fullNoiseSeen).toBeLessThan(0.16);
  expect(checks[0]!.scaleBiasError).toBeCloseTo(checks[0]!.fullNoiseSeen! / Math.sqrt(12), 9);
  const waves: Knowledge[] = [];
  for (let known: Knowledge | null = knowledge; known !== null; known = known.before) waves.push(known);
  expect(waves.map(({ discrepancies }) => discrepancies[0]!.mean)).toEqual([
    checks[0]!.scaleBias,
    checks[0]!.scaleBias,
  ]);
  // x + y is then 0.5 − 1 where the facts are.
  const sums = spreadOf(sets.map(([x, y]) => normalQuantile(x!) + normalQuantile(y!)));
  expect(Math.abs(sums.mean + 0.5)).toBeLessThan(0.15);
});

test('the deviation of runs at full size is of those that say the figure, and none of fewer than two', async () => {
  const plain = linearProblem();
  const saying = (most: number): Problem => ({
    ...plain,
    observe: async (points, replicates, size) =>
      (await plain.observe(points, replicates, size)).map(([sum, difference], at) => [
        sum!,
        size === 'full' && at >= most ? null : difference!,
      ]),
  });
  const quick = { ...EFFORT, waves: 1, particles: 60, sets: 20, fullRuns: 12 };
  const six = (await calibrate(saying(6), quick)).checks[1]!;
  expect(six.scaleBiasError).toBeGreaterThan(0);
  expect(six.scaleBiasError).toBeCloseTo(six.fullNoiseSeen! / Math.sqrt(6), 9);
  const one = (await calibrate(saying(1), quick)).checks[1]!;
  expect(one.fullNoiseSeen).toBeNull();
});

test('even ranks pass, and ranks in a heap do not', () => {
  const even = Array.from({ length: 100 }, (_, at) => (at + 0.5) / 100);
  expect(binsFor(100)).toBe(10);
  expect(chanceOfEven(even, 10)).toBeCloseTo(1, 12);
  // 60 below the middle and 40 above: chi-square 4 of one degree of freedom.
  expect(
    chanceOfEven(
      even.map((_, at) => (at < 60 ? 0.2 : 0.7)),
      2,
    ),
  ).toBeCloseTo(0.0455, 4);
  expect([19, 20, 50, 1000].map(binsFor)).toEqual([2, 2, 5, 10]);
  // 30 in the first bin, none in two others: chi-square 40 + 10 + 10, beyond 1 − 10⁻⁵ of 9 degrees of freedom.
  const heap = even.map((rank, at) => (at < 30 ? 0.05 : rank));
  expect(chanceOfEven(heap, 10)).toBeLessThan(1e-5);
});

/** The market of examples/planted, run in this process. */
function tinyMarket() {
  const folder = 'examples/planted';
  const open = openScenarioFile(`${folder}/market.yaml`);
  const evidence = evidenceAt(`${folder}/evidence`);
  const facts = loadFittedFacts(evidence);
  const parameters = freeParameters(loadPriors(evidence), open([]).values);
  const problem: Problem = {
    targets: targetsOf(facts, []),
    dimensions: parameters.length,
    observe: async (points, replicates) =>
      points.map((point, at) => {
        const settings = parameters.flatMap(({ paths, quantile, valuesAt }, which) => {
          const values = valuesAt(quantile(point[which]!));
          return paths.map((path, to) => `${path}=${values[to]!}`);
        });
        const { scenario } = open(settings);
        const months = [...simulate(scenario, { seed: '1', replicate: replicates[at]! })];
        return observeAll(facts, scenario, collectTables(scenario, months)).map(answerOf);
      }),
  };
  return { problem, parameters };
}

test('a planted parameter of a tiny market comes back', async () => {
  const { problem } = tinyMarket();
  const [planted] = await plantAndAsk(
    problem,
    { ...EFFORT, waves: 2, points: 30, particles: 150, sets: 99 },
    1,
  );
  // Beyond none of its sets on either side; three claims, fixed seed.
  for (const rank of planted!.ranks) {
    expect(rank).toBeGreaterThan(0.001);
    expect(rank).toBeLessThan(0.999);
  }
});

longTest(
  'simulation-based calibration: ranks of a hundred planted parameter sets are even',
  async () => {
    const { problem, parameters } = tinyMarket();
    const planted = await plantAndAsk(problem, { ...EFFORT, points: 40, particles: 200, sets: 99 }, 100);
    for (const [at, { id }] of parameters.entries()) {
      const chance = chanceOfEven(
        planted.map(({ ranks }) => ranks[at]!),
        10,
      );
      expect(chance, `ranks of ${id}`).toBeGreaterThan(0.001);
    }
  },
  1_200_000,
);
