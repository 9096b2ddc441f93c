import { mean, sampleStandardDeviation } from 'simple-statistics';
import { decompositionCharts } from '../charts/decomposition-charts.ts';
import { type Cause, type Window, withoutCauses } from '../experiments/causes.ts';
import { meanOfWindow } from '../experiments/compare.ts';
import { decompose } from '../experiments/decompose.ts';
import type {
  BiasOfScale,
  DecomposedLeaving,
  DecomposedOutcome,
  DecompositionResults,
  Level,
  Span,
} from '../experiments/decomposition-results.ts';
import type { PointStore } from '../experiments/executor.ts';
import { leaversOf, leavingOf, leavingOverSets } from '../experiments/leaving.ts';
import { type Outcome, OutcomeMistake, outcomeOf } from '../experiments/outcomes.ts';
import { monthName, type Plan, type Point, planOfSets, type Variant } from '../experiments/plan.ts';
import { endedAt } from '../experiments/until.ts';
import { hashes } from '../runtime/engine-hash.ts';
import type { Month, Scenario } from '../scenario/scenario.ts';
import type { Tables } from '../tables/tables.ts';
import { decompositionFiles } from './decomposition-tables.ts';
import type { ExperimentSettings } from './experiment.ts';
import type { Manifest } from './manifest.ts';
import { manifestOf } from './manifest-of-run.ts';
import { type Doubt, doubtInManifest, doubtWords, type Reloadable, underDoubt } from './parameter-sets.ts';
import { writeCharts } from './pictures.ts';
import { type FolderSettings, inResultsFolder } from './results-folder.ts';
import { type OnAhead, runPlanToldAhead } from './told-ahead.ts';

export interface DecomposeRequest extends ExperimentSettings, FolderSettings {
  readonly name: string;
  readonly base: Reloadable;
  readonly causes: readonly Cause[];
  readonly outcomes: readonly string[];
  readonly before: Window;
  readonly after: Window;
  /** Last month simulated: one for several changes lets them share their runs. */
  readonly until: Month;
  /** Off is the mean of these months; a decomposition each. */
  readonly references: readonly Window[];
  readonly sets: number;
  readonly doubt: Doubt;
  /** Of the runs that measure what the scenario's own scale does; null: none. */
  readonly largerScale: number | null;
  readonly workers: number;
  readonly onAhead: OnAhead;
}

