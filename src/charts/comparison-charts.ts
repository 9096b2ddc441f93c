import { type Effect, isNothing, signIsTold } from '../experiments/compare.ts';
import type { MonthlyEffect } from '../experiments/monthly-effects.ts';
import type { Outcome } from '../experiments/outcomes.ts';
import { monthText } from '../scenario/dates.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type Line, lineColour, linesPanel, TIME_AXIS_HEIGHT } from './lines.ts';
import { type Chart, COLOURS, chart, heightBelow, type Spec, wrapped } from './style.ts';
import { middleOf, startOf } from './time.ts';
import { capitalised, monthName, pairsOfRange, periodName, rounded, short, significant } from './words.ts';

export interface ComparisonToDraw {
  readonly scenario: Scenario;
  readonly outcomes: readonly Outcome[];
  readonly effects: readonly Effect[];
  readonly monthly: readonly MonthlyEffect[];
}

/** Charts of a comparison: the first outcome over time, policies side by side, and every outcome small. */
export function comparisonCharts(drawn: ComparisonToDraw): Chart[] {
  return [overTime(drawn), sideBySide(drawn), byOutcome(drawn)].filter((one) => one !== null);
}

/** Digits of a number in a chart's data, and of a tick: a policy may move a ratio in its seventh place. */
const DIGITS = 6;
const TICK = `,.${DIGITS}~r`;

/** More lines with bands than these hide each other in one panel. */
const MOST_LINES_TOGETHER = 2;
const SMALL_PANEL_HEIGHT = 90;
const SMALL_PANEL_WIDTH = 210;
/** Where one of two labels must go Vega drops every other, so that those left stand evenly. */
const SMALL_PANEL_TICKS = 4;

/** The difference month by month: policies together when they are few, one panel each under one another when they are many. */
function overTime({ scenario, outcomes, monthly: all }: ComparisonToDraw): Chart | null {
  const [outcome] = outcomes;
  const monthly = fromAYearBeforeTheFirst(all);
  const earlier =
    monthly.length < all.length ? ` Before ${monthName(monthly[0]!.month)} nothing differs.` : '';
  const names = [...new Set(monthly.map(({ policy }) => policy))];
  const lines = names.map((policy, at) => lineOfPolicy(policy, at, monthly));
  if (lines.length === 0 || lines[0]!.points.length < 2) return null;
  const values = lines.flatMap(({ points }) => points.flatMap(({ low, high }) => [low, high]));
  const title = `${capitalised(outcome!.title)}: difference to ${scenario.name}, month by month`;
  const subtitle = [
    `Policy less base in the same run, ${outcome!.unit}. Line: mean of paired runs at the scenarios' own values; band: 90% of these runs, over seeds alone.${earlier}`,
  ];
  const panel = {
    height: heightBelow(title, subtitle) - TIME_AXIS_HEIGHT,
    domain: padded(values),
    isLogarithmic: false,
    axisTitle: outcome!.unit,
    format: TICK,
    resultsFrom: startOf(monthText(scenario.calendar.reportFrom)),
  };
  if (lines.length <= MOST_LINES_TOGETHER)
    return chart('difference', title, subtitle, linesPanel(lines, panel));
  const panels = lines.map((line) => ({
    title: { text: line.label, fontSize: 11, anchor: 'start', fontWeight: 'normal' },
    ...linesPanel([{ ...line, label: '', colour: lineColour(0) }], { ...panel, height: SMALL_PANEL_HEIGHT }),
  }));
  // Each panel names its own line: one scale for all would know the first one's alone.
  const resolve = { scale: { color: 'independent' } };
  return chart('difference', title, subtitle, { vconcat: panels, spacing: 12, resolve });
}

function lineOfPolicy(policy: string, at: number, monthly: readonly MonthlyEffect[]): Line {
  const points = monthly
    .filter((row) => row.policy === policy)
    .map(({ month, difference, low, high }) => ({
      time: rounded(middleOf(month), 4),
      when: month,
      value: significant(difference, DIGITS),
      low: significant(low, DIGITS),
      high: significant(high, DIGITS),
    }));
  return { id: policy, label: policy, colour: lineColour(at), points };
}

/** Before a policy begins nothing differs, to the bit: one year of that is enough to see it. */
function fromAYearBeforeTheFirst(monthly: readonly MonthlyEffect[]): readonly MonthlyEffect[] {
  const differing = monthly.filter(({ low, high }) => low !== 0 || high !== 0).map(({ month }) => month);
  const [first] = differing.sort();
  if (first === undefined) return monthly;
  const yearBefore = `${String(Number(first.slice(0, 4)) - 1).padStart(4, '0')}${first.slice(4)}`;
  return monthly.filter(({ month }) => month >= yearBefore);
}

function padded(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const margin = (high - low || 1) * 0.05;
  return [low - margin, high + margin];
}

function sideBySide({ outcomes, effects }: ComparisonToDraw): Chart | null {
  const [outcome] = outcomes;
  const own = effects.filter((effect) => effect.outcome === outcome!.name && effect.difference !== null);
  if (own.length === 0) return null;
  const rows = rowsOf(own);
  const title = titleOfPolicies(outcome!, own);
  const subtitle = [intervalWords(effects)];
  return chart('policies', title, subtitle, {
    width: 640,
    height: Math.max(60, Math.min(heightBelow(title, subtitle) - 40, 44 * rows.length)),
    data: { values: rows },
    layer: intervalLayers(outcome!.unit, 5),
  });
}

