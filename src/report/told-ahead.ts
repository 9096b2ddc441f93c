import type { Plan, Point } from '../experiments/plan.ts';
import type { FolderOfPoints } from '../runtime/point-store.ts';
import { runHere } from '../runtime/run-here.ts';
import { type ExperimentSettings, openStore, runPlan } from './experiment.ts';

/** How long an experiment will take. */
export interface Ahead {
  /** Simulations left, and seconds of CPU that one takes, as the first of them took. */
  readonly points: number;
  readonly secondsEach: number;
  readonly workers: number;
}
export type OnAhead = (ahead: Ahead) => void;
/** Before the first simulation, which is run alone to see how long one takes. @param points of the plan, finished ones included. */
export type OnFirst = (points: number) => void;

/**
 * Runs what of a plan is not stored yet, as `runPlan` does, and says beforehand how long it will take: from the first point that is
 * missing, which is run alone.
 * @throws as runPlan does.
 */
export async function runPlanToldAhead(
  plan: Plan,
  settings: ExperimentSettings & {
    readonly workers: number;
    readonly onFirst: OnFirst;
    readonly onAhead: OnAhead;
  },
): Promise<FolderOfPoints> {
  const { workers, fresh, onFirst, onAhead } = settings;
  const missing = missingPoint(plan, openStore(settings.points), fresh);
  if (missing === undefined) return runPlan(plan, settings);
  onFirst(plan.points.length);
  const { userCPUTime: before } = process.resourceUsage();
  await runPlan({ ...plan, points: [missing] }, { ...settings, runPoints: runHere });
  const secondsEach = (process.resourceUsage().userCPUTime - before) / 1e6;
  const points = fresh ? plan.points.filter(({ id }) => id !== missing.id) : plan.points; // found again else
  return runPlan(
    { ...plan, points },
    {
      ...settings,
      onProgress(progress) {
        if (progress.kind === 'found')
          onAhead({ points: progress.points - progress.done, secondsEach, workers });
        settings.onProgress?.(progress);
      },
    },
  );
}

function missingPoint(plan: Plan, store: FolderOfPoints, fresh: boolean): Point | undefined {
  return fresh ? plan.points[0] : plan.points.find(({ id }) => store.state(id).is !== 'whole');
}
