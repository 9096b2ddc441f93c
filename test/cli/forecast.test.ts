import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { figureText } from '../../src/evidence/words.ts';
import { staysWithinBounds } from '../../src/experiments/bounds.ts';
import { driverSettings } from '../../src/experiments/driver-paths.ts';
import { loadOutlook } from '../../src/runtime/outlook-file.ts';
import { loadScenario } from '../../src/runtime/scenario-files.ts';
import { readCsv } from '../../src/scenario/csv.ts';
import type { Month } from '../../src/scenario/scenario.ts';
import { emptyFolder } from '../support/talentflow.ts';
import { talentflowHere } from '../support/talentflow-here.ts';

const folder = emptyFolder();
const cwd = folder.path;
afterAll(folder.remove);

/** Two employers; what one of them wants follows a driver. */
const MARKET = `name: two
calendar: { start: 2024-01, end: 2026-12 }
people: { count: 400, looks-per-month: 1, contacts: all }
choice: { elasticity: 4.1, cost-of-moving: 0 }
employers:
  - { id: calm, sector: firm, staff: 150, pay: 200000 USD/year, adjustment: 1 }
  - { id: rich, sector: firm, staff: 150, pay: 220000 USD/year, adjustment: 1 }
drivers:
  - { id: mood, series: { values: { 2024-01: 1, 2024-06: 1 } }, between: linear, after: hold, acts-on: [{ path: employers.rich.demand, elasticity: 1 }] }
`;
const OUTLOOK = `until-known: 2024-06
says: a test
drivers:
  - { id: mood, rule: random-walk, of: log, values: { 2023-12: 1, 2024-03: 1.3, 2024-06: 1 }, over: 3, between: step, why: a test }
predictions:
  - id: rich.staff
    what: Staff of rich
    unit: people
    every: [year, month]
    from: 2024-10
    error: { of-median: 0.001, why: a test }
    least: 0
    observation: { measure: last, table: employers, column: staff, where: { unit: rich } }
`;
const FORECAST = [
  '--outlook',
  'outlook.yaml',
  '--until',
  '2025-01',
  '--replicates',
  '4',
  '--workers',
  '1',
  '--quiet',
];
beforeAll(() => {
  writeFileSync(join(cwd, 'market.yaml'), MARKET);
  writeFileSync(join(cwd, 'outlook.yaml'), OUTLOOK);
  writeFileSync(join(cwd, 'mine.yaml'), 'drivers: 3\nfoo: 1\n');
  const turnedOut = '    later: { from: 2024-07, series: { values: { 2024-07: 1.5 } }, after: hold }\n';
  writeFileSync(
    join(cwd, 'turned-out.yaml'),
    `name: turned-out\nextends: ./market.yaml\ndrivers:\n  - id: mood\n${turnedOut}`,
  );
});

const rowsOf = (csv: string) => {
  const [header, ...rows] = readCsv(csv).rows.map(({ cells }) => cells);
  return rows.map((cells) => Object.fromEntries(header!.map((name, at) => [name, cells[at]!])));
};

