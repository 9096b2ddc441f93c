import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TWO_EMPLOYERS } from '../support/markets.ts';
import { emptyFolder, talentflow } from '../support/talentflow.ts';
import { talentflowHere } from '../support/talentflow-here.ts';

const folder = emptyFolder();
const cwd = folder.path;
beforeAll(() => {
  writeFileSync(join(cwd, 'market.yaml'), TWO_EMPLOYERS);
  writeFileSync(
    join(cwd, 'broken.yaml'),
    TWO_EMPLOYERS.replace('pay: 220000 USD/year', 'pay: lots').replace('2020-12', '2019-12'),
  );
  writeFileSync(join(cwd, 'drained.yaml'), DRAINED);
  writeFileSync(join(cwd, 'divided.yaml'), DIVIDED);
});
afterAll(folder.remove);

/** Has regions, which the market that it changes has not. */
const DIVIDED = `name: divided
extends: ./market.yaml
regions: [{ id: north, share: 0.5 }, { id: south, share: 0.5 }]
employers: [{ id: calm, region: north }, { id: rich, region: south }]
`;

/** Well written, and yet an event takes pay below nothing. */
const DRAINED = `name: drained
extends: ./market.yaml
timeline:
  - { id: cut, from: 2020-05, path: employers.rich.pay, add: -230000 USD/year }
  - { id: raise, from: 2020-03, path: employers.rich.pay, multiply: 1.01 }
`;

