import { type Spec, VEGA_LITE } from '../charts/style.ts';
import { endOf, middleOf, startOf, timeAxis } from '../charts/time.ts';
import { MONTHS, number, rounded } from '../charts/words.ts';
import { centreAndInterval } from '../evidence/centre-and-interval.ts';
import { monthText } from '../scenario/dates.ts';
import type { Summary } from './summary.ts';

/** Colours of the chart, each a parameter of the spec; the page reads them from its style sheet, which has a light and a dark set. */
export const COLOURS_OF_CURVE = [
  'text',
  'quiet',
  'line',
  'own',
  'ghost',
  'published',
  'mark',
  'shade',
] as const;

/** Months over which the curve is a running mean, the month itself in the middle. */
export const SMOOTHINGS = [1, 6, 12] as const;
export type Smoothing = (typeof SMOOTHINGS)[number];

/** What the named data of the chart hold: the spec itself is compiled once, when the page is built, and only these change. */
export interface CurveData {
  readonly own: readonly CurvePoint[];
  readonly ghost: readonly CurvePoint[];
  readonly steps: readonly StepRow[];
  readonly shaded: readonly Span[];
  readonly chosen: readonly Span[];
  readonly marks: readonly { readonly at: number; readonly label: string }[];
}
interface Span {
  readonly from: number;
  readonly to: number;
}
interface CurvePoint {
  readonly time: number;
  readonly people: number;
  readonly low: number;
  readonly high: number;
}
interface StepRow {
  readonly from: number;
  readonly to: number;
  readonly published: number;
  readonly simulated: number | null;
}

/**
 * Net flow of the observed sector month by month: the reader's scenario over its baseline, with the published means as steps. Colours,
 * the span of time and its ticks are parameters: `COLOURS_OF_CURVE`, `from`, `to`, `ticks`.
 */
export function curveSpec(): Spec {
  const colour = (name: (typeof COLOURS_OF_CURVE)[number]) => ({ expr: name });
  const plain = { type: 'quantitative' };
  const x = {
    field: 'time',
    type: 'quantitative',
    scale: { domainMin: { expr: 'from' }, domainMax: { expr: 'to' }, nice: false, zero: false },
    axis: { title: null, grid: false, values: { expr: 'ticks' }, labelExpr: YEAR_OR_MONTH },
  };
  const y = { field: 'people', type: 'quantitative', axis: { title: null, tickCount: 6, minExtent: 34 } };
  const span = { x: { ...x, field: 'from' }, x2: { field: 'to' } };
  const line = (name: 'own' | 'ghost', strokeWidth: number) => ({
    data: { name },
    mark: { type: 'line', color: colour(name), strokeWidth, clip: true },
    encoding: { x, y },
  });
  const step = (field: string, color: object, strokeWidth: number) => ({
    data: { name: 'steps' },
    mark: { type: 'rule', color, strokeWidth, strokeCap: 'butt', clip: true },
    encoding: { ...span, y: { field, ...plain } },
  });
  const named = { data: { name: 'marks' }, encoding: { x: { ...x, field: 'at' } } };
  return {
    $schema: VEGA_LITE,
    background: 'transparent',
    padding: { left: 4, right: 4, top: 22, bottom: 4 },
    width: 600,
    height: 300,
    autosize: { type: 'fit', contains: 'padding' },
    params: [
      ...COLOURS_OF_CURVE.map((name) => ({ name, value: 'black' })),
      { name: 'from', value: 2019 },
      { name: 'to', value: 2031 },
      { name: 'ticks', value: [] },
    ],
    layer: [
      {
        data: { name: 'shaded' },
        mark: { type: 'rect', color: colour('shade'), clip: true },
        encoding: span,
      },
      {
        data: { name: 'chosen' },
        mark: { type: 'rect', color: colour('own'), opacity: 0.25, clip: true },
        encoding: span,
      },
      {
        data: { values: [{}] },
        mark: { type: 'rule', color: colour('quiet') },
        encoding: { y: { datum: 0 } },
      },
      {
        data: { name: 'own' },
        mark: { type: 'area', color: colour('own'), opacity: 0.18, clip: true },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
      },
      line('ghost', 1.6),
      line('own', 2),
      step('published', colour('published'), 5),
      step('simulated', colour('text'), 2),
      { ...named, mark: { type: 'rule', color: colour('mark'), strokeDash: [5, 3] } },
      {
        ...named,
        mark: { type: 'text', color: colour('mark'), baseline: 'bottom', fontWeight: 'bold', y: -5 },
        encoding: { ...named.encoding, text: { field: 'label', type: 'nominal' } },
      },
    ],
    config: {
      font: 'system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif',
      view: { stroke: null },
      axis: {
        labelFontSize: 12,
        labelColor: colour('text'),
        gridColor: colour('line'),
        domainColor: colour('quiet'),
        tickColor: colour('quiet'),
        tickSize: 4,
      },
      text: { fontSize: 12 },
    },
  };
}

