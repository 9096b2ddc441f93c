import { yearsOf } from '../experiments/explain/employer.ts';
import type { EmployerExplained, MonthExplained } from '../experiments/explain/explained.ts';
import type { FlowKind } from '../model/records.ts';
import { type Line, lineColour, linesPanel, TIME_AXIS_HEIGHT } from './lines.ts';
import { CHART_WIDTH, type Chart, COLOURS, chart, heightBelow, PADDING, type Spec } from './style.ts';
import { endOf, startOf, timeAxis } from './time.ts';
import { monthName, number, rounded } from './words.ts';

const STAFF_HEIGHT = 230;
const MOVES_HEIGHT = 110;
/** Points drawn of a line, at most: more would not be seen. */
const MOST_POINTS = 140;
/** Kinds of moves that have a line each. */
const MOST_KINDS = 6;

/** An employer's staff beside what it wanted, and who came and left a year. */
export function employerChart({ employer, months, run }: EmployerExplained): Chart {
  const [first, last] = [months[0]!, months.at(-1)!];
  const years = yearsOf(months);
  const title = `${employer.key} had ${number(first.staffBefore)} AI staff in ${monthName(first.month)} and ${number(last.staffAfter)} in ${monthName(last.month)}: ${number(total(years, 'came'))} came, ${number(total(years, 'left'))} left`;
  const subtitle = [
    `Simulated people. Target: staff at demand 1 × demand × the answer to the cost of talent; what is wanted moves to it.${first.month < run.from ? ' Grey: warm-up.' : ''}`,
  ];
  const every = Math.ceil(months.length / MOST_POINTS);
  const drawn = months.filter((_, at) => (months.length - 1 - at) % every === 0);
  const line = (
    id: string,
    label: string,
    colour: string,
    of: (month: (typeof months)[number]) => number | null,
  ): Line => ({
    id,
    label: `${label}  ${number(of(last) ?? 0)}`,
    colour,
    isThick: id === 'staff',
    points: drawn.flatMap((month) => {
      const exact = of(month);
      if (exact === null) return []; // founded this month: no plan yet
      const value = rounded(exact, 1);
      return { time: rounded(endOf(month.month), 3), when: month.month, value, low: value, high: value };
    }),
  });
  const lines = [
    line('target', 'target', COLOURS.orange, ({ target }) => target),
    line('wanted', 'wanted', COLOURS.blue, ({ wanted }) => wanted),
    line('staff', 'staff', COLOURS.black, ({ staffAfter }) => staffAfter),
  ].filter(({ points }) => points.length > 0);
  const most = Math.max(...lines.flatMap(({ points }) => points.map(({ value }) => value)));
  const window = [Number(years[0]!.year), Number(years.at(-1)!.year) + 1] as [number, number];
  const leastTick = window[1] - window[0] > 11 ? 5 : 1;
  const staff = linesPanel(lines, {
    height: STAFF_HEIGHT,
    window,
    leastTick,
    domain: [0, Math.max(1, most * 1.06)],
    isLogarithmic: false,
    axisTitle: 'AI staff',
    format: ',d',
    resultsFrom: startOf(run.from),
  });
  const width = staff.width as number;
  return chart('employer', title, subtitle, {
    vconcat: [staff, movesPanel(years, timeAxis(window, width, leastTick), width)],
    spacing: 24,
    resolve: { scale: { color: 'independent' } },
  });
}

type Years = ReturnType<typeof yearsOf>;
const total = (years: Years, of: 'came' | 'left') => years.reduce((sum, year) => sum + year[of], 0);

/** @param time the axis of the panel above, so that a year stands under itself. */
function movesPanel(years: Years, time: Spec, width: number): Spec {
  const values = years.flatMap(({ year, came, left }) => [
    { when: year, what: 'came', people: came, time: Number(year), end: Number(year) + 0.9, zero: 0 },
    { when: year, what: 'left', people: -left, time: Number(year), end: Number(year) + 0.9, zero: 0 },
  ]);
  return {
    width,
    height: MOVES_HEIGHT,
    data: { values },
    mark: { type: 'bar' },
    encoding: {
      x: { field: 'time', ...time },
      x2: { field: 'end' },
      y: {
        field: 'people',
        type: 'quantitative',
        axis: { title: 'people a year', format: ',d', tickCount: 4 },
      },
      y2: { field: 'zero' },
      color: {
        field: 'what',
        type: 'nominal',
        scale: { domain: ['came', 'left'], range: [COLOURS.green, COLOURS.pink] },
        legend: { title: null, orient: 'top' },
      },
    },
  };
}

/** Changes of place by kind, in the months up to the one that was asked about. */
export function monthChart({ month, before, byKind, run }: MonthExplained): Chart {
  const kinds = (Object.entries(byKind) as [FlowKind, number][]).sort(([, a], [, b]) => b - a);
  const moves = kinds.reduce((sum, [, people]) => sum + people, 0);
  const title = monthTitle(month, kinds, moves);
  const subtitle = [
    `Simulated people a month${kinds.length > MOST_KINDS ? `, the ${MOST_KINDS} kinds that are most frequent in ${monthName(month)}` : ''}; numbers: ${monthName(month)}.`,
  ];
  const lines = kinds.slice(0, MOST_KINDS).map(
    ([kind, people], at): Line => ({
      id: kind,
      label: `${kind}  ${number(people)}`,
      colour: lineColour(at),
      points: before.map((one) => {
        const value = one.byKind[kind] ?? 0;
        return { time: rounded(endOf(one.month), 3), when: one.month, value, low: value, high: value };
      }),
    }),
  );
  if (lines.length === 0)
    return chart('month', title, subtitle, {
      data: { values: [] },
      mark: 'point',
      width: CHART_WIDTH - 2 * PADDING,
    });
  const highest = Math.max(...lines.flatMap(({ points }) => points.map(({ value }) => value)));
  const panel = linesPanel(lines, {
    height: heightBelow(title, subtitle) - TIME_AXIS_HEIGHT,
    domain: [0, Math.max(1, highest * 1.06)],
    isLogarithmic: false,
    axisTitle: 'people a month',
    format: ',d',
    resultsFrom: startOf(run.from),
  });
  return chart('month', title, subtitle, panel);
}

function monthTitle(month: string, kinds: readonly [FlowKind, number][], moves: number): string {
  const [most] = kinds;
  if (most === undefined) return `Nobody changed place in ${monthName(month)}`;
  const all = `${number(moves)} ${moves === 1 ? 'change' : 'changes'} of place in ${monthName(month)}`;
  return kinds.length === 1
    ? `${all}: ${most[0]}`
    : `${all}; the most frequent kind is ${most[0]}, ${number(most[1])}`;
}
