import { parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { pieces, type QueryFormat } from '../../src/report/answers.ts';
import type { Answer } from '../../src/report/sql.ts';

type Row = (string | number | bigint | boolean | null)[];

/** What a database answers, which gives its rows in pieces. */
function answer(columns: readonly string[], ...rowsInPieces: Row[][]): Answer {
  return {
    columns,
    rows: (async function* () {
      yield* rowsInPieces;
    })(),
  };
}

async function asText(given: Answer, format: QueryFormat): Promise<string> {
  let text = '';
  for await (const piece of pieces(given, format)) text += piece;
  return text;
}

async function fromParquet(given: Answer): Promise<Record<string, unknown>[]> {
  const { value } = await pieces(given, 'parquet').next();
  return parquetReadObjects({ file: new Uint8Array(value as Uint8Array).buffer });
}

test('a table has texts to the left, numbers to the right, seven digits and nothing where nothing is', async () => {
  const rows: Row[] = [
    ['rich', 1 / 3, null],
    ['a', 12345.678912, 7],
    [null, 12345678901, 10],
  ];
  expect(await asText(answer(['employer', 'share', 'n'], rows), 'table')).toBe(
    [
      'employer        share   n',
      'rich        0.3333333',
      'a            12345.68   7',
      '          12345678901  10',
      '',
    ].join('\n'),
  );
});

test('a table ends after a thousand rows and says how many more there are, however they come', async () => {
  const rows = (count: number): Row[] => Array.from({ length: count }, (_, at) => [at]);
  const long = (await asText(answer(['n'], rows(700), rows(700), rows(7)), 'table')).split('\n');
  expect(long).toHaveLength(1 + 1000 + 2);
  expect(long.slice(-3)).toEqual(['299', 'and 407 more rows: --format csv gives all', '']);
  const whole = await asText(answer(['n'], rows(700), rows(300)), 'table');
  expect(whole).toMatch(/\n299\n$/);
});

test('CSV quotes what a comma or a quote would break, names of columns too, and prints numbers whole', async () => {
  const given = answer(['a', 'sum(b, c)'], [['x,y', 1 / 3]], [['say "so"', null]]);
  expect(await asText(given, 'csv')).toBe('a,"sum(b, c)"\n"x,y",0.3333333333333333\n"say ""so""",\n');
});

test('JSON is whole over several pieces, and of no row', async () => {
  const given = answer(
    ['n', 'is'],
    [
      [1, true],
      [Number.NaN, false],
    ],
    [[Number.POSITIVE_INFINITY, null]],
  );
  expect(JSON.parse(await asText(given, 'json'))).toEqual({
    format: 'talentflow.query/1',
    columns: ['n', 'is'],
    rows: [
      [1, true],
      [null, false],
      [null, null],
    ],
  });
  expect(JSON.parse(await asText(answer(['n']), 'json'))).toMatchObject({ columns: ['n'], rows: [] });
});

test('Parquet has each column as what it holds, and nothing where nothing is', async () => {
  const given = answer(
    ['word', 'number', 'is', 'none'],
    [['a', 1.5, true, null]],
    [
      [null, null, null, null],
      ['b', 2, false, null],
    ],
  );
  expect(await fromParquet(given)).toEqual([
    { word: 'a', number: 1.5, is: true, none: null },
    { word: null, number: null, is: null, none: null },
    { word: 'b', number: 2, is: false, none: null },
  ]);
  expect(await fromParquet(answer(['n']))).toEqual([]);
});

test('Parquet keeps whole numbers beyond a double’s, as JSON does', async () => {
  const given = answer(['n'], [[9007199254740993n], [null], [5]]);
  expect(await fromParquet(given)).toEqual([{ n: '9007199254740993' }, { n: null }, { n: '5' }]);
});
