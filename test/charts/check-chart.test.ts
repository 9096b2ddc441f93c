import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { compile } from 'vega-lite';
import { describe, expect, it } from 'vitest';
import { checkChart } from '../../src/charts/check-chart.ts';
import { subtitleOfSpec } from '../../src/charts/style.ts';
import { checked, POSITIVE } from '../support/facts.ts';
import { madeUpScenario } from '../support/records.ts';

const facts = [
  checked([13, 14, 15], { id: 'F01' }),
  checked([10], { id: 'F02' }),
  checked([99], { id: 'F03', role: 'held out' }),
  checked([11], {
    id: 'F06.share',
    isApart: true,
    role: 'held out',
    value: null,
    tolerance: { kind: 'interval', from: 8, to: 12, why: '' },
  }),
  checked([1, -1], {
    id: 'F10',
    role: 'held out',
    tolerance: POSITIVE,
    title: 'A long title that '.repeat(8),
  }),
  checked(['no visas'], { id: 'F41', role: 'input' }),
];
const scenario = madeUpScenario();
const drawn = checkChart(scenario, facts, 3)!;
const schemaFile = createRequire(import.meta.url).resolve('vega-lite/vega-lite-schema.json');
const isVegaLite = new Ajv({ strict: false, validateFormats: false }).compile(
  JSON.parse(readFileSync(schemaFile, 'utf8')),
);

describe('the chart of a check', () => {
  it('is valid, compiles without a warning and is plain JSON', () => {
    expect(isVegaLite(drawn.spec), JSON.stringify(isVegaLite.errors?.slice(0, 3))).toBe(true);
    const warnings: unknown[] = [];
    const warn = (...said: readonly unknown[]) => warnings.push(...said);
    const logger = { level: () => logger, error: warn, warn, info: () => logger, debug: () => logger };
    compile(drawn.spec as unknown as Parameters<typeof compile>[0], { logger: logger as never });
    expect(warnings).toEqual([]);
    expect(JSON.parse(JSON.stringify(drawn.spec))).toEqual(drawn.spec);
  });

  it('says the finding, and leaves what it reads as it was', () => {
    expect(drawn.title).toBe(
      'A made-up market: 1 of 2 fitted figures and 0 of 1 held-out figures are inside',
    );
    const before = structuredClone(facts);
    expect(checkChart(scenario, facts, 3)).toEqual(drawn);
    expect(facts).toEqual(before);
  });

  it('counts in its title what nothing answered, as the tables do, and says that it is not drawn', () => {
    const silent = checked(['nobody left'], { id: 'F07', role: 'held out' });
    const { title, spec } = checkChart(scenario, [...facts, silent], 3)!;
    expect(title).toMatch(/ 0 of 2 held-out figures are inside$/);
    expect(subtitleOfSpec(spec)).toMatch(/ Not drawn: 2 that were not answered\.$/);
  });

  it('draws each fact once, distances as they are, and an arrow for what lies beyond the axis', () => {
    const rows = JSON.stringify(drawn.spec);
    expect(rows).toContain('"at":2,'); // 14 is two half-widths above 10 ± 2
    expect(rows).toMatch(/"at":4,[^}]*"shape":"triangle-right"/);
    expect(rows).toContain('"text":"50% of 90%"');
    expect(rows).not.toContain('F41');
    expect(rows).toMatch(/"F10 {2}(A long title that )+A long title …"/);
  });

  it('does not exist where no fact was answered', () => {
    expect(checkChart(scenario, [checked(['no visas'])], 3)).toBeNull();
  });
});
