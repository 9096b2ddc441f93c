// The whole baseline, from the start of the process to files and charts written: CPU, memory, and where the time goes.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isCollecting, samplesIn, shareOf } from '../profile.mjs';
import { goal, table } from '../words.mjs';

const CLI = fileURLToPath(new URL('../../dist/talentflow.js', import.meta.url));
const RUNS = 2;
const SHOWN = 16;
/** What runs points and keeps them; what of it is neither the simulation nor collecting its results is the executor's and the store's. */
const AROUND = ['tablesOf', 'runPoint', 'runHere', 'execute', 'keep', 'packTables'];

export async function baselineSection() {
  const folder = mkdtempSync(join(tmpdir(), 'talentflow-bench-'));
  const runs = Array.from({ length: RUNS }, (_, run) => runOf(join(folder, String(run)), []));
  const best = runs.reduce((least, run) => (run.cpuSeconds < least.cpuSeconds ? run : least));
  runOf(join(folder, 'profiled'), ['--cpu-prof', '--cpu-prof-dir', join(folder, 'profile')]);
  const parts = partsOf(join(folder, 'profile'));
  const bytesOfRun = bytesIn(join(folder, '0.points'));
  rmSync(folder, { recursive: true });
  return [
    '## The baseline',
    `At full size, from \`talentflow run\` to tables and charts written; best of ${RUNS} runs. Where the time goes is by a profile of one more.`,
    table(
      ['measure', 'here', 'first goal', '', 'goal', ''],
      [
        goal('CPU seconds of the whole process', best.cpuSeconds, 6, 3, 'at most'),
        goal('peak memory, MB', best.peakMemoryBytes / 1e6, 500, 500, 'at most'),
        goal('collecting results, % of the run', 100 * parts.collecting, 20, 10, 'at most'),
        goal('executor and store, % of the simulation', 100 * parts.around, 5, 5, 'at most'),
        goal('a run on disk, MB', bytesOfRun / 1e6, 1, 1, 'at most'),
      ],
    ),
    table(
      ['part', '% of time'],
      parts.shares.slice(0, SHOWN).map(([part, share]) => [part, (100 * share).toFixed(1)]),
    ),
  ].join('\n\n');
}

function runOf(out, options) {
  const words = [...options, CLI, 'run', '--quiet', '--fresh', '--points', `${out}.points`, '--out', out];
  execFileSync(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] });
  return JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
}

function bytesIn(folder) {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) =>
    entry.isFile(),
  );
  return entries.reduce((sum, { path, name }) => sum + statSync(join(path, name)).size, 0);
}

/** Shares of samples by step of the month (whom `monthInSteps` called), and of what is outside it. */
function partsOf(folder) {
  const samples = samplesIn(folder);
  const isSimulating = (path) => path.includes('simulate');
  const isAround = (path) =>
    !isSimulating(path) && !isCollecting(path) && AROUND.some((name) => path.includes(name));
  const shares = [...new Set(samples.map(({ path }) => partOf(path)))]
    .map((part) => [part, shareOf(samples, (path) => partOf(path) === part)])
    .sort((a, b) => b[1] - a[1]);
  return {
    shares,
    collecting: shareOf(samples, isCollecting),
    around: shareOf(samples, isAround) / shareOf(samples, isSimulating),
  };
}

function partOf(path) {
  const at = path.indexOf('monthInSteps');
  if (at >= 0) return `month: \`${path[at + 1] ?? 'monthInSteps'}\``;
  for (const name of ['finishMonth', 'createMarket', 'addMonth'])
    if (path.includes(name)) return `\`${name}\``;
  if (path.includes('(garbage collector)')) return 'garbage collection';
  if (path.some((name) => /render|Resvg|vega|View|parse|runAsync/i.test(name)))
    return 'charts and reading the scenario';
  return 'loading the program, files and the rest';
}
