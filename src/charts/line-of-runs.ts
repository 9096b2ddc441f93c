import { centreAndInterval } from '../evidence/centre-and-interval.ts';
import type { Line } from './lines.ts';
import { endOf } from './time.ts';
import { rounded } from './words.ts';

/** A line through the months of several runs: their median, with the 90% band. Months without a value are left out. */
export function lineOfRuns(
  about: Pick<Line, 'id' | 'colour'> & { isThick?: boolean },
  label: (last: number) => string,
  months: readonly string[],
  byRun: readonly ArrayLike<number>[],
  digits: number,
): Line {
  const points = months.flatMap((month, index) => {
    const { centre, low, high } = centreAndInterval(byRun.map((values) => values[index]!));
    if (centre === null || Number.isNaN(centre)) return [];
    const [value, least, most] = [centre, low ?? centre, high ?? centre].map((one) => rounded(one, digits));
    return [{ time: rounded(endOf(month), 3), when: month, value: value!, low: least!, high: most! }];
  });
  return { ...about, label: label(points.at(-1)?.value ?? 0), points };
}
