import { monthText } from '../scenario/dates.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { numbersOf, textsOf } from '../tables/table.ts';
import type { Runs } from '../tables/tables.ts';
import { lineOfRuns } from './line-of-runs.ts';
import { type LinePoint, linesPanel, ofWarmUp, TIME_AXIS_HEIGHT } from './lines.ts';
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
  const shares = [
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
  ].filter(({ id, points }) => points.length > 1 && !(id === 'top-five' && points.every(isEverybody)));
  /** Beside shares in per cent, the index is drawn in tens of points. */
  const pointsOfAxis = shares.length > 0 ? 10 : 1;
  const index = lineOfRuns(
    { id: 'herfindahl', colour: COLOURS.green },
    (last) => `Herfindahl index  ${number(pointsOfAxis * last)} points`,
    months,
    series('herfindahl').map((values) => values.map((points) => points / pointsOfAxis)),
    3,
  );
  const lines = [...shares, ...(index.points.length > 1 ? [index] : [])];
  const main = lines[0];
  if (main === undefined) return null;
  const from = monthText(scenario.calendar.reportFrom);
  const start = main.points.find(({ when }) => when >= from) ?? main.points[0]!;
  const end = main.points.at(-1)!;
  const title = titleOf(scenario, main.id, start, end);
  const subtitle = [
    `${shares.length > 0 ? 'Shares of AI staff of all employers, %; Herfindahl index over employers in tens of points of 10,000.' : 'Herfindahl index over employers, points of 10,000.'}${ofWarmUp(lines, startOf(from))}${ofRuns(runs.length)}`,
  ];
  const most = Math.max(...lines.flatMap(({ points }) => points.map(({ high }) => high)));
  const panel = linesPanel(lines, {
    height: heightBelow(title, subtitle) - TIME_AXIS_HEIGHT,
    domain: [0, most * 1.1],
    isLogarithmic: false,
    axisTitle: shares.length > 0 ? 'share of AI staff, %; index, tens of points' : 'index, points',
    format: ',d',
    resultsFrom: startOf(from),
  });
  return chart('concentration', title, subtitle, panel);
}

/** Five employers or fewer have all people: a line and a title of that would tell nothing. */
const isEverybody = ({ value }: LinePoint): boolean => value >= 100;

function titleOf(scenario: Scenario, id: string, start: LinePoint, end: LinePoint): string {
  const later = (value: string) => (start.when === end.when ? '' : `, ${value} in ${monthName(end.when)}`);
  if (id === 'herfindahl')
    return `The Herfindahl index of AI staff over employers was ${number(start.value)} in ${monthName(start.when)}${later(number(end.value))}`;
  const whose = id === 'observed' ? scenario.observe.label : 'the five largest employers';
  const share = ({ value }: LinePoint) => `${number(value, 1)}%`;
  return `${capitalised(whose)} had ${share(start)} of AI people with a job in ${monthName(start.when)}${later(share(end))}`;
}
