import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { simulate } from '../../src/model/simulation.ts';
import { loadScenario } from '../../src/runtime/scenario-files.ts';
import { collectTables, type Tables, toCsv } from '../../src/tables/tables.ts';

/**
 * The flow table of the baseline at a tenth of its size, as committed, and a hash of every table. `npm run golden` writes both
 * anew; the commit's message then has a line `Numbers change:` that says why.
 */
const FLOWS = new URL('baseline-tenth.flows.csv', import.meta.url);
const HASHES = new URL('baseline-tenth.sha256.json', import.meta.url);

function tenthOfBaseline(): Tables {
  const { scenario } = loadScenario('talentflow:baseline', { set: ['scale=0.1'] });
  return collectTables(scenario, simulate(scenario));
}

const tables = tenthOfBaseline();
const flows = toCsv(tables.flows);
const hashes = Object.fromEntries(
  Object.values(tables).map((table) => [table.name, createHash('sha256').update(toCsv(table)).digest('hex')]),
);

if (process.env.UPDATE) {
  writeFileSync(FLOWS, flows);
  writeFileSync(HASHES, `${JSON.stringify(hashes, null, 2)}\n`);
}

/** Lines of the flow table as month and flow → people. */
function byFlow(csv: string): Map<string, number> {
  const lines = csv.trimEnd().split('\n').slice(1);
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(',')), Number(line.slice(line.lastIndexOf(',') + 1))]));
}

describe('the baseline at a tenth of its size', () => {
  it('has the flows that were committed', () => {
    const was = byFlow(readFileSync(FLOWS, 'utf8'));
    const is = byFlow(flows);
    const changed = [...new Set([...was.keys(), ...is.keys()])]
      .filter((flow) => was.get(flow) !== is.get(flow))
      .sort()
      .map((flow) => `${flow}: was ${was.get(flow) ?? 0}, is ${is.get(flow) ?? 0}`);
    expect(changed.slice(0, 10), `${changed.length} flows changed; npm run golden accepts them`).toEqual([]);
  });

  it('has the other tables that were committed, to the byte', () => {
    expect(hashes).toEqual(JSON.parse(readFileSync(HASHES, 'utf8')));
  });

  /** Zero throughout in the baseline, each for a reason. */
  const ALWAYS_ZERO: Record<string, string> = {
    'stars.founders': 'forty stars, each some hundred times less likely to found than to leave',
  };

  it('has no column that is zero throughout without a reason', () => {
    const empty = Object.values(tables).flatMap((table) =>
      table.columns
        .filter((_, at) => {
          const values = table.values[at]!;
          return values instanceof Float64Array && values.every((value) => value === 0);
        })
        .map((column) => `${table.name}.${column.name}`),
    );
    const unexplained = empty.filter((column) => ALWAYS_ZERO[column] === undefined);
    expect(unexplained).toEqual([]);
  });
});
