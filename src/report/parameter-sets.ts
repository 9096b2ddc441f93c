import { parameterSet, uncertain } from '../experiments/parameter-sets.ts';
import { type Plan, planOf, planOfSets, type Variant } from '../experiments/plan.ts';
import { setOfReplicate, settingsOf } from '../experiments/posterior.ts';
import { hashes } from '../runtime/engine-hash.ts';
import { shippedEvidence } from '../runtime/evidence-folder.ts';
import { type FiledPosterior, POSTERIOR_FILE } from '../runtime/posterior-file.ts';
import type { ParsedScenario } from '../scenario/parse.ts';
import { ScenarioError } from '../scenario/scenario-error.ts';
import type { ExperimentSettings } from './experiment.ts';
import { oneByOne } from './one-by-one.ts';

/** A scenario that can be read again with other settings. */
export interface Reloadable {
  readonly variant: Variant;
  readonly values: ParsedScenario['values'];
  /** Paths whose value is the baseline's own: written in its file, and not by a policy or `--set`. */
  readonly ofBaseline: ReadonlySet<string>;
  /** @throws ScenarioError */
  readonly reload: (settings: readonly string[]) => Variant;
}

/** The words of --uncertainty. */
export const UNCERTAINTIES = ['none', 'priors', 'posterior'] as const;
export type Uncertainty = (typeof UNCERTAINTIES)[number];

/** What the parameters of an ensemble's runs are drawn from. */
export type Doubt =
  | { readonly over: 'none' }
  | { readonly over: 'priors' }
  | { readonly over: 'posterior'; readonly filed: FiledPosterior };

/**
 * What an ensemble draws from unless told: the posterior where it says anything about one of the scenarios.
 * @param otherwise `priors`: the ranges of their values where there are any. What is judged by a median has no use for them: drawn
 * one by one they fit no fact.
 */
export function usualDoubt(
  scenarios: readonly Reloadable[],
  filed: FiledPosterior | null,
  otherwise: 'priors' | 'none',
): Doubt {
  if (filed !== null && scenarios.some((scenario) => isAbout(filed, scenario)))
    return { over: 'posterior', filed };
  const hasRanges = scenarios.some(({ values }) => uncertain(values).length > 0);
  return { over: hasRanges ? otherwise : 'none' };
}

/** Whether a posterior has a parameter that the scenario has from the baseline. */
export const isAbout = ({ posterior }: FiledPosterior, { ofBaseline }: Reloadable): boolean =>
  posterior.paths.some((path) => ofBaseline.has(path));

/** What a manifest says of it: the posterior by its SHA-256. */
export function doubtInManifest(doubt: Doubt): { uncertainty: Uncertainty; posterior: string | null } {
  return { uncertainty: doubt.over, posterior: doubt.over === 'posterior' ? doubt.filed.sha256 : null };
}

/** In words that follow "parameters". */
export function doubtWords(doubt: Doubt): string {
  return uncertaintyWords(doubt.over);
}

/** The same of what a manifest says: the posterior is always the package's own. */
export function uncertaintyWords(uncertainty: Uncertainty): string {
  if (uncertainty === 'none') return 'as they are';
  return uncertainty === 'priors'
    ? "drawn from the scenarios' ranges (priors, not calibrated)"
    : `drawn from the posterior, ${shippedEvidence().name}/${POSTERIOR_FILE}`;
}

/**
 * Base and policies under one draw of their parameters, the same for what they share; what a policy or `--set` says, it keeps.
 * This is the one way to a run with drawn parameters.
 * @throws ScenarioError when the scenarios take no draw.
 */
export function underDoubt(
  scenarios: readonly Reloadable[],
  doubt: Doubt,
  seed: string,
  replicate: number,
): Variant[] {
  if (doubt.over === 'none') return scenarios.map(({ variant }) => variant);
  if (doubt.over === 'priors') return underParameterSet(scenarios, seed, replicate);
  const { posterior } = doubt.filed;
  const drawn = setOfReplicate(posterior, seed, replicate);
  return scenarios.map(({ variant, reload, ofBaseline }) => ({
    ...reload(settingsOf(posterior, drawn, (path) => ofBaseline.has(path))),
    name: `${variant.name}, posterior set ${drawn.set}`,
  }));
}

/** The replicates of one scenario, each under a draw of its own where there is doubt. @throws ScenarioError, Interrupted */
export async function ensemblePlan(
  scenario: Reloadable,
  replicates: readonly number[],
  doubt: Doubt,
  settings: Pick<ExperimentSettings, 'onProgress' | 'signal'>,
): Promise<Plan> {
  const { variant } = scenario;
  if (doubt.over === 'none') return planOf([variant], replicates, hashes());
  const draw = (replicate: number) => {
    const [drawn] = underDoubt([scenario], doubt, variant.scenario.seed, replicate);
    return { variant: drawn!, replicate };
  };
  const sets = await oneByOne(replicates, draw, settings);
  return planOfSets(variant, sets, hashes());
}

/** How often a set is drawn that the scenario's rules refuse. */
const MOST_ATTEMPTS = 20;

/**
 * Base and policies under one set of parameters drawn from the ranges of their values, the same draw for what they share. What a
 * policy changes itself it keeps. A value that the scenario's rules refuse beside the others stays at its own.
 * @throws ScenarioError when no set is found that all scenarios take.
 */
export function underParameterSet(scenarios: readonly Reloadable[], seed: string, set: number): Variant[] {
  for (let attempt = 0; ; attempt++) {
    try {
      return scenarios.map((scenario) => {
        const drawn = parameterSet(scenario.values, seed, set, attempt);
        return { ...reloaded(scenario, drawn), name: `${scenario.variant.name}, parameter set ${set}` };
      });
    } catch (error) {
      if (!(error instanceof ScenarioError) || attempt + 1 === MOST_ATTEMPTS) throw error;
    }
  }
}

export function reloaded({ reload }: Reloadable, drawn: readonly string[]): Variant {
  try {
    return reload(drawn);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    const refused = new Set(error.mistakes.flatMap(({ place }) => ('set' in place ? [place.set] : [])));
    const kept = drawn.filter((setting) => !refused.has(setting));
    if (kept.length === drawn.length) throw error;
    return reload(kept);
  }
}
