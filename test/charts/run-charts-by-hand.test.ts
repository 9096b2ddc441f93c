import { expect, it } from 'vitest';
import { concentrationChart } from '../../src/charts/concentration-chart.ts';
import { destinationsChart } from '../../src/charts/destinations-chart.ts';
import { doctorsChart } from '../../src/charts/doctors-chart.ts';
import { giantsStaffChart } from '../../src/charts/giants-staff-chart.ts';
import { reasonsChart } from '../../src/charts/reasons-chart.ts';
import { staffChart } from '../../src/charts/staff-chart.ts';
import { starsChart } from '../../src/charts/stars-chart.ts';
import { type Chart, subtitleOfSpec } from '../../src/charts/style.ts';
import type { Figure } from '../../src/evidence/score.ts';
import { monthText } from '../../src/scenario/dates.ts';
import { rowsOf } from '../support/drawn.ts';
import { factOf } from '../support/facts.ts';
import { madeUpScenario } from '../support/records.ts';
import { tableOf, tablesOf } from '../support/written-tables.ts';

/** Results with the year 2020; the giants Alpha and Beta are observed, four of five of their people are seen. */
const known = madeUpScenario();
const scenario = madeUpScenario({
  calendar: { ...known.calendar, reportFrom: (2020 * 12) as typeof known.calendar.reportFrom },
});

/** `row  before → after` of each row of points. */
const told = (chart: Chart | null) =>
  rowsOf(chart).flatMap(({ row, text }) => (text === undefined ? [] : [`${row}: ${text}`]));
/** The names at the ends of the lines, which tell their last values. */
const labels = (chart: Chart | null) => [
  ...new Set(rowsOf(chart).flatMap(({ label }) => (label === undefined ? [] : [label]))),
];
/** Month, centre and band of a line's points. */
const line = (chart: Chart | null, id: string) => [
  ...new Map(
    rowsOf(chart)
      .filter((row) => row.id === id && row.value !== undefined)
      .map(({ when, value, low, high }) => [when, [when, value, low, high]]),
  ).values(),
];
const monthsFrom = (year: number, count: number) =>
  Array.from({ length: count }, (_, month) => monthText(12 * year + month));

const periods = [
  { from: '2020-01', to: '2020-02' },
  { from: '2020-03', to: '2020-03' },
];

it('destinations: people a month as observed, the largest of the last period first', () => {
  const flows = tableOf(
    'flows',
    'month from to skill kind people',
    ['2020-01', 'alpha', 'gamma', 'doctor', 'job-to-job', 10],
    ['2020-02', 'beta', 'gamma', 'doctor', 'job-to-job', 20],
    ['2020-02', 'beta', 'start-ups', 'doctor', 'job-to-job', 100],
    ['2020-02', 'beta', 'alpha', 'doctor', 'job-to-job', 50],
    ['2020-02', 'beta', 'start-ups', 'doctor', 'founding', 5],
    ['2020-03', 'alpha', 'gamma', 'doctor', 'job-to-job', 50],
    ['2020-03', 'alpha', 'start-ups', 'doctor', 'job-to-job', 30],
    ['2020-03', 'alpha', 'no job', 'doctor', 'quit', 10],
    ['2020-03', 'alpha', 'no job', 'doctor', 'lay-off', 20],
    ['2020-03', 'alpha', 'no job', 'doctor', 'failure', 30],
    ['2020-03', 'alpha', 'no job', 'doctor', 'visa-end', 40],
    ['2020-03', 'alpha', 'no job', 'doctor', 'return-home', 60],
    ['2020-03', 'alpha', 'left the field', 'doctor', 'studies', 70],
    ['2020-03', 'alpha', 'left the field', 'doctor', 'exit', 80],
  );
  const chart = destinationsChart(scenario, [tablesOf(['2020-01', '2020-02', '2020-03'], flows)], periods);
  expect(told(chart)).toEqual([
    'Gamma: 12 → 40', // (10 + 20) ÷ 2 × 0.8, then 50 × 0.8
    'other start-ups: 40 → 24',
    'a firm of their own: 2.0 → 0',
    'another of the two giants: 20 → 0',
    'no job: laid off: 0 → 16',
    'no job: quit: 0 → 8.0',
    'no job: the firm failed: 0 → 24',
    'no job: the visa ended: 0 → 32',
    'went home: 0 → 48',
    'studies or a post elsewhere: 0 → 56',
    'out of the field: 0 → 64',
  ]);
  expect(chart!.title).toBe(
    'Leavers of the two giants went most to Gamma: from 12 to 40 a month after Jan 2020–Feb 2020',
  );
  expect(subtitleOfSpec(chart!.spec)).toContain('as observed (× 0.8), by where they went');
});

