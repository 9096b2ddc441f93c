import type { Fact } from '../evidence/fact.ts';
import { observeAll } from '../evidence/observe.ts';
import { answerOf } from '../evidence/unanswered.ts';
import type { Figures } from '../experiments/calibrate/calibrate.ts';
import type { Target } from '../experiments/calibrate/targets.ts';
import type { PointStore } from '../experiments/executor.ts';
import { type Plan, type Point, planOfSets, type Variant } from '../experiments/plan.ts';
import { hashes } from '../runtime/engine-hash.ts';
import { Interrupted } from '../runtime/failures.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { ScenarioError } from '../scenario/scenario-error.ts';
import type { Tables } from '../tables/tables.ts';
import type { ObservesRuns } from './calibration.ts';
import { type ExperimentSettings, runWhatCan } from './experiment.ts';
import { oneByOne } from './one-by-one.ts';
import type { Reloadable } from './parameter-sets.ts';

export interface RunsToObserve extends ExperimentSettings {
  readonly base: Reloadable;
  readonly targets: readonly Target[];
  /** The facts that the targets are of, and those that their observations refer to. */
  readonly facts: readonly Fact[];
}

/** The runs of a calibration, by the one executor: settings in, figures of the targets out. */
export class CalibrationRuns implements ObservesRuns {
  readonly #request: RunsToObserve;
  readonly #variants: Variant[] = [];
  readonly #points: Point[] = [];
  #asked = 0;

  constructor(request: RunsToObserve) {
    this.#request = request;
  }

  /** One run with each of the settings. Figures are null where the scenario refuses its settings, or its market cannot go on. */
  async observe(
    settings: readonly (readonly string[])[],
    replicates: readonly number[],
    scale: number,
  ): Promise<Figures[]> {
    const { base, targets, facts } = this.#request;
    const atScale = (ofRun: readonly string[]) => this.#variant([...ofRun, `scale=${scale}`]);
    const variants = await oneByOne(settings, atScale, this.#request);
    const taken = variants.flatMap((variant, at) =>
      variant === null ? [] : [{ variant, replicate: replicates[at]! }],
    );
    const plan = planOfSets(base.variant, taken, hashes());
    const { store, failed } = await runWhatCan(plan, this.#request);
    const failures = new Set(failed.map(({ point }) => point.id));
    let next = 0;
    return variants.map((variant) => {
      const point = variant === null ? null : plan.points[next++]!;
      if (variant === null || point === null || failures.has(point.id)) return targets.map(() => null);
      this.#remember(variant, point);
      return figuresOf(targets, facts, variant.scenario, store.tables(point.id));
    });
  }

  #variant(settings: readonly string[]): Variant | null {
    const name = `point ${++this.#asked}`; // its settings are too long for a line
    try {
      return { ...this.#request.base.reload(settings), name, set: settings };
    } catch (error) {
      if (error instanceof ScenarioError) return null;
      throw error;
    }
  }

  #remember(variant: Variant, point: Point): void {
    this.#variants.push(variant);
    this.#points.push({ ...point, variant: this.#variants.length });
  }

  /** All that were run and kept, behind the scenario as it is. */
  plan(): Plan {
    const { base } = this.#request;
    return { engine: hashes().engine, variants: [base.variant, ...this.#variants], points: this.#points };
  }
}

/** The targets' figures in one run. @param facts those that the targets are of, and those that their observations refer to. */
function figuresOf(
  targets: readonly Target[],
  facts: readonly Fact[],
  scenario: Scenario,
  tables: Tables,
): Figures {
  const ids = facts.map(({ id }) => id);
  const observed = observeAll(facts, scenario, tables).map(answerOf);
  return targets.map(({ id }) => observed[ids.indexOf(id)]!);
}

/** The runs of a calibration that a manifest tells: settings in, figures of the finished points out. */
export class ToldRuns implements ObservesRuns {
  readonly #plan: Plan;
  readonly #store: PointStore;
  readonly #targets: readonly Target[];
  readonly #facts: readonly Fact[];
  readonly #signal: AbortSignal;
  readonly #told: ReadonlyMap<string, Point>;
  /** Runs asked for of which the manifest has no point: it says by this that they gave nothing. */
  untold = 0;

  constructor(
    plan: Plan,
    store: PointStore,
    { targets, facts, signal }: Pick<RunsToObserve, 'targets' | 'facts' | 'signal'>,
  ) {
    this.#plan = plan;
    this.#store = store;
    this.#targets = targets;
    this.#facts = facts;
    this.#signal = signal;
    this.#told = new Map(
      plan.points.map((point) => [keyOf(plan.variants[point.variant]!.set, point.replicate), point]),
    );
  }

  async observe(
    settings: readonly (readonly string[])[],
    replicates: readonly number[],
    scale: number,
  ): Promise<Figures[]> {
    await new Promise(setImmediate); // nothing else here waits, and Ctrl-C is heard only where something does
    if (this.#signal.aborted) throw new Interrupted();
    return settings.map((ofRun, at) => {
      const point = this.#told.get(keyOf([...ofRun, `scale=${scale}`], replicates[at]!));
      if (point === undefined) {
        this.untold++;
        return this.#targets.map(() => null);
      }
      const { scenario } = this.#plan.variants[point.variant]!;
      return figuresOf(this.#targets, this.#facts, scenario, this.#store.tables(point.id));
    });
  }
}

const keyOf = (set: readonly string[], replicate: number): string => JSON.stringify([set, replicate]);
