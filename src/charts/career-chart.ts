import type { ChoiceExplained, LifeEvent, RunTold, Spell } from '../experiments/explain/explained.ts';
import { OUTSIDE } from '../model/records.ts';
import { OWN_COLOUR, panelWidth, type RowLayout, rowAxis } from './labelled-rows.ts';
import { type Chart, COLOURS, chart, GREY, type Spec } from './style.ts';
import { endOf, middleOf, startOf, timeAxis } from './time.ts';
import { monthName } from './words.ts';

/** A life as charts draw it. */
export interface Career {
  readonly run: RunTold;
  readonly life: readonly LifeEvent[];
  readonly spells: readonly Spell[];
}

const LAYOUT: RowLayout = { labels: 190, numbers: 0 };
const ROW = 24;
const PAY_HEIGHT = 150;

/** Where somebody was, what happened when, and what was offered. */
export function careerChart(key: string, career: Career): Chart {
  const { run } = career;
  const title = careerFinding(key, career);
  const subtitle = [
    `Bars: a spell with an employer (blue), in a firm of one’s own (green), without a job (grey). Points: choices and what happened to them.${rulesText(run, career)}`,
    'Below: pay of each job that could be chosen, as posted or agreed, logarithmic scale.',
  ];
  const window = windowOf([career]);
  const panels = [spellsPanel(career, window, null, kindsIn([career])), payPanel(career, window)];
  return chart('career', title, subtitle, stackOf(panels.filter((panel) => panel !== null)));
}

/** Two lives of one person under each other, and where they part. */
export function twoCareersChart(
  key: string,
  base: Career,
  other: Career,
  first: { readonly month: string; readonly decision: string } | null,
): Chart {
  const names = [base.run.scenario, other.run.scenario];
  const title =
    first === null
      ? `${key} lives the same life under ${names.join(' and ')}`
      : `${key} does the same under ${names.join(' and ')} until ${monthName(first.month)}, then otherwise: ${lastPlaceText(base)} under the first, ${lastPlaceText(other)} under the second`;
  const subtitle = [
    `Bars: a spell with an employer (blue), in a firm of one’s own (green), without a job (grey). Points: choices and what happened to them.${rulesText(base.run, base)}`,
    ...(first === null
      ? []
      : [`Orange line: ${monthName(first.month)}, the first decision that comes out otherwise.`]),
  ];
  const window = windowOf([base, other]);
  const kinds = kindsIn([base, other]);
  const panels = [base, other].map((career, at) => ({
    title: { text: `Under ${career.run.scenario}`, anchor: 'start', fontSize: 12, offset: 6 },
    ...spellsPanel(career, window, first?.month ?? null, kinds, at === 0),
  }));
  return chart('careers', title, subtitle, stackOf(panels));
}

const stackOf = (panels: readonly Spec[]): Spec => ({
  vconcat: panels,
  spacing: 22,
  resolve: { scale: { color: 'independent', fill: 'independent', shape: 'independent' } },
});

/** A life in a sentence without a full stop. */
export function careerFinding(key: string, { life, spells }: Pick<Career, 'life' | 'spells'>): string {
  const jobs = spells.filter(({ place }) => place.id !== OUTSIDE.noJob);
  const last = spells.at(-1);
  const end =
    last === undefined || last.until === null ? '' : `, and left the field in ${monthName(last.until)}`;
  const chosen = life.filter(({ choice, move }) => choice !== null && move !== null).length;
  const choices = life.filter(({ choice }) => choice !== null).length;
  const often = `${choices} ${choices === 1 ? 'choice' : 'choices'}, ${chosen === 0 ? 'none' : chosen} of them to move`;
  if (jobs.length === 0) return `${key} never had a job${end}: ${often}`;
  const path = jobs.map(({ place }) => place.id);
  const told =
    path.length <= 3
      ? `was at ${path.join(', then ')}`
      : `had ${path.length} jobs, the first at ${path[0]}, the last at ${path.at(-1)}`;
  return `${key} ${told}${end}: ${often}`;
}

