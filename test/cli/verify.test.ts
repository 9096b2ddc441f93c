import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as calibrate from '../../src/cli/commands/calibrate.ts';
import * as check from '../../src/cli/commands/check.ts';
import * as compare from '../../src/cli/commands/compare.ts';
import * as decompose from '../../src/cli/commands/decompose.ts';
import * as forecast from '../../src/cli/commands/forecast.ts';
import * as run from '../../src/cli/commands/run.ts';
import * as sensitivity from '../../src/cli/commands/sensitivity.ts';
import * as verify from '../../src/cli/commands/verify.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import type { PointRunner } from '../../src/experiments/executor.ts';
import { manifestHash } from '../../src/report/manifest.ts';
import { type Verdict, verifyResults } from '../../src/report/verify.ts';
import { runHere } from '../../src/runtime/run-here.ts';
import { TABLE_NAMES } from '../../src/tables/columns.ts';
import { longTest } from '../support/long-suite.ts';
import { emptyFolder, PROJECT } from '../support/talentflow.ts';

/** Pay has a range, a driver moves it, and it is the parameter that examples/planted fits: one market for all commands. */
const MARKET = `name: market
calendar: { start: 2024-01, end: 2024-12 }
people: { count: 200, looks-per-month: 1, contacts: all, taste: { autonomy: 0.1 } }
choice: { elasticity: { value: 4.1, kind: assumed, why: a test, range: [3, 5] }, cost-of-moving: 0 }
employers:
  - { id: calm, sector: firm, staff: 100, vacancies: unlimited, pay: 200000 USD/year, autonomy: 1 }
  - { id: rich, sector: other, staff: 100, vacancies: unlimited, pay: 220000 USD/year }
observe: { net-flow-of: firm }
drivers:
  - { id: mood, series: { values: { 2024-05: 1, 2024-06: 1.2 } }, before: hold, after: hold, acts-on: [{ path: employers.rich.pay, elasticity: 1 }] }
timeline:
  - { id: freedom, from: 2024-06, path: employers.calm.autonomy, add: 1, source: a test }
`;
const OUTLOOK = `until-known: 2024-06
says: a test
drivers:
  - { id: mood, rule: random-walk, of: log, values: { 2023-12: 1, 2024-03: 1.3, 2024-06: 1 }, over: 3, between: step, why: a test }
predictions:
  - id: rich.staff
    what: Staff of rich
    unit: people
    every: [month]
    from: 2024-11
    error: { of-median: 0.001, why: a test }
    least: 0
    observation: { measure: last, table: employers, column: staff, where: { unit: rich } }
`;

const folder = emptyFolder();
afterAll(folder.remove);
const at = (...parts: string[]) => join(folder.path, ...parts);
const market = at('market.yaml');
const outlook = at('outlook.yaml');
const evidence = at('evidence');

type Handler = (given: never, terminal: Terminal) => Promise<number>;
/** On this thread: a process for each of so many commands would take longer than what they do. */
async function told<Said>(
  { handler }: { handler: Handler },
  given: object,
): Promise<{ code: number; said: Said }> {
  const out = new PassThrough() as unknown as NodeJS.WriteStream;
  const terminal: Terminal = { out, err: out, signal: new AbortController().signal };
  const code = await handler({ quiet: true, json: true, workers: '1', ...given } as never, terminal);
  return { code, said: JSON.parse(String(out.read())) };
}
const proof = (results: string, given: object = {}) =>
  told<Verdict>(verify as { handler: Handler }, { results: at(results), ...given });

