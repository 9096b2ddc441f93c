import { execute, type FailedPoint, type PointRunner, type Progress } from '../experiments/executor.ts';
import type { Plan } from '../experiments/plan.ts';
import { makeFolder } from '../runtime/durable-files.ts';
import { diskFailure, Interrupted, MarketFailure, RunFailure } from '../runtime/failures.ts';
import { FolderOfPoints } from '../runtime/point-store.ts';

/** How an experiment's points are run and where they are kept; the same for every command. */
export interface ExperimentSettings {
  /** Folder of the point store. */
  readonly points: string;
  /** What says where that is; unless told, the option of every command that keeps points. */
  readonly placedBy?: string;
  /** Run points that are stored, too. */
  readonly fresh: boolean;
  readonly runPoints: PointRunner;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs what of a plan is not stored yet.
 * @returns the store, which then holds every point.
 * @throws MarketFailure or RunFailure when points failed (the others are run and kept), Interrupted, RunFailure when the disk refuses.
 */
export async function runPlan(plan: Plan, settings: ExperimentSettings): Promise<FolderOfPoints> {
  const { store, failed, total } = await runWhatCan(plan, settings);
  if (failed.length > 0) throw failureOf(plan, failed, total);
  return store;
}

/** The same for an experiment that goes on without the points that failed. @throws as `runPlan`, but for these. */
export async function runWhatCan(
  plan: Plan,
  settings: ExperimentSettings,
): Promise<{ store: FolderOfPoints; failed: FailedPoint[]; total: number }> {
  const { points, placedBy, fresh, runPoints, onProgress, signal } = settings;
  const store = openStore(points, placedBy);
  const kept = { done: 0, total: 0 };
  const count = (progress: Progress) => {
    if (progress.kind === 'found') Object.assign(kept, { done: progress.done, total: progress.points });
    if (progress.kind === 'done') kept.done++;
    onProgress?.(progress);
  };
  try {
    const failed = await execute(plan, store, runPoints, { fresh, onProgress: count, signal });
    return { store, failed, total: kept.total };
  } catch (error) {
    throw error instanceof Interrupted ? new Interrupted(kept) : error;
  }
}

/** The store of a folder, rid of what dead processes had half written. @throws RunFailure when the disk refuses. */
export function openStore(folder: string, placedBy?: string): FolderOfPoints {
  const store = new FolderOfPoints(folder, placedBy);
  try {
    makeFolder(store.folder);
    store.removeHalfWritten();
  } catch (error) {
    throw diskFailure(store.folder, error, store.placedBy);
  }
  return store;
}

function failureOf(plan: Plan, failed: readonly FailedPoint[], total: number): Error {
  const [first] = failed as [FailedPoint];
  if (total === 1 && first.isOfTheMarket) return new MarketFailure(first.why);
  const told = failed.slice(0, 3).map(({ point, why }) => {
    return `${plan.variants[point.variant]!.name}, seed ${point.seed}, replicate ${point.replicate}: ${why}`;
  });
  const more = failed.length > told.length ? [`and ${failed.length - told.length} more`] : [];
  return new RunFailure(`${failed.length} of ${total} points`, {
    found: [...told, ...more].join('\n            '),
    expected: 'a result of every point',
    remedy:
      'change what the market cannot do, or give each worker more memory with fewer --workers; the finished points are kept',
  });
}
