import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvOfData, dataOf } from '../../src/charts/chart-data.ts';
import { compacted, expanded } from '../../src/charts/compact.ts';
import { DARK, darkened } from '../../src/charts/dark.ts';
import { fitted, narrowedBy, stacked } from '../../src/charts/fit.ts';
import { CHART_CONFIG, COLOURS, type Spec } from '../../src/charts/style.ts';
import { withTooltips } from '../../src/charts/tooltips.ts';

const panel = (width: number, more: Spec = {}): Spec => ({
  width,
  layer: [
    { mark: { type: 'bar' }, encoding: { x: { field: 'people' } } },
    { mark: { type: 'text' }, encoding: { x: { value: width }, text: { field: 'text' } } },
    { mark: { type: 'text' }, encoding: { x: { value: width + 40 }, text: { field: 'text' } } },
  ],
  ...more,
});

it('a narrower chart has narrower plots, and what stood at their right edge stands there still', () => {
  const before = { hconcat: [panel(300), panel(200)] };
  const kept = structuredClone(before);
  const narrower = narrowedBy(before, 100) as {
    hconcat: { width: number; layer: { encoding: { x: { value: number } } }[] }[];
  };
  expect(before).toEqual(kept);
  expect(
    narrower.hconcat.map(({ width, layer }) => [
      width,
      layer[1]!.encoding.x.value,
      layer[2]!.encoding.x.value,
    ]),
  ).toEqual([
    [250, 250, 290],
    [150, 150, 190],
  ]);
});

it('on a narrow screen panels stand under each other, all as wide as there is room, without the numbers beside them', async () => {
  /** As if each plot had labels of 100 pixels. */
  const widthOf = async (spec: Spec): Promise<number> =>
    100 +
    (Array.isArray(spec.vconcat)
      ? Math.max(...spec.vconcat.map(({ width }) => width))
      : (spec.width as number));
  const fits = await fitted({ title: { text: 'A title' }, hconcat: [panel(300), panel(200)] }, 360, widthOf);
  expect(fits.title).toBeUndefined();
  const panels = fits.vconcat as { width: number; layer: unknown[] }[];
  expect(panels.map(({ width, layer }) => [width, layer.length])).toEqual([
    [200, 2],
    [200, 2],
  ]);
  expect(await fitted(panel(300), 500, widthOf, false)).toMatchObject({ width: 300 });
});

it('numbers at the edge of a plot wider than the screen would lie on its points, and go', async () => {
  const widthOf = async (spec: Spec): Promise<number> => 100 + (spec.width as number);
  const layers = async (width: number) =>
    ((await fitted(panel(width), 360, widthOf)).layer as unknown[]).length;
  expect(await layers(300)).toBe(2);
  expect(await layers(600)).toBe(1);
});

it('titles of panels are broken, and row labels cut, where there is little room', () => {
  const title = { text: 'Visas that employers asked for, by what became of them' };
  const y = { field: 'row', type: 'nominal', axis: { minExtent: 430, maxExtent: 430, labelLimit: 0 } };
  const narrow = stacked(panel(300, { title, encoding: { y } }), 340) as {
    title: { text: string[] };
    encoding: Spec;
  };
  expect(narrow.title.text.length).toBeGreaterThan(1);
  expect(narrow.encoding).toEqual({ y: { ...y, axis: { labelLimit: 128 } } });
});

it('every colour of the charts has one for dark pages', () => {
  const folder = new URL('../../src/charts/', import.meta.url);
  const source = readdirSync(folder)
    .filter((name) => name !== 'dark.ts')
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n');
  const used = new Set([...source.matchAll(/'(#[0-9a-fA-F]{6}|white|black)'/g)].map(([, colour]) => colour!));
  expect(used.size).toBeGreaterThan(10);
  expect(
    [...used].filter((colour) => !(colour in DARK)),
    'give each its dark one in src/charts/dark.ts',
  ).toEqual([]);
});

it('on dark and on light, lines of data stand out from the ground as WCAG 2 asks of graphics', () => {
  const inks = [COLOURS.blue, COLOURS.orange, COLOURS.green, COLOURS.black];
  for (const ink of inks) expect(contrast(DARK[ink]!, DARK.white!), ink).toBeGreaterThan(4.5);
  for (const ink of [COLOURS.blue, COLOURS.orange, COLOURS.green])
    expect(contrast(ink, '#fdfdfb'), ink).toBeGreaterThan(3);
  expect(darkened({ mark: { color: COLOURS.blue }, data: [{ colour: COLOURS.black }] })).toEqual({
    mark: { color: DARK[COLOURS.blue] },
    data: [{ colour: DARK[COLOURS.black] }],
  });
});

/** Ratio of contrast by WCAG 2.2. */
function contrast(one: string, other: string): number {
  const light = (colour: string) =>
    [1, 3, 5]
      .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at]!, 0);
  const [less, more] = [light(one), light(other)].sort((a, b) => a - b) as [number, number];
  return (more + 0.05) / (less + 0.05);
}

it('compacting keeps repeated rows once, and is undone without a trace', () => {
  const rows = Array.from({ length: 20 }, (_, at) => ({ time: at, people: at * 2 }));
  const spec = { layer: [{ data: { values: rows } }, { data: { values: rows } }, { mark: 'bar' }] };
  expect(JSON.stringify(compacted(spec)).length).toBeLessThan(0.7 * JSON.stringify(spec).length);
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.record({ a: fc.string(), b: fc.integer() }), { minLength: 0, maxLength: 12 })),
      (data) => {
        const any = {
          config: CHART_CONFIG,
          layer: [...data, ...data].map((values) => ({ data: { values }, mark: 'line' })),
        };
        expect(expanded(compacted(any))).toEqual(any);
      },
    ),
  );
});

it('marks of data answer to the pointer with named fields, and the data table has no field that only draws', () => {
  const values = [{ time: 2020.04, when: '2020-01', value: 239006, low: 2.5, high: 4, colour: '#0072B2' }];
  const spec: Spec = {
    data: { values },
    layer: [
      { mark: { type: 'line' }, encoding: { x: { field: 'time' }, y: { field: 'value' } } },
      { data: { values: [{ at: 1, text: 'a caption', label: 'b' }] }, mark: { type: 'text' }, encoding: {} },
    ],
  };
  const layers = withTooltips(spec).layer as { mark: Spec; encoding: { tooltip?: Spec[] } }[];
  expect(layers).toHaveLength(3);
  expect(layers[2]!.mark).toMatchObject({ type: 'point', opacity: 0 });
  expect(layers[2]!.encoding.tooltip!.map(({ title }) => title)).toEqual([
    'time',
    'value',
    '90% from',
    '90% to',
  ]);
  expect(layers[2]!.encoding.tooltip!.map(({ format }) => format)).toEqual([undefined, ',d', ',.4~r', ',d']);
  expect(dataOf(spec)).toEqual([
    { columns: ['time', 'value', '90% from', '90% to'], rows: [['2020-01', 239006, 2.5, 4]] },
  ]);
});

it('a chart’s data as a file: what has a comma or a quote stands in quotes, nothing is an empty cell', () => {
  const columns = ['what', 'people'];
  expect(
    csvOfData({
      columns,
      rows: [
        ['pay, "equity"', 1.5],
        ['home', null],
      ],
    }),
  ).toBe('what,people\n"pay, ""equity""",1.5\nhome,\n');
});
