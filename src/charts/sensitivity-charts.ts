import {
  CHANCE,
  type FactorShare,
  type OutcomeOfSensitivity,
  type ScreenedFactor,
  type SensitivityResults,
} from '../experiments/sensitivity.ts';
import { type Chart, COLOURS, chart, GREY, heightBelow, type Spec } from './style.ts';
import { capitalised, endOfPath, number, periodName, rounded, short } from './words.ts';

/** More rows than these cannot be read. */
const MOST_ROWS = 16;
/** Names drawn into the plane; the others are dots. */
const MOST_NAMES = 9;

/** For each outcome: the strongest factors, where all of them stand by strength and spread, and their shares of its variance. */
export function sensitivityCharts(results: SensitivityResults): Chart[] {
  return results.outcomes.flatMap((outcome, at) => {
    const own = <T extends { readonly outcome: string }>(rows: readonly T[]) =>
      rows.filter((row) => row.outcome === outcome.outcome);
    const name = (of: string) => (at === 0 ? of : `${of}-${at + 1}`);
    const screening = own(results.screening).filter(({ strength }) => strength !== null);
    const shares = own(results.shares).filter(({ total }) => total !== null);
    return [
      ...(screening.length < 2 ? [] : [tornado(name('tornado'), outcome, screening, results)]),
      ...(screening.filter(({ deviation }) => deviation !== null).length < 2
        ? []
        : [plane(name('screening'), outcome, screening, results)]),
      ...(shares.length === 0 ? [] : [sharesChart(name('shares'), outcome, shares, results)]),
    ];
  });
}

const chanceOf = (screening: readonly ScreenedFactor[]): number =>
  screening.find(({ factor }) => factor === CHANCE.id)?.strength ?? 0;

function tornado(
  name: string,
  { title: of, unit }: OutcomeOfSensitivity,
  screening: readonly ScreenedFactor[],
  { from, to }: SensitivityResults,
): Chart {
  const chance = chanceOf(screening);
  const shown = screening.slice(0, MOST_ROWS);
  const above = screening.filter(({ aboveChance }) => aboveChance).length;
  const strongest = shown.find(({ factor }) => factor !== CHANCE.id)!;
  const title = `${capitalised(of)}: ${strongest.factor} moves it most, by ${short(strongest.strength!)} ${unit} over its range`;
  const subtitle = [
    `${effectsOf(strongest)}; ${unit}, mean of ${periodName({ from, to })}. Colour: sign of the mean effect.`,
    `Dashed: what another seed alone does (${short(chance)}). ${above} of ${screening.length - 1} factors do more than that${strongest.low === null ? '' : ' with their whole interval'}.`,
  ];
  const rows = shown.map((one) => ({
    factor: labelOf(one),
    strength: rounded(one.strength!, 4),
    low: rounded(one.low ?? one.strength!, 4),
    high: rounded(one.high ?? one.strength!, 4),
    direction: directionOf(one),
    text: `${short(one.strength!)}${one.mean === null ? '' : `  (μ ${short(one.mean)})`}`,
  }));
  const y = rowAxis(rows.map(({ factor }) => factor));
  const x = (field: string) => ({
    field,
    type: 'quantitative',
    axis: { title: unit, tickCount: 6 },
    scale: { zero: true },
  });
  return chart(name, title, subtitle, {
    width: 480,
    height: heightBelow(title, subtitle) - 74,
    data: { values: rows },
    layer: [
      {
        mark: { type: 'bar', opacity: 0.85 },
        encoding: {
          x: x('strength'),
          y,
          color: {
            field: 'direction',
            type: 'nominal',
            scale: { domain: DIRECTIONS, range: [COLOURS.blue, COLOURS.orange, GREY] },
            legend: { title: null, orient: 'top', offset: 2 },
          },
        },
      },
      {
        mark: { type: 'rule', strokeWidth: 1.5, color: COLOURS.black },
        encoding: { x: x('low'), x2: { field: 'high' }, y },
      },
      {
        mark: { type: 'text', align: 'left', dx: 5, dy: -5, fontSize: 9.5, color: '#555555' },
        encoding: { x: x('high'), y, text: { field: 'text', type: 'nominal' } },
      },
      ...chanceRule(chance),
    ],
  });
}

