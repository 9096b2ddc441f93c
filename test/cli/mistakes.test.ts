import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TWO_EMPLOYERS } from '../support/markets.ts';
import { emptyFolder, talentflow } from '../support/talentflow.ts';

const folder = emptyFolder();
const cwd = folder.path;
beforeAll(() => {
  writeFileSync(join(cwd, 'market.yaml'), TWO_EMPLOYERS);
  writeFileSync(
    join(cwd, 'broken.yaml'),
    TWO_EMPLOYERS.replace('pay: 220000 USD/year', 'pay: lots').replace('2020-12', '2019-12'),
  );
});
afterAll(folder.remove);

/** What a user types wrong, and what they must read. Each ends with exit code 2 and writes nothing. */
test.each([
  ['run broken.yaml', 'broken.yaml:7:'],
  ['run broken.yaml', '2 mistakes; nothing was run'],
  ['run missing.yaml', 'missing.yaml'],
  ['run market.yaml --set employers.ritch.pay=1', 'rich'],
  ['run market.yaml --set employers.rich.pay=much', 'employers.rich.pay'],
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
  ['run -- market.yaml', 'leave -- out'],
  ['validate -', 'standard input is not read'],
  ['forecast market.yaml', 'a calendar that ends in 2020-12'],
  ['forecast market.yaml --until 2020-06', 'a month after 2024-06'],
  ['run market.yaml -s 3', 'found     -s'],
  ['rum', 'did you mean run?'],
  ['frobnicate', 'frobnicate'],
  ['', 'see talentflow --help'],
  ['validate', 'talentflow validate <files..>'],
  ['show', 'talentflow show <scenario>'],
  ['run us-immigration-easng', 'did you mean talentflow:us-immigration-easing?'],
  ['worker', 'no --queue'],
  ['worker --queue localhost:6379', 'write for example --queue redis://localhost:6379'],
  ['sweep market.yaml', 'no --over'],
  ['show broken.yaml', 'broken.yaml:7:'],
  ['validate broken.yaml missing.yaml market.yaml', 'missing.yaml'],
])('talentflow %s', async (line, told) => {
  const { code, out, err } = await talentflow(
    line.split(' ').filter((word) => word !== ''),
    { cwd },
  );
  expect(err).toContain(told);
  expect(code).toBe(2);
  if (!line.startsWith('validate ')) expect(out).toBe('');
  expect(readdirSync(cwd).sort()).toEqual(['broken.yaml', 'market.yaml']);
});

test('a disk that refuses is exit code 3, with a way out', async () => {
  const { code, err } = await talentflow(['run', 'market.yaml', '--quiet', '--out', 'market.yaml/results'], {
    cwd,
  });
  expect(err).toContain('market.yaml/results');
  expect(err).toContain('--out DIR');
  expect(code).toBe(3);
});
