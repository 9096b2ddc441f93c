import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { compile } from 'vega-lite';
import { describe, expect, it } from 'vitest';
import { bordersChart } from '../../src/charts/borders-chart.ts';
import { simulate } from '../../src/model/simulation.ts';
import { loadScenario } from '../../src/runtime/scenario-files.ts';
import { collectTables } from '../../src/tables/tables.ts';

const schemaFile = createRequire(import.meta.url).resolve('vega-lite/vega-lite-schema.json');
const isVegaLite = new Ajv({ strict: false, validateFormats: false }).compile(
  JSON.parse(readFileSync(schemaFile, 'utf8')),
);

/** A market that ships, so that what it must show is known. */
function chartOf(market: string, replicates = 1) {
  const file = new URL(`../../scenarios/markets/${market}.yaml`, import.meta.url).pathname;
  const { scenario } = loadScenario(file);
  const runs = Array.from({ length: replicates }, (_, replicate) =>
    collectTables(scenario, simulate(scenario, { replicate })),
  );
  return bordersChart(scenario, runs);
}

interface Panel {
  data?: { values: Record<string, unknown>[] };
  layer?: Panel[];
}
const panelsOf = (chart: ReturnType<typeof chartOf>) => chart!.spec.hconcat as Panel[];
const rowsIn = (panel: Panel): Record<string, unknown>[] => [
  ...(panel.data?.values ?? []),
  ...(panel.layer ?? []).flatMap(rowsIn),
];

describe('the chart of borders', () => {
  it('draws who came and what became of the applications', () => {
    const chart = chartOf('visa-cap');
    const [regions, visas] = panelsOf(chart) as [Panel, Panel];
    const here = rowsIn(regions).filter(({ region }) => region === 'here');
    const netOf = (id: string) =>
      rowsIn(regions).find(({ region, net }) => region === id && net !== undefined)!.net as number;
    expect(netOf('there')).toBe(-netOf('here'));
    expect(here.find(({ direction }) => direction === 'arrivals')!.people).toBe(netOf('here'));
    const started = rowsIn(visas).filter(({ outcome }) => outcome === 'at work with it');
    expect(started.slice(0, 3).map(({ people }) => people)).toEqual([30, 30, 30]);
    expect(chart!.title).toMatch(
      /^Here gained \d+ people a year over its borders, more than any other region; /,
    );
  });

  it('tells foreign graduates from those who arrive', () => {
    const rows = rowsIn(panelsOf(chartOf('graduates-stay'))[0]!);
    const here = (direction: string) =>
      rows.find((row) => row.region === 'here' && row.direction === direction)!.people;
    expect(here('foreign graduates of its programmes')).toBe(120);
    expect([here('arrivals'), here('departures')]).toEqual([0, -60]);
  });

  it('is nothing where nobody crosses a border, or for less than a year', () => {
    expect(chartOf('two-employers')).toBeNull();
    expect(chartOf('hired-abroad')).toBeNull();
  });

  it.each([1, 3])('is valid and compiles without a warning, for %i runs', (replicates) => {
    const { spec } = chartOf('visa-odds', replicates)!;
    expect(isVegaLite(spec), JSON.stringify(isVegaLite.errors?.slice(0, 3))).toBe(true);
    const warnings: unknown[] = [];
    const warn = (...said: readonly unknown[]) => warnings.push(...said);
    const logger = { level: () => logger, error: warn, warn, info: () => logger, debug: () => logger };
    compile(spec as unknown as Parameters<typeof compile>[0], { logger: logger as never });
    expect(warnings).toEqual([]);
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
  });
});