export interface Decomposed extends DecompositionResults {
  readonly charts: readonly string[];
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Larger runs cost more, and each is one of a pair: a few tell a bias from nothing as well as the sets tell a cause. */
const SETS_AT_LARGER_SCALE = 6;
const REST = { id: 'rest', label: 'everything else' };

/**
 * Runs every combination of causes on and off under every parameter set and reference, the draws of a set being the same in all, and
 * writes what each cause did to a change between two periods.
 * @throws OutcomeMistake, UsageMistake, Interrupted, MarketFailure, RunFailure.
 */
export async function decomposeToFolder(request: DecomposeRequest): Promise<Decomposed> {
  const started = new Date();
  const { folder, name } = request;
  const outcomes = outcomesIn(request, request.base.variant.scenario);
  const layout = layOut(request);
  return inResultsFolder({ ...request, name }, async (publish) => {
    const store = await runPlanToldAhead(layout.plan, request);
    const results = resultsOf(request, layout, outcomes, store);
    const charts = decompositionCharts(results);
    const manifest = await publish(
      async (writer) => {
        for (const { path, text, rows } of decompositionFiles(results)) await writer.add(path, text, rows);
        await writeCharts(writer, charts);
      },
      (files) =>
        manifestOf(
          {
            ...request,
            command: 'decompose',
            settings: settingsOf(request),
            plan: layout.plan,
            store,
            started,
          },
          files,
        ),
    );
    return { ...results, charts: charts.map((chart) => chart.name), folder, manifest };
  });
}

/** The runs that the command plans: two scales of a few sets, and every coalition of every set and reference. */
export function simulationsOf(
  request: Pick<DecomposeRequest, 'sets' | 'causes' | 'references' | 'largerScale'>,
) {
  const { sets, causes, references, largerScale } = request;
  const coalitions = 2 ** causes.length - 1;
  const larger = largerScale === null ? 0 : Math.min(sets, SETS_AT_LARGER_SCALE) * (1 + references.length);
  return sets * (1 + references.length * coalitions) + larger;
}

/** The plan, and which of its points is which coalition of which set. */
interface Layout {
  readonly plan: Plan;
  /** By set, reference and coalition: bit c says that cause c is on. */
  readonly points: readonly (readonly (readonly Point[])[])[];
  /** At the larger scale, all on, then all off by reference; by set. */
  readonly larger: readonly (readonly Point[])[];
}

function layOut(request: DecomposeRequest): Layout {
  const { base, causes, references, doubt, largerScale, until } = request;
  const all = 2 ** causes.length - 1;
  const runs: { variant: Variant; replicate: number }[] = [];
  /** @returns its position among the runs. */
  const add = (variant: Variant, replicate: number) => runs.push({ variant, replicate }) - 1;
  const at: number[][][] = [];
  const largerAt: number[][] = [];
  for (let set = 0; set < request.sets; set++) {
    const [drawn] = underDoubt([base], doubt, base.variant.scenario.seed, set);
    const name = doubt.over === 'none' ? `replicate ${set}` : drawn!.name;
    const scenario = endedAt(drawn!.scenario, until);
    const allOn = add({ ...drawn!, name, scenario }, set);
    const offFrom = (reference: Window, coalition: number, from: Scenario) =>
      withoutCauses(
        from,
        causes.filter((_, cause) => (coalition & (1 << cause)) === 0),
        reference,
      );
    at.push(
      references.map((reference) =>
        Array.from({ length: all + 1 }, (_, coalition) => {
          if (coalition === all) return allOn;
          const variant = {
            ...drawn!,
            name: `${name}, ${onWords(causes, coalition)} on, off as ${spanText(reference)}`,
            scenario: offFrom(reference, coalition, scenario),
            toldFrom: allOn + 1, // the plan's first variant is the scenario itself
          };
          return add(variant, set);
        }),
      ),
    );
    if (largerScale === null || set >= SETS_AT_LARGER_SCALE) continue;
    const larger = { ...scenario, scale: largerScale };
    largerAt.push(
      [larger, ...references.map((reference) => offFrom(reference, 0, larger))].map((one, which) =>
        add(
          {
            ...drawn!,
            name: `${name}, scale ${largerScale}, ${which === 0 ? 'all on' : `all off as ${spanText(references[which - 1]!)}`}`,
            scenario: one,
            toldFrom: allOn + 1,
          },
          set,
        ),
      ),
    );
  }
  const plan = planOfSets(base.variant, runs, hashes());
  const pointAt = (position: number) => plan.points[position]!;
  return {
    plan,
    points: at.map((bySet) => bySet.map((coalitions) => coalitions.map(pointAt))),
    larger: largerAt.map((positions) => positions.map(pointAt)),
  };
}

function onWords(causes: readonly Cause[], coalition: number): string {
  const on = causes.filter((_, cause) => coalition & (1 << cause)).map(({ id }) => id);
  return on.length === 0 ? 'nothing' : on.join(' and ');
}

const spanOf = ({ first, last }: Window): Span => ({ from: monthName(first), to: monthName(last) });
const spanText = (window: Window) => `${monthName(window.first)} to ${monthName(window.last)}`;

/** Means of the outcomes in both periods, in one run. */
interface Measured {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

function resultsOf(
  request: DecomposeRequest,
  layout: Layout,
  outcomes: readonly Outcome[],
  store: PointStore,
): DecompositionResults {
  const { base, causes, references, doubt, sets } = request;
  const measure = measurer(request, layout.plan, store);
  const measured = layout.points.map((bySet) => bySet.map((coalitions) => coalitions.map(measure)));
  const allOn = measured.map((bySet) => bySet[0]!.at(-1)!);
  const level = (window: Window, values: readonly number[]): Level => ({
    ...spanOf(window),
    mean: mean([...values]),
  });
  const decomposed = outcomes.flatMap((outcome, which) =>
    references.map((reference, at): DecomposedOutcome => {
      const changes = measured.map((bySet) =>
        bySet[at]!.map(({ before, after }) => after[which]! - before[which]!),
      );
      if (changes.flat().some(Number.isNaN))
        throw new OutcomeMistake(
          JSON.stringify(outcome.name),
          'an outcome that has a value in both periods of every run',
          'take longer periods, a larger --scale or another outcome',
        );
      return {
        outcome: outcome.name,
        title: outcome.title,
        unit: outcome.unit,
        reference: spanOf(reference),
        before: level(
          request.before,
          allOn.map(({ before }) => before[which]!),
        ),
        after: level(
          request.after,
          allOn.map(({ after }) => after[which]!),
        ),
        ...decompose(causes, REST, changes),
      };
    }),
  );
  return {
    scenario: base.variant.scenario.name,
    sets,
    scale: base.variant.scenario.scale,
    parameters: doubtWords(doubt),
    outcomes: decomposed,
    leaving: leaving(request, layout, store),
    bias: biases(request, layout, outcomes, measure),
  };
}

const outcomesIn = ({ outcomes }: DecomposeRequest, scenario: Scenario): Outcome[] =>
  outcomes.map((one) => outcomeOf(one, scenario));

/** Each run is seen as its own scenario sees it: what a source covers may differ from set to set. */
function measurer(request: DecomposeRequest, plan: Plan, store: PointStore): (point: Point) => Measured {
  const { before, after } = request;
  const known = new Map<string, Measured>(); // where all causes are on, references share the run
  return ({ id, variant }) => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const tables = store.tables(id);
    const { scenario } = plan.variants[variant]!;
    const { start } = scenario.calendar;
    const monthly = outcomesIn(request, scenario).map((outcome) => outcome.monthly(tables));
    const means = ({ first, last }: Window) =>
      monthly.map((values) => meanOfWindow(values, first - start, last - start));
    const measured = { before: means(before), after: means(after) };
    known.set(id, measured);
    return measured;
  };
}

function leaving(request: DecomposeRequest, { points }: Layout, store: PointStore): DecomposedLeaving | null {
  const { scenario } = request.base.variant;
  const sector = scenario.observe.netFlowOf;
  const from = sector === null ? 'all employers' : scenario.observe.label;
  const bySet = points.map((ofSet) => {
    const tables = store.tables(ofSet[0]!.at(-1)!.id);
    return leavingOfBoth(request, tables, sector);
  });
  if (bySet.some((one) => one === null)) return null;
  const sets = bySet as NonNullable<(typeof bySet)[number]>[];
  const level = (window: Window, which: 'before' | 'after'): Level => ({
    ...spanOf(window),
    mean: mean(sets.map((one) => leaversOf(one[which]))),
  });
  return {
    from,
    unit: 'people/month',
    before: level(request.before, 'before'),
    after: level(request.after, 'after'),
    ...leavingOverSets(sets),
  };
}

/** Null where nobody works there in one of the periods. */
function leavingOfBoth({ base, before, after }: DecomposeRequest, tables: Tables, sector: string | null) {
  const { scenario } = base.variant;
  try {
    return {
      before: leavingOf(scenario, tables, sector, before),
      after: leavingOf(scenario, tables, sector, after),
    };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function biases(
  { base, largerScale, references }: DecomposeRequest,
  { points, larger }: Layout,
  outcomes: readonly Outcome[],
  measure: (point: Point) => Measured,
): BiasOfScale[] {
  if (largerScale === null) return [];
  const changeIn = (point: Point, outcome: number) => {
    const { before, after } = measure(point);
    return after[outcome]! - before[outcome]!;
  };
  return outcomes.flatMap(({ name, unit }, outcome) =>
    ['all causes on', ...references.map((reference) => `all off, as ${spanText(reference)}`)].map(
      (what, which): BiasOfScale => {
        const pairs = larger.map((ofSet, set) => {
          const small = which === 0 ? points[set]![0]!.at(-1)! : points[set]![which - 1]![0]!;
          return [changeIn(small, outcome), changeIn(ofSet[which]!, outcome)] as const;
        });
        const differences = pairs.map(([small, large]) => large - small);
        return {
          outcome: name,
          unit,
          what,
          scale: base.variant.scenario.scale,
          largerScale,
          sets: pairs.length,
          change: mean(pairs.map(([small]) => small)),
          changeAtLarger: mean(pairs.map(([, large]) => large)),
          monteCarloError:
            pairs.length < 2 ? null : sampleStandardDeviation(differences) / Math.sqrt(pairs.length),
        };
      },
    ),
  );
}

function settingsOf(request: DecomposeRequest): object {
  const { outcomes, causes, before, after, references, sets, doubt, largerScale } = request;
  return {
    outcomes,
    causes,
    before: spanOf(before),
    after: spanOf(after),
    references: references.map(spanOf),
    sets,
    largerScale,
    ...doubtInManifest(doubt),
  };
}
