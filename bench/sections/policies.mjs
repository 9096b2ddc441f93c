// Every shipped policy against the baseline: effect, how much pairing gains, and how many moves it changes.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { table } from '../words.mjs';

const CLI = fileURLToPath(new URL('../../dist/talentflow.js', import.meta.url));
const SCENARIOS = fileURLToPath(new URL('../../scenarios', import.meta.url));
/** A tenth of the people, and pairs enough to tell a ratio of 2 from one of 5. */
const SCALE = 0.1;
const PAIRS = 8;

export async function policiesSection() {
  const folder = mkdtempSync(join(tmpdir(), 'talentflow-bench-'));
  const policies = readdirSync(SCENARIOS).filter((name) => isPolicy(join(SCENARIOS, name)));
  const words = [
    'compare',
    join(SCENARIOS, 'baseline.yaml'),
    ...policies.map((name) => join(SCENARIOS, name)),
  ];
  const options = ['--outcome', 'net-flow', '--uncertainty', 'none', '--json', '--quiet'];
  const size = ['--scale', String(SCALE), '--replicates', String(PAIRS)];
  const answer = execFileSync(
    process.execPath,
    [CLI, ...words, ...options, ...size, '--points', join(folder, 'points'), '--out', join(folder, 'out')],
    { encoding: 'utf8', maxBuffer: 2 ** 26, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  rmSync(folder, { recursive: true });
  const rows = JSON.parse(answer).outcomes.map((row) => [
    row.policy,
    withError(row.difference, row.monteCarloError),
    number(row.varianceRatio),
    Math.round(row.movesChanged).toLocaleString('en-GB'),
  ]);
  return [
    '## Policies shipped',
    `The baseline at a scale of ${SCALE}, ${PAIRS} pairs, \`talentflow compare\`: what each policy does to the giants' net flow over all months compared, people a month at full scale (with its Monte Carlo error), how
much less paired runs spread than independent ones, and how many moves of a run it changes.`,
    table(['policy', 'net effect', 'variance ratio', 'moves changed'], rows),
  ].join('\n\n');
}

const isPolicy = (file) =>
  file.endsWith('.yaml') && !file.endsWith('baseline.yaml') && /^extends:/m.test(readFileSync(file, 'utf8'));

/** To the second digit of the error: more would say nothing. */
function withError(value, error) {
  const digits = Math.max(0, 1 - Math.floor(Math.log10(error)));
  return `${value.toFixed(digits)} ± ${error.toFixed(digits)}`;
}

const number = (value) => (value === null || value === undefined ? null : value.toPrecision(3));
