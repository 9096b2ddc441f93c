import type { PeopleAMonth } from '../evidence/people-a-month.ts';
import type { Figure } from '../evidence/score.ts';
import { GREY, PUBLISHED, SIMULATED_MEAN, type Spec } from './style.ts';
import { endOf, startOf } from './time.ts';
import { number } from './words.ts';

/** Pixels from one row of numbers to the next. */
export const ROW_HEIGHT = 16;

export interface NumberRow {
  readonly colour: string;
  readonly isBold: boolean;
  readonly cells: readonly {
    readonly at: number;
    readonly text: string;
    readonly align: 'right' | 'center';
  }[];
}

/** The numbers of each period over its months, row by row, each with its name before the first period. */
export function numberRows(
  periods: readonly PeopleAMonth[],
  figures: readonly Figure[],
  band: boolean,
): NumberRow[] {
  const said = (id: string): string => {
    const inside = figures.find((figure) => figure.id === id)?.inside ?? null;
    return inside === null ? '–' : inside ? 'yes' : 'no';
  };
  const row = (
    name: string,
    colour: string,
    isBold: boolean,
    text: (period: PeopleAMonth) => string,
  ): NumberRow => ({
    colour,
    isBold,
    cells: [
      { at: startOf(periods[0]!.from) - 0.08, text: name, align: 'right' },
      ...periods.map((period) => ({
        at: (startOf(period.from) + endOf(period.to)) / 2,
        text: text(period),
        align: 'center' as const,
      })),
    ],
  });
  const interval = ({ simulated: { low, high } }: PeopleAMonth) => `${number(low!)} to ${number(high!)}`;
  return [
    row('published mean', PUBLISHED, true, ({ published }) =>
      number(published, Number.isInteger(published) ? 0 : 1),
    ),
    row('simulated mean', SIMULATED_MEAN, true, ({ simulated }) => number(simulated.centre!)),
    ...(band ? [row('90% interval', GREY, false, interval)] : []),
    row('within tolerance', GREY, false, ({ id }) => said(id)),
  ];
}

/** The rows at the top of the panel, in the colours of the steps. */
export function rowLayers(rows: readonly NumberRow[]): Spec[] {
  return rows.map(({ colour, isBold, cells }, row) => ({
    data: { values: cells },
    mark: {
      type: 'text',
      baseline: 'middle',
      color: colour,
      fontWeight: isBold ? 'bold' : 'normal',
      align: { expr: 'datum.align' },
    },
    encoding: {
      x: { field: 'at', type: 'quantitative' },
      y: { value: 9 + row * ROW_HEIGHT },
      text: { field: 'text', type: 'nominal' },
    },
  }));
}
