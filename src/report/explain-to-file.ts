import { Buffer } from 'node:buffer';
import { careerChart, twoCareersChart } from '../charts/career-chart.ts';
import { employerChart, monthChart } from '../charts/explained-charts.ts';
import type { Chart } from '../charts/style.ts';
import { runText } from '../experiments/explain/telling.ts';
import { type ExplainedOnPage, explainedPageOf } from './html/explained.tsx';
import { HTML_START } from './html/shell.tsx';
import { checkReplaceableFile, reportedChart, writePage } from './page-file.ts';

/** @throws UsageMistake when the file is not ours to replace: known before a run is made for it. */
export const checkPageFile = (file: string, force: boolean): void =>
  checkReplaceableFile(file, HTML_START, force);

/**
 * Writes an explanation as one HTML page that needs nothing else. @param command that makes it again.
 * @returns bytes written. @throws RunFailure when the disk refuses.
 */
export async function explainToFile(
  explained: ExplainedOnPage,
  file: string,
  command: string,
): Promise<number> {
  const { name, spec } = chartOf(explained);
  const chart = await reportedChart(`chart-${name}`, spec, `a run of ${runText(explained.run)}`);
  const text = explainedPageOf(explained, chart, command);
  writePage(file, text);
  return Buffer.byteLength(text);
}

function chartOf(explained: ExplainedOnPage): Chart {
  switch (explained.kind) {
    case 'person':
      return careerChart(explained.person.key, explained);
    case 'versus': {
      const { person, run, policy, base, other, firstDecision } = explained;
      return twoCareersChart(person.key, { run, ...base }, { run: policy, ...other }, firstDecision);
    }
    case 'employer':
      return employerChart(explained);
    case 'month':
      return monthChart(explained);
  }
}
