import type { Scenario } from '../scenario/scenario.ts';
import { type Runs, scenarioOf } from '../tables/tables.ts';
import { centreAndInterval } from './centre-and-interval.ts';
import type { Fact, Role, Tolerance } from './fact.ts';
import { observeAll } from './observe.ts';
import { isWithin, toleratedInterval } from './tolerance.ts';
import { answerOf, type Observed } from './unanswered.ts';

/** A fact beside what the runs give; `simulated`, `low` and `high` are after observation. */
export interface Figure {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly published: number | null;
  /** Median over replicates; null where the runs cannot say. */
  readonly simulated: number | null;
  /** 90% interval over replicates; null with one run. */
  readonly low: number | null;
  readonly high: number | null;
  /** Whether the median is within the published tolerance, or enough runs have the sign or order; null where the runs cannot say. */
  readonly inside: boolean | null;
  readonly role: Role;
}

/** Each fact's published figure beside the simulated one, in the order of the facts. @param runs one item per replicate. */
export function scoreFacts(facts: readonly Fact[], scenario: Scenario, runs: Runs): Figure[] {
  const observed = runs.map((tables, run) => observeAll(facts, scenarioOf(runs, run, scenario), tables));
  return facts.map((fact, at) =>
    figureOf(
      fact,
      observed.map((ofRun) => ofRun[at]!),
    ),
  );
}

/** The facts that a run's summary and charts show: observing all of them would cost a run a part of its time. */
export function factsOfRuns(facts: readonly Fact[]): Fact[] {
  return facts.filter(({ headline, observation }) => headline || observation?.measure === 'first-jobs');
}

/** @param runs what each replicate gives for the fact. */
export function figureOf(fact: Fact, runs: readonly Observed[]): Figure {
  const { id, title, unit, value: published, role } = fact;
  const values = runs.map(answerOf);
  const { centre: simulated, low, high } = centreAndInterval(values);
  const inside = simulated === null || fact.tolerance === null ? null : isInside(fact, values as number[]);
  return { id, title, unit, published, simulated, low, high, inside, role };
}

/** @param values one per replicate, at least one. */
function isInside({ tolerance, value }: Fact, values: readonly number[]): boolean {
  if (tolerance!.kind === 'runs') return shareWithin(tolerance!, values) >= tolerance!.runs;
  const simulated = centreAndInterval(values).centre!;
  const interval = toleratedInterval(tolerance!, value, simulated)!;
  return simulated >= interval.from && simulated <= interval.to;
}

/** Share of runs that have the sign or order. */
export function shareWithin(
  { within }: Extract<Tolerance, { kind: 'runs' }>,
  values: readonly number[],
): number {
  return values.filter((value) => isWithin(value, within)).length / values.length;
}