const DIRECTIONS = ['raises it', 'lowers it', 'both ways, or several at once'];

function directionOf({ mean, strength }: ScreenedFactor): string {
  // Effects that cancel to less than half of their size have no direction worth the name.
  if (mean === null || Math.abs(mean) < strength! / 2) return DIRECTIONS[2]!;
  return mean > 0 ? DIRECTIONS[0]! : DIRECTIONS[1]!;
}

const labelOf = ({ factor, parameters }: ScreenedFactor): string =>
  parameters > 1 ? `${factor} (${parameters} parameters)` : factor;

const rowAxis = (names: readonly string[]): Spec => ({
  field: 'factor',
  type: 'nominal',
  sort: null,
  scale: { domain: names },
  axis: { title: null, ticks: false, domain: false, labelLimit: 330, labelFontSize: 9.5 },
});

const chanceRule = (chance: number): Spec[] =>
  chance === 0
    ? []
    : [
        {
          data: { values: [{ chance: rounded(chance, 4) }] },
          mark: { type: 'rule', strokeDash: [4, 3], color: COLOURS.black },
          encoding: { x: { field: 'chance', type: 'quantitative' } },
        },
      ];

function plane(
  name: string,
  { title: of, unit }: OutcomeOfSensitivity,
  screening: readonly ScreenedFactor[],
  { from, to }: SensitivityResults,
): Chart {
  const points = screening.flatMap(({ factor, strength, deviation }, rank) =>
    deviation === null
      ? []
      : [
          {
            factor,
            strength: rounded(strength!, 4),
            deviation: rounded(deviation, 4),
            kind: factor === CHANCE.id ? 'chance' : rank < MOST_NAMES ? 'strong' : 'other',
          },
        ],
  );
  const strong = points.filter(({ kind }) => kind === 'strong');
  const nonlinear = strong.filter(({ deviation, strength }) => deviation > strength).length;
  const title = `${capitalised(of)}: of the ${strong.length} strongest factors ${nonlinear === 0 ? 'none does' : `${nonlinear} ${nonlinear === 1 ? 'does' : 'do'}`} different things depending on where the others stand`;
  const subtitle = [
    `Morris screening, one dot a factor: strength μ* across, spread σ of its effects up; ${unit}, mean of ${periodName({ from, to })}.`,
    'Above the line σ = μ* an effect depends on where the other parameters stand, or is not linear; below it is much the same everywhere. Chance moves all dots up.',
  ];
  const most = Math.max(...points.map(({ strength, deviation }) => Math.max(strength, deviation)));
  const axis = (field: string, title: string) => ({
    field,
    type: 'quantitative',
    scale: { domain: [0, rounded(most * 1.05, 4)], nice: false },
    axis: { title, tickCount: 6 },
  });
  const height = heightBelow(title, subtitle) - 50;
  const named = namesThatFit(points, most * 1.05, height);
  const [x, y] = [axis('strength', `μ*, ${unit}`), axis('deviation', `σ, ${unit}`)];
  return chart(name, title, subtitle, {
    width: PLANE_WIDTH,
    height,
    data: { values: points.map((point) => ({ ...point, name: named.get(point.factor) ?? '' })) },
    layer: [
      {
        data: {
          values: [
            { strength: 0, deviation: 0 },
            { strength: rounded(most * 1.05, 4), deviation: rounded(most * 1.05, 4) },
          ],
        },
        mark: { type: 'line', color: '#bbbbbb', strokeDash: [4, 3] },
        encoding: { x, y },
      },
      {
        mark: { type: 'circle', size: 60, opacity: 0.75 },
        encoding: {
          x,
          y,
          color: {
            field: 'kind',
            type: 'nominal',
            scale: { domain: ['strong', 'other', 'chance'], range: [COLOURS.blue, GREY, COLOURS.orange] },
            legend: null,
          },
        },
      },
      ...(['left', 'right'] as const).map((align) => ({
        transform: [{ filter: `datum.strength ${align === 'left' ? '<' : '>='} ${rounded(most / 2, 4)}` }],
        mark: { type: 'text', align, dx: align === 'left' ? 7 : -7, dy: -6, fontSize: 9.5, color: '#333333' },
        encoding: { x, y, text: { field: 'name', type: 'nominal' } },
      })),
    ],
  });
}

