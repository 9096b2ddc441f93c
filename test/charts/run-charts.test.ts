import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { compile } from 'vega-lite';
import { describe, expect, it } from 'vitest';
import { runCharts } from '../../src/charts/run-charts.ts';
import { type Chart, subtitleOfSpec } from '../../src/charts/style.ts';
import { scoreFacts } from '../../src/evidence/score.ts';
import { loadFacts } from '../../src/runtime/evidence-files.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { numbersOf, textsOf } from '../../src/tables/table.ts';
import { collectTables } from '../../src/tables/tables.ts';
import { type Drawn, rowsIn } from '../support/drawn.ts';
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
const spec = (charts: Chart[], name: string): Node & Drawn =>
  charts.find((chart) => chart.name === name)!.spec as Drawn & Node;

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

describe('titles and words of charts claim only what is drawn', () => {
  const titleOf = (charts: Chart[], name: string) => charts.find((chart) => chart.name === name)!.title;
  const flat = (staff: (month: string, value: number) => number, of = scenario, months = 252) => {
    const tables = run(1, months);
    const month = textsOf(tables.employers, 'month');
    const sector = textsOf(tables.employers, 'sector');
    const people = numbersOf(tables.employers, 'staff');
    for (let row = 0; row < people.length; row++)
      if (sector.texts[sector.codes[row]!] === 'giants')
        people[row] = staff(month.texts[month.codes[row]!]!, people[row]!);
    return chartsOf([tables], of);
  };

  it('staff that did not change, and a single month, are no growth', () => {
    const same = flat(() => 50);
    expect(titleOf(same, 'staff')).toBe(
      'AI staff of the two giants numbered 100 in Dec 2030, as in Mar 2019', // of the points drawn, the first with results
    );
    expect(titleOf(same, 'giants-staff')).toMatch(/while AI staff kept their number$/);
    expect(
      titleOf(
        flat(() => 50, scenario, 109),
        'staff',
      ),
    ).toBe('AI staff of the two giants numbered 100 in Jan 2019');
    expect(titleOf(chartsOf([run(1, 109)]), 'concentration')).toMatch(/with a job in Jan 2019$/);
  });

  it('a sector whose last employee has gone has none, though a logarithmic axis cannot draw it', () => {
    const gone = flat((month, value) => (month < '2020-01' ? value : 0));
    expect(titleOf(gone, 'staff')).toMatch(
      /^AI staff of the two giants fell from [\d,]+ in \w+ 2019 to 0 in Dec 2030$/,
    );
    expect(JSON.stringify(spec(gone, 'staff'))).toContain('"the two giants  0"');
    const drawn = rowsIn(spec(gone, 'staff')).filter(({ id, value }) => id === 'giants' && value === 0);
    expect(drawn).toEqual([]);
  });

  it('nobody laid off is nobody, not 0 people and 0 AI people', () => {
    const tables = run(1);
    for (const column of ['lay_offs', 'other_cuts']) numbersOf(tables.employers, column).fill(0);
    expect(titleOf(chartsOf([tables]), 'giants-staff')).toMatch(
      /^The two giants: nobody was laid off in rounds, while AI staff (grew|fell)$/,
    );
  });

  it('five employers or fewer are not the five largest', () => {
    const tables = run(1);
    numbersOf(tables.concentration, 'top_five_share').fill(1);
    numbersOf(tables.concentration, 'observed_share').fill(Number.NaN);
    const blind = madeUpScenario({ observe: { ...scenario.observe, netFlowOf: null } });
    const charts = chartsOf([tables], blind);
    expect(titleOf(charts, 'concentration')).toMatch(
      /^The Herfindahl index of AI staff over employers was \d/,
    );
    expect(JSON.stringify(spec(charts, 'concentration'))).not.toMatch(/five largest|tens of points/);
  });

  it('grey is explained where there is a warm-up, and nowhere else', () => {
    const start = scenario.calendar.start as Scenario['calendar']['reportFrom'];
    const whole = madeUpScenario({ calendar: { ...scenario.calendar, reportFrom: start } });
    for (const name of ['net-flow', 'staff', 'doctors', 'stars', 'concentration']) {
      expect(subtitleOfSpec(spec(one, name)), name).toMatch(/grey: (its )?warm-up/i);
      expect(subtitleOfSpec(spec(chartsOf([run(1)], whole), name)), name).not.toMatch(/grey/i);
    }
  });

  it('a year of stars is a year', () => {
    const months = (count: number) => titleOf(chartsOf([run(1, count)]), 'stars');
    expect(months(7)).toMatch(/in the 7 months to Jul 2010$/);
    expect(months(12)).toMatch(/in the year to Dec 2010$/);
    expect(chartsOf([run(1, 2)]).map(({ name }) => name)).not.toContain('stars');
  });

  it('log points beyond some thirty are not called percentages', () => {
    const tables = run(1);
    const pay = numbersOf(tables.reasons, 'pay');
    expect(titleOf(chartsOf([tables]), 'reasons')).toMatch(/% of pay/);
    for (let row = 0; row < pay.length; row++) pay[row] = 2;
    expect(titleOf(chartsOf([tables]), 'reasons')).toMatch(
      /gained most in pay \(\+200\.0 log points × 100\)/,
    );
    expect(JSON.stringify(spec(chartsOf([tables]), 'reasons'))).not.toContain('% of pay');
  });

  it('gains that read 0.0 are drawn at 0', () => {
    const tables = run(1);
    for (const motive of ['pay', 'equity', 'autonomy', 'mission', 'home', 'cost'])
      numbersOf(tables.reasons, motive).fill(0);
    const domains = JSON.stringify(spec(chartsOf([tables]), 'reasons')).match(
      /"domain":\[-?[\d.]+,-?[\d.]+\]/g,
    )!;
    for (const domain of domains) {
      const [from, to] = JSON.parse(domain.slice(9)) as [number, number];
      expect(to - from).toBeGreaterThanOrEqual(1);
    }
  });

  it('a run without an event at the first period’s end names its month', () => {
    const unmarked = madeUpScenario({ observe: { ...scenario.observe, marks: [] } });
    expect(titleOf(chartsOf([run(1)], unmarked), 'net-flow')).toMatch(/ a month until Nov 2022, then /);
  });
});

