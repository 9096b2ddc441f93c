import { expect, it } from 'vitest';
import { careerChart, careerFinding, twoCareersChart } from '../../src/charts/career-chart.ts';
import { employerChart, monthChart } from '../../src/charts/explained-charts.ts';
import { subtitleOfSpec } from '../../src/charts/style.ts';
import type { LifeEvent, Spell } from '../../src/experiments/explain/explained.ts';
import { monthText } from '../../src/scenario/dates.ts';
import { type Drawn, rowsIn } from '../support/drawn.ts';
import { placeNamed, runTold } from '../support/told.ts';

type Month = Parameters<typeof monthChart>[0];
const month = (byKind: object) =>
  monthChart({
    month: '2020-03',
    byKind,
    before: ['2020-02', '2020-03'].map((one) => ({ month: one, byKind })),
    run: { title: 'A market', scale: 1, from: '2020-01' },
  } as unknown as Month);

it('tells one change, one kind, several kinds and none in words of their own', () => {
  expect(month({ 'job-to-job': 1 }).title).toBe('1 change of place in Mar 2020: job-to-job');
  expect(month({ 'job-to-job': 4961, quit: 2 }).title).toBe(
    '4,963 changes of place in Mar 2020; the most frequent kind is job-to-job, 4,961',
  );
  expect(month({}).title).toBe('Nobody changed place in Mar 2020');
  expect(subtitleOfSpec(month({ 'job-to-job': 1 }).spec)).toBe(
    'Simulated people a month; numbers: Mar 2020.',
  );
});

const spell = (
  id: string,
  from: string,
  until: string | null,
  howItBegan: Spell['howItBegan'] = 'hire',
): Spell => ({
  place: placeNamed(id),
  from,
  until,
  howItBegan,
});
const option = (id: string, pay: number, more: object = {}) => ({
  place: placeNamed(id),
  pay,
  isOwnFirm: false,
  raise: null,
  ...more,
});
const chose = (month: string, taken: number, raise: number | null, move: object | null = null) =>
  ({
    month,
    isRecorded: true,
    what: 'chooses',
    says: month,
    move,
    choice: {
      taken,
      options: [option('here', 100_000, { isStaying: true, raise }), option('there', 120_000)],
    },
  }) as unknown as LifeEvent;
const moved = { from: placeNamed('here'), to: placeNamed('there'), kind: 'job-to-job', skill: 'doctor' };
/** All rows of a spec that have a field. */
const rowsWith = (spec: unknown, field: string) => rowsIn(spec as Drawn).filter((row) => field in row);

it('tells a life: jobs without those that only changed sector, choices, and those of them that moved somebody', () => {
  const life = [
    chose('2020-03', 0, null),
    chose('2020-05', 1, null, moved),
    chose('2020-07', 0, Math.log(1.5)),
  ];
  const spells = [
    spell('here', '2020-01', '2020-05'),
    spell('there', '2020-05', '2021-02'),
    spell('there', '2021-02', null, 'launch'),
  ];
  expect(careerFinding('here/7', { life, spells })).toBe(
    'here/7 was at here, then there: 3 choices, 1 of them to move',
  );
  expect(
    careerFinding('here/7', { life: [], spells: [spell('no job', '2020-01', '2020-04', 'begins')] }),
  ).toBe('here/7 never had a job, and left the field in Apr 2020: 0 choices, none of them to move');
  const { spec } = careerChart('here/7', { run: runTold, life, spells });
  expect(rowsWith(spec, 'what').map(({ when, what }) => [when, what])).toEqual([
    ['2020-03', 'looked or was asked, and stayed'],
    ['2020-05', 'chose to move'],
    ['2020-07', 'stayed for more pay'],
  ]);
  // Who stays keeps the job that they had, at what the employer then pays.
  const had = rowsWith(spec, 'pay').filter(({ is }) => is === 'the job they had');
  expect(had.map(({ when, pay }) => [when, pay]).sort()).toEqual([
    ['2020-03', 100_000],
    ['2020-05', 100_000],
    ['2020-07', 150_000],
  ]);
  expect(rowsWith(spec, 'pay').filter(({ is }) => is === 'the one that they took')).toMatchObject([
    { when: '2020-05', where: 'there', pay: 120_000 },
  ]);
});

it('tells two lives by where each ends', () => {
  const at = (id: string, until: string | null = null) => ({
    run: runTold,
    life: [],
    spells: [spell(id, '2020-01', until)],
  });
  const first = { month: '2020-05', decision: 'matched' };
  expect(twoCareersChart('here/7', at('here'), at('there'), first).title).toBe(
    'here/7 does the same under market and market until May 2020, then otherwise: at here at the end under the first, at there at the end under the second',
  );
  expect(twoCareersChart('here/7', at('here'), at('here'), first).title).toMatch(
    /otherwise: under both at here at the end$/,
  );
  expect(twoCareersChart('here/7', at('no job'), at('no job', '2021-03'), first).title).toMatch(
    /without a job at the end under the first, out of the field in Mar 2021 under the second$/,
  );
});

it('draws what an employer wanted beside its target and staff, and who left below who came', () => {
  const months = ['2020-01', '2020-02'].map((one, at) => ({
    month: one,
    isRecorded: true,
    staffBefore: 10 + at,
    staffAfter: 11 + at,
    target: 31 + at,
    wanted: 21 + at,
    came: { hire: 3 },
    left: { quit: 2 },
  }));
  const { spec } = employerChart({ employer: { key: 'here' }, months, run: runTold } as unknown as Parameters<
    typeof employerChart
  >[0]);
  const texts = JSON.stringify(spec);
  for (const label of ['target  32', 'wanted  22', 'staff  12']) expect(texts).toContain(label);
  expect(rowsWith(spec, 'people')).toMatchObject([
    { what: 'came', people: 6 },
    { what: 'left', people: -4 },
  ]);
});

it('draws a year of an employer under itself, though its staff is first told at the end of its first month', () => {
  const months = Array.from({ length: 25 }, (_, at) => ({
    month: monthText(2015 * 12 + 11 + at),
    isRecorded: true,
    staffBefore: at,
    staffAfter: at + 1,
    target: 31,
    wanted: 21,
    came: { hire: 1 },
    left: {},
  }));
  const { spec } = employerChart({ employer: { key: 'here' }, months, run: runTold } as unknown as Parameters<
    typeof employerChart
  >[0]);
  const [staff, moves] = spec.vconcat as [{ layer: [Panel] }, Panel];
  interface Panel {
    width: number;
    encoding: { x: { scale: { domain: number[] }; axis: { values: number[] } } };
  }
  const { x } = staff.layer[0].encoding;
  expect(moves.encoding.x).toMatchObject({ scale: x.scale, axis: { values: x.axis.values } });
  expect(x.scale.domain).toEqual([2015, 2018]);
});
