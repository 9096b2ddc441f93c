import { statedText } from '../evidence/words.ts';
import type { Findings } from '../experiments/calibrate/findings.ts';
import { CUTOFF } from '../experiments/calibrate/likelihood.ts';
import type { FreeParameter } from '../experiments/calibrate/parameters.ts';
import { binsFor, chanceOfEven, countsIn, type Planted } from '../experiments/calibrate/planted.ts';
import type { FigureAfter, ParameterAfter, Spread } from '../experiments/calibrate/summaries.ts';
import { percent } from '../experiments/explain/words.ts';
import { numbersLayer, OWN_COLOUR, panelWidth, type RowLayout, rowAxis } from './labelled-rows.ts';
import {
  CHART_WIDTH,
  type Chart,
  COLOURS,
  chart,
  GREY,
  heightBelow,
  PADDING,
  PUBLISHED,
  type Spec,
} from './style.ts';
import { number, rounded } from './words.ts';

/** Charts of a calibration: what it says of parameters, of pairs of them, of figures, and how its waves went. */
export function calibrationCharts(scenario: string, found: Findings): Chart[] {
  return [
    parametersChart(scenario, found),
    pairsChart(found),
    figuresChart(scenario, found),
    wavesChart(found),
  ].filter((one) => one !== null);
}

const ROW = 22;
const LAYOUT: RowLayout = { labels: 360, numbers: 220 };
const LABEL_LETTERS = 62;

const cut = (label: string): string =>
  label.length <= LABEL_LETTERS ? label : `${label.slice(0, label.lastIndexOf(' ', LABEL_LETTERS - 1))} …`;

/** Three digits, and of thousands the fourth; millions as such. */
const short = (value: number): string => {
  if (Math.abs(value) >= 1e6) return `${short(value / 1e6)}m`;
  const three = Number(value.toPrecision(Math.abs(value) >= 1e3 && Math.abs(value) < 1e4 ? 4 : 3));
  return number(three, /\.(\d+)$/.exec(String(three))?.[1]?.length ?? 0);
};
const interval = ({ median, low, high }: Spread): string =>
  `${short(median)} (${short(low)} to ${short(high)})`;

/** Prior against posterior, each parameter on its prior's own scale: where the blue is as wide as the grey, the facts say nothing. */
function parametersChart(scenario: string, { parameters }: Findings): Chart {
  const rows = parameters
    .toSorted((one, other) => one.ratio - other.ratio)
    .map((parameter) => ({
      row: cut(`${parameter.id}  ${parameter.title}`),
      ...placed(parameter),
      colour: parameter.isInformed ? COLOURS.blue : GREY,
      text: `${interval(parameter.posterior)}   ${parameter.ratio.toFixed(2)}`,
    }));
  const informed = parameters.filter(({ isInformed }) => isInformed).map(({ id }) => id);
  const title =
    informed.length === 0
      ? `${scenario}: the fitted facts inform none of ${parameters.length} parameters`
      : `${scenario}: the fitted facts inform ${informed.length} of ${parameters.length} parameters (${informed.join(', ')})`;
  const subtitle = [
    'Light bar: 90% of the prior; dark bar and dot: 90% and median of the posterior, each row on its prior’s own scale. Blue: informed, sd below 0.7 of the prior’s; grey: as the prior has it.',
    'Right: median (90%) of the posterior in the parameter’s unit, and its sd over the prior’s.',
  ];
  const x = {
    type: 'quantitative',
    scale: { domain: [-0.2, 1.2], nice: false },
    axis: { title: '0 and 1: ends of the prior’s 90% interval', tickCount: 5, format: '~f' },
  };
  const y = rowAxis(rows, LAYOUT);
  return chart('parameters', title, subtitle, {
    width: panelWidth(LAYOUT),
    height: rows.length * ROW,
    layer: [
      {
        data: { values: rows },
        mark: { type: 'rule', strokeWidth: 11, color: '#dddddd' },
        encoding: { x: { field: 'zero', ...x }, x2: { field: 'one' }, y },
      },
      {
        data: { values: rows },
        mark: { type: 'rule', strokeWidth: 5, opacity: 0.8 },
        encoding: { x: { field: 'low', ...x }, x2: { field: 'high' }, y, color: OWN_COLOUR },
      },
      {
        data: { values: rows },
        mark: { type: 'point', filled: true, size: 60, opacity: 1, color: COLOURS.black },
        encoding: { x: { field: 'median', ...x }, y },
      },
      numbersLayer(rows, y, LAYOUT),
    ],
  });
}

