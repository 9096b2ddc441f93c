import { mean, sampleStandardDeviation } from 'simple-statistics';
import { sensitivityCharts } from '../charts/sensitivity-charts.ts';
import { meanOfWindow } from '../experiments/compare.ts';
import { sharing } from '../experiments/differences.ts';
import type { PointStore } from '../experiments/executor.ts';
import { screened, type Trajectory, trajectories } from '../experiments/morris.ts';
import { type Outcome, outcomeOf } from '../experiments/outcomes.ts';
import { settingsAt } from '../experiments/parameter-sets.ts';
import { firstReplicates, monthName, type Plan, type Variant } from '../experiments/plan.ts';
import {
  byStrength,
  CHANCE,
  coordinatesOf,
  type Factor,
  type FactorShare,
  type ScreenedFactor,
  type SensitivityResults,
} from '../experiments/sensitivity.ts';
import { type SobolDesign, sobolDesign, sobolIndices } from '../experiments/sobol-indices.ts';
import { hashes } from '../runtime/engine-hash.ts';
import { UsageMistake } from '../runtime/failures.ts';
import type { Month } from '../scenario/scenario.ts';
import { ScenarioError } from '../scenario/scenario-error.ts';
import type { ExperimentSettings } from './experiment.ts';
import type { Manifest } from './manifest.ts';
import { manifestOf } from './manifest-of-run.ts';
import { type Reloadable, reloaded } from './parameter-sets.ts';
import { writeCharts } from './pictures.ts';
import { type FolderSettings, inResultsFolder } from './results-folder.ts';
import { sensitivityFiles } from './sensitivity-tables.ts';
import { type OnAhead, runPlanToldAhead } from './told-ahead.ts';

export interface SensitivityRequest extends ExperimentSettings, FolderSettings {
  readonly name: string;
  readonly base: Reloadable;
  /** Without chance, which is always one more. */
  readonly factors: readonly Factor[];
  readonly outcomes: readonly string[];
  readonly from: Month;
  readonly to: Month;
  /** Of the screening; 0: none, and all factors get shares. */
  readonly trajectories: number;
  /** Points of each of the two samples of the shares; 0: no shares. */
  readonly samples: number;
  /** How many of the factors that matter get shares. */
  readonly most: number;
  readonly replicates: number;
  readonly workers: number;
  readonly onAhead: OnAhead;
}

export interface Sensitivity extends SensitivityResults {
  readonly charts: readonly string[];
  readonly folder: string;
  readonly manifest: Manifest;
}

/** A run at a point of the unit cube: its variant, and the replicates whose mean is taken. */
interface RunAt {
  readonly variant: Variant;
  readonly replicates: readonly number[];
}

/** Replicates that stand for chance: a coordinate says which of so many. */
const SEEDS = 2 ** 20;

/**
 * Screens all factors by Morris trajectories, then shares the outcomes' variance among those that matter by Sobol's indices.
 * @throws OutcomeMistake, UsageMistake, Interrupted, MarketFailure, RunFailure.
 */
export async function sensitivityToFolder(request: SensitivityRequest): Promise<Sensitivity> {
  const started = new Date();
  const { base, folder, name } = request;
  const outcomes = request.outcomes.map((one) => outcomeOf(one, base.variant.scenario));
  return inResultsFolder({ ...request, name }, async (publish) => {
    const all = [...request.factors, CHANCE];
    const walks = request.trajectories === 0 ? [] : walksOf(request, all);
    const runs = runsOfWalks(request, all, walks);
    let plan = planOfRuns(base.variant, runs);
    let store: PointStore & Awaited<ReturnType<typeof runPlanToldAhead>> = await runPlanToldAhead(
      plan,
      request,
    );
    const measured = measure(request, plan, runs, store);
    const screening = outcomes.flatMap((outcome, which) =>
      screen(outcome, all, walks, valuesOfWalks(walks, measured, which), base.variant.scenario.seed),
    );
    const chosen = chosenOf(request, outcomes[0]!, screening);
    const { factorOf } = coordinatesOf(chosen);
    const design =
      request.samples === 0 ? null : sobolDesign(request.samples, factorOf, base.variant.scenario.seed);
    const shareRuns = design === null ? [] : runsOfDesign(request, chosen, design, runs.length);
    if (design !== null) {
      plan = planOfRuns(base.variant, [...runs, ...shareRuns]);
      store = await runPlanToldAhead(plan, { ...request, fresh: false });
    }
    const ofShares = measure(request, plan, [...runs, ...shareRuns], store).slice(runs.length);
    const results: SensitivityResults = {
      scenario: base.variant.scenario.name,
      scale: base.variant.scenario.scale,
      from: monthName(request.from),
      to: monthName(request.to),
      outcomes: outcomes.map(({ name: outcome, title, unit }, which) => ({
        outcome,
        title,
        unit,
        ...spreadOf(ofShares.slice(0, 2 * request.samples).map((values) => values[which]!)),
      })),
      screening,
      shares:
        design === null
          ? []
          : outcomes.flatMap((outcome, which) =>
              sharesOf(
                request,
                outcome,
                chosen,
                ofShares.map((values) => values[which]!),
              ),
            ),
    };
    const charts = sensitivityCharts(results);
    const manifest = await publish(
      async (writer) => {
        for (const { path, text, rows } of sensitivityFiles(results)) await writer.add(path, text, rows);
        await writeCharts(writer, charts);
      },
      (files) =>
        manifestOf(
          { ...request, command: 'sensitivity', settings: settingsOf(request), plan, store, started },
          files,
        ),
    );
    return { ...results, charts: charts.map((chart) => chart.name), folder, manifest };
  });
}

