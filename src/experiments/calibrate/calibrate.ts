import { KeyedDraws } from '../../random/keyed-draws.ts';
import { latinHypercube } from '../designs.ts';
import { type Emulator, fitEmulator, type LeftOut } from './gaussian-process.ts';
import {
  CUTOFF,
  type Discrepancy,
  implausibility,
  type Knowledge,
  logLikelihood,
  NO_DISCREPANCY,
} from './likelihood.ts';
import { type CubePoint, type Region, sampleDensity, sampleRegion, spreadOut } from './sampling.ts';
import { nearer, type Target } from './targets.ts';

/** Emulators leave out runs that an earlier wave ruled out by far: what happens there does not matter any more. */
const FORGOTTEN = 2 * CUTOFF;
/** Runs that an emulator learns from at most, those nearest to the facts: its cost grows with their square. */
const MOST_RUNS = 360;
/** Fewer would not tell a plane from noise; then runs that were ruled out are kept. */
const LEAST_RUNS_A_PARAMETER = 4;

/** Figures of the targets in one run, in their order; null where the run cannot say. */
export type Figures = readonly (number | null)[];

/** Which runs are asked for: those that are emulated, or those at the size that counts. */
export type Size = 'emulated' | 'full';

export interface Problem {
  readonly targets: readonly Target[];
  /** Sides of the cube: free parameters. */
  readonly dimensions: number;
  /** One run at each point. @param replicates the chance of each. */
  readonly observe: (
    points: readonly CubePoint[],
    replicates: readonly number[],
    size: Size,
  ) => Promise<Figures[]>;
}

export interface Effort {
  readonly seed: string;
  /** The last of them lies where the facts are likely, the others where they are not ruled out. */
  readonly waves: number;
  /** Runs of a wave. */
  readonly points: number;
  readonly particles: number;
  /** Sets that are kept. */
  readonly sets: number;
  /** Runs at full size; 0 where the emulated ones are of full size. */
  readonly fullRuns: number;
  /** Emulated people over people at full size: the variance of a figure falls as the number of people rises. */
  readonly noiseRatio: number;
}

export interface WaveTold {
  readonly wave: number;
  readonly waves: number;
  /** Of the prior, before the wave is run. */
  readonly share: number;
}

/** What one wave gave. */
export interface Wave {
  readonly wave: number;
  readonly points: readonly CubePoint[];
  readonly figures: readonly Figures[];
  /** Share of the prior that is not ruled out after it. */
  readonly share: number;
  /** Largest implausibility in that share: the cut-off, or more where nothing reached it. */
  readonly limit: number;
  /** Implausibility of each of its points, as emulated after it. */
  readonly implausibilities: readonly number[];
}

/** How good one target's emulator is, near the facts. */
export interface EmulatorCheck {
  readonly id: string;
  /** Runs that it was fitted to. */
  readonly runs: number;
  /** Standard deviation of one run around its mean, at the scale that is emulated. */
  readonly noise: number;
  /** Root mean square of what a run differs from its prediction by all others: noise and error. */
  readonly leftOut: number;
  /** Share of runs within the 90% interval of that prediction. */
  readonly within: number;
  /** Root mean square of the emulator's own doubt over the posterior sets. */
  readonly error: number;
  /** Full size less emulated, and its standard error. */
  readonly scaleBias: number;
  readonly scaleBiasError: number;
  /** Standard deviation of one run at full size: as the emulated runs' noise gives it, and as the runs at full size do, null where fewer than two say it. */
  readonly fullNoise: number;
  readonly fullNoiseSeen: number | null;
}

export interface Calibrated {
  readonly waves: readonly Wave[];
  readonly knowledge: Knowledge;
  /** Points of the posterior, each as likely as the others, the likeliest first. */
  readonly sets: readonly CubePoint[];
  /** The likeliest point near their mean: where the facts say nothing it stays in the middle of what is left. */
  readonly centre: CubePoint;
  readonly checks: readonly EmulatorCheck[];
}