function lastPlaceText({ spells }: Career): string {
  const last = spells.at(-1);
  if (last === undefined) return 'never there';
  if (last.until !== null) return `out of the field in ${monthName(last.until)}`;
  return last.place.id === OUTSIDE.noJob ? 'without a job at the end' : `at ${last.place.id} at the end`;
}

function rulesText({ from }: RunTold, { spells }: Career): string {
  return (spells[0]?.from ?? from) < from ? ` Grey line: the tables begin, ${monthName(from)}.` : '';
}

function windowOf(careers: readonly Career[]): [number, number] {
  const starts = careers.flatMap(({ spells }) => spells.map(({ from }) => startOf(from)));
  const ends = careers.flatMap(({ run, spells }) => spells.map(({ until }) => endOf(until ?? run.until)));
  return [Math.min(...starts), Math.max(...ends)];
}

/** What a point says; the order is the legend's. */
const HAPPENED = {
  stays: { says: 'looked or was asked, and stayed', colour: GREY, shape: 'circle' },
  kept: { says: 'stayed for more pay', colour: COLOURS.amber, shape: 'diamond' },
  moves: { says: 'chose to move', colour: COLOURS.orange, shape: 'circle' },
  happens: { says: 'a job lost or left', colour: COLOURS.pink, shape: 'square' },
  visa: { says: 'visa, right to work', colour: COLOURS.black, shape: 'triangle-up' },
} as const;

type Kind = (typeof HAPPENED)[keyof typeof HAPPENED];

/** Those that a legend has to name. */
function kindsIn(careers: readonly Career[]): Kind[] {
  const found = new Set(careers.flatMap(({ life }) => life.map(happened)));
  return (Object.keys(HAPPENED) as (keyof typeof HAPPENED)[])
    .filter((kind) => found.has(kind))
    .map((kind) => HAPPENED[kind]);
}

function spellsPanel(
  career: Career,
  window: [number, number],
  parting: string | null,
  kinds: readonly Kind[],
  hasLegend = true,
): Spec {
  const { run, life, spells } = career;
  const width = panelWidth(LAYOUT);
  const bars = spells.map(({ place, from, until, howItBegan }) => ({
    row: place.id,
    when: until === null ? `${from} to ${run.until}, and on` : `${from} to ${until}`,
    sector: place.sector ?? '–',
    began: howItBegan,
    time: startOf(from),
    // Somebody who leaves in the month in which they came was there for part of it.
    end: Math.max(until === null ? endOf(run.until) : startOf(until), startOf(from) + 1 / 36),
    colour: place.id === OUTSIDE.noJob ? '#c4c4c4' : howItBegan === 'founding' ? COLOURS.green : COLOURS.sky,
  }));
  const points = life.flatMap((event) => {
    const what = happened(event);
    const row = rowOf(event, spells);
    if (what === null || row === null) return [];
    const { says, colour } = HAPPENED[what];
    return [{ row, when: event.month, what: says, says: event.says, time: middleOf(event.month), colour }];
  });
  const rows = [...new Map(bars.map((bar) => [bar.row, bar])).values()];
  const y = rowAxis(rows, LAYOUT);
  const x = (field: string) => ({ field, ...timeAxis(window, width) });
  const scaleOf = (range: readonly string[]) => ({ domain: kinds.map(({ says }) => says), range });
  const legend = hasLegend ? { title: null, orient: 'top', columns: 3, symbolSize: 60 } : null;
  return {
    width,
    height: ROW * Math.max(1, rows.length),
    layer: [
      {
        data: { values: bars },
        mark: { type: 'bar', height: 11, cornerRadius: 2 },
        encoding: { x: x('time'), x2: { field: 'end' }, y, color: OWN_COLOUR },
      },
      ...ruleLayers(window, run.from, parting),
      ...(points.length === 0
        ? []
        : [
            {
              data: { values: points },
              mark: { type: 'point', filled: true, size: 52, opacity: 1, stroke: 'white', strokeWidth: 1 },
              encoding: {
                x: x('time'),
                y,
                fill: {
                  field: 'what',
                  type: 'nominal',
                  scale: scaleOf(kinds.map(({ colour }) => colour)),
                  legend,
                },
                shape: {
                  field: 'what',
                  type: 'nominal',
                  scale: scaleOf(kinds.map(({ shape }) => shape)),
                  legend,
                },
              },
            },
          ]),
    ],
  };
}

