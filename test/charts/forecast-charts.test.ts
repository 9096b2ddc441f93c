import { expect, test } from 'vitest';
import { forecastCharts } from '../../src/charts/forecast-charts.ts';
import { subtitleOfSpec } from '../../src/charts/style.ts';
import type { Month } from '../../src/scenario/scenario.ts';

const KNOWN = (2024 * 12 + 5) as Month;
const rowOf = (date: string) => ({
  id: 'giants.net-flow',
  what: 'net hires',
  unit: 'people/month',
  date,
  median: 100,
  low50: 90,
  high50: 110,
  low90: 80,
  high90: 120,
});

/** Ticks of the axis of time of a forecast of so many months. */
function ticksOf(months: number): number[] {
  const dates = Array.from({ length: months }, (_, at) => {
    const month = 5 + at;
    return `${2024 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
  const [chart] = forecastCharts(dates.map(rowOf), 3, KNOWN);
  const [panel] = chart!.spec.concat as [{ layer: [{ encoding: { x: { axis: { values: number[] } } } }] }];
  return panel.layer[0].encoding.x.axis.values;
}

test('the axis of time says years, and months where there would be one year or none to read', () => {
  expect(ticksOf(31)).toEqual([2025, 2026, 2027]);
  expect(ticksOf(7)).toContain(2024.75);
});

test('the title tells the first prediction’s last year with its 90%, not its last month', () => {
  const rows = [
    rowOf('2024-12'),
    { ...rowOf('2025'), median: 50 },
    { ...rowOf('2026'), median: 70 },
    rowOf('2026-12'),
  ];
  const other = { ...rowOf('2027'), id: 'giants.share' };
  expect(forecastCharts([...rows, other], 3, KNOWN)[0]!.title).toMatch(
    /net hires, 2026: 70 \(90%: 80 to 120\)$/,
  );
});

test('the subtitle names the last month that the outlook knows', () => {
  const [chart] = forecastCharts([rowOf('2026')], 3, (2025 * 12 + 2) as Month);
  expect(subtitleOfSpec(chart!.spec)).toBe(
    "Median, 50% and 90% intervals of 3 runs: parameters, chance, the drivers' own course after Mar 2025 and the publication's error. Stated with what was known in Mar 2025. Units and every number: forecast.csv.",
  );
});
