import { ModelError } from '../model/model-error.ts';
import { createNumbers } from '../model/numbers.ts';
import { applyDriversAndEvents, compileTimeline } from '../model/timeline.ts';
import type { Month, Scenario } from '../scenario/scenario.ts';

/** Whether drivers and events leave every number of the market within its bounds in all months, told without simulating anybody. */
export function staysWithinBounds(scenario: Scenario): boolean {
  const numbers = createNumbers(scenario);
  const market = { numbers, scenario, timeline: compileTimeline(scenario, numbers) };
  const { start, end, spinUpMonths } = scenario.calendar;
  try {
    for (let date = start as number; date <= end; date++)
      applyDriversAndEvents(market, {
        date: date as Month,
        index: date - start + spinUpMonths,
        monthOfYear: (date % 12) + 1,
      });
    return true;
  } catch (error) {
    if (error instanceof ModelError) return false;
    throw error;
  }
}
