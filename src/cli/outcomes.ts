import { defaultOutcomes, OutcomeMistake, outcomeOf, refuseAbsent } from '../experiments/outcomes.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { allChecked } from './checks.ts';
import { mistake } from './options.ts';

/**
 * The outcomes that are asked for, or the scenario's own. @param most of the scenario's own.
 * @param policies have an outcome, too, where the scenario has it not.
 * @throws OutcomeMistake, UsageMistake, SeveralMistakes
 */
export function readOutcomes(
  asked: readonly string[] | undefined,
  scenario: () => Scenario,
  most = Number.POSITIVE_INFINITY,
  policies: () => readonly Scenario[] = () => [],
): string[] {
  return allChecked((checks) => {
    const outcomes = asked === undefined ? defaultOutcomes(scenario()).slice(0, most) : [...new Set(asked)];
    for (const outcome of outcomes) {
      checks.make(() => {
        refuseSeveral(outcome, scenario());
        outcomeOf(outcome, scenario());
      });
    }
    for (const outcome of asked === undefined ? [] : outcomes)
      checks.make(() => refuseAbsent(outcome, [scenario(), ...policies()]));
    checks.make(() => {
      if (asked !== undefined && outcomes.length < asked.length)
        throw mistake('outcome', asked.join(', '), 'each outcome once', 'leave the second out');
    });
    return outcomes;
  });
}

/** Several in one text, with commas, as no single outcome is written. @throws UsageMistake */
function refuseSeveral(text: string, scenario: Scenario): void {
  const parts = text.split(',').map((part) => part.trim());
  const isOutcome = (one: string) => {
    try {
      outcomeOf(one, scenario);
      return true;
    } catch (error) {
      if (error instanceof OutcomeMistake) return false;
      throw error;
    }
  };
  if (parts.length < 2 || !parts.every(isOutcome)) return;
  const repeated = parts.map((part) => `--outcome ${part}`).join(' ');
  throw mistake('outcome', text, 'one outcome, and the option again for each other one', `write ${repeated}`);
}