/**
 * Fits parameters to targets: waves of runs rule out what cannot be (history matching: Vernon, Goldstein and Bower 2010), then the
 * posterior is sampled by the emulated synthetic likelihood within what is left. The same problem and effort give the same result.
 */
export async function calibrate(
  problem: Problem,
  effort: Effort,
  onWave: (told: WaveTold) => void = () => {},
): Promise<Calibrated> {
  const { targets, dimensions } = problem;
  const runs = new Runs(problem);
  const waves: Wave[] = [];
  let knowledge: Knowledge | null = null;
  let region: Region | null = null;
  for (let wave = 1; wave <= effort.waves; wave++) {
    onWave({ wave, waves: effort.waves, share: region?.share ?? 1 });
    const points =
      knowledge === null || region === null
        ? latinHypercube(effort.points, dimensions, `${effort.seed} calibration`)
        : nextPoints(knowledge, region, wave, effort);
    const figures = await runs.add(points);
    knowledge = learn(targets, runs, knowledge, effort);
    const known: Knowledge = knowledge;
    const draws = drawsOf(effort, `region ${wave}`);
    region = sampleRegion((point, enough) => implausibility(known, point, enough), CUTOFF, {
      particles: effort.particles,
      dimensions,
      draws,
    });
    const implausibilities = points.map((point) => implausibility(known, point));
    waves.push({ wave, points, figures, share: region.share, limit: region.limit, implausibilities });
  }
  const measured = await atFullSize(problem, knowledge!, region!, runs.count, effort);
  const sets = posteriorSets(measured.knowledge, effort);
  const checks = checkEmulators(measured.knowledge, runs, sets, measured.seen);
  return { waves, knowledge: measured.knowledge, sets, centre: centreOf(measured.knowledge, sets), checks };
}

/** All runs so far, those that are emulated. */
class Runs {
  readonly points: CubePoint[] = [];
  readonly figures: Figures[] = [];
  readonly #problem: Problem;
  constructor(problem: Problem) {
    this.#problem = problem;
  }
  get count(): number {
    return this.points.length;
  }
  async add(points: readonly CubePoint[]): Promise<readonly Figures[]> {
    const replicates = points.map((_, at) => this.count + at);
    const figures = await this.#problem.observe(points, replicates, 'emulated');
    this.points.push(...points);
    this.figures.push(...figures);
    return figures;
  }
  /** Those of some runs that say a target's figure. */
  of(target: Target, at: number, some: readonly number[]) {
    const said = some.filter((run) => this.figures[run]![at] !== null);
    const points = said.map((run) => this.points[run]!);
    return { said, points, values: said.map((run) => nearer(target, this.figures[run]![at]!)) };
  }
}

const drawsOf = ({ seed }: Effort, what: string) => new KeyedDraws(`${seed} calibration ${what}`);

/** The last wave where the facts are likely, the others spread over what is not ruled out. */
function nextPoints(knowledge: Knowledge, region: Region, wave: number, effort: Effort): CubePoint[] {
  if (wave < effort.waves) return spreadOut(region.points, effort.points);
  return likelyPoints(knowledge, region, drawsOf(effort, `density ${wave}`)).slice(0, effort.points);
}

function likelyPoints(knowledge: Knowledge, region: Region, draws: KeyedDraws): CubePoint[] {
  const density = (point: CubePoint) =>
    implausibility(knowledge, point, region.limit) > region.limit
      ? Number.NEGATIVE_INFINITY
      : logLikelihood(knowledge, point);
  return inKeyedOrder(sampleDensity(density, region.points, draws));
}

/** So that the first few of them are a fair draw of all. */
function inKeyedOrder(points: readonly CubePoint[]): CubePoint[] {
  const stream = new KeyedDraws('order').open(1, 0);
  const keyed = points.map((point, at) => ({ point, key: stream.uniform(at, 0), at }));
  keyed.sort((one, other) => one.key - other.key || one.at - other.at);
  return keyed.map(({ point }) => point);
}

