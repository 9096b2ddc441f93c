import type { Argv } from 'yargs';
import { figureText } from '../../evidence/words.ts';
import type { ForecastRow } from '../../experiments/forecast.ts';
import { firstReplicates } from '../../experiments/plan.ts';
import { type Forecast, forecastPlan, forecastToFolder } from '../../report/forecast-to-folder.ts';
import { doubtInManifest, doubtWords } from '../../report/parameter-sets.ts';
import { forecastJson } from '../../report/predictions.ts';
import { shippedEvidence } from '../../runtime/evidence-folder.ts';
import { UsageMistake } from '../../runtime/failures.ts';
import { forecastEvidence } from '../../runtime/forecast-evidence.ts';
import { monthText } from '../../scenario/dates.ts';
import type { Month } from '../../scenario/scenario.ts';
import { aligned } from '../aligned.ts';
import { allChecked, allRead } from '../checks.ts';
import { examples } from '../examples.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { mistake, resultsIn, SIMULATION_OPTIONS, wholeNumber } from '../options.ts';
import { progressOn } from '../progress.ts';
import { chartsLine } from '../results-lines.ts';
import { readReloadable, readSettings, type SimulationArguments } from '../simulation-arguments.ts';
import { paintFor, print, printJson, type Terminal } from '../terminal.ts';
import { readDoubt, UNCERTAINTY_OPTION } from '../uncertainty.ts';

/** The ends of a 90% interval are then the fifth of either side. */
const DEFAULT_RUNS = 100;
const MOST_RUNS = 10_000;
/** The last month of the published forecast. */
const DEFAULT_UNTIL = '2026-12';

interface ForecastArguments extends SimulationArguments {
  scenario?: string;
  replicates?: string;
  uncertainty?: string;
  outlook?: string;
}

export const command = 'forecast [scenario]';
export const describe = 'Dated predictions with intervals, from June 2024 on as the outlook shipped has it';

export const builder = (yargs: Argv) =>
  yargs
    .positional('scenario', {
      type: 'string',
      describe: 'scenario file; default: talentflow:baseline. What it says of a driver with `later` stays',
    })
    .options({
      ...SIMULATION_OPTIONS,
      ...resultsIn('forecast-<name>'),
      until: { ...SIMULATION_OPTIONS.until, describe: `last month, YYYY-MM; default: ${DEFAULT_UNTIL}` },
      replicates: {
        type: 'string',
        requiresArg: true,
        describe: `number of runs, each with parameters, drivers and chance of its own; default: ${DEFAULT_RUNS}`,
      },
      outlook: {
        type: 'string',
        requiresArg: true,
        describe: "what is forecast and how drivers go on; default: the package's forecast/outlook.yaml",
      },
      ...UNCERTAINTY_OPTION,
    })
    .epilogue(
      examples(
        [
          'talentflow forecast --scale 0.1',
          'what forecast/2024-06.csv predicts, by the parameters of today, and fan charts',
        ],
        [
          'talentflow forecast drivers-as-they-were.yaml',
          'with drivers as they turned out, from their `later` series',
        ],
      ),
    );

export async function handler(given: ForecastArguments, terminal: Terminal): Promise<number> {
  const { runs, evidence, scenario, doubt, settingsFor } = readAll(given);
  const { outlook, fitted, read } = evidence;
  const { calendar, title, seed } = scenario.variant.scenario;
  const until = calendar.end;
  const name = `forecast-${scenario.variant.scenario.name}`;
  const progress = await progressOn(terminal, name, given.quiet ?? false);
  const told = { onProgress: progress.onProgress, signal: terminal.signal };
  const replicates = firstReplicates(runs);
  const forecast = await forecastPlan(scenario, outlook, { replicates, doubt, until }, told)
    .then((plan) =>
      forecastToFolder({
        ...settingsFor(name, runs),
        plan,
        settings: {
          until: monthText(until),
          knownUntil: monthText(outlook.untilKnown),
          ...doubtInManifest(doubt),
          evidence: read,
        },
        name,
        outlook,
        fitted,
        onWait: progress.onWait,
        ...told,
      }),
    )
    .finally(progress.stop);
  if (given.json) {
    printJson(terminal.out, { ...forecastJson(forecast.rows, forecast.unsaid), results: forecast.folder });
    return EXIT_CODES.done;
  }
  const paint = paintFor(terminal.out);
  const known = `known until ${monthText(outlook.untilKnown)}`;
  print(
    terminal.out,
    paint('bold', `${title}, ${known}, seed ${seed}, ${runs} runs, parameters ${doubtWords(doubt)}`),
    '',
  );
  tell(forecast, terminal);
  return EXIT_CODES.done;
}

function readAll(given: ForecastArguments) {
  const file = given.scenario ?? 'talentflow:baseline';
  return allChecked((checks) => {
    const runs = checks.make(() => wholeNumber('replicates', given.replicates, 2, MOST_RUNS) ?? DEFAULT_RUNS);
    const evidence = checks.make(() => forecastEvidence(shippedEvidence(), given.outlook));
    const scenario = checks.make(() => readReloadable(file, given, checks, DEFAULT_UNTIL));
    checks.make(() => {
      const { calendar } = scenario().variant.scenario;
      refuseKnown(calendar.end, evidence().outlook.untilKnown, file, given.until !== undefined);
    });
    const doubt = checks.make(() =>
      readDoubt(given.uncertainty, () => ({ scenarios: [scenario()], runs: 'pairs' })),
    );
    const settingsFor = checks.make(() => readSettings(given));
    return allRead({ runs, evidence, scenario, doubt, settingsFor });
  });
}

/** @throws UsageMistake where nothing is left to be predicted. */
function refuseKnown(until: Month, untilKnown: Month, file: string, isAsked: boolean): void {
  if (until > untilKnown) return;
  const expected = `a month after ${monthText(untilKnown)}, the last that is known`;
  if (isAsked)
    throw mistake('until', monthText(until), expected, `write for example --until ${DEFAULT_UNTIL}`);
  throw new UsageMistake(file, {
    found: `a calendar that ends in ${monthText(until)}`,
    expected,
    remedy: 'move calendar.end, or forecast another scenario',
  });
}

/** Years; months are in the table. */
function tell({ rows, unsaid, folder, charts }: Forecast, { out }: Terminal): void {
  const years = rows.filter(({ date }) => date.length === 4);
  const last = years
    .map(({ date }) => date)
    .sort()
    .at(-1);
  const shown = (years.length > 0 ? years : rows).filter(({ date }) => years.length === 0 || date === last);
  const header = ['', 'date', 'median', '50%', '90%', ''];
  const cells = shown.map((row: ForecastRow) => [
    row.id,
    row.date,
    figureText(row.median),
    `${figureText(row.low50)} to ${figureText(row.high50)}`,
    `${figureText(row.low90)} to ${figureText(row.high90)}`,
    row.unit,
  ]);
  print(out, ...aligned([header, ...cells]), '');
  if (unsaid.length > 0) print(out, `Not said, by too few runs: ${unsaid.join(', ')}`, '');
  print(
    out,
    `Tables  ${folder}: forecast.csv, forecast.json; all ${rows.length} predictions, months among them`,
    ...chartsLine(folder, charts),
  );
}