interface Case {
  readonly name: string;
  readonly command: { readonly handler: Handler };
  readonly given: object;
  /** To prove it. */
  readonly named: object;
  /** A file that is made anew, of so many. */
  readonly table: string;
  readonly tables: number;
}
const ofCommand = (command: object) => command as { handler: Handler };
const CASES: readonly Case[] = [
  {
    name: 'run',
    command: ofCommand(run),
    given: { scenario: market },
    named: {},
    table: 'figures.json',
    tables: TABLE_NAMES.length + 2,
  },
  {
    name: 'compare',
    command: ofCommand(compare),
    given: {
      base: market,
      policies: [market],
      outcome: ['stock:rich'],
      replicates: '2',
      uncertainty: 'none',
    },
    named: {},
    table: 'comparison.csv',
    tables: 4,
  },
  {
    name: 'check',
    command: ofCommand(check),
    given: { scenario: at('planted.yaml'), evidence, replicates: '2' },
    named: { evidence },
    table: 'scores.csv',
    tables: 4,
  },
  {
    name: 'forecast',
    command: ofCommand(forecast),
    given: { scenario: market, outlook, replicates: '2', until: '2024-12' },
    named: { outlook },
    table: 'forecast.csv',
    tables: 2,
  },
  {
    name: 'decompose',
    command: ofCommand(decompose),
    given: {
      scenario: market,
      between: ['2024-02:2024-05', '2024-06:2024-12'],
      sets: '2',
      'larger-scale': '2',
    },
    named: {},
    table: 'scale.csv',
    tables: 7,
  },
  {
    name: 'sensitivity',
    command: ofCommand(sensitivity),
    given: {
      scenario: market,
      outcome: ['stock:rich'],
      to: '2024-04',
      trajectories: '1',
      samples: '2',
      replicates: '2',
    },
    named: {},
    table: 'shares.csv',
    tables: 4,
  },
  {
    name: 'calibrate',
    command: ofCommand(calibrate),
    given: {
      scenario: at('planted.yaml'),
      evidence,
      small: true,
      scale: '1',
      waves: '2',
      runs: '8',
      sets: '2',
      candidates: '1',
      'trial-runs': '1',
    },
    named: { evidence },
    table: 'posterior.csv',
    tables: 9,
  },
];

beforeAll(() => {
  writeFileSync(market, MARKET);
  writeFileSync(outlook, OUTLOOK);
  cpSync(join(PROJECT, 'examples/planted/evidence'), evidence, { recursive: true });
  cpSync(join(PROJECT, 'examples/planted/market.yaml'), at('planted.yaml'));
});

const made = new Map<string, Promise<number>>();
/** Results of a command, made when the first test asks for them. @returns the exit code. */
function resultsOf(name: string): Promise<number> {
  const { command, given } = CASES.find((one) => one.name === name)!;
  if (!made.has(name))
    made.set(
      name,
      told(command, { ...given, out: at(name) }).then(({ code }) => code),
    );
  return made.get(name)!;
}

const manifestOf = (results: string) => JSON.parse(readFileSync(at(results, 'manifest.json'), 'utf8'));

/** A copy of results whose manifest claims something else, by one who knows that it has a SHA-256 of its own. */
async function forged(
  results: string,
  copy: string,
  claim: (manifest: ReturnType<typeof manifestOf>) => void,
): Promise<void> {
  await resultsOf(results);
  cpSync(at(results), at(copy), { recursive: true });
  const manifest = manifestOf(copy);
  claim(manifest);
  writeFileSync(at(copy, 'manifest.json'), JSON.stringify({ ...manifest, sha256: manifestHash(manifest) }));
}

