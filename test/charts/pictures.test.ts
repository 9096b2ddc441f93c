import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { chart } from '../../src/charts/style.ts';
import { timeAxis } from '../../src/charts/time.ts';
import { readFontWidths } from '../../src/report/font-widths.ts';
import { renderPng, renderSvg } from '../../src/report/pictures.ts';

const { spec } = chart('bars', 'Three bars', ['people'], {
  width: 300,
  height: 200,
  data: { values: [1, 2, 3].map((people) => ({ people })) },
  mark: 'bar',
  encoding: { x: { field: 'people', type: 'ordinal' }, y: { field: 'people', type: 'quantitative' } },
});

it('an SVG is the same each time, in the font that travels along', async () => {
  const svg = await renderSvg(spec);
  expect(svg).toContain('Three bars');
  expect(svg).toContain('DejaVu Sans');
  expect(await renderSvg(spec)).toBe(svg);
});

it('a PNG shows its text: without it, it is another picture', async () => {
  const svg = await renderSvg(spec);
  const png = Buffer.from(await renderPng(svg, 1));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  const [, width, height] = svg.match(/width="(\d+)" height="(\d+)"/)!;
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([Number(width), Number(height)]);
  const mute = Buffer.from(await renderPng(svg.replaceAll(/<text[^>]*>[^<]*<\/text>/g, ''), 1));
  expect(mute.equals(png)).toBe(false);
  expect(Buffer.from(await renderPng(svg, 1)).equals(png)).toBe(true);
});

it('letters are as wide as the font sets them', () => {
  const file = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
  const width = readFontWidths(file);
  // DejaVu Sans, units of 1/2048 em: M 1767, i 569, space 651.
  expect(width('M')).toBeCloseTo(1767 / 2048, 9);
  expect(width('i M')).toBeCloseTo((569 + 651 + 1767) / 2048, 9);
  expect(width('')).toBe(0);
  expect(width('−–→×ü')).toBeGreaterThan(3);
});

it('an axis of two years has a label for the one in the middle', async () => {
  const time = timeAxis([2025, 2027], 360, 1);
  const svg = await renderSvg({
    width: 360,
    height: 100,
    data: { values: [{ at: 2026 }] },
    mark: 'tick',
    encoding: { x: { field: 'at', ...time } },
  });
  expect(svg.match(/(?<=>)20\d\d(?=<)/g)).toEqual(['2025', '2026', '2027']);
});

it('a label that is cut off takes no more room than is left of it', async () => {
  const widthWith = async (name: string) => {
    const y = { field: 'name', type: 'nominal', axis: { title: null, labelLimit: 100 } };
    const svg = await renderSvg({
      width: 200,
      height: 40,
      data: { values: [{ name }] },
      mark: 'bar',
      encoding: { y },
    });
    return Number(/width="(\d+)"/.exec(svg)![1]);
  };
  const long = await widthWith('m'.repeat(80));
  expect(long).toBe(await widthWith('m'.repeat(30)));
  expect(long).toBeLessThan(200 + 100 + 40);
});
