import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as sweepCommand from '../../src/cli/commands/sweep.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { digitsApart, said } from '../../src/report/said.ts';
import { Interrupted } from '../../src/runtime/failures.ts';
import { ScenarioError } from '../../src/scenario/scenario-error.ts';
import { TWO_EMPLOYERS } from '../support/markets.ts';
import { emptyFolder, talentflow } from '../support/talentflow.ts';
import { talentflowHere } from '../support/talentflow-here.ts';

const folder = emptyFolder();
const cwd = folder.path;
const sweep = (...words: string[]) =>
  talentflowHere(['sweep', 'market.yaml', '--workers', '1', ...words], { cwd });
const file = (path: string) => readFileSync(join(cwd, path), 'utf8');

beforeAll(() => writeFileSync(join(cwd, 'market.yaml'), TWO_EMPLOYERS));
afterAll(folder.remove);

test('means that differ by less than three digits show are told by as many as tell them apart, six at most', () => {
  const toldOf = (...means: (number | null)[]) => means.map((mean) => said(mean, digitsApart(means)));
  expect(toldOf(5981, 5982, 5982, null)).toEqual(['5,981', '5,982', '5,982', '–']);
  expect(toldOf(-5981.25, 5982)).toEqual(['−5,980', '5,980']);
  expect(toldOf(5981.25, 5981.5, 5982)).toEqual(['5,981.3', '5,981.5', '5,982']);
  expect(toldOf(0.0123456, 0.0123457, 0.2)).toEqual(['0.0123456', '0.0123457', '0.2']);
  expect(toldOf(1.0000001, 1.0000002)).toEqual(['1', '1']);
  expect(toldOf(120, 240)).toEqual(['120', '240']);
});

test('a sweep tells each outcome by cell: more pay, more staff', async () => {
  const words = [
    '--over',
    'employers.rich.pay=200000:260000:4',
    '--outcome',
    'stock:rich',
    '--replicates',
    '3',
    '--quiet',
  ];
  const { code, out } = await sweep(...words, '--json');
  expect(code).toBe(0);
  const { format, paths, cells } = JSON.parse(out);
  expect([format, paths]).toEqual(['talentflow.sweep/1', ['employers.rich.pay']]);
  expect(cells.map(({ cell }: { cell: string[] }) => cell)).toEqual([
    ['200000'],
    ['220000'],
    ['240000'],
    ['260000'],
  ]);
  const told = await sweep(...words);
  const rows = told.out.split('\n').filter((line) => line.startsWith('  stock:rich, people '));
  expect(rows.map((line) => line.trim().split(/ {2,}/))).toEqual(
    cells.map(
      ({ cell, mean, monteCarloError }: { cell: string[]; mean: number; monteCarloError: number }) => [
        'stock:rich, people',
        ...cell,
        said(mean, digitsApart(cells.map((one: { mean: number }) => one.mean))),
        said(monteCarloError),
      ],
    ),
  );
  const counted = [
    'hires',
    'job_to_job',
    'quits',
    'lay_offs',
    'exits',
    'net',
    'staff',
    'vacancies',
    'firms',
    'kept',
  ];
  const many = counted.flatMap((column) => ['--outcome', `employers.${column}`]);
  const long = (await sweep(...words, ...many)).out;
  expect(long.split('\n').filter((line) => /^ {2}(stock|employers)/.test(line))).toHaveLength(40);
  expect(long).toContain('\n  and 4 more in sweep.csv\n'); // eleven outcomes of four cells
  const means = cells.map(({ mean }: { mean: number }) => mean);
  expect(means.toSorted((one: number, other: number) => one - other)).toEqual(means);
  expect(file('output/sweep-two-employers/sweep.csv').split('\n')[0]).toBe(
    'employers.rich.pay,outcome,unit,mean,monteCarloError,low,high,replicates',
  );
  expect(file('output/sweep-two-employers/charts/sweep.svg')).toContain('<svg');
  const verified = await talentflowHere(
    ['verify', 'output/sweep-two-employers', '--workers', '1', '--quiet'],
    { cwd },
  );
  expect(verified).toMatchObject({ code: 0, out: expect.stringContaining('12 points run again, 2 tables') });
});

