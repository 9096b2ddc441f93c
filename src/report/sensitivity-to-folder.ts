import { sensitivityCharts } from '../charts/sensitivity-charts.ts';
import { sharing } from '../experiments/differences.ts';
import type { Trajectory } from '../experiments/morris.ts';
import { outcomeOf } from '../experiments/outcomes.ts';
import { settingsAt } from '../experiments/parameter-sets.ts';
import { firstReplicates, type Plan, type Variant } from '../experiments/plan.ts';
import { coordinatesOf, type Factor, type SensitivityResults } from '../experiments/sensitivity.ts';
import type { SobolDesign } from '../experiments/sobol-indices.ts';
import { hashes } from '../runtime/engine-hash.ts';
import { UsageMistake } from '../runtime/failures.ts';
import { monthText } from '../scenario/dates.ts';
import type { Month } from '../scenario/scenario.ts';
import { ScenarioError } from '../scenario/scenario-error.ts';
import type { ExperimentSettings } from './experiment.ts';
import type { Manifest } from './manifest.ts';
import { manifestOf } from './manifest-of-run.ts';
import { oneByOne } from './one-by-one.ts';
import { type Reloadable, reloaded } from './parameter-sets.ts';
import { writeCharts } from './pictures.ts';
import { type FolderSettings, inResultsFolder } from './results-folder.ts';
import { type SensitivitySettings, screeningOf, sensitivityOf, walksOf } from './screening-and-shares.ts';
import { sensitivityFiles } from './sensitivity-tables.ts';
import { type OnAhead, type OnFirst, runPlanToldAhead } from './told-ahead.ts';

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
  readonly onFirst: OnFirst;
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
  const { scenario } = base.variant;
  const settings = settingsOf(request);
  for (const one of settings.outcomes) outcomeOf(one, scenario); // a mistake is told before anything runs
  return inResultsFolder({ ...request, name }, async (publish) => {
    const { all, walks } = walksOf(settings, scenario.seed);
    const runs = await runsOfWalks(request, all, walks);
    const ofWalks = planOfRuns(base.variant, runs);
    const screeningStore = await runPlanToldAhead(ofWalks, request);
    const screening = screeningOf(ofWalks, screeningStore, settings);
    const { chosen, design } = screening;
    const shareRuns = design === null ? [] : await runsOfDesign(request, chosen, design, runs.length);
    const plan = design === null ? ofWalks : planOfRuns(base.variant, [...runs, ...shareRuns]);
    const store =
      design === null ? screeningStore : await runPlanToldAhead(plan, { ...request, fresh: false });
    const results = sensitivityOf(plan, store, settings, screening);
    const charts = sensitivityCharts(results);
    const manifest = await publish(
      async (writer) => {
        for (const { path, text, rows } of sensitivityFiles(results)) await writer.add(path, text, rows);
        await writeCharts(writer, charts);
      },
      (files) => manifestOf({ ...request, command: 'sensitivity', settings, plan, store, started }, files),
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

/** Trajectory by trajectory, each with a seed of its own. */
function runsOfWalks(
  request: SensitivityRequest,
  factors: readonly Factor[],
  walks: readonly Trajectory[],
): Promise<RunAt[]> {
  const steps = walks.flatMap(({ points }, walk) => points.map((point, step) => ({ walk, point, step })));
  let last: Variant | null = null;
  let position = 0; // the first variant of the plan is the scenario itself
  const runOf = ({ walk, point, step }: (typeof steps)[number]): RunAt => {
    const told = { previous: step === 0 ? null : last, position: position++ };
    const run = runAt(request, factors, point, `trajectory ${walk}, step ${step}`, walk, told);
    last = run.variant;
    return run;
  };
  return oneByOne(steps, runOf, request);
}

/** A, then B, then A with each factor from B. */
async function runsOfDesign(
  request: SensitivityRequest,
  factors: readonly Factor[],
  { a, b, mixed }: SobolDesign,
  before: number,
): Promise<RunAt[]> {
  const rowsOf = (points: readonly (readonly number[])[], name: string) =>
    points.map((point, row) => ({ point, row, name: `${name}, row ${row}` }));
  const of = (rows: ReturnType<typeof rowsOf>, from: readonly RunAt[] | null) => {
    const runOf = ({ point, row, name }: (typeof rows)[number]): RunAt => {
      const told = from === null ? null : { previous: from[row]!.variant, position: before + row + 1 };
      return runAt(request, factors, point, name, 0, told);
    };
    return oneByOne(rows, runOf, request);
  };
  const ofA = await of(rowsOf(a, 'sample A'), null);
  const ofB = await of(rowsOf(b, 'sample B'), null);
  const ofMixed = mixed.flatMap((points, factor) => rowsOf(points, factors[factor]!.id));
  return [...ofA, ...ofB, ...(await of(ofMixed, ofA))];
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

function settingsOf(request: SensitivityRequest): SensitivitySettings {
  const { outcomes, factors, from, to, trajectories: walks, samples, most, replicates } = request;
  return {
    outcomes: [...outcomes],
    factors: factors.map(({ id, paths }) => ({ id, paths: [...paths] })),
    from: monthText(from),
    to: monthText(to),
    trajectories: walks,
    samples,
    most,
    replicates,
  };
}
