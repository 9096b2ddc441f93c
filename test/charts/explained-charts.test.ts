import { expect, it } from 'vitest';
import { monthChart } from '../../src/charts/explained-charts.ts';
import { subtitleOfSpec } from '../../src/charts/style.ts';

type Month = Parameters<typeof monthChart>[0];
const month = (byKind: object) =>
  monthChart({
    month: '2020-03',
    byKind,
    before: ['2020-02', '2020-03'].map((one) => ({ month: one, byKind })),
    run: { title: 'A market', scale: 1, from: '2020-01' },
  } as unknown as Month);

it('tells one change, one kind, several kinds and none in words of their own', () => {
  expect(month({ 'job-to-job': 1 }).title).toBe('1 change of place in Mar 2020: job-to-job');
  expect(month({ 'job-to-job': 4961, quit: 2 }).title).toBe(
    '4,963 changes of place in Mar 2020; the most frequent kind is job-to-job, 4,961',
  );
  expect(month({}).title).toBe('Nobody changed place in Mar 2020');
  expect(subtitleOfSpec(month({ 'job-to-job': 1 }).spec)).toBe(
    'Simulated people a month; numbers: Mar 2020. A market, scale 1.',
  );
});