/** Runs that are planned, at most: the screening's and the shares'. */
export function simulationsOf(
  request: Pick<SensitivityRequest, 'factors' | 'trajectories' | 'samples' | 'most' | 'replicates'>,
): number {
  const { factors, trajectories: walks, samples, most, replicates } = request;
  const shared = (walks === 0 ? factors.length : Math.min(most, factors.length)) + 1;
  return replicates * (walks * (factors.length + 2) + samples * (shared + 2));
}

function walksOf(
  { trajectories: count, base }: SensitivityRequest,
  factors: readonly Factor[],
): Trajectory[] {
  return trajectories(count, coordinatesOf(factors).factorOf, base.variant.scenario.seed);
}

/** Trajectory by trajectory, each with a seed of its own. */
function runsOfWalks(
  request: SensitivityRequest,
  factors: readonly Factor[],
  walks: readonly Trajectory[],
): RunAt[] {
  const runs: RunAt[] = [];
  for (const [walk, { points }] of walks.entries()) {
    for (const [step, point] of points.entries()) {
      const previous = step === 0 ? null : runs.at(-1)!.variant;
      const run = runAt(request, factors, point, `trajectory ${walk}, step ${step}`, walk, {
        previous,
        position: runs.length, // the first variant of the plan is the scenario itself
      });
      runs.push(run);
    }
  }
  return runs;
}

/** A, then B, then A with each factor from B. */
function runsOfDesign(
  request: SensitivityRequest,
  factors: readonly Factor[],
  { a, b, mixed }: SobolDesign,
  before: number,
): RunAt[] {
  const of = (points: readonly (readonly number[])[], name: string, from: readonly RunAt[] | null) =>
    points.map((point, row) => {
      const told = from === null ? null : { previous: from[row]!.variant, position: before + row + 1 };
      return runAt(request, factors, point, `${name}, row ${row}`, 0, told);
    });
  const ofA = of(a, 'sample A', null);
  return [
    ...ofA,
    ...of(b, 'sample B', null),
    ...mixed.flatMap((points, factor) => of(points, factors[factor]!.id, ofA)),
  ];
}

/**
 * @param seeds where its replicates begin. @param told the variant that it differs little from, and its position in the plan; null: the
 * scenario itself.
 */
function runAt(
  { base, replicates }: SensitivityRequest,
  factors: readonly Factor[],
  point: readonly number[],
  name: string,
  seeds: number,
  told: { readonly previous: Variant | null; readonly position: number } | null,
): RunAt {
  const { paths } = coordinatesOf(factors);
  const at = new Map(paths.map((path, coordinate) => [path, point[coordinate]!]));
  const settings = settingsAt(base.values, ({ path }) => at.get(path) ?? null);
  const moved = movedTo(base, settings);
  const near = told?.previous?.scenario ?? base.variant.scenario;
  const chance = at.get(null);
  const first = seeds * SEEDS + (chance === undefined ? 0 : Math.floor(chance * (SEEDS - replicates)));
  return {
    variant: {
      ...moved,
      name,
      scenario: sharing(near, moved.scenario),
      ...(told === null || told.previous === null ? {} : { toldFrom: told.position }),
    },
    replicates: firstReplicates(replicates).map((replicate) => first + replicate),
  };
}

