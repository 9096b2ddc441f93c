import { mean, sampleStandardDeviation } from 'simple-statistics';
import * as z from 'zod';
import { meanOfWindow } from '../experiments/compare.ts';
import type { PointStore } from '../experiments/executor.ts';
import { screened, type Trajectory, trajectories } from '../experiments/morris.ts';
import { type Outcome, outcomeOf } from '../experiments/outcomes.ts';
import type { Plan } from '../experiments/plan.ts';
import {
  byStrength,
  CHANCE,
  coordinatesOf,
  type Factor,
  type FactorShare,
  type ScreenedFactor,
  type SensitivityResults,
} from '../experiments/sensitivity.ts';
import { type SobolDesign, sobolDesign, sobolIndices } from '../experiments/sobol-indices.ts';
import { monthOf } from '../scenario/dates.ts';

/** What a sensitivity analysis was asked, as its manifest says it. */
export const SENSITIVITY_SETTINGS = z.strictObject({
  /** The first says which factors get shares. */
  outcomes: z.array(z.string()).min(1),
  /** Without chance, which is always one more. */
  factors: z.array(z.strictObject({ id: z.string(), paths: z.array(z.string()) })),
  from: z.string(),
  to: z.string(),
  /** Of the screening; 0: none, and all factors get shares. */
  trajectories: z.int().min(0),
  /** Points of each of the two samples of the shares; 0: no shares. */
  samples: z.int().min(0),
  /** How many of the factors that matter get shares. */
  most: z.int().min(1),
  /** Runs of each point, whose mean is taken. */
  replicates: z.int().min(1),
});
export type SensitivitySettings = z.infer<typeof SENSITIVITY_SETTINGS>;

/** Every factor of the screening, and the walks through their ranges. */
export function walksOf(
  { factors, trajectories: count }: SensitivitySettings,
  seed: string,
): { all: Factor[]; walks: Trajectory[] } {
  const all = [...factors, CHANCE];
  const walks = count === 0 ? [] : trajectories(count, coordinatesOf(all).factorOf, seed);
  return { all, walks };
}

/** Points of the walks: each has one more than there are factors, chance among them. */
const pointsOfWalks = ({ factors, trajectories: count }: SensitivitySettings): number =>
  count * (factors.length + 2);

/** Points of the shares: of samples A and B, and of A with each factor from B. */
const pointsOfShares = ({ samples }: SensitivitySettings, { chosen }: Screening): number =>
  samples * (2 + chosen.length);

/** Runs of all of them. @param screening null: of the walks alone. */
export const pointsOfSensitivity = (settings: SensitivitySettings, screening: Screening | null): number =>
  settings.replicates *
  (pointsOfWalks(settings) + (screening === null ? 0 : pointsOfShares(settings, screening)));

/** What the screening gave: each outcome's factors, those that get shares, and where the shares are looked for; null: nowhere. */
export interface Screening {
  readonly screening: readonly ScreenedFactor[];
  readonly chosen: readonly Factor[];
  readonly design: SobolDesign | null;
}

/** @param plan the scenario, then a variant a point of the walks; more may follow. @throws OutcomeMistake */
export function screeningOf(plan: Plan, store: PointStore, settings: SensitivitySettings): Screening {
  const { scenario } = plan.variants[0]!;
  const { seed } = scenario;
  const { all, walks } = walksOf(settings, seed);
  const measured = measure(plan, store, settings, { first: 0, count: pointsOfWalks(settings) });
  const screening = settings.outcomes.flatMap((one, which) =>
    screen(outcomeOf(one, scenario), all, walks, valuesOfWalks(walks, measured, which), seed),
  );
  const chosen = chosenOf(settings, screening);
  const { factorOf } = coordinatesOf(chosen);
  const design = settings.samples === 0 ? null : sobolDesign(settings.samples, factorOf, seed);
  return { screening, chosen, design };
}

/**
 * What the finished points of a sensitivity analysis say.
 * @param plan the scenario, then a variant a point: of the walks, of sample A, of sample B, of A with each factor from B.
 * @throws OutcomeMistake
 */
