import { type CentreAndInterval, centreAndInterval } from '../evidence/centre-and-interval.ts';
import { regionInSentence } from '../experiments/region-words.ts';
import { monthText } from '../scenario/dates.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { numbersOf, type Table, textsOf } from '../tables/table.ts';
import type { Runs, Tables } from '../tables/tables.ts';
import { type Chart, COLOURS, chart, GREY, heightBelow, type Spec } from './style.ts';
import { capitalised, gainedOrLostPeople, number, rounded } from './words.ts';

/** Of the legend, a panel's title and its horizontal axis. */
const AROUND_PANELS = 88;
/** Width of the column of numbers at the right of the regions. */
const NUMBERS_WIDTH = 58;

const DIRECTIONS = {
  arrivals: COLOURS.blue,
  departures: COLOURS.orange,
  'came to study': COLOURS.sky,
  'went to study': COLOURS.amber,
} as const;
const OUTCOMES = {
  'at work with it': COLOURS.green,
  'hired where they were': COLOURS.sky,
  'refused, no more': COLOURS.orange,
  withdrawn: GREY,
} as const;
type Outcome = keyof typeof OUTCOMES;

const CROSSINGS = ['arrivals', 'departures', 'came_to_study', 'went_to_study'] as const;
type Crossing = (typeof CROSSINGS)[number];
/** What becomes of an application, as the table has it. */
const ENDINGS = ['started', 'hired_abroad', 'refused', 'withdrawn'] as const;
type Ending = (typeof ENDINGS)[number];

interface RegionRow {
  readonly region: string;
  readonly arrivals: number;
  readonly departures: number;
  /** Entrants from a programme, counted on entering: before it nobody is in the market. */
  readonly cameToStudy: number;
  readonly wentToStudy: number;
  readonly net: CentreAndInterval;
}

/** Who came to a region and who left it, a year, and what became of the visas that employers asked for; null where nobody crossed a border. */
export function bordersChart(scenario: Scenario, runs: Runs): Chart | null {
  const [first] = runs;
  const years = wholeYears(first!, scenario);
  const rows = years.length === 0 ? [] : regionRows(scenario, runs, years);
  if (!rows.some(({ arrivals, cameToStudy }) => arrivals + cameToStudy > 0)) return null;
  const outcomes = outcomesByYear(scenario, runs, years);
  const period = years.length > 1 ? `${years[0]}–${years.at(-1)}` : years[0]!;
  const title = titleOf(rows, outcomes);
  const ofRuns =
    runs.length > 1 ? ` Medians of ${runs.length} runs; the bar through a point: 90% of them.` : ' One run.';
  const subtitle = [
    `Over the borders: people with a job or without, a year, mean of ${period}; who came or went to study is counted on entering the market from a programme. Net: arrivals and came to study, less departures and went to study.${outcomes.length > 0 ? ' Visas: applications of employers that ended in the year.' : ''}${ofRuns}`,
  ];
  const height = heightBelow(title, subtitle) - AROUND_PANELS;
  const hasVisas = outcomes.length > 0;
  const panels = [regionsPanel(rows, height, hasVisas ? 300 : 620)];
  if (hasVisas) panels.push(visasPanel(outcomes, height));
  return chart('borders', title, subtitle, {
    hconcat: panels,
    spacing: 30,
    resolve: { scale: { color: 'independent' } },
  });
}

/** Years that a run holds from January to December, from the first that is a result. */
function wholeYears({ market }: Tables, { calendar }: Scenario): string[] {
  const months = textsOf(market, 'month').texts;
  const first = monthText(calendar.reportFrom);
  return months.flatMap((month) => {
    const year = month.slice(0, 4);
    return month.endsWith('-12') && month >= first && months.includes(`${year}-01`) && `${year}-01` >= first
      ? [year]
      : [];
  });
}

