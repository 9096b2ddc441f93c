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
  const sorted = said.toSorted((one, other) => one - other);
  return { centre: median(sorted), low: quantileSorted(sorted, 0.05), high: quantileSorted(sorted, 0.95) };
}
