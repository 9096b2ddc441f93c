import { type PartOfChange, printedParts } from '../experiments/decompose.ts';
import type {
  DecomposedLeaving,
  DecomposedOutcome,
  DecompositionResults,
} from '../experiments/decomposition-results.ts';
import { type Chart, COLOURS, chart, GREY, heightBelow, type Spec } from './style.ts';
import { capitalised, number, periodName, rounded, shortDigits } from './words.ts';

/** A waterfall for each outcome, one panel a reference, and one of leaving part by part. */
export function decompositionCharts(results: DecompositionResults): Chart[] {
  const names = [...new Set(results.outcomes.map(({ outcome }) => outcome))];
  return [
    ...names.map((name, at) =>
      waterfall(
        at === 0 ? 'causes' : `causes-${at + 1}`,
        results.outcomes.filter(({ outcome }) => outcome === name),
        results,
      ),
    ),
    ...(results.leaving === null ? [] : [leavingChart(results.leaving, results)]),
  ];
}

interface Bar {
  readonly row: string;
  readonly kind: 'level' | 'down' | 'up';
  readonly from: number;
  readonly to: number;
  /** 90% of the sets, drawn where the bar ends. */
  readonly low: number;
  readonly high: number;
  readonly text: string;
}

const AXIS_AND_TITLE = 74;

function waterfall(name: string, panels: readonly DecomposedOutcome[], results: DecompositionResults): Chart {
  const [first] = panels as [DecomposedOutcome, ...DecomposedOutcome[]];
  const title = titleOf(first);
  const subtitle = [
    `${capitalised(first.unit)}, mean of ${periodName(first.before)} to mean of ${periodName(first.after)}. Bars: Shapley values, which add up; lines: 90% of ${setsWords(results)}.`,
    `“Everything else”: the change with all causes off. Off: held at the mean of the months above each panel, events left out.`,
  ];
  const height = heightBelow(title, subtitle) - AXIS_AND_TITLE;
  const width = panels.length > 1 ? 270 : 560;
  const bars = panels.map((panel) => barsOf(panel));
  const domain = domainOf(bars.flat());
  const hconcat = panels.map(({ reference, unit }, at) =>
    barsPanel(bars[at]!, {
      title: `Off as in ${periodName(reference)}`,
      unit,
      width,
      height,
      domain,
      hasLabels: at === 0,
    }),
  );
  return chart(name, title, subtitle, { hconcat, spacing: 18 });
}

function titleOf({ title, unit, parts, pairs, whole, before, after }: DecomposedOutcome): string {
  const { digits, texts } = printed(parts);
  const from = `${capitalised(title)} went from ${number(before.mean, digits)} to ${number(after.mean, digits)} ${unit}`;
  const causes = parts
    .slice(1)
    .filter((part) => Math.sign(part.mean) === Math.sign(whole.mean))
    .toSorted((one, other) => Math.abs(other.mean) - Math.abs(one.mean));
  const [most] = causes;
  if (most === undefined || most.mean === 0) return `${from}; none of the causes moved it so`;
  const isUnsure = pairs.some(
    ({ one, other, orderUnknown }) => orderUnknown && (one === most.id || other === most.id),
  );
  const did = `${most.label} did most (${texts[parts.indexOf(most)]})`;
  return isUnsure
    ? `${from}; in the mean ${did}, but which cause did most is not known`
    : `${from}; of the causes ${did}`;
}

function barsOf({ before, after, parts }: DecomposedOutcome): Bar[] {
  const { digits, texts, ranges } = printed(parts);
  const level = (row: string, value: number): Bar => ({
    row,
    kind: 'level',
    from: 0,
    to: rounded(value, 4),
    low: rounded(value, 4),
    high: rounded(value, 4),
    text: number(value, digits),
  });
  let reached = before.mean;
  const steps = parts.map((part, at): Bar => {
    const from = reached;
    reached += part.mean;
    return {
      row: part.label,
      kind: part.mean < 0 ? 'down' : 'up',
      from: rounded(from, 4),
      to: rounded(reached, 4),
      low: rounded(from + part.low, 4),
      high: rounded(from + part.high, 4),
      text: `${texts[at]}  ${ranges[at]}`,
    };
  });
  return [level(periodName(before), before.mean), ...steps, level(periodName(after), after.mean)];
}

