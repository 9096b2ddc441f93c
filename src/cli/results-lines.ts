import type { Manifest } from '../report/manifest.ts';

/** The line that says where the charts of results are; none without charts. */
export const chartsLine = (folder: string, charts: readonly string[]): string[] =>
  charts.length === 0 ? [] : [`Charts  ${folder}/charts: ${charts.map((one) => `${one}.svg`).join(', ')}`];

/** What results took: `12.3 s, 20.1 s of CPU`. */
export const costText = ({ wallSeconds, cpuSeconds }: Manifest, digits = 1): string =>
  `${wallSeconds.toFixed(digits)} s, ${cpuSeconds.toFixed(digits)} s of CPU`;
