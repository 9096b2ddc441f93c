import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { longTest } from './support/long-suite.ts';
import { emptyFolder, PROJECT } from './support/talentflow.ts';

const tutorial = readFileSync(join(PROJECT, 'docs/tutorial.md'), 'utf8');

/** What a reader copies, in order: commands, and files by the name in their first line. */
const blocks = [...tutorial.matchAll(/^```(sh|yaml)\n(.*?)^```/gms)].map(([, language, text]) => ({
  language: language!,
  text: text!,
}));
const commands = blocks
  .filter(({ language }) => language === 'sh')
  .flatMap(({ text }) => text.trim().split('\n'));
/** What the test's own folder has already. */
const INSTALL = 'npm ci';
/** A tenth takes ten minutes of the suite's time; each step is the same with a hundredth. */
const smaller = (command: string) => command.replace('--scale 0.1', '--scale 0.01');

const folder = emptyFolder();
afterAll(folder.remove);

test('the tutorial installs, runs, changes, compares, reports and checks', () => {
  expect(commands[0]).toBe(INSTALL);
  const words = commands.flatMap((command) => /npx talentflow (\w+)/.exec(command)?.[1] ?? []);
  expect(words).toEqual([
    'run',
    'query',
    'init',
    'show',
    'validate',
    'diff',
    'compare',
    'report',
    'check',
    'verify',
  ]);
});

longTest(
  'each step of the tutorial does what it says',
  () => {
    const cwd = join(folder.path, 'project');
    mkdirSync(cwd);
    for (const name of readdirSync(PROJECT))
      if (name !== 'output' && name !== '.git') symlinkSync(join(PROJECT, name), join(cwd, name));
    for (const { language, text } of blocks) {
      if (language === 'yaml') {
        writeFileSync(join(cwd, /^# (\S+\.yaml)$/m.exec(text)![1]!), text);
        continue;
      }
      for (const command of text.trim().split('\n')) {
        if (command === INSTALL) continue;
        const { status, stdout, stderr } = spawnSync('bash', ['-c', smaller(command)], {
          cwd,
          encoding: 'utf8',
        });
        expect(status, `${command}\n${stderr}`).toBe(0);
        expect(stdout, command).not.toBe('');
      }
    }
    const differs = spawnSync('npx', ['talentflow', 'diff', 'talentflow:baseline', 'my-policy.yaml'], {
      cwd,
      encoding: 'utf8',
    });
    expect(differs.stdout).toContain('timeline.no-lottery is new');
    const [net, , visas] = JSON.parse(
      readFileSync(join(cwd, 'output/compare-baseline-my-policy/comparison.json'), 'utf8'),
    ).outcomes;
    expect(net.outcome).toBe('net-flow');
    expect(visas.difference).toBeGreaterThan(0);
    expect(readFileSync(join(cwd, 'output/report.html'), 'utf8')).toContain(
      'No lottery for H-1B visas from 2023',
    );
  },
  600_000,
);
