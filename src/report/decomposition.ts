import { mean, sampleStandardDeviation } from 'simple-statistics';
import * as z from 'zod';
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
import type { Plan, Point } from '../experiments/plan.ts';
import { canonicalScenario } from '../scenario/canonical.ts';
import { monthOf, monthText } from '../scenario/dates.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Tables } from '../tables/tables.ts';
import { UNCERTAINTIES, uncertaintyWords } from './parameter-sets.ts';

const SPAN = z.strictObject({ from: z.string(), to: z.string() });

/** What a decomposition was asked, as its manifest says it. */
export const DECOMPOSITION_SETTINGS = z.strictObject({
  outcomes: z.array(z.string()).min(1),
  causes: z
    .array(
      z.strictObject({
        id: z.string(),
        label: z.string(),
        drivers: z.array(z.string()),
        events: z.array(z.string()),
        layOffs: z.boolean(),
      }),
    )
    .min(1),
  before: SPAN,
  after: SPAN,
  /** Off is the mean of these months; a decomposition each. */
  references: z.array(SPAN).min(1),
  sets: z.int().min(1),
  /** Of the runs that measure what the scenario's own scale does; null: none. */
  largerScale: z.number().nullable(),
  uncertainty: z.enum(UNCERTAINTIES),
  /** SHA-256 of the posterior, where parameters were drawn from it. */
  posterior: z.string().nullable(),
});
export type DecompositionSettings = z.infer<typeof DECOMPOSITION_SETTINGS>;

/** Larger runs cost more, and each is one of a pair: a few tell a bias from nothing as well as the sets tell a cause. */
const SETS_AT_LARGER_SCALE = 6;
const REST = { id: 'rest', label: 'everything else' };

/** One run of a decomposition: of a set, with the causes of a coalition on (bit c: cause c) and off as a reference has it, or all on. */
export interface RunOfDecomposition {
  readonly set: number;
  readonly isLarger: boolean;
  /** Null: all causes are on, so that references share the run. */
  readonly off: { readonly reference: number; readonly coalition: number } | null;
}

/** Every run, in the order of the plan: set by set, all on first. */
export function runsOf({
  sets,
  causes,
  references,
  largerScale,
}: {
  readonly sets: number;
  readonly causes: readonly unknown[];
  readonly references: readonly unknown[];
  readonly largerScale: number | null;
}): RunOfDecomposition[] {
  const all = 2 ** causes.length - 1;
  return Array.from({ length: sets }, (_, set): RunOfDecomposition[] => [
    { set, isLarger: false, off: null },
    ...references.flatMap((_, reference) =>
      Array.from({ length: all }, (_, coalition) => ({
        set,
        isLarger: false,
        off: { reference, coalition },
      })),
    ),
    ...(largerScale === null || set >= SETS_AT_LARGER_SCALE
      ? []
      : [
          { set, isLarger: true, off: null },
          ...references.map((_, reference) => ({ set, isLarger: true, off: { reference, coalition: 0 } })),
        ]),
  ]).flat();
}

/** A run's scenario. @param allOn that of its set, with all causes on. */
export function scenarioOfRun(
  { isLarger, off }: RunOfDecomposition,
  allOn: Scenario,
  { causes, references, largerScale }: Pick<Asked, 'causes' | 'references' | 'largerScale'>,
): Scenario {
  const scenario = isLarger ? { ...allOn, scale: largerScale! } : allOn;
  if (off === null) return scenario;
  const areOff = causes.filter((_, cause) => (off.coalition & (1 << cause)) === 0);
  return withoutCauses(scenario, areOff, references[off.reference]!);
}

/**
 * Names of the runs that are not what the settings make: another scenario than the one with all causes on gives, or other dice.
 * @param plan with as many points as the settings make.
 */
export function runsOtherThanAsked({ variants, points }: Plan, settings: DecompositionSettings): string[] {
  const asked = askedOf(settings, variants[0]!.scenario);
  let allOn = variants[0]!.scenario;
  return runsOf(settings).flatMap((run, at) => {
    const { variant, replicate } = points[at]!;
    const { name, scenario } = variants[variant]!;
    if (run.off === null && !run.isLarger) allOn = scenario;
    const expected = scenarioOfRun(run, allOn, asked);
    const isAsked = canonicalScenario(scenario) === canonicalScenario(expected);
    return isAsked && replicate === run.set ? [] : [name];
  });
}

/** Which of a plan's points is which coalition of which set. */
interface Layout {
  /** By set, reference and coalition, the last of them all on. */
  readonly points: readonly (readonly (readonly Point[])[])[];
  /** At the larger scale, all on, then all off by reference; by set. */
  readonly larger: readonly (readonly Point[])[];
}