describe.each(CASES)('results of $name', ({ name, named, table, tables }) => {
  test('are proved, tables and all', async () => {
    expect(await resultsOf(name)).toBeLessThan(2); // 1: a fitted fact is outside
    const proved = await proof(name, named);
    expect(proved).toMatchObject({ code: 0, said: { tables, unproved: [], breaches: [] } });
    for (const path of proved.said.bytesOnly) expect(path).toMatch(/^charts\//);
  });

  test('whose table was changed together with its SHA-256 are found out', async () => {
    const copy = `forged-${name}`;
    await forged(name, copy, ({ files }) => {
      appendFileSync(at(copy, table), '\n');
      const bytes = readFileSync(at(copy, table));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      Object.assign(
        files.find(({ path }: { path: string }) => path === table),
        { sha256, bytes: bytes.length },
      );
    });
    const { code, said } = await proof(copy, named);
    expect([code, said.breaches]).toEqual([1, [`${table} is not what the runs give`]]);
  });
});

/** A copy of a text, with something more at its end. */
function changed(file: string, copy: string): void {
  writeFileSync(copy, `${readFileSync(file, 'utf8')}# changed\n`);
}

describe('evidence that is not what the results were made with is refused before anything runs', () => {
  beforeAll(() => {
    changed(outlook, at('other-outlook.yaml'));
    cpSync(evidence, at('changed'), { recursive: true });
    changed(join(evidence, 'facts/F02.yaml'), at('changed/facts/F02.yaml'));
    cpSync(evidence, at('more'), { recursive: true });
    changed(join(evidence, 'priors/P01.yaml'), at('more/priors/P01.held-out.yaml'));
  });

  test.each([
    ['check', { evidence: at('changed') }, /facts\/F02.yaml \(changed, now [0-9a-f]{12}…\)$/],
    ['calibrate', { evidence: at('changed') }, /facts\/F02.yaml \(changed/],
    ['check', {}, /facts\/F01.yaml \(changed.*, and \d+ more$/],
    ['forecast', { outlook: at('other-outlook.yaml') }, /forecast\/outlook.yaml \(changed/],
  ])('results of %s, %j', async (name, given, found) => {
    await resultsOf(name);
    await expect(proof(name, given)).rejects.toMatchObject({
      found: expect.stringMatching(found),
      remedy: expect.stringMatching(/--(evidence DIR|outlook FILE); or .* --sample N/),
    });
  });

  test('a fit does not ask for what it may not read', async () => {
    await resultsOf('calibrate');
    expect((await proof('calibrate', { evidence: at('more') })).code).toBe(0);
  });

  test.each([
    ['decompose', { evidence }, '--evidence'],
    ['check', { outlook }, '--outlook'],
    ['check', { evidence, sample: '1' }, '--evidence'],
  ])('where none is read, it is a mistake to name some: %s, %j', async (name, given, option) => {
    await resultsOf(name);
    await expect(proof(name, given)).rejects.toThrow(option);
  });
});

test('tables of a run follow from its points alone: other facts beside it are told, and only its figures not made anew', async () => {
  await forged('run', 'other-facts', ({ experiment }) => {
    experiment.settings.evidence['facts/F02.yaml'] = 'f'.repeat(64);
  });
  const { code, said } = await proof('other-facts');
  expect([code, said.tables]).toEqual([0, TABLE_NAMES.length]);
  expect(said.unproved).toEqual([
    expect.stringMatching(/^figures.json .* other evidence .*facts\/F02.yaml \(changed/),
  ]);
  expect(said.bytesOnly).toContain('figures.json');
  await expect(proof('run', { evidence })).rejects.toThrow();
});

test('of a sample, and of a manifest that says too little, points and files are compared and no tables made', async () => {
  await resultsOf('check');
  const { code, said } = await proof('check', { sample: '1' });
  expect([code, said.tables, said.unproved]).toEqual([0, 0, [expect.stringContaining('a sample')]]);
  await forged('check', 'earlier', ({ experiment }) => {
    delete experiment.settings.evidence;
  });
  const earlier = await proof('earlier');
  expect([earlier.code, earlier.said.tables, earlier.said.points]).toEqual([0, 0, 2]);
  expect(earlier.said.unproved).toEqual([expect.stringContaining('does not say settings.evidence')]);
  expect(earlier.said.bytesOnly).toContain('scores.csv');
});

test('a word changed in the manifest is found out where no table follows from it', async () => {
  await resultsOf('run');
  cpSync(at('run'), at('reworded'), { recursive: true });
  const { sha256, ...said } = manifestOf('reworded');
  const written = (manifest: object) =>
    writeFileSync(at('reworded/manifest.json'), JSON.stringify(manifest, null, 3));
  written({ ...said, sha256 });
  expect(await proof('reworded')).toMatchObject({ code: 0, said: { unproved: [], breaches: [] } });
  for (const changed of [{ seed: '2' }, { started: '2020-01-01' }, { replicates: [] }, { mine: true }]) {
    written({ ...said, ...changed, sha256 });
    const { code, said: told } = await proof('reworded', { sample: '1' });
    expect([code, told.breaches]).toEqual([1, ['manifest.json was changed']]);
  }
  written(said);
  const untold = [
    'manifest.json says no SHA-256 of itself: how and when the results were made was taken from it',
  ];
  expect(await proof('reworded')).toMatchObject({ code: 0, said: { unproved: untold, breaches: [] } });
});

test.each([
  { talentflow: null },
  { experiment: 'run' },
  { scenario: { name: 'market', sha256: '0', files: [], set: [] } },
  { variants: [null] },
  { variants: [{ name: 'other', sha256: '0', files: [], set: [] }] },
  { variants: [{ name: 'other', sha256: '0', files: [], set: [null], differs: [] }] },
  { points: [{ id: 1 }] },
  { files: [null] },
  { files: [{ path: 'flows.csv' }] },
])('a manifest that lacks what is needed is told as not whole, not as a fault of ours: %j', async (torn) => {
  await resultsOf('run');
  mkdirSync(at('torn'), { recursive: true });
  writeFileSync(at('torn/manifest.json'), JSON.stringify({ ...manifestOf('run'), ...torn }));
  await expect(proof('torn')).rejects.toMatchObject({ name: 'UsageMistake' });
});

test('settings that cannot be are a manifest changed by hand', async () => {
  await forged('decompose', 'other-sets', ({ experiment }) => {
    experiment.settings.sets = 3;
  });
  await expect(proof('other-sets')).rejects.toThrow(/manifest.json/);
  await forged('decompose', 'other-causes', ({ experiment: { settings } }) => {
    settings.causes.reverse(); // each part would be told of the other cause
  });
  await expect(proof('other-causes')).rejects.toMatchObject({
    found: expect.stringContaining('another run than its settings make'),
  });
  await forged('decompose', 'no-sets', ({ experiment }) => {
    experiment.settings.sets = 'two';
  });
  await expect(proof('no-sets')).rejects.toMatchObject({ found: expect.stringContaining('settings.sets') });
});

test('a comparison without one of its runs, or a scenario told by what is not there, is one, too', async () => {
  await forged('compare', 'unpaired', ({ points }) => points.pop());
  await expect(proof('unpaired')).rejects.toMatchObject({
    found: 'points that are not the same runs of base and of each policy',
  });
  await forged('decompose', 'nowhere', ({ variants }) => {
    variants[0].differs = [{ at: ['employers', 9, 'pay'], value: 1 }];
  });
  await expect(proof('nowhere')).rejects.toMatchObject({
    found: expect.stringContaining('that differs where the one it is told from has nothing'),
  });
});

test('a run that a calibration asked for and the manifest leaves out is told, and is missed in the tables', async () => {
  await forged('calibrate', 'left-out', ({ points }) => points.splice(0, 1));
  const { code, said } = await proof('left-out', { evidence });
  expect(said.unproved).toEqual([expect.stringMatching(/^\d+ runs? that the calibration asked for/)]);
  expect(code).toBe(1);
  expect(said.breaches).toContain('runs.csv is not what the runs give');
});

test('what is said of results: how much was run again and compared, what by its bytes alone, and a file that is missing or none', async () => {
  await resultsOf('run');
  cpSync(at('run'), at('missing'), { recursive: true });
  rmSync(at('missing/flows.csv'));
  rmSync(at('missing/stocks.csv'));
  mkdirSync(at('missing/stocks.csv'));
  const out = new PassThrough() as unknown as NodeJS.WriteStream;
  const terminal: Terminal = { out, err: out, signal: new AbortController().signal };
  const results = at('missing');
  const given = { results, quiet: true, workers: '1' };
  const code = await ofCommand(verify).handler(given as never, terminal);
  const files = manifestOf('missing').files.length;
  const charts = readdirSync(at('missing/charts')).length;
  expect([code, String(out.read())]).toEqual([
    1,
    [
      `${results} is not what its manifest says`,
      `1 of 1 points run again, ${TABLE_NAMES.length + 2} tables made anew from them, ${files} files compared`,
      `By their bytes alone: ${charts} in charts/`,
      '  flows.csv is missing',
      '  stocks.csv is no file',
      '',
    ].join('\n'),
  ]);
});

test('a sample is spread evenly, the first point and the last among it', async () => {
  await resultsOf('sensitivity');
  const all = manifestOf('sensitivity').points.map(({ id }: { id: string }) => id);
  const run: string[] = [];
  const runPoints: PointRunner = (tasks, options) => {
    run.push(...tasks.map(({ point }) => point.id));
    return runHere(tasks, options);
  };
  const { signal } = new AbortController();
  const verdict = await verifyResults({ results: at('sensitivity'), sample: 3, runPoints, signal });
  expect(all.length).toBeGreaterThan(4);
  expect(run.map((id) => all.indexOf(id))).toEqual([0, Math.floor((all.length - 1) / 2), all.length - 1]);
  expect(verdict).toMatchObject({ points: 3, ofPoints: all.length, breaches: [] });
});

longTest('planted sets that came back are proved, too', async () => {
  const { command, given } = CASES.find(({ name }) => name === 'calibrate')!;
  await told(command, { ...given, plant: '2', out: at('planted') });
  expect(await proof('planted', { evidence })).toMatchObject({ code: 0, said: { tables: 2, unproved: [] } });
});

test('interrupted, it keeps nothing and does not say that it does', async () => {
  await told(ofCommand(run), { scenario: market, out: at('stopped') });
  const out = new PassThrough() as unknown as NodeJS.WriteStream;
  const terminal: Terminal = { out, err: out, signal: AbortSignal.abort() };
  const proving = ofCommand(verify).handler(
    { results: at('stopped'), quiet: true, workers: '1' } as never,
    terminal,
  );
  await expect(proving).rejects.toMatchObject({ name: 'Interrupted', kept: null });
});
