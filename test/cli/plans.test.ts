import { expect, it } from 'vitest';
import { planLines, plansByYear } from '../../src/cli/plans.ts';
import type { RunResults } from '../../src/report/run-to-folder.ts';
import { collectTables } from '../../src/tables/tables.ts';
import { madeUpRecords, madeUpScenario } from '../support/records.ts';

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

it('says so when the scenario observes no sector', () => {
  const scenario = { ...madeUpScenario(), observe: { ...madeUpScenario().observe, netFlowOf: null } };
  const results = { scenario, runs: [] } as unknown as RunResults;
  expect(planLines(results)[0]).toContain('observe.net-flow-of');
  expect(plansByYear(results)).toBeNull();
});
