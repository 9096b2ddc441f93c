import { didYouMean, oneOf } from '../scenario/nearest.ts';
import type { Segment } from '../scenario/tree.ts';
import { type Column, TABLE_NAMES, TABLES } from '../tables/columns.ts';
import { OBSERVED_SECTOR, type Observation, type Rows } from './observation.ts';

/** What an observation names that no result table has, whatever the scenario. */
export interface MistakenColumn {
  readonly path: readonly Segment[];
  readonly found: string;
  readonly expected: string;
  readonly remedy: string;
}

/** Tables, columns and words that are none, each with its path below `path`. */
export function mistakenColumns(said: Observation, path: readonly Segment[]): MistakenColumn[] {
  const inside = (key: string, nested: Observation) => mistakenColumns(nested, [...path, key]);
  const rowsIn = (key: string, rows: Rows) => mistakenInRows(rows, [...path, key]);
  switch (said.measure) {
    case 'sum':
    case 'mean':
    case 'first':
    case 'last':
      return mistakenInRows(said, path);
    case 'weighted-mean':
      return mistakenInRows(said, path, { weight: said.weight });
    case 'rank':
      return mistakenInRows(said, path, {}, { by: said.by });
    case 'stay':
    case 'gone':
      return [...rowsIn('leavers', said.leavers), ...rowsIn('staff', said.staff)];
    case 'ratio':
      return [...inside('of', said.of), ...inside('over', said.over)];
    case 'total':
      return [...inside('of', said.of), ...inside('and', said.and)];
    case 'difference':
      return [...inside('of', said.of), ...inside('less', said.less)];
    default:
      return [];
  }
}

type Named = Readonly<Record<string, string>>;

/** @param numbers keys that name another column of numbers. @param texts keys that name one of texts. */
function mistakenInRows(
  rows: Rows,
  path: readonly Segment[],
  numbers: Named = {},
  texts: Named = {},
): MistakenColumn[] {
  const { table, column, where = {} } = rows;
  const declared = (TABLES as Readonly<Record<string, { columns: readonly Column[] }>>)[table];
  if (declared === undefined)
    return mistaken(
      [...path, 'table'],
      table,
      TABLE_NAMES,
      'one of the tables',
      'see talentflow query --tables',
    );
  const isText = ({ type }: Column) => type === 'text' || type === 'month';
  const ofNumbers = declared.columns.filter((one) => !isText(one)).map(({ name }) => name);
  const ofTexts = declared.columns.filter(isText).map(({ name }) => name);
  const ofUnits = ofTexts.filter((name) => name !== 'month' && name !== 'sector');
  const textColumns = [...ofTexts, ...ofUnits.map((name) => `${name}-sector`)];
  const asNumbers = Object.entries({ column, ...numbers });
  const conditions = Object.entries(where);
  const others = conditions.flatMap(([key, condition]) =>
    typeof condition === 'object' && 'other-than' in condition
      ? [[key, condition['other-than']] as const]
      : [],
  );
  return [
    ...asNumbers.flatMap(([key, name]) => unknownIn(ofNumbers, name, [...path, key], table)),
    ...Object.entries(texts).flatMap(([key, name]) => unknownIn(textColumns, name, [...path, key], table)),
    ...conditions.flatMap(([key]) => unknownIn(textColumns, key, [...path, 'where', key], table)),
    ...others.flatMap(([key, name]) =>
      unknownIn(textColumns, name, [...path, 'where', key, 'other-than'], table),
    ),
    ...conditions.flatMap(([key, condition]) =>
      wordsOf(condition).flatMap((word) =>
        word.startsWith('$') && word !== OBSERVED_SECTOR
          ? mistaken([...path, 'where', key], word, [OBSERVED_SECTOR], 'ids, or', `write ${OBSERVED_SECTOR}`)
          : [],
      ),
    ),
  ];
}

function wordsOf(condition: NonNullable<Rows['where']>[string]): string[] {
  if (typeof condition === 'string' || Array.isArray(condition)) return [condition].flat();
  return 'not' in condition ? [condition.not].flat() : [];
}

function unknownIn(
  known: readonly string[],
  name: string,
  path: readonly Segment[],
  table: string,
): MistakenColumn[] {
  if (known.includes(name)) return [];
  return mistaken(path, name, known, `a column of ${table}:`, 'see talentflow query --tables');
}

const mistaken = (
  path: readonly Segment[],
  found: string,
  known: readonly string[],
  expected: string,
  otherwise: string,
): MistakenColumn[] => [
  {
    path,
    found: JSON.stringify(found),
    expected: `${expected} ${oneOf(known)}`,
    remedy: didYouMean(found, known, otherwise),
  },
];
