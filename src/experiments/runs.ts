import type { Runs, Tables } from '../tables/tables.ts';
import type { PointStore } from './executor.ts';
import { type Plan, type Point, pointsOf } from './plan.ts';

/** The finished runs of one variant, replicates in their order; each run's tables are read when it is its turn, and let go. */
export function runsOf(plan: Plan, variant: number, store: PointStore): Runs {
  return storedRuns(plan, pointsOf(plan, variant), store);
}

/** The finished runs of a plan that is one ensemble, whatever parameters each run has. */
export function runsOfEnsemble(plan: Plan, store: PointStore): Runs {
  return storedRuns(plan, plan.points, store);
}

function storedRuns({ variants }: Plan, points: readonly Point[], store: PointStore): Runs {
  return {
    length: points.length,
    scenarios: points.map(({ variant }) => variants[variant]!.scenario),
    map<T>(of: (tables: Tables, replicate: number) => T): T[] {
      return points.map(({ id }, index) => of(store.tables(id), index));
    },
    *[Symbol.iterator]() {
      for (const { id } of points) yield store.tables(id);
    },
  };
}