test('runs of a cell draw their parameters, the same for all cells; what the sweep says, it keeps', async () => {
  writeFileSync(
    join(cwd, 'doubtful.yaml'),
    'name: doubtful\nextends: ./market.yaml\nchoice: { elasticity: { value: 4.1, unit: ratio, kind: assumed, why: a test, range: [2, 8] } }\n',
  );
  const words = [
    'sweep',
    'doubtful.yaml',
    '--workers',
    '1',
    '--uncertainty',
    'priors',
    '--replicates',
    '2',
    '--outcome',
    'stock:rich',
  ];
  const swept = async (over: string, out: string) => {
    const { code } = await talentflowHere([...words, '--over', over, '--out', out, '--quiet'], { cwd });
    expect(code).toBe(0);
    return JSON.parse(file(`${out}/manifest.json`));
  };
  const { experiment, variants, points } = await swept('employers.rich.pay=200000,260000', 'drawn');
  expect(experiment).toMatchObject({
    words: [
      ...words.filter((word) => word !== '--workers' && word !== '1'),
      '--over',
      'employers.rich.pay=200000,260000',
    ],
    settings: { uncertainty: 'priors', posterior: null },
  });
  const elasticities = points.map(
    ({ variant }: { variant: number }) =>
      variants[variant - 1].differs.find(({ at }: { at: string[] }) => at.join('.') === 'choice.elasticity')
        ?.value,
  );
  expect(elasticities.slice(0, 2)).toEqual(elasticities.slice(2));
  expect(new Set(elasticities).size).toBe(2);
  expect(await talentflowHere(['verify', 'drawn', '--workers', '1', '--quiet'], { cwd })).toMatchObject({
    code: 0,
    out: expect.stringContaining('4 points run again, 2 tables'),
  });
  const kept = await swept('choice.elasticity=3,5', 'kept');
  expect(kept.points.map(({ id }: { id: string }) => id)).toHaveLength(4);
  for (const { variant } of kept.points) expect(kept.variants[variant - 1].differs).toEqual([]);
});

test('a design file says the same, and shares the finished runs', async () => {
  writeFileSync(
    join(cwd, 'design.yaml'),
    'scenario: ./market.yaml\nover: ["employers.rich.pay=200000:260000:4", "people.taste.autonomy=0,0.1"]\noutcomes: [stock:rich]\nreplicates: 3\n',
  );
  const { code, err } = await talentflowHere(['sweep', '--file', 'design.yaml', '--workers', '1'], { cwd });
  expect(code).toBe(0);
  expect(err).toContain('12 of 24 points are finished already');
  expect(JSON.parse(file('output/sweep-two-employers/charts/sweep.vl.json')).mark).toEqual({ type: 'rect' });
});

test('paths of a design file are from where it lies, and what is typed holds over what it says', async () => {
  mkdirSync(join(cwd, 'designs'), { recursive: true });
  writeFileSync(
    join(cwd, 'designs/there.yaml'),
    'scenario: ../market.yaml\nover: ["seed=a,b", "employers.ritch.pay=1,2"]\nreplicates: 2\nuntil: 2020-06\n',
  );
  const words = ['sweep', '--file', 'designs/there.yaml', '--until', '2021-06', '--seed', 'c'];
  const { code, err } = await talentflowHere(words, { cwd });
  expect(code).toBe(2);
  expect(err).toContain('designs/there.yaml:2:8  over[0]\n  found     "seed"');
  expect(err).toContain('leave --seed out');
  const { err: others } = await talentflowHere(
    ['sweep', '--file', 'designs/there.yaml', '--until', '2021-06'],
    { cwd },
  );
  expect(others, 'what is typed').toContain('--until\n  found     "2021-06"');
  const { err: own } = await talentflowHere(['sweep', '--file', 'designs/there.yaml'], { cwd });
  expect(own, 'the market is read').toContain('did you mean rich?');
});

test('words across are drawn without a warning of Vega', async () => {
  const { code, err } = await talentflow(
    ['sweep', 'market.yaml', '--over', 'name=a,b', '--replicates', '1', '--out', 'words', '--quiet'],
    { cwd },
  );
  expect([code, err]).toEqual([0, '']);
});

