import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { compile } from 'vega-lite';
import { describe, expect, it } from 'vitest';
import { runCharts } from '../../src/charts/run-charts.ts';
import type { Chart } from '../../src/charts/style.ts';
import { scoreFacts } from '../../src/evidence/score.ts';
import { loadFacts } from '../../src/runtime/evidence-files.ts';
import { collectTables } from '../../src/tables/tables.ts';
import { madeUpRecords, madeUpScenario } from '../support/records.ts';

const scenario = madeUpScenario();
const facts = loadFacts();
const run = (seed: number, months = 252) => collectTables(scenario, madeUpRecords(seed, months));
const chartsOf = (runs: ReturnType<typeof run>[], of = scenario) =>
  runCharts(of, runs, scoreFacts(facts, of, runs), facts);
const runs = [run(1), run(2), run(3)];
const one = chartsOf(runs.slice(0, 1));
const several = chartsOf(runs);

const schemaFile = createRequire(import.meta.url).resolve('vega-lite/vega-lite-schema.json');
const isVegaLite = new Ajv({ strict: false, validateFormats: false }).compile(
  JSON.parse(readFileSync(schemaFile, 'utf8')),
);

type Node = { [key: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
const spec = (charts: Chart[], name: string): Node => charts.find((chart) => chart.name === name)!.spec;

describe.each([
  ['one run', one],
  ['three runs', several],
])('charts of %s', (_, charts) => {
  it('are the eight', () => {
    expect(charts.map(({ name }) => name)).toEqual([
      'net-flow',
      'destinations',
      'staff',
      'doctors',
      'reasons',
      'stars',
      'giants-staff',
      'concentration',
    ]);
  });

  it.each(charts.map((chart) => [chart.name, chart] as const))(
    '%s is valid, compiles without a warning',
    (_name, chart) => {
      expect(isVegaLite(chart.spec), JSON.stringify(isVegaLite.errors?.slice(0, 3))).toBe(true);
      const warnings: unknown[] = [];
      const warn = (...said: readonly unknown[]) => warnings.push(...said);
      const logger = { level: () => logger, error: warn, warn, info: () => logger, debug: () => logger };
      compile(chart.spec as unknown as Parameters<typeof compile>[0], { logger: logger as never });
      expect(warnings).toEqual([]);
    },
  );

  it.each(charts.map((chart) => [chart.name, chart] as const))(
    '%s encodes only fields that its data have',
    (_name, chart) => {
      expect(fieldsMissing(chart.spec, [])).toEqual([]);
    },
  );

  it.each(charts.map((chart) => [chart.name, chart] as const))(
    '%s is self-contained: plain JSON, data inline',
    (_name, chart) => {
      expect(JSON.parse(JSON.stringify(chart.spec))).toEqual(chart.spec);
      expect(JSON.stringify(chart.spec)).not.toContain('"url"');
      expect(JSON.stringify(chart.spec)).not.toContain('null,null');
    },
  );
});

/** `layer/…: field` for every encoded field that some row lacks, data inherited from above. */
function fieldsMissing(node: Node, inherited: readonly Node[], path = ''): string[] {
  const data = (node.data as { values?: Node[] } | undefined)?.values ?? inherited;
  const channels = isNode(node.encoding) ? Object.entries(node.encoding) : [];
  const own = channels.flatMap(([channel, definition]) => {
    const field = isNode(definition) ? definition.field : undefined;
    if (typeof field !== 'string') return [];
    return data.length > 0 && data.every((row) => field in row) ? [] : [`${path}${channel}: ${field}`];
  });
  const children = ['layer', 'hconcat', 'vconcat'].flatMap(
    (kind) => (node[kind] as Node[] | undefined) ?? [],
  );
  return [...own, ...children.flatMap((child, index) => fieldsMissing(child, data, `${path}${index}/`))];
}

describe('charts', () => {
  it('leave what they read as it was, and are the same when drawn again', () => {
    const figures = scoreFacts(facts, scenario, runs);
    const before = structuredClone({ scenario, runs, figures, facts });
    const again = runCharts(scenario, runs, figures, facts);
    expect({ scenario, runs, figures, facts }).toEqual(before);
    expect(again).toEqual(several);
  });

  it('say what was found', () => {
    const titles = Object.fromEntries(one.map(({ name, title }) => [name, title]));
    expect(titles['net-flow']).toMatch(
      /^The two giants gained \d+ people a month until ChatGPT, then lost \d+, then lost \d+$/,
    );
    expect(titles.destinations).toMatch(
      /^Leavers of the two giants went most to adopting firms; Gamma rose most/,
    );
    expect(titles.stars).toMatch(/^\d+% of the 30 stars have pay of US\$1m or more in the year to Dec 2030$/);
    expect(titles.doctors).toBe('70% of new doctors went to industry in 2022; the published share is 71%');
  });

  it('say the same staff of the giants in both charts that tell it, the median of the runs', () => {
    const last = (name: string, label: string) =>
      new RegExp(`"${label} {2}([\\d,]+)"`).exec(JSON.stringify(spec(several, name)))?.[1];
    expect(last('giants-staff', 'AI staff')).toBe(last('staff', 'the two giants'));
  });

  it('leave out what a market does not have', () => {
    const blind = madeUpScenario({ observe: { ...scenario.observe, netFlowOf: null } });
    expect(chartsOf(runs, blind).map(({ name }) => name)).toEqual([
      'staff',
      'doctors',
      'reasons',
      'stars',
      'concentration',
    ]);
    const unskilled = madeUpScenario({ skills: [{ id: 'any', label: 'any', payRatio: 1, practice: 0 }] });
    expect(chartsOf(runs, unskilled).map(({ name }) => name)).not.toContain('doctors');
    expect(chartsOf(runs, madeUpScenario({ superstars: null })).map(({ name }) => name)).not.toContain(
      'stars',
    );
    expect(chartsOf([collectTables(scenario, [])])).toEqual([]);
    expect(chartsOf([run(1, 1)]).map(({ name }) => name)).toEqual(['destinations', 'reasons']);
  });

  it('draw a run too short for the published periods without them', () => {
    const short = chartsOf([run(1, 30)]);
    expect(short.map(({ name }) => name)).toEqual([
      'net-flow',
      'destinations',
      'staff',
      'doctors',
      'reasons',
      'stars',
      'concentration',
    ]);
    for (const { spec: drawn, name } of short) {
      expect(isVegaLite(drawn), name).toBe(true);
      expect(fieldsMissing(drawn, []), name).toEqual([]);
    }
    expect(short[0]!.title).toMatch(/^The two giants gained \d+ people a month$/);
  });

  it('show a band with several runs and none with one', () => {
    for (const name of ['net-flow', 'staff']) {
      expect(JSON.stringify(spec(several, name))).toContain('"area"');
      expect(JSON.stringify(spec(one, name))).not.toContain('"area"');
    }
  });

  it('draw the warm-up in a stage of its own', () => {
    const stages = valuesIn(spec(one, 'net-flow')).filter((row) => 'stage' in row);
    expect(stages.find(({ month }) => month === '2018-12')!.stage).toBe('warm-up');
    expect(stages.find(({ month }) => month === '2019-01')!.stage).toBe('result');
  });

  it('join no published points by a line', () => {
    const marks = layersOf(spec(one, 'doctors'))
      .filter(({ encoding }) => JSON.stringify(encoding).includes('published'))
      .map(({ mark }) => (mark as Node).type);
    expect(marks).toEqual(['point']);
    const points = valuesIn(spec(one, 'doctors')).filter((row) => 'published' in row);
    expect(points.map(({ published }) => published)).toEqual(
      expect.arrayContaining([40.9, 41.6, 65.7, 23.7, 60.2, 24, 65.4, 28.2, 70.7, 20]),
    );
  });

  it('draw the means of the periods as published: 168, −14, 52.5', () => {
    const steps = valuesIn(spec(one, 'net-flow')).filter((row) => 'people' in row && 'from' in row);
    expect(steps.slice(0, 3).map(({ people }) => people)).toEqual([168, -14, 52.5]);
    expect(steps[0]!.from).toBe(2019);
    expect(steps[0]!.to).toBeCloseTo(2022 + 11 / 12, 9);
  });
});

const layersOf = (node: Node): Node[] =>
  ['layer', 'hconcat', 'vconcat'].flatMap((kind) =>
    ((node[kind] as Node[] | undefined) ?? []).flatMap((child) => [child, ...layersOf(child)]),
  );

const valuesIn = (node: Node): Node[] =>
  [node, ...layersOf(node)].flatMap(({ data }) => (data as { values?: Node[] } | undefined)?.values ?? []);
