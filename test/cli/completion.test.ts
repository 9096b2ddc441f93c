import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answers } from '../../src/cli/completion/answers.ts';
import { SHELLS } from '../../src/cli/completion/scripts.ts';
import { typedLine } from '../../src/cli/completion/typed.ts';
import type { CompletionWords } from '../../src/cli/completion/words.ts';
import { outcomeOf } from '../../src/experiments/outcomes.ts';
import { loadScenario } from '../../src/runtime/scenario-files.ts';
import { ScenarioError } from '../../src/scenario/scenario-error.ts';
import { TWO_EMPLOYERS } from '../support/markets.ts';
import { emptyFolder, PROJECT, talentflow } from '../support/talentflow.ts';
import { talentflowHere } from '../support/talentflow-here.ts';

const KNOWN = JSON.parse(readFileSync(join(PROJECT, 'dist/completion.json'), 'utf8')) as CompletionWords;

const BASELINE = loadScenario('talentflow:baseline');

const folder = emptyFolder('disk');
const before = process.cwd();
beforeAll(() => {
  process.chdir(folder.path);
  writeFileSync('market.yaml', TWO_EMPLOYERS);
  writeFileSync(
    'policy.yaml',
    'name: a\nextends: ./market.yaml\nemployers: [{ id: newcomer, pay: 1, staff: 2 }]\n',
  );
  writeFileSync(
    'of-the-world.yaml',
    'name: b\nextends: talentflow:no-chatgpt\nskills: [{ id: poet, talent: 1 }]\n',
  );
  writeFileSync('half-written.yaml', 'name: c\nextends: [\n');
  for (const results of ['output/mine', 'output/not-ours', 'others']) mkdirSync(results, { recursive: true });
  for (const results of ['output/mine', 'others']) writeFileSync(join(results, 'manifest.json'), '{}');
});
afterAll(() => {
  process.chdir(before);
  folder.remove();
});

const BREAKS = ' \t\n"\'><=;|&(:';
/** What Tab offers after so much of a line. */
const offered = async (line: string) =>
  (await answers(typedLine(`talentflow ${line}`, 999, BREAKS), KNOWN)).map(({ word }) => word);

test.each([
  ['va', ['validate']],
  [
    'run talentflow:no-',
    ['talentflow:no-chatgpt', 'talentflow:no-giants-freeze', 'talentflow:no-non-competes'],
  ],
  ['compare talentflow:baseline pol', ['policy.yaml']],
  ['explain person openai/1 --vs talentflow:fund', ['talentflow:funding-bust']],
  ['run --uncert', ['--uncertainty']],
  ['run --uncertainty pr', ['priors']],
  ['run --uncertainty=pr', ['--uncertainty=priors']],
  ['report --format m', ['markdown']],
  ['query --format p', ['parquet']],
  ['sweep --design l', ['latin-hypercube']],
  ['evidence F01', ['F01']],
  ['explain emp', ['employer']],
  ['explain employer micro', ['microsoft']],
  ['explain person --from gian', ['giants']],
  ['explain person --to stea', ['stealth']],
  ['explain person --kind lift', ['lift-out']],
  ['explain locality talentflow:china', ['talentflow:china-institutes']],
  ['init x --from m', ['market']],
  ['completion z', ['zsh']],
  ['nonsense x', []],
])('%s⇥', async (line, words) => {
  expect(await offered(line)).toEqual(words);
});

test.each([
  ['run --set choi', ['choice.']],
  ['run --set choice.elast', ['choice.elasticity=']],
  ['run --seed 5 --set employers.opena', ['employers.openai.']],
  ['run --set regions.canada.share', ['regions.canada.share=']],
  ['run --set titl', ['title=']],
  ['sweep --over titl', []],
  ['sweep market.yaml --over employers.', ['employers.calm.', 'employers.rich.']],
  ['run policy.yaml --set employers.n', ['employers.newcomer.']],
  ['run policy.yaml --set choice.cost-of-m', ['choice.cost-of-moving=']],
  ['run policy.yaml --set choice.cost-of-r', ['choice.cost-of-relocating=']],
  ['run of-the-world.yaml --set employers.opena', ['employers.openai.']],
  ['run of-the-world.yaml --set skills.poe', ['skills.poet.']],
  ['run half-written.yaml --set choice.elast', ['choice.elasticity=']],
  ['compare market.yaml talentflow:baseline --set employers.opena', ['employers.openai.']],
  ['sensitivity --parameter choice.elast', ['choice.elasticity']],
])('%s⇥ walks the paths of the scenario that was named', async (line, words) => {
  expect(await offered(line)).toEqual(words);
});

test('a path that a policy takes away is not offered under it', async () => {
  const gone = KNOWN.scenarios['no-chatgpt']!.without.find((path) => path.startsWith('timeline.'))!;
  expect(await offered(`run --set ${gone}`)).not.toEqual([]);
  expect(await offered(`run talentflow:no-chatgpt --set ${gone}`)).toEqual([]);
});

