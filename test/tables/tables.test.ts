import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MOTIVES, type MonthRecord } from '../../src/model/records.ts';
import { TABLE_NAMES, TABLES } from '../../src/tables/columns.ts';
import { tablesAsMarkdown } from '../../src/tables/documentation.ts';
import { numbersOf, rowsOf, textsOf } from '../../src/tables/table.ts';
import {
  collectTables,
  csvPieces,
  csvPiecesOfRuns,
  type Runs,
  type Table,
  type Tables,
  toCsv,
  withReplicate,
} from '../../src/tables/tables.ts';
import { madeUpRecords, madeUpScenario } from '../support/records.ts';
import { tableOf } from '../support/written-tables.ts';

const scenario = madeUpScenario();
const records = [...madeUpRecords(1, 30)];
const tables = collectTables(scenario, records);

const objects = (table: Table) =>
  [...rowsOf(table)].map((row) =>
    Object.fromEntries(table.columns.map(({ name }, column) => [name, row[column]])),
  );

describe('collected tables', () => {
  it('hold every row of every record, in their order', () => {
    expect(objects(tables.flows)).toEqual(
      records.flatMap(({ month, flows }) => flows.map((flow) => ({ month, ...flow }))),
    );
    expect(objects(tables.doctors)[0]).toEqual({
      month: '2010-06',
      skill: 'doctor',
      sector: 'giants',
      destination: 'industry',
      region: 'everywhere',
      people: 100,
      turned_down: 0,
      compared: 1,
      ...Object.fromEntries(MOTIVES.map((motive) => [motive, 0.05])),
    });
    expect(objects(tables.students)).toEqual([]);
    expect(tables.employers.rowCount).toBe(30 * 7);
    expect(tables.market.rowCount).toBe(30);
  });

  it('name the sector of each employer', () => {
    const [alpha, , , startUps] = objects(tables.employers);
    expect(alpha).toMatchObject({ unit: 'alpha', sector: 'giants' });
    expect(startUps).toMatchObject({ unit: 'start-ups', sector: 'start-ups' });
    expect(objects(tables.stocks).at(-1)).toMatchObject({ unit: 'no job', sector: 'no job' });
  });

  it('give the mean parts of a move in log points', () => {
    const [row] = objects(tables.reasons).filter(({ motive }) => motive === 'pay');
    expect(row).toMatchObject({ pay: 0.2, equity: 0.05, noise: 0.05 });
  });

  it('let the record be read once: a generator gives the same as a list', () => {
    expect(collectTables(scenario, madeUpRecords(1, 30))).toEqual(tables);
  });

  it('leave the records as they were', () => {
    const before = structuredClone(records);
    collectTables(scenario, records);
    expect(records).toEqual(before);
  });

  it('stay integers at scale 1, and are counts ÷ scale at others', () => {
    const tenth = collectTables({ ...scenario, scale: 0.1 }, records);
    expect(numbersOf(tables.flows, 'people').every(Number.isInteger)).toBe(true);
    expect([...numbersOf(tenth.flows, 'people')]).toEqual(
      [...numbersOf(tables.flows, 'people')].map((people) => people * 10),
    );
    const third = collectTables({ ...scenario, scale: 3 }, records);
    expect(numbersOf(third.market, 'founded')[0]).toBe(0.666667);
    expect([...numbersOf(third.reasons, 'pay')]).toEqual([...numbersOf(tables.reasons, 'pay')]);
  });

  it('can be posted to another thread whole', () => {
    expect(structuredClone(tables)).toEqual(tables);
  });
});

