import type { ComponentChildren } from 'preact';

export interface Column {
  readonly name: string;
  /** Numbers stand to the right; words get room to be read; a phrase stays in one line. */
  readonly kind?: 'number' | 'words' | 'phrase';
}

export interface Cell {
  readonly shown: ComponentChildren;
  /** What a numeric column is sorted by; null where there is no number. */
  readonly value?: number | null;
  readonly mark?: 'good' | 'bad';
}

/** A table that sorts by any column, in a frame that scrolls where the page is narrow. The first column names the row. */
export function SortableTable(table: {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}) {
  const { caption, columns, rows } = table;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="scrolls" tabIndex={0} aria-label={caption}>
      <table>
        <caption>
          <span>{caption}</span>
        </caption>
        <thead>
          <tr>
            {columns.map(({ name, kind }) => (
              <th key={name} scope="col" class={kind}>
                <button type="button">{name}</button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>{row.map((cell, column) => cellOf(cell, columns[column]!, column))}</tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function cellOf({ shown, value, mark }: Cell, { kind }: Column, column: number) {
  const classes = [kind, mark].filter((name) => name !== undefined).join(' ');
  const attributes = {
    ...(classes === '' ? {} : { class: classes }),
    ...(value === undefined ? {} : { 'data-value': value === null ? '' : String(value) }),
  };
  return column === 0 ? (
    <th key={column} scope="row" {...attributes}>
      {shown}
    </th>
  ) : (
    <td key={column} {...attributes}>
      {shown}
    </td>
  );
}

/** A number as it is shown and as it sorts. */
export const numberCell = (value: number | null, shown: string): Cell => ({ value, shown });