function regionRows({ regions: declared }: Scenario, runs: Runs, years: readonly string[]): RegionRow[] {
  const byRun = runs.map(({ regions }) =>
    sumsBy(regions, CROSSINGS, (at) => (years.includes(at('month').slice(0, 4)) ? at('region') : null)),
  );
  return declared.map(({ id, label }) => {
    const aYear = (column: Crossing) => byRun.map((sums) => sums(id, column) / years.length);
    const [arrivals, departures, cameToStudy, wentToStudy] = [
      aYear('arrivals'),
      aYear('departures'),
      aYear('came_to_study'),
      aYear('went_to_study'),
    ];
    const net = runs.map(
      (_, run) => arrivals[run]! + cameToStudy[run]! - departures[run]! - wentToStudy[run]!,
    );
    return {
      region: label,
      arrivals: median(arrivals),
      departures: median(departures),
      cameToStudy: median(cameToStudy),
      wentToStudy: median(wentToStudy),
      net: centreAndInterval(net),
    };
  });
}

/** Routes for offers together: a graduates' permission is given without being asked for by an employer. */
function outcomesByYear(
  { regions }: Scenario,
  runs: Runs,
  years: readonly string[],
): { year: string; outcome: Outcome; people: number }[] {
  const routes = new Set(
    regions.flatMap((region) =>
      region.routes.flatMap((route) => (route.isFor === 'offers' ? [`${region.id}/${route.id}`] : [])),
    ),
  );
  if (routes.size === 0) return [];
  const byRun = runs.map(({ visas }) =>
    sumsBy(visas, ENDINGS, (at) =>
      routes.has(`${at('region')}/${at('route')}`) ? at('month').slice(0, 4) : null,
    ),
  );
  return years.flatMap((year) => {
    const people = (of: (ended: Record<Ending, number>) => number) =>
      median(
        byRun.map((sums) =>
          of({
            started: sums(year, 'started'),
            hired_abroad: sums(year, 'hired_abroad'),
            refused: sums(year, 'refused'),
            withdrawn: sums(year, 'withdrawn'),
          }),
        ),
      );
    const ofOutcome: Record<Outcome, number> = {
      'at work with it': people(({ started }) => started),
      'hired where they were': people(({ hired_abroad: abroad }) => abroad),
      'refused, no more': people(({ refused, hired_abroad: abroad }) => refused - abroad),
      withdrawn: people(({ withdrawn }) => withdrawn),
    };
    return (Object.keys(OUTCOMES) as Outcome[]).map((outcome) => ({
      year,
      outcome,
      people: ofOutcome[outcome],
    }));
  });
}

const median = (people: readonly number[]) => centreAndInterval(people).centre!;

/**
 * Sums of columns by a key made of a row's texts, all in one walk over the table: an ensemble's are read anew for each.
 * Rows whose key is null are left out.
 */
function sumsBy<Name extends string>(
  table: Table,
  columns: readonly Name[],
  keyOf: (at: (text: string) => string) => string | null,
): (key: string, column: Name) => number {
  const values = columns.map((column) => numbersOf(table, column));
  const texts = new Map(
    table.columns
      .filter(({ type }) => type === 'month' || type === 'text')
      .map(({ name }) => [name, textsOf(table, name)]),
  );
  const sums = new Map<string, number[]>();
  for (let row = 0; row < table.rowCount; row++) {
    const key = keyOf((name) => texts.get(name)!.texts[texts.get(name)!.codes[row]!]!);
    if (key === null) continue;
    const ofKey = sums.get(key) ?? columns.map(() => 0);
    for (let column = 0; column < ofKey.length; column++) ofKey[column]! += values[column]![row]!;
    sums.set(key, ofKey);
  }
  return (key, column) => sums.get(key)?.[columns.indexOf(column)] ?? 0;
}

