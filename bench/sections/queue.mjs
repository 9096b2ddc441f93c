// Points over a queue: what a point costs more than on a thread, two workers against one, and what a result weighs on its way.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { table } from '../words.mjs';

const CHILD = fileURLToPath(new URL('../children/queue.ts', import.meta.url));
const SCALE = 0.1;
const RUNS = 12;

export async function queueSection() {
  const words = ['--import', 'tsx', CHILD, String(SCALE), String(RUNS)];
  const { seconds, ...weights } = JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' }));
  const more = (count) => 1000 * ((seconds[`queue ${count}`] - seconds[`threads ${count}`]) / RUNS);
  const rows = [1, 2].map((count) => [
    count,
    seconds[`threads ${count}`].toFixed(1),
    seconds[`queue ${count}`].toFixed(1),
    more(count).toFixed(0),
  ]);
  return [
    '## Over a queue',
    `${RUNS} runs of the baseline at a scale of ${SCALE}, on threads and over a Redis of the same machine with its append-only file on, workers started before; by wall clock, with the start of the program and
all results written.`,
    table(['workers', 'on threads, s', 'over the queue, s', 'more a point, ms'], rows),
    table(
      ['throughput of 2 workers ÷ that of 1', ''],
      ['threads', 'queue'].map((how) => [how, (seconds[`${how} 1`] / seconds[`${how} 2`]).toFixed(2)]),
    ),
    table(
      ['one run of the baseline at full size', ''],
      [
        ['task in Redis, kB', (weights.taskBytes / 1000).toFixed(0)],
        ['result in Redis until it is fetched, MB', (weights.resultBytes / 1e6).toFixed(2)],
        ['coordinator: unpack the result and compare every cell, ms of CPU', weights.checkMs.toFixed(0)],
        ['coordinator: write, sync and rename the point, ms of CPU', weights.keepMs.toFixed(0)],
      ],
    ),
  ].join('\n\n');
}
