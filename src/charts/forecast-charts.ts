import type { ForecastRow } from '../experiments/forecast.ts';
import { monthText } from '../scenario/dates.ts';
import type { Month } from '../scenario/scenario.ts';
import { CHART_WIDTH, type Chart, COLOURS, chart, PADDING, SIMULATED, type Spec, wrapped } from './style.ts';
import { endOf, timeAxis } from './time.ts';
import { capitalised, monthName, rounded, short } from './words.ts';

const PANEL_HEIGHT = 96;
const COLUMNS = 2;
/** Of a panel's title in one line. */
const TITLE_LETTERS = 60;
const GAP = 62;
/** Of the numbers beside a panel, up to 99,999: panels' titles, which begin where their numbers do, so begin at one pixel. */
const NUMBERS_WIDTH = 46;
const WIDTH = (CHART_WIDTH - 2 * PADDING - (COLUMNS - 1) * GAP - 60) / COLUMNS;

/** Predictions that are one picture: those whose id begins alike, such as `doctors.` */
const PICTURES: readonly { name: string; title: string; ids: RegExp }[] = [
  { name: 'giants', title: 'The five giants', ids: /^giants\./ },
  { name: 'doctors', title: 'New AI doctors', ids: /^doctors\./ },
  {
    name: 'migration',
    title: 'AI people who moved to a region less those who left it',
    ids: /^migration\.[a-z-]+(?<!-per-10000)$/,
  },
  {
    name: 'start-ups',
    title: 'Start-ups founded, and firms that hire whole staffs',
    ids: /^(start-ups|acqui-hires)\./,
  },
  {
    name: 'named-start-ups',
    title: 'Staff and tenure at named start-ups',
    ids: /\.(ai-staff|staff|tenure)$/,
  },
  { name: 'graduates', title: 'Graduates among those hired', ids: /^graduates\./ },
];

/** Fan charts: median, 50% and 90% intervals of every prediction, by month where there are months, else by year. @param untilKnown the outlook's last month that is known. */
export function forecastCharts(rows: readonly ForecastRow[], runs: number, untilKnown: Month): Chart[] {
  const known = monthName(monthText(untilKnown));
  return PICTURES.flatMap(({ name, title, ids }) => {
    const own = rows.filter(({ id }) => ids.test(id) && (name !== 'named-start-ups' || !/^giants/.test(id)));
    const panels = [...new Set(own.map(({ id }) => id))].map((id) => fan(own.filter((row) => row.id === id)));
    if (panels.length === 0) return [];
    const subtitle = [
      `Median, 50% and 90% intervals of ${runs} runs: parameters, chance, the drivers' own course after ${known} and the publication's error.`,
      `Stated with what was known in ${known}. Units and every number: forecast.csv.`,
    ];
    return [
      chart(`forecast-${name}`, `${title}. ${finding(own)}`, subtitle, {
        concat: panels,
        columns: COLUMNS,
        spacing: { row: 24, column: GAP },
      }),
    ];
  });
}

/** The first prediction's last year, or else its last month, in words. */
function finding(rows: readonly ForecastRow[]): string {
  const first = rows.filter(({ id }) => id === rows[0]!.id);
  const last = first.findLast(({ date }) => date.length === 4) ?? first.at(-1)!;
  return `${last.what}, ${last.date}: ${short(last.median)} ${shortUnit(last.unit)} (90%: ${short(last.low90)} to ${short(last.high90)})`;
}

/** `people/month` of `people/month, as the vendor of F01 sees them`. */
const shortUnit = (unit: string): string => unit.replace(/[,;].*$/s, '');

function fan(all: readonly ForecastRow[]): Spec {
  const monthly = all.filter(({ date }) => date.length > 4);
  const rows = (monthly.length > 0 ? monthly : all).map(({ date, ...row }) => ({
    time: rounded(date.length > 4 ? endOf(date) : Number(date) + 0.5, 3),
    date,
    median: row.median,
    low50: row.low50,
    high50: row.high50,
    low90: row.low90,
    high90: row.high90,
  }));
  const { what, unit } = all[0]!;
  const [least, most] = [
    Math.min(...rows.map(({ low90 }) => low90)),
    Math.max(...rows.map(({ high90 }) => high90)),
  ];
  const times = rows.map(({ time }) => time);
  const isMonthly = monthly.length > 0;
  const window: [number, number] = isMonthly
    ? [Math.min(...times), Math.max(...times)]
    : [Math.floor(Math.min(...times)), Math.ceil(Math.max(...times))];
  // Years, but where the months are too few to see two of them.
  const leastTick = isMonthly && window[1] - window[0] < 2 ? 0 : 1;
  const x = { field: 'time', ...timeAxis(window, WIDTH, leastTick) };
  const y = (field: string) => ({
    field,
    type: 'quantitative',
    scale: least < most ? { zero: false, nice: true } : { domain: [least - 1, most + 1] },
    axis: { title: null, tickCount: 4, format: ',~r', minExtent: NUMBERS_WIDTH },
  });
  const layers = isMonthly ? ribbons(x, y) : bars(x, y);
  return {
    title: {
      text: wrapped(capitalised(what), TITLE_LETTERS),
      subtitle: wrapped(capitalised(unit), TITLE_LETTERS),
      anchor: 'start',
      fontSize: 11,
      fontWeight: 'bold',
      subtitleFontSize: 10,
      subtitleColor: '#555555',
      offset: 4,
    },
    width: WIDTH,
    height: PANEL_HEIGHT,
    data: { values: rows },
    layer: layers,
  };
}

type Axis = Record<string, unknown>;

const ribbons = (x: Axis, y: (field: string) => Axis): Spec[] => [
  {
    mark: { type: 'area', opacity: 0.18, color: SIMULATED },
    encoding: { x, y: y('low90'), y2: { field: 'high90' } },
  },
  {
    mark: { type: 'area', opacity: 0.3, color: SIMULATED },
    encoding: { x, y: y('low50'), y2: { field: 'high50' } },
  },
  { mark: { type: 'line', color: COLOURS.black, strokeWidth: 1.5 }, encoding: { x, y: y('median') } },
];

const bars = (x: Axis, y: (field: string) => Axis): Spec[] => [
  {
    mark: { type: 'rule', strokeWidth: 2.5, opacity: 0.55, color: SIMULATED },
    encoding: { x, y: y('low90'), y2: { field: 'high90' } },
  },
  {
    mark: { type: 'rule', strokeWidth: 10, opacity: 0.4, color: SIMULATED },
    encoding: { x, y: y('low50'), y2: { field: 'high50' } },
  },
  {
    mark: { type: 'point', filled: true, size: 45, opacity: 1, color: COLOURS.black },
    encoding: { x, y: y('median') },
  },
];