describe('each number of a record stands under its own name', () => {
  const [record] = madeUpRecords(1, 1) as Iterable<MonthRecord> as unknown as [MonthRecord];
  const firstOf = (name: keyof Tables, changes: object, of = scenario) => {
    const [row] = objects(collectTables(of, [{ ...record, ...changes } as MonthRecord])[name]);
    const { month, ...rest } = row!;
    expect(month).toBe('2010-01');
    return rest;
  };

  it('employers', () => {
    const row = {
      ...{ unit: 'gamma', hires: 1, jobToJob: 2, quits: 3, layOffs: 4, failures: 5, exits: 6, net: 7 },
      ...{ launches: 8, staff: 9, wantedStaff: 10, vacancies: 11, fillRate: 0.12, payIndex: 1.3, firms: 14 },
      ...{
        otherStaff: 15,
        otherCuts: 16,
        graduates: 17,
        meanTenureMonths: 18,
        kept: 4,
        microRaises: 200_000,
      },
    };
    expect(firstOf('employers', { employers: [row] })).toEqual({
      ...{ unit: 'gamma', sector: 'start-ups', hires: 1, job_to_job: 2, quits: 3, lay_offs: 4, failures: 5 },
      ...{ exits: 6, net: 7, launches: 8, staff: 9, wanted_staff: 10, vacancies: 11, fill_rate: 0.12 },
      ...{
        pay_index: 1.3,
        firms: 14,
        other_staff: 15,
        other_cuts: 16,
        graduates: 17,
        mean_tenure: 18,
        kept: 4,
      },
      raise: 0.05, // 0.2 log points over four
    });
    expect(firstOf('employers', { employers: [{ ...row, kept: 0, microRaises: 0 }] })).toMatchObject({
      raise: null,
    });
  });

  it('regions, visas and students', () => {
    const region = {
      ...{ region: 'here', people: 1, arrivals: 2, departures: 3, entries: 4, exits: 5 },
      ...{ cameToStudy: 6, wentToStudy: 7 },
    };
    expect(firstOf('regions', { regions: [region] })).toEqual({
      ...{ region: 'here', people: 1, arrivals: 2, departures: 3, entries: 4, exits: 5 },
      ...{ came_to_study: 6, went_to_study: 7 },
    });
    const visa = {
      ...{ region: 'here', route: 'lottery', applications: 1, selected: 2, granted: 3, refused: 4 },
      ...{ hiredAbroad: 5, started: 6, withdrawn: 7, waiting: 8 },
    };
    const { hiredAbroad, ...same } = visa;
    expect(firstOf('visas', { visas: [visa] })).toEqual({ ...same, hired_abroad: hiredAbroad });
    const student = {
      ...{ programme: 'a', region: 'here', degree: 'doctorate', places: 1, started: 2, enrolled: 3 },
      ...{ graduates: 4, continued: 5 },
    };
    expect(firstOf('students', { students: [student] })).toEqual(student);
  });

  it('a named employer is one firm at every scale, where the others of a sector stand for more', () => {
    const nothing = { ...[...record!.employers][0]!, firms: 1 };
    for (const scale of [0.03, 0.1, 3]) {
      const firmsOf = (unit: string) =>
        firstOf('employers', { employers: [{ ...nothing, unit }] }, { ...scenario, scale }).firms;
      expect(firmsOf('gamma')).toBe(1);
      expect(firmsOf('start-ups')).toBeCloseTo(1 / scale, 6);
    }
  });

  it('stars, pay and founders', () => {
    const star = {
      ...{ unit: 'alpha', stars: 1, medianPay: 2.4, highlyPaid: 3, hires: 4, leavers: 5, founders: 6 },
    };
    expect(firstOf('stars', { stars: [star] })).toEqual({
      ...{ unit: 'alpha', stars: 1, median_pay: 2, at_a_million: 3, hires: 4, leavers: 5, founders: 6 },
    });
    const pay = [
      { unit: 'gamma', staff: 2, microLogPosted: 24e6, pay: 1, payOfHires: 2, payOfIncumbents: 3 },
      { unit: 'alpha', staff: 1, microLogPosted: 11e6, pay: 4, payOfHires: null, payOfIncumbents: 6 },
      { unit: 'beta', staff: 3, microLogPosted: 34e6, pay: 4, payOfHires: null, payOfIncumbents: 6 },
    ];
    expect(firstOf('pay', { pay })).toEqual({
      ...{ unit: 'gamma', sector: 'start-ups', pay: 1, pay_of_hires: 2, pay_of_incumbents: 3 },
      gap: 0.75, // 24 ÷ 2 less (11 + 34) ÷ 4
    });
    const founders = {
      ...{
        founders: 4,
        microBelief: 8e6,
        microGain: 2e6,
        microGainAtOne: 1e6,
        withSomething: 7,
        withNothing: 9,
      },
    };
    const founding = { ...scenario, founding: {} } as unknown as typeof scenario;
    expect(firstOf('founders', { founders }, founding)).toEqual({
      ...{ founders: 4, belief: 2, gain_at_own_belief: 0.5, gain_at_belief_one: 0.25 },
      ...{ with_something: 7, with_nothing: 9 },
    });
  });

  it('choices, concentration and the market', () => {
    const microParts = { pay: 1e6, equity: 2e6, autonomy: 3e6, mission: 4e6, home: 5e6, cost: -6e6 };
    const choice = { unit: 'gamma', looked: 1, met: 2, wouldLeave: 3, microAnswers: 500_000, microParts };
    expect(firstOf('choices', { choices: [choice] })).toEqual({
      ...{ unit: 'gamma', sector: 'start-ups', looked: 1, met: 2, would_leave: 3, answers: 0.5 },
      ...{ pay: 1, equity: 2, autonomy: 3, mission: 4, home: 5, cost: -6 },
    });
    const concentration = { staff: 200, squares: 10_000, topFive: 150, observed: 50 };
    expect(firstOf('concentration', { concentration })).toEqual({
      ...{ herfindahl: 2500, top_five_share: 0.75, observed_share: 0.25 },
    });
    const market = {
      ...{ people: 1, withoutJob: 2, searchers: 3, meetings: 4, vacancies: 5, hires: 6, moves: 7 },
      ...{ founded: 8, failed: 9, launched: 10, acquired: 11, listed: 12, rounds: 13, firstRounds: 14 },
    };
    const { withoutJob, firstRounds, ...same } = market;
    expect(firstOf('market', { market })).toEqual({
      ...same,
      ...{ without_job: withoutJob, first_rounds: firstRounds },
    });
  });

  it('teams and those who came together', () => {
    const team = { from: 'alpha', to: 'gamma', kind: 'lift-out', moves: 1, people: 5 };
    expect(firstOf('teams', { teams: [team] })).toEqual(team);
    const stay = { unit: 'gamma', kind: 'acqui-hire', after: 12, came: 8, left: 3 };
    expect(firstOf('retention', { retention: [stay] })).toEqual({ ...stay, after: '12' });
  });
});

