import type { Runs, Tables } from '../tables/tables.ts';
import type { PointStore } from './executor.ts';
import { type Plan, pointsOf } from './plan.ts';

/** The finished runs of one variant, replicates in their order; each run's tables are read when it is its turn, and let go. */
export function runsOf(plan: Plan, variant: number, store: PointStore): Runs {
  const points = pointsOf(plan, variant);
  return {
    length: points.length,
    map<T>(of: (tables: Tables, replicate: number) => T): T[] {
      return points.map(({ id }, index) => of(store.tables(id), index));
    },
    *[Symbol.iterator]() {
      for (const { id } of points) yield store.tables(id);
    },
  };
}