function regionsPanel(rows: readonly RegionRow[], height: number, width: number): Spec {
  const bars = rows.flatMap(({ region, arrivals, departures, cameToStudy, wentToStudy }) => [
    { region, direction: 'arrivals', people: rounded(arrivals, 1), order: 0 },
    { region, direction: 'departures', people: rounded(-departures, 1), order: 0 },
    { region, direction: 'came to study', people: rounded(cameToStudy, 1), order: 1 },
    { region, direction: 'went to study', people: rounded(-wentToStudy, 1), order: 1 },
  ]);
  const nets = rows.map(({ region, net }) => ({
    region,
    net: rounded(net.centre!, 1),
    low: rounded(net.low ?? net.centre!, 1),
    high: rounded(net.high ?? net.centre!, 1),
    text: `${net.centre! >= 0.5 ? '+' : ''}${number(net.centre!)}`,
  }));
  const most = Math.max(...rows.map(({ arrivals, cameToStudy }) => arrivals + cameToStudy), 1);
  const least = Math.max(...rows.map(({ departures, wentToStudy }) => departures + wentToStudy));
  const perPixel = (least + most) / (width - NUMBERS_WIDTH);
  const x = {
    type: 'quantitative',
    scale: { domain: [rounded(-least, 1), rounded(most + NUMBERS_WIDTH * perPixel, 1)], nice: false },
    axis: {
      title: 'people a year; point and number: net',
      tickCount: 5,
      format: ',d',
    },
  };
  const y = {
    field: 'region',
    type: 'nominal',
    sort: null,
    scale: { domain: rows.map(({ region }) => region) },
    axis: { title: null, ticks: false, domain: false, grid: false, labelLimit: 0, labelPadding: 8 },
  };
  const color = {
    field: 'direction',
    type: 'nominal',
    sort: null,
    scale: { domain: Object.keys(DIRECTIONS), range: Object.values(DIRECTIONS) },
    legend: { title: null, orient: 'top', columns: 2, offset: 4 },
  };
  return {
    ...panelTitle('Over the borders of each region'),
    width,
    height,
    layer: [
      {
        data: { values: bars },
        mark: { type: 'bar', height: { band: 0.62 } },
        encoding: { x: { field: 'people', ...x }, y, color, order: { field: 'order', type: 'quantitative' } },
      },
      {
        data: { values: nets },
        mark: { type: 'rule', strokeWidth: 7, opacity: 0.35, color: COLOURS.black },
        encoding: { x: { field: 'low', ...x }, x2: { field: 'high' }, y },
      },
      {
        data: { values: nets },
        mark: { type: 'circle', size: 70, opacity: 1, color: COLOURS.black, stroke: 'white' },
        encoding: { x: { field: 'net', ...x }, y },
      },
      {
        data: { values: nets },
        mark: { type: 'text', align: 'right', color: COLOURS.black, fontWeight: 'bold' },
        encoding: { x: { value: width }, y, text: { field: 'text', type: 'nominal' } },
      },
    ],
  };
}

function visasPanel(
  outcomes: readonly { year: string; outcome: Outcome; people: number }[],
  height: number,
): Spec {
  return {
    ...panelTitle('Visas that employers asked for, by what became of them'),
    width: 300,
    height,
    data: {
      values: outcomes.map((row) => ({
        ...row,
        people: rounded(row.people, 1),
        order: Object.keys(OUTCOMES).indexOf(row.outcome),
      })),
    },
    mark: { type: 'bar', width: { band: 0.8 } },
    encoding: {
      x: {
        field: 'year',
        type: 'ordinal',
        axis: { title: null, labelAngle: 0, labelOverlap: true, grid: false },
      },
      y: {
        field: 'people',
        type: 'quantitative',
        axis: { title: 'people a year', format: ',d', tickCount: 6 },
      },
      color: {
        field: 'outcome',
        type: 'nominal',
        sort: null,
        scale: { domain: Object.keys(OUTCOMES), range: Object.values(OUTCOMES) },
        legend: { title: null, orient: 'top', columns: 2, offset: 4 },
      },
      order: { field: 'order', type: 'quantitative' },
    },
  };
}

const panelTitle = (text: string) => ({
  title: { text, anchor: 'start', fontSize: 12, fontWeight: 'bold', offset: 4 },
});

/** The region whose people changed most over its borders, and how many applications led to work. */
function titleOf(
  rows: readonly RegionRow[],
  outcomes: readonly { outcome: Outcome; people: number }[],
): string {
  const most = rows.toSorted((one, other) => Math.abs(other.net.centre!) - Math.abs(one.net.centre!))[0]!;
  const all = outcomes.reduce((sum, { people }) => sum + people, 0);
  const atWork = outcomes.reduce(
    (sum, { outcome, people }) => (outcome === 'at work with it' ? sum + people : sum),
    0,
  );
  const visas = all > 0 ? `; ${number((100 * atWork) / all)}% of the visas asked for led to work there` : '';
  return `${changeOf(most)}${visas}`;
}

function changeOf({ region, net }: RegionRow): string {
  if (Math.round(net.centre!) === 0)
    return 'No region gained or lost people over its borders, students included';
  return `${capitalised(regionInSentence(region))} ${gainedOrLostPeople(net.centre!)} a year over its borders, students included, more than any other region`;
}
