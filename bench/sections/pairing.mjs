// The brief's table of paired variance, on its market, with this engine: how much independent seeds spread the effect of a policy on the
// giants' net flow, over how much paired ones do.
import { simulate } from '../../dist/index.js';
import { loadScenario } from '../../dist/node.js';
import { mean, table, variance } from '../words.mjs';

const FILE = new URL('../scenarios/pairing.yaml', import.meta.url).pathname;
/** Pairs a policy: a variance of 40 is good to a quarter. */
const PAIRS = 40;
/** What the brief's prototype found, and by which event of the scenario. */
const POLICIES = [
  { says: '2% more jobs in another sector', event: 'more-jobs', multiply: 1.02, briefs: 213 },
  { says: 'giants pay 1% more', event: 'more-pay', multiply: 1.01, briefs: 44 },
  { says: 'giants pay 5% more', event: 'more-pay', multiply: 1.05, briefs: 8 },
  { says: 'giants pay 20% more', event: 'more-pay', multiply: 1.2, briefs: 3 },
];

export async function pairingSection() {
  const without = netFlows([]);
  const rows = POLICIES.map(({ says, event, multiply, briefs }) => {
    const withIt = netFlows([`timeline.${event}.multiply=${multiply}`]);
    const differences = withIt.map((flow, pair) => flow - without[pair]);
    const paired = variance(differences);
    const independent = variance(without) + variance(withIt);
    const ratio = independent / paired;
    return [
      says,
      mean(differences).toFixed(1),
      Math.sqrt(paired).toFixed(1),
      Math.sqrt(independent).toFixed(1),
      Number.isFinite(ratio) ? ratio.toFixed(1) : 'no spread',
      briefs,
      briefs / 2,
      ratio >= briefs / 2 ? 'met' : '**missed**',
    ];
  });
  return [
    '## Paired variance',
    `The brief's market (\`bench/scenarios/pairing.yaml\`): 40,000 people, 800 employers, with deferred acceptance. Effect on the giants' net flow, people over 24 months; ${PAIRS} pairs, so that a
ratio is good to a third.`,
    table(
      ['policy', 'effect', 'sd paired', 'sd independent', 'variance ratio', "brief's", 'half of it', ''],
      rows,
    ),
  ].join('\n\n');
}

/** Net flow of the giants over the whole calendar, by replicate. */
function netFlows(set) {
  const { scenario } = loadScenario(FILE, { set });
  return Array.from({ length: PAIRS }, (_, replicate) => {
    let net = 0;
    for (const { employers } of simulate(scenario, { replicate }))
      for (const row of employers) if (row.unit.startsWith('giant-')) net += row.net;
    return net;
  });
}
