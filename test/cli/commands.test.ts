import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TWO_EMPLOYERS } from '../support/markets.ts';
import { emptyFolder, PROJECT, talentflow } from '../support/talentflow.ts';
import { talentflowHere } from '../support/talentflow-here.ts';

const folder = emptyFolder();
const cwd = folder.path;
beforeAll(() => {
  writeFileSync(join(cwd, 'market.yaml'), TWO_EMPLOYERS);
  writeFileSync(
    join(cwd, 'policy.yaml'),
    'name: policy\nextends: ./market.yaml\nemployers: [{ id: rich, pay: 230000 USD/year }]\n',
  );
});
afterAll(folder.remove);

const ALL_COMMANDS = readdirSync(join(PROJECT, 'src/cli/commands')).map((file) => file.replace('.ts', ''));

test('help names every command and every exit code', async () => {
  const { code, out } = await talentflow(['--help'], { cwd });
  expect(code).toBe(0);
  for (const word of ALL_COMMANDS) expect(out).toContain(`talentflow ${word}`);
  for (const exitCode of ['0 ', '1 ', '2 ', '3 ', '130'])
    expect(out).toMatch(new RegExp(`^ +${exitCode}`, 'm'));
});

test.each(ALL_COMMANDS)('talentflow %s --help gives examples and the exit codes', async (command) => {
  const { code, out } = await talentflowHere([command, '--help'], { cwd });
  expect(code).toBe(0);
  expect(out).toContain('Examples:');
  expect(out).toContain('Exit codes:');
  expect(out).toMatch(/130 +interrupted/);
});

test('the version is that of the package', async () => {
  const { out } = await talentflow(['--version'], { cwd });
  expect(out.trim()).toMatch(/^\d+\.\d+\.\d+$/);
});

test('validate says of each file whether it is right', async () => {
  const { code, out } = await talentflowHere(['validate', 'market.yaml', 'policy.yaml'], { cwd });
  expect([code, out]).toEqual([0, 'market.yaml: no mistake\npolicy.yaml: no mistake\n']);
});

test('validate remarks on a new item that has nearly the id of an old one', async () => {
  const people = 'people: { count: 400 }'; // more than the staff of all
  const text = `name: a\nextends: ./market.yaml\n${people}\nemployers: [{ id: richh, pay: 1, staff: 2 }]\n`;
  writeFileSync(join(cwd, 'near.yaml'), text);
  const { code, out, err } = await talentflowHere(['validate', 'near.yaml'], { cwd });
  expect([code, out]).toEqual([0, 'near.yaml: no mistake\n']);
  expect(err).toBe('near.yaml:4:19  employers.richh is new beside rich: if rich was meant, correct the id\n');
});

test('schema prints the JSON Schema of a scenario file', async () => {
  const { code, out } = await talentflowHere(['schema'], { cwd });
  expect(code).toBe(0);
  expect(Object.keys(JSON.parse(out).properties)).toEqual(
    expect.arrayContaining(['name', 'extends', 'employers', 'drivers']),
  );
});

test('show gives each value with the file and line it came from', async () => {
  const { code, out } = await talentflowHere(
    ['show', 'policy.yaml', '--origin', '--set', 'choice.elasticity=5'],
    { cwd },
  );
  expect(code).toBe(0);
  expect(out).toMatch(/employers\.rich\.pay.*230000.*policy\.yaml:3/);
  expect(out).toMatch(/employers\.calm\.pay.*200000.*market\.yaml:6/);
  expect(out).toMatch(/choice\.elasticity.*5.*--set/);
  expect(out).toMatch(/people\.looks-at-vesting.*default/);
});

test('show --json gives the same alone on standard output', async () => {
  const { code, out } = await talentflowHere(['show', 'policy.yaml', '--json'], { cwd });
  expect(code).toBe(0);
  const shown = JSON.parse(out);
  expect(shown.format).toBe('talentflow.show/1');
  expect(shown.values).toContainEqual(expect.objectContaining({ path: 'employers.rich.pay', value: 230000 }));
});

