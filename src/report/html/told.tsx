import { capitalised } from '../../charts/words.ts';
import { numberIn, type Told } from '../told-tables.ts';
import { SortableTable } from './table.tsx';

/** What a command's own page for readers says, with tables that sort. */
export function ToldByCommand({ told, folder }: { readonly told: readonly Told[]; readonly folder: string }) {
  return (
    <>
      {told.map((one, at) => {
        if (one.kind === 'heading') return <h3 key={at}>{capitalised(one.text)}</h3>;
        if (one.kind === 'remark')
          return (
            <p key={at} class="note">
              {one.text}
            </p>
          );
        if (one.kind === 'list')
          return (
            <ul key={at} class="note">
              {one.items.map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ul>
          );
        return (
          <ToldTable key={at} columns={one.columns} rows={one.rows} caption={captionOf(told, at, folder)} />
        );
      })}
    </>
  );
}

/** The heading that a table stands under. */
function captionOf(told: readonly Told[], at: number, folder: string): string {
  const heading = told.slice(0, at).findLast(({ kind }) => kind === 'heading');
  const nth = told.slice(0, at).filter(({ kind }) => kind === 'table').length + 1;
  return heading?.kind !== 'heading'
    ? `From ${folder}, table ${nth}`
    : `${heading.text}, from ${folder}, table ${nth}`;
}

function ToldTable(table: {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly caption: string;
}) {
  const { columns, rows, caption } = withoutEmptyRemark(table);
  const isNumeric = columns.map(
    (_, column) =>
      column > 0 && rows.every((row) => isEmpty(row[column]!) || numberIn(row[column]!) !== null),
  );
  return (
    <SortableTable
      caption={caption}
      columns={columns.map((column, at) => ({
        name: column === '' ? 'Remark' : column,
        ...(isNumeric[at] ? { kind: 'number' as const } : {}),
      }))}
      rows={rows.map((row) =>
        row.map((cell, at) => (isNumeric[at] ? { shown: cell, value: numberIn(cell) } : { shown: cell })),
      )}
    />
  );
}

/** A column without a name is for remarks: where no row has one there is none. */
function withoutEmptyRemark<T extends Pick<Parameters<typeof ToldTable>[0], 'columns' | 'rows'>>(
  table: T,
): T {
  const { columns, rows } = table;
  const hasRemark = columns.at(-1) !== '' || rows.some((row) => row.at(-1) !== '');
  return hasRemark
    ? table
    : { ...table, columns: columns.slice(0, -1), rows: rows.map((row) => row.slice(0, -1)) };
}

const isEmpty = (cell: string): boolean => cell === '' || cell === '–';
