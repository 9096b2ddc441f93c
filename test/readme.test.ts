import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { isLong, longTest } from './support/long-suite.ts';
import { emptyFolder, type Finished, PROJECT } from './support/talentflow.ts';
import { talentflowHere } from './support/talentflow-here.ts';

const readme = readFileSync(join(PROJECT, 'README.md'), 'utf8');
const blocksOf = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, block]) => block!);
const commands = blocksOf('sh').flatMap((block) => block.trim().split('\n'));
/** Run by themselves: the first below, in the long suite; the second is what is running now. */
const [FIRST, SECOND] = ['npm ci && npm start', 'npm ci && npm test'] as const;

const folder = emptyFolder();
afterAll(folder.remove);

/** A folder that looks like the project to npx and to the commands, in which a command may write. */
function likeTheProject(): string {
  const path = join(folder.path, 'project');
  if (existsSync(path)) return path;
  mkdirSync(path);
  for (const name of readdirSync(PROJECT)) {
    if (name !== 'output' && name !== '.git') symlinkSync(join(PROJECT, name), join(path, name));
  }
  return path;
}

const inShell = (command: string, cwd: string) =>
  spawnSync('bash', ['-c', command], { cwd, encoding: 'utf8', env: { ...process.env, CI: '' } });

test('the two commands of a newcomer come first, and .ci/run uses the second', () => {
  expect(commands.slice(0, 2)).toEqual([FIRST, SECOND]);
  expect(readFileSync(join(PROJECT, '.ci/run'), 'utf8')).toContain(SECOND);
});

/** The quick suite runs the baseline's commands with fewer people and runs. */
const quicker = (command: string) =>
  isLong
    ? command
    : command.replace('--scale 0.1', '--scale 0.02').replace('--replicates 4', '--replicates 2');

/** Nor does it start the program anew, and npx before it, which takes a second or three: what a command line of words alone asks for is obeyed here. */
async function follow(command: string, cwd: string): Promise<Finished> {
  if (isLong || !/^npx talentflow [^|&;>]*$/.test(command)) {
    const { status, stdout, stderr } = inShell(command, cwd);
    return { code: status, out: stdout, err: stderr };
  }
  const words = execFileSync('bash', ['-c', `npx() { printf '%s\\0' "$@"; }; ${command}`], {
    encoding: 'utf8',
  });
  return talentflowHere(words.split('\0').slice(1, -1), { cwd });
}

test.each(commands.filter((command) => command !== FIRST && command !== SECOND))('%s', async (command) => {
  const { code, out, err } = await follow(quicker(command), likeTheProject());
  expect(code, err).toBe(0);
  expect(out).not.toBe('');
});

test('the examples of the library are the files they name, and run', () => {
  const paths = ['library.mjs', 'library-without-files.mjs'].map((name) => join(PROJECT, 'examples', name));
  expect(blocksOf('js')).toEqual(paths.map((path) => readFileSync(path, 'utf8')));
  const [ofFile, ofText] = paths.map((path) => execFileSync(process.execPath, [path], { encoding: 'utf8' }));
  expect(ofFile!.split('\n')[0]).toMatch(/^month,/);
  expect(ofText).toMatch(/^2020-01 calm \d+ rich \d+\n2020-02 .*\n2020-03 .*\n$/);
});

test('every option that README tells of `run` is in its --help, and the other way round', async () => {
  const told = [...readme.matchAll(/^\| `(--[a-z]+)/gm)].map(([, option]) => option!);
  const { out } = await follow('npx talentflow run --help', likeTheProject());
  const known = [...out.matchAll(/^ +(--[a-z]+)/gm)].map(([, option]) => option!);
  expect(told.toSorted()).toEqual(
    known.filter((option) => option !== '--help' && option !== '--version').toSorted(),
  );
});

test('files that README and CONTRIBUTING point to are there', () => {
  for (const page of ['README.md', 'CONTRIBUTING.md']) {
    const links = [...readFileSync(join(PROJECT, page), 'utf8').matchAll(/\]\(([^)#]+)\)/g)].map(
      ([, link]) => link!,
    );
    for (const link of links) expect(existsSync(join(PROJECT, link)), `${page}: ${link}`).toBe(true);
  }
});

longTest(
  `${FIRST}, in a fresh copy`,
  () => {
    const { path: copy, remove } = emptyFolder('disk'); // node_modules and all
    onTestFinished(remove);
    const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: PROJECT,
      encoding: 'utf8',
    }).split('\0');
    for (const file of files.filter((path) => path !== '' && existsSync(join(PROJECT, path)))) {
      mkdirSync(join(copy, dirname(file)), { recursive: true });
      cpSync(join(PROJECT, file), join(copy, file));
    }
    const { status, stdout, stderr } = inShell(FIRST, copy);
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(/F01 .*\n.*F02 .*\n.*F03 .*held out/);
    expect(existsSync(join(copy, 'output/baseline/charts/net-flow.png'))).toBe(true);
  },
  300_000,
);