/** What a user types wrong, and what they must read. Each ends with exit code 2 and writes nothing. */
test.each([
  ['run broken.yaml', 'broken.yaml:7:'],
  ['compare market.yaml divided.yaml --base divided.yaml', 'leave --base out'],
  ['compare market.yaml divided.yaml --outcome pay', 'pay:ID of a sector or employer: '],
  ['compare market.yaml divided.yaml --outcome pay', 'write for example pay:calm'],
  ['compare market.yaml divided.yaml --outcome stock:north', 'divided has it, and two-employers has not'],
  ['compare market.yaml divided.yaml --outcome stock:north', 'Nothing was run.'],
  ['run market.yaml divided.yaml', 'one scenario at a time, and talentflow compare for several'],
  ['sweep market.yaml --over scale=1,2 seed=1,2', 'write --over before each: --over seed=1,2'],
  ['run market.yaml --set scale=1 seed=2', 'write --set before each: --set seed=2'],
  ['run market.yaml --set employers.rich.pay 230000', 'write --set employers.rich.pay=230000'],
  ['run market.yaml --set employers.rich.pay:230000', 'write --set employers.rich.pay=230000'],
  ['sweep market.yaml --over employers.rich.pay=200000-240000', 'write one number, or { value: …'],
  ['query select net from employers', '"select net from employers"'],
  ['query select net from employers', 'put it in quotes: talentflow query "select …"\nNothing was run.'],
  ['query select --csv', 'write --format csv'],
  ['query select --out x.csv', 'talentflow query … > FILE'],
  ['schema --out x.json', 'talentflow schema … > FILE'],
  ['cache prune', 'did you mean --prune?'],
  ['cache --clear', 'did you mean --prune?'],
  ['--halp', 'did you mean talentflow --help?'],
  ['-v', 'write talentflow --version'],
  ['evidence F99 P1', 'did you mean P01?\n2 mistakes'],
  ['check market.yaml --evidence market.yaml', 'market.yaml/facts\n  found     nothing'],
  ['explain person 3 market.yaml', 'found     "3"'],
  ['explain person rich/3 market.yaml --out page.pdf', 'a browser prints the page to PDF'],
  ['run broken.yaml', '2 mistakes; nothing was run'],
  ['run missing.yaml', 'missing.yaml'],
  ['run market.yaml --set employers.ritch.pay=1', 'rich'],
  ['run market.yaml --set employers.rich.pay=much', 'employers.rich.pay'],
  ['run drained.yaml', 'drained.yaml:4:62  timeline.cut.add'],
  ['run drained.yaml', 'timeline.raise.multiply (drained.yaml:5:'],
  ['validate drained.yaml', 'employers.rich.pay is -7800'],
  ['run drained.yaml --until 2020-04 --set timeline.cut.from=2020-02', '2020-02'],
  ['run drained.yaml --set timeline.cut.add=-500000', '--set timeline.cut.add=-500000  timeline.cut.add'],
  [
    'sweep drained.yaml --over timeline.raise.multiply=0.5,1.2 --replicates 1 --until 2020-06',
    'timeline.cut.add',
  ],
  ['compare market.yaml market.yaml --outcome visas', 'this needs a region with `routes`'],
  ['init mine --from foo', 'one of policy, market'],
  ['completion tcsh', 'talentflow completion\n'],
  ['show market.yaml --root nowhere', '--root\n'],
  ['cache --points nowhere', 'a folder of finished runs'],
  ['cache --points market.yaml', 'a folder of finished runs'],
  ['decompose market.yaml --between 2020-01:2020-03', '--between with too few values'],
  ['run market.yaml --json=bla', 'write --json alone'],
  ['run market.yaml --sead 1', 'did you mean --seed?'],
  ['run market.yaml --seed', '--seed without a value'],
  ['run market.yaml --seed=', 'any text but none'],
  ['run market.yaml --seed 1 --seed 2', 'give --seed once'],
  ['run market.yaml other.yaml', 'other.yaml'],
  ['run market.yaml --replicates many', 'a whole number from 1'],
  ['run market.yaml --replicates 0', 'a whole number from 1'],
  ['run market.yaml --replicates 2 --replicate 1', 'leave one of the two out'],
  ['run market.yaml --workers 1.5', 'a whole number from 1'],
  ['run market.yaml --scale -1', 'a number from 0.001 to 100'],
  ['run market.yaml --scale 1000', 'a number from 0.001 to 100'],
  ['run market.yaml --until 2021-01', 'from 2020-01 to 2020-12'],
  ['run market.yaml --until December', 'a month, YYYY-MM'],
  ['run market.yaml --until 2020', 'write --until 2020-12'],
  ['run market.yaml --until 6/2020', 'write --until 2020-06'],
  ['run market.yaml --until 2031', 'write for example --until 2020-12'],
  ['compare market.yaml market.yaml --from 2020', 'write --from 2020-01'],
  ['compare market.yaml market.yaml --outcome pay:everywhere', 'one of the named employers and sectors: '],
  ['run -- market.yaml', 'leave -- out'],
  ['validate -', 'standard input is not read'],
  ['forecast market.yaml', 'a calendar that ends in 2020-12'],
  ['forecast market.yaml --until 2020-06', 'a month after 2024-06'],
  ['run market.yaml -s 3', 'found     -s'],
  ['compare -replicates 8 market.yaml market.yaml', 'did you mean --replicates?'],
  ['run market.yaml -seed=3', 'did you mean --seed?'],
  ['run market.yaml --points market.yaml', 'a folder of finished runs, or a path where nothing is yet'],
  ['run market.yaml --points market.yaml/runs', 'a file on the way, "market.yaml"'],
  ['run market.yaml --replicates 2 --uncertainty priors', 'at least one value with a range'],
  ['compare market.yaml market.yaml --uncertainty priors', 'write --uncertainty none'],
  ['sweep market.yaml --over employers.rich.pay=2,3 --uncertainty priors', 'at least one value with a range'],
  ['verify market.yaml', 'found     a file'],
  [
    'decompose market.yaml --between 2019-01:2019-12 2020-01:2020-12',
    'write for example 2020-01:2020-12, or change',
  ],
  ['rum', 'did you mean run?'],
  ['frobnicate', 'frobnicate'],
  ['help run', 'write talentflow run --help'],
  ['version', 'write talentflow --version'],
  ['', 'see talentflow --help'],
  ['validate', 'talentflow validate <files..>'],
  ['show', 'talentflow show <scenario>'],
  ['run us-immigration-easng', 'did you mean talentflow:us-immigration-easing?'],
  ['worker', 'no --queue'],
  ['worker --queue localhost:6379', 'write for example --queue redis://localhost:6379'],
  ['sweep market.yaml', 'no --over'],
  ['explain person rich/1 market.yaml --limit 3', 'no --limit where one person is told of'],
  ['explain person --from rich --pick 1 --limit 3 market.yaml', 'no --limit where one person is told of'],
  ['show broken.yaml', 'broken.yaml:7:'],
  ['validate broken.yaml missing.yaml market.yaml', 'missing.yaml'],
])('talentflow %s', async (line, told) => {
  const { code, out, err } = await talentflowHere(
    line.split(' ').filter((word) => word !== ''),
    { cwd },
  );
  expect(err).toContain(told);
  expect(code).toBe(2);
  if (!line.startsWith('validate ')) expect(out).toBe('');
  expect(readdirSync(cwd).sort()).toEqual(['broken.yaml', 'divided.yaml', 'drained.yaml', 'market.yaml']);
});