function leavingChart(leaving: DecomposedLeaving, results: DecompositionResults): Chart {
  const { from, parts, before, after, unit } = leaving;
  const { digits, texts, ranges, sum } = printed(parts);
  const [largest] = parts.toSorted((one, other) => Math.abs(other.mean) - Math.abs(one.mean));
  const title = `Leaving ${from} went from ${number(before.mean, digits)} to ${number(after.mean, digits)} ${unit}; the largest part is “${largest!.label}” (${texts[parts.indexOf(largest!)]})`;
  const subtitle = [
    `Change from ${periodName(before)} to ${periodName(after)}, moves between two of them included. Parts add up to ${sum}; lines: 90% of ${setsWords(results)}.`,
    `Motives: what each part of a job's value adds to the expected leavers among those who look, over jobs worth just what staying is.`,
  ];
  const moved = parts.filter(({ bySet }) => bySet.some((part) => part !== 0));
  const bars = moved.map(
    (part): Bar => ({
      row: part.label,
      kind: part.mean < 0 ? 'down' : 'up',
      from: 0,
      to: rounded(part.mean, 4),
      low: rounded(part.low, 4),
      high: rounded(part.high, 4),
      text: `${texts[parts.indexOf(part)]}  ${ranges[parts.indexOf(part)]}`,
    }),
  );
  const panel = barsPanel(bars, {
    title: '',
    unit,
    width: 520,
    height: heightBelow(title, subtitle) - 50,
    domain: domainOf(bars),
    hasLabels: true,
  });
  return chart('leaving', title, subtitle, panel);
}

const setsWords = ({ sets, parameters }: DecompositionResults) =>
  sets === 1 ? 'one set' : `${sets} sets, parameters ${parameters}`;

/** Parts as numbers that add up as they stand, in the digits of the largest, as the tables beside the chart have them. */
function printed(parts: readonly PartOfChange[]) {
  const digits = shortDigits(Math.max(...parts.map(({ mean }) => Math.abs(mean))));
  const values = printedParts(parts, digits);
  const said = (value: number) => signed(value, digits);
  return {
    digits,
    texts: values.map(said),
    ranges: parts.map(({ low, high }) => `[${said(low)}, ${said(high)}]`),
    sum: said(values.reduce((sum, value) => sum + value, 0)),
  };
}

function signed(value: number, digits: number): string {
  const text = number(value, digits);
  return value > 0 && !/^0(\.0+)?$/.test(text) ? `+${text}` : text;
}

/** Of a column of numbers right of the plot, which a narrow page leaves to its table. */
const TEXT_WIDTH = 112;

function domainOf(bars: readonly Bar[]): [number, number] {
  const values = bars.flatMap(({ from, to, low, high }) => [from, to, low, high]);
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  const edge = Math.max(most - least, 1e-6) / 100;
  return [rounded(least - edge, 6), rounded(most + edge, 6)];
}

interface BarsPanel {
  readonly title: string;
  readonly unit: string;
  /** With the column of numbers. */
  readonly width: number;
  readonly height: number;
  readonly domain: [number, number];
  readonly hasLabels: boolean;
}

function barsPanel(bars: readonly Bar[], panel: BarsPanel): Spec {
  const x = {
    type: 'quantitative',
    scale: { domain: panel.domain, nice: false, zero: false },
    axis: { title: panel.unit, tickCount: 5, format: ',~f' },
  };
  const axis = panel.hasLabels
    ? { title: null, ticks: false, domain: false, labelLimit: 0, labelPadding: 8, grid: false }
    : { title: null, ticks: false, domain: false, labels: false, grid: false };
  const y = {
    field: 'row',
    type: 'nominal',
    sort: null,
    scale: { domain: bars.map(({ row }) => row), paddingInner: 0.25 },
    axis,
  };
  const color = {
    field: 'kind',
    type: 'nominal',
    scale: { domain: ['level', 'down', 'up'], range: [GREY, COLOURS.orange, COLOURS.blue] },
    legend: null,
  };
  return {
    ...(panel.title === ''
      ? {}
      : { title: { text: panel.title, anchor: 'start', fontSize: 12, fontWeight: 'bold', offset: 4 } }),
    width: panel.width - TEXT_WIDTH,
    height: panel.height,
    data: { values: bars },
    layer: [
      { mark: { type: 'bar' }, encoding: { x: { field: 'from', ...x }, x2: { field: 'to' }, y, color } },
      {
        transform: [{ filter: 'datum.high > datum.low' }],
        mark: { type: 'rule', strokeWidth: 1.6, color: COLOURS.black },
        encoding: { x: { field: 'low', ...x }, x2: { field: 'high' }, y },
      },
      { mark: { type: 'rule', color: '#777777' }, encoding: { x: { datum: 0 } } },
      {
        mark: { type: 'text', align: 'right', fontSize: 10, color: '#333333' },
        encoding: { x: { value: panel.width }, y, text: { field: 'text', type: 'nominal' } },
      },
    ],
  };
}
