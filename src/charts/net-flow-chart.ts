import { centreAndInterval } from '../evidence/centre-and-interval.ts';
import { observedNetFlow } from '../evidence/net-flow.ts';
import type { PeopleAMonth } from '../evidence/people-a-month.ts';
import type { Figure } from '../evidence/score.ts';
import { monthText } from '../scenario/dates.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type Runs, scenarioOf } from '../tables/tables.ts';
import {
  axisUnderRows,
  FLAT,
  markLayers,
  type NetFlowPoint,
  overviewName,
  PANEL_WIDTH,
  periodLayers,
  seriesLayers,
  stepLayers,
  windowLayer,
} from './net-flow-layers.ts';
import { numberRows, rowLayers } from './net-flow-rows.ts';
import { type Chart, chart, heightBelow, ONE_PANEL } from './style.ts';
import { endOf, middleOf, startOf } from './time.ts';
import {
  asObserved,
  capitalised,
  gainedOrLost,
  gainedOrLostPeople,
  monthName,
  ofRuns,
  rounded,
} from './words.ts';

const OVERVIEW_HEIGHT = 52;
/** Between the panels, two axes, and the words of a dated remark above the large panel. */
const GAPS = 94;
/** Years shown before the published periods, where the rows of numbers have their names, and after them. */
const ROW_NAMES_YEARS = 1.1;
const MARGIN_YEARS = 0.7;

/**
 * Monthly net flow of the observed sector: the published periods large, with published and simulated means as steps,
 * and the whole run small. Null when the scenario observes no sector.
 */
export function netFlowChart(
  scenario: Scenario,
  runs: Runs,
  periods: readonly PeopleAMonth[],
  figures: readonly Figure[],
): Chart | null {
  const points = pointsOf(scenario, runs);
  if (points === null || points.length < 2) return null;
  const covered = coveredPeriods(periods);
  const band = runs.length > 1;
  const whole: [number, number] = [startOf(points[0]!.month), endOf(points.at(-1)!.month)];
  const isFlat = points.every(({ low, high }) => low === 0 && high === 0);
  const title = titleOf(scenario, covered, points);
  const subtitle = [
    `Hires less separations of ${scenario.observe.label}, people a month, ${asObserved(scenario, runs)}. Blue: simulated${points.some(({ stage }) => stage === 'warm-up') ? '; grey: its warm-up' : ''}.${ofRuns(runs.length)}`,
    covered.length > 0
      ? 'Orange steps: published means of a sample (the monthly series is not public). Black steps: simulated means of the same months.'
      : 'No published period is all in this run.',
  ];
  if (covered.length === 0) {
    const layer = [...seriesLayers(whole, band, isFlat ? FLAT : 'alone'), ...markLayers(scenario, whole)];
    return chart('net-flow', title, subtitle, { ...ONE_PANEL, data: { values: points }, layer });
  }
  const window: [number, number] = [
    startOf(covered[0]!.from) - ROW_NAMES_YEARS,
    Math.min(endOf(covered.at(-1)!.to) + MARGIN_YEARS, whole[1]),
  ];
  const height = heightBelow(title, subtitle) - OVERVIEW_HEIGHT - GAPS;
  const rows = numberRows(covered, figures, band);
  const inWindow = points.filter(({ time }) => time > window[0] && time < window[1]);
  const axis = axisUnderRows(inWindow, rows.length, height, covered);
  const panel = {
    width: PANEL_WIDTH,
    height,
    data: { values: inWindow },
    layer: [
      ...periodLayers(covered, window),
      ...seriesLayers(window, band, axis),
      ...stepLayers(covered),
      ...rowLayers(rows),
      ...markLayers(scenario, window),
    ],
  };
  const overview = {
    width: PANEL_WIDTH,
    height: OVERVIEW_HEIGHT,
    data: { values: points },
    layer: [
      windowLayer([Math.max(window[0], whole[0]), window[1]]),
      ...seriesLayers(whole, false, isFlat ? { ...FLAT, isSmall: true } : 'small'),
      overviewName(whole),
    ],
  };
  return chart('net-flow', title, subtitle, { spacing: 24, vconcat: [panel, overview] });
}

/** Published periods that the run covers; none without the first, which is the norm of the others. */
function coveredPeriods(periods: readonly PeopleAMonth[]): PeopleAMonth[] {
  if (periods[0]?.simulated.centre == null) return [];
  return periods.filter(({ simulated }) => simulated.centre !== null);
}

function pointsOf(scenario: Scenario, runs: Runs): NetFlowPoint[] | null {
  const series = runs.map((tables, run) => observedNetFlow(scenarioOf(runs, run, scenario), tables));
  const [first] = series;
  if (!first || first.months.length === 0) return null;
  const reportFrom = monthText(scenario.calendar.reportFrom);
  return first.months.map((month, index) => {
    const { centre, low, high } = centreAndInterval(series.map((one) => one!.values[index]!));
    return {
      time: rounded(middleOf(month), 4),
      month,
      people: rounded(centre!, 2),
      low: rounded(low ?? centre!, 2),
      high: rounded(high ?? centre!, 2),
      stage: month < reportFrom ? 'warm-up' : 'result',
    };
  });
}

function titleOf(
  { observe, calendar }: Scenario,
  periods: readonly PeopleAMonth[],
  points: readonly NetFlowPoint[],
): string {
  const [norm, ...later] = periods.map(({ simulated }) => simulated.centre!);
  const label = capitalised(observe.label);
  if (norm === undefined) {
    const counted = points.filter(({ stage }) => stage === 'result');
    const from = counted.length > 0 ? counted : points;
    const mean = from.reduce((sum, { people }) => sum + people, 0) / from.length;
    return `${label} ${gainedOrLostPeople(mean)} a month`;
  }
  const mark = observe.marks.find(
    ({ month }) => monthText(month) === periods[0]!.to && month <= calendar.end,
  );
  const until =
    later.length === 0
      ? ''
      : ` until ${mark?.label ?? monthName(periods[0]!.to)}, then ${later.map(gainedOrLost).join(', then ')}`;
  return `${label} ${gainedOrLostPeople(norm)} a month${until}`;
}
