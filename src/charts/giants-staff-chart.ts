import { centreAndInterval } from '../evidence/centre-and-interval.ts';
import { monthText } from '../scenario/dates.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { numbersOf, textsOf } from '../tables/table.ts';
import type { Runs, Tables } from '../tables/tables.ts';
import { lineOfRuns } from './line-of-runs.ts';
import { type Line, linesPanel, TIME_AXIS_HEIGHT } from './lines.ts';
import { type Chart, COLOURS, chart, heightBelow } from './style.ts';
import { startOf } from './time.ts';
import { capitalised, monthName, number, ofRuns } from './words.ts';

/** AI staff and staff of all other jobs in the observed sector, two counts of their own, as indices; null where other staff are not followed. */
export function giantsStaffChart(scenario: Scenario, runs: Runs): Chart | null {
  const sector = scenario.observe.netFlowOf;
  const from = monthText(scenario.calendar.reportFrom);
  const counts = sector === null ? [] : runs.map((tables) => countsOf(tables, sector, from));
  const [first] = counts;
  if (
    first === undefined ||
    first.months.length < 2 ||
    !counts.every(({ other, staff }) => other[0]! > 0 && staff[0]! > 0)
  )
    return null;
  const { months } = first;
  /** The median, as the lines are: a mean would be another number than the other charts say. */
  const ofAllRuns = (of: (one: (typeof counts)[number]) => number) =>
    number(centreAndInterval(counts.map(of)).centre!);
  const line = (id: 'staff' | 'other', label: string, colour: string): Line => {
    const last = ofAllRuns((one) => one[id].at(-1)!);
    return lineOfRuns(
      { id, colour, isThick: true },
      () => `${label}  ${last}`,
      months,
      counts.map((one) => one[id].map((people) => (100 * people) / one[id][0]!)),
      2,
    );
  };
  const lines = [line('staff', 'AI staff', COLOURS.blue), line('other', 'other staff', COLOURS.orange)];
  const values = lines.flatMap(({ points }) => points.flatMap(({ low, high }) => [low, high]));
  const title = `${capitalised(scenario.observe.label)}: ${laidOff(
    ofAllRuns(({ cuts }) => cuts),
    ofAllRuns(({ layOffs }) => layOffs),
  )} laid off in rounds, while AI staff ${changeOf(lines[0]!.points.at(-1)!.value)}`;
  const subtitle = [
    `AI people and people in all other jobs, ${monthName(months[0]!)} = 100; numbers: people in ${monthName(months.at(-1)!)}.${ofRuns(runs.length)}`,
  ];
  const panel = linesPanel(lines, {
    height: heightBelow(title, subtitle) - TIME_AXIS_HEIGHT,
    domain: [Math.min(...values) * 0.95, Math.max(...values) * 1.05],
    isLogarithmic: false,
    axisTitle: `staff, ${monthName(months[0]!)} = 100`,
    format: 'd',
    resultsFrom: startOf(from),
  });
  return chart('giants-staff', title, subtitle, panel);
}

const laidOff = (cuts: string, layOffs: string): string =>
  cuts === '0' && layOffs === '0'
    ? 'nobody was'
    : `${cuts === '1' ? '1 person' : `${cuts} people`} in other jobs and ${layOffs === '1' ? '1 AI person' : `${layOffs} AI people`} were`;

const changeOf = (index: number): string =>
  index === 100 ? 'kept their number' : index > 100 ? 'grew' : 'fell';

function countsOf({ employers }: Tables, of: string, from: string) {
  const month = textsOf(employers, 'month');
  const sector = textsOf(employers, 'sector');
  const [staff, other] = [numbersOf(employers, 'staff'), numbersOf(employers, 'other_staff')];
  const [layOffs, cuts] = [numbersOf(employers, 'lay_offs'), numbersOf(employers, 'other_cuts')];
  const months = month.texts.filter((text) => text >= from);
  const counts = { months, staff: months.map(() => 0), other: months.map(() => 0), layOffs: 0, cuts: 0 };
  const skipped = month.texts.length - months.length;
  for (let row = 0; row < staff.length; row++) {
    const at = month.codes[row]! - skipped;
    if (at < 0 || sector.texts[sector.codes[row]!] !== of) continue;
    counts.staff[at]! += staff[row]!;
    counts.other[at]! += other[row]!;
    counts.layOffs += layOffs[row]!;
    counts.cuts += cuts[row]!;
  }
  return counts;
}