/** @throws UsageMistake that says what to hold still, where the scenario's rules refuse a point. */
function movedTo(base: Reloadable, settings: readonly string[]): Variant {
  try {
    return reloaded(base, settings);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    const { path, found, expected, remedy } = error.mistakes[0]!;
    throw new UsageMistake(path, {
      found: `${found}, where parameters stand elsewhere in their ranges`,
      expected,
      remedy: `hold it still with --set ${path}=…, or give it or what it hangs on a narrower range (${remedy})`,
    });
  }
}

/** Every run's replicates, in their order. */
function planOfRuns(base: Variant, runs: readonly RunAt[]): Plan {
  const { pointId, engine } = hashes();
  const points = runs.flatMap(({ variant, replicates }, at) =>
    replicates.map((replicate) => {
      const { seed } = variant.scenario;
      return { id: pointId(variant.scenario, seed, replicate), variant: at + 1, seed, replicate };
    }),
  );
  return { engine, variants: [base, ...runs.map(({ variant }) => variant)], points };
}

/** By run, the outcomes' means over the window and the run's replicates, as the run's own scenario sees them. */
function measure(
  request: SensitivityRequest,
  plan: Plan,
  runs: readonly RunAt[],
  store: PointStore,
): number[][] {
  const { from, to } = request;
  let next = 0;
  return runs.map(({ variant: { scenario }, replicates }) => {
    const { start } = scenario.calendar;
    const outcomes = request.outcomes.map((one) => outcomeOf(one, scenario));
    const byReplicate = replicates.map(() => {
      const tables = store.tables(plan.points[next++]!.id);
      return outcomes.map((outcome) => meanOfWindow(outcome.monthly(tables), from - start, to - start));
    });
    return outcomes.map((_, which) => mean(byReplicate.map((values) => values[which]!)));
  });
}

function valuesOfWalks(
  walks: readonly Trajectory[],
  measured: readonly (readonly number[])[],
  which: number,
): number[][] {
  let next = 0;
  return walks.map(({ points }) => points.map(() => measured[next++]![which]!));
}

function screen(
  { name, unit }: Outcome,
  factors: readonly Factor[],
  walks: readonly Trajectory[],
  values: readonly (readonly number[])[],
  seed: string,
): ScreenedFactor[] {
  if (walks.length === 0) return [];
  const all = screened(walks, values, coordinatesOf(factors).factorOf, seed);
  const chance = all.at(-1)!.strength ?? 0;
  return all
    .map(({ effects, ...found }, at): ScreenedFactor => {
      const { id, paths } = factors[at]!;
      return {
        outcome: name,
        unit,
        factor: id,
        parameters: paths.length,
        ...found,
        trajectories: effects,
        aboveChance: found.low !== null && found.low > chance,
      };
    })
    .sort(byStrength);
}

/** The factors that get shares: those with the strongest effects on the first outcome, and chance; all when none was screened. */
function chosenOf(
  { factors, most, trajectories: walks }: SensitivityRequest,
  { name }: Outcome,
  screening: readonly ScreenedFactor[],
): Factor[] {
  if (walks === 0) return [...factors, CHANCE];
  const strongest = screening
    .filter(
      ({ outcome, factor, strength }) => outcome === name && factor !== CHANCE.id && (strength ?? 0) > 0,
    )
    .slice(0, most)
    .map(({ factor }) => factors.find(({ id }) => id === factor)!);
  return [...strongest, CHANCE];
}

function sharesOf(
  { samples, base }: SensitivityRequest,
  { name }: Outcome,
  factors: readonly Factor[],
  values: readonly number[],
): FactorShare[] {
  const part = (at: number) => values.slice(at * samples, (at + 1) * samples);
  const indices = sobolIndices(
    { a: part(0), b: part(1), mixed: factors.map((_, factor) => part(2 + factor)) },
    base.variant.scenario.seed,
  );
  return indices.map((found, at) => ({ outcome: name, factor: factors[at]!.id, ...found, samples }));
}

function spreadOf(values: readonly number[]) {
  const said = values.filter(Number.isFinite);
  if (said.length < 2) return { mean: null, standardDeviation: null };
  return { mean: mean(said), standardDeviation: sampleStandardDeviation(said) };
}

function settingsOf(request: SensitivityRequest): object {
  const { outcomes, factors, from, to, trajectories: walks, samples, most, replicates } = request;
  return {
    outcomes,
    factors,
    from: monthName(from),
    to: monthName(to),
    trajectories: walks,
    samples,
    most,
    replicates,
  };
}
