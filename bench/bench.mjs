// npm run bench: the engine beside other programs on the same market, paired variance, elasticity, the whole baseline, many runs, a queue, the
// policies shipped, and the explorer. Needs the build; gcc for the C reference, npm for agentscript, redis-server, Chromium.
//   npm run bench                        prints
//   npm run bench -- --write             writes bench/RESULTS.md too
//   npm run bench -- kernel baseline     only these
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { baselineSection } from './sections/baseline.mjs';
import { elasticitySection } from './sections/elasticity.mjs';
import { experimentsSection } from './sections/experiments.mjs';
import { explorerSection } from './sections/explorer.mjs';
import { kernelSection } from './sections/kernel.mjs';
import { pairingSection } from './sections/pairing.mjs';
import { policiesSection } from './sections/policies.mjs';
import { queueSection } from './sections/queue.mjs';

const SECTIONS = {
  kernel: kernelSection,
  pairing: pairingSection,
  elasticity: elasticitySection,
  baseline: baselineSection,
  experiments: experimentsSection,
  queue: queueSection,
  policies: policiesSection,
  explorer: explorerSection,
};
const TITLES = {
  kernel: 'The labour-flow kernel',
  pairing: 'Paired variance',
  elasticity: 'Elasticity',
  baseline: 'The baseline',
  experiments: 'Many runs',
  queue: 'Over a queue',
  policies: 'Policies shipped',
  explorer: 'The explorer',
};
const words = process.argv.slice(2);
const named = words.filter((word) => word in SECTIONS);
const RESULTS = new URL('RESULTS.md', import.meta.url);
const written = {};
for (const name of named.length > 0 ? named : Object.keys(SECTIONS)) {
  written[name] = dated(await SECTIONS[name]());
  console.log(`${written[name]}\n`);
}
if (words.includes('--write')) {
  // What was not measured now stays as it was; what a person found out stands in a file of its own.
  const before = sectionsOf(readFileSync(RESULTS, 'utf8'));
  const parts = Object.keys(SECTIONS).flatMap((name) => written[name] ?? before.get(TITLES[name]) ?? []);
  const findings = readFileSync(new URL('FINDINGS.md', import.meta.url), 'utf8').trim();
  writeFileSync(RESULTS, `${[heading(), ...parts, findings].join('\n\n')}\n`);
}

/** The sections of a file as written before, by title. */
function sectionsOf(text) {
  const sections = text.split(/^(?=## )/m).slice(1);
  return new Map(sections.map((section) => [/^## (.*)/.exec(section)[1], section.trim()]));
}

function heading() {
  return `# Measured

By \`npm run bench -- --write\`; each section says when, and on what. Quote the ratios: seconds drift with the machine. "The brief" is the text that the project began with: goals, "the brief's market" and "the brief's number" are its.`;
}

/** A section that says below its title when it was measured, and on what machine. */
function dated(section) {
  const date = new Date().toISOString().slice(0, 10);
  const gibibytes = Math.round(totalmem() / 2 ** 30);
  const machine = `${cpus().length} cores of ${cpus()[0].model.trim()}, ${gibibytes} GiB, Node ${process.version.slice(1)}`;
  return section.replace(
    '\n',
    `\n\nMeasured on ${date}: ${machine}; 10⁹ multiplications in ${secondsOfBillion()} s.\n`,
  );
}

/** Processors of one name differ by a factor of two: seconds of whole-number multiplications and adds that wait for each other. */
function secondsOfBillion() {
  const begun = performance.now();
  let word = 1;
  for (let at = 0; at < 1e9; at++) word = (Math.imul(word, 1_664_525) + 1_013_904_223) | 0;
  const seconds = (performance.now() - begun) / 1000;
  if (word === 0) throw new Error('never: it keeps the loop from being left out');
  return seconds.toFixed(2);
}
