import { firstReplicates, planOf } from '../../src/experiments/plan.ts';
import { hashes } from '../../src/runtime/engine-hash.ts';
import { monthText } from '../../src/scenario/dates.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { TWO_EMPLOYERS } from './markets.ts';

/** The months of the market of two employers. */
export const PLAIN_MONTHS = Array.from({ length: 12 }, (_, at) => monthText(2020 * 12 + at));

/** The market of two employers, resolved. @param set as `--set`. */
export function plainScenario(set: readonly string[] = []): Scenario {
  return parseScenario('market.yaml', { read: () => ({ path: 'market.yaml', text: TWO_EMPLOYERS }), set })
    .scenario;
}

/** Points of a market, the replicates from the first on. */
export const plainPlan = (scenario: Scenario, replicates: number) =>
  planOf([{ name: 'plain', scenario, files: [], set: [] }], firstReplicates(replicates), hashes());
