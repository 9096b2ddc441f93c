import { forecastCharts } from '../charts/forecast-charts.ts';
import type { Fact } from '../evidence/fact.ts';
import type { Outlook } from '../evidence/outlook.ts';
import { staysWithinBounds } from '../experiments/bounds.ts';
import { driverSettings } from '../experiments/driver-paths.ts';
import { type Plan, planOfSets, type Variant } from '../experiments/plan.ts';
import { hashes } from '../runtime/engine-hash.ts';
import type { Month } from '../scenario/scenario.ts';
import { type ExperimentSettings, runPlan } from './experiment.ts';
import type { Manifest } from './manifest.ts';
import { manifestOf } from './manifest-of-run.ts';
import { oneByOne } from './one-by-one.ts';
import { type Doubt, type Reloadable, underDoubt } from './parameter-sets.ts';
import { writeCharts } from './pictures.ts';
import { type ForecastSettings, forecastFiles, type Predicted, predictionsOf } from './predictions.ts';
import { type FolderSettings, inResultsFolder } from './results-folder.ts';

export interface ForecastRequest extends ExperimentSettings, FolderSettings {
  readonly name: string;
  readonly plan: Plan;
  readonly outlook: Outlook;
  /** Those that a ratio may be over. */
  readonly fitted: readonly Fact[];
  readonly settings: ForecastSettings;
  readonly workers: number;
}

export interface Forecast extends Predicted {
  readonly charts: readonly string[];
  readonly folder: string;
  readonly manifest: Manifest;
}

/** How often drivers are drawn that would make a probability of the market more than 1: no market could go there. */
const MOST_ATTEMPTS = 50;

/**
 * One run for each draw of parameters, with drivers that go on by a draw of their own. What the scenario says of a driver after the
 * last known month, it keeps. @throws ScenarioError, Interrupted
 */
export async function forecastPlan(
  scenario: Reloadable,
  outlook: Outlook,
  { replicates, doubt, until }: { replicates: readonly number[]; doubt: Doubt; until: Month },
  settings: Pick<ExperimentSettings, 'onProgress' | 'signal'>,
): Promise<Plan> {
  const { variant, values } = scenario;
  const said = new Set(values.map(({ path }) => path));
  const known = new Set(variant.scenario.drivers.map(({ id }) => id));
  const isOpen = (id: string) => known.has(id) && !said.has(`drivers.${id}.later.from`);
  const { seed } = variant.scenario;
  const drawnWith = (replicate: number, attempt: number): Variant => {
    const drivers = driverSettings(outlook, seed, { run: replicate, attempt }, until, isOpen);
    const reload: Reloadable['reload'] = (settings) => scenario.reload([...settings, ...drivers]);
    const own = doubt.over === 'none' ? reload([]) : variant;
    const [drawn] = underDoubt([{ ...scenario, variant: own, reload }], doubt, seed, replicate);
    return { ...drawn!, name: `${variant.name}, forecast ${replicate}` };
  };
  const draw = (replicate: number) => {
    let drawn = drawnWith(replicate, 0);
    for (let attempt = 1; attempt < MOST_ATTEMPTS && !staysWithinBounds(drawn.scenario); attempt++)
      drawn = drawnWith(replicate, attempt);
    return { variant: drawn, replicate };
  };
  const sets = await oneByOne(replicates, draw, settings);
  return planOfSets(variant, sets, hashes());
}

/** Runs the ensemble and writes what is forecast. @throws as `runPlan`. */
export async function forecastToFolder(request: ForecastRequest): Promise<Forecast> {
  const { plan, folder } = request;
  const started = new Date();
  return inResultsFolder(request, async (publish) => {
    const store = await runPlan(plan, request);
    const predicted = predictionsOf(plan, store, request);
    const charts = forecastCharts(predicted.rows, plan.points.length, request.outlook.untilKnown);
    const manifest = await publish(
      async (writer) => {
        for (const { path, text, rows } of forecastFiles(predicted)) await writer.add(path, text, rows);
        await writeCharts(writer, charts);
      },
      (files) => manifestOf({ ...request, command: 'forecast', store, started }, files),
    );
    return { ...predicted, charts: charts.map(({ name }) => name), folder, manifest };
  });
}