const PLANE_WIDTH = 700;
/** Pixels of a letter and a line of the names, on average. */
const [LETTER, LINE] = [5.4, 12];

interface PlanePoint {
  readonly factor: string;
  readonly strength: number;
  readonly deviation: number;
  readonly kind: string;
}

/** Names of the strongest and of chance, the strongest first; one that would lie on another is left to the tooltip. */
function namesThatFit(points: readonly PlanePoint[], most: number, height: number): Map<string, string> {
  const taken: { left: number; right: number; top: number }[] = [];
  const names = new Map<string, string>();
  for (const { factor, strength, deviation, kind } of points) {
    if (kind === 'other') continue;
    const name = endOfPath(factor);
    const width = LETTER * name.length;
    const at = (strength / most) * PLANE_WIDTH;
    const left = strength < most / 2 ? at : at - width;
    const top = (1 - deviation / most) * height;
    const isFree = taken.every(
      (one) => left > one.right || left + width < one.left || Math.abs(top - one.top) >= LINE,
    );
    if (!isFree) continue;
    taken.push({ left, right: left + width, top });
    names.set(factor, name);
  }
  return names;
}

function sharesChart(
  name: string,
  { title: of, unit, mean, standardDeviation }: OutcomeOfSensitivity,
  shares: readonly FactorShare[],
  { from, to }: SensitivityResults,
): Chart {
  const sorted = shares.toSorted((one, other) => other.total! - one.total!);
  const best = sorted.find(({ factor }) => factor !== CHANCE.id);
  const title =
    best === undefined
      ? `${capitalised(of)}: chance alone moves it`
      : `${capitalised(of)}: ${best.factor} ${sharesOf(best)}`;
  const spread =
    mean === null ? '' : ` Mean ${short(mean)}, standard deviation ${short(standardDeviation!)} ${unit}.`;
  const subtitle = [
    `Sobol's indices over the factors drawn and another seed as one more, mean of ${periodName({ from, to })}${shares[0]!.samples === 1 ? ', one point a sample' : `; lines: 90% by the bootstrap, ${shares[0]!.samples} points a sample`}.${spread}`,
  ];
  const rows = sorted.flatMap((one) => [
    row(one.factor, 'alone (first-order)', one.first!, one.firstLow, one.firstHigh),
    row(one.factor, 'with interactions (total)', one.total!, one.totalLow, one.totalHigh),
  ]);
  const y = rowAxis(sorted.map(({ factor }) => factor));
  const yOffset = { field: 'kind', type: 'nominal', sort: null };
  const x = (field: string) => ({
    field,
    type: 'quantitative',
    axis: { title: 'share of the variance', format: '~%', tickCount: 6 },
  });
  const color = {
    field: 'kind',
    type: 'nominal',
    sort: null,
    scale: { range: [COLOURS.blue, COLOURS.orange] },
    legend: { title: null, orient: 'top' },
  };
  return chart(name, title, subtitle, {
    width: 500,
    height: Math.min(heightBelow(title, subtitle) - 80, 46 * sorted.length),
    data: { values: rows },
    layer: [
      {
        mark: { type: 'rule', strokeWidth: 2, opacity: 0.6 },
        encoding: { x: x('low'), x2: { field: 'high' }, y, yOffset, color },
      },
      { mark: { type: 'circle', size: 70, opacity: 1 }, encoding: { x: x('value'), y, yOffset, color } },
      { mark: { type: 'rule', color: '#999999' }, encoding: { x: { datum: 0 } } },
    ],
  });
}

const effectsOf = ({ trajectories, low }: ScreenedFactor) =>
  low === null
    ? 'μ*, the absolute effect of one Morris trajectory'
    : `μ*, mean of the absolute effects of ${trajectories} Morris trajectories, with its 90% interval`;

/** Estimates may lie beyond what a share can be. */
function sharesOf({ first, total }: FactorShare): string {
  if (first! > 1 || total! > 1) return 'has most of the variance; the samples are too few to tell its share';
  return `has ${number(100 * first!)}% of the variance alone, ${number(100 * total!)}% with its interactions`;
}

const row = (factor: string, kind: string, value: number, low: number | null, high: number | null) => ({
  factor,
  kind,
  value: rounded(value, 4),
  low: rounded(low ?? value, 4),
  high: rounded(high ?? value, 4),
});