/** A parameter's posterior in units of its prior's 90% interval. */
function placed({ prior, posterior }: ParameterAfter) {
  const place = (value: number) => rounded((value - prior.low) / (prior.high - prior.low), 4);
  return {
    zero: 0,
    one: 1,
    low: place(posterior.low),
    median: place(posterior.median),
    high: place(posterior.high),
  };
}

/** More pairs than these cannot be read. */
const MOST_IN_PAIRS = 6;

/** Posterior sets as points, for the parameters that the facts inform most. */
function pairsChart({ parameters, freeParameters, calibrated, correlations }: Findings): Chart | null {
  const shown = parameters
    .map((parameter, at) => ({ parameter, at }))
    .toSorted((one, other) => one.parameter.ratio - other.parameter.ratio)
    .slice(0, MOST_IN_PAIRS);
  if (shown.length < 2) return null;
  const [strongest] = correlations.filter(({ one, other }) =>
    [one, other].every((id) => shown.some(({ parameter }) => parameter.id === id)),
  );
  const values = calibrated.sets.map((set) =>
    Object.fromEntries(
      shown.map(({ parameter, at }) => [
        fieldOf(parameter),
        rounded(freeParameters[at]!.quantile(set[at]!) * factorOf(parameter), 6),
      ]),
    ),
  );
  const title = `Posterior pairs: ${
    strongest
      ? `of these ${shown.length}, ${strongest.one} and ${strongest.other} go together most, correlation ${strongest.correlation.toFixed(2).replace('-', '−')}`
      : 'no two of these go together'
  }`;
  const subtitle = [
    `Each point one of ${calibrated.sets.length} parameter sets that agree with the fitted facts; axes span the prior’s 90% interval or what is drawn. The ${shown.length} parameters that the facts inform most.`,
    shown.map(({ parameter }) => `${parameter.id}: ${parameter.title}${unitOf(parameter)}`).join('; '),
  ];
  const side = Math.floor((CHART_WIDTH - 2 * PADDING - 60) / (shown.length - 1)) - 34;
  const rows = shown.slice(1).map(({ parameter: up }, row) => ({
    hconcat: shown.slice(0, row + 1).map(({ parameter: across }) => ({
      width: side,
      height: Math.round(side * 0.72),
      mark: { type: 'point', filled: true, size: 9, opacity: 0.45, color: COLOURS.blue },
      encoding: { x: pairAxis(across, values), y: pairAxis(up, values) },
    })),
    spacing: 12,
  }));
  return chart('pairs', title, subtitle, { data: { values }, vconcat: rows, spacing: 12 });
}

/** Vega-Lite reads dots as parts of objects. */
const fieldOf = ({ id }: ParameterAfter): string => id.replaceAll('.', '_');

/** Millions as such. */
const factorOf = ({ prior }: ParameterAfter): number => (prior.high >= 1e6 ? 1e-6 : 1);
const unitOf = (parameter: ParameterAfter): string =>
  ` (${factorOf(parameter) === 1 ? '' : 'million '}${parameter.unit})`;

function pairAxis(parameter: ParameterAfter, values: readonly Record<string, number>[]): Spec {
  const field = fieldOf(parameter);
  const drawn = values.map((value) => value[field]!);
  const factor = factorOf(parameter);
  const domain = [
    Math.min(parameter.prior.low * factor, ...drawn),
    Math.max(parameter.prior.high * factor, ...drawn),
  ];
  return {
    field,
    type: 'quantitative',
    scale: { domain, nice: false, zero: false },
    axis: { title: parameter.id, tickCount: 4, format: ',~r', labelFontSize: 9, titleFontSize: 10 },
  };
}

/** Half-widths of the tolerance drawn to either side. */
const DRAWN = 4;

