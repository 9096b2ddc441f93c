import type { CheckedFact } from '../evidence/check.ts';
import type { Role } from '../evidence/fact.ts';
import { figureText } from '../evidence/words.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { numbersLayer, OWN_COLOUR, panelWidth, type RowLayout, rowAxis } from './labelled-rows.ts';
import { type Chart, COLOURS, chart, GREY, PUBLISHED, type Spec } from './style.ts';
import { capitalised, rounded } from './words.ts';

/** Half-widths of the tolerance that are drawn to either side; what lies beyond is an arrow at the edge. */
const DRAWN = 4;
const ROW = 18;
const LAYOUT: RowLayout = { labels: 430, numbers: 150 };
const LABEL_LETTERS = 74;

const ROLES: readonly { role: Role; name: string }[] = [
  { role: 'fitted', name: 'fitted' },
  { role: 'held out', name: 'held out: checked only' },
  { role: 'prior', name: 'outcomes that priors are about' },
  { role: 'input', name: 'inputs that a run gives back' },
];

/**
 * Every fact that is judged by a number, as a dot and 90% interval in half-widths of its tolerance, and those of sign and order by the
 * share of runs that have it. Null when no fact was answered.
 * @param facts in the order in which they are drawn.
 */
export function checkChart(scenario: Scenario, facts: readonly CheckedFact[], runs: number): Chart | null {
  const drawn = facts.filter((fact) => isMeasured(fact) && !fact.isByConstruction);
  const apart = drawn.filter(({ kind }) => kind === 'sign');
  const signs = facts.filter(({ agree }) => agree !== null);
  if (drawn.length + signs.length === 0) return null;
  const panels = [
    ...ROLES.flatMap(({ role, name }) => {
      const ofRole = drawn.filter((fact) => fact.role === role && fact.kind !== 'sign');
      return ofRole.length === 0 ? [] : [measuredPanel(headed(name, ofRole), ofRole)];
    }),
    ...(apart.length > 0 ? [measuredPanel(headed('numbers that belong to an order', apart), apart)] : []),
    ...(signs.length > 0 ? [signPanel(headed('signs and orders', signs), signs)] : []),
  ];
  const subtitle = [
    `Simulated median${runs > 1 ? ` and 90% interval of ${runs} runs` : ' of one run'}, from the middle of the tolerance, in half-widths of it: the grey band is inside.`,
    `Blue: inside; black: outside; grey: uninformative. Diamonds: published. Arrows: beyond the axis. What is held out was never fitted.${notDrawn(facts)}`,
  ];
  return chart('check', titleOf(scenario, facts), subtitle, { vconcat: panels, spacing: 22 });
}

const isMeasured = ({ distance, tolerance, verdict }: CheckedFact): boolean =>
  distance !== null && tolerance !== null && verdict !== 'not judged';

/** The title counts them, as the tables do. */
function notDrawn(facts: readonly CheckedFact[]): string {
  const count = facts.filter(({ verdict }) => verdict === 'not answered').length;
  return count === 0 ? '' : ` Not drawn: ${count} that ${count === 1 ? 'was' : 'were'} not answered.`;
}

const isPass = ({ verdict }: CheckedFact): boolean => verdict === 'inside';

const headed = (name: string, facts: readonly CheckedFact[]): string =>
  `${capitalised(name)}: ${facts.filter(isPass).length} of ${facts.length} inside`;

function titleOf({ title }: Scenario, facts: readonly CheckedFact[]): string {
  const judged = facts.filter(({ verdict }) => verdict !== 'not judged');
  const figures = judged.filter(({ kind }) => kind !== 'sign');
  if (figures.length > 0 && !figures.some(isMeasured)) return `${title}: no figure was answered`;
  const said = (those: readonly CheckedFact[], name: string) =>
    those.length === 0 ? [] : [`${those.filter(isPass).length} of ${those.length} ${name}`];
  const of = (role: Role) => figures.filter((fact) => fact.role === role);
  const parts = [...said(of('fitted'), 'fitted figures'), ...said(of('held out'), 'held-out figures')];
  const others = [
    ...ROLES.flatMap(({ role, name }) => said(of(role), name)),
    ...(figures.length === 0 ? said(judged, 'signs and orders') : []),
  ];
  return `${title}: ${(parts.length > 0 ? parts : others).join(' and ')} are inside`;
}

