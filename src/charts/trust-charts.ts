import type { Verdict } from '../evidence/check.ts';
import { type Contest, coverageOf, type Fared, type ScoredFact } from '../evidence/scoring.ts';
import { figureText } from '../evidence/words.ts';
import { numbersLayer, OWN_COLOUR, panelWidth, type RowLayout, rowAxis } from './labelled-rows.ts';
import { type Chart, COLOURS, chart, GREY, ONE_PANEL, PUBLISHED, type Spec } from './style.ts';
import { number, rounded } from './words.ts';

/** How far to trust the model, in pictures: how often its intervals hold, and each figure beside what was published and said by rivals. */

const ROLES = [
  { role: 'fitted', name: 'Fitted', colour: COLOURS.blue },
  { role: 'held out', name: 'Held out', colour: COLOURS.black },
] as const;

/** Calibration: the share of facts that central intervals hold, by the share that they ought to. Null when nothing is scored. */
export function coverageChart(scored: readonly ScoredFact[], contests: readonly Contest[]): Chart | null {
  const measured = scored.filter(({ level }) => level !== null);
  const coverage = coverageOf(scored);
  if (coverage.length === 0) return null;
  const nameOf = ({ role, name }: (typeof ROLES)[number]) =>
    `${name}, ${coverage.find((one) => one.role === role)?.facts} figures`;
  const rows = ROLES.flatMap((one) => {
    const name = nameOf(one);
    const levels = measured.filter(({ role }) => role === one.role).map(({ level }) => level!);
    if (levels.length === 0) return [];
    return Array.from({ length: 21 }, (_, step) => {
      const nominal = step / 20;
      const held = levels.filter((level) => level <= nominal).length;
      return { name, nominal: 100 * nominal, held: rounded((100 * held) / levels.length, 2) };
    });
  });
  const finding = coverage
    .map(
      ({ role, in90, facts }) => `${in90} of ${facts} ${role === 'fitted' ? 'fitted' : 'held-out'} figures`,
    )
    .join(' and ');
  const axis = (title: string) => ({
    type: 'quantitative',
    scale: { domain: [0, 100], nice: false },
    axis: { title, values: [0, 25, 50, 75, 90, 100], grid: true },
  });
  const x = { field: 'nominal', ...axis('central interval, % of what the model holds possible') };
  const y = { field: 'held', ...axis('% of facts that it holds') };
  const drawn = ROLES.filter(({ role }) => coverage.some((one) => one.role === role));
  // Steps go anywhere: words beside a line would lie on the other.
  const legend = { title: null, orient: 'top', symbolType: 'stroke', offset: 4 };
  const color = {
    field: 'name',
    type: 'nominal',
    scale: { domain: drawn.map(nameOf), range: drawn.map(({ colour }) => colour) },
    legend,
  };
  const subtitle = [
    'A line on the diagonal is well calibrated; below it, intervals are too narrow. Intervals are over parameters and chance, and the error of publication, of which the tolerance holds 90%.',
    ...(contests.length > 0 ? [contestWords(contests)] : []),
  ];
  return chart('coverage', `The 90% interval holds ${finding}`, subtitle, {
    ...ONE_PANEL,
    layer: [
      {
        data: {
          values: [
            { nominal: 0, held: 0 },
            { nominal: 100, held: 100 },
          ],
        },
        mark: { type: 'line', strokeDash: [4, 4], color: GREY },
        encoding: { x, y },
      },
      {
        data: { values: rows },
        mark: { type: 'line', interpolate: 'step-after' },
        encoding: { x, y, color },
      },
    ],
  });
}

function contestWords(contests: readonly Contest[]): string {
  const said = contests.map(
    ({ rival, model, score }) => `${rival} ${number(score, 2)} (model ${number(model, 2)})`,
  );
  return `Mean score over the held-out figures, in tolerances, smaller is better: ${said.join('; ')}.`;
}

/** Half-widths of the tolerance that are drawn to either side of its middle. */
const DRAWN = 6;
const ROW = 19;
const LAYOUT: RowLayout = { labels: 400, numbers: 150 };
const LABEL_LETTERS = 68;

