import { spawnSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS, parserFor } from '../../src/cli/command-line.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { isLong } from '../support/long-suite.ts';
import { emptyFolder, PROJECT, talentflow } from '../support/talentflow.ts';
import { talentflowHere } from '../support/talentflow-here.ts';

const folder = emptyFolder();
const cwd = folder.path;
afterAll(folder.remove);

/** As a reader would copy them, by command: those that ask Redis, or serve until Ctrl-C, among them. */
const examples = await Promise.all(
  COMMANDS.map(async ({ command }) => {
    const name = command.split(' ')[0]!;
    const { out } = await talentflowHere([name, '--help'], { cwd });
    const [, shown] = /^Examples:\n(.*?)\n\n/ms.exec(out)!;
    return [
      name,
      shown!
        .replace(/ \\\n +/g, ' ')
        .match(/^ {2}\S.*/gm)!
        .map((line) => line.trim()),
    ] as const;
  }),
);
const all = examples.flatMap(([name, commands]) => commands.map((command) => [command, name] as const));

test('every command has an example, and each stands in lines that fit a terminal', async () => {
  for (const [name, commands] of examples) expect(commands.length, name).toBeGreaterThan(0);
  expect(all.length).toBeGreaterThan(40);
});

test.each(all)('%s: the command line is one', async (command, name) => {
  const words = wordsOf(command);
  let asked = '';
  const commands = COMMANDS.map((one) => ({
    ...one,
    handler: async () => {
      asked = one.command;
      return 0;
    },
  }));
  await parserFor(words, {} as Terminal, () => {}, commands).parseAsync();
  expect(asked.split(' ')[0]).toBe(name);
});

/** What the command is given; what the shell does with what it prints is left out. */
function wordsOf(command: string): string[] {
  const given = command
    .replace(/^source <\((.*)\)$/, '$1')
    .replace(/ >+ \S+$/, '')
    .replace(/^talentflow /, '');
  return given.match(/"[^"]*"|\S+/g)!.map((word) => word.replaceAll('"', ''));
}

/** They serve until they are stopped, ask Redis, or write into the reader's home; tests of their own run them. */
const NOT_RUN = ['talentflow explore', 'talentflow worker', '> ~/'];
/** The least that each step of it takes. */
const LITTLE_CALIBRATION = {
  scale: '0.002',
  'full-scale': '0.002',
  waves: '2',
  runs: '12',
  sets: '8',
  'full-runs': '2',
  candidates: '1',
  'trial-runs': '1',
};
/** Of the baseline, for those with many runs; said beside what else is set. */
const LAST_YEARS = { set: ['calendar.start=2018-01', 'calendar.spin-up=0'] };
const LITTLE_COMPARISON = { scale: '0.005', replicates: '2', 'until-width': '10000' };
/** Options by which what takes minutes takes seconds. */
const SHORTENED: readonly (readonly [
  start: string,
  options: Readonly<Record<string, string | readonly string[]>>,
])[] = [
  ['run my-market', {}],
  ['run --scale 0.1 --replicates', { scale: '0.01', replicates: '3' }],
  ['run', { scale: '0.01' }],
  ['check', { scale: '0.01', replicates: '2' }],
  ['compare talentflow:baseline', { ...LITTLE_COMPARISON, ...LAST_YEARS }],
  ['compare', LITTLE_COMPARISON],
  ['forecast', { scale: '0.01', replicates: '2' }],
  ['sweep my-market.yaml --over choice.elasticity=2:8 ', { cells: '4' }],
  ['calibrate my-market', { ...LITTLE_CALIBRATION, scale: '1', 'full-scale': '1' }],
  ['calibrate', LITTLE_CALIBRATION],
  [
    'sensitivity --scale 0.05 --together',
    { scale: '0.001', trajectories: '1', until: '2023-08', parameter: 'choice', ...LAST_YEARS },
  ],
  [
    'sensitivity',
    { scale: '0.001', trajectories: '1', samples: '2', most: '2', until: '2023-08', ...LAST_YEARS },
  ],
  [
    'decompose --scale',
    { scale: '0.001', sets: '1', until: '2023-08', 'larger-scale': 'none', ...LAST_YEARS },
  ],
  ['explain person microsoft', {}],
  ['explain locality', { scale: '0.001' }],
  ['explain', { scale: '0.05' }],
];

function shortened(command: string): string {
  const options = SHORTENED.find(([start]) => command.startsWith(`talentflow ${start}`))?.[1] ?? {};
  return Object.entries(options).reduce((shorter, [name, value]) => {
    if (typeof value !== 'string') return [shorter, ...value.map((one) => `--${name} ${one}`)].join(' ');
    const said = new RegExp(`--${name} \\S+`);
    if (said.test(shorter)) return shorter.replace(said, `--${name} ${value}`);
    return name === 'until-width' ? shorter : shorter.replace(/^talentflow \S+/, `$& --${name} ${value}`);
  }, command);
}

describe.skipIf(!isLong)('run, with the files that they name', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    for (const words of [
      ['init', 'my-policy'],
      ['init', 'my-market', '--from', 'market'],
      ['init', 'scenarios/any'],
    ])
      expect((await talentflow(words, { cwd })).code).toBe(0);
    cpSync(join(PROJECT, 'examples/planted/evidence'), join(cwd, 'my-evidence'), { recursive: true });
    writeFileSync(
      join(cwd, 'drivers-as-they-were.yaml'),
      'name: as-they-were\nextends: talentflow:baseline\ndrivers: [{ id: interest-rate, later: { from: 2024-07, source: made up, between: linear, after: hold, series: { values: { 2024-07: 5.3, 2026-12: 4 } } } }]\n',
    );
    writeFileSync(
      join(cwd, 'design.yaml'),
      'scenario: my-market.yaml\nover: [employers.rich.pay=200000:240000:2]\nreplicates: 1\n',
    );
    for (const command of ['run', 'check'])
      expect(
        (await talentflow([command, '--scale', '0.01', '--replicates', '2', '--quiet'], { cwd })).code,
      ).toBeLessThan(2);
  }, 120_000);

  test.each(all.filter(([command]) => !NOT_RUN.some((part) => command.includes(part))))(
    '%s',
    (command, name) => {
      const made = ['init'].includes(name) ? `${command} --force` : command;
      const shell = `talentflow() { ${process.execPath} ${join(PROJECT, 'dist/talentflow.js')} "$@"; }`;
      const { status, stderr } = spawnSync('bash', ['-c', `${shell}\n${shortened(made)}`], {
        cwd,
        encoding: 'utf8',
      });
      expect(status, stderr).toBeLessThan(name === 'check' ? 2 : 1);
    },
  );
});