/** Prior and posterior predictions of the fitted figures, in half-widths of the tolerance from its middle. */
function figuresChart(scenario: string, { figures, trials, best, targets }: Findings): Chart {
  const trial = trials[best]!;
  const rows = figures.map((figure, at) => {
    const of = placeIn(figure);
    return {
      row: cut(`${figure.id}  ${figure.title}${figure.isEvidence ? '' : ' (absorbed)'}`),
      ...bars('prior', figure.prior, of),
      ...bars('posterior', figure.posterior, of),
      best: trial.figures[at] === null ? null : clipped(of(trial.figures[at]!)),
      published: clipped(of(figure.published)),
      text: `${statedText(figure.published)} → ${figure.posterior === null ? '–' : interval(figure.posterior)}`,
    };
  });
  const isCut = rows.some((row) => Object.values(row).some((at) => Math.abs(Number(at)) === DRAWN));
  const cutOff = isCut ? ` Cut off at ±${DRAWN}.` : '';
  const absorbed = figures.every(({ isEvidence }) => isEvidence)
    ? ''
    : ' Absorbed: fitted by the observation alone, no evidence.';
  const title = `${scenario}: set 0 has ${trial.inside} of ${targets.length} fitted figures inside their tolerance`;
  const subtitle = [
    'Light bar: 90% of runs with parameters from the prior; blue: where the facts are likely, at the reduced scale, its noise included; black dot: set 0 at full size, mean of its runs.',
    `Grey band: inside the tolerance. Diamonds: published. Right: published → median (90%) of the blue runs.${cutOff}${absorbed}`,
  ];
  const x = {
    type: 'quantitative',
    scale: { domain: [-DRAWN, DRAWN], nice: false },
    axis: { title: 'half-widths of the tolerance', tickCount: 9, format: 'd' },
  };
  const y = rowAxis(rows, LAYOUT);
  const rule = (name: string, strokeWidth: number, color: string): Spec => ({
    data: { values: rows.filter((row) => row[`${name}Low` as keyof typeof row] !== null) },
    mark: { type: 'rule', strokeWidth, color, opacity: 0.8 },
    encoding: { x: { field: `${name}Low`, ...x }, x2: { field: `${name}High` }, y },
  });
  return chart('figures', title, subtitle, {
    width: panelWidth(LAYOUT),
    height: rows.length * ROW,
    layer: [
      {
        data: { values: [{ least: -1, most: 1 }] },
        mark: { type: 'rect', color: '#eeeeee' },
        encoding: { x: { field: 'least', ...x }, x2: { field: 'most' } },
      },
      rule('prior', 10, '#c9c9c9'),
      rule('posterior', 4, COLOURS.blue),
      {
        data: { values: rows },
        mark: { type: 'point', filled: true, shape: 'diamond', size: 70, color: PUBLISHED, opacity: 1 },
        encoding: { x: { field: 'published', ...x }, y },
      },
      {
        data: { values: rows.filter((row) => row.best !== null) },
        mark: { type: 'point', filled: true, size: 50, color: COLOURS.black, opacity: 1 },
        encoding: { x: { field: 'best', ...x }, y },
      },
      numbersLayer(rows, y, LAYOUT),
    ],
  });
}

const placeIn =
  ({ from, to }: FigureAfter) =>
  (value: number) =>
    (value - (from + to) / 2) / ((to - from) / 2);
const clipped = (value: number): number => rounded(Math.max(-DRAWN, Math.min(DRAWN, value)), 4);

const bars = (name: string, spread: Spread | null, place: (value: number) => number) => ({
  [`${name}Low`]: spread === null ? null : clipped(place(spread.low)),
  [`${name}High`]: spread === null ? null : clipped(place(spread.high)),
});

