import { expect, it } from 'vitest';
import { bordersChart } from '../../src/charts/borders-chart.ts';
import { monthText } from '../../src/scenario/dates.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { madeUpScenario } from '../support/records.ts';
import { tableOf, tablesOf } from '../support/written-tables.ts';

const known = madeUpScenario();
const [everywhere] = known.regions;
const offers = { id: 'offers', isFor: 'offers' };
/** Results from July 2019 on: 2020 is the first whole year of them. */
const scenario = {
  ...known,
  calendar: { ...known.calendar, reportFrom: (2019 * 12 + 6) as typeof known.calendar.reportFrom },
  regions: [
    { ...everywhere, id: 'here', label: 'here', routes: [offers, { id: 'students', isFor: 'graduates' }] },
    { ...everywhere, id: 'there', label: 'there', routes: [] },
  ],
} as unknown as Scenario;

const MONTHS = Array.from({ length: 36 }, (_, at) => monthText(2019 * 12 + at));
type Cells = readonly (string | number)[];
const regionsOf = (...rows: Cells[]) =>
  tableOf(
    'regions',
    'month region arrivals departures came_to_study went_to_study',
    ...rows.map((row) => [...row]),
  );
const visasOf = (...rows: Cells[]) =>
  tableOf(
    'visas',
    'month region route refused hired_abroad started withdrawn',
    ...rows.map((row) => [...row]),
  );

const VISAS = visasOf(
  ['2019-11', 'here', 'offers', 900, 900, 900, 900], // before the first whole year
  ['2020-04', 'here', 'offers', 30, 10, 50, 5],
  ['2020-04', 'here', 'students', 100, 100, 100, 100],
  ['2021-04', 'here', 'offers', 0, 0, 15, 0],
);
const run = (arrivals: number) =>
  tablesOf(
    MONTHS,
    regionsOf(
      ['2019-11', 'here', 900, 0, 900, 0],
      ['2020-03', 'here', arrivals, 20, 30, 4],
      ['2021-09', 'here', 40, 20, 10, 0],
      ['2020-03', 'there', 20, arrivals, 4, 30],
      ['2021-09', 'there', 20, 40, 0, 10],
    ),
    VISAS,
  );

interface Node {
  data?: { values: Record<string, unknown>[] };
  layer?: Node[];
}
const panelsOf = (runs: ReturnType<typeof run>[]) =>
  (bordersChart(scenario, runs)!.spec.hconcat as Node[]).map(({ data, layer = [] }) => [
    ...(data?.values ?? []),
    ...layer.flatMap((one) => one.data?.values ?? []),
  ]);

it('tells people a year of the whole years with results, and what became of applications for offers', () => {
  const [regions, visas] = panelsOf([run(60)]);
  expect(regions!.slice(0, 4).map(({ direction, people }) => [direction, people])).toEqual([
    ['arrivals', 50], // (60 + 40) ÷ 2
    ['departures', -20],
    ['came to study', 20],
    ['went to study', -2],
  ]);
  expect(regions!.find(({ region, net }) => region === 'here' && net !== undefined)).toMatchObject({
    net: 48,
    text: '+48',
  });
  expect(regions!.find(({ region, net }) => region === 'there' && net !== undefined)).toMatchObject({
    net: -48,
    text: '−48',
  });
  expect(
    visas!.filter(({ year }) => year === '2020').map(({ outcome, people }) => [outcome, people]),
  ).toEqual([
    ['at work with it', 50],
    ['hired where they were', 10],
    ['refused, no more', 20],
    ['withdrawn', 5],
  ]);
  expect(bordersChart(scenario, [run(60)])!.title).toBe(
    'Here gained 48 people a year over its borders, students included, more than any other region; 65% of the visas asked for led to work there',
  ); // 65 of 100
});

it('draws the band of several runs', () => {
  const [regions] = panelsOf([run(60), run(80), run(40)]);
  expect(regions!.find(({ region, net }) => region === 'here' && net !== undefined)).toMatchObject({
    net: 48,
    low: 39,
    high: 57,
  });
});

it('says that no region gained or lost where as many came as left, and 1 person of one', () => {
  const titleOf = (came: number) =>
    bordersChart(scenario, [
      tablesOf(
        MONTHS,
        regionsOf(['2020-03', 'here', came, 20, 0, 0], ['2020-03', 'there', 20, came, 0, 0]),
        VISAS,
      ),
    ])!.title;
  expect(titleOf(20)).toBe(
    'No region gained or lost people over its borders, students included; 65% of the visas asked for led to work there',
  );
  expect(titleOf(22)).toMatch(/^Here gained 1 person a year over its borders, /);
});
