import type { Options } from 'yargs';
import { uncertain } from '../experiments/parameter-sets.ts';
import { type Doubt, isAbout, type Reloadable, UNCERTAINTIES, usualDoubt } from '../report/parameter-sets.ts';
import { loadPosterior } from '../runtime/posterior-file.ts';
import { mistake, oneOfWords } from './options.ts';

/** The option of every command that runs an ensemble. */
export const UNCERTAINTY_OPTION = {
  uncertainty: {
    type: 'string',
    requiresArg: true,
    describe:
      "what each run's parameters are drawn from: posterior (what calibration left open; the default of several runs where there is one), priors (the scenarios' ranges) or none",
  },
} as const satisfies Record<string, Options>;

/**
 * What the runs' parameters are drawn from, as asked or as usual.
 * @param read gives the scenarios and what is run of them: `one` has the scenario's own values unless told otherwise; `pairs` are
 * compared, over the ranges if there is no posterior. @throws UsageMistake
 */
export function readDoubt(
  asked: string | undefined,
  read: () => { scenarios: readonly Reloadable[]; runs: 'one' | 'several' | 'pairs' },
): Doubt {
  const uncertainty = oneOfWords('uncertainty', asked, UNCERTAINTIES);
  const { scenarios, runs } = read();
  if (uncertainty === 'none' || (uncertainty === undefined && runs === 'one')) return { over: 'none' };
  if (uncertainty === 'priors') {
    refuseWithoutRanges(scenarios);
    return { over: 'priors' };
  }
  const filed = loadPosterior();
  if (uncertainty === undefined) return usualDoubt(scenarios, filed, runs === 'pairs' ? 'priors' : 'none');
  if (filed === null)
    throw mistake(
      'uncertainty',
      uncertainty,
      'evidence/posterior.csv in the package, which it has not',
      'run talentflow calibrate, or write --uncertainty priors',
    );
  if (!scenarios.some((scenario) => isAbout(filed, scenario)))
    throw mistake(
      'uncertainty',
      uncertainty,
      'a scenario that has at least one calibrated value from talentflow:baseline',
      'write --uncertainty priors, or extend talentflow:baseline',
    );
  return { over: 'posterior', filed };
}

/** Nothing would be drawn, and yet results would say that it was. @throws UsageMistake */
function refuseWithoutRanges(scenarios: readonly Reloadable[]): void {
  if (scenarios.some(({ values }) => uncertain(values).length > 0)) return;
  throw mistake(
    'uncertainty',
    'priors',
    'a scenario that has at least one value with a range, such as { value: 4.1, kind: assumed, why: …, range: [2, 8] }',
    'give some values a range, or write --uncertainty none',
  );
}
