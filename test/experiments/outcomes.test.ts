import { describe, expect, test } from 'vitest';
import { defaultOutcomes, outcomeOf, refuseAbsent } from '../../src/experiments/outcomes.ts';
import { simulate } from '../../src/model/simulation.ts';
import { loadScenario } from '../../src/runtime/scenario-files.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Month } from '../../src/scenario/scenario.ts';
import { collectTables } from '../../src/tables/collect.ts';
import { valuesInColumn } from '../../src/tables/column-values.ts';
import { TABLES, type TableName } from '../../src/tables/columns.ts';
import { textsOf } from '../../src/tables/table.ts';
import { TWO_EMPLOYERS } from '../support/markets.ts';
import { region } from '../support/plain-market.ts';
import { madeUpScenario } from '../support/records.ts';
import { plainScenario } from '../support/stored-runs.ts';
import { tableOf, tablesOf } from '../support/written-tables.ts';

const scenario = plainScenario();
const records = [...simulate(scenario)];
const tables = collectTables(scenario, records);
const valuesOf = (name: string) => [...outcomeOf(name, scenario).monthly(tables)];
const employer = (unit: string) =>
  records.map((record) => record.employers.find((row) => row.unit === unit)!);

test.each<[string, number[], string]>([
  ['net-flow:rich', employer('rich').map(({ net }) => net), 'people/month'],
  [
    'net-flow:firm',
    records.map(({ employers }) => employers.reduce((sum, { net }) => sum + net, 0)),
    'people/month',
  ],
  ['stock:calm', employer('calm').map(({ staff }) => staff), 'people'],
  ['stock:everywhere', records.map(({ regions }) => regions[0]!.people), 'people'],
  ['net-flow:everywhere', records.map(() => 0), 'people/month'],
  ['pay:calm', employer('calm').map(() => 1), 'ratio'],
  ['employers.hires:unit=rich', employer('rich').map(({ hires }) => hires), 'people/month'],
  ['market.searchers', records.map(({ market }) => market.searchers), 'people/month'],
  ['market.without_job', records.map(({ market }) => market.withoutJob), 'people'],
  ['employers.firms:sector=firm', records.map(() => 2), 'firms'],
  [
    'flows.people:from=rich,to=calm,kind=job-to-job',
    records.map(({ flows }) => flows.find(({ from, to }) => from === 'rich' && to === 'calm')?.people ?? 0),
    'people/month',
  ],
])('%s is what the records say, month by month', (name, expected, unit) => {
  expect(valuesOf(name)).toEqual(expected);
  expect(outcomeOf(name, scenario).unit).toBe(unit);
});

test.each([
  ['United States', 'AI talent in the United States'],
  ['European Union', 'AI talent in the European Union'],
  ['rest of the world', 'AI talent in the rest of the world'],
  ['Canada', 'AI talent in Canada'],
  ['Northern Unionville', 'AI talent in Northern Unionville'],
])('a region named %s is told with the article that it takes', (label, title) => {
  const world = { ...scenario, regions: [region('somewhere', 1, { label })] };
  expect(outcomeOf('stock:somewhere', world).title).toBe(title);
  expect(outcomeOf('net-flow:somewhere', world).title).toBe(title.replace('AI talent in', 'net flow of'));
});

test('who only changes place among three employers leaves the net flow of all at exactly 0, whatever the scale', () => {
  const text = `${TWO_EMPLOYERS.replace('count: 300', 'count: 450')}  - { id: mid, sector: firm, staff: 150, vacancies: unlimited, pay: 210000 USD/year }\n`;
  const read = () => ({ path: 'market.yaml', text });
  const { scenario: third } = parseScenario('market.yaml', { read, set: ['scale=0.3'] });
  const simulated = [...simulate(third)];
  const ofThird = collectTables(third, simulated);
  const monthly = (name: string) => [...outcomeOf(name, third).monthly(ofThird)];
  expect(monthly('net-flow:firm')).toEqual(simulated.map(() => 0)); // 3.333333 + 3.333333 − 6.666667 is not
  const hires = simulated.map(({ employers }) => employers.reduce((sum, one) => sum + one.hires, 0));
  expect(monthly('employers.hires')).toEqual(hires.map((people) => people / 0.3));
});

