import { spreadLabels } from './direct-labels.ts';
import { CHART_WIDTH, COLOURS, PADDING, type Spec } from './style.ts';
import { timeAxis } from './time.ts';
import { rounded } from './words.ts';

/** A line over time with its name at its end. */
export interface Line {
  readonly id: string;
  /** What stands at its end. */
  readonly label: string;
  readonly colour: string;
  readonly points: readonly LinePoint[];
  readonly isThick?: boolean;
  readonly isDashed?: boolean;
  /** Where its name stands on the vertical axis, unless at its last point. */
  readonly end?: number;
}

export interface LinePoint {
  readonly time: number;
  /** YYYY-MM or YYYY. */
  readonly when: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface LinePanel {
  readonly height: number;
  /** Of the time axis, unless it spans the points: years. */
  readonly window?: [number, number];
  /** Of the vertical axis; logarithmic axes start above 0. */
  readonly domain: [number, number];
  readonly isLogarithmic: boolean;
  /** Years from tick to tick of the time axis, at least. */
  readonly leastTick?: number;
  readonly axisTitle: string;
  readonly format: string;
  /** Earlier points are warm-up, drawn grey. */
  readonly resultsFrom: number;
}

/** What a subtitle says of the grey: nothing where no line has a warm-up. */
export const ofWarmUp = (lines: readonly Line[], resultsFrom: number): string =>
  lines.some(({ points }) => points.some(({ time }) => time < resultsFrom)) ? ' Grey: warm-up.' : '';

const LABEL_GAP = 14;
/** Of the vertical axis with its title; and of a letter of a label, about, with the gap before it. */
const AXIS_WIDTH = 66;
const LABEL_LETTER = 6.2;
/** Of the horizontal axis. */
export const TIME_AXIS_HEIGHT = 22;

/** Lines with a 90% band where there is one, grey in the warm-up, named at their ends; `more` is drawn on top. */
export function linesPanel(lines: readonly Line[], panel: LinePanel, more: readonly Spec[] = []): Spec {
  const times = lines.flatMap(({ points }) => points.map(({ time }) => time));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const window: [number, number] = panel.window ?? [first, last];
  const hasDashes = lines.some((line) => line.isDashed);
  const rows = lines.flatMap(({ id, points, isThick, isDashed: dashed }) =>
    points.flatMap((point, index) => {
      const isResult = point.time >= panel.resultsFrom;
      const row = {
        ...point,
        id,
        stage: isResult ? id : 'warm-up',
        width: isThick ? 3 : 1.8,
        ...dashOf(hasDashes, dashed),
      };
      // The first result also ends the warm-up: without it the line would break there.
      const isSeam = isResult && index > 0 && points[index - 1]!.time < panel.resultsFrom;
      return isSeam ? [{ ...row, stage: 'warm-up' }, row] : [row];
    }),
  );
  const stretches = new Map<string, number>();
  const stretch = ({ id, stage }: (typeof rows)[number]) => `${id} ${stage}`;
  for (const row of rows) stretches.set(stretch(row), (stretches.get(stretch(row)) ?? 0) + 1);
  const alone = rows.filter((row) => stretches.get(stretch(row)) === 1); // a line needs two points
  const width = CHART_WIDTH - 2 * PADDING - AXIS_WIDTH - labelsWidth(lines);
  const x = { field: 'time', ...timeAxis(window, width, panel.leastTick) };
  const scale = { type: panel.isLogarithmic ? 'log' : 'linear', domain: panel.domain, nice: false };
  const axis = {
    title: panel.axisTitle,
    format: panel.format,
    ...(panel.isLogarithmic ? { values: roundNumbers(panel.domain) } : { tickCount: 6 }),
  };
  const y = (field: string) => ({ field, type: 'quantitative', scale, axis });
  const color = {
    field: 'stage',
    type: 'nominal',
    scale: {
      domain: ['warm-up', ...lines.map(({ id }) => id)],
      range: ['#c4c4c4', ...lines.map(({ colour }) => colour)],
    },
    legend: null,
  };
  const detail = { field: 'id', type: 'nominal' };
  const hasBand = rows.some(({ low, high }) => high > low);
  return {
    width,
    height: panel.height,
    data: { values: rows },
    layer: [
      ...(hasBand
        ? [
            {
              mark: { type: 'area', opacity: 0.2 },
              encoding: { x, y: y('low'), y2: { field: 'high' }, color, detail },
            },
          ]
        : []),
      {
        mark: { type: 'line' },
        encoding: {
          x,
          y: y('value'),
          color,
          detail,
          strokeWidth: { field: 'width', type: 'quantitative', scale: null },
          ...(hasDashes ? { strokeDash: { field: 'dash', type: 'nominal', scale: null } } : {}),
        },
      },
      ...(alone.length > 0
        ? [
            {
              data: { values: alone },
              mark: { type: 'point', filled: true },
              encoding: { x, y: y('value'), color },
            },
          ]
        : []),
      ...labelLayers(lines, panel, last),
      ...more,
    ],
  };
}

const dashOf = (hasDashes: boolean, isLineDashed = false) =>
  hasDashes ? { dash: isLineDashed ? [5, 3] : [1, 0] } : {};

const labelsWidth = (lines: readonly Line[]): number =>
  Math.ceil(LABEL_LETTER * Math.max(...lines.map(({ label }) => label.length)));

function labelLayers(lines: readonly Line[], panel: LinePanel, end: number): Spec[] {
  const ends = lines.map(({ points, end: at }) => heightOf(at ?? points.at(-1)!.value, panel));
  const heights = spreadLabels(ends, LABEL_GAP, panel.height);
  const values = lines.map(({ label, colour, isThick }, line) => ({
    end,
    label,
    colour,
    height: rounded(heights[line]!, 1),
    weight: isThick ? 'bold' : 'normal',
  }));
  const text = (weight: string) => ({
    data: { values: values.filter((one) => one.weight === weight) },
    mark: {
      type: 'text',
      align: 'left',
      baseline: 'middle',
      dx: 7,
      fontWeight: weight,
      y: { expr: 'datum.height' },
    },
    encoding: {
      x: { field: 'end', type: 'quantitative' },
      text: { field: 'label', type: 'nominal' },
      color: { field: 'colour', type: 'nominal', scale: null },
    },
  });
  return ['normal', 'bold'].filter((weight) => values.some((one) => one.weight === weight)).map(text);
}

/** Pixels from the top of the panel. */
function heightOf(value: number, { domain: [least, most], isLogarithmic, height }: LinePanel): number {
  const place = (of: number) => (isLogarithmic ? Math.log10(Math.max(of, least)) : of);
  return height * (1 - (place(value) - place(least)) / (place(most) - place(least)));
}

/** 1, 2, 5, 10, 20 … within a domain; the powers of ten alone when those are many. */
function roundNumbers([least, most]: [number, number]): number[] {
  const powers = Array.from({ length: 12 }, (_, power) => 10 ** power);
  const within = (values: number[]) => values.filter((value) => value >= least && value <= most);
  const fine = within(powers.flatMap((power) => [power, 2 * power, 5 * power]));
  return fine.length <= 10 ? fine : within(powers);
}

const PALETTE = [...Object.values(COLOURS), '#777777', '#8b5a2b', '#5b4b8a', '#9aa52b'];

/** Colours of lines in order. Where there are more lines than colours, `isDashed` tells those of one colour apart. */
export const lineColour = (line: number): string => PALETTE[line % PALETTE.length]!;
export const isDashed = (line: number): boolean => Math.floor(line / PALETTE.length) % 2 === 1;
