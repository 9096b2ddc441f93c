import { centreAndInterval } from '../evidence/centre-and-interval.ts';
import { monthText } from '../scenario/dates.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { numbersOf, textsOf } from '../tables/table.ts';
import type { Runs, Tables } from '../tables/tables.ts';
import {
  isDashed,
  type Line,
  type LinePoint,
  lineColour,
  linesPanel,
  ofWarmUp,
  TIME_AXIS_HEIGHT,
} from './lines.ts';
import { type Chart, chart, heightBelow } from './style.ts';
import { endOf, startOf } from './time.ts';
import { grewOrFell, monthName, number, ofRuns, rounded } from './words.ts';

/** Points drawn of a line, at most: more would not be seen. */
const MOST_POINTS = 100;
/** Sectors that differ by more need a logarithmic axis. */
const LINEAR_UP_TO = 8;

/** AI staff by sector over time; null when nobody is employed. */
export function staffChart(scenario: Scenario, runs: Runs): Chart | null {
  const byRun = runs.map(staffBySector);
  const [{ months } = { months: [] }] = byRun;
  if (months.length < 2) return null;
  const everyMonths = Math.ceil(months.length / MOST_POINTS);
  const drawn = months
    .map((_, index) => index)
    .filter((index) => (months.length - 1 - index) % everyMonths === 0);
  const lines = scenario.sectors
    .map(({ id, label }, sector): Line => {
      const points = drawn.map((index): LinePoint => {
        const { centre, low, high } = centreAndInterval(
          byRun.map(({ staff }) => staff.get(id)?.[index] ?? 0),
        );
        const month = months[index]!;
        return {
          time: rounded(endOf(month), 3),
          when: month,
          value: centre!,
          low: low ?? centre!,
          high: high ?? centre!,
        };
      });
      const isThick = id === scenario.observe.netFlowOf;
      return {
        id,
        label: `${label}  ${number(points.at(-1)!.value)}`,
        colour: lineColour(sector),
        points,
        isThick,
        isDashed: isDashed(sector),
      };
    })
    .filter(({ points }) => points.some(isSomebody));
  if (lines.length === 0) return null;
  const values = lines.flatMap(({ points }) =>
    points.filter(isSomebody).flatMap(({ low, high }) => [Math.max(low, 1), high]),
  );
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const isLogarithmic = most > LINEAR_UP_TO * least;
  const resultsFrom = startOf(monthText(scenario.calendar.reportFrom));
  const title = titleOf(scenario, lines);
  const subtitle = [
    `AI staff by sector, people${isLogarithmic ? ', logarithmic scale' : ''}; numbers: ${monthName(months.at(-1)!)}.${ofWarmUp(lines, resultsFrom)}${ofRuns(runs.length)}`,
  ];
  const panel = linesPanel(isLogarithmic ? lines.map(onLogarithmicAxis) : lines, {
    height: heightBelow(title, subtitle) - TIME_AXIS_HEIGHT,
    domain: isLogarithmic ? [Math.max(1, least * 0.8), most * 1.25] : [0, most * 1.1],
    isLogarithmic,
    axisTitle: 'AI staff, people',
    format: ',d',
    resultsFrom,
  });
  return chart('staff', title, subtitle, panel);
}

const isSomebody = ({ value }: LinePoint): boolean => value >= 1;

/** A logarithmic axis has no place for a sector without anybody; its name stands at the axis's foot once the last has gone. */
const onLogarithmicAxis = (line: Line): Line => ({
  ...line,
  end: line.points.at(-1)!.value,
  points: line.points.filter(isSomebody).map((point) => ({ ...point, low: Math.max(point.low, 1) })),
});

function titleOf(scenario: Scenario, lines: readonly Line[]): string {
  const observed = lines.find(({ id }) => id === scenario.observe.netFlowOf);
  const line =
    observed ?? lines.toSorted((one, other) => other.points.at(-1)!.value - one.points.at(-1)!.value)[0]!;
  const label = observed ? scenario.observe.label : scenario.sectors.find(({ id }) => id === line.id)!.label;
  const reportFrom = monthText(scenario.calendar.reportFrom);
  const counted = line.points.filter(({ when }) => when >= reportFrom);
  const first = counted.find(isSomebody) ?? line.points.find(isSomebody)!;
  const last = line.points.at(-1)!;
  return `AI staff of ${label} ${grewOrFell(first, last)}`;
}

function staffBySector(tables: Tables): { months: readonly string[]; staff: Map<string, Float64Array> } {
  const month = textsOf(tables.employers, 'month');
  const sector = textsOf(tables.employers, 'sector');
  const people = numbersOf(tables.employers, 'staff');
  const staff = sector.texts.map(() => new Float64Array(month.texts.length));
  for (let row = 0; row < people.length; row++)
    staff[sector.codes[row]!]![month.codes[row]!]! += people[row]!;
  return { months: month.texts, staff: new Map(sector.texts.map((id, index) => [id, staff[index]!])) };
}
