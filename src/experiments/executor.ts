import type { Scenario } from '../scenario/scenario.ts';
import type { Tables } from '../tables/tables.ts';
import type { Plan, Point } from './plan.ts';

/** The tables of one finished point, packed to be stored or sent. */
export interface PackedPoint {
  readonly tables: readonly PackedTable[];
  /** Sketch of its moves (`MoveSketch`). */
  readonly moves: Int32Array;
  /** The same tables as they were made, where they were made on this thread: unpacking takes as long as packing. */
  readonly made?: Tables;
}

export interface PackedTable {
  readonly name: string;
  readonly rows: number;
  /** How its columns lie in the file, one after another: files of other types are not read as one. */
  readonly types: string;
  /** SHA-256 of the table's cells, however they are packed: two runs that agree have the same. */
  readonly sha256: string;
  /** A Parquet file. */
  readonly bytes: Uint8Array;
}

/** What a runner is asked for. */
export interface Task {
  readonly point: Point;
  readonly scenario: Scenario;
}

/** A point that has no result, and why: its market cannot go on, its worker died again and again, or it ran out of memory. */
export interface FailedPoint {
  readonly point: Point;
  readonly why: string;
  readonly isOfTheMarket: boolean;
}

export type Outcome = { readonly point: Point; readonly packed: PackedPoint } | FailedPoint;

/** What is told while points run. */
export type Progress =
  /** Before the plan: scenarios that have been read under parameters of their own. */
  | {
      readonly kind: 'drawn';
      readonly done: number;
      readonly of: number;
      readonly what: 'runs' | 'cells';
    }
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'found'; readonly points: number; readonly done: number }
  | { readonly kind: 'damaged'; readonly point: Point; readonly why: string }
  | { readonly kind: 'month'; readonly point: Point; readonly month: string; readonly people: number }
  | { readonly kind: 'silent'; readonly point: Point; readonly worker: string; readonly seconds: number }
  | { readonly kind: 'again'; readonly point: Point; readonly why: string }
  /** Something that is waited out, such as a queue that cannot be reached. */
  | { readonly kind: 'trouble'; readonly text: string }
  | { readonly kind: 'done' | 'failed'; readonly point: Point };

export interface RunOptions {
  readonly onProgress?: (progress: Progress) => void;
  /** Aborting it makes the runner throw; points already yielded stay valid. */
  readonly signal?: AbortSignal;
}

/**
 * How points are run: here, on worker threads, on other machines. It may finish them in any order and yields each once, as a
 * result or a failure; what a point gives depends on its scenario, seed and replicate alone.
 */
export type PointRunner = (tasks: readonly Task[], options: RunOptions) => AsyncIterable<Outcome>;

/** Where finished points are kept, each under its id. */
export interface PointStore {
  /** Whether the point is there, whole; `damaged` says what is wrong with it. */
  state(id: string): { readonly is: 'whole' | 'absent' } | { readonly is: 'damaged'; readonly why: string };
  /** Keeps a point for good before it returns, whole or not at all. */
  keep(task: Task, packed: PackedPoint): Promise<void>;
  /** The tables of a point, each read when it is asked for. */
  tables(id: string): Tables;
  /** The sketch of a point's moves. */
  moves(id: string): Int32Array;
}

/**
 * Runs every point of the plan that the store does not hold yet. This is the one way to run many.
 * @param options.fresh runs the points that are there, too.
 * @returns the points that failed; all others are in the store.
 * @throws whatever the runner or the store throws; what was finished before stays in the store.
 */
export async function execute(
  plan: Plan,
  store: PointStore,
  runPoints: PointRunner,
  options: RunOptions & { readonly fresh?: boolean } = {},
): Promise<FailedPoint[]> {
  const { onProgress = () => {} } = options;
  onProgress({ kind: 'plan', plan });
  const tasks = missingTasks(plan, store, options.fresh ?? false, onProgress);
  const total = new Set(plan.points.map(({ id }) => id)).size;
  onProgress({ kind: 'found', points: total, done: total - tasks.size });
  const failed: FailedPoint[] = [];
  if (tasks.size === 0) return failed;
  for await (const outcome of runPoints([...tasks.values()], options)) {
    const { point } = outcome;
    const task = tasks.get(point.id);
    if (task === undefined) throw new Error(`the runner gave point ${point.id} twice, or unasked`);
    tasks.delete(point.id);
    if ('packed' in outcome) await store.keep(task, outcome.packed);
    else failed.push(outcome);
    onProgress({ kind: 'packed' in outcome ? 'done' : 'failed', point });
  }
  for (const { point } of tasks.values())
    throw new Error(
      `the runner left out replicate ${point.replicate} of ${plan.variants[point.variant]!.name}`,
    );
  return failed;
}

/** Points to run by id: two variants that say the same share their points. */
function missingTasks(
  plan: Plan,
  store: PointStore,
  fresh: boolean,
  onProgress: (progress: Progress) => void,
): Map<string, Task> {
  const tasks = new Map<string, Task>();
  for (const point of plan.points) {
    if (tasks.has(point.id)) continue;
    const state = fresh ? { is: 'absent' as const } : store.state(point.id);
    if (state.is === 'whole') continue;
    if (state.is === 'damaged') onProgress({ kind: 'damaged', point, why: state.why });
    tasks.set(point.id, { point, scenario: plan.variants[point.variant]!.scenario });
  }
  return tasks;
}
