import { type CsvRow, LARGEST_CSV_TEXT, readCsv } from './csv.ts';
import { type Period, periodMeant, periodOf } from './dates.ts';
import { type Read, tryToRead } from './files.ts';
import { didYouMean, oneOf } from './nearest.ts';
import { NO_BACKING, originOf } from './provenance.ts';
import { readNumber } from './quantities.ts';
import type { Section } from './reader.ts';
import { type Place, quoted } from './scenario-error.ts';
import type { Point } from './series.ts';
import { joined, type Node } from './tree.ts';
import { numberMeant } from './units.ts';

/** How series files are reached: the loader, the scenario's own file for `--set`, and the list of files read. */
export interface SeriesFiles {
  read: Read;
  firstFile: string;
  used: string[];
}

/** Published values in the order of time, and the empty cells among them. Null after a mistake. */
export interface Published {
  points: Point[];
  holes: { period: Period; place: Place; column: string }[];
}

const TIMES = 'a month 2019-01, a quarter 2020Q1, a year 2021 or a day 2020-03-16';

/** Reads `series`: its values, or the column of its file. */
export function readPoints(series: Section, unit: string, files: SeriesFiles): Published | null {
  const values = series.at('values');
  if (series.isBroken || values?.type === 'broken') return null;
  if (values !== undefined && series.at('file') !== undefined) {
    series.fail('file', '`values` and `file`', 'one of the two', 'remove one of the two');
    return null;
  }
  if (values !== undefined) return inlinePoints(series, values, unit);
  if (series.at('file') !== undefined) return pointsOfFile(series, unit, files);
  series.reading.mistakes.add(
    series.place,
    series.path,
    'neither `values` nor `file`',
    'one of the two',
    'add `values: { 2020-01: 1 }`, or `file` and `column`',
  );
  return null;
}

function inlinePoints(series: Section, values: Node, unit: string): Published | null {
  const { mistakes, shown } = series.reading;
  const points: Point[] = [];
  let isSound = true;
  for (const [time, { keyPlace, node }] of values.type === 'map' ? values.entries : []) {
    if (time === 'source' || time === 'why') continue;
    const path = joined(series.pathOf('values'), time);
    const period = periodOf(time);
    if (period === undefined) mistakes.add(keyPlace, path, quoted(time), TIMES, timeRemedy(time));
    const value = readNumber(node, path, { unit: 'own', ownUnit: unit, bounds: {} }, mistakes, shown);
    if (period === undefined || Number.isNaN(value)) isSound = false;
    else points.push({ period, value, place: keyPlace });
  }
  if (points.length === 0 && isSound)
    series.fail('values', 'no value', 'at least one value', 'add one, such as `2020-01: 1`');
  return isSound && points.length > 0 ? { points: inOrder(points), holes: [] } : null;
}

function inOrder(points: Point[]): Point[] {
  return points.sort(
    (a, b) => a.period.last - b.period.last || a.period.first - b.period.first || a.period.day - b.period.day,
  );
}

function pointsOfFile(series: Section, unit: string, files: SeriesFiles): Published | null {
  const reference = series.text('file');
  const column = series.text('column');
  if (column === undefined && series.at('column') === undefined) {
    series.fail('column', 'nothing', 'the name of the column of the values', 'add `column: …`');
  }
  if (reference === undefined || column === undefined) return null;
  const { mistakes } = series.reading;
  const place = series.at('file')!.place;
  const from = 'set' in place ? files.firstFile : place.file;
  const loaded = tryToRead(files.read, reference, from, place, series.pathOf('file'), mistakes);
  if (loaded === null) return null;
  if (!files.used.includes(loaded.path)) files.used.push(loaded.path);
  const lineOf = (line: number): Place => ({ file: loaded.path, line, column: 1 });
  if (loaded.text.length > LARGEST_CSV_TEXT) {
    mistakes.add(
      lineOf(1),
      series.path,
      `${loaded.text.length} characters`,
      `at most ${LARGEST_CSV_TEXT}`,
      'keep the columns and rows that are needed',
    );
    return null;
  }
  const { rows, hasComments, openQuoteLine } = readCsv(loaded.text);
  if (openQuoteLine !== null) {
    mistakes.add(
      lineOf(openQuoteLine),
      series.path,
      'a quote that is not closed',
      'quotes in pairs',
      'close it, or remove it',
    );
    return null;
  }
  const [header, ...body] = rows;
  const columns = header && columnsOf(series, header, column, loaded.path, lineOf);
  if (header === undefined)
    mistakes.add(
      lineOf(1),
      series.path,
      'a file without rows',
      'a header and rows',
      'add a header line and one row a month',
    );
  if (header === undefined || columns === undefined) return null;
  const published = rowsRead(series, header, body, columns, lineOf);
  if (published !== null) showFile(series, published, unit, column, loaded.path, hasComments);
  return published;
}

