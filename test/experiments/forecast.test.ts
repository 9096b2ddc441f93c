import { expect, test } from 'vitest';
import type { Prediction } from '../../src/evidence/outlook.ts';
import { datesOf, forecastRow } from '../../src/experiments/forecast.ts';
import type { Month } from '../../src/scenario/scenario.ts';

const prediction: Prediction = {
  id: 'firm.staff',
  what: 'Staff',
  unit: 'people',
  every: ['month', 'year'],
  from: (2024 * 12 + 10) as Month,
  error: { kind: 'plus-minus', size: 1e-9 },
  least: 0,
  most: 100,
  observation: { measure: 'last', table: 'employers', column: 'staff' },
};
const dated = (until: number) =>
  datesOf({ untilKnown: (2024 * 12 + 5) as Month, drivers: [], predictions: [prediction] }, until as Month);

test('years that are over by the last month, and months from the first on', () => {
  expect(dated(2025 * 12).map(({ date }) => date)).toEqual(['2024', '2024-11', '2024-12', '2025-01']);
  expect(dated(2024 * 12 + 10).map(({ date }) => date)).toEqual(['2024-11']);
  expect(dated(2024 * 12 + 11).map(({ date }) => date)).toEqual(['2024', '2024-11', '2024-12']);
  expect(dated(2025 * 12)[0]!.fact.period).toEqual({ from: '2024-01', to: '2024-12' });
});

test('a row has the median and intervals of the runs, within what is possible, and the error of publication', () => {
  const [year] = dated(2025 * 12) as [ReturnType<typeof dated>[number]];
  const runs = Array.from({ length: 101 }, (_, at) => at);
  expect(forecastRow(year, runs)).toMatchObject({ median: 50, low50: 25, high50: 75, low90: 5, high90: 95 });
  const doubted = {
    ...year,
    prediction: { ...prediction, error: { kind: 'of-median', size: 0.5 } as const },
  };
  const wider = forecastRow(doubted, [10, 10])!;
  expect([wider.low90, wider.high90]).toEqual([expect.closeTo(5, 0), expect.closeTo(15, 0)]);
  expect(forecastRow(doubted, [100, 100])!.high90).toBe(100);
  expect(forecastRow(year, [-5, -5])).toMatchObject({ median: 0, low90: 0, high90: 0 });
  expect(forecastRow(year, [12.3456, 12.3456])!.median).toBe(12.35); // four digits
});

test('what too few runs can say is not forecast', () => {
  const [year] = dated(2025 * 12) as [ReturnType<typeof dated>[number]];
  expect(forecastRow(year, [1, 2, 3, 4, null])).not.toBeNull();
  expect(forecastRow(year, [1, null])).toBeNull();
  expect(forecastRow(year, [1, 2, 3, null])).toBeNull(); // three of four, where four of five are needed
});