it('published means far above the simulated flows are inside the panel', () => {
  const figures = scoreFacts(facts, scenario, [run(1)]);
  const small = madeUpScenario({ observe: { ...scenario.observe, coverage: 0.001 } });
  const [panel] = runCharts(small, [run(1)], figures, facts)[0]!.spec.vconcat as Node[];
  const domains = [...JSON.stringify(panel).matchAll(/"domain":\[(-?[\d.]+),(-?[\d.]+)\],"nice"/g)];
  expect(
    Math.max(...domains.map(([, , most]) => Number(most)).filter((most) => most < 1900)),
  ).toBeGreaterThan(168);
});

it('nobody who comes or leaves has an axis of whole people', () => {
  const tables = run(1, 30);
  const flat = chartsOf([tables], madeUpScenario({ observe: { ...scenario.observe, coverage: 0 } }));
  expect(JSON.stringify(spec(flat, 'net-flow'))).toContain('"domain":[-1,1]');
});

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
    const stages = rowsIn(spec(one, 'net-flow')).filter((row) => 'stage' in row);
    expect(stages.find(({ month }) => month === '2018-12')!.stage).toBe('warm-up');
    expect(stages.find(({ month }) => month === '2019-01')!.stage).toBe('result');
  });

  it('join no published points by a line', () => {
    const marks = layersOf(spec(one, 'doctors'))
      .filter(({ encoding }) => JSON.stringify(encoding).includes('published'))
      .map(({ mark }) => (mark as Node).type);
    expect(marks).toEqual(['point']);
    const points = rowsIn(spec(one, 'doctors')).filter((row) => 'published' in row);
    expect(points.map(({ published }) => published)).toEqual(
      expect.arrayContaining([40.9, 41.6, 65.7, 23.7, 60.2, 24, 65.4, 28.2, 70.7, 20]),
    );
  });

  it('draw the means of the periods as published: 168, −14, 52.5', () => {
    const steps = rowsIn(spec(one, 'net-flow')).filter((row) => 'people' in row && 'from' in row);
    expect(steps.slice(0, 3).map(({ people }) => people)).toEqual([168, -14, 52.5]);
    expect(steps[0]!.from).toBe(2019);
    expect(steps[0]!.to).toBeCloseTo(2022 + 11 / 12, 9);
  });
});

const layersOf = (node: Node): Node[] =>
  ['layer', 'hconcat', 'vconcat'].flatMap((kind) =>
    ((node[kind] as Node[] | undefined) ?? []).flatMap((child) => [child, ...layersOf(child)]),
  );
