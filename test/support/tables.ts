import fc from 'fast-check';
import type { Column } from '../../src/tables/columns.ts';
import type { Table } from '../../src/tables/table.ts';
import { TableBuilder } from '../../src/tables/table-builder.ts';

const COLUMNS: readonly Column[] = [
  { name: 'month', type: 'month', unit: 'YYYY-MM', meaning: 'the month' },
  { name: 'unit', type: 'text', unit: 'id', meaning: 'who' },
  { name: 'people', type: 'count', unit: 'people', meaning: 'how many' },
  { name: 'ratio', type: 'number', unit: 'ratio', meaning: 'how much' },
];
export const DECLARED = { meaning: 'A table for tests.', columns: COLUMNS };

/** Tables as the engine makes them, empty ones and undefined numbers among them. */
export const anyTable: fc.Arbitrary<Table> = fc
  .array(
    fc.tuple(
      fc.constantFrom('2020-01', '2020-02', '2031-12'),
      fc.string({ unit: 'grapheme' }),
      fc.option(fc.integer({ min: -1_000_000, max: 1_000_000 })),
      fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 })),
    ),
    { maxLength: 60 },
  )
  .map((rows) => {
    const builder = new TableBuilder('flows', COLUMNS, 0.3);
    for (const row of rows) builder.add(...row);
    return builder.finish();
  });
