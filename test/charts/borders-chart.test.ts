import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { compile } from 'vega-lite';
import { describe, expect, it } from 'vitest';
import { bordersChart } from '../../src/charts/borders-chart.ts';
import { simulate } from '../../src/model/simulation.ts';
import { loadScenario } from '../../src/runtime/scenario-files.ts';
import { numbersOf, textsOf } from '../../src/tables/table.ts';
import { collectTables } from '../../src/tables/tables.ts';
import { type Drawn, rowsIn } from '../support/drawn.ts';

const schemaFile = createRequire(import.meta.url).resolve('vega-lite/vega-lite-schema.json');
const isVegaLite = new Ajv({ strict: false, validateFormats: false }).compile(
  JSON.parse(readFileSync(schemaFile, 'utf8')),
);

/** A market that ships, so that what it must show is known. */
function runsOf(market: string, replicates = 1) {
  const file = new URL(`../../scenarios/markets/${market}.yaml`, import.meta.url).pathname;
  const { scenario } = loadScenario(file);
  const runs = Array.from({ length: replicates }, (_, replicate) =>
    collectTables(scenario, simulate(scenario, { replicate })),
  );
  return { scenario, runs };
}

function chartOf(market: string, replicates = 1) {
  const { scenario, runs } = runsOf(market, replicates);
  return bordersChart(scenario, runs);
}

const panelsOf = (chart: ReturnType<typeof chartOf>) => chart!.spec.hconcat as Drawn[];
describe('the chart of borders', () => {
  it('draws who came and what became of the applications', () => {
    const chart = chartOf('visa-cap');
    const [regions, visas] = panelsOf(chart) as [Drawn, Drawn];
    const here = rowsIn(regions).filter(({ region }) => region === 'here');
    const netOf = (id: string) =>
      rowsIn(regions).find(({ region, net }) => region === id && net !== undefined)!.net as number;
    expect(netOf('there')).toBe(-netOf('here'));
    expect(here.find(({ direction }) => direction === 'arrivals')!.people).toBe(netOf('here'));
    const started = rowsIn(visas).filter(({ outcome }) => outcome === 'at work with it');
    expect(started.slice(0, 3).map(({ people }) => people)).toEqual([30, 30, 30]);
    expect(chart!.title).toMatch(
      /^Here gained \d+ people a year over its borders, students included, more than any other region; /,
    );
  });

  it('counts students where they came to and where they are at home', () => {
    const rows = rowsIn(panelsOf(chartOf('graduates-stay'))[0]!);
    const barsOf = (id: string) =>
      Object.fromEntries(
        rows
          .filter(({ region, direction }) => region === id && direction !== undefined)
          .map(({ direction, people }) => [direction, people]),
      );
    expect(barsOf('here')).toEqual({
      arrivals: 0,
      departures: -60,
      'came to study': 120,
      'went to study': 0,
    });
    expect(barsOf('there')).toEqual({
      arrivals: 60,
      departures: 0,
      'came to study': 0,
      'went to study': -120,
    });
  });

  it.each(['graduates-stay', 'visa-cap', 'return-home'])(
    'has the nets of regions.csv, and regions of a closed world gain nothing together: %s',
    (market) => {
      const { scenario, runs } = runsOf(market);
      const { regions } = runs[0]!;
      const inTable = (id: string) => {
        const { texts, codes } = textsOf(regions, 'region');
        const total = (column: string) =>
          numbersOf(regions, column).reduce(
            (sum, people, row) => sum + (texts[codes[row]!] === id ? people : 0),
            0,
          );
        return total('arrivals') - total('departures') + total('came_to_study') - total('went_to_study');
      };
      const { calendar } = scenario;
      const years = (calendar.end - calendar.start + 1) / 12;
      const nets = rowsIn(panelsOf(bordersChart(scenario, runs))[0]!).filter(({ net }) => net !== undefined);
      const drawn = (id: string) => nets.find(({ region }) => region === id)!.net as number;
      for (const { id, label } of scenario.regions)
        expect(drawn(label), id).toBeCloseTo(inTable(id) / years, 1);
      expect(nets.some(({ net }) => net !== 0)).toBe(true);
      expect(nets.reduce((sum, { net }) => sum + (net as number), 0)).toBeCloseTo(0, 0);
    },
  );

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