/** Names the strongest of the policies whose sign the runs tell: a larger mean of another may be chance. */
function titleOfPolicies({ title, unit }: Outcome, effects: readonly Effect[]): string {
  if (effects.every(isNothing)) return `No policy changes the ${title}`;
  const byStrength = effects.toSorted(
    (one, other) => Math.abs(other.difference!) - Math.abs(one.difference!),
  );
  const strongest = byStrength.find((effect) => signIsTold(effect) && !isNothing(effect));
  if (strongest === undefined) {
    const [first] = effects as [Effect];
    const which = effects.length === 1 ? first.policy : 'any policy';
    return `${capitalised(title)}: the runs do not tell whether ${which} raises or lowers it`;
  }
  const among = strongest === byStrength[0] ? '' : ', of those whose sign the runs tell';
  return `${capitalised(title)}: ${strongest.policy} changes it most${among}, by ${short(strongest.difference!)} ${unit}`;
}

function byOutcome({ outcomes, effects }: ComparisonToDraw): Chart | null {
  if (outcomes.length < 2) return null;
  const policies = new Set(effects.map(({ policy }) => policy)).size;
  const title = `What ${policies === 1 ? `${effects[0]!.policy} changes` : 'the policies change'}, outcome by outcome`;
  const subtitle = [intervalWords(effects)];
  const panels = outcomes.flatMap(({ name, title: of, unit }) => {
    const rows = rowsOf(effects.filter((effect) => effect.outcome === name));
    if (rows.length === 0) return [];
    return [
      {
        title: { text: wrapped(of, 46), fontSize: 11, anchor: 'start', fontWeight: 'normal' },
        width: SMALL_PANEL_WIDTH,
        height: Math.max(28, (rows.some(isLong) ? 36 : 22) * rows.length),
        data: { values: rows },
        layer: intervalLayers(unit, SMALL_PANEL_TICKS),
      },
    ];
  });
  return chart('outcomes', title, subtitle, { columns: 2, spacing: 22, concat: panels });
}

function intervalWords(effects: readonly Effect[]): string {
  const { from, to, over, replicates } = effects[0]!;
  return `Policy less base, means over ${periodName({ from, to })}. Dot: mean of ${replicates} pairs of runs at the scenarios' own values; thick: its Monte Carlo interval; thin: 90% of ${pairsOfRange(over)}.`;
}

interface Row {
  readonly policy: string;
  readonly difference: number;
  readonly monteCarloLow: number;
  readonly monteCarloHigh: number;
  readonly low: number;
  readonly high: number;
}

function rowsOf(effects: readonly Effect[]): Row[] {
  return effects.flatMap(({ policy, difference, monteCarloLow, monteCarloHigh, low, high }) =>
    difference === null
      ? []
      : [
          {
            policy,
            difference: significant(difference, DIGITS),
            monteCarloLow: significant(monteCarloLow ?? difference, DIGITS),
            monteCarloHigh: significant(monteCarloHigh ?? difference, DIGITS),
            low: significant(low ?? difference, DIGITS),
            high: significant(high ?? difference, DIGITS),
          },
        ],
  );
}

/** A policy's name has up to 64 letters: a longer one than a line's goes on in a second, after a hyphen where there is one. */
const LETTERS_IN_LINE = 36;
const isLong = ({ policy }: Row): boolean => policy.length > LETTERS_IN_LINE;
/** Vega expression: the letters before a line's last hyphen, with it. */
const HYPHEN = `lastindexof(slice(datum.label, 0, ${LETTERS_IN_LINE}), '-') + 1`;
const CUT = `(${HYPHEN} > ${LETTERS_IN_LINE / 2} ? ${HYPHEN} : ${LETTERS_IN_LINE})`;
const IN_TWO_LINES = `length(datum.label) > ${LETTERS_IN_LINE} ? [slice(datum.label, 0, ${CUT}), slice(datum.label, ${CUT})] : datum.label`;

function intervalLayers(unit: string, tickCount: number): Spec[] {
  const axis = { title: null, labelExpr: IN_TWO_LINES, labelLimit: 260 };
  const y = { field: 'policy', type: 'nominal', sort: null, axis };
  const x = (field: string) => ({
    field,
    type: 'quantitative',
    axis: {
      title: unit,
      tickCount,
      format: TICK,
      labelOverlap: 'parity',
      labelSeparation: 6,
      labelFlush: false,
    },
  });
  return [
    {
      data: { values: [{ zero: 0 }] },
      mark: { type: 'rule', color: '#999999' },
      encoding: { x: { ...x('zero') } },
    },
    {
      mark: { type: 'rule', strokeWidth: 1.2, color: COLOURS.blue },
      encoding: { y, x: x('low'), x2: { field: 'high' } },
    },
    {
      mark: { type: 'rule', strokeWidth: 4, color: COLOURS.blue, opacity: 0.6 },
      encoding: { y, x: x('monteCarloLow'), x2: { field: 'monteCarloHigh' } },
    },
    {
      mark: { type: 'point', filled: true, size: 60, opacity: 1, color: COLOURS.black },
      encoding: { y, x: x('difference') },
    },
  ];
}
