import { createRequire } from 'node:module';
import type { Chart } from '../charts/style.ts';
import type { FolderWriter } from './folder-writer.ts';
import { readFontWidths, type WidthInEms } from './font-widths.ts';

/** Pictures of charts. Vega and the rasteriser are loaded when first used: commands without charts don't pay for them. */

/** Fonts travel with the package, so a picture looks the same on every machine. */
const fontFile = (name: string): string =>
  createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);
const fontFiles = (): string[] => ['DejaVuSans', 'DejaVuSans-Bold'].map(fontFile);

/** The chart as SVG text. @param spec a self-contained Vega-Lite spec. @throws when Vega-Lite cannot compile it. */
export async function renderSvg(spec: object): Promise<string> {
  const { compile, parse, View } = await loadVega();
  const view = new View(parse(compile(spec as Parameters<typeof compile>[0]).spec), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  return svg;
}

/** The picture as PNG. @param pixelsPerPoint 1 is the size the SVG says. */
export async function renderPng(svg: string, pixelsPerPoint = 1.5): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js');
  const resvg = new Resvg(svg, {
    background: 'white',
    fitTo: { mode: 'zoom', value: pixelsPerPoint },
    font: { fontFiles: fontFiles(), loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' },
  });
  return resvg.render().asPng();
}

/** Each chart as spec, SVG and PNG, in `charts/`. */
export async function writeCharts(writer: FolderWriter, charts: readonly Chart[]): Promise<void> {
  for (const { name, spec } of charts) {
    const svg = await renderSvg(spec);
    await writer.add(`charts/${name}.vl.json`, `${JSON.stringify(spec, null, 2)}\n`);
    await writer.add(`charts/${name}.svg`, svg);
    await writer.add(`charts/${name}.png`, await renderPng(svg));
  }
}

let vega: Promise<typeof import('vega') & typeof import('vega-lite')> | undefined;

/** Vega, made to measure text by the font itself: without a canvas it takes every letter for 0.8 ems and leaves room for that. */
function loadVega() {
  vega ??= (async () => {
    const [vegaLite, drawing] = await Promise.all([import('vega-lite'), import('vega')]);
    const [regular, bold] = fontFiles().map(readFontWidths) as [WidthInEms, WidthInEms];
    const { textMetrics } = drawing as unknown as { textMetrics: TextMetrics };
    textMetrics.width = (item, text) => {
      const ems = (item.fontWeight === 'bold' ? bold : regular)(text == null ? '' : String(text));
      const width = (item.fontSize ?? 11) * ems;
      return (item.limit ?? 0) > 0 ? Math.min(item.limit!, width) : width; // what is beyond is cut off
    };
    return { ...drawing, ...vegaLite };
  })();
  return vega;
}

interface TextMetrics {
  width: (item: { fontSize?: number; fontWeight?: string | number; limit?: number }, text: unknown) => number;
}