function layOut({ points }: Plan, settings: DecompositionSettings): Layout {
  const { sets, references } = settings;
  const ofSets = Array.from({ length: sets }, (): (RunOfDecomposition & { point: Point })[] => []);
  for (const [at, run] of runsOf(settings).entries()) ofSets[run.set]!.push({ ...run, point: points[at]! });
  return {
    points: ofSets.map((ofSet) => {
      const small = ofSet.filter(({ isLarger }) => !isLarger);
      const allOn = small.find(({ off }) => off === null)!;
      return references.map((_, reference) =>
        [...small.filter(({ off }) => off?.reference === reference), allOn].map(({ point }) => point),
      );
    }),
    larger: ofSets
      .map((ofSet) => ofSet.filter(({ isLarger }) => isLarger).map(({ point }) => point))
      .filter((ofSet) => ofSet.length > 0),
  };
}

/** Settings with their months as the calendar counts them. */
interface Asked {
  readonly scenario: Scenario;
  readonly outcomes: readonly string[];
  readonly causes: readonly Cause[];
  readonly before: Window;
  readonly after: Window;
  readonly references: readonly Window[];
  readonly sets: number;
  readonly largerScale: number | null;
}

const askedOf = (settings: DecompositionSettings, scenario: Scenario): Asked => ({
  ...settings,
  scenario,
  before: windowOf(settings.before),
  after: windowOf(settings.after),
  references: settings.references.map(windowOf),
});

const windowOf = ({ from, to }: Span): Window => ({ first: monthOf(from)!, last: monthOf(to)! });
export const spanOf = ({ first, last }: Window): Span => ({ from: monthText(first), to: monthText(last) });
export const spanText = (window: Window) => `${monthText(window.first)} to ${monthText(window.last)}`;

/** @throws OutcomeMistake */
export const outcomesIn = (
  { outcomes }: { readonly outcomes: readonly string[] },
  scenario: Scenario,
): Outcome[] => outcomes.map((one) => outcomeOf(one, scenario));

/** Means of the outcomes in both periods, in one run. */
interface Measured {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/**
 * What the finished points of a decomposition say.
 * @param plan the scenario, then a variant a run, in the order of `runsOf`. @throws OutcomeMistake
 */
export function decompositionOf(
  plan: Plan,
  store: PointStore,
  settings: DecompositionSettings,
): DecompositionResults {
  const { scenario } = plan.variants[0]!;
  const asked = askedOf(settings, scenario);
  const { causes, references, sets } = asked;
  const outcomes = outcomesIn(settings, scenario);
  const layout = layOut(plan, settings);
  const measure = measurer(asked, plan, store);
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
          asked.before,
          allOn.map(({ before }) => before[which]!),
        ),
        after: level(
          asked.after,
          allOn.map(({ after }) => after[which]!),
        ),
        ...decompose(causes, REST, changes),
      };
    }),
  );
  return {
    scenario: scenario.name,
    sets,
    scale: scenario.scale,
    parameters: uncertaintyWords(settings.uncertainty),
    outcomes: decomposed,
    leaving: leaving(asked, layout, store),
    bias: biases(asked, layout, outcomes, measure),
  };
}

/** Each run is seen as its own scenario sees it: what a source covers may differ from set to set. */
function measurer(asked: Asked, plan: Plan, store: PointStore): (point: Point) => Measured {
  const { before, after } = asked;
  const known = new Map<string, Measured>(); // where all causes are on, references share the run
  return ({ id, variant }) => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const tables = store.tables(id);
    const { scenario } = plan.variants[variant]!;
    const { start } = scenario.calendar;
    const monthly = outcomesIn(asked, scenario).map((outcome) => outcome.monthly(tables));
    const means = ({ first, last }: Window) =>
      monthly.map((values) => meanOfWindow(values, first - start, last - start));
    const measured = { before: means(before), after: means(after) };
    known.set(id, measured);
    return measured;
  };
}

function leaving(asked: Asked, { points }: Layout, store: PointStore): DecomposedLeaving | null {
  const { scenario } = asked;
  const sector = scenario.observe.netFlowOf;
  const from = sector === null ? 'all employers' : scenario.observe.label;
  const bySet = points.map((ofSet) => {
    const tables = store.tables(ofSet[0]!.at(-1)!.id);
    return leavingOfBoth(asked, tables, sector);
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
    before: level(asked.before, 'before'),
    after: level(asked.after, 'after'),
    ...leavingOverSets(sets),
  };
}

/** Null where nobody works there in one of the periods. */
function leavingOfBoth({ scenario, before, after }: Asked, tables: Tables, sector: string | null) {
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
  { scenario, largerScale, references }: Asked,
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
          scale: scenario.scale,
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
