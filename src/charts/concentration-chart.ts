import { monthText } from '../scenario/dates.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { numbersOf, textsOf } from '../tables/table.ts';
import type { Runs } from '../tables/tables.ts';
import { lineOfRuns } from './line-of-runs.ts';
import { linesPanel, TIME_AXIS_HEIGHT } from './lines.ts';
import { type Chart, COLOURS, chart, heightBelow } from './style.ts';
import { startOf } from './time.ts';
import { capitalised, monthName, number, ofRuns } from './words.ts';

/** How concentrated AI staff are over employers, in time; null when nobody is employed. */
export function concentrationChart(scenario: Scenario, runs: Runs): Chart | null {
  const [first] = runs;
  const months = first === undefined ? [] : textsOf(first.concentration, 'month').texts;
  const series = (column: string) => runs.map(({ concentration }) => numbersOf(concentration, column));
  if (months.length < 2) return null;
  const percent = (column: string) => series(column).map((values) => values.map((share) => 100 * share));
  const named = (label: string) => (last: number) => `${label}  ${number(last, 1)}%`;
  const lines = [
    lineOfRuns(
      { id: 'observed', colour: COLOURS.blue, isThick: true },
      named(scenario.observe.label),
      months,
      percent('observed_share'),
      3,
    ),
    lineOfRuns(
      { id: 'top-five', colour: COLOURS.orange },
      named('five largest employers'),
      months,
      percent('top_five_share'),
      3,
    ),
    lineOfRuns(
      { id: 'herfindahl', colour: COLOURS.green },
      (last) => `Herfindahl index  ${number(10 * last)} points`,
      months,
      series('herfindahl').map((values) => values.map((points) => points / 10)),
      3,
    ),
  ].filter(({ points }) => points.length > 1);
  const main = lines[0];
  if (main === undefined) return null;
  const from = monthText(scenario.calendar.reportFrom);
  const start = main.points.find(({ when }) => when >= from) ?? main.points[0]!;
  const end = main.points.at(-1)!;
  const whose = main.id === 'observed' ? `${scenario.observe.label} had` : 'the five largest employers had';
  const title = `${capitalised(whose)} ${number(start.value, 1)}% of AI people with a job in ${monthName(start.when)}, ${number(end.value, 1)}% in ${monthName(end.when)}`;
  const subtitle = [
    `Shares of AI staff of all employers, %; Herfindahl index over employers in tens of points of 10,000. Grey: warm-up.${ofRuns(runs.length)}`,
  ];
  const most = Math.max(...lines.flatMap(({ points }) => points.map(({ high }) => high)));
  const panel = linesPanel(lines, {
    height: heightBelow(title, subtitle) - TIME_AXIS_HEIGHT,
    domain: [0, most * 1.1],
    isLogarithmic: false,
    axisTitle: 'share of AI staff, %; index, tens of points',
    format: 'd',
    resultsFrom: startOf(from),
  });
  return chart('concentration', title, subtitle, panel);
}
