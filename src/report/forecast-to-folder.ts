import { forecastCharts } from '../charts/forecast-charts.ts';
import type { Fact } from '../evidence/fact.ts';
import { observeAll } from '../evidence/observe.ts';
import type { Outlook } from '../evidence/outlook.ts';
import { answerOf } from '../evidence/unanswered.ts';
import { staysWithinBounds } from '../experiments/bounds.ts';
import { driverSettings } from '../experiments/driver-paths.ts';
import { datesOf, type ForecastRow, forecastRow } from '../experiments/forecast.ts';
import { type Plan, planOfSets, type Variant } from '../experiments/plan.ts';
import { runsOfEnsemble } from '../experiments/runs.ts';
import { hashes } from '../runtime/engine-hash.ts';
import type { Month } from '../scenario/scenario.ts';
import { scenarioOf } from '../tables/tables.ts';
import { csvOfRecords } from './comparison-tables.ts';
import { type ExperimentSettings, runPlan } from './experiment.ts';
import type { Manifest } from './manifest.ts';
import { manifestOf } from './manifest-of-run.ts';
import { type Doubt, type Reloadable, underDoubt } from './parameter-sets.ts';
import { writeCharts } from './pictures.ts';
import { type FolderSettings, inResultsFolder } from './results-folder.ts';

export interface ForecastRequest extends ExperimentSettings, FolderSettings {
  readonly name: string;
  readonly plan: Plan;
  readonly outlook: Outlook;
  /** Those that a ratio may be over. */
  readonly fitted: readonly Fact[];
  /** Last month of the runs. */
  readonly until: Month;
  readonly settings: object;
  readonly workers: number;
}

export interface Forecast {
  readonly rows: readonly ForecastRow[];
  /** Ids that too few runs can say, with the dates. */
  readonly unsaid: readonly string[];
  readonly charts: readonly string[];
  readonly folder: string;
  readonly manifest: Manifest;
}

/** How often drivers are drawn that would make a probability of the market more than 1: no market could go there. */
const MOST_ATTEMPTS = 50;

/**
 * One run for each draw of parameters, with drivers that go on by a draw of their own. What the scenario says of a driver after the
 * last known month, it keeps. @throws ScenarioError
 */
export function forecastPlan(
  scenario: Reloadable,
  outlook: Outlook,
  { replicates, doubt, until }: { replicates: readonly number[]; doubt: Doubt; until: Month },
): Plan {
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
  const sets = replicates.map((replicate) => {
    let drawn = drawnWith(replicate, 0);
    for (let attempt = 1; attempt < MOST_ATTEMPTS && !staysWithinBounds(drawn.scenario); attempt++)
      drawn = drawnWith(replicate, attempt);
    return { variant: drawn, replicate };
  });
  return planOfSets(variant, sets, hashes());
}

/** Runs the ensemble and writes what is forecast. @throws as `runPlan`. */
export async function forecastToFolder(request: ForecastRequest): Promise<Forecast> {
  const { plan, outlook, fitted, until, folder } = request;
  const { scenario } = plan.variants[0]!;
  const started = new Date();
  return inResultsFolder(request, async (publish) => {
    const store = await runPlan(plan, request);
    const dates = datesOf(outlook, until);
    const facts = dates.map(({ fact }) => fact);
    const runs = runsOfEnsemble(plan, store);
    const observed = runs.map((tables, run) =>
      observeAll([...facts, ...fitted], scenarioOf(runs, run, scenario), tables).map(answerOf),
    );
    const byDate = dates.map((dated, at) => ({
      dated,
      row: forecastRow(
        dated,
        observed.map((ofRun) => ofRun[at]!),
      ),
    }));
    const rows = byDate.flatMap(({ row }) => row ?? []);
    const unsaid = byDate.flatMap(({ dated, row }) => (row === null ? [dated.fact.id] : []));
    const charts = forecastCharts(rows, runs.length);
    const manifest = await publish(
      async (writer) => {
        await writer.add('forecast.csv', csvOfRecords(rows.map(asPublished)), rows.length);
        await writer.add('forecast.json', `${JSON.stringify(forecastJson(rows, unsaid), null, 2)}\n`);
        await writeCharts(writer, charts);
      },
      (files) => manifestOf({ ...request, command: 'forecast', store, started }, files),
    );
    return { rows, unsaid, charts: charts.map(({ name }) => name), folder, manifest };
  });
}

export const FORECAST_FORMAT = 'talentflow.forecast/1';

export function forecastJson(rows: readonly ForecastRow[], unsaid: readonly string[]) {
  return { format: FORECAST_FORMAT, predictions: rows.map(asPublished), unsaid };
}

/** In the order of the committed table. */
function asPublished({ id, what, unit, date, median, low50, high50, low90, high90 }: ForecastRow) {
  return { id, what, unit, date, median, low50, high50, low90, high90 };
}