/** Every scored figure: published, simulated with 50% and 90% intervals, and what the rivals say, in tolerances. Null without any. */
export function figuresChart(scored: readonly ScoredFact[], rivals: readonly string[]): Chart | null {
  const drawn = scored.filter(
    ({ simulated, scale, published }) => simulated && scale !== null && published !== null,
  );
  if (drawn.length === 0) return null;
  const count = (verdict: Verdict) => drawn.filter(({ model }) => model.verdict === verdict).length;
  const uninformative = count('uninformative');
  const more = uninformative > 0 ? `, ${uninformative} more with an interval too wide to tell` : '';
  const title = `${count('inside')} of ${drawn.length} published figures are simulated within their tolerance${more}`;
  const subtitle = [
    'Distance from the middle of the tolerance, in half-widths of it: the grey band is inside. Diamonds: published. Dots: simulated median; thick bars 50%, thin bars 90% of runs, over parameters and chance.',
    `Crosses: rivals without a model (${rivals.join(', ')}), stated in evidence/rivals before scoring. Cut off at ±${DRAWN}.`,
  ];
  const panels = ROLES.flatMap(({ role, name, colour }) => {
    const ofRole = drawn.filter((fact) => fact.role === role);
    return ofRole.length === 0 ? [] : [panel(`${name}`, ofRole, colour)];
  });
  return chart('figures', title, subtitle, { vconcat: panels, spacing: 20 });
}

function panel(title: string, facts: readonly ScoredFact[], colour: string): Spec {
  // From the middle, not from what was published: a tolerance may be wider on one side, and the band would not be it.
  const place = ({ tolerance, scale }: ScoredFact, value: number) =>
    clipped((value - (tolerance!.from + tolerance!.to) / 2) / scale!);
  const rows = facts.map((fact) => ({
    row: labelOf(fact),
    at: place(fact, fact.model.value!),
    low50: place(fact, fact.simulated!.low50),
    high50: place(fact, fact.simulated!.high50),
    low90: place(fact, fact.simulated!.low90),
    high90: place(fact, fact.simulated!.high90),
    published: place(fact, fact.published!),
    colour,
    text: `${figureText(fact.published)} → ${figureText(fact.model.value)}`,
  }));
  const said = facts.flatMap((fact) => {
    const values = Object.values(fact.rivals).flatMap(({ value }: Fared) => (value === null ? [] : [value]));
    return [...new Set(values)].map((value) => ({ row: labelOf(fact), at: place(fact, value) }));
  });
  const scale = { domain: [-DRAWN, DRAWN], nice: false };
  const x = (field: string, isAxis = false) => ({
    field,
    type: 'quantitative',
    scale,
    ...(isAxis ? { axis: { title: 'half-widths of the tolerance', tickCount: 7, grid: true } } : {}),
  });
  const y = rowAxis(rows, LAYOUT);
  const bar = (low: string, high: string, strokeWidth: number, opacity: number) => ({
    data: { values: rows },
    mark: { type: 'rule', strokeWidth, opacity },
    encoding: { x: x(low), x2: { field: high }, y, color: OWN_COLOUR },
  });
  return {
    title: { text: title, anchor: 'start', frame: 'bounds', fontSize: 12, fontWeight: 'bold', offset: 6 },
    width: panelWidth(LAYOUT),
    height: rows.length * ROW,
    layer: [
      {
        data: { values: [{ least: -1, most: 1 }] },
        mark: { type: 'rect', color: '#ececec' },
        encoding: { x: x('least', true), x2: { field: 'most' } },
      },
      bar('low90', 'high90', 2, 0.55),
      bar('low50', 'high50', 7, 0.4),
      {
        data: { values: said },
        mark: {
          type: 'point',
          shape: 'cross',
          angle: 45,
          size: 60,
          filled: true,
          color: COLOURS.green,
          opacity: 0.9,
        },
        encoding: { x: x('at'), y },
      },
      {
        data: { values: rows },
        mark: { type: 'point', shape: 'diamond', filled: true, size: 55, color: PUBLISHED, opacity: 1 },
        encoding: { x: x('published'), y },
      },
      {
        data: { values: rows },
        mark: { type: 'point', filled: true, size: 70, opacity: 1 },
        encoding: { x: x('at'), y, color: OWN_COLOUR },
      },
      numbersLayer(rows, y, LAYOUT),
    ],
  };
}

const clipped = (place: number): number => rounded(Math.max(-DRAWN, Math.min(DRAWN, place)), 3);

function labelOf({ id, title }: ScoredFact): string {
  const label = `${id}  ${title}`;
  if (label.length <= LABEL_LETTERS) return label;
  return `${label.slice(0, label.lastIndexOf(' ', LABEL_LETTERS - 1))} …`;
}
