import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { compile } from 'vega-lite';
import { expect, test } from 'vitest';
import { coverageChart, figuresChart } from '../../src/charts/trust-charts.ts';
import { checkFacts } from '../../src/evidence/check.ts';
import { contestsOf, scoreModel } from '../../src/evidence/scoring.ts';
import { factOf } from '../support/facts.ts';

const facts = [factOf({ id: 'F90' }), factOf({ id: 'F91', role: 'held out', value: 11 })];
const runs = [9, 11, 10].map((value) => [{ value }, { value: value + 4 }]);
const rivals = {
  simple: [{ figure: { fact: 'F91', value: 12, observation: null, why: '' }, runs: [{ value: 12 }] }],
};
const scored = scoreModel(facts, checkFacts(facts, runs), runs, rivals);
const charts = [figuresChart(scored, ['simple'])!, coverageChart(scored, contestsOf(scored, ['simple']))!];
const schemaFile = createRequire(import.meta.url).resolve('vega-lite/vega-lite-schema.json');
const isVegaLite = new Ajv({ strict: false, validateFormats: false }).compile(
  JSON.parse(readFileSync(schemaFile, 'utf8')),
);

test.each(charts)('the chart $name is valid and compiles without a warning', ({ spec }) => {
  expect(isVegaLite(spec), JSON.stringify(isVegaLite.errors?.slice(0, 3))).toBe(true);
  const warnings: unknown[] = [];
  const warn = (...said: readonly unknown[]) => warnings.push(...said);
  const logger = { level: () => logger, error: warn, warn, info: () => logger, debug: () => logger };
  compile(spec as unknown as Parameters<typeof compile>[0], { logger: logger as never });
  expect(warnings).toEqual([]);
});

test('the titles say the findings', () => {
  expect(charts.map(({ title }) => title)).toEqual([
    '1 of 2 published figures are simulated within their tolerance',
    'The 90% interval holds 1 of 1 fitted figures and 0 of 1 held-out figures',
  ]);
  expect(JSON.stringify(charts[0]!.spec)).toContain('"at":0.5'); // the rival: 12 is half of ±2 above 11
});

test('the grey band is the tolerance, also where what was published is not its middle', () => {
  const wider = factOf({ value: 1, tolerance: { kind: 'interval', from: 0.5, to: 1, why: 'all of them' } });
  const values = [0.6, 0.7, 0.8].map((value) => [{ value }]);
  const [fact] = scoreModel([wider], checkFacts([wider], values), values, {});
  expect(fact!.model.verdict).toBe('inside');
  const drawn = JSON.stringify(figuresChart([fact!], [])!.spec);
  expect(drawn).toContain('"at":-0.2'); // 0.7 is a fifth of 0.25 below 0.75
  expect(drawn).toContain('"published":1');
});

test('a figure in the band whose interval is too wide to tell is counted apart', () => {
  const wide = [4, 10, 16].map((value) => [{ value }]); // twelve people wide, where ±2 are tolerated
  const fact = factOf();
  const { title } = figuresChart(scoreModel([fact], checkFacts([fact], wide), wide, {}), [])!;
  expect(title).toBe(
    '0 of 1 published figures are simulated within their tolerance, 1 more with an interval too wide to tell',
  );
});

test('which line is which stands above the plot, where no step runs through it', () => {
  const layers = charts[1]!.spec.layer as { mark: { type: string }; encoding: Record<string, object> }[];
  expect(layers.map(({ mark }) => mark.type)).toEqual(['line', 'line']);
  expect(layers[1]!.encoding.color).toMatchObject({
    scale: { domain: ['Fitted, 1 figures', 'Held out, 1 figures'] },
    legend: { orient: 'top' },
  });
});

test('nothing scored, nothing drawn', () => {
  expect([figuresChart([], []), coverageChart([], [])]).toEqual([null, null]);
});
