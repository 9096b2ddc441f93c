import * as z from 'zod';
import { observeAll } from '../evidence/observe.ts';
import { answerOf } from '../evidence/unanswered.ts';
import type { PointStore } from '../experiments/executor.ts';
import { datesOf, type ForecastRow, forecastRow } from '../experiments/forecast.ts';
import type { Plan } from '../experiments/plan.ts';
import { runsOfEnsemble } from '../experiments/runs.ts';
import type { ForecastEvidence } from '../runtime/forecast-evidence.ts';
import { scenarioOf } from '../tables/tables.ts';
import { UNCERTAINTIES } from './parameter-sets.ts';
import { csvFile, jsonFile, type TextFile } from './text-files.ts';

/** What a forecast was asked, as its manifest says it. */
export const FORECAST_SETTINGS = z.strictObject({
  until: z.string(),
  knownUntil: z.string(),
  uncertainty: z.enum(UNCERTAINTIES),
  /** SHA-256 of the posterior, where parameters were drawn from it. */
  posterior: z.string().nullable(),
  /** SHA-256 of the outlook and of each file of evidence that was read. */
  evidence: z.record(z.string(), z.string()),
});
export type ForecastSettings = z.infer<typeof FORECAST_SETTINGS>;

/** What is forecast from an ensemble. */
export interface Predicted {
  readonly rows: readonly ForecastRow[];
  /** Ids that too few runs can say, with the dates. */
  readonly unsaid: readonly string[];
}

/** What the finished points of a forecast say. @param plan one ensemble, its first variant the scenario as it is. */
export function predictionsOf(
  plan: Plan,
  store: PointStore,
  { outlook, fitted }: Pick<ForecastEvidence, 'outlook' | 'fitted'>,
): Predicted {
  const { scenario } = plan.variants[0]!;
  const dates = datesOf(outlook, scenario.calendar.end);
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
  return {
    rows: byDate.flatMap(({ row }) => row ?? []),
    unsaid: byDate.flatMap(({ dated, row }) => (row === null ? [dated.fact.id] : [])),
  };
}

export function forecastFiles({ rows, unsaid }: Predicted): TextFile[] {
  return [
    csvFile('forecast.csv', rows.map(asPublished)),
    jsonFile('forecast.json', forecastJson(rows, unsaid)),
  ];
}

export const FORECAST_FORMAT = 'talentflow.forecast/1';

export function forecastJson(rows: readonly ForecastRow[], unsaid: readonly string[]) {
  return { format: FORECAST_FORMAT, predictions: rows.map(asPublished), unsaid };
}

/** In the order of the committed table. */
function asPublished({ id, what, unit, date, median, low50, high50, low90, high90 }: ForecastRow) {
  return { id, what, unit, date, median, low50, high50, low90, high90 };
}