describe('of rows by hand', () => {
  const made = madeUpScenario();
  const short = {
    ...made,
    calendar: { ...made.calendar, end: (made.calendar.start + 1) as Month },
    regions: [region('everywhere', 1), region('elsewhere', 0)],
  };
  const written = tablesOf(
    ['2010-01', '2010-02'],
    tableOf(
      'employers',
      'month unit sector net hires staff pay_index',
      ['2010-01', 'alpha', 'giants', 10, 20, 100, 1.1],
      ['2010-01', 'beta', 'giants', 5, 30, 300, 1.3],
      ['2010-01', 'giants', 'giants', 0, 1, 50, null],
      ['2010-01', 'gamma', 'start-ups', 7, 8, 100, 2],
    ),
    tableOf(
      'regions',
      'month region arrivals departures',
      ['2010-01', 'everywhere', 5, 3],
      ['2010-01', 'elsewhere', 3, 5],
    ),
    tableOf(
      'visas',
      'month region applications granted',
      ['2010-01', 'everywhere', 9, 7],
      ['2010-01', 'elsewhere', 4, 2],
    ),
  );

  test.each<[string, number, number]>([
    ['net-flow', 0.8 * 15, 0], // seen through the coverage
    ['net-flow:giants', 15, 0],
    ['net-flow:gamma', 7, 0],
    ['net-flow:everywhere', 2, 0],
    ['pay:giants', (100 * 1.1 + 300 * 1.3) / 400, Number.NaN], // weighted by staff, where a row says it
    ['employers.pay_index', (1.1 + 1.3 + 2) / 3, Number.NaN],
    ['employers.hires:staff=100', 28, 0],
    ['visas', 9, 0],
    ['visas:everywhere', 7, 0],
  ])('%s is %d, then %d', (name, january, february) => {
    const values = [...outcomeOf(name, short).monthly(written)];
    expect(values).toEqual([expect.closeTo(january, 12), february]);
  });
});

test.each([
  ['net-flow', 'the scenario observes no sector'],
  ['net-flow:ritch', 'did you mean rich?'],
  ['netflow', 'did you mean net-flow?'],
  ['netflow:rich', 'did you mean net-flow:rich?'],
  ['stock', 'stock:ID'],
  ['doctors:acadmia', 'did you mean academia?'],
  ['employer.hires', 'did you mean employers?'],
  ['employers.hirs', 'did you mean hires?'],
  ['employers.sector', 'a column of numbers'],
  ['employers.hires:sectr=firm', 'did you mean sector?'],
  ['employers.hires:rich', 'COLUMN=VALUE'],
  ['founders:mine', 'founders'],
  ['toString', 'write for example net-flow'],
  ['constructor:x', 'write for example net-flow'],
  ['toString.x', 'a table: flows'],
  ['concentration:month', 'a column of numbers'],
  ['employers.hires:month=2020-02', '--from 2020-02 --to 2020-02'],
  ['employers.hires:staff=', 'a number after staff='],
  ['employers.hires:staff=many', 'a number after staff='],
  ['employers.hires:unit=rich,unit=calm', 'each column once'],
])('%s is a mistake that is told: %s', (name, told) => {
  const tell = () => {
    try {
      return outcomeOf(name, scenario) && '';
    } catch (error) {
      const { expected, remedy } = error as { expected: string; remedy: string };
      return `${expected}\n${remedy}`;
    }
  };
  expect(tell()).toContain(told);
});

test('what is compared unless told otherwise exists, in a small market and in the baseline', () => {
  expect(defaultOutcomes(scenario)).toEqual(['net-flow:calm', 'net-flow:rich']);
  const baseline = loadScenario('talentflow:baseline').scenario;
  const names = defaultOutcomes(baseline);
  expect(names[0]).toBe('net-flow');
  expect(names).toContain('doctors:academia');
  for (const name of names) expect(outcomeOf(name, baseline).title).not.toBe('');
});

test.each([
  ['visas', '`routes`'],
  ['visas:everywhere', '`routes`'],
  ['visas.granted', '`routes`'],
  ['migration.people', 'two regions'],
  ['founders', '`founding`'],
  ['market.founded', '`founding`'],
  ['doctors:industry', '`programmes`'],
  ['stars.stars', '`superstars`'],
])('%s, which the market cannot have, is told unless a policy has it', (name, told) => {
  expect(() => refuseAbsent(name, [scenario])).toThrow(told);
  const { scenario: baseline } = loadScenario('talentflow:baseline');
  if (name !== 'visas:everywhere') expect(refuseAbsent(name, [scenario, baseline])).toBeUndefined();
  for (const own of ['net-flow:rich', 'market.searchers', 'flows.people'])
    expect(refuseAbsent(own, [scenario])).toBeUndefined();
});

test.each([
  ['employers.hires:sector=frim', 'did you mean firm?'],
  ['employers.hires:unit=Rich', 'did you mean rich?'],
  ['flows.people:kind=layoff', 'did you mean lay-off?'],
  ['flows.people:from=rich,to=nowhere', 'see talentflow show'],
  ['stocks.people:skill=', 'see talentflow show'],
])('%s, which no row can fit, is told rather than compared as nothing', (name, told) => {
  expect(() => refuseAbsent(name, [scenario])).toThrow(expect.objectContaining({ remedy: told }));
});

test('whatever stands in a text column of the baseline can be asked for', () => {
  const { scenario: baseline } = loadScenario('talentflow:baseline', { set: ['scale=0.002'] });
  const until = { ...baseline, calendar: { ...baseline.calendar, end: baseline.calendar.start + 11 } };
  const found = collectTables(until as typeof baseline, simulate(until as typeof baseline));
  for (const [table, { columns }] of Object.entries(TABLES)) {
    for (const { name, type } of columns) {
      if (type !== 'text') continue;
      const { texts } = textsOf(found[table as TableName], name);
      expect(valuesInColumn(table, name, baseline), `${table}.${name}`).toEqual(
        expect.arrayContaining([...texts]),
      );
      expect(valuesInColumn(table, name, baseline), `${table}.${name}`).not.toEqual([]);
    }
  }
});
