import type { Scenario } from '../scenario/scenario.ts';
import type { Tables } from '../tables/tables.ts';

/** One simulation of an ensemble: replicate `replicate` of the seed; replicate 0 is the single run. */
export interface RunPoint {
  readonly seed: string;
  readonly replicate: number;
}

/** What is told while a point runs: after each of its months, and never again after the last. */
export interface PointProgress {
  readonly point: RunPoint;
  readonly month: string;
  readonly people: number;
}

export interface RunOptions {
  onMonth?: (progress: PointProgress) => void;
  /** Aborting it makes the runner throw; points already yielded stay valid. */
  signal?: AbortSignal;
}

/**
 * How points are run: here, on worker threads, on other machines. It may finish them in any order and yields each
 * once; what a point gives depends on the scenario and the point alone.
 */
export type PointRunner = (
  scenario: Scenario,
  points: readonly RunPoint[],
  options: RunOptions,
) => AsyncIterable<{ point: RunPoint; tables: Tables }>;

/** The points of an ensemble, decided before anything runs. */
export function ensemblePoints(seed: string, replicates: number): RunPoint[] {
  return Array.from({ length: replicates }, (_, replicate) => ({ seed, replicate }));
}

/**
 * Runs every point and returns the tables in the order of the points, whichever finished first.
 * @throws whatever the runner throws; Error when it leaves a point out.
 */
export async function runEnsemble(
  scenario: Scenario,
  points: readonly RunPoint[],
  runPoints: PointRunner,
  options: RunOptions = {},
): Promise<Tables[]> {
  const tablesOf = new Map<number, Tables>();
  for await (const { point, tables } of runPoints(scenario, points, options))
    tablesOf.set(point.replicate, tables);
  return points.map((point) => {
    const tables = tablesOf.get(point.replicate);
    if (tables === undefined) throw new Error(`the runner left out replicate ${point.replicate}`);
    return tables;
  });
}