test.each(['sobol', 'latin-hypercube'])(
  '%s has as many cells as asked, inside the ranges',
  async (design) => {
    const ranges = ['--over', 'employers.rich.pay=200000:260000', '--over', 'choice.elasticity=2:8'];
    const { out } = await sweep(
      ...ranges,
      '--design',
      design,
      '--cells',
      '8',
      '--replicates',
      '1',
      '--outcome',
      'stock:rich',
      '--json',
      '--quiet',
    );
    const { cells } = JSON.parse(out);
    expect(cells).toHaveLength(8);
    for (const { cell } of cells) {
      expect(Number(cell[0])).toBeGreaterThanOrEqual(200_000);
      expect(Number(cell[1])).toBeLessThanOrEqual(8);
    }
    expect(
      (
        await talentflowHere(
          ['verify', 'output/sweep-two-employers', '--sample', '3', '--workers', '1', '--quiet'],
          { cwd },
        )
      ).code,
    ).toBe(0);
  },
);

test('cells of other calendars are looked at in the months that all have', async () => {
  const words = ['--outcome', 'stock:rich', '--replicates', '1', '--quiet'];
  const calendars = ['--over', 'calendar.start=2020-01,2020-04', '--out', 'calendars', '--json'];
  const { out } = await sweep(...words, ...calendars);
  expect(JSON.parse(file('calendars/manifest.json')).experiment.settings).toMatchObject({
    from: '2020-04',
    to: '2020-12',
  });
  const alone = await sweep(...words, '--over', 'calendar.start=2020-04', '--out', 'alone', '--json');
  expect(JSON.parse(out).cells[1]).toEqual(JSON.parse(alone.out).cells[0]);
  const longer = ['--over', 'calendar.start=2020-01,2020-04', '--from', '2020-02'];
  expect(await sweep(...words, ...longer)).toMatchObject({
    code: 2,
    err: expect.stringContaining('a month, YYYY-MM, from 2020-04 to 2020-12'),
  });
});

test('a cell that the values of lists make again is run and told once', async () => {
  const lists = ['--over', 'employers.rich.pay=200000,220000,240000', '--over', 'seed=a,b,c'];
  const design = ['--design', 'sobol', '--cells', '8', '--replicates', '1', '--out', 'lists'];
  const { out } = await sweep(...lists, ...design, '--outcome', 'stock:rich', '--quiet', '--json');
  const cells = JSON.parse(out).cells.map(({ cell }: { cell: string[] }) => cell.join());
  expect(new Set(cells).size).toBe(cells.length);
  expect(cells.length).toBeLessThan(8); // else the test says nothing
  expect(JSON.parse(file('lists/manifest.json')).points).toHaveLength(cells.length);
});

test.each([
  [[], 'write for example --over'],
  [
    ['--over', 'employers.rich.pay=200000,240000', '--design', 'sobol'],
    'leave --design and --cells out: a grid has each combination once',
  ],
  [
    ['--over', 'seed=a,b', '--over', 'employers.rich.pay=1,2', '--design', 'latin-hypercube', '--cells', '4'],
    'more than 4 combinations of values for 4 cells',
  ],
  [
    [
      ...['--over', 'calendar.start=2020-01,2020-09', '--over', 'calendar.end=2020-06,2020-12'],
      ...['--design', 'sobol', '--cells', '2'],
    ],
    'cells that have months in common',
  ],
  [
    ['--over', 'seed=a,b', '--outcome', 'net-flow:rich,stock:rich'],
    'write --outcome net-flow:rich --outcome stock:rich\n',
  ],
  [['--over', 'employers.rich.pay'], 'path=from:to:steps'],
  [['--over', 'employers.rich.pay=3:1:4'], 'from a smaller to a larger number'],
  [['--over', 'employers.rich.pay=3:1:4'], 'write employers.rich.pay=1:3:4\n'],
  [['--over', 'employers.rich.pay=3:3:4'], 'write employers.rich.pay=3, which is one value'],
  [['--over', 'employers.rich.pay=1.2.3:4:2'], 'plain numbers on both sides of the colon'],
  [['--over', 'employers.rich.pay=200k:240k:3'], 'such as 200000:240000:3'],
  [['--over', 'calendar.end=2020-01:2020-06:2'], 'one by one, with commas'],
  [['--over', 'employers.rich.pay=1:3'], 'at least 2 steps in a grid'],
  [['--over', 'employers.ritch.pay=1,2'], 'rich'],
  [['--over', 'employers.rich.pay=much,more'], 'employers.rich.pay'],
  [['--over', 'employers.rich.pay=1,2', '--over', 'employers.rich.pay=3,4'], 'the path stands twice'],
  [['--over', 'employers.rich.pay=-1,200000,-2'], '--over employers.rich.pay=-1  employers.rich.pay'],
  [['--over', 'employers.rich.pay=-1,200000,-2'], '2 mistakes; nothing was run.'],
  [['--over', 'employers.rich.pay=200000:240000:100000000'], 'at most 10000'],
  [['--over', 'employers.rich.pay=1:2:9999', '--over', 'people.count=1:2:9999'], '99980001 cells'],
  [['--over', 'employers.rich.pay=1:2:3', '--design', 'sobol'], 'write employers.rich.pay=1:2\n'],
  [['--over', 'scale=0.1,0.2', '--scale', '0.1'], 'leave --scale out'],
  [['--over', 'seed=a,b', '--seed', 'c'], 'leave --seed out'],
  [['--over', 'calendar.end=2020-06,2020-12', '--until', '2020-10'], 'leave --until out'],
  [['--over', 'employers.rich.pay=1:3:1'], 'at least 2 steps in a grid'],
  [['--over', 'employers.rich.pay=200000,2e5'], 'the value stands twice'],
  [
    ['--over', 'employers.rich.pay=1,2', '--set', 'employers.rich.pay=3'],
    'leave --set employers.rich.pay=3 out',
  ],
  [['--over', 'employers.rich.pay=1,2', '--design', 'sobel'], 'did you mean sobol?'],
  [['--over', 'employers.rich.pay=1,2', '--cells', '4'], 'leave --cells out'],
  [['--file', 'missing.yaml'], 'found     no file "missing.yaml"'],
  [['--file', '.'], 'which is no file'],
  [
    ['--file', 'market.yaml'],
    'found     a map of name, calendar, people, choice, …\n  expected  a map with scenario, over',
  ],
])('talentflow sweep market.yaml %s', async (words, told) => {
  const { code, out, err } = await sweep(...words);
  expect(err).toContain(told);
  expect([code, out]).toEqual([2, '']);
});

