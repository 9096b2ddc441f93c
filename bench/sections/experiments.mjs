// Many runs: two workers against one, memory a worker, SQL over a thousand runs, and the report of a comparison of as many.
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { goal, table } from '../words.mjs';

const CLI = fileURLToPath(new URL('../../dist/talentflow.js', import.meta.url));
/** Runs a worker: with one each, the second half of the time would be the last to start. */
const REPLICATES = 4;
const RUNS_ASKED = 1000;
/** Pairs at the base's own values; `compare` adds 64 with parameters drawn, so that all make a thousand runs. */
const PAIRS_COMPARED = RUNS_ASKED / 2 - 64;
const POLICY = 'talentflow:us-immigration-easing';
/** The report shows means: it does not grow with people, nor with the months before those that it shows. */
const SMALL = ['--scale', '0.002', '--set', 'calendar.start=2018-01', '--set', 'calendar.spin-up=0'];
const ASKED =
  "select variant, avg(net) from employers where sector = 'giants' and month >= '2019-01' group by variant";

export async function experimentsSection() {
  const folder = mkdtempSync(join(tmpdir(), 'talentflow-bench-'));
  const [one, two] = [1, 2].map((workers) => runsOn(folder, workers));
  const apart = await secondsApart(folder);
  const store = storeOfMany(folder);
  const seconds = [0, 1, 2].map(() => secondsToAsk(store));
  const secondsOfReport = secondsToReport(folder);
  rmSync(folder, { recursive: true });
  return [
    '## Many runs',
    `${REPLICATES} runs of the baseline at full size, on threads, by wall clock: a machine with other work says nothing here. Two processes of their own, half of the runs each, take ${(one.wallSeconds / apart).toFixed(2)} times less than one: that
is what this machine's two cores give. The store that is asked holds one full run ${RUNS_ASKED.toLocaleString('en-GB')}
times (the files are links to the same), and \`query\` goes over all months of all; best of 3, with the start of the program. The comparison that is
reported is of ${POLICY} over ${PAIRS_COMPARED} pairs of the baseline and 64 with drawn parameters (\`${SMALL.join(' ')}\`), all its outcomes.`,
    table(
      ['measure', 'here', 'first goal', '', 'goal', ''],
      [
        goal('throughput of 2 workers ÷ that of 1', one.wallSeconds / two.wallSeconds, 1.8, 1.8, 'at least'),
        goal(
          'peak memory of 2 workers and the rest, MB a worker',
          two.peakMemoryBytes / 2e6,
          500,
          500,
          'at most',
        ),
        goal('`query` over 1,000 full runs, s', Math.min(...seconds), 1, 1, 'at most'),
        goal('`report` of a comparison of 1,000 runs, s', secondsOfReport, 10, 10, 'at most'),
      ],
    ),
  ].join('\n\n');
}

function runsOn(folder, workers) {
  const out = join(folder, `on-${workers}`);
  execFileSync(process.execPath, wordsOf(out, REPLICATES, ['--workers', String(workers)]), {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
}

const wordsOf = (out, replicates, more) => [
  ...[CLI, 'run', '--quiet', '--fresh', '--replicates', String(replicates)],
  ...['--points', `${out}.points`, '--out', out],
  ...more,
];

/** Wall-clock seconds of two processes that know nothing of each other, half of the runs each. */
async function secondsApart(folder) {
  const started = performance.now();
  const both = ['a', 'b'].map((seed) =>
    promisify(execFile)(
      process.execPath,
      wordsOf(join(folder, seed), REPLICATES / 2, ['--workers', '1', '--seed', seed]),
    ),
  );
  await Promise.all(both);
  return (performance.now() - started) / 1000;
}

/** A point store with one full run so many times: what a point says of itself differs, its tables are links. */
function storeOfMany(folder) {
  const made = join(folder, 'on-1.points');
  const from = join(made, readdirSync(made)[0]);
  const { sha256: _, ...about } = JSON.parse(readFileSync(join(from, 'point.json'), 'utf8'));
  const store = join(folder, 'many');
  for (let replicate = 0; replicate < RUNS_ASKED; replicate++) {
    const id = sha256Of(String(replicate));
    mkdirSync(join(store, id), { recursive: true });
    for (const { file } of about.tables) linkSync(join(from, file), join(store, id, file));
    const said = { ...about, id, replicate };
    writeFileSync(
      join(store, id, 'point.json'),
      JSON.stringify({ ...said, sha256: sha256Of(JSON.stringify(said)) }),
    );
  }
  return store;
}

const sha256Of = (text) => createHash('sha256').update(text).digest('hex');

function secondsToAsk(store) {
  const started = performance.now();
  execFileSync(process.execPath, [CLI, 'query', ASKED, '--points', store], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return (performance.now() - started) / 1000;
}

function secondsToReport(folder) {
  const out = join(folder, 'compared');
  const compare = ['compare', 'talentflow:baseline', POLICY, ...SMALL, '--workers', '2', '--quiet'];
  const where = ['--replicates', String(PAIRS_COMPARED), '--points', `${out}.points`, '--out', out];
  const run = (words) =>
    execFileSync(process.execPath, [CLI, ...words], { stdio: ['ignore', 'ignore', 'inherit'] });
  run([...compare, ...where]);
  const started = performance.now();
  run(['report', out, '--out', join(folder, 'report.html')]);
  return (performance.now() - started) / 1000;
}