/** How far each wave's runs were from the facts, and what was left after it. */
function wavesChart({ calibrated }: Findings): Chart {
  const { waves } = calibrated;
  const most = 50;
  const points = waves.flatMap(({ wave, implausibilities }) =>
    implausibilities.map((one, at) => ({
      wave,
      // Beside each other, in the order in which they were run.
      across: rounded(wave - 0.38 + (0.76 * (at + 0.5)) / implausibilities.length, 4),
      implausibility: rounded(Math.min(most, Math.max(0.1, one)), 4),
    })),
  );
  const texts = waves.map(({ wave, share }) => ({
    across: wave,
    at: most * 1.6,
    text: `${percent(share)} left`,
  }));
  const title = `History matching: ${percent(waves.at(-1)!.share)} of the prior is not ruled out after ${waves.length} waves`;
  const subtitle = [
    `Each point one run: how many standard deviations its worst figure is from the published one, as emulated after its wave (tolerance, the model’s noise and the emulator’s doubt counted). Beyond ${CUTOFF} is ruled out.`,
  ];
  const x = (field: string) => ({
    field,
    type: 'quantitative',
    scale: { domain: [0.5, waves.length + 0.5], nice: false },
    axis: { title: 'wave', values: waves.map(({ wave }) => wave), format: 'd', grid: false },
  });
  const y = (field: string) => ({
    field,
    type: 'quantitative',
    scale: { type: 'log', domain: [0.1, most * 2] },
    axis: { title: 'implausibility, logarithmic', values: [0.1, 0.3, 1, 3, 10, 30], format: '~g' },
  });
  return chart('waves', title, subtitle, {
    width: 700,
    height: heightBelow(title, subtitle) - 50,
    layer: [
      {
        data: { values: [{ limit: CUTOFF }] },
        mark: { type: 'rule', color: PUBLISHED, strokeDash: [4, 3] },
        encoding: { y: y('limit') },
      },
      {
        data: { values: points },
        mark: { type: 'point', filled: true, size: 14, opacity: 0.6, color: COLOURS.blue },
        encoding: { x: x('across'), y: y('implausibility') },
      },
      {
        data: { values: texts },
        mark: { type: 'text', fontWeight: 'bold', color: COLOURS.black },
        encoding: { x: x('across'), y: y('at'), text: { field: 'text', type: 'nominal' } },
      },
    ],
  });
}

/** Ranks of planted parameters among the sets that were found for them: flat if the method is right. */
export function ranksChart(
  scenario: string,
  parameters: readonly Pick<FreeParameter, 'id' | 'title'>[],
  planted: readonly Pick<Planted, 'ranks'>[],
): Chart {
  const draws = planted.length;
  const bins = binsFor(draws);
  const ranksOf = parameters.map((_, at) => planted.map(({ ranks }) => ranks[at]!));
  const chances = ranksOf.map((ranks) => chanceOfEven(ranks, bins));
  const panels = parameters.map(({ id, title }, at) =>
    ranksPanel(`${id}  ${title}: p ${chances[at]!.toFixed(2)}`, countsIn(ranksOf[at]!, bins), draws),
  );
  const least = Math.min(...chances);
  const title = `${scenario}: ranks of ${draws} planted parameter sets are ${least < LEAST_P ? 'not even' : 'even'} (least p ${least.toFixed(2)})`;
  const subtitle = [
    'Simulation-based calibration (Talts and others 2018): parameters are drawn from the prior, a run of them is taken for the facts, and they are asked for back. Where the method is right, their ranks among the posterior’s sets are even.',
    'Dashed: by chance 99% of bars end between the lines. p: chi-square test of evenness.',
  ];
  return chart('ranks', title, subtitle, { columns: 3, spacing: 26, concat: panels });
}

/** One parameter's bars. @param counts of its ranks by bin. */
function ranksPanel(title: string, counts: readonly number[], draws: number): Spec {
  const bins = counts.length;
  const values = counts.map((count, bin) => ({ from: bin / bins, to: (bin + 1) / bins, zero: 0, count }));
  const expected = draws / bins;
  // Binomial, normal approximation: 99% of bars within.
  const reach = 2.576 * Math.sqrt(expected * (1 - 1 / bins));
  const y = { type: 'quantitative', axis: { title: 'draws', tickCount: 4 } };
  return {
    title: { text: title, fontSize: 11, anchor: 'start', fontWeight: 'normal' },
    width: 230,
    height: 130,
    layer: [
      {
        data: { values },
        mark: { type: 'rect', color: COLOURS.blue, opacity: 0.75, stroke: 'white' },
        encoding: {
          x: {
            field: 'from',
            type: 'quantitative',
            axis: { title: 'rank, share of the sets below', format: '~f', tickCount: 5 },
          },
          x2: { field: 'to' },
          y: { field: 'zero', ...y },
          y2: { field: 'count' },
        },
      },
      ...[Math.max(0, expected - reach), expected + reach].map((edge) => ({
        data: { values: [{ edge: rounded(edge, 3) }] },
        mark: { type: 'rule', color: PUBLISHED, strokeDash: [4, 3] },
        encoding: { y: { field: 'edge', ...y } },
      })),
    ],
  };
}

/** Less likely than this by chance alone, and ranks are said not to be even. */
const LEAST_P = 0.01;