function columnsOf(
  series: Section,
  header: CsvRow,
  column: string,
  file: string,
  lineOf: (line: number) => Place,
) {
  const twice = header.cells.find((name, at) => name !== '' && header.cells.indexOf(name) !== at);
  if (twice !== undefined) {
    const remedy = 'rename one of the columns';
    series.reading.mistakes.add(
      lineOf(header.line),
      series.path,
      `the column ${quoted(twice)} twice`,
      'each column once',
      remedy,
    );
    return undefined;
  }
  const time = series.text('time', header.cells[0]);
  const find = (key: string, name: string | undefined): number => {
    const at = name === undefined ? -1 : header.cells.indexOf(name);
    if (at >= 0 || name === undefined) return at;
    const expected = `a column of ${file}:${header.line}: ${oneOf(header.cells)}`;
    const isOtherwiseSplit = header.cells.length === 1 && /[;\t|]/.test(header.cells[0]!);
    const isRow = periodOf(header.cells[0]!) !== undefined;
    const remedy = isOtherwiseSplit
      ? 'separate the columns by commas, and write decimal points'
      : isRow
        ? 'add a first line that names the columns, such as `month,value`'
        : didYouMean(name, header.cells, 'name one of these columns');
    series.fail(key, quoted(name), expected, remedy);
    return -1;
  };
  const columns = { time: find('time', time), value: find('column', column), name: column };
  return columns.time < 0 || columns.value < 0 ? undefined : columns;
}

function rowsRead(
  series: Section,
  header: CsvRow,
  body: CsvRow[],
  columns: { time: number; value: number; name: string },
  lineOf: (line: number) => Place,
): Published | null {
  const { mistakes } = series.reading;
  const published: Published = { points: [], holes: [] };
  let before: { last: number; text: string } | undefined;
  const wrong = (line: number, found: string, expected: string, remedy: string): void => {
    isSound = false;
    mistakes.add(lineOf(line), series.path, found, expected, remedy);
  };
  let isSound = true;
  for (const { line, cells } of body) {
    if (cells.length !== header.cells.length) {
      wrong(
        line,
        `${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}`,
        `${header.cells.length} cells, as the header on line ${header.line} has`,
        'add or remove a comma; put texts with commas in quotes',
      );
      continue;
    }
    const timeText = cells[columns.time]!;
    const period = periodOf(timeText);
    if (period === undefined) {
      wrong(line, `${quoted(timeText)} in column ${header.cells[columns.time]}`, TIMES, timeRemedy(timeText));
      continue;
    }
    const rank = period.last + period.day / 100;
    if (before !== undefined && rank <= before.last) {
      wrong(
        line,
        `${timeText} after ${before.text}`,
        'times in rising order, each once',
        'sort the rows by time, and keep one a time',
      );
    }
    before = { last: rank, text: timeText };
    const cell = cells[columns.value]!;
    if (cell === '') published.holes.push({ period, place: lineOf(line), column: columns.name });
    else if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/.test(cell))
      published.points.push({ period, value: Number(cell), place: lineOf(line) });
    else
      wrong(
        line,
        `${quoted(cell)} in column ${columns.name}`,
        'a number, or nothing when it is missing',
        cellRemedy(cell),
      );
  }
  if (isSound && published.points.length === 0)
    wrong(header.line, `no value in column ${columns.name}`, 'at least one value', 'name another column');
  return isSound ? { ...published, points: inOrder(published.points) } : null;
}

function timeRemedy(time: string): string {
  const meant = periodMeant(time);
  return meant === undefined ? 'write the time in one of these ways' : `write ${meant}`;
}

function cellRemedy(cell: string): string {
  if (/^(n\.?\/?a\.?|nan|null|none|[-–—.…?]{1,3})$/i.test(cell)) return 'leave the cell empty';
  const percentage = /^([+-]?\d{1,9}(?:\.\d{1,9})?)\s*%$/.exec(cell)?.[1];
  if (percentage !== undefined)
    return `write ${Number((Number(percentage) / 100).toPrecision(12))}, or ${percentage} if the column is in per cent`;
  const meant = numberMeant(cell)?.split(' ')[0];
  return meant === undefined ? 'write a number with a decimal point' : `write ${meant}`;
}

/** One line for the whole column; the file's comments stand for its source when the scenario gives none. */
function showFile(
  series: Section,
  { points }: Published,
  unit: string,
  column: string,
  file: string,
  hasComments: boolean,
): void {
  const node = series.at('file');
  const cover = node?.type === 'scalar' ? node.cover : null;
  const source = cover?.source ?? (hasComments ? `the # lines of ${file}` : null);
  const value = `${points.length} values of ${column} in ${file}`;
  series.reading.shown.push({
    path: series.pathOf('values'),
    value,
    unit,
    ...NO_BACKING,
    source,
    why: cover?.why ?? null,
    origin: originOf(node!.place),
  });
}
