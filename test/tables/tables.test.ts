import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MOTIVES } from '../../src/model/records.ts';
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
    const texts = ['plain', 'a, b', 'say "so"', 'two\nlines'];
    const table: Table = {
      name: 'odd',
      columns: [{ name: 'text', type: 'text', unit: 'id', meaning: 'odd text' }],
      rowCount: 4,
      values: [{ texts, codes: Int32Array.of(0, 1, 2, 3) }],
    };
    expect(toCsv(table)).toBe('text\nplain\n"a, b"\n"say ""so"""\n"two\nlines"\n');
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
