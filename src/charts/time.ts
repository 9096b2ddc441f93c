import type { Giving } from './giving.ts';
import { MONTHS } from './words.ts';

/**
 * Time on charts is a plain number of years, so that no time zone moves a month: a month starts at year + (month − 1)/12.
 */
export const startOf = (month: string): number =>
  Number(month.slice(0, 4)) + (Number(month.slice(5)) - 1) / 12;
export const middleOf = (month: string): number => startOf(month) + 1 / 24;
export const endOf = (month: string): number => startOf(month) + 1 / 12;

/** A horizontal axis of time: years, or months when they are few. @param width of the panel, pixels.   @param leastTick years. */
export function timeAxis(
  [from, to]: [number, number],
  width: number,
  leastTick = 0,
): Record<string, unknown> {
  const step =
    STEPS.find((years) => years >= leastTick && ((to - from) / years) * labelWidth(years) <= width) ??
    STEPS.at(-1)!;
  const first = Math.ceil(from / step - 1e-6);
  const ticks = Math.floor(to / step + 1e-6) - first + 1;
  return {
    type: 'quantitative',
    scale: { domain: [from, to], nice: false, zero: false },
    axis: {
      title: null,
      grid: false,
      // Moved inwards, the outermost labels would touch their neighbours.
      labelFlush: false,
      labelSeparation: LEAST_GAP,
      values: Array.from({ length: ticks }, (_, tick) => (first + tick) * step),
      // Of `d` Vega makes a least step of 1, by which an axis of two years loses the one in the middle.
      ...(step < 1 ? { labelExpr: MONTH_AND_YEAR } : { format: '.0f' }),
    },
  };
}

/** The same axis with what differs from chart to chart given by name, where it is. */
export function timeAxisGiven(
  [from, to]: readonly [number, number],
  width: number,
  give: Giving,
): Record<string, unknown> {
  const { axis, scale, ...rest } = timeAxis([from, to], width);
  const { values, labelExpr, format, ...look } = axis as Record<string, unknown>;
  const hasMonths = give.value('ticksAreMonths', labelExpr !== undefined);
  const labels = give.isByName
    ? { labelExpr: `ticksAreMonths ? ${MONTH_AND_YEAR} : format(datum.value, 'd')` }
    : hasMonths
      ? { labelExpr }
      : { format };
  return {
    ...rest,
    scale: { ...(scale as object), domain: [give.value('from', from), give.value('to', to)] },
    // The plot may be narrower than what the ticks were chosen for.
    axis: { ...look, values: give.value('ticks', values), ...labels },
  };
}

/** Pixels between two labels. */
const LEAST_GAP = 8;

/** Years from tick to tick, the smallest that leaves room for its labels. */
const STEPS = [1 / 12, 1 / 4, 1 / 2, 1, 2, 5, 10, 20];
const labelWidth = (step: number): number => (step < 1 ? 62 : 46);

/** Vega expression: `Mar 2020` of 2020.1667. */
const MONTH_AND_YEAR = `${JSON.stringify(MONTHS)}[round(datum.value * 12) % 12] + ' ' + floor(datum.value + 0.01)`;
