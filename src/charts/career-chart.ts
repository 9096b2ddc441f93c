import type { ChoiceExplained, LifeEvent, RunTold, Spell } from '../experiments/explain/explained.ts';
import { OUTSIDE } from '../model/records.ts';
import { type Giving, INSIDE } from './giving.ts';
import { OWN_COLOUR, panelWidth, type RowLayout, rowAxis } from './labelled-rows.ts';
import { type Chart, COLOURS, chart, GREY, type Spec } from './style.ts';
import { endOf, middleOf, startOf, timeAxisGiven } from './time.ts';
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

/** Where somebody was, what happened when, and what was offered. Without any pay that could be told, the chart is `career-without-pay`. */
export function careerChart(key: string, career: Career, give: Giving = INSIDE): Chart {
  const { run } = career;
  const title = careerFinding(key, career);
  const subtitle = [
    `Bars: a spell with an employer (blue), in a firm of one’s own (green), without a job (grey). Points: choices and what happened to them.${rulesText(run, career)}`,
    'Below: pay of each job that could be chosen, as posted or agreed, logarithmic scale.',
  ];
  const time = timeOf([career], give);
  const spells = spellsPanel(career, 'own', { time, kinds: kindsIn([career]), hasLegend: true }, give);
  const pay = payPanel(career, time, give);
  return chart(
    pay === null && give.isByName ? 'career-without-pay' : 'career',
    title,
    subtitle,
    stackOf(pay === null ? [spells] : [spells, pay]),
  );
}

/** Two lives of one person under each other, and where they part. */
export function twoCareersChart(
  key: string,
  base: Career,
  other: Career,
  first: { readonly month: string; readonly decision: string } | null,
  give: Giving = INSIDE,
): Chart {
  const names = [base.run.scenario, other.run.scenario];
  const title =
    first === null
      ? `${key} lives the same life under ${names.join(' and ')}`
      : `${key} does the same under ${names.join(' and ')} until ${monthName(first.month)}, then otherwise: ${lastPlacesText(base, other)}`;
  const subtitle = [
    `Bars: a spell with an employer (blue), in a firm of one’s own (green), without a job (grey). Points: choices and what happened to them.${rulesText(base.run, base)}`,
    ...(first === null
      ? []
      : [`Orange line: ${monthName(first.month)}, the first decision that comes out otherwise.`]),
  ];
  const time = timeOf([base, other], give);
  const kinds = kindsIn([base, other]);
  const panels = (['base', 'other'] as const).map((name, at) => {
    const career = [base, other][at]!;
    const text = give.value(`${name}Title`, `Under ${career.run.scenario}`);
    return {
      title: { text, anchor: 'start', fontSize: 12, offset: 6 },
      ...spellsPanel(career, name, { time, kinds, hasLegend: at === 0, parting: first?.month ?? null }, give),
    };
  });
  return chart('careers', title, subtitle, stackOf(panels));
}

const stackOf = (panels: readonly Spec[]): Spec => ({
  vconcat: panels,
  spacing: 22,
  resolve: { scale: { color: 'independent', fill: 'independent', shape: 'independent' } },
});

/** Its firm changed sector. */
const isSameJob = ({ howItBegan }: Spell): boolean => howItBegan === 'launch' || howItBegan === 'listing';

