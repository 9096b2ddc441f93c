import type { CentreAndInterval } from '../evidence/centre-and-interval.ts';
import { COLOURS, type Spec, wrapped } from './style.ts';
import { rounded } from './words.ts';

/** A row with a point per period. */
export interface DumbbellRow {
  readonly label: string;
  readonly values: readonly CentreAndInterval[];
}

export interface DumbbellPanel {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly axisTitle: string;
  /** How a value is written. */
  readonly say: (value: number) => string;
  /** What the axis spans at least: less would show differences that the numbers beside it do not tell. */
  readonly leastSpan?: number;
}

/** Of the legend, the panels' titles and the horizontal axis. */
export const AROUND_PANELS = 88;

const BEFORE = '#8c8c8c';
const AFTER = COLOURS.blue;
/** Of a panel's title in one line, so that it ends before the panel beside it begins. */
const TITLE_LETTERS = 44;
/** Width of the column of numbers at the right. */
const TEXT_WIDTH = 98;

/** Rows of points on a common axis, the periods' points joined, each row's numbers in a column at the right. @param periods one or two names. */
export function dumbbells(
  rows: readonly DumbbellRow[],
  periods: readonly string[],
  panel: DumbbellPanel,
): Spec {
  const points = rows.flatMap(({ label, values }) =>
    values.map(({ centre, low, high }, period) => ({
      row: label,
      period: periods[period]!,
      value: rounded(centre!, 4),
      low: rounded(low ?? centre!, 4),
      high: rounded(high ?? centre!, 4),
    })),
  );
  const joined = rows.map(({ label, values }) => {
    const centres = values.map(({ centre }) => centre!);
    return {
      row: label,
      from: rounded(Math.min(...centres), 4),
      to: rounded(Math.max(...centres), 4),
      text: centres.map(panel.say).join(' → '),
    };
  });
  const axis = { title: panel.axisTitle, tickCount: 5 };
  const x = {
    type: 'quantitative',
    scale: { domain: domainOf(points, panel), nice: false, zero: false },
    axis,
  };
  const y = {
    field: 'row',
    type: 'nominal',
    sort: null,
    scale: { domain: rows.map(({ label }) => label) },
    axis: { title: null, ticks: false, domain: false, grid: false, labelLimit: 0, labelPadding: 8 },
  };
  const color = {
    field: 'period',
    type: 'nominal',
    sort: null,
    scale: { domain: periods, range: periods.length > 1 ? [BEFORE, AFTER] : [AFTER] },
    legend: { title: null, orient: 'top', symbolType: 'circle', symbolSize: 90, symbolOpacity: 1, offset: 4 },
  };
  const interval = {
    data: { values: points },
    mark: { type: 'rule', strokeWidth: 7, opacity: 0.3 },
    encoding: { x: { field: 'low', ...x }, x2: { field: 'high' }, y, color },
  };
  return {
    title: {
      text: wrapped(panel.title, TITLE_LETTERS),
      anchor: 'start',
      fontSize: 12,
      fontWeight: 'bold',
      offset: 4,
    },
    width: panel.width,
    height: panel.height,
    layer: [
      {
        mark: { type: 'rule', color: '#777777' },
        data: { values: [{ zero: 0 }] },
        encoding: { x: { field: 'zero', ...x } },
      },
      {
        data: { values: joined },
        mark: { type: 'rule', strokeWidth: 2, color: '#cfcfcf' },
        encoding: { x: { field: 'from', ...x }, x2: { field: 'to' }, y },
      },
      ...(points.some(({ low, high }) => high > low) ? [interval] : []),
      {
        data: { values: points },
        mark: { type: 'circle', size: 80, opacity: 1 },
        encoding: { x: { field: 'value', ...x }, y, color },
      },
      {
        data: { values: joined },
        mark: { type: 'text', align: 'right', color: '#333333' },
        encoding: { x: { value: panel.width }, y, text: { field: 'text', type: 'nominal' } },
      },
    ],
  };
}

/** From 0, or below the least, to the column of numbers and its width. */
function domainOf(
  points: readonly { low: number; high: number }[],
  { width, leastSpan = 0 }: DumbbellPanel,
): [number, number] {
  const [lowest, highest] = [
    Math.min(0, ...points.map(({ low }) => low)),
    Math.max(0, ...points.map(({ high }) => high)),
  ];
  const wider = Math.max(0, leastSpan - (highest - lowest)) / 2;
  const [least, most] = [lowest - wider, highest + wider];
  const left = least < 0 ? 12 : 0;
  const perPixel = Math.max(most - least, 1e-6) / (width - TEXT_WIDTH - left);
  return [rounded(least - left * perPixel, 6), rounded(most + TEXT_WIDTH * perPixel, 6)];
}
