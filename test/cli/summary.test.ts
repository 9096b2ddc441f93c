import { expect, test } from 'vitest';
import { summaryOf } from '../../src/cli/summary.ts';
import type { RunResults } from '../../src/report/run-to-folder.ts';
import type { Tables } from '../../src/tables/tables.ts';

/** What `run` says of its results, each number under its heading. */

const spaced = (lines: readonly string[]) => lines.map((line) => line.trim().replace(/ {2,}/g, ' | '));
const painted = (style: string, text: string) =>
  style === 'dim' || style === 'bold' ? text : `<${style}>${text}`;
const results = (more: object, replicates = [0]) =>
  ({
    scenario: { title: 'A market', seed: 'x', scale: 1, observe: { label: 'the giants' } },
    manifest: { replicates, wallSeconds: 1.25, cpuSeconds: 2.5, peakMemoryBytes: 300e6 },
    folder: 'output/run-market',
    charts: ['net-flow'],
    figures: [],
    peopleAMonth: [],
    runs: [],
    ...more,
  }) as unknown as RunResults;
const figure = (id: string, more: object) => ({
  id,
  title: `title of ${id}`,
  unit: 'ratio',
  role: 'fitted',
  published: 0.31,
  simulated: -0.08,
  low: -0.5,
  high: -0.001,
  inside: true,
  ...more,
});

test('facts: people a month and the ratio, published beside simulated with its interval, and the verdict', () => {
  const lines = spaced(
    summaryOf(
      results(
        {
          figures: [
            figure('F02', {}),
            figure('F03', { role: 'held out', inside: false }),
            figure('F04', {
              unit: 'people',
              published: 12,
              simulated: null,
              low: null,
              high: null,
              inside: null,
            }),
          ],
          peopleAMonth: [
            {
              id: 'F02',
              from: '2022-12',
              to: '2023-08',
              published: -14.04,
              simulated: { centre: -7.77, low: -20.2, high: -0.04 },
            },
          ],
        },
        [0, 1, 2],
      ),
      'as they are',
      painted,
    ),
  );
  expect(lines).toEqual(
    expect.arrayContaining([
      'A market, seed x, 3 runs',
      'published | simulated | ratio published | ratio simulated',
      // Never −0.0, which is neither less than nothing nor nothing.
      'F02 | 2022-12 to 2023-08 | −14.0 | −7.8 (−20.2 to 0.0) | 0.31 | −0.08 (−0.50 to 0.00) | <green>inside the tolerance',
      'F03 | title of F03 | 0.31 | −0.08 (−0.50 to 0.00) | <red>outside the tolerance, held out',
      'F04 | title of F04 | 12.00 | – | not simulated',
      'Intervals: 90% of 3 runs, parameters as they are.',
      'Charts | output/run-market/charts: net-flow.svg',
      '1.3 s, 2.5 s of CPU, 300 MB',
    ]),
  );
});

test('without facts: median staff of the last month, the largest first, and how many more there are', () => {
  const units = Array.from({ length: 14 }, (_, at) => `unit-${String(at).padStart(2, '0')}`);
  const run = (of: (at: number) => number) => {
    const rows = ['2020-01', '2020-02'].flatMap((month) =>
      units.map((unit, at) => ({ month, unit, staff: month === '2020-02' ? of(at) : 9999 })),
    );
    const texts = (column: 'month' | 'unit') => {
      const all = [...new Set(rows.map((row) => row[column]))];
      return { texts: all, codes: Int32Array.from(rows, (row) => all.indexOf(row[column])) };
    };
    return {
      employers: {
        name: 'employers',
        columns: [{ name: 'month' }, { name: 'unit' }, { name: 'staff' }],
        rowCount: rows.length,
        values: [texts('month'), texts('unit'), Float64Array.from(rows, ({ staff }) => staff)],
      },
    } as unknown as Tables;
  };
  const runs = [run((at) => 1000 + at), run((at) => 1100 + at), run((at) => 3000 + at)];
  const lines = spaced(summaryOf(results({ runs }, [0, 1, 2]), 'as they are', painted));
  const from = lines.indexOf('Staff at the end, people');
  expect(lines.slice(from + 1, from + 3)).toEqual(['unit-13 | 1,113', 'unit-12 | 1,112']);
  expect(lines.slice(from + 12, from + 14)).toEqual(['unit-02 | 1,102', 'and 2 more in employers.csv']);
});

test('a single run names its replicate where it is not the first, and its scale where it is not 1', () => {
  const figures = [figure('F02', {})];
  const scaled = { figures, scenario: { title: 'A market', seed: 'x', scale: 0.1, observe: { label: '' } } };
  expect(summaryOf(results(scaled, [4]), '', painted)[0]).toBe('A market, seed x, replicate 4, scale 0.1');
  expect(summaryOf(results({ figures }), '', painted)[0]).toBe('A market, seed x');
});
