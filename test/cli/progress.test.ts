import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { durationText, monthsToldOn, progressOn } from '../../src/cli/progress.ts';
import { print } from '../../src/cli/terminal.ts';
import type { Progress } from '../../src/experiments/executor.ts';
import { firstReplicates, type Plan, planOf, planOfSets } from '../../src/experiments/plan.ts';
import { endedAt } from '../../src/experiments/until.ts';
import type { MonthRecord } from '../../src/model/records.ts';
import type { Month } from '../../src/scenario/scenario.ts';
import { PLAIN_MONTHS, plainScenario } from '../support/stored-runs.ts';

/** How far an experiment is, as a terminal shows it and as a file keeps it. */

const scenario = plainScenario(); // twelve months

function planOfRuns(count: number): Plan {
  const pointId = (_: unknown, __: string, replicate: number) => `point ${replicate}`;
  const variant = { name: 'plain', scenario, files: [], set: [] };
  return planOf([variant], firstReplicates(count), { engine: 'e', pointId });
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'Date'] }));
afterEach(() => void vi.useRealTimers());

/** What a stream is shown: the few signs that move a cursor are obeyed. */
function screen(isTTY: boolean) {
  const rows = [''];
  let [row, column] = [0, 0];
  let kept = { row, column };
  const put = (text: string) => {
    rows[row] =
      (rows[row] ?? '').padEnd(column).slice(0, column) + text + rows[row]!.slice(column + text.length);
    column += text.length;
  };
  const OBEYED: readonly [RegExp, () => void][] = [
    [/^\n/, () => ([row, column] = [row + 1, 0])],
    [/^\u001b7/, () => (kept = { row, column })],
    [
      /^\u001b8/,
      () => {
        ({ row, column } = kept);
      },
    ],
    [/^\u001b\[1G/, () => (column = 0)],
    [/^\u001b\[0K/, () => (rows[row] = rows[row]!.slice(0, column))],
    [/^\u001b\[2K/, () => (rows[row] = '')],
    [/^\u001b\[\?(?:25|7)[lh]/, () => {}],
  ];
  const write = (text: string) => {
    for (let left = text; left !== ''; ) {
      rows[row] ??= '';
      const found = OBEYED.find(([sign]) => sign.test(left));
      const length =
        found === undefined ? /^[^\n\u001b]+/.exec(left)![0].length : found[0].exec(left)![0].length;
      if (found === undefined) put(left.slice(0, length));
      else found[1]();
      left = left.slice(length);
      rows[row] ??= '';
    }
    return true;
  };
  const err = { isTTY, columns: 200, write } as unknown as NodeJS.WriteStream;
  const terminal = { out: err, err, signal: new AbortController().signal };
  return { terminal, lines: () => rows.map((line) => line.trimEnd()).filter((line) => line !== '') };
}

/** Tells of the months of a point, a second each. */
function runMonths(tell: (event: Progress) => void, { points }: Plan, replicate: number, months = 12): void {
  for (const month of PLAIN_MONTHS.slice(0, months)) {
    vi.advanceTimersByTime(1000);
    tell({ kind: 'month', point: points[replicate]!, month, people: 1000 });
  }
}

test('one run that is finished already is told of as one', async () => {
  const { terminal, lines } = screen(false);
  const { onProgress, stop } = await progressOn(terminal, 'run', false);
  onProgress({ kind: 'plan', plan: planOfRuns(1) });
  onProgress({ kind: 'found', points: 1, done: 1 });
  stop();
  expect(lines()).toEqual(['This run is finished already and is not made again.']);
});

test('lines say each tenth of all months, how many points are done in what time, and how long the rest takes', async () => {
  const { terminal, lines } = screen(false);
  const { onProgress, stop } = await progressOn(terminal, 'run', false);
  const plan = planOfRuns(4);
  onProgress({ kind: 'plan', plan });
  onProgress({ kind: 'found', points: 4, done: 2 });
  runMonths(onProgress, plan, 2);
  onProgress({ kind: 'done', point: plan.points[2]! });
  runMonths(onProgress, plan, 3, 3);
  onProgress({ kind: 'again', point: plan.points[3]!, why: 'its worker died' });
  runMonths(onProgress, plan, 3, 3);
  onProgress({ kind: 'failed', point: plan.points[3]! });
  stop();
  expect(lines()).toEqual([
    '2 of 4 points are finished already and are not run again.',
    // Three months of twenty-four in three seconds: a quarter of a point.
    'run 10%  2020-03  1,000 people  2/4 points, 5.0 a minute  21.0 s left',
    'run 20%  2020-05  1,000 people  2/4 points, 5.0 a minute  19.0 s left',
    'run 30%  2020-08  1,000 people  2/4 points, 5.0 a minute  16.0 s left',
    'run 40%  2020-10  1,000 people  2/4 points, 5.0 a minute  14.0 s left',
    'run 50%  2020-12  1,000 people  2/4 points, 5.0 a minute  12.0 s left',
    'run 60%  2020-03  1,000 people  3/4 points, 5.0 a minute  9.0 s left',
    'Tried again: plain, seed 1, replicate 3: its worker died.',
    'Failed: plain, seed 1, replicate 3.',
  ]);
});

test('months that are run on other machines count when their point comes; a point that failed is told of in what follows', async () => {
  const { terminal, lines } = screen(false);
  const { onProgress } = await progressOn(terminal, 'run', false);
  const plan = planOfRuns(4);
  onProgress({ kind: 'plan', plan });
  onProgress({ kind: 'found', points: 4, done: 0 });
  vi.advanceTimersByTime(30_000);
  onProgress({ kind: 'failed', point: plan.points[0]! });
  vi.advanceTimersByTime(30_000);
  onProgress({ kind: 'done', point: plan.points[1]! });
  onProgress({ kind: 'silent', point: plan.points[2]!, worker: 'worker 2', seconds: 31 });
  onProgress({ kind: 'damaged', point: plan.points[3]!, why: 'other bytes' });
  onProgress({ kind: 'trouble', text: 'No answer.' });
  expect(lines()).toEqual([
    'Failed: plain, seed 1, replicate 0.',
    'run 50%  1/4 points, 2.0 a minute, 1 failed  60.0 s left',
    'worker 2 has told nothing for 31 s: it runs plain, seed 1, replicate 2.',
    'Damaged and run again: plain, seed 1, replicate 3: other bytes.',
    'No answer.',
  ]);
});

test('months are those of the scenarios that are run, not of a longer one that stands beside them', async () => {
  const { terminal, lines } = screen(false);
  const { onProgress } = await progressOn(terminal, 'decompose', false);
  const half = { name: 'half', scenario: endedAt(scenario, (2020 * 12 + 5) as Month), files: [], set: [] };
  const whole = { name: 'whole', scenario, files: [], set: [] };
  const plan = planOfSets(whole, [{ variant: half, replicate: 0 }], { engine: 'e', pointId: () => 'point' });
  onProgress({ kind: 'plan', plan });
  onProgress({ kind: 'found', points: 1, done: 0 });
  runMonths(onProgress, plan, 0, 6);
  expect(lines().at(-1)).toBe('decompose 100%  2020-06  1,000 people  0.0 s left');
});

test('on a terminal a second plan has a bar of its own months, and what is printed between the two stays', async () => {
  const { terminal, lines } = screen(true);
  const { onProgress, stop } = await progressOn(terminal, 'decompose', false);
  const [first, all] = [planOfRuns(1), planOfRuns(3)];
  onProgress({ kind: 'plan', plan: first });
  onProgress({ kind: 'found', points: 1, done: 0 });
  runMonths(onProgress, first, 0);
  onProgress({ kind: 'done', point: first.points[0]! });
  onProgress({ kind: 'plan', plan: all });
  print(terminal.err, '3 simulations of 12 months.', 'What is finished is kept.');
  onProgress({ kind: 'found', points: 3, done: 0 });
  runMonths(onProgress, all, 0, 9);
  const [said, kept, bar] = lines();
  expect([said, kept]).toEqual(['3 simulations of 12 months.', 'What is finished is kept.']);
  expect(bar).toMatch(
    /^decompose \[=+ +\] 25% {2}2020-09 {2}1,000 people {2}0\/3 points, 5\.0 a minute {2}27\.0 s left$/,
  );
  onProgress({ kind: 'trouble', text: 'No answer.' });
  stop();
  expect(lines()).toEqual([said, kept, 'No answer.']);
});

test.each(['runs', 'cells'] as const)(
  'reading the scenario for each of its %s is told once, after two seconds, with what is left',
  async (what) => {
    const { terminal, lines } = screen(false);
    const { onProgress } = await progressOn(terminal, 'run', false);
    vi.advanceTimersByTime(60_000); // of something else
    for (let done = 1; done <= 1000; done++) {
      onProgress({ kind: 'drawn', done, of: 1000, what });
      vi.advanceTimersByTime(20);
    }
    for (let done = 1; done <= 90; done++) {
      onProgress({ kind: 'drawn', done, of: 90, what });
      vi.advanceTimersByTime(20);
    }
    expect(lines()).toEqual([
      `First the scenario is read under the parameters of each of 1,000 ${what}: 18.0 s left.`,
    ]);
  },
);

test('in an experiment of hours a line comes after one minute, two more and four more, too', async () => {
  const { terminal, lines } = screen(false);
  const { onProgress } = await progressOn(terminal, 'run', false);
  const plan = planOfRuns(400);
  onProgress({ kind: 'plan', plan });
  onProgress({ kind: 'found', points: 400, done: 0 });
  for (let point = 0; point < 40; point++) {
    runMonths(onProgress, plan, point);
    onProgress({ kind: 'done', point: plan.points[point]! });
  }
  // Twelve months are a point, twelve seconds and a quarter of a per cent.
  expect(lines()).toEqual([
    'run 1%  2020-12  1,000 people  4/400 points, 5.0 a minute  79 min left',
    'run 3%  2020-12  1,000 people  14/400 points, 5.0 a minute  77 min left',
    'run 8%  2020-12  1,000 people  34/400 points, 5.0 a minute  73 min left',
    'run 10%  2020-12  1,000 people  39/400 points, 5.0 a minute  72 min left',
  ]);
});

test('lines of a second plan begin anew with its first tenth', async () => {
  const { terminal, lines } = screen(false);
  const { onProgress } = await progressOn(terminal, 'decompose', false);
  for (const plan of [planOfRuns(1), planOfRuns(3)]) {
    onProgress({ kind: 'plan', plan });
    onProgress({ kind: 'found', points: plan.points.length, done: 0 });
    runMonths(onProgress, plan, 0);
  }
  expect(lines()).toHaveLength(10 + 3);
  expect(lines()[9]).toBe('decompose 100%  2020-12  1,000 people  0.0 s left');
  expect(lines()[10]).toBe('decompose 10%  2020-04  1,000 people  0/3 points, 5.0 a minute  32.0 s left');
});

test('runs that are made one after another outside any plan are told by their months, which begin anew', async () => {
  const { terminal, lines } = screen(false);
  const { tell } = await monthsToldOn(terminal, 'explain', scenario, { runs: 2, isQuiet: false });
  for (const month of [...PLAIN_MONTHS, ...PLAIN_MONTHS]) {
    vi.advanceTimersByTime(1000);
    tell({ month, market: { people: 1000 } } as MonthRecord);
  }
  expect(lines()).toHaveLength(10);
  expect(lines()[4]).toBe('explain 50%  2020-12  1,000 people  0/2 points, 5.0 a minute  12.0 s left');
  expect(lines().at(-1)).toBe('explain 100%  2020-12  1,000 people  1/2 points, 5.0 a minute  0.0 s left');
});

test('who is quiet is told nothing; who waits, for whom', async () => {
  const quiet = screen(false);
  const silent = await progressOn(quiet.terminal, 'run', true);
  const told = screen(false);
  const { onWait } = await progressOn(told.terminal, 'run', false);
  silent.onWait(7);
  silent.onProgress({ kind: 'trouble', text: 'No answer.' });
  onWait(7);
  expect(quiet.lines()).toEqual([]);
  expect(told.lines()).toEqual([expect.stringContaining('process 7 writes to the same results folder')]);
});

test.each([
  [Number.NaN, '?'],
  [Number.NEGATIVE_INFINITY, '?'],
  [0, '0.0 s'],
  [99.9, '99.9 s'],
  [100, '2 min'],
  [5940, '99 min'],
  [6000, '1.7 h'],
])('%d seconds are %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});