/** Emulators of all targets, from the runs that an earlier wave did not rule out by far. */
function learn(
  targets: readonly Target[],
  runs: Runs,
  before: Knowledge | null,
  { noiseRatio }: Effort,
): Knowledge {
  const kept = nearRuns(runs, before);
  const emulators: Emulator[] = [];
  const leftOut: ReadonlyMap<number, number>[] = [];
  for (const [at, target] of targets.entries()) {
    const { said, points, values } = runs.of(target, at, kept);
    const emulator = fitEmulator(points, values, before?.emulators[at]?.hyperparameters);
    emulators.push(emulator);
    leftOut.push(standardised(said, values, emulator.leaveOneOut(points, values)));
  }
  return {
    targets,
    emulators,
    noiseRatio,
    discrepancies: targets.map(() => NO_DISCREPANCY),
    noiseCorrelations: correlations(leftOut),
    before,
  };
}

/**
 * The runs that an earlier wave did not rule out by far, or all while they are few. They are chosen by what was expected of them and
 * not by what came out, which would bend the emulators.
 */
function nearRuns({ points }: Runs, before: Knowledge | null): number[] {
  const all = points.map((_, at) => at);
  if (before === null) return all;
  const sizes = points.map((point) => implausibility(before, point));
  const near = all.filter((at) => sizes[at]! <= FORGOTTEN);
  if (near.length < LEAST_RUNS_A_PARAMETER * points[0]!.length) return all;
  const nearest = near.toSorted((one, other) => sizes[one]! - sizes[other]! || one - other);
  return nearest.slice(0, MOST_RUNS).sort((one, other) => one - other);
}

/** By run: how many standard deviations it is from what the others predict. */
function standardised(runs: readonly number[], values: readonly number[], predicted: readonly LeftOut[]) {
  return new Map(
    runs.map((run, at) => {
      const { mean, variance } = predicted[at]!;
      return [run, (values[at]! - mean) / Math.sqrt(variance)];
    }),
  );
}

/** Runs in which a correlation is believed half. */
const HALF_BELIEVED = 10;

/** Correlations of what predictions leave open, drawn towards none where few runs tell. */
function correlations(residuals: readonly ReadonlyMap<number, number>[]): number[][] {
  return residuals.map((one, row) =>
    residuals.map((other, column) => {
      if (row === column) return 1;
      const pairs = [...one].flatMap(([run, value]) => {
        const also = other.get(run);
        return also === undefined ? [] : [[value, also] as const];
      });
      const product = pairs.reduce((sum, [a, b]) => sum + a * b, 0);
      const squares = (at: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[at] * pair[at], 0);
      const correlation = product / Math.sqrt(squares(0) * squares(1) || 1);
      return (correlation * pairs.length) / (pairs.length + HALF_BELIEVED);
    }),
  );
}

/** Variance of the full-size runs that say a target's figure around what was emulated, by target; null of fewer than two. */
type Seen = readonly (number | null)[];

/** What runs at full size have more than emulated ones, measured at points where the facts are likely. */
async function atFullSize(
  problem: Problem,
  knowledge: Knowledge,
  region: Region,
  firstReplicate: number,
  effort: Effort,
): Promise<{ knowledge: Knowledge; seen: Seen }> {
  if (effort.fullRuns === 0) return { knowledge, seen: knowledge.targets.map(() => null) };
  const points = likelyPoints(knowledge, region, drawsOf(effort, 'full size')).slice(0, effort.fullRuns);
  const replicates = points.map((_, at) => firstReplicate + at);
  const figures = await problem.observe(points, replicates, 'full');
  const measured = knowledge.targets.map((target, at) => {
    const more = figures.flatMap((ofRun, run) => {
      const figure = ofRun[at]!;
      return figure === null
        ? []
        : [nearer(target, figure) - knowledge.emulators[at]!.predict(points[run]!).mean];
    });
    return { discrepancy: discrepancyOf(more), said: more.length };
  });
  return {
    knowledge: withDiscrepancies(
      knowledge,
      measured.map(({ discrepancy }) => discrepancy),
    ),
    seen: measured.map(({ discrepancy, said }) => (said < 2 ? null : discrepancy.variance * said)),
  };
}

