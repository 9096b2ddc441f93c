import type { PeopleAMonth } from '../evidence/people-a-month.ts';
import { monthText } from '../scenario/dates.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { ROW_HEIGHT } from './net-flow-rows.ts';
import { COLOURS, GREY, PUBLISHED, SIMULATED, SIMULATED_MEAN, type Spec } from './style.ts';
import { endOf, startOf, timeAxis } from './time.ts';
import { number, rounded } from './words.ts';

export const PANEL_WIDTH = 752;

/** What the chart of net flow draws: each function gives layers of one of its panels. */
export interface NetFlowPoint {
  time: number;
  month: string;
  people: number;
  low: number;
  high: number;
  stage: 'warm-up' | 'result';
}

/** Zero line, band, and the line: grey in the warm-up. */
export function seriesLayers(
  window: [number, number],
  band: boolean,
  vertical: VerticalAxis | 'alone' | 'small',
): Spec[] {
  const x = { field: 'time', ...timeAxis(window, PANEL_WIDTH) };
  const scale = typeof vertical === 'object' ? { domain: vertical.domain, nice: false } : {};
  const axis = {
    title:
      vertical === 'small' || (typeof vertical === 'object' && vertical.isSmall)
        ? null
        : 'people a month, net',
    ...(typeof vertical === 'object'
      ? { values: vertical.ticks }
      : { tickCount: vertical === 'small' ? 2 : 6 }),
    minExtent: 34,
  };
  const y = (field: string) => ({ field, type: 'quantitative', scale, axis });
  const colour = {
    field: 'stage',
    type: 'nominal',
    scale: { domain: ['warm-up', 'result'], range: ['#b5b5b5', SIMULATED] },
    legend: null,
  };
  const bandLayer = {
    mark: { type: 'area', opacity: 0.22 },
    encoding: { x, y: y('low'), y2: { field: 'high' }, color: colour },
  };
  return [
    ...(band ? [bandLayer] : []),
    { mark: { type: 'line', strokeWidth: 1.2, clip: true }, encoding: { x, y: y('people'), color: colour } },
    { mark: { type: 'rule', color: '#777777', strokeWidth: 1 }, encoding: { y: { datum: 0 } } },
  ];
}

export interface VerticalAxis {
  readonly domain: [number, number];
  readonly ticks: number[];
  readonly isSmall?: boolean;
}

/** Of a run in which nobody comes or leaves on balance in any month: there is nothing that a domain could be taken from. */
export const FLAT: VerticalAxis = { domain: [-1, 1], ticks: [-1, 0, 1] };

/** A vertical axis with room above the data and the published steps for so many rows of numbers, and round numbers below them. */
export function axisUnderRows(
  points: readonly NetFlowPoint[],
  rows: number,
  height: number,
  periods: readonly PeopleAMonth[],
): VerticalAxis {
  const published = periods.map((period) => period.published);
  const least = Math.min(0, ...points.map(({ low }) => low), ...published);
  const most = Math.max(1, ...points.map(({ high }) => high), ...published);
  const room = rows * ROW_HEIGHT + 14;
  const bottom = least - (most - least) * 0.04;
  const top = most + ((most - bottom) * room) / (height - room);
  const rough = (top - bottom) / 10;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((times) => times * power >= rough) ?? 10);
  const first = Math.ceil(bottom / step);
  const last = Math.max(first, Math.floor(most / step));
  return {
    domain: [rounded(bottom, 3), rounded(top, 3)],
    ticks: Array.from({ length: last - first + 1 }, (_, tick) => (first + tick) * step),
  };
}

/** Every other period shaded, and the norm as a line across. */
export function periodLayers(periods: readonly PeopleAMonth[], window: [number, number]): Spec[] {
  const shaded = periods.filter((_, period) => period % 2 === 1);
  const norm = periods[0]!.published;
  return [
    {
      data: { values: shaded.map(({ from, to }) => ({ from: startOf(from), to: endOf(to) })) },
      mark: { type: 'rect', color: '#f1f1f1' },
      encoding: { x: { field: 'from', type: 'quantitative' }, x2: { field: 'to' } },
    },
    {
      data: { values: [{ norm }] },
      mark: { type: 'rule', color: PUBLISHED, strokeDash: [3, 4], strokeWidth: 1 },
      encoding: { y: { field: 'norm', type: 'quantitative' } },
    },
    {
      data: { values: [{ norm, at: window[1], text: number(norm) }] },
      mark: { type: 'text', align: 'left', baseline: 'middle', dx: 5, color: PUBLISHED },
      encoding: {
        x: { field: 'at', type: 'quantitative' },
        y: { field: 'norm', type: 'quantitative' },
        text: { field: 'text', type: 'nominal' },
      },
    },
  ];
}

/** The means of the periods as steps: published under simulated, so that both are seen where they agree. */
export function stepLayers(periods: readonly PeopleAMonth[]): Spec[] {
  const steps = (people: (period: PeopleAMonth) => number, color: string, strokeWidth: number) => ({
    data: {
      values: periods.map((period) => ({
        from: startOf(period.from),
        to: endOf(period.to),
        people: rounded(people(period), 1),
      })),
    },
    mark: { type: 'rule', color, strokeWidth, strokeCap: 'butt' },
    encoding: {
      x: { field: 'from', type: 'quantitative' },
      x2: { field: 'to' },
      y: { field: 'people', type: 'quantitative' },
    },
  });
  return [
    steps(({ published }) => published, PUBLISHED, 5),
    steps(({ simulated }) => simulated.centre!, SIMULATED_MEAN, 2.2),
  ];
}

/** Dated remarks: a line at the end of the month, its words above the panel, in turn higher so that neighbours don't meet. */
export function markLayers({ observe }: Scenario, window: [number, number]): Spec[] {
  const marks = observe.marks
    .map(({ month, label }) => ({ at: endOf(monthText(month)), label, month: monthText(month) }))
    .filter(({ at }) => at > window[0] && at < window[1])
    .sort((one, other) => one.at - other.at)
    .map((mark, index) => ({ ...mark, height: -7 - 13 * (index % 2) }));
  if (marks.length === 0) return [];
  const x = { field: 'at', type: 'quantitative' };
  return [
    {
      data: { values: marks },
      mark: { type: 'rule', color: COLOURS.green, strokeWidth: 1.4, strokeDash: [5, 3] },
      encoding: { x },
    },
    {
      data: { values: marks },
      mark: {
        type: 'text',
        color: COLOURS.green,
        fontWeight: 'bold',
        baseline: 'bottom',
        y: { expr: 'datum.height' },
      },
      encoding: { x, text: { field: 'label', type: 'nominal' } },
    },
  ];
}

/** On the overview: which years the large panel shows. */
export function windowLayer([from, to]: [number, number]): Spec {
  return {
    data: { values: [{ from, to }] },
    mark: { type: 'rect', color: '#f1f1f1', stroke: '#bbbbbb' },
    encoding: { x: { field: 'from', type: 'quantitative' }, x2: { field: 'to' } },
  };
}

export const overviewName = ([from]: [number, number]): Spec => ({
  data: { values: [{ at: from, text: 'the whole run' }] },
  mark: { type: 'text', align: 'left', baseline: 'bottom', dy: -3, color: GREY },
  encoding: {
    x: { field: 'at', type: 'quantitative' },
    y: { value: 0 },
    text: { field: 'text', type: 'nominal' },
  },
});