/** All mistakes of a command are told at once, options' and scenarios' alike, each once. */
test.each([
  ['run market.yaml --scale 0 --replicates x --workers -1', ['--scale', '--replicates', '--workers']],
  ['run broken.yaml --until soon --seed=', ['--seed', 'broken.yaml:2:', 'broken.yaml:7:', '--until']],
  ['run market.yaml --set a=1 --out= --queue here', ['--set a=1', '--out', '--queue']],
  ['run market.yaml --sead 1 --scael 2', ['did you mean --seed?', 'did you mean --scale?']],
  ['run market.yaml --seed 1 --seed 2 --scale 1 --scale 2', ['give --seed once', 'give --scale once']],
  [
    'compare market.yaml missing.yaml --scale 0 --from soon --outcome nothing --outcome stock:nobody',
    ['--scale', 'missing.yaml:1:1', '--from', '"nothing"', '"stock:nobody"'],
  ],
  ['check market.yaml --replicates 0 --reporter loud', ['--replicates', '--reporter']],
  ['forecast --replicates 1 --outlook missing.yaml', ['--replicates', 'missing.yaml']],
  [
    'calibrate --waves 1 --runs 7 --sets few --plant 1 --evidence missing',
    ['--waves', '--runs', '--sets', '--plant', 'missing'],
  ],
  ['calibrate --scale 0.5 --full-scale 0.1 --waves 1', ['at least --scale', '--waves']],
  ['sweep market.yaml --over a --over b=1:0 --cells 1', ['--cells', '"a"', '"b=1:0"']],
  [
    'decompose market.yaml --between 2020-13:2020-04 2020-05:2021-01 --reference soon --sets 0',
    ['--sets', 'two-employers  causes', '"2020-13"', '"2021-01"', '"soon"'],
  ],
  [
    'sensitivity market.yaml --trajectories x --samples y --parameter people --parameter nobody',
    ['--trajectories', '--samples', '"people"', '"nobody"'],
  ],
  ['explain employer rich market.yaml --vs missing.yaml --pick 2 --limit 0', ['--pick', '--vs', '--limit']],
  ['verify missing --sample 0 --workers x', ['--sample', '--workers', 'no such folder']],
])('talentflow %s', async (line, told) => {
  const { code, out, err } = await talentflowHere(line.split(' '), { cwd });
  for (const one of told) expect(err).toContain(one);
  expect(err).toContain(`${told.length} mistakes; nothing was run.`);
  expect(err.match(/^ {2}remedy/gm)).toHaveLength(told.length);
  expect(code).toBe(2);
  expect(out).toBe('');
});

test('the runs that are kept are looked for where there are none, and no folder is made', async () => {
  const { code, out } = await talentflow(['cache'], { cwd, env: { TALENTFLOW_POINTS: '' } });
  expect([code, out]).toEqual([0, expect.stringContaining('no finished runs')]);
  expect(readdirSync(cwd)).not.toContain('output');
});

test.each(['run broken.yaml', 'run market.yaml --sead 1', '', 'show --help', 'validate market.yaml'])(
  'talentflow %s, as built and started, says the same as when it is obeyed here',
  async (line) => {
    const words = line.split(' ').filter((word) => word !== '');
    expect(await talentflow(words, { cwd })).toEqual(await talentflowHere(words, { cwd }));
  },
);

test('a path at which no folder can stand is told before anything is run, with a way out', async () => {
  const { code, err } = await talentflow(['run', 'market.yaml', '--quiet', '--out', 'market.yaml/results'], {
    cwd,
  });
  expect(err).toContain('market.yaml/results');
  expect(err).toContain('--out DIR');
  expect(code).toBe(2);
});