test('results folders are told from others', async () => {
  expect(await offered('report output/')).toEqual(['output/mine', 'output/not-ours/']);
  expect(await offered('verify ')).toEqual(['output/mine', 'output/not-ours/', 'others', 'output/']);
});

test('every outcome that is offered is one', async () => {
  const whole: string[] = [];
  const walk = async (begun: string, depth: number): Promise<void> => {
    for (const word of await offered(`compare --outcome ${begun}`)) {
      const goesOn = /[.:=]$/.test(word);
      if (!goesOn) whole.push(word);
      else if (
        depth < 4 &&
        !/^(?!net|stock|pay|doctors|visas:|concentration:|employers\.hires|regions\.people)./.test(word)
      )
        await walk(word, depth + 1);
    }
  };
  await walk('', 0);
  await walk('employers.hires', 0);
  await walk('regions.people', 0);
  expect(whole).toEqual(
    expect.arrayContaining(['net-flow', 'stock:canada', 'pay:giants', 'employers.hires:sector=giants']),
  );
  for (const outcome of whole) expect(() => outcomeOf(outcome, BASELINE.scenario), outcome).not.toThrow();
});

test('every path that is offered is one that --set finds', () => {
  const { numbers } = KNOWN.scenarios.baseline!;
  expect(numbers.length).toBeGreaterThan(1000);
  const values = new Map(BASELINE.values.map(({ path, value }) => [path, value]));
  const set = numbers.filter((_, at) => at % 19 === 0).map((path) => `${path}=${values.get(path)}`);
  expect(unknownPaths([...set, 'choice.elasticty=2'])).toEqual(['choice.elasticty']);
});

/** Paths that the reader does not know; what else it says of them, such as that shares no longer add up, is no matter. */
function unknownPaths(set: readonly string[]): string[] {
  try {
    loadScenario('talentflow:baseline', { set });
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.mistakes
      .filter(({ expected }) => /^one of the (keys|ids|positions) /.test(expected))
      .map(({ path }) => path);
  }
}

describe('in bash', () => {
  const bin = join(folder.path, 'bin');
  beforeAll(() => {
    mkdirSync(bin);
    const main = join(PROJECT, 'dist/talentflow.js');
    writeFileSync(join(bin, 'talentflow'), `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`);
    chmodSync(join(bin, 'talentflow'), 0o755);
  });
  const hasBash = spawnSync('bash', ['--version']).status === 0;

  /** What bash itself would show: its own variables for a line, then the function that the script registers. */
  const inBash = (line: string) =>
    execFileSync(
      'bash',
      [
        '-c',
        `source <(talentflow completion bash); COMP_WORDBREAKS=$1; COMP_LINE=$2; COMP_POINT=9999
        _talentflow_completions 2>&1; printf '%s\\n' "\${COMPREPLY[@]}"; complete -p talentflow`,
        'bash',
        BREAKS,
        line,
      ],
      { encoding: 'utf8', env: { ...process.env, PATH: bin + delimiter + process.env.PATH } },
    )
      .trim()
      .split('\n');

  test.skipIf(!hasBash)('words are completed after the last colon or equals sign, as bash wants it', () => {
    expect(inBash('talentflow run talentflow:fund')).toEqual([
      'funding-bust',
      'complete -o bashdefault -o default -F _talentflow_completions talentflow',
    ]);
    expect(inBash('talentflow run --set=choice.elast')[0]).toBe('choice.elasticity=');
  });
});

test.each(SHELLS)('the script for %s asks the command', async (shell) => {
  const { code, out } = await talentflow(['completion', shell], { cwd: folder.path });
  expect([code, out.includes(`--get-completions ${shell}`)]).toEqual([0, true]);
});

test('the shell in use is answered, and one that is not known is told', async () => {
  const { out } = await talentflow(['completion'], { cwd: folder.path, env: { SHELL: '/bin/zsh' } });
  expect(out).toContain('#compdef talentflow');
  const { code, err } = await talentflowHere(['completion', 'bsh'], { cwd: folder.path });
  expect([code, err.includes('did you mean bash?')]).toEqual([2, true]);
});

test('an answer loads neither the commands nor the simulator', async () => {
  const { out } = await talentflow(['--get-completions', 'zsh', 'talentflow', 'ver'], {
    cwd: folder.path,
    env: { NODE_OPTIONS: '' },
  });
  expect(out).toMatch(/^verify\t.+\n$/);
  const main = readFileSync(join(PROJECT, 'dist/talentflow.js'), 'utf8');
  expect(main.length, 'bytes of what starts').toBeLessThan(50_000);
  expect(main).not.toMatch(/^import .*\/parts\/.*command-line/m);
});
