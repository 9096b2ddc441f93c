import type { Scenario } from '../scenario/scenario.ts';
import { createMarketInSteps } from './create-market.ts';
import { monthOfRun } from './market.ts';
import { monthInSteps } from './month.ts';
import type { MoveListener } from './recorder.ts';
import type { MonthRecord } from './records.ts';
import type { Trace } from './trace.ts';

export interface SimulateOptions {
  /** Any text, a number being taken as its text; the scenario's own seed when not said. */
  readonly seed?: string | number;
  /** Which replicate of the seed, ≥ 0; 0 is the single run. */
  readonly replicate?: number;
  /** Hears of each move of a recorded month, before the month's record comes; it may not change anything. */
  readonly onMove?: MoveListener;
  /** Hears of decisions as they are made, from the eve of the first month on; it may not change anything. */
  readonly trace?: Trace;
}

/**
 * Simulates a scenario month by month. Each record is finished, immutable and holds nothing of the live state, so a caller
 * may stop early, read late or skip records, and nothing changes.
 * @returns one record a month from calendar.start to calendar.end; months of spin-up are simulated, not yielded.
 * @throws ModelError when the market cannot go on as the scenario has it; KeySpaceFull when it has too many people; TypeError
 * when `scenario` or the seed is none.
 */
export function* simulate(scenario: Scenario, options: SimulateOptions = {}): Generator<MonthRecord, void> {
  for (const record of simulateInSteps(scenario, options)) if (record !== null) yield record;
}

/**
 * The same, giving way several times a month: null between the records, in the months of spin-up too. For callers that have to
 * stay responsive; what they do between two steps changes nothing.
 */
export function* simulateInSteps(
  scenario: Scenario,
  options: SimulateOptions = {},
): Generator<MonthRecord | null, void> {
  refuseOtherThings(scenario, options.seed);
  const seed = seedOfReplicate(String(options.seed ?? scenario.seed), options.replicate ?? 0);
  const market = yield* givingWay(createMarketInSteps(scenario, seed, options.trace ?? null));
  market.recorder.onMove = options.onMove ?? null;
  for (let index = 0; index < market.monthsInRun; index++) {
    const month = monthOfRun(market, index);
    market.recorder.beginMonth(index >= scenario.calendar.spinUpMonths);
    yield* givingWay(monthInSteps(market, month));
    yield market.recorder.isOn ? market.recorder.finishMonth(market, month) : null;
  }
}

/** Those who write JavaScript have no types to tell them. */
function refuseOtherThings(scenario: unknown, seed: unknown): void {
  if (typeof (scenario as Partial<Scenario> | null | undefined)?.calendar?.spinUpMonths !== 'number')
    throw new TypeError(
      'simulate needs a scenario: the `scenario` of what parseScenario or loadScenario gives',
    );
  if (seed !== undefined && typeof seed !== 'string' && typeof seed !== 'number')
    throw new TypeError('the seed is a text or a number');
}

function* givingWay<T>(steps: Generator<void, T>): Generator<null, T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield null;
  }
}

/** Replicate 0 is the seed itself. */
export function seedOfReplicate(seed: string, replicate: number): string {
  return replicate === 0 ? seed : `${seed}#${replicate}`;
}
