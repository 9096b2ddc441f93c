import { expect, it } from 'vitest';
import { leaversByDestination } from '../../src/charts/leavers.ts';
import type { FlowRow, MonthRecord } from '../../src/model/records.ts';
import { collectTables } from '../../src/tables/tables.ts';
import { madeUpRecords, madeUpScenario } from '../support/records.ts';

const scenario = madeUpScenario();
const flow = (from: string, to: string, kind: FlowRow['kind'], people: number): FlowRow => ({
  from,
  to,
  skill: 'doctor',
  kind,
  people,
});

it('counts leavers a month by destination; moves inside the sector, no job and out of the field apart', () => {
  const [january, february] = [...madeUpRecords(1, 2)] as [MonthRecord, MonthRecord];
  const flows = [
    flow('alpha', 'gamma', 'job-to-job', 4),
    flow('beta', 'gamma', 'job-to-job', 2),
    flow('alpha', 'beta', 'job-to-job', 6),
    flow('alpha', 'start-ups', 'founding', 2),
    flow('alpha', 'no job', 'lay-off', 8),
    flow('alpha', 'no job', 'quit', 10),
    flow('alpha', 'no job', 'visa-end', 2),
    flow('alpha', 'no job', 'return-home', 4),
    flow('beta', 'left the field', 'studies', 12),
    flow('gamma', 'alpha', 'job-to-job', 50),
    flow('start-ups', 'adopters', 'launch', 50),
    flow('start-ups', 'adopters', 'listing', 50),
  ];
  const tables = collectTables(scenario, [
    { ...january, flows },
    { ...february, flows: [flow('alpha', 'gamma', 'job-to-job', 2)] },
  ]);
  expect(leaversByDestination(scenario, tables, 'giants', { from: '2010-01', to: '2010-02' })).toEqual(
    new Map([
      ['gamma', 4], // (4 + 2 + 2) ÷ 2 months
      ['inside the sector', 3],
      ['founding', 1],
      ['laid off', 4],
      ['quit', 5],
      ['visa ended', 1],
      ['went home', 2],
      ['studies', 6],
    ]),
  );
  expect(leaversByDestination(scenario, tables, 'giants', { from: '2010-02', to: '2010-02' })).toEqual(
    new Map([['gamma', 2]]),
  );
  expect(leaversByDestination(scenario, tables, 'start-ups', { from: '2010-01', to: '2010-01' })).toEqual(
    new Map([['alpha', 50]]),
  );
});
