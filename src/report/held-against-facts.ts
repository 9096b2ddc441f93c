import * as z from 'zod';
import { type CheckedFact, checkFacts, worstFirst } from '../evidence/check.ts';
import type { Fact } from '../evidence/fact.ts';
import { observeAll } from '../evidence/observe.ts';
import type { Rival } from '../evidence/rivals.ts';
import {
  type Contest,
  contestsOf,
  type RivalRuns,
  type ScoredFact,
  scoreModel,
} from '../evidence/scoring.ts';
import type { Observed } from '../evidence/unanswered.ts';
import type { PointStore } from '../experiments/executor.ts';
import type { Plan } from '../experiments/plan.ts';
import { runsOfEnsemble } from '../experiments/runs.ts';
import type { CheckEvidence } from '../runtime/check-evidence.ts';
import { scenarioOf } from '../tables/tables.ts';
import { UNCERTAINTIES } from './parameter-sets.ts';
import { scoreTables } from './score-tables.ts';
import { jsonFile, type TextFile } from './text-files.ts';

/** What a check was asked, as its manifest says it. */
export const CHECK_SETTINGS = z.strictObject({
  uncertainty: z.enum(UNCERTAINTIES),
  /** SHA-256 of the posterior, where parameters were drawn from it. */
  posterior: z.string().nullable(),
  /** SHA-256 of each file that was read, by its path in the folder of evidence. */
  evidence: z.record(z.string(), z.string()),
});
export type CheckSettings = z.infer<typeof CHECK_SETTINGS>;

/** How an ensemble stands beside the facts. */
export interface HeldAgainstFacts {
  /** The worst first in each role. */
  readonly facts: CheckedFact[];
  /** In the order of the facts. */
  readonly scored: ScoredFact[];
  /** Against each rival. */
  readonly contests: Contest[];
}

/** Each run's tables are read once and let go, so memory does not grow with the replicates. */
export function heldAgainstFacts(
  plan: Plan,
  store: PointStore,
  { facts, rivals }: Pick<CheckEvidence, 'facts' | 'rivals'>,
): HeldAgainstFacts {
  const { scenario } = plan.variants[0]!;
  const runs = runsOfEnsemble(plan, store);
  const saidByRivals = factsAsRivalsSee(facts, rivals);
  const both = runs.map((tables, run) => {
    const own = scenarioOf(runs, run, scenario);
    return [observeAll(facts, own, tables), observeAll(saidByRivals, own, tables)] as const;
  });
  const observed = both.map(([ofModel]) => ofModel);
  const checked = worstFirst(checkFacts(facts, observed));
  const ofRivals = rivalRuns(
    rivals,
    saidByRivals,
    both.map(([, seen]) => seen),
  );
  const scored = scoreModel(facts, checked, observed, ofRivals);
  return { facts: checked, scored, contests: contestsOf(scored, titlesOf(rivals)) };
}

export const titlesOf = (rivals: readonly Rival[]): string[] => rivals.map(({ title }) => title);

/** The facts as checked, and what they say of trust. */
export function checkFiles(
  { facts, scored, contests }: HeldAgainstFacts,
  rivals: readonly Rival[],
): TextFile[] {
  return [jsonFile('facts.json', facts), ...scoreTables(scored, contests, titlesOf(rivals))];
}

/** Facts with the observation that a rival makes of them, each once. */
function factsAsRivalsSee(facts: readonly Fact[], rivals: readonly Rival[]): Fact[] {
  const observations = new Map(
    rivals.flatMap(({ figures }) =>
      figures.flatMap(({ fact, observation }) =>
        observation === null ? [] : [[fact, observation] as const],
      ),
    ),
  );
  return facts.flatMap((fact) => {
    const observation = observations.get(fact.id);
    return observation === undefined ? [] : [{ ...fact, observation }];
  });
}

/** What each run gives for a rival's figures. @param seen of each run, the facts as rivals see them. */
function rivalRuns(
  rivals: readonly Rival[],
  said: readonly Fact[],
  seen: readonly (readonly Observed[])[],
): Record<string, RivalRuns[]> {
  const runsOf = (id: string) => {
    const at = said.findIndex((fact) => fact.id === id);
    return seen.map((ofRun) => ofRun[at]!);
  };
  return Object.fromEntries(
    rivals.map(({ title, figures }) => [
      title,
      figures.map((figure) => ({
        figure,
        runs: figure.value === null ? runsOf(figure.fact) : [{ value: figure.value }],
      })),
    ]),
  );
}
