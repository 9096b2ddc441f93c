import { ModelError } from '../model/model-error.ts';
import { createNumbers } from '../model/numbers.ts';
import { applyDriversAndEvents, compileTimeline } from '../model/timeline.ts';
import type { Month, Scenario } from '../scenario/scenario.ts';

/** Numbers that drivers and events take out of their bounds, in the first month they do. */
export interface OutOfBounds {
  readonly month: Month;
  /** Such as `employers.rich.pay is -5`. */
  readonly found: string;
  /** Who moves these numbers then: events, then drivers, each in the order they act; the first would mend it all by being left out, if one does. */
  readonly movers: readonly Mover[];
}

export interface Mover {
  readonly kind: 'event' | 'driver';
  readonly id: string;
}

/** Whether drivers and events leave every number of the market within its bounds in all months, told without simulating anybody. */
export const staysWithinBounds = (scenario: Scenario): boolean => firstMonthOut(scenario) === null;

/** The first time that a number leaves its bounds, and by whom, told without simulating anybody; null: none does. */
export function firstOutOfBounds(scenario: Scenario): OutOfBounds | null {
  const first = firstMonthOut(scenario);
  if (first === null) return null;
  const { month, found } = first;
  const without = [
    ...scenario.timeline.map((event) => ({
      mover: { kind: 'event', id: event.id } as const,
      rest: { ...scenario, timeline: scenario.timeline.filter((other) => other !== event) },
    })),
    ...scenario.drivers.map((driver) => ({
      mover: { kind: 'driver', id: driver.id } as const,
      rest: { ...scenario, drivers: scenario.drivers.filter((other) => other !== driver) },
    })),
  ].map(({ mover, rest }) => ({ mover, left: foundIn(rest, month) }));
  const mending = without.filter(({ left }) => left === null);
  const moving = without.filter(({ left }) => left !== null && left !== found);
  return { month, found, movers: [...mending, ...moving].map(({ mover }) => mover) };
}

function firstMonthOut(scenario: Scenario): { month: Month; found: string } | null {
  const told = checker(scenario);
  for (let date = scenario.calendar.start as number; date <= scenario.calendar.end; date++) {
    const found = told(date as Month);
    if (found !== null) return { month: date as Month, found };
  }
  return null;
}

const foundIn = (scenario: Scenario, month: Month): string | null => checker(scenario)(month);

/** Tells for a month which numbers are out of their bounds; null: none is. */
function checker(scenario: Scenario): (month: Month) => string | null {
  const numbers = createNumbers(scenario);
  const market = { numbers, scenario, timeline: compileTimeline(scenario, numbers) };
  const { start, spinUpMonths } = scenario.calendar;
  return (date) => {
    try {
      applyDriversAndEvents(market, {
        date,
        index: date - start + spinUpMonths,
        monthOfYear: (date % 12) + 1,
      });
      return null;
    } catch (error) {
      if (error instanceof ModelError) return error.message.slice(error.message.indexOf(': ') + 2);
      throw error;
    }
  };
}