describe('CSV', () => {
  it('starts with the declared columns and has one line a row', () => {
    for (const name of TABLE_NAMES) {
      const lines = toCsv(tables[name]).split('\n');
      expect(lines[0]).toBe(TABLES[name].columns.map((column) => column.name).join(','));
      expect(lines).toHaveLength(tables[name].rowCount + 2);
    }
  });

  it('brings every cell back', () => {
    for (const name of TABLE_NAMES) {
      const [, ...rows] = parsed(toCsv(tables[name]));
      const written = [...rowsOf(tables[name])].map((row) =>
        row.map((cell) => (cell === null ? '' : String(cell))),
      );
      expect(rows).toEqual(written);
    }
  });

  it('leaves an undefined number empty', () => {
    const alpha = toCsv(tables.employers).split('\n')[1]!.split(',');
    const vacancies = TABLES.employers.columns.findIndex(({ name }) => name === 'vacancies');
    expect(alpha.slice(vacancies, vacancies + 2)).toEqual(['', '']);
  });

  it('quotes commas, quotes and line breaks', () => {
    const texts = ['plain', 'a, b', 'say "so"', 'two\nlines', 'carriage\rreturn'];
    const table: Table = {
      name: 'odd',
      columns: [{ name: 'text, odd', type: 'text', unit: 'id', meaning: 'odd text' }],
      rowCount: 5,
      values: [{ texts, codes: Int32Array.of(0, 1, 2, 3, 4) }],
    };
    expect(toCsv(table)).toBe('"text, odd"\nplain\n"a, b"\n"say ""so"""\n"two\nlines"\n"carriage\rreturn"\n');
    expect(parsed(toCsv(table)).slice(1)).toEqual(texts.map((text) => [text]));
  });

  it('is the same text in pieces', () => {
    const long = collectTables(scenario, madeUpRecords(1, 252)).flows;
    const stacked = withReplicate(Array(4).fill({ ...tables, flows: long })).flows;
    expect([...csvPieces(stacked)].length).toBeGreaterThan(1);
    const [header, ...lines] = toCsv(stacked).split('\n');
    const [ownHeader, ...own] = toCsv({ ...long, rowCount: 1000 })
      .trimEnd()
      .split('\n');
    expect(header).toBe(`replicate,${ownHeader}`);
    expect(lines).toHaveLength(stacked.rowCount + 1);
    for (const [row, line] of own.entries()) expect(lines[3 * long.rowCount + row]).toBe(`3,${line}`);
  });

  it('of several runs has one header, and each run’s rows with its number, whatever texts come first in it', () => {
    const runOf = (...units: string[]) =>
      ({
        flows: tableOf('flows', 'month unit people', ...units.map((unit) => ['2020-01', unit, 1])),
      }) as Tables;
    const runs = [runOf('a', 'b'), runOf('b', 'a')];
    const text = 'replicate,month,unit,people\n0,2020-01,a,1\n0,2020-01,b,1\n1,2020-01,b,1\n1,2020-01,a,1\n';
    expect([...csvPiecesOfRuns(runs as unknown as Runs, 'flows')].join('')).toBe(text);
    const all = runs.map((run) => ({ ...tables, ...run }));
    expect(toCsv(withReplicate(all).flows)).toBe(text);
  });
});

describe('tables of several runs', () => {
  const other = collectTables(scenario, madeUpRecords(2, 30));
  const both = withReplicate([tables, other]);

  it('are stacked, each row with its replicate', () => {
    expect(objects(both.flows)).toEqual([
      ...objects(tables.flows).map((row) => ({ replicate: 0, ...row })),
      ...objects(other.flows).map((row) => ({ replicate: 1, ...row })),
    ]);
    expect(textsOf(both.market, 'month').texts).toHaveLength(30);
  });

  it('differ where the runs differ', () => {
    expect(toCsv(other.flows)).not.toBe(toCsv(tables.flows));
  });
});

it('every column has a unit and a meaning, and the documentation shows it', () => {
  const markdown = tablesAsMarkdown();
  expect(readFileSync(new URL('../../MODEL.md', import.meta.url), 'utf8')).toContain(markdown.trim());
  for (const name of TABLE_NAMES) {
    expect(markdown).toContain(`\`${name}.csv\``);
    for (const column of TABLES[name].columns)
      expect(markdown).toContain(`| \`${column.name}\` | ${column.unit} | ${column.meaning} |`);
  }
});

/** A reader of RFC 4180, to check the writer against. */
function parsed(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    rows.at(-1)!.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    if (end === '\n') rows.push([]);
  }
  return rows.slice(0, -1);
}
