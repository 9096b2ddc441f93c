// npm run bench: the engine beside a C program on the same market, and the whole baseline. Needs the build; gcc for the C reference.
// Writes nothing; RESULTS.md holds what it printed on one machine. Quote ratios: seconds drift with the machine.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const reference = join(here, 'peers', 'build', 'labour-flow');

function buildReference() {
  mkdirSync(join(here, 'peers', 'build'), { recursive: true });
  const built = spawnSync('gcc', [
    '-O3',
    '-march=native',
    '-o',
    reference,
    join(here, 'peers', 'labour-flow.c'),
    '-lm',
  ]);
  return built.status === 0 || existsSync(reference);
}

const json = (command, words) => JSON.parse(execFileSync(command, words, { encoding: 'utf8' }));

console.log(
  '| people | events | engine s | C s | engine ÷ C an event | moves ÷ C | hires ÷ C | peak MiB |\n|---|---|---|---|---|---|---|---|',
);
const hasReference = buildReference();
for (const people of [10_000, 100_000, 1_000_000]) {
  const ours = json(process.execPath, [join(here, 'children', 'kernel.mjs'), String(people / 1_000_000)]);
  const events = ours.searches + ours.quits;
  const c = hasReference ? json(reference, [String(people)]) : null;
  const ratio =
    c === null ? '–' : (ours.seconds / events / (c.seconds / (c.searches + c.offers + c.quits))).toFixed(1);
  const against = (name) => (c === null ? '–' : (ours[name] / c[name]).toFixed(3));
  console.log(
    `| ${people} | ${events} | ${ours.seconds.toFixed(2)} | ${c === null ? '–' : c.seconds.toFixed(3)} | ${ratio} | ${against('moves')} | ${against('hires')} | ${Math.round(ours.peakKiB / 1024)} |`,
  );
}

const out = mkdtempSync(join(tmpdir(), 'talentflow-bench-'));
execFileSync(
  process.execPath,
  [join(here, '..', 'dist', 'talentflow.js'), 'run', '--quiet', '--out', join(out, 'baseline')],
  {
    stdio: ['ignore', 'ignore', 'inherit'],
  },
);
const { cpuSeconds, peakMemoryBytes } = JSON.parse(
  readFileSync(join(out, 'baseline', 'manifest.json'), 'utf8'),
);
rmSync(out, { recursive: true });
console.log(
  `\nThe whole baseline at full size: ${cpuSeconds.toFixed(1)} s of CPU, peak ${Math.round(peakMemoryBytes / 1e6)} MB`,
);
