import { decompositionCharts } from '../charts/decomposition-charts.ts';
import type { Cause, Window } from '../experiments/causes.ts';
import type { DecompositionResults } from '../experiments/decomposition-results.ts';
import { type Plan, planOfSets, type Variant } from '../experiments/plan.ts';
import { endedAt } from '../experiments/until.ts';
import { hashes } from '../runtime/engine-hash.ts';
import type { Month } from '../scenario/scenario.ts';
import {
  type DecompositionSettings,
  decompositionOf,
  outcomesIn,
  type RunOfDecomposition,
  runsOf,
  scenarioOfRun,
  spanOf,
  spanText,
} from './decomposition.ts';
import { decompositionFiles } from './decomposition-tables.ts';
import type { ExperimentSettings } from './experiment.ts';
import type { Manifest } from './manifest.ts';
import { manifestOf } from './manifest-of-run.ts';
import { oneByOne } from './one-by-one.ts';
import { type Doubt, doubtInManifest, type Reloadable, underDoubt } from './parameter-sets.ts';
import { writeCharts } from './pictures.ts';
import { type FolderSettings, inResultsFolder } from './results-folder.ts';
import { type OnAhead, type OnFirst, runPlanToldAhead } from './told-ahead.ts';

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
  readonly onFirst: OnFirst;
  readonly onAhead: OnAhead;
}

export interface Decomposed extends DecompositionResults {
  readonly charts: readonly string[];
  readonly folder: string;
  readonly manifest: Manifest;
}

/**
 * Runs every combination of causes on and off under every parameter set and reference, the draws of a set being the same in all, and
 * writes what each cause did to a change between two periods.
 * @throws OutcomeMistake, UsageMistake, Interrupted, MarketFailure, RunFailure.
 */
export async function decomposeToFolder(request: DecomposeRequest): Promise<Decomposed> {
  const started = new Date();
  const { folder, name } = request;
  const settings = settingsOf(request);
  outcomesIn(settings, request.base.variant.scenario); // a mistake is told before anything runs
  const plan = await planOfRuns(request);
  return inResultsFolder({ ...request, name }, async (publish) => {
    const store = await runPlanToldAhead(plan, request);
    const results = decompositionOf(plan, store, settings);
    const charts = decompositionCharts(results);
    const manifest = await publish(
      async (writer) => {
        for (const { path, text, rows } of decompositionFiles(results)) await writer.add(path, text, rows);
        await writeCharts(writer, charts);
      },
      (files) => manifestOf({ ...request, command: 'decompose', settings, plan, store, started }, files),
    );
    return { ...results, charts: charts.map((chart) => chart.name), folder, manifest };
  });
}

/** The runs that the command plans: two scales of a few sets, and every coalition of every set and reference. */
export const simulationsOf = (request: Parameters<typeof runsOf>[0]): number => runsOf(request).length;

/** Every run's scenario; each but those with all causes on is told from that of its set. */
async function planOfRuns(request: DecomposeRequest): Promise<Plan> {
  const { base, references, doubt, until } = request;
  let allOn = { variant: base.variant, position: 0 };
  let position = 0; // the plan's first variant is the scenario itself
  const variantOf = (run: RunOfDecomposition): { variant: Variant; replicate: number } => {
    const { set, isLarger, off } = run;
    position++;
    if (off === null && !isLarger) {
      const [drawn] = underDoubt([base], doubt, base.variant.scenario.seed, set);
      const name = doubt.over === 'none' ? `replicate ${set}` : drawn!.name;
      allOn = { variant: { ...drawn!, name, scenario: endedAt(drawn!.scenario, until) }, position };
      return { variant: allOn.variant, replicate: set };
    }
    const { variant } = allOn;
    const scenario = scenarioOfRun(run, variant.scenario, request);
    const reference = run.off === null ? null : references[run.off.reference]!;
    const name = `${variant.name}, ${runWords(request, run, reference)}`;
    return { variant: { ...variant, name, scenario, toldFrom: allOn.position }, replicate: set };
  };
  return planOfSets(base.variant, await oneByOne(runsOf(request), variantOf, request), hashes());
}

function runWords(
  { causes, largerScale }: DecomposeRequest,
  { isLarger, off }: RunOfDecomposition,
  reference: Window | null,
): string {
  const offAs = reference === null ? '' : `off as ${spanText(reference)}`;
  if (isLarger) return `scale ${largerScale}, all ${off === null ? 'on' : offAs}`;
  return `${onWords(causes, off!.coalition)} on, ${offAs}`;
}

function onWords(causes: readonly Cause[], coalition: number): string {
  const on = causes.filter((_, cause) => coalition & (1 << cause)).map(({ id }) => id);
  return on.length === 0 ? 'nothing' : on.join(' and ');
}

function settingsOf(request: DecomposeRequest): DecompositionSettings {
  const { outcomes, causes, before, after, references, sets, doubt, largerScale } = request;
  return {
    outcomes: [...outcomes],
    causes: causes.map((cause) => ({ ...cause, drivers: [...cause.drivers], events: [...cause.events] })),
    before: spanOf(before),
    after: spanOf(after),
    references: references.map(spanOf),
    sets,
    largerScale,
    ...doubtInManifest(doubt),
  };
}
