import type { PeopleAMonth } from '../evidence/people-a-month.ts';
import { monthText } from '../scenario/dates.ts';
import type { Scenario } from '../scenario/scenario.ts';

export interface Period {
  readonly from: string;
  readonly to: string;
}

/**
 * What charts compare: the first published period of the observed sector against all later ones together; or, when the run
 * does not cover both, the whole run after its warm-up.
 */
export function comparedPeriods(
  published: readonly PeopleAMonth[],
  months: readonly string[],
  scenario: Scenario,
): Period[] {
  const [first, second] = published;
  const last = published.at(-1);
  if (first && second && last && months.includes(first.from) && months.includes(last.to))
    return [
      { from: first.from, to: first.to },
      { from: second.from, to: last.to },
    ];
  const reportFrom = monthText(scenario.calendar.reportFrom);
  const from = months.includes(reportFrom) ? reportFrom : months[0]!;
  return [{ from, to: months.at(-1)! }];
}

/** What a dated remark at the end of the first period says; null when there is none. */
export function markBetween(periods: readonly Period[], scenario: Scenario): string | null {
  const mark = scenario.observe.marks.find(({ month }) => monthText(month) === periods[0]!.to);
  return mark?.label ?? null;
}