it('destinations: the eleventh and later share a row; one destination, and a rise that nobody can read, are told as such', () => {
  const ids = Array.from({ length: 13 }, (_, at) => `firm-${at + 1}`);
  const employers = ids.map((id) => ({ id, label: id, sector: 'adopters', isNamed: true }));
  const many = { ...scenario, employers: [...scenario.employers, ...employers] } as typeof scenario;
  const flow = (month: string, to: string, people: number) => [
    month,
    'alpha',
    to,
    'doctor',
    'job-to-job',
    people,
  ];
  const header = 'month from to skill kind people';
  const of = (...rows: (string | number)[][]) =>
    destinationsChart(many, [tablesOf([], tableOf('flows', header, ...rows))], periods)!;
  const rows = told(of(...ids.map((id, at) => flow('2020-03', id, 100 - at))));
  expect(rows).toHaveLength(11);
  expect(rows.slice(-2)).toEqual(['firm-10: 0 → 73', '3 others: 0 → 214']); // 91 × 0.8; (90 + 89 + 88) × 0.8
  expect(of(flow('2020-01', 'firm-1', 20), flow('2020-03', 'firm-1', 5)).title).toBe(
    'Leavers of the two giants went to firm-1: from 8.0 to 4.0 a month after Jan 2020–Feb 2020',
  );
  const two = (after: number) =>
    of(
      flow('2020-01', 'firm-1', 200),
      flow('2020-01', 'firm-2', 100),
      flow('2020-03', 'firm-1', 90),
      flow('2020-03', 'firm-2', after),
    ).title;
  expect(two(60)).toMatch(
    / went most to firm-1; firm-2 rose most, from 40 to 48 a month after Jan 2020–Feb 2020$/,
  );
  expect(two(50)).toMatch(/ went most to firm-1, and no more to any after Jan 2020–Feb 2020$/);
  expect(two(50.1)).toMatch(/ went most to firm-1, and no more to any after Jan 2020–Feb 2020$/);
});

it('stars: the share of a year by where they work, one point a quarter, people without a job left out', () => {
  const months = monthsFrom(2020, 15);
  const row = (month: string, unit: string, stars: number, highlyPaid: number) => [
    month,
    unit,
    stars,
    highlyPaid,
  ];
  const stars = tableOf(
    'stars',
    'month unit stars at_a_million',
    ...months.flatMap((month, at) => [
      row(month, 'alpha', 10, at < 3 ? 10 : 4), // three months of ten and twelve of four
      row(month, 'gamma', 3, 0),
      row(month, 'start-ups', 1, 1),
      row(month, 'adopters', 2, 0),
      row(month, 'laboratories', 5, 5),
      row(month, 'universities', 1, 1),
      row(month, 'no job', 50, 50),
    ]),
  );
  const chart = starsChart(scenario, [tablesOf(months, stars)]);
  expect(chart!.title).toBe(
    '50% of the 22 stars have pay of US$1m or more in the year to Mar 2021', // 4 + 0 + 1 + 0 + 5 + 1 of 22
  );
  expect(labels(chart)).toEqual(
    expect.arrayContaining([
      'all stars  50%',
      'the two giants  40%',
      'public laboratories  100%',
      'start-ups  25%',
      'elsewhere  33%', // one of three: adopters and universities
    ]),
  );
  expect(line(chart, 'giants').map(([month, share]) => [month, share])).toEqual([
    ['2020-03', 100],
    ['2020-06', 70],
    ['2020-09', 60],
    ['2020-12', 55],
    ['2021-03', 40],
  ]);
});

it.each([
  [1_000_000, 'US$1m'],
  [1_250_000, 'US$1.25m'],
  [2_500_000, 'US$2.5m'],
  [500_000, 'US$500,000'],
  [250_500, 'US$250,500'],
])('stars: pay of %d is told in full: %s', (highPay, says) => {
  const months = monthsFrom(2020, 12);
  const stars = tableOf(
    'stars',
    'month unit stars at_a_million',
    ...months.map((month) => [month, 'alpha', 4, 1]),
  );
  const rich = { ...scenario, superstars: { ...scenario.superstars!, highPay } };
  expect(starsChart(rich, [tablesOf(months, stars)])!.title).toBe(
    `25% of the 4 stars have pay of ${says} or more in the year to Dec 2020`,
  );
});

const EMPLOYERS = 'month unit sector staff other_staff lay_offs other_cuts';