function ruleLayers([from, to]: [number, number], tablesFrom: string, parting: string | null): Spec[] {
  const rule = (month: string, color: string, width: number) =>
    startOf(month) <= from || startOf(month) >= to
      ? []
      : [
          {
            data: { values: [{ time: startOf(month) }] },
            mark: { type: 'rule', color, strokeWidth: width },
            encoding: { x: { field: 'time', type: 'quantitative' } },
          },
        ];
  return [...rule(tablesFrom, '#999999', 1), ...(parting === null ? [] : rule(parting, COLOURS.orange, 2))];
}

function happened({ choice, move, what }: LifeEvent): keyof typeof HAPPENED | null {
  if (choice !== null) {
    if (move !== null || choice.taken > 0) return 'moves';
    return (choice.options[0]?.raise ?? 0) > 0 ? 'kept' : 'stays';
  }
  if (what === 'visa' || (what === 'right' && move === null)) return 'visa';
  return move === null || what === 'enters' ? null : 'happens';
}

/** The row of the place that they were at when it happened. */
function rowOf({ month, choice, move }: LifeEvent, spells: readonly Spell[]): string | null {
  const known = new Set(spells.map(({ place }) => place.id));
  const own = choice?.options[0]?.place.id ?? move?.from.id;
  if (own !== undefined && known.has(own)) return own;
  return spells.findLast(({ from }) => from <= month)?.place.id ?? null;
}

const PAY_TICKS = [1, 1.5, 2, 3, 5, 7].flatMap((digit) => [4, 5, 6, 7].map((zeros) => digit * 10 ** zeros));

/** What a job is to the person who chooses; the order is the legend's. */
const PAID = {
  had: { says: 'the job they had', colour: COLOURS.black },
  other: { says: 'another that was offered', colour: GREY },
  taken: { says: 'the one that they took', colour: COLOURS.orange },
} as const;

function payPanel({ life }: Career, window: [number, number]): Spec | null {
  const points = life.flatMap(({ month, choice }) => (choice === null ? [] : payOf(month, choice)));
  if (points.length === 0) return null;
  const pays = points.map(({ pay }) => pay);
  const domain = [Math.min(...pays) * 0.9, Math.max(...pays) * 1.1] as const;
  const shown = Object.values(PAID).filter(({ says }) => points.some(({ is }) => is === says));
  return {
    title: { text: 'Pay, USD a year', anchor: 'start', fontSize: 12, offset: 6 },
    width: panelWidth(LAYOUT),
    height: PAY_HEIGHT,
    data: { values: points },
    mark: { type: 'point', filled: true, size: 34, opacity: 0.9 },
    encoding: {
      x: { field: 'time', ...timeAxis(window, panelWidth(LAYOUT)) },
      y: {
        field: 'pay',
        type: 'quantitative',
        scale: { type: 'log', domain, nice: false },
        axis: {
          title: null,
          format: '~s',
          values: PAY_TICKS.filter((tick) => tick >= domain[0] && tick <= domain[1]),
          minExtent: LAYOUT.labels,
          maxExtent: LAYOUT.labels,
        },
      },
      color: {
        field: 'is',
        type: 'nominal',
        scale: { domain: shown.map(({ says }) => says), range: shown.map(({ colour }) => colour) },
        legend: { title: null, orient: 'top', columns: 3 },
      },
    },
  };
}

function payOf(month: string, { options, taken }: ChoiceExplained) {
  return options.flatMap((option, at) => {
    const pay = option.pay;
    if (pay === null || option.isOwnFirm) return [];
    const is = at === taken && taken > 0 ? 'taken' : option.isStaying ? 'had' : 'other';
    const paid = Math.round(pay * (at === taken ? Math.exp(option.raise ?? 0) : 1));
    return [{ when: month, where: option.place.id, is: PAID[is].says, pay: paid, time: middleOf(month) }];
  });
}