/** What full size has more is the same whichever wave's emulator stands for the reduced size. */
function withDiscrepancies(knowledge: Knowledge, discrepancies: readonly Discrepancy[]): Knowledge {
  const { before } = knowledge;
  return {
    ...knowledge,
    discrepancies,
    before: before === null ? null : withDiscrepancies(before, discrepancies),
  };
}

/** Mean and the variance of the mean. */
function discrepancyOf(more: readonly number[]): Discrepancy {
  if (more.length < 2) return NO_DISCREPANCY;
  const mean = more.reduce((sum, one) => sum + one, 0) / more.length;
  const squares = more.reduce((sum, one) => sum + (one - mean) * (one - mean), 0);
  return { mean, variance: squares / (more.length - 1) / more.length };
}

/** Points of the posterior, the likeliest first. */
function posteriorSets(knowledge: Knowledge, effort: Effort): CubePoint[] {
  const region = sampleRegion((point, enough) => implausibility(knowledge, point, enough), CUTOFF, {
    particles: Math.max(effort.particles, effort.sets),
    dimensions: knowledge.emulators[0]!.hyperparameters.lengths.length,
    draws: drawsOf(effort, 'last region'),
  });
  const points = likelyPoints(knowledge, region, drawsOf(effort, 'posterior')).slice(0, effort.sets);
  const likely = points.map((point) => ({ point, likelihood: logLikelihood(knowledge, point) }));
  likely.sort((one, other) => other.likelihood - one.likelihood);
  return likely.map(({ point }) => point);
}

/** Sides of the cube that the search for the centre goes at a time, and what a step must gain in log likelihood to be taken. */
const CENTRE_STEPS = [0.1, 0.05, 0.025];
const WORTH_A_STEP = 0.05;

/** From the mean of the sets uphill along the axes, as long as that gains something. */
function centreOf(knowledge: Knowledge, sets: readonly CubePoint[]): CubePoint {
  let best: CubePoint = sets[0]!.map((_, at) => meanOf(sets.map((set) => set[at]!)));
  let likelihood = logLikelihood(knowledge, best);
  for (const step of CENTRE_STEPS) {
    for (let at = 0; at < best.length; at++) {
      for (const sign of [1, -1]) {
        const tried = best.map((value, side) =>
          side === at ? Math.min(1, Math.max(0, value + sign * step)) : value,
        );
        const its = logLikelihood(knowledge, tried);
        if (its < likelihood + WORTH_A_STEP) continue;
        best = tried;
        likelihood = its;
        break;
      }
    }
  }
  return best;
}

/** Standard deviations to either end of a 90% interval. */
const NINETY = 1.6448536269514722;

function checkEmulators(
  knowledge: Knowledge,
  runs: Runs,
  sets: readonly CubePoint[],
  seen: Seen,
): EmulatorCheck[] {
  const near = runs.points.flatMap((point, at) =>
    implausibility(knowledge, point, CUTOFF) <= CUTOFF ? [at] : [],
  );
  return knowledge.targets.map((target, at) => {
    const { points, values } = runs.of(target, at, near);
    const emulator = knowledge.emulators[at]!;
    const predicted = emulator.leaveOneOut(points, values);
    const differences = predicted.map(({ mean }, run) => values[run]! - mean);
    const held = predicted.filter(
      ({ variance }, run) => Math.abs(differences[run]!) <= NINETY * Math.sqrt(variance),
    );
    const doubts = sets.map((set) => emulator.predict(set).variance);
    const { mean: scaleBias, variance } = knowledge.discrepancies[at]!;
    return {
      id: target.id,
      runs: values.length,
      noise: Math.sqrt(emulator.noise),
      leftOut: Math.sqrt(meanOf(differences.map((one) => one * one))),
      within: held.length / Math.max(1, predicted.length),
      error: Math.sqrt(meanOf(doubts)),
      scaleBias,
      scaleBiasError: Math.sqrt(variance),
      fullNoise: Math.sqrt(emulator.noise * knowledge.noiseRatio),
      fullNoiseSeen: seen[at] === null ? null : Math.sqrt(seen[at]!),
    };
  });
}

const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
