import type { Spec } from './style.ts';

/** Fields that place or paint a mark: a reader has no use for their values. */
export const DRAWING: ReadonlySet<string> = new Set([
  'time',
  'order',
  'stage',
  'colour',
  'shape',
  'width',
  'weight',
  'height',
  'align',
  'end',
  'zero',
  'at',
  'text',
  'norm',
  'least',
  'most',
]);
/** What the charts' own field names mean to a reader. */
export const NAMES: Readonly<Record<string, string>> = {
  when: 'time',
  id: 'series',
  row: 'what',
  low: '90% from',
  high: '90% to',
  monteCarloLow: 'mean, from',
  monteCarloHigh: 'mean, to',
  needed: 'needed, %',
  agree: 'runs, %',
};
const POINTED = new Set(['bar', 'circle', 'point', 'rect', 'tick', 'square']);
/** Pixels² of the unseen points by which a line answers to the pointer. */
const UNSEEN_SIZE = 90;

export type Row = Readonly<Record<string, unknown>>;

/** The spec with a tooltip on every mark that stands for a row of data; lines get unseen points, since a line is one mark. */
export function withTooltips(spec: Spec, inherited: Spec = {}): Spec {
  const rows = rowsOf(spec) ?? (inherited.rows as readonly Row[] | undefined);
  const handed: Spec = {
    rows,
    encoding: { ...(inherited.encoding as Spec), ...(spec.encoding as Spec) },
    datasets: spec.datasets ?? inherited.datasets,
  };
  const children = ['layer', 'hconcat', 'vconcat', 'concat'].filter((kind) => Array.isArray(spec[kind]));
  if (children.length > 0) {
    return {
      ...spec,
      ...Object.fromEntries(
        children.map((kind) => {
          const panels = spec[kind] as Spec[];
          const answering = panels.map((panel) => withTooltips(panel, handed));
          return [
            kind,
            kind === 'layer'
              ? [...answering, ...panels.flatMap((panel) => unseenPoints(panel, handed))]
              : answering,
          ];
        }),
      ),
    };
  }
  return POINTED.has(markOf(spec)) && rows !== undefined && rows.length > 0
    ? { ...spec, encoding: { ...(spec.encoding as Spec), tooltip: fieldsOf(rows) } }
    : spec;
}

export function rowsOf({ data }: Spec): readonly Row[] | undefined {
  return (data as { values?: readonly Row[] } | undefined)?.values;
}

export function markOf({ mark }: Spec): string {
  return typeof mark === 'string' ? mark : String((mark as Spec | undefined)?.type);
}

function unseenPoints(line: Spec, handed: Spec): Spec[] {
  const rows = rowsOf(line) ?? (handed.rows as readonly Row[] | undefined);
  if (markOf(line) !== 'line' || rows === undefined) return [];
  const { x, y } = line.encoding as Spec;
  return [
    {
      ...(line.data === undefined ? {} : { data: line.data }),
      mark: { type: 'point', filled: true, opacity: 0, size: UNSEEN_SIZE },
      encoding: { x, y, tooltip: fieldsOf(rows) },
    },
  ];
}

/** @returns the fields of the rows that say something, with their names. */
function fieldsOf(rows: readonly Row[]): Spec[] {
  const [first] = rows as [Row];
  return Object.keys(first)
    .filter((field) => !DRAWING.has(field))
    .map((field) => ({
      field,
      title: NAMES[field] ?? field,
      ...typeOf(rows.map((row) => row[field])),
    }));
}

/** Whole numbers in full, others to four digits; never as a power of ten. */
function typeOf(values: readonly unknown[]): Spec {
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length === 0) return { type: 'nominal' };
  return { type: 'quantitative', format: numbers.every(Number.isInteger) ? ',d' : ',.4~r' };
}
