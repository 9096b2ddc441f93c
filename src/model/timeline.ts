import { exp } from '../maths/exp.ts';
import { log } from '../maths/log.ts';
import type { DriverEffect, Month, Scenario, TimelineEvent } from '../scenario/scenario.ts';
import { compileFeltEvents, type FeltEvent } from './felt-events.ts';
import type { Market, MonthOfRun } from './market.ts';
import { checkBounds } from './number-bounds.ts';
import { indicesOf, type Numbers, refreshMade } from './numbers.ts';

/** A driver's or event's effect with the place of its numbers worked out once. */
export interface Timeline {
  readonly events: readonly { readonly event: TimelineEvent; readonly indices: readonly number[] }[];
  readonly effects: readonly {
    readonly effect: DriverEffect;
    readonly values: readonly number[];
    /** Instead of values, where the driver is held still. */
    readonly heldAt: number | undefined;
    readonly reference: number;
    readonly indices: readonly number[];
  }[];
  /** Events that only a part of people feels: no number of the market moves. */
  readonly felt: readonly FeltEvent[];
}

/** Events act in the order of their dates, and drivers in that of their ids, so that no order of a file matters. */
export function compileTimeline(scenario: Scenario, numbers: Numbers): Timeline {
  const events = [...scenario.timeline].sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1));
  const drivers = [...scenario.drivers].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    events: events
      .filter(({ felt }) => felt === undefined)
      .map((event) => ({ event, indices: indicesOf(numbers, scenario, event.target) })),
    felt: compileFeltEvents(scenario, events),
    effects: drivers.flatMap(({ effects, values, heldAt, reference }) =>
      effects.map((effect) => ({
        effect,
        values,
        heldAt,
        reference,
        indices: indicesOf(numbers, scenario, effect.target),
      })),
    ),
  };
}

/** Step 1. Numbers go back to the scenario's own, then events change them in order of date, then drivers. */
export function applyDriversAndEvents(
  market: Pick<Market, 'numbers' | 'scenario' | 'timeline'>,
  month: MonthOfRun,
): void {
  const { numbers, scenario, timeline } = market;
  numbers.all.set(numbers.start);
  for (const { event, indices } of timeline.events) {
    const share = shareInForce(event, month.date);
    if (share === 0) continue;
    for (const at of indices) numbers.all[at] = changedBy(event, numbers.all[at]!, share);
  }
  const position = Math.max(0, month.date - scenario.calendar.start);
  for (const { effect, values, heldAt, reference, indices } of timeline.effects) {
    for (const at of indices)
      numbers.all[at] = movedBy(effect, numbers.all[at]!, heldAt ?? values[position]!, reference);
  }
  checkBounds(numbers, scenario, month.date);
  refreshMade(numbers);
}

/** 0 before the event and after its end, 1 once in full force, between while it ramps up. */
export function shareInForce(
  event: Pick<TimelineEvent, 'from' | 'until' | 'rampMonths'>,
  date: Month,
): number {
  if (date < event.from || (event.until !== null && date > event.until)) return 0;
  return event.rampMonths === 0 ? 1 : Math.min(1, (date - event.from + 1) / event.rampMonths);
}

/** A number under an event. @param share of the event in force, 0–1. */
export function changedBy(
  event: Pick<TimelineEvent, 'operation' | 'value'>,
  number: number,
  share: number,
): number {
  if (event.operation === 'set') return number + share * (event.value - number);
  if (event.operation === 'add') return number + share * event.value;
  return number * (1 + share * (event.value - 1));
}

/** A number under a driver. @param value of the driver this month. @param reference at which it has no effect. */
export function movedBy(
  effect: Pick<DriverEffect, 'form' | 'strength'>,
  number: number,
  value: number,
  reference: number,
): number {
  if (effect.form === 'slope') return number + effect.strength * (value - reference);
  if (effect.form === 'semiElasticity') return number * exp(effect.strength * (value - reference));
  return number * exp(effect.strength * log(value / reference));
}