describe('a forecast', () => {
  test('is the same again, dated, in order, and in a folder with fans', async () => {
    const first = await talentflowHere(['forecast', 'market.yaml', ...FORECAST, '--json'], { cwd });
    expect([first.code, first.err]).toEqual([0, '']);
    const { format, predictions, results } = JSON.parse(first.out);
    expect(format).toBe('talentflow.forecast/1');
    expect(predictions.map(({ date }: { date: string }) => date)).toEqual([
      '2024',
      '2024-10',
      '2024-11',
      '2024-12',
      '2025-01',
    ]);
    const csv = readFileSync(join(cwd, results, 'forecast.csv'), 'utf8');
    expect(rowsOf(csv)).toHaveLength(5);
    expect(existsSync(join(cwd, results, 'manifest.json'))).toBe(true);
    const again = await talentflowHere(
      ['forecast', 'market.yaml', ...FORECAST, '--fresh', '--out', 'again'],
      {
        cwd,
      },
    );
    expect(again.code).toBe(0);
    const [year] = predictions;
    const { median, low50, high50, low90, high90 } = year;
    const row = [
      'rich.staff',
      '2024',
      figureText(median),
      `${figureText(low50)} to ${figureText(high50)}`,
      `${figureText(low90)} to ${figureText(high90)}`,
      'people',
    ];
    expect(again.out.split('\n').map((line) => line.trim().split(/ {2,}/))).toContainEqual(row);
    expect(again.out).toMatch(/, known until 2024-06, seed .*, 4 runs, /);
    expect(again.out).not.toContain('2024-10');
    expect(again.out).toContain('all 5 predictions');
    expect(readFileSync(join(cwd, 'again', 'forecast.csv'), 'utf8')).toBe(csv);
  });

  test('names no charts where none is drawn: predictions of no picture', async () => {
    writeFileSync(join(cwd, 'plain.yaml'), OUTLOOK.replace('id: rich.staff', 'id: people-at-rich'));
    const words = FORECAST.map((word) => (word === 'outlook.yaml' ? 'plain.yaml' : word));
    const { code, out } = await talentflowHere(['forecast', 'market.yaml', ...words], { cwd });
    expect([code, out.includes('people-at-rich'), out.includes('Charts')]).toEqual([0, true, false]);
  });

  test('takes a driver as it turned out from the scenario', async () => {
    const { code, out } = await talentflowHere(['forecast', 'turned-out.yaml', ...FORECAST, '--json'], {
      cwd,
    });
    expect(code).toBe(0);
    const { predictions } = JSON.parse(out);
    // Half as many again are wanted from July 2024 on, in every run.
    const manifest = JSON.parse(readFileSync(join(cwd, 'output/forecast-turned-out/manifest.json'), 'utf8'));
    const moods = manifest.variants.map(({ differs }: { differs: object[] }) => differs.length);
    expect(moods).toEqual([0, 0, 0, 0]);
    expect(predictions.at(-1).median).toBeGreaterThan(180);
  });

  test.each([
    [['forecast', '--until', '2024-06'], 'a month after 2024-06'],
    [['forecast', '--outlook', 'nowhere.yaml'], 'nowhere.yaml'],
    [['forecast', '--outlook', '.'], 'which is no file'],
    [['forecast', '--outlook', 'mine.yaml'], 'mine.yaml:1:10  drivers'],
    [['forecast', '--outlook', 'mine.yaml'], 'the end of forecast/outlook.yaml tells the form'],
    [['forecast', '--replicates', '1'], 'a whole number from 2'],
    [['forecast', '--uncertainty', 'prior'], 'did you mean priors?'],
  ])('%j is exit code 2, with a way out', async (words, told) => {
    const { code, out, err } = await talentflowHere(words, { cwd });
    expect(err).toContain(told);
    expect([code, out]).toEqual([2, '']);
  });
});

describe('the outlook that is shipped', () => {
  const outlook = loadOutlook();
  const { scenario } = loadScenario('talentflow:baseline');

  test('says of every driver of the baseline how it goes on, and knows nothing from after June 2024', () => {
    expect(outlook.drivers.map(({ id }) => id).toSorted()).toEqual(
      scenario.drivers.map(({ id }) => id).toSorted(),
    );
    expect(outlook.untilKnown).toBe(2024 * 12 + 5);
    // The March lottery of 2024 stands in its calendar year, which is known.
    for (const { id, known } of outlook.drivers)
      for (const { month } of known)
        expect(month, id).toBeLessThanOrEqual(id.startsWith('h1b') ? 2024 * 12 + 11 : 2024 * 12 + 5);
  });

  test('gives the baseline drivers that it can read, the same before July 2024', () => {
    const until = (2026 * 12 + 11) as Month;
    const set = driverSettings(outlook, 'seed', { run: 0, attempt: 0 }, until, () => true);
    const drawn = loadScenario('talentflow:baseline', { set }).scenario;
    const seam = 2024 * 12 + 6 - scenario.calendar.start;
    expect(staysWithinBounds(drawn)).toBe(true);
    const mad = loadScenario('talentflow:baseline', { set: ['founding.rate=0.9'] }).scenario;
    expect(staysWithinBounds(mad)).toBe(false); // funding of 2021 would make it more than 1
    for (const [at, { id, values }] of drawn.drivers.entries()) {
      expect(values.slice(0, seam), id).toEqual(scenario.drivers[at]!.values.slice(0, seam));
      expect(
        values.every((value) => Number.isFinite(value) && value >= 0),
        id,
      ).toBe(true);
    }
  });
});