/** Vega expression: `2020`, or `Mar 2020` between years. */
const YEAR_OR_MONTH = `abs(datum.value - round(datum.value)) < 0.001 ? format(datum.value, 'd') : ${JSON.stringify(MONTHS)}[round(datum.value * 12) % 12] + ' ' + floor(datum.value)`;

/** Years at which the axis has ticks, as many as fit. */
export function ticksOf(from: string, to: string, width: number): number[] {
  const { axis } = timeAxis([startOf(from), endOf(to)], width) as { axis: { values: number[] } };
  return axis.values;
}

/**
 * What the chart draws.
 * @param runs replicates of the reader's scenario; the line is their median.   @param ghost the baseline's, or none.
 * @param chosen months that are picked out, first and last.
 */
export function curveData(
  runs: readonly Summary[],
  ghost: readonly Summary[],
  smoothing: Smoothing,
  chosen: readonly [string, string] | null,
): CurveData {
  const periods = runs[0]?.periods ?? [];
  const spanOf = ({ from, to }: { from: string; to: string }) => ({ from: startOf(from), to: endOf(to) });
  return {
    own: pointsOf(runs, smoothing),
    ghost: pointsOf(ghost, smoothing),
    steps: stepsOf(runs),
    shaded: periods.filter((_, at) => at % 2 === 1).map(spanOf), // so that neighbours can be told apart
    chosen: chosen === null ? [] : [spanOf({ from: chosen[0], to: chosen[1] })],
    marks: (runs[0]?.marks ?? []).map(({ month, label }) => ({ at: endOf(month), label })),
  };
}

function pointsOf(runs: readonly Summary[], smoothing: Smoothing): CurvePoint[] {
  const [first] = runs;
  if (first === undefined) return [];
  const series = runs.map(({ outcomes }) => smoothed(outcomes[0]!.values, smoothing));
  return first.months.flatMap((month, at) => {
    if (month < first.reportFrom || Number.isNaN(series[0]![at]!)) return [];
    const { centre, low, high } = centreAndInterval(series.map((values) => values[at]!));
    const people = rounded(centre!, 1);
    return [
      { time: middleOf(month), people, low: rounded(low ?? people, 1), high: rounded(high ?? people, 1) },
    ];
  });
}

/** Running means over so many months, the month in the middle; NaN where the series does not reach so far. */
export function smoothed(values: Float64Array, months: Smoothing): Float64Array {
  if (months === 1) return values;
  const before = months / 2;
  return values.map((_, at) => {
    const first = at - before;
    if (first < 0 || first + months > values.length) return Number.NaN;
    let sum = 0;
    for (let month = first; month < first + months; month++) sum += values[month]!;
    return sum / months;
  });
}

function stepsOf(runs: readonly Summary[]): StepRow[] {
  const [first] = runs;
  if (first === undefined) return [];
  return first.periods.map(({ from, to, published }, period) => {
    const { centre } = centreAndInterval(runs.map(({ periods }) => periods[period]!.simulated));
    const simulated = centre === null ? null : rounded(centre, 1);
    return { from: startOf(from), to: endOf(to), published, simulated };
  });
}

/** The month of a point in time, in years; the first or last reported one where the time is outside. */
export function monthAt(
  time: number,
  { months, reportFrom }: Pick<Summary, 'months' | 'reportFrom'>,
): string {
  const month = monthText(Math.floor(time * 12));
  const last = months.at(-1)!;
  if (month < reportFrom) return reportFrom;
  if (month > last) return last;
  return month;
}

/** Published and simulated means in words, for readers who do not see the chart, and for tests. */
export const meansInWords = (runs: readonly Summary[]): string[] =>
  stepsOf(runs).map(({ published, simulated }, at) => {
    const { from, to } = runs[0]!.periods[at]!;
    return `${from} to ${to}: published ${number(published, 1)}, here ${simulated === null ? 'not simulated' : number(simulated, 1)}`;
  });
