import { median, quantileSorted } from 'simple-statistics';
import type { Scenario } from '../scenario/scenario.ts';
import type { Runs } from '../tables/tables.ts';
import type { Fact, Role, Tolerance } from './fact.ts';
import { observe } from './observe.ts';

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
  /** Whether the median is within the published tolerance; null without a median. */
  readonly inside: boolean | null;
  readonly role: Role;
}

/** Each fact's published figure beside the simulated one, in the order of the facts. @param runs one item per replicate. */
export function scoreFacts(facts: readonly Fact[], scenario: Scenario, runs: Runs): Figure[] {
  // Run by run, for a run's tables are read when it is its turn.
  const byRun = runs.map((tables) => facts.map((fact) => observe(fact, facts, scenario, tables)));
  return facts.map((fact, index) => {
    const simulated = centreAndInterval(byRun.map((observed) => observed[index]!));
    const { id, title, unit, value: published, role } = fact;
    const inside = simulated.centre === null ? null : isInside(simulated.centre, published, fact.tolerance);
    return {
      id,
      title,
      unit,
      published,
      simulated: simulated.centre,
      low: simulated.low,
      high: simulated.high,
      inside,
      role,
    };
  });
}

export interface CentreAndInterval {
  readonly centre: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Median and 90% interval over replicates; the interval is null with one, all are null if any replicate cannot say. */
export function centreAndInterval(values: readonly (number | null)[]): CentreAndInterval {
  const said = values.filter((value) => value !== null);
  if (said.length === 0 || said.length < values.length) return { centre: null, low: null, high: null };
  if (said.length === 1) return { centre: said[0]!, low: null, high: null };
  const sorted = said.toSorted((one, other) => one - other);
  return { centre: median(sorted), low: quantileSorted(sorted, 0.05), high: quantileSorted(sorted, 0.95) };
}

export function isInside(simulated: number, published: number, tolerance: Tolerance): boolean {
  if (tolerance.kind === 'interval') return simulated >= tolerance.from && simulated <= tolerance.to;
  const base = { 'plus-minus': 1, 'of-published': Math.abs(published), 'of-simulated': Math.abs(simulated) };
  return Math.abs(simulated - published) <= tolerance.size * base[tolerance.kind];
}
