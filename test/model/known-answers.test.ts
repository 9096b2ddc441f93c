import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { MonthRecord } from '../../src/model/records.ts';
import { simulate } from '../../src/model/simulation.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { expectBinomial } from '../support/statistics.ts';

/** Markets of few employers whose answers a pencil gives; what each is about stands in its own file. */

const FOLDER = new URL('../../scenarios/markets/', import.meta.url);

function market(name: string, set: string[] = []): MonthRecord[] {
  const read = (path: string) => ({ path, text: readFileSync(new URL(`${name}.yaml`, FOLDER), 'utf8') });
  return [...simulate(parseScenario(`${name}.yaml`, { read, set }).scenario, { replicate: 0 })];
}

test('compensating-differential: half take each job, 60.6% the free one at twice the taste', () => {
  const [even] = market('compensating-differential');
  expectBinomial(even!.employers[1]!.hires, 10_000, 0.5, 'people who take the free job');
  const [fond] = market('compensating-differential', ['people.taste.autonomy=0.21072']);
  expectBinomial(fond!.employers[1]!.hires, 10_000, 1 / (1 + Math.exp(-4.1 * 0.10536)), 'at twice the taste');
});

test('tightness: 63.2% meet the other employer, 86.5% of those whose other one has twice the openings', () => {
  const months = market('tightness');
  const [few, many] = [1 - Math.exp(-1), 1 - Math.exp(-2)];
  // A month's calls go to cells that people share, so those who meet an employer are a little less or more of one draw; months are independent.
  const share = (from: number, to: number) =>
    months.slice(from, to).reduce((sum, { market: row }) => sum + row.meetings / row.searchers, 0) /
    (to - from);
  expect(share(0, 3)).toBeCloseTo(few, 2);
  expect(share(3, 6)).toBeCloseTo((few + many) / 2, 2);
  expect(months.every(({ market: row }) => row.moves === 0)).toBe(true);
});

test('spell: a quarter of those who look find a job, and 13.0% are without one', () => {
  const months = market('spell');
  const sum = (of: (record: MonthRecord) => number) =>
    months.reduce((total, record) => total + of(record), 0);
  const finding = sum(({ market: row }) => row.hires) / sum(({ market: row }) => row.searchers);
  // 120 months of some 700 searchers: a standard error of 0.0015.
  expect(Math.abs(finding - 0.25)).toBeLessThan(5 * 0.0015);
  const without = sum(({ market: row }) => row.withoutJob) / months.length / 4000;
  // Spells of four months: some 30 independent months of a share with a standard deviation of 0.005.
  expect(Math.abs(without - (0.05 * 0.75) / (0.05 + 0.25 - 0.0125))).toBeLessThan(
    (5 * 0.0055) / Math.sqrt(30),
  );
});

test('job-ladder: staff by rank of pay, at equal openings', () => {
  const months = market('job-ladder');
  const staff = [0, 1, 2].map((rank) => months.map(({ employers }) => employers[rank]!.staff));
  const share = (from: number) =>
    months.reduce((sum, _, at) => sum + staff.slice(from).reduce((all, one) => all + one[at]!, 0), 0) /
    (2000 * months.length);
  const atLeast = (met: number) => met / (1 - 0.95 * (1 - met));
  // A share p of 2,000 people that forgets what it was at (1 − s)·(1 − F) a month: as many independent months as 120 · (1 − that) ÷ (1 + that).
  for (const [from, met] of [0.488, 0.36, 0.2].entries()) {
    const [expected, kept] = [atLeast(met), 0.95 * (1 - met)];
    const months120 = (120 * (1 - kept)) / (1 + kept);
    const error = Math.sqrt((expected * (1 - expected)) / 2000 / months120);
    // People who share a cell of the calls hear the same ones: a little more than independent people would differ.
    expect(Math.abs(share(from) - expected), `at rank ${from} or better`).toBeLessThan(5 * 1.2 * error);
  }
});

test('tastes-last: 18% move in a month, where half would if nobody cared', () => {
  const moves = (set: string[]) =>
    market('tastes-last', set)
      .slice(1)
      .reduce((sum, { market: row }) => sum + row.moves, 0);
  expectBinomial(moves([]), 110_000, 2 * 0.9 * 0.1, 'moves of people who care');
  expectBinomial(moves(['people.taste.mission=0']), 110_000, 0.5, 'of people who do not');
  const [first] = market('tastes-last');
  expectBinomial(first!.market.moves, 10_000, 0.5, 'moves in the first month');
});

test('graduates-draw-again: two lotteries in thirty months, one in twelve', () => {
  const staying = (months: number) =>
    market('graduates-draw-again', [`regions.here.routes.studies.permission=${months}`]).at(-1)!.employers[0]!
      .staff;
  expectBinomial(staying(30), 5000, 1 - 0.6 ** 2, 'graduates who stay, of two lotteries');
  expectBinomial(staying(12), 5000, 0.4, 'of one');
});

test('brand-risk: half choose the large firm, then 30.6%', () => {
  const [before, after] = market('brand-risk').map(({ employers }) => employers[0]!.staff);
  expectBinomial(before!, 20_000, 0.5, 'people at the large firm in January');
  expectBinomial(after!, 20_000, 1 / (1 + Math.exp(4.1 * 0.2)), 'in February');
});

test('founding: 84.1% of the quarter for whom it is open', () => {
  const [month] = market('founding');
  expectBinomial(month!.market.founded, 20_000, 0.25 / (1 + 1.5 ** -4.1), 'firms founded');
});

test('return-home: 21.5% have gone home after a year', () => {
  const home = market('return-home')
    .at(-1)!
    .regions.find(({ region }) => region === 'abroad')!;
  expectBinomial(home.people, 12_000, 1 - 0.98 ** 12, 'people at home');
});

test('leave-sooner: 14.0% are gone after a year, 11.4% without it', () => {
  const gone = (set: string[]) =>
    market('leave-sooner', set)
      .slice(2)
      .reduce((sum, { employers }) => sum + employers[1]!.quits, 0);
  expectBinomial(gone([]), 20_000, 1 - 0.99 ** 12 * 0.995 ** 6, 'people gone who came together');
  expectBinomial(gone(['leave-sooner.off=true']), 20_000, 1 - 0.99 ** 12, 'as others');
});

test('MODEL.md tells what every market shows', () => {
  const page = readFileSync(new URL('../../MODEL.md', import.meta.url), 'utf8');
  const names = readdirSync(FOLDER).map((file) => file.replace(/\.yaml$/, ''));
  expect(names.filter((name) => !page.includes(`| \`${name}\` |`))).toEqual([]);
});
