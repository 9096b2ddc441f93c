import { median, quantileSorted } from 'simple-statistics';

export interface CentreAndInterval {
  readonly centre: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Median and 90% interval over replicates; the interval is null with one, all are null if any replicate cannot say. */
export function centreAndInterval(values: readonly (number | null)[]): CentreAndInterval {
  const said = values.filter((value) => value !== null);
  if (said.length === 0 || said.length < values.length) return { centre: null, low: null, high: null };
  if (said.length === 1) return { centre: said[0]!, low: null, high: null };
  return { centre: median(said), ...interval90(said) };
}

/** The central interval of 90% of values, in any order, at least one: their 5% and 95% quantiles. */
export function interval90(values: readonly number[]): { readonly low: number; readonly high: number } {
  const sorted = values.toSorted((one, other) => one - other);
  return { low: quantileSorted(sorted, 0.05), high: quantileSorted(sorted, 0.95) };
}
