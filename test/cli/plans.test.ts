import { expect, it } from 'vitest';
import { planLines, plansByYear } from '../../src/cli/plans.ts';
import type { RunResults } from '../../src/report/run-to-folder.ts';
import { collectTables } from '../../src/tables/tables.ts';
import { madeUpRecords, madeUpScenario } from '../support/records.ts';
import { tableOf } from '../support/written-tables.ts';

it('sums the observed sector’s plans by year, net flow as in its rows', () => {
  const scenario = madeUpScenario();
  const records = [...madeUpRecords(1, 30)];
  const results = { scenario, runs: [collectTables(scenario, records)] } as unknown as RunResults;
  const lines = planLines(results);
  const observed = new Set(
    scenario.employers.filter(({ sector }) => sector === scenario.observe.netFlowOf).map(({ id }) => id),
  );
  const firstYear = records.filter(({ month }) => month.startsWith(records[0]!.month.slice(0, 4)));
  const net = firstYear
    .flatMap(({ employers }) => employers)
    .reduce((sum, row) => (observed.has(row.unit) ? sum + row.net : sum), 0);
  const printed = lines[2]!.trim().split(/\s+/);
  expect(printed[0]).toBe(records[0]!.month.slice(0, 4));
  const [first] = plansByYear(results)!;
  expect(first).toMatchObject({ year: printed[0], netFlow: net / firstYear.length / scenario.scale });
  expect([first!.wantedGrowth, 100 * first!.fillRate!].map(Math.round)).toEqual(
    [printed[1], printed[2]].map((text) => Math.round(Number.parseFloat(text!.replace('−', '-')))),
  );
  expect(printed[3]).toBe((net / firstYear.length / scenario.scale).toFixed(1).replace('-', '−'));
});

it('by hand: growth from one month to the next, openings weighed by their number, means over months and runs', () => {
  const rows = [
    // month, unit, sector, wanted staff, vacancies, share of them filled, net
    ['2020-11', 'one', 'seen', 100, 10, 0.5, 4],
    ['2020-11', 'two', 'seen', 50, 30, 0.1, -1],
    ['2020-11', 'far', 'other', 999, 99, 1, 99],
    ['2020-12', 'one', 'seen', 104, 0, null, 2],
    ['2020-12', 'two', 'seen', 52, 10, 0.2, 1],
    ['2020-12', 'far', 'other', 99, 99, 1, 99],
    ['2021-01', 'one', 'seen', 90, 0, null, -8],
    ['2021-01', 'two', 'seen', 52, 0, null, 0],
  ] as const;
  const header = 'month unit sector wanted_staff vacancies fill_rate net';
  const run = { employers: tableOf('employers', header, ...rows.map((row) => [...row])) };
  const of = (runs: object[]) =>
    plansByYear({ scenario: { observe: { netFlowOf: 'seen' } }, runs } as unknown as RunResults);
  const years = [
    // Nothing is known of the month before the first; then 156 − 150, over two months. 5 + 3 + 2 of 50 openings.
    { year: '2020', wantedGrowth: 3, fillRate: 0.2, netFlow: 3 },
    { year: '2021', wantedGrowth: -14, fillRate: null, netFlow: -8 },
  ];
  expect(of([run])).toEqual(years);
  expect(of([run, run]), 'a run begins anew').toEqual(years);
});

it('says so when the scenario observes no sector', () => {
  const scenario = { ...madeUpScenario(), observe: { ...madeUpScenario().observe, netFlowOf: null } };
  const results = { scenario, runs: [] } as unknown as RunResults;
  expect(planLines(results)[0]).toContain('observe.net-flow-of');
  expect(plansByYear(results)).toBeNull();
});
