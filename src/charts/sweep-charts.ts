import type { Period } from '../evidence/rows.ts';
import type { Cell } from '../experiments/designs.ts';
import type { Outcome } from '../experiments/outcomes.ts';
import { type Chart, COLOURS, chart, heightBelow, type Spec } from './style.ts';
import { capitalised, endOfPath, periodName, shortPair, significant } from './words.ts';

/** One outcome in one cell of a sweep: mean over runs, its standard error, and 90% of the runs. */
export interface CellResult {
  readonly cell: Cell;
  readonly outcome: string;
  readonly unit: string;
  readonly mean: number | null;
  readonly monteCarloError: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly replicates: number;
}

/** A parameter that a sweep varies. */
export interface SweptParameter {
  readonly path: string;
  /** Null of words, months and lists. */
  readonly unit: string | null;
}

/** A line for each outcome over one parameter; over several, a heat map over the first two for each. */
export function sweepCharts(
  parameters: readonly SweptParameter[],
  outcomes: readonly Outcome[],
  results: readonly CellResult[],
  period: Period,
): Chart[] {
  return outcomes.flatMap((outcome, at) => {
    const own = results.filter((result) => result.outcome === outcome.name && result.mean !== null);
    if (own.length < 2) return [];
    const name = at === 0 ? 'sweep' : `sweep-${at + 1}`;
    return [
      parameters.length === 1
        ? overOne(name, parameters[0]!, outcome, own, period)
        : overTwo(name, parameters, outcome, own, period),
    ];
  });
}

/** Paths hold dots, which Vega-Lite reads as parts of objects: fields are named by the axis. */
const axisOf = (field: string, { path, unit }: SweptParameter, values: readonly string[]): Spec => {
  const title = `${endOfPath(path)}${unit === null ? '' : `, ${unit}`}`;
  const isNumber = values.every((value) => value !== '' && Number.isFinite(Number(value)));
  return {
    field,
    ...(isNumber
      ? { type: 'quantitative', axis: { title, tickCount: 8, labelFlush: false }, scale: { zero: false } }
      : { type: 'nominal', axis: { title } }), // Vega warns of a zero that words cannot have
  };
};

/** Digits of a number in a chart's data, and of a tick: an outcome may be a ratio that changes in its seventh place. */
const DIGITS = 9;
const TICK = `,.${DIGITS}~r`;

/** Vega expression: `185,450` of 185454.54. */
const SHORT_NUMBER = "format(datum.value, ',.5~r')";

const plainValue = (text: string): string | number => (Number.isFinite(Number(text)) ? Number(text) : text);

function overOne(
  name: string,
  parameter: SweptParameter,
  outcome: Outcome,
  results: readonly CellResult[],
  period: Period,
): Chart {
  const values = results.map(({ cell, mean, low, high }) => ({
    across: plainValue(cell[0]!),
    mean: significant(mean!, DIGITS),
    low: significant(low!, DIGITS),
    high: significant(high!, DIGITS),
  }));
  const hasBand = results.some(({ replicates }) => replicates > 1);
  const { title, subtitle } = words(
    outcome,
    parameter.path,
    values.map(({ mean }) => mean),
    results,
    period,
    hasBand ? 'Line: mean; band: 90% of the runs.' : 'One run has no band.',
  );
  const x = axisOf(
    'across',
    parameter,
    results.map(({ cell }) => cell[0]!),
  );
  const y = (field: string) => ({
    field,
    type: 'quantitative',
    axis: { title: outcome.unit, format: TICK, tickCount: 6 },
    scale: { zero: false },
  });
  return chart(name, title, subtitle, {
    width: 720,
    height: heightBelow(title, subtitle) - 50,
    data: { values },
    layer: [
      ...(hasBand
        ? [
            {
              mark: { type: 'area', opacity: 0.2, color: COLOURS.blue },
              encoding: { x, y: y('low'), y2: { field: 'high' } },
            },
          ]
        : []),
      {
        mark: { type: 'line', point: { color: COLOURS.blue }, color: COLOURS.blue },
        encoding: { x, y: y('mean') },
      },
    ],
  });
}

function overTwo(
  name: string,
  parameters: readonly SweptParameter[],
  outcome: Outcome,
  results: readonly CellResult[],
  period: Period,
): Chart {
  const [one, other, ...others] = parameters as [SweptParameter, SweptParameter, ...SweptParameter[]];
  const more = others.length > 0 ? ` Means over ${others.map(({ path }) => path).join(', ')}.` : '';
  const values = meansByPair(results);
  const { title, subtitle } = words(
    outcome,
    `${one.path} and ${other.path}`,
    values.map(({ mean }) => mean),
    results,
    period,
    `Colour: mean of the runs.${more}`,
  );
  const distinct = new Set(results.map(({ cell }) => cell[0]!)).size;
  const isGrid = values.length >= distinct * new Set(results.map(({ cell }) => cell[1]!)).size;
  const color = {
    field: 'mean',
    type: 'quantitative',
    scale: { scheme: 'viridis' },
    legend: { title: outcome.unit, format: TICK },
  };
  const across = axisOf(
    'across',
    one,
    results.map(({ cell }) => cell[0]!),
  );
  const up = axisOf(
    'up',
    other,
    results.map(({ cell }) => cell[1]!),
  );
  const asSteps = ({ field, type, axis }: Spec) => ({
    field,
    type: 'ordinal',
    sort: null,
    axis: {
      ...(axis as Spec),
      labelAngle: 0,
      // Twelve steps from 0 to 0.3 are no round numbers.
      ...(type === 'quantitative' ? { labelExpr: SHORT_NUMBER } : {}),
      labelOverlap: 'greedy',
      labelSeparation: 4,
    },
  });
  return chart(name, title, subtitle, {
    width: 620,
    height: heightBelow(title, subtitle) - 60,
    data: { values },
    mark: isGrid ? { type: 'rect' } : { type: 'point', filled: true, size: 90, opacity: 1 },
    encoding: isGrid
      ? { x: asSteps(across), y: { ...asSteps(up), sort: 'descending' }, color }
      : { x: across, y: up, color },
  });
}

function meansByPair(results: readonly CellResult[]) {
  const pairs = new Map<
    string,
    { across: string | number; up: string | number; sum: number; cells: number }
  >();
  for (const { cell, mean } of results) {
    const key = JSON.stringify(cell.slice(0, 2));
    const pair = pairs.get(key) ?? {
      across: plainValue(cell[0]!),
      up: plainValue(cell[1]!),
      sum: 0,
      cells: 0,
    };
    pairs.set(key, pair);
    pair.sum += mean!;
    pair.cells++;
  }
  return [...pairs.values()].map(({ across, up, sum, cells }) => ({
    across,
    up,
    mean: significant(sum / cells, DIGITS),
  }));
}

/** @param means that are drawn: the title says the least and the most of them. */
function words(
  outcome: Outcome,
  over: string,
  means: readonly number[],
  results: readonly CellResult[],
  period: Period,
  how: string,
) {
  const { replicates } = results[0]!;
  const [least, most] = shortPair(Math.min(...means), Math.max(...means));
  const range =
    least === most ? `${least} ${outcome.unit} throughout` : `${least} to ${most} ${outcome.unit}`;
  const title = `${capitalised(outcome.title)}: ${range} over ${over}`;
  return {
    title,
    subtitle: [
      `${capitalised(outcome.unit)}, means over ${periodName(period)} of ${replicates} ${replicates === 1 ? 'run' : 'runs'} a cell. ${how}`,
    ],
  };
}
