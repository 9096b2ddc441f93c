import type { Scenario } from '../scenario/scenario.ts';
import { numbersOf, textsOf } from '../tables/table.ts';
import type { Tables } from '../tables/tables.ts';
import { vendorCoverage } from './sources.ts';

export interface MonthlySeries {
  /** YYYY-MM, in order. */
  readonly months: readonly string[];
  /** One per month. */
  readonly values: Float64Array;
}

/**
 * Net hires of the observed sector as the published source would see them: hires less separations of its employers,
 * named or not, times coverage, people a month. Moves between two of its employers cancel.
 * @returns null when the scenario observes no sector.
 */
export function observedNetFlow(scenario: Scenario, tables: Tables): MonthlySeries | null {
  const { netFlowOf } = scenario.observe;
  if (netFlowOf === null) return null;
  const coverage = vendorCoverage(scenario.observe, netFlowOf);
  const month = textsOf(tables.employers, 'month');
  const sector = textsOf(tables.employers, 'sector');
  const net = numbersOf(tables.employers, 'net');
  const values = new Float64Array(month.texts.length);
  const observed = sector.texts.indexOf(netFlowOf);
  for (let row = 0; row < net.length; row++) {
    if (sector.codes[row] === observed) values[month.codes[row]!]! += net[row]! * coverage;
  }
  return { months: month.texts, values };
}

/**
 * Mean of a series in a period, both months included.
 * @param monthsOfYear only these (1–12), if given.
 * @returns null unless the series covers the whole period.
 */
export function meanIn(
  { months, values }: MonthlySeries,
  { from, to }: { from: string; to: string },
  monthsOfYear?: readonly number[],
): number | null {
  const first = months.indexOf(from);
  const last = months.indexOf(to);
  if (first < 0 || last < 0) return null;
  let sum = 0;
  let count = 0;
  for (let index = first; index <= last; index++) {
    if (monthsOfYear && !monthsOfYear.includes(Number(months[index]!.slice(5)))) continue;
    sum += values[index]!;
    count += 1;
  }
  return count === 0 ? null : sum / count;
}
