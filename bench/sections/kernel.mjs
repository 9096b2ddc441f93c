// The labour-flow kernel's market by `simulate`, beside an event-driven C program and agentscript, in turns.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isCollecting, samplesIn, shareOf } from '../profile.mjs';
import { goal, table } from '../words.mjs';

const BENCH = fileURLToPath(new URL('..', import.meta.url));
const PEERS = join(BENCH, 'peers');
const REFERENCE = join(PEERS, 'build', 'labour-flow');
const CHILD = join(BENCH, 'children', 'kernel.mjs');
const SIZES = [10_000, 100_000, 1_000_000];
/** Median of so many runs, each beside one of the C program: the machine drifts. */
const RUNS = { 10000: 5, 100000: 4, 1000000: 3 };
const MONTHS = 65;

export async function kernelSection() {
  const hasReference = buildReference();
  const hasAgentscript = installAgentscript();
  const sizes = SIZES.map((people) => measure(people, hasReference, hasAgentscript));
  return [
    '## The labour-flow kernel',
    `The market of \`bench/scenarios/labour-flow.yaml\` run by \`simulate\` itself, beside \`bench/peers/labour-flow.c\`, ${MONTHS} months. An event is an offer, a search or a quit. Seconds are user CPU, median of
${Object.values(RUNS).join(', ')} runs in turns with C's; the engine's include setting the market up. Warm: the second run of a process, without compiling.`,
    times(sizes),
    agreement(sizes),
    goals(sizes, collectingShare()),
  ].join('\n\n');
}

function buildReference() {
  mkdirSync(join(PEERS, 'build'), { recursive: true });
  const words = ['-O3', '-march=native', '-o', REFERENCE, join(PEERS, 'labour-flow.c'), '-lm'];
  return spawnSync('gcc', words).status === 0 || existsSync(REFERENCE);
}

/** GPL: it never becomes a dependency of the package, and is left out where it cannot be had. */
function installAgentscript() {
  if (existsSync(join(PEERS, 'node_modules', 'agentscript'))) return true;
  const words = ['install', '--no-save', '--no-package-lock', '--prefix', PEERS, 'agentscript@0.10'];
  return spawnSync('npm', words, { stdio: 'ignore' }).status === 0;
}

/** Share of the run of a million people that collects results, by a profile of one more. */
function collectingShare() {
  const folder = mkdtempSync(join(tmpdir(), 'talentflow-bench-'));
  execFileSync(process.execPath, ['--cpu-prof', '--cpu-prof-dir', folder, CHILD, '1'], { stdio: 'ignore' });
  const share = shareOf(samplesIn(folder), isCollecting);
  rmSync(folder, { recursive: true });
  return share;
}

const json = (command, words) => JSON.parse(execFileSync(command, words, { encoding: 'utf8' }));

function measure(people, hasReference, hasAgentscript) {
  const ours = [];
  const reference = [];
  for (let run = 0; run < RUNS[people]; run++) {
    ours.push(json(process.execPath, [CHILD, String(people / 1_000_000)]));
    if (hasReference) reference.push(json(REFERENCE, [String(people)]));
  }
  const agentscript = hasAgentscript
    ? json(process.execPath, [join(PEERS, 'agentscript.mjs'), String(people)])
    : null;
  const [engine, c] = [median(ours), hasReference ? median(reference) : null];
  const warm = median(ours.map((run) => ({ seconds: run.warmSeconds }))).seconds;
  return { people, engine, warm, c, agentscript };
}

const median = (runs) => [...runs].sort((a, b) => a.seconds - b.seconds)[runs.length >> 1];
const eventsOf = ({ searches, offers = 0, quits }) => searches + offers + quits;
const perEvent = (run, seconds = run.seconds) => (seconds / eventsOf(run)) * 1e9;

function times(sizes) {
  return table(
    [
      'people',
      'engine s',
      'warm s',
      'C s',
      'agentscript s',
      'ns an event',
      'ns a person-month',
      'an event ÷ C',
      'warm',
      'agentscript ÷ engine',
      'peak MiB',
    ],
    sizes.map(({ people, engine, warm, c, agentscript }) => [
      people.toLocaleString('en-GB'),
      engine.seconds.toFixed(2),
      warm.toFixed(2),
      c?.seconds.toFixed(3),
      agentscript?.seconds.toFixed(2),
      perEvent(engine).toFixed(0),
      ((engine.seconds / people / MONTHS) * 1e9).toFixed(0),
      c && (perEvent(engine) / perEvent(c)).toFixed(1),
      c && (perEvent(engine, warm) / perEvent(c)).toFixed(1),
      agentscript && (perEvent(agentscript) / perEvent(engine)).toFixed(1),
      Math.round(engine.peakKiB / 1024),
    ]),
  );
}

/** Counts a person-month over those of C. */
function agreement(sizes) {
  const rows = sizes.flatMap(({ people, engine, c }) => {
    if (c === null) return [];
    const over = (ours, theirs) => (ours / engine.people / (theirs / people)).toFixed(3);
    return [
      [
        people.toLocaleString('en-GB'),
        over(eventsOf(engine), eventsOf(c)),
        over(engine.moves, c.moves),
        over(engine.hires, c.hires),
        over(engine.quits, c.quits),
        (engine.meetings / engine.searches).toFixed(2),
      ],
    ];
  });
  return [
    'Agreement: counts a person-month over those of C, and employers met by one who looks (C: 8).',
    table(['people', 'events', 'moves', 'hires', 'quits', 'met'], rows),
    'What differs: tastes for pay and equity are not drawn, pay is in logs, answers are 8 on average and not always, and openings go by deferred acceptance instead of first come, first served.',
  ].join('\n\n');
}

function goals(sizes, collecting) {
  const largest = sizes.at(-1);
  const smallest = sizes[0];
  const { engine, c, agentscript } = largest;
  const bytes = ((engine.peakKiB - smallest.engine.peakKiB) * 1024) / (largest.people - smallest.people);
  const exponent = Math.log(largest.warm / smallest.warm) / Math.log(largest.people / smallest.people);
  return table(
    ['measure', 'here', 'first goal', '', 'goal', ''],
    [
      c && goal('time an event over C, at 1 million', perEvent(engine) / perEvent(c), 2.5, 1, 'at most'),
      c &&
        goal(
          'the same without collecting results',
          ((1 - collecting) * perEvent(engine)) / perEvent(c),
          2.5,
          1,
          'at most',
        ),
      goal('collecting results, % of the run at 1 million', 100 * collecting, 20, 10, 'at most'),
      agentscript &&
        goal(
          'times faster than agentscript, at 1 million',
          perEvent(agentscript) / perEvent(engine),
          4,
          9,
          'at least',
        ),
      goal('growth exponent of time, 10,000 to 1 million, warm', exponent, 1.2, 1.05, 'at most'),
      goal('bytes a person, peak of 1 million over that of 10,000', bytes, 120, 64, 'at most'),
    ].filter(Boolean),
  );
}
