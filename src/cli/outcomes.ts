import { defaultOutcomes, OutcomeMistake, outcomeOf, refuseAbsent } from '../experiments/outcomes.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { allChecked, ifRead } from './checks.ts';
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
        const others = ifRead(policies);
        outcomeOfBase(outcome, scenario(), others ?? []);
        if (asked !== undefined && others !== undefined) refuseAbsent(outcome, [scenario(), ...others]);
      });
    }
    checks.make(() => {
      if (asked !== undefined && outcomes.length < asked.length)
        throw mistake('outcome', asked.join(', '), 'each outcome once', 'leave the second out');
    });
    return outcomes;
  });
}

/** What a policy alone has cannot be compared. @throws OutcomeMistake */
function outcomeOfBase(text: string, scenario: Scenario, policies: readonly Scenario[]): void {
  try {
    outcomeOf(text, scenario);
  } catch (error) {
    const having =
      error instanceof OutcomeMistake ? policies.find((one) => isOutcomeOf(text, one)) : undefined;
    if (!(error instanceof OutcomeMistake) || having === undefined) throw error;
    const remedy = `${having.name} has it, and ${scenario.name} has not: take one that both have, or declare it in both`;
    throw new OutcomeMistake(error.found, error.expected, remedy);
  }
}

function isOutcomeOf(text: string, scenario: Scenario): boolean {
  try {
    outcomeOf(text, scenario);
    return true;
  } catch (error) {
    if (error instanceof OutcomeMistake) return false;
    throw error;
  }
}

/** Several in one text, with commas, as no single outcome is written. @throws UsageMistake */
function refuseSeveral(text: string, scenario: Scenario): void {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length < 2 || !parts.every((part) => isOutcomeOf(part, scenario))) return;
  const repeated = parts.map((part) => `--outcome ${part}`).join(' ');
  throw mistake('outcome', text, 'one outcome, and the option again for each other one', `write ${repeated}`);
}
