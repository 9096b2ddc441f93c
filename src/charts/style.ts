/** What all charts share. Sizes are in pixels. */

export const CHART_WIDTH = 860;
export const CHART_HEIGHT = 460;

export const VEGA_LITE = 'https://vega.github.io/schema/vega-lite/v6.json';

/** Okabe and Ito's palette, told apart with any colour vision; without its yellow, which is lost on white. */
export const COLOURS = {
  blue: '#0072B2',
  orange: '#D55E00',
  green: '#009E73',
  pink: '#CC79A7',
  amber: '#E69F00',
  sky: '#56B4E9',
  black: '#333333',
} as const;

export const SIMULATED = COLOURS.blue;
export const SIMULATED_MEAN = COLOURS.black;
export const PUBLISHED = COLOURS.orange;
export const GREY = '#8a8a8a';

export const PADDING = 14;
const TITLE_SIZE = 14.5;
const TITLE_LINE = 18;
const TITLE_OFFSET = 14;
const SUBTITLE_LINE = 15;

export type Spec = Record<string, unknown>;

export interface Chart {
  /** File name without ending. */
  readonly name: string;
  readonly title: string;
  /** A self-contained Vega-Lite spec. */
  readonly spec: Spec;
}

/** A chart with the shared look. @param body what the spec draws: data and layers, or panels. */
export function chart(name: string, title: string, subtitle: readonly string[], body: Spec): Chart {
  const spec = {
    $schema: VEGA_LITE,
    background: 'white',
    padding: PADDING,
    title: {
      text: titleLines(title),
      subtitle: subtitleLines(subtitle),
      anchor: 'start',
      frame: 'bounds',
      offset: TITLE_OFFSET,
      fontSize: TITLE_SIZE,
      fontWeight: 'bold',
      subtitleFontSize: 11,
      subtitleColor: '#555555',
      lineHeight: TITLE_LINE,
      subtitlePadding: 5,
      subtitleLineHeight: SUBTITLE_LINE,
    },
    config: CHART_CONFIG,
    ...body,
  };
  return { name, title, spec };
}

/** A chart's title as one line: it says what the chart shows. */
export function titleOfSpec({ title }: Readonly<Spec>): string {
  const text = typeof title === 'object' && title !== null ? (title as { text?: unknown }).text : title;
  return Array.isArray(text) ? text.join(' ') : String(text ?? '');
}

/** A chart's subtitle: what is drawn, units, intervals, sources. */
export function subtitleOfSpec({ title }: Readonly<Spec>): string {
  const text = typeof title === 'object' && title !== null ? (title as { subtitle?: unknown }).subtitle : '';
  return Array.isArray(text) ? text.join(' ') : String(text ?? '');
}

/** Height left for panels and their axes under a title and subtitle. */
export function heightBelow(title: string, subtitle: readonly string[]): number {
  const text = titleLines(title).length * TITLE_LINE + subtitleLines(subtitle).length * SUBTITLE_LINE;
  return CHART_HEIGHT - 2 * PADDING - TITLE_OFFSET - text;
}

const titleLines = (title: string): string[] => wrapped(title, 90);
const subtitleLines = (subtitle: readonly string[]): string[] =>
  subtitle.flatMap((line) => wrapped(line, 144));

/** Body of a chart that is one panel, as large as the picture. */
export const ONE_PANEL = {
  width: CHART_WIDTH,
  height: CHART_HEIGHT,
  autosize: { type: 'fit', contains: 'padding' },
} as const;

/** The look of what all charts draw, as Vega-Lite takes it. */
export const CHART_CONFIG = {
  font: 'DejaVu Sans, Verdana, sans-serif',
  view: { stroke: null },
  axis: {
    labelFontSize: 11,
    titleFontSize: 11,
    titleFontWeight: 'normal',
    titleColor: '#555555',
    labelColor: '#333333',
    gridColor: '#e6e6e6',
    domainColor: '#999999',
    tickColor: '#999999',
    tickSize: 4,
  },
  legend: { labelFontSize: 11, labelLimit: 0 },
  text: { fontSize: 11 },
} as const;

/** Lines of at most so many letters, broken between words. */
export function wrapped(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < letters)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
