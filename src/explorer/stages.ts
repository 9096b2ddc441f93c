import { monthText } from '../scenario/dates.ts';
import type { Month, Scenario } from '../scenario/scenario.ts';
import { sizeOf } from './limits.ts';

/** A scenario is run three times, each time larger, so that something true can be seen at once. */
export const STAGES = ['sketch', 'tenth', 'full'] as const;
export type Stage = (typeof STAGES)[number];

/** Simulated people at the start of a sketch: as many as two processor cores simulate for nine years in a tenth of a second. */
const PEOPLE_OF_SKETCH = 400;
const MONTHS_OF_SKETCH = 108;
/** Months before the first reported one, in which a sketch settles instead of by a spin-up. */
const MONTHS_BEFORE_REPORT = 12;
/** Markets of fewer people at the start than this are run whole at once: that is quick enough. */
const SMALL = 3000;

/** How the command line runs the same: settings of `--set`, scale first. */
export interface Settings {
  readonly stage: Stage;
  readonly set: readonly string[];
}

/** The runs of a scenario in their order: small markets have only the last. */
export function stagesOf(scenario: Scenario): Settings[] {
  const { peopleAtStart, months } = sizeOf(scenario);
  const full: Settings = { stage: 'full', set: [] };
  if (peopleAtStart <= SMALL && months <= MONTHS_OF_SKETCH * 4) return [full];
  const tenth: Settings = { stage: 'tenth', set: [`scale=${rounded(scenario.scale / 10)}`] };
  return peopleAtStart <= SMALL * 10 ? [sketchOf(scenario), full] : [sketchOf(scenario), tenth, full];
}

/** Fewer people and fewer months, begun without settling. */
function sketchOf(scenario: Scenario): Settings {
  const { calendar, scale } = scenario;
  const { peopleAtStart } = sizeOf(scenario);
  const smaller = Math.min(scale, scale * (PEOPLE_OF_SKETCH / peopleAtStart));
  const start = Math.max(calendar.start, calendar.reportFrom - MONTHS_BEFORE_REPORT) as Month;
  const end = Math.min(calendar.end, start + MONTHS_OF_SKETCH - 1) as Month;
  const set = [`scale=${rounded(smaller)}`];
  if (start !== calendar.start) set.push(`calendar.start=${monthText(start)}`);
  if (calendar.spinUpMonths > 0) set.push('calendar.spin-up=0');
  if (end !== calendar.end) set.push(`calendar.end=${monthText(end)}`);
  return { stage: 'sketch', set };
}

/**
 * The same with more and more of the scenario's own months: what happens in the others would else be a mistake of a sketch alone.
 * @returns first the settings themselves. The end is given back before the start, so that months stay those of a baseline beside it.
 */
export function withMoreMonths({ stage, set }: Settings): Settings[] {
  const without = (...keys: readonly string[]) =>
    set.filter((one) => !keys.some((key) => one.startsWith(`calendar.${key}=`)));
  const sets = [set, without('end'), without('start'), without('start', 'end')];
  const isAnother = (one: readonly string[], at: number) => at === 0 || one.length < set.length;
  return sets.filter(isAnother).map((one) => ({ stage, set: one }));
}

/** One significant digit: it is read by people, and typed again. The smallest scale that the engine takes is 0.001. */
const rounded = (scale: number): number => Math.max(0.001, Number(scale.toPrecision(1)));