test('diff says in words what changed, with where it is written and what backs it', async () => {
  const { code, out } = await talentflowHere(
    ['diff', 'market.yaml', 'policy.yaml', '--set', 'people.taste.autonomy=0.2'],
    { cwd },
  );
  expect(code).toBe(0);
  expect(out).toBe(
    [
      'policy.yaml differs from market.yaml in 2 places.',
      '',
      'employers.rich.pay',
      '  rises from 220,000 to 230,000 USD/year, +4.55%',
      '  policy.yaml:3:30: no source',
      '',
      'people.taste.autonomy',
      '  rises from 0.1 to 0.2 log points, +100%',
      '  --set: no source',
      '',
    ].join('\n'),
  );
  const tiny = ['diff', 'market.yaml', 'market.yaml', '--set', 'people.taste.autonomy=0.0000001'];
  expect((await talentflowHere(tiny, { cwd })).out).toContain('falls from 0.1 to 0.0000001 log points');
  const whole = (name: string, ...lines: string[]) =>
    writeFileSync(join(cwd, name), ['name: whole', 'extends: ./market.yaml', ...lines, ''].join('\n'));
  whole(
    'one.yaml',
    'people: { taste: { mission: { value: 0, unit: log points, kind: assumed, why: a test, range: [0, 1] } } }',
  );
  whole(
    'other.yaml',
    'people: { taste: { mission: { value: 0.3, unit: log points, kind: measured, source: A. Source (2020) } } }',
    'timeline: [{ id: raise, from: 2020-06, path: employers.rich.pay, multiply: 1.1 }]',
  );
  const { out: both } = await talentflowHere(['diff', 'one.yaml', 'other.yaml'], { cwd });
  expect(both).toContain('  rises from 0 to 0.3 log points\n  other.yaml:3:38: A. Source (2020)\n'); // no share of nothing
  expect(both).toContain(
    'timeline is new\n  raise.from: 2020-06\n  raise.path: employers.rich.pay\n  raise.multiply: 1.1 ratio\n',
  );
  const { out: gone } = await talentflowHere(['diff', 'other.yaml', 'one.yaml'], { cwd });
  expect(gone).toContain('timeline is gone\n');
  expect((await talentflowHere(['diff', 'market.yaml', 'market.yaml'], { cwd })).out).toContain(
    'the same market',
  );
});

test('diff tells a sector’s change once, with who has it from there, and a number that is spread out as neither new nor gone', async () => {
  writeFileSync(
    join(cwd, 'spread.yaml'),
    [
      'name: spread',
      'extends: talentflow:baseline',
      'sectors: [{ id: giants, pay: 300000 USD/year }]',
      'employers: [{ id: apple, staff: { distribution: uniform, from: 800, to: 1000 } }]',
      '',
    ].join('\n'),
  );
  const { out } = await talentflowHere(['diff', 'talentflow:baseline', 'spread.yaml'], { cwd });
  expect(out).toBe(
    [
      'spread.yaml differs from talentflow:baseline in 2 places.',
      '',
      'sectors.giants.pay',
      '  rises from 225,000 to 300,000 USD/year, +33.3%',
      '  spread.yaml:3:30: no source',
      '  likewise alphabet, amazon, apple, meta, microsoft',
      '',
      'employers.apple.staff',
      '  goes from 900 people to distribution uniform, from 800 people, to 1,000 people',
      '  spread.yaml:4:49',
      '',
    ].join('\n'),
  );
  const back = await talentflowHere(['diff', 'spread.yaml', 'talentflow:baseline'], { cwd });
  expect(back.out).toContain(
    'employers.apple.staff\n  goes from distribution uniform, from 800 people, to 1,000 people to 900 people\n',
  );
});

test.each(['policy', 'market'])(
  'init writes a %s that is right as it is, and replaces nothing',
  async (from) => {
    const name = `my-${from}`;
    expect((await talentflowHere(['init', name, '--from', from], { cwd })).out).toContain(`${name}.yaml`);
    expect((await talentflowHere(['validate', `${name}.yaml`], { cwd })).code).toBe(0);
    const text = readFileSync(join(cwd, `${name}.yaml`), 'utf8');
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./schema.json');
    expect(text).toContain(`name: ${name}`);
    expect(existsSync(join(cwd, 'schema.json'))).toBe(true);

    writeFileSync(join(cwd, `${name}.yaml`), 'mine');
    const { code, err } = await talentflowHere(['init', name, '--from', from], { cwd });
    expect([code, readFileSync(join(cwd, `${name}.yaml`), 'utf8')]).toEqual([2, 'mine']);
    expect(err).toContain('--force');
  },
);

test('init writes into the folder before the name, keeps the schema that is there, and replaces with --force', async () => {
  const path = (name: string) => join(cwd, 'markets/small', name);
  const init = (...words: string[]) => talentflowHere(['init', ...words], { cwd });
  expect((await init('markets/small/one.yaml', '--from', 'market')).out).toContain(
    'markets/small/one.yaml is yours',
  );
  expect(JSON.parse(readFileSync(path('schema.json'), 'utf8'))).toHaveProperty('properties');
  writeFileSync(path('schema.json'), '{}');
  writeFileSync(path('one.yaml'), 'mine');
  expect((await init('markets/small/one', '--from', 'market', '--force')).code).toBe(0);
  expect(readFileSync(path('one.yaml'), 'utf8')).toContain('\nname: one\n');
  expect(readFileSync(path('schema.json'), 'utf8')).toBe('{}');
});

test('init refuses a name that a scenario cannot have', async () => {
  const { code, err } = await talentflowHere(['init', 'My Policy'], { cwd });
  expect(code).toBe(2);
  expect(err).toContain('a name of 1 to 64 letters');
});