function measuredPanel(title: string, facts: readonly CheckedFact[]): Spec {
  const rows = facts.map((fact) => {
    const middle = (fact.tolerance!.from + fact.tolerance!.to) / 2;
    const half = (fact.tolerance!.to - fact.tolerance!.from) / 2;
    const place = (value: number) => (value - middle) / half;
    return {
      row: labelOf(fact),
      at: clipped(fact.distance!),
      from: clipped(fact.low === null ? fact.distance! : place(fact.low)),
      to: clipped(fact.high === null ? fact.distance! : place(fact.high)),
      published: fact.published === null ? null : clipped(place(fact.published)),
      shape:
        Math.abs(fact.distance!) <= DRAWN
          ? 'circle'
          : fact.distance! > 0
            ? 'triangle-right'
            : 'triangle-left',
      colour: isPass(fact) ? COLOURS.blue : fact.verdict === 'outside' ? COLOURS.black : GREY,
      text: `${figureText(fact.published)} → ${figureText(fact.simulated)}`,
    };
  });
  const x = axis([-DRAWN, DRAWN], 'half-widths of the tolerance', 'd');
  const y = rowAxis(rows, LAYOUT);
  const edge = { type: 'quantitative', scale: x.scale };
  return panelOf(title, rows.length, [
    {
      data: { values: [{ least: -1, most: 1 }] },
      mark: { type: 'rect', color: '#e9e9e9' },
      encoding: { x: { field: 'least', ...x }, x2: { field: 'most' } },
    },
    {
      data: { values: rows },
      mark: { type: 'rule', strokeWidth: 6, opacity: 0.3 },
      encoding: { x: { field: 'from', ...edge }, x2: { field: 'to' }, y, color: OWN_COLOUR },
    },
    {
      data: { values: rows.filter(({ published }) => published !== null) },
      mark: { type: 'point', filled: true, shape: 'diamond', size: 60, color: PUBLISHED, opacity: 1 },
      encoding: { x: { field: 'published', ...edge }, y },
    },
    {
      data: { values: rows },
      mark: { type: 'point', filled: true, size: 75, opacity: 1 },
      encoding: {
        x: { field: 'at', ...edge },
        y,
        color: OWN_COLOUR,
        shape: { field: 'shape', type: 'nominal', scale: null },
      },
    },
    numbersLayer(rows, y, LAYOUT),
  ]);
}

function signPanel(title: string, facts: readonly CheckedFact[]): Spec {
  const rows = facts.map((fact) => ({
    row: labelOf(fact),
    agree: rounded(100 * fact.agree!, 1),
    needed: rounded(100 * fact.needed!, 1),
    colour: fact.inside ? COLOURS.blue : COLOURS.black,
    text: `${figureText(100 * fact.agree!)}% of ${figureText(100 * fact.needed!)}%`,
  }));
  const x = axis([0, 100], '% of runs that have it; the line is what is needed', 'd');
  const y = rowAxis(rows, LAYOUT);
  return panelOf(title, rows.length, [
    {
      data: { values: rows },
      mark: { type: 'bar', height: 8, opacity: 0.75 },
      encoding: { x: { field: 'agree', ...x }, y, color: OWN_COLOUR },
    },
    {
      data: { values: rows },
      mark: { type: 'tick', thickness: 2, size: 14, color: PUBLISHED },
      encoding: { x: { field: 'needed', type: 'quantitative', scale: x.scale }, y },
    },
    numbersLayer(rows, y, LAYOUT),
  ]);
}

const axis = (domain: [number, number], title: string, format: string) => ({
  type: 'quantitative',
  scale: { domain, nice: false, zero: false },
  axis: { title, format, tickCount: 9, grid: true },
});

const panelOf = (title: string, rows: number, layer: Spec[]): Spec => ({
  title: { text: title, anchor: 'start', frame: 'bounds', fontSize: 12, fontWeight: 'bold', offset: 6 },
  width: panelWidth(LAYOUT),
  height: rows * ROW,
  layer,
});

const clipped = (place: number): number => rounded(Math.max(-DRAWN, Math.min(DRAWN, place)), 4);

/** `F02  Net hires …`, cut between words when long. */
function labelOf({ id, title }: CheckedFact): string {
  const label = `${id}  ${title}`;
  if (label.length <= LABEL_LETTERS) return label;
  return `${label.slice(0, label.lastIndexOf(' ', LABEL_LETTERS - 1))} …`;
}
