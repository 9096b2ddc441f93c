import type { Argv } from 'yargs';
import { pieces, QUERY_FORMATS, type QueryFormat } from '../../report/answers.ts';
import { runsOfResults, runsOfStore } from '../../report/runs-of-query.ts';
import { ask, VIEWS } from '../../report/sql.ts';
import { Interrupted, UsageMistake } from '../../runtime/failures.ts';
import { examples } from '../examples.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { mistake, oneOfWords } from '../options.ts';
import { pointsFolder } from '../simulation-arguments.ts';
import { print, printJson, type Terminal } from '../terminal.ts';

interface QueryArguments {
  sql?: string;
  tables?: boolean;
  format?: string;
  results?: string;
  points?: string;
}

export const command = 'query [sql]';
export const describe = 'Ask the results of finished runs in SQL; nothing can be changed';

export const builder = (yargs: Argv) =>
  yargs
    .positional('sql', { type: 'string', describe: 'one SELECT statement, as DuckDB reads it' })
    .options({
      tables: { type: 'boolean', describe: 'list the tables, their columns, units and meaning' },
      format: { type: 'string', requiresArg: true, describe: `${QUERY_FORMATS.join(', ')}; default: table` },
      results: {
        type: 'string',
        requiresArg: true,
        describe: 'only the runs of this results folder; default: all of the point store',
      },
      points: {
        type: 'string',
        requiresArg: true,
        describe: 'folder of finished runs; default: TALENTFLOW_POINTS, or output/.points',
      },
    })
    .epilogue(
      examples(
        ['talentflow query --tables', 'what can be asked'],
        [
          'talentflow query "select variant, avg(net) from employers where sector = \'giants\' group by all"',
          'mean net flow by scenario',
        ],
      ),
    );

export async function handler(given: QueryArguments, terminal: Terminal): Promise<number> {
  const format = oneOfWords('format', given.format, QUERY_FORMATS) ?? 'table';
  if (given.tables) {
    if (given.sql !== undefined)
      throw mistake('tables', given.sql, 'either --tables or SQL', 'leave one of the two out');
    if (format === 'csv' || format === 'parquet')
      throw mistake('format', format, 'table or json with --tables', 'leave --format out');
    for (const option of ['results', 'points'] as const)
      if (given[option] !== undefined)
        throw mistake(
          option,
          given[option],
          `SQL, or --tables without --${option}`,
          'every run has the same tables: leave it out',
        );
    tellTables(format, terminal);
    return EXIT_CODES.done;
  }
  if (given.sql === undefined) {
    throw new UsageMistake('talentflow query', {
      found: 'no SQL',
      expected: 'one SELECT statement',
      remedy: 'write for example: talentflow query "select * from runs"; --tables lists what can be asked',
    });
  }
  if (format === 'parquet' && terminal.out.isTTY)
    throw mistake('format', 'parquet', 'a file to write it to', 'add > answer.parquet');
  const runs =
    given.results === undefined
      ? runsOfStore(pointsFolder(given.points, 'output/results'))
      : runsOfResults(given.results, pointsFolder(given.points, given.results));
  try {
    await ask(given.sql, runs, terminal.signal, async (answer) => {
      for await (const piece of pieces(answer, format)) {
        if (!terminal.out.write(piece)) await new Promise((resolve) => terminal.out.once('drain', resolve));
      }
    });
  } catch (error) {
    throw terminal.signal.aborted ? new Interrupted() : error;
  }
  return EXIT_CODES.done;
}

function tellTables(format: QueryFormat, terminal: Terminal): void {
  if (format === 'json') {
    printJson(terminal.out, { format: 'talentflow.query-tables/1', tables: VIEWS });
    return;
  }
  for (const [name, { meaning, columns }] of Object.entries(VIEWS)) {
    const rows = columns.map((column) => [column.name, column.unit, column.meaning]);
    const widths = [0, 1].map((at) => Math.max(...rows.map((row) => row[at]!.length)));
    const lines = rows.map(
      (row) => `  ${row[0]!.padEnd(widths[0]!)}  ${row[1]!.padEnd(widths[1]!)}  ${row[2]}`,
    );
    print(terminal.out, `${name}: ${meaning}`, ...lines, '');
  }
}