export function sensitivityOf(
  plan: Plan,
  store: PointStore,
  settings: SensitivitySettings,
  found: Screening,
): SensitivityResults {
  const { screening, chosen, design } = found;
  const { scenario } = plan.variants[0]!;
  const { samples } = settings;
  const outcomes = settings.outcomes.map((one) => outcomeOf(one, scenario));
  const range = { first: pointsOfWalks(settings), count: pointsOfShares(settings, found) };
  const ofShares = measure(plan, store, settings, range);
  return {
    scenario: scenario.name,
    scale: scenario.scale,
    from: settings.from,
    to: settings.to,
    outcomes: outcomes.map(({ name: outcome, title, unit }, which) => ({
      outcome,
      title,
      unit,
      ...spreadOf(ofShares.slice(0, 2 * samples).map((values) => values[which]!)),
    })),
    screening,
    shares:
      design === null
        ? []
        : outcomes.flatMap((outcome, which) =>
            sharesOf(
              settings,
              outcome,
              chosen,
              ofShares.map((values) => values[which]!),
              scenario.seed,
            ),
          ),
  };
}

/**
 * By run, the outcomes' means over the window and the run's replicates, as the run's own scenario sees them.
 * @param first the first run, of `count`.
 */
function measure(
  { variants, points }: Plan,
  store: PointStore,
  settings: SensitivitySettings,
  { first, count }: { readonly first: number; readonly count: number },
): number[][] {
  const { from, to, replicates } = settings;
  return Array.from({ length: count }, (_, run) => {
    const own = points.slice((first + run) * replicates, (first + run + 1) * replicates);
    const { scenario } = variants[own[0]!.variant]!;
    const { start } = scenario.calendar;
    const outcomes = settings.outcomes.map((one) => outcomeOf(one, scenario));
    const byReplicate = own.map(({ id }) => {
      const tables = store.tables(id);
      return outcomes.map((outcome) =>
        meanOfWindow(outcome.monthly(tables), monthOf(from)! - start, monthOf(to)! - start),
      );
    });
    return outcomes.map((_, which) => mean(byReplicate.map((values) => values[which]!)));
  });
}

function valuesOfWalks(
  walks: readonly Trajectory[],
  measured: readonly (readonly number[])[],
  which: number,
): number[][] {
  let next = 0;
  return walks.map(({ points }) => points.map(() => measured[next++]![which]!));
}

function screen(
  { name, unit }: Outcome,
  factors: readonly Factor[],
  walks: readonly Trajectory[],
  values: readonly (readonly number[])[],
  seed: string,
): ScreenedFactor[] {
  if (walks.length === 0) return [];
  const all = screened(walks, values, coordinatesOf(factors).factorOf, seed);
  const chance = all.at(-1)!.strength ?? 0;
  return all
    .map(({ effects, ...found }, at): ScreenedFactor => {
      const { id, paths } = factors[at]!;
      return {
        outcome: name,
        unit,
        factor: id,
        parameters: paths.length,
        ...found,
        trajectories: effects,
        aboveChance: (found.low ?? found.strength ?? 0) > chance,
      };
    })
    .sort(byStrength);
}

/** The factors that get shares: those with the strongest effects on the first outcome, and chance; all when none was screened. */
function chosenOf(
  { factors, most, trajectories: walks, outcomes: [name] }: SensitivitySettings,
  screening: readonly ScreenedFactor[],
): Factor[] {
  if (walks === 0) return [...factors, CHANCE];
  const strongest = screening
    .filter(
      ({ outcome, factor, strength }) => outcome === name && factor !== CHANCE.id && (strength ?? 0) > 0,
    )
    .slice(0, most)
    .map(({ factor }) => factors.find(({ id }) => id === factor)!);
  return [...strongest, CHANCE];
}

function sharesOf(
  { samples }: SensitivitySettings,
  { name }: Outcome,
  factors: readonly Factor[],
  values: readonly number[],
  seed: string,
): FactorShare[] {
  const part = (at: number) => values.slice(at * samples, (at + 1) * samples);
  const indices = sobolIndices(
    { a: part(0), b: part(1), mixed: factors.map((_, factor) => part(2 + factor)) },
    seed,
  );
  return indices.map((found, at) => ({ outcome: name, factor: factors[at]!.id, ...found, samples }));
}

function spreadOf(values: readonly number[]) {
  const said = values.filter(Number.isFinite);
  if (said.length < 2) return { mean: null, standardDeviation: null };
  return { mean: mean(said), standardDeviation: sampleStandardDeviation(said) };
}