/** A life in a sentence without a full stop. */
export function careerFinding(key: string, { life, spells }: Pick<Career, 'life' | 'spells'>): string {
  const jobs = spells.filter((spell) => spell.place.id !== OUTSIDE.noJob && !isSameJob(spell));
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

function lastPlacesText(base: Career, other: Career): string {
  const [ofBase, ofOther] = [lastPlaceText(base), lastPlaceText(other)];
  return ofBase === ofOther
    ? `under both ${ofBase}`
    : `${ofBase} under the first, ${ofOther} under the second`;
}

function rulesText({ from }: RunTold, { spells }: Career): string {
  return (spells[0]?.from ?? from) < from ? ` Grey line: the tables begin, ${monthName(from)}.` : '';
}

/** The axis that all panels share. */
interface TimeOfCareers {
  readonly window: readonly [number, number];
  readonly axis: Spec;
}

function timeOf(careers: readonly Career[], give: Giving): TimeOfCareers {
  const starts = careers.flatMap(({ spells }) => spells.map(({ from }) => startOf(from)));
  const ends = careers.flatMap(({ run, spells }) => spells.map(({ until }) => endOf(until ?? run.until)));
  const window: [number, number] = [Math.min(...starts), Math.max(...ends)];
  return { window, axis: timeAxisGiven(window, panelWidth(LAYOUT), give) };
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

interface SpellsShown {
  readonly time: TimeOfCareers;
  readonly kinds: readonly Kind[];
  readonly hasLegend: boolean;
  /** Month of the first decision that comes out otherwise; undefined where there is nobody to compare with. */
  readonly parting?: string | null;
}

/** @param name of the panel. */
function spellsPanel(career: Career, name: string, shown: SpellsShown, give: Giving): Spec {
  const { run, life, spells } = career;
  const { time, kinds, hasLegend, parting } = shown;
  let isOwn = false;
  const bars = spells.map((spell) => {
    const { place, from, until, howItBegan } = spell;
    isOwn = howItBegan === 'founding' || (isOwn && isSameJob(spell));
    return {
      row: place.id,
      when: until === null ? `${from} to ${run.until}, and on` : `${from} to ${until}`,
      sector: place.sector ?? '–',
      began: howItBegan,
      time: startOf(from),
      // Somebody who leaves in the month in which they came was there for part of it.
      end: Math.max(until === null ? endOf(run.until) : startOf(until), startOf(from) + 1 / 36),
      colour: place.id === OUTSIDE.noJob ? '#c4c4c4' : isOwn ? COLOURS.green : COLOURS.sky,
    };
  });
  const points = life.flatMap((event) => {
    const what = happened(event);
    const row = rowOf(event, spells);
    if (what === null || row === null) return [];
    const { says, colour } = HAPPENED[what];
    return [{ row, when: event.month, what: says, says: event.says, time: middleOf(event.month), colour }];
  });
  const y = rowAxis(bars.length === 0 ? [{ row: '' }] : bars, LAYOUT, (rows) =>
    give.value(`${name}Rows`, rows),
  );
  const x = { field: 'time', ...time.axis };
  const scaleOf = (what: 'colour' | 'shape') => ({
    domain: Object.values(HAPPENED).map(({ says }) => says),
    range: Object.values(HAPPENED).map((kind) => kind[what]),
  });
  const named = give.value(
    'kinds',
    kinds.map(({ says }) => says),
  );
  const legend = hasLegend ? { title: null, orient: 'top', columns: 3, symbolSize: 60, values: named } : null;
  return {
    width: panelWidth(LAYOUT),
    height: { step: ROW },
    layer: [
      {
        data: give.rows(`${name}Bars`, bars),
        mark: { type: 'bar', height: 11, cornerRadius: 2 },
        encoding: { x, x2: { field: 'end' }, y, color: OWN_COLOUR },
      },
      ...ruleLayer(`${name}Begin`, run.from, time.window, { color: '#999999', strokeWidth: 1 }, give),
      ...(parting === undefined
        ? []
        : ruleLayer(`${name}Parting`, parting, time.window, { color: COLOURS.orange, strokeWidth: 2 }, give)),
      ...(points.length === 0 && !give.isByName
        ? []
        : [
            {
              data: give.rows(`${name}Points`, points),
              mark: { type: 'point', filled: true, size: 52, opacity: 1, stroke: 'white', strokeWidth: 1 },
              encoding: {
                x,
                y,
                fill: { field: 'what', type: 'nominal', scale: scaleOf('colour'), legend },
                shape: { field: 'what', type: 'nominal', scale: scaleOf('shape'), legend },
              },
            },
          ]),
    ],
  };
}

/** A line at the start of a month that lies within the time shown. */
function ruleLayer(
  name: string,
  month: string | null,
  [from, to]: readonly [number, number],
  look: Spec,
  give: Giving,
): Spec[] {
  const isSeen = month !== null && startOf(month) > from && startOf(month) < to;
  if (!isSeen && !give.isByName) return [];
  return [
    {
      data: give.rows(name, isSeen ? [{ time: startOf(month) }] : []),
      mark: { type: 'rule', ...look },
      encoding: { x: { field: 'time', type: 'quantitative' } },
    },
  ];
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

/** What a job is to the person who chooses; in the legend's order. What they took is drawn last, over the others. */
const PAID = {
  had: { says: 'the job they had', colour: COLOURS.black, order: 1 },
  other: { says: 'another that was offered', colour: GREY, order: 0 },
  taken: { says: 'the one that they took', colour: COLOURS.orange, order: 2 },
} as const;

function payPanel({ life }: Career, time: TimeOfCareers, give: Giving): Spec | null {
  const points = life
    .flatMap(({ month, choice }) => (choice === null ? [] : payOf(month, choice)))
    .toSorted((one, other) => one.order - other.order);
  if (points.length === 0) return null;
  const pays = points.map(({ pay }) => pay);
  const domain = [Math.min(...pays) * 0.9, Math.max(...pays) * 1.1] as const;
  const shown = Object.values(PAID).filter(({ says }) => points.some(({ is }) => is === says));
  return {
    title: { text: 'Pay, USD a year', anchor: 'start', fontSize: 12, offset: 6 },
    width: panelWidth(LAYOUT),
    height: PAY_HEIGHT,
    data: give.rows('pays', points),
    mark: { type: 'point', filled: true, size: 34, opacity: 0.9 },
    encoding: {
      x: { field: 'time', ...time.axis },
      y: {
        field: 'pay',
        type: 'quantitative',
        scale: {
          type: 'log',
          domain: [give.value('leastPay', domain[0]), give.value('mostPay', domain[1])],
          nice: false,
        },
        axis: {
          title: null,
          format: '~s',
          values: give.value(
            'payTicks',
            PAY_TICKS.filter((tick) => tick >= domain[0] && tick <= domain[1]),
          ),
          minExtent: LAYOUT.labels,
          maxExtent: LAYOUT.labels,
        },
      },
      color: {
        field: 'is',
        type: 'nominal',
        scale: {
          domain: Object.values(PAID).map(({ says }) => says),
          range: Object.values(PAID).map(({ colour }) => colour),
        },
        legend: {
          title: null,
          orient: 'top',
          columns: 3,
          values: give.value(
            'paid',
            shown.map(({ says }) => says),
          ),
        },
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
    const { says, order } = PAID[is];
    return [{ when: month, where: option.place.id, is: says, pay: paid, time: middleOf(month), order }];
  });
}