it('staff of the giants: indices from the first month with results, people laid off since', () => {
  const run = (more: number) =>
    tablesOf(
      [],
      tableOf(
        'employers',
        EMPLOYERS,
        ['2019-12', 'alpha', 'giants', 1, 1, 1000, 2000],
        ['2019-12', 'gamma', 'start-ups', 1, 1, 1000, 2000],
        ['2020-01', 'alpha', 'giants', 40, 500, 1, 20],
        ['2020-01', 'beta', 'giants', 60, 500, 0, 30],
        ['2020-01', 'gamma', 'start-ups', 70, 7, 7, 7],
        ['2020-02', 'alpha', 'giants', 20, 400, 2, 100],
        ['2020-02', 'beta', 'giants', 60 + more, 400, 3, 100],
        ['2020-02', 'gamma', 'start-ups', 70, 7, 7, 7],
      ),
    );
  const chart = giantsStaffChart(scenario, [run(0)]);
  expect(chart!.title).toBe(
    'The two giants: 250 people in other jobs and 6 AI people were laid off in rounds, while AI staff fell',
  );
  expect(labels(chart)).toEqual(['AI staff  80', 'other staff  800']);
  expect(line(chart, 'staff')).toEqual([
    ['2020-01', 100, 100, 100],
    ['2020-02', 80, 80, 80],
  ]);
  expect(line(chart, 'other').at(-1)).toEqual(['2020-02', 80, 80, 80]);
  expect(subtitleOfSpec(chart!.spec)).toMatch(/Jan 2020 = 100; numbers: people in Feb 2020\. One run\.$/);
  const several = giantsStaffChart(scenario, [run(0), run(10), run(100)]);
  expect(labels(several)[0]).toBe('AI staff  90');
  expect(line(several, 'staff').at(-1)).toEqual(['2020-02', 90, 81, 171]); // 80, 90, 180
});

it('staff by sector: groups and named employers together, the observed sector in the title', () => {
  const employers = tableOf(
    'employers',
    EMPLOYERS,
    ['2020-01', 'alpha', 'giants', 40, 0, 0, 0],
    ['2020-01', 'beta', 'giants', 60, 0, 0, 0],
    ['2020-01', 'adopters', 'adopters', 90, 0, 0, 0],
    ['2020-02', 'alpha', 'giants', 50, 0, 0, 0],
    ['2020-02', 'beta', 'giants', 75, 0, 0, 0],
    ['2020-02', 'adopters', 'adopters', 80, 0, 0, 0],
  );
  const runs = [tablesOf(['2020-01', '2020-02'], employers)];
  const chart = staffChart(scenario, runs);
  expect(chart!.title).toBe('AI staff of the two giants grew from 100 in Jan 2020 to 125 in Feb 2020');
  expect(labels(chart)).toEqual(expect.arrayContaining(['the two giants  125', 'adopting firms  80']));
  expect(subtitleOfSpec(chart!.spec)).toBe('AI staff by sector, people; numbers: Feb 2020. One run.');
  expect(rowsOf(chart).find(({ when }) => when === '2020-02')!.time).toBeCloseTo(2020 + 2 / 12, 3); // its end
  const warm = tableOf(
    'employers',
    EMPLOYERS,
    ['2019-12', 'alpha', 'giants', 400, 0, 0, 0],
    ['2020-01', 'alpha', 'giants', 300, 0, 0, 0],
    ['2020-02', 'alpha', 'giants', 200, 0, 0, 0],
  );
  expect(staffChart(scenario, [tablesOf([], warm)])!.title).toMatch(/ fell from 300 in Jan 2020 to 200 /);
  const blind = { ...scenario, observe: { ...scenario.observe, netFlowOf: null } };
  expect(staffChart(blind, runs)!.title).toMatch(/^AI staff of the two giants grew/); // the largest at the end
});

it('concentration: shares in per cent, the index in tens of points, from the first month with results', () => {
  const table = tableOf(
    'concentration',
    'month herfindahl top_five_share observed_share',
    ['2019-12', 900, 0.9, 0.9],
    ['2020-01', 400, 0.4, 0.2],
    ['2020-02', 450, 0.5, 0.25],
  );
  const chart = concentrationChart(scenario, [tablesOf([], table)]);
  expect(chart!.title).toBe(
    'The two giants had 20.0% of AI people with a job in Jan 2020, 25.0% in Feb 2020',
  );
  expect(labels(chart)).toEqual(
    expect.arrayContaining([
      'the two giants  25.0%',
      'five largest employers  50.0%',
      'Herfindahl index  450 points',
    ]),
  );
  expect(line(chart, 'herfindahl').map(([, points]) => points)).toEqual([90, 40, 45]);
  expect(rowsOf(chart).find(({ when }) => when === '2020-02')!.time).toBeCloseTo(2020 + 2 / 12, 3); // its end
  expect(line(chart, 'top-five').map(([, share]) => share)).toEqual([90, 40, 50]);
});

const REASONS = 'month from to motive moves pay equity autonomy mission home cost noise';

