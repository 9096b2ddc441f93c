import { CHART_WIDTH, COLOURS, PADDING, type Spec } from './style.ts';

/** What stands beside a panel whose rows are named: widths in pixels. */
export interface RowLayout {
  /** Of the names, left of the panel. */
  readonly labels: number;
  /** Of a column of numbers, right of it. */
  readonly numbers: number;
}

/** What is left for the panel. */
export const panelWidth = ({ labels, numbers }: RowLayout): number =>
  CHART_WIDTH - 2 * PADDING - labels - numbers;

/** Rows that say their own colour. */
export const OWN_COLOUR: Spec = { field: 'colour', type: 'nominal', scale: null };

/** Rows in their order, each once, their names as wide in one panel as in the next. @param give what stands for the names in the spec. */
export const rowAxis = (
  rows: readonly { row: string }[],
  { labels }: RowLayout,
  give: (names: readonly string[]) => unknown = (names) => names,
): Spec => ({
  field: 'row',
  type: 'nominal',
  sort: null,
  scale: { domain: give([...new Set(rows.map(({ row }) => row))]) },
  axis: {
    title: null,
    ticks: false,
    domain: false,
    grid: false,
    labelLimit: 0,
    labelPadding: 8,
    minExtent: labels,
    maxExtent: labels,
  },
});

/** Numbers in a column of their own, right of the panel. */
export const numbersLayer = (
  rows: readonly { row: string; text: string }[],
  y: Spec,
  layout: RowLayout,
): Spec => ({
  data: { values: rows },
  mark: { type: 'text', align: 'right', color: COLOURS.black },
  encoding: {
    x: { value: panelWidth(layout) + layout.numbers - 4 },
    y,
    text: { field: 'text', type: 'nominal' },
  },
});