test.each([
  [
    "over: ['employers.rich.pay=1,2', 3]\ndesign: gird\nreplicates: -3\noutcmes: [stock:rich]\n",
    [
      'broken.yaml:1:34  over[1]\n  found     3\n  expected  a text',
      'broken.yaml:2:9  design\n  found     "gird"\n  expected  grid',
      'did you mean grid?',
      'broken.yaml:3:13  replicates\n  found     -3\n  expected  a whole number from 1 to 10000',
      'broken.yaml:4:1  outcmes',
      'did you mean outcomes?',
      '4 mistakes; nothing was run.',
    ],
  ],
  [
    'over:\n  - people.count=100,200\n  - people.count=300,400\n  - employers.rich.pay=1,1\n',
    [
      'broken.yaml:3:5  over[1]',
      'the path stands twice',
      'broken.yaml:4:5  over[2]',
      'the value stands twice',
      '2 mistakes; nothing was run.',
    ],
  ],
  [
    'scenario: ./market.yaml\nover:\n  - employers.rich.pay=-1,200000\n',
    ['broken.yaml:3:5  employers.rich.pay', '1 mistake; nothing was run.'],
  ],
  ['', ['broken.yaml:1:1  (whole file)', 'a map with']],
  [
    'scenario: ./market.yaml\nover: [employers.rich.pay=200000,240000]\n',
    ['broken.yaml:2:34  over[1]', 'in quotes where it stands in [ ]'],
  ],
  ['over: [\n', ['broken.yaml:2:1  (YAML)', 'sound YAML 1.2']],
])('a design file that says %j is told with all its places', async (text, told) => {
  writeFileSync(join(cwd, 'broken.yaml'), text);
  const { code, out, err } = await talentflowHere(['sweep', '--file', 'broken.yaml'], { cwd });
  for (const line of told) expect(err).toContain(line);
  expect([code, out]).toEqual([2, '']);
});

test('who stops is heard while the cells are read, before a later cell’s mistake is found', async () => {
  const stop = new AbortController();
  const screen = new Writable({ write: (_text, _, done) => done() });
  const swept = () =>
    sweepCommand.handler(
      {
        scenario: join(cwd, 'market.yaml'),
        over: ['employers.rich.pay=200000,-1'],
        out: join(cwd, 'never'),
      },
      { out: screen, err: screen, signal: stop.signal } as unknown as Terminal,
    );
  await expect(swept()).rejects.toThrow(ScenarioError);
  setImmediate(() => stop.abort());
  await expect(swept()).rejects.toThrow(Interrupted);
  expect(existsSync(join(cwd, 'never'))).toBe(false);
});