it('reasons: mean gains of leavers and of all others, and what tipped them, before and after', () => {
  const reasons = tableOf(
    'reasons',
    REASONS,
    ['2020-01', 'alpha', 'gamma', 'pay', 2, 0.1, 0.02, 0.03, -0.04, 0.05, -0.3, 0.5],
    ['2020-03', 'beta', 'gamma', 'noise', 3, 0.08, -0.06, 0.01, 0.12, 0.02, -0.2, 0.4],
    ['2020-03', 'beta', 'gamma', 'mission', 1, 0.08, -0.06, 0.01, 0.12, 0.02, -0.2, 0.4],
    ['2020-01', 'gamma', 'alpha', 'noise', 5, 0.2, 0, 0, 0, 0, 0, 0],
    ['2020-03', 'gamma', 'alpha', 'noise', 1, 0.01, 0, 0, 0, 0, 0, 0],
    ['2020-03', 'gamma', 'alpha', 'pay', 3, 0.01, 0, 0, 0, 0, 0, 0],
  );
  const chart = reasonsChart(scenario, [tablesOf([], reasons)], periods);
  expect(told(chart)).toEqual([
    'pay: +10.0 → +8.0',
    'equity: +2.0 → −6.0',
    'autonomy: +3.0 → +1.0',
    'mission: −4.0 → +12.0',
    'nearness to home: +5.0 → +2.0',
    'vesting and moving cost: −30.0 → −20.0',
    'pay: +20.0 → +1.0',
    ...['equity', 'autonomy', 'mission', 'nearness to home', 'vesting and moving cost'].map(
      (part) => `${part}: 0.0 → 0.0`,
    ),
  ]);
  expect(chart!.title).toBe(
    'Leavers of the two giants gained most in mission (+12.0 log points × 100) and gave up equity (−6.0) in Mar 2020',
  );
  expect(subtitleOfSpec(chart!.spec)).toContain(
    'the largest part in 75% (leavers of the two giants) and 25% (all others who moved) of the moves.',
  );
});

it.each([
  [0.1, 0, 'gained most in pay (+10.0% of pay)'],
  [0.1, -0.2, 'gained most in pay (+10.0% of pay) and gave up mission (−20.0%)'],
  [0, 0, 'gained in no part but chance'],
  [0, -0.01, 'gained in no part but chance and gave up mission (−1.0%)'],
])('reasons: %d in pay and %d in mission of one period: %s', (pay, mission, says) => {
  const reasons = tableOf('reasons', REASONS, [
    '2020-01',
    'alpha',
    'gamma',
    'pay',
    2,
    pay,
    0,
    0,
    mission,
    0,
    -0.25,
    0,
  ]);
  const chart = reasonsChart(scenario, [tablesOf([], reasons)], periods.slice(0, 1));
  expect(chart!.title).toBe(`Leavers of the two giants ${says}`);
});

it('doctors: shares of whole years, beside what was published and its tolerance', () => {
  const months = monthsFrom(2020, 30); // half of 2022 only
  const row = (month: string, destination: string, people: number, skill = 'doctor') => [
    month,
    skill,
    destination,
    'everywhere',
    people,
  ];
  const run = (industry: number) =>
    tablesOf(
      months,
      tableOf(
        'doctors',
        'month skill destination region people',
        row('2020-06', 'industry', 30),
        row('2020-07', 'academia', 10),
        row('2020-07', 'industry', 500, 'practitioner'),
        row('2021-06', 'industry', industry),
        row('2021-06', 'academia', 20),
        row('2021-06', 'elsewhere', 60 - industry),
        row('2022-06', 'industry', 1),
      ),
    );
  const fact = factOf({
    id: 'F50',
    value: 60,
    unit: '%',
    period: { from: '2021-01', to: '2021-12' },
    tolerance: { kind: 'plus-minus', size: 5, why: 'a survey' },
    observation: { measure: 'first-jobs', skill: 'doctor', destination: 'industry' } as never,
  });
  const figure = { id: 'F50', simulated: 62 } as Figure;
  const chart = doctorsChart(scenario, [run(40)], [fact], [figure]);
  expect(chart!.title).toBe('62% of new doctors went to industry in 2021; the published share is 60%');
  expect(line(chart, 'industry').map(([year, share]) => [year, share])).toEqual([
    ['2020', 75],
    ['2021', 50],
  ]);
  expect(labels(chart)).toEqual(expect.arrayContaining(['industry  50%', 'academia  25%', 'elsewhere  25%']));
  expect(rowsOf(chart).find(({ published }) => published !== undefined)).toMatchObject({
    published: 60,
    least: 55,
    most: 65,
  });
  expect(doctorsChart(scenario, [run(40)], [fact], [])!.title).toBe(
    '50% of new doctors went to industry in 2021',
  );
  const several = doctorsChart(scenario, [run(40), run(20), run(60)], [fact], [figure]);
  expect(line(several, 'industry').at(-1)).toEqual(['2021', 50, 27.5, 72.5]);
});
