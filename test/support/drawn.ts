import type { Chart } from '../../src/charts/style.ts';

export interface Drawn {
  title?: { text: string };
  data?: { values: Record<string, unknown>[] };
  layer?: Drawn[];
  concat?: Drawn[];
  hconcat?: Drawn[];
  vconcat?: Drawn[];
}

/** All rows of data of a spec or a panel of it, those of its layers and panels after its own. */
export function rowsIn({
  data,
  layer = [],
  concat = [],
  hconcat = [],
  vconcat = [],
}: Drawn): Record<string, unknown>[] {
  return [...(data?.values ?? []), ...[...layer, ...concat, ...hconcat, ...vconcat].flatMap(rowsIn)];
}

/** All rows of data of a chart, each once: a layer's may be another's too. */
export const rowsOf = (chart: Chart | null) => [...new Set(rowsIn(chart!.spec as Drawn))];
