import type { Month, Scenario } from '../scenario/scenario.ts';

/**
 * The scenario ended earlier; what was dated after the new end is left out. The months that remain come out the same
 * as in the whole run, since no month reads a later one.
 * @throws RangeError when `end` is not within the calendar.
 */
export function endedAt(scenario: Scenario, end: Month): Scenario {
  const { calendar, drivers, timeline, layOffs } = scenario;
  if (!(end >= calendar.start && end <= calendar.end))
    throw new RangeError(`month ${end} is outside the calendar`);
  const months = end - calendar.start + 1;
  const reportFrom = calendar.reportFrom > end ? calendar.start : calendar.reportFrom;
  return {
    ...scenario,
    calendar: { ...calendar, end, reportFrom },
    drivers: drivers.map((driver) => ({
      ...driver,
      values: driver.values.slice(0, months),
      published: driver.published.slice(0, months),
    })),
    timeline: timeline.filter((event) => event.from <= end),
    layOffs: layOffs && { ...layOffs, rounds: layOffs.rounds.filter((round) => round.month <= end) },
  };
}
