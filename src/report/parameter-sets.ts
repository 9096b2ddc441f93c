import { parameterSet, uncertain } from '../experiments/parameter-sets.ts';
import type { Variant } from '../experiments/plan.ts';
import type { ParsedScenario } from '../scenario/parse.ts';
import { ScenarioError } from '../scenario/scenario-error.ts';

/** A scenario that can be read again with other settings. */
export interface Reloadable {
  readonly variant: Variant;
  readonly values: ParsedScenario['values'];
  /** @throws ScenarioError */
  readonly reload: (settings: readonly string[]) => Variant;
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

function reloaded({ reload }: Reloadable, drawn: readonly string[]): Variant {
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

export const hasDoubts = (scenarios: readonly Reloadable[]): boolean =>
  scenarios.some(({ values }) => uncertain(values).length > 0);
