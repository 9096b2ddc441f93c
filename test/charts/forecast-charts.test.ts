import { expect, test } from 'vitest';
import { forecastCharts } from '../../src/charts/forecast-charts.ts';
import { subtitleOfSpec } from '../../src/charts/style.ts';
import { renderSvg } from '../../src/report/pictures.ts';
import { monthText } from '../../src/scenario/dates.ts';
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
  const dates = Array.from({ length: months }, (_, at) => monthText(2024 * 12 + 5 + at));
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
    /net hires, 2026: 70 people\/month \(90%: 80 to 120\)$/,
  );
});

test('of a unit with a remark the title has what stands before it', () => {
  const row = {
    ...rowOf('2026'),
    unit: 'people a year, simulated; students count when they graduate, by home',
  };
  expect(forecastCharts([row], 3, KNOWN)[0]!.title).toMatch(/: 100 people a year \(90%: 80 to 120\)$/);
});

test('titles of panels begin at one pixel, whether their numbers are long or short', async () => {
  const long = { median: 20_000, low50: 19_000, high50: 21_000, low90: 15_000, high90: 25_000 };
  const rows = ['giants.a', 'giants.b', 'giants.c', 'giants.d'].map((id, at) => ({
    ...rowOf('2026'),
    ...(at < 2 ? long : {}),
    id,
    what: `panel ${at}`,
  }));
  const svg = await renderSvg(forecastCharts(rows, 3, KNOWN)[0]!.spec);
  const [, ...titles] = svg.split('role-title"'); // the chart's own stands last
  const left = titles.slice(0, 4).map((title) => /translate\((-?[\d.]+)/.exec(title)![1]);
  expect(left).toHaveLength(4);
  expect(new Set(left).size).toBe(1);
});

test('the subtitle names the last month that the outlook knows', () => {
  const [chart] = forecastCharts([rowOf('2026')], 3, (2025 * 12 + 2) as Month);
  expect(subtitleOfSpec(chart!.spec)).toBe(
    "Median, 50% and 90% intervals of 3 runs: parameters, chance, the drivers' own course after Mar 2025 and the publication's error. Stated with what was known in Mar 2025. Units and every number: forecast.csv.",
  );
});

test('a fan has its median and both intervals, by month where there are months, else at the middle of the year', () => {
  const row = (id: string, date: string) => ({
    id,
    what: id,
    unit: 'people',
    date,
    median: 5,
    low50: 4,
    high50: 7,
    low90: 1,
    high90: 11,
  });
  const charts = forecastCharts(
    [
      row('doctors.industry', '2026'),
      row('doctors.industry', '2027'),
      row('giants.ai-staff', '2026'),
      row('giants.ai-staff', '2026-01'),
      row('giants.ai-staff', '2026-02'),
      row('openai.ai-staff', '2026'),
    ],
    3,
    KNOWN,
  );
  expect(charts.map(({ name }) => name)).toEqual([
    'forecast-giants',
    'forecast-doctors',
    'forecast-named-start-ups',
  ]);
  const valuesOf = (at: number) =>
    (charts[at]!.spec.concat as { data: { values: object[] } }[]).map(({ data }) => data.values);
  const said = { median: 5, low50: 4, high50: 7, low90: 1, high90: 11 };
  expect(valuesOf(0)).toEqual([
    [
      { time: expect.closeTo(2026 + 1 / 12, 2), date: '2026-01', ...said },
      { time: expect.closeTo(2026 + 2 / 12, 2), date: '2026-02', ...said },
    ],
  ]);
  expect(valuesOf(1)).toEqual([
    [
      { time: 2026.5, date: '2026', ...said },
      { time: 2027.5, date: '2027', ...said },
    ],
  ]);
  expect(valuesOf(2)).toHaveLength(1); // the giants have a picture of their own
  for (const [at, marks] of [
    [0, ['area', 'area', 'line']],
    [1, ['rule', 'rule', 'point']],
  ] as const) {
    const [panel] = charts[at]!.spec.concat as [
      { layer: { mark: { type: string }; encoding: { y: { field: string }; y2?: { field: string } } }[] },
    ];
    expect(panel.layer.map(({ mark, encoding: { y, y2 } }) => [mark.type, y.field, y2?.field])).toEqual([
      [marks[0], 'low90', 'high90'],
      [marks[1], 'low50', 'high50'],
      [marks[2], 'median', undefined],
    ]);
  }
});
