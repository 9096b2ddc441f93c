import { expect, test } from 'vitest';
import type { Fact } from '../../src/evidence/fact.ts';
import type { Prediction } from '../../src/evidence/outlook.ts';
import type { Rival } from '../../src/evidence/rivals.ts';
import type { PointStore } from '../../src/experiments/executor.ts';
import type { Plan } from '../../src/experiments/plan.ts';
import { checkFiles, heldAgainstFacts } from '../../src/report/held-against-facts.ts';
import { forecastFiles, predictionsOf } from '../../src/report/predictions.ts';
import { monthOf } from '../../src/scenario/dates.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { factOf } from '../support/facts.ts';
import { plainScenario } from '../support/stored-runs.ts';
import { tableOf, tablesOf } from '../support/written-tables.ts';

/** Each run of an ensemble is seen as its own parameters have it: what a source covers is one of them. */

const plain = plainScenario();
const seenThrough = (coverage: number): Scenario => ({
  ...plain,
  observe: { ...plain.observe, netFlowOf: 'firm', coverage },
});
const COVERAGES = [1, 2, 3, 4, 5];
/** The scenario as it is has no run of its own. */
const plan: Plan = {
  engine: '',
  variants: [9, ...COVERAGES].map((coverage) => ({
    name: `covers ${coverage}`,
    scenario: seenThrough(coverage),
    files: [],
    set: [],
  })),
  points: COVERAGES.map((_, run) => ({ id: String(run), variant: run + 1, seed: 's', replicate: run })),
};
const MONTHS = ['2020-01', '2020-02', '2020-03'];
/** Rich gains 10, 20 and 30 people, and calm loses one, in every run alike. */
const store = {
  tables: () =>
    tablesOf(
      MONTHS,
      tableOf(
        'employers',
        'month unit sector net',
        ...MONTHS.flatMap((month, at) => [
          [month, 'rich', 'firm', 10 * (at + 1)],
          [month, 'calm', 'firm', -1],
        ]),
      ),
    ),
} as unknown as PointStore;

const NET_FLOW = { measure: 'net-flow' } as const;
const inMonth = (month: string, more: Partial<Fact> = {}) =>
  factOf({ observation: NET_FLOW, period: { from: month, to: month }, ...more });

test('a check sees each run as its own parameters do, and a rival’s figures by the rival’s own observation', () => {
  const facts = [
    inMonth('2020-01', { id: 'F1', value: 27, role: 'held out' }),
    inMonth('2020-02', { id: 'F2', value: 40, role: 'held out' }),
    inMonth('2020-03', { id: 'F3', value: 87, role: 'fitted' }),
  ];
  const ofCalm = { measure: 'sum', table: 'employers', column: 'net', where: { unit: 'calm' } } as const;
  const rivals: Rival[] = [
    {
      id: 'calm',
      title: 'but for calm',
      says: '',
      figures: [
        {
          fact: 'F2',
          value: null,
          observation: { measure: 'difference', of: NET_FLOW, less: ofCalm },
          why: '',
        },
        { fact: 'F1', value: 30, observation: null, why: '' },
      ],
    },
    {
      id: 'other',
      title: 'other',
      says: '',
      figures: [{ fact: 'F1', value: 29, observation: null, why: '' }],
    },
  ];
  const held = heldAgainstFacts(plan, store, { facts, rivals });
  const medians = Object.fromEntries(held.facts.map(({ id, simulated }) => [id, simulated]));
  expect(medians).toEqual({ F1: 27, F2: 57, F3: 87 }); // nine, nineteen and 29, three times
  expect(held.facts[0]!.id).toBe('F3'); // fitted ones first
  const scored = (id: string) => held.scored.find((fact) => fact.id === id)!;
  expect(held.scored.map(({ id }) => id)).toEqual(['F1', 'F2', 'F3']);
  expect(scored('F1').model).toMatchObject({ value: 27, verdict: 'uninformative' });
  expect(scored('F1').rivals).toMatchObject({
    'but for calm': { value: 30, score: 1.5, verdict: 'outside' },
    other: { value: 29, score: 1, verdict: 'inside' },
  });
  expect(scored('F2').rivals['but for calm']).toMatchObject({ value: 58, verdict: 'outside' });
  expect(held.contests.map(({ rival, facts: all }) => [rival, all])).toEqual([
    ['but for calm', 2],
    ['other', 1],
  ]);
  const files = checkFiles(held, rivals);
  expect(files.map(({ path }) => path)).toEqual(['facts.json', 'scores.json', 'scores.csv', 'scores.md']);
  expect(files[2]!.text.split('\n')[0]).toMatch(
    /,but for calm: value,but for calm: score,other: value,other: score$/,
  );
});

const prediction = (id: string, more: Partial<Prediction>): Prediction => ({
  id,
  what: `What ${id} is`,
  unit: 'people/month',
  every: ['month'],
  from: monthOf('2020-02')!,
  error: { kind: 'plus-minus', size: 1e-9 },
  least: -1000,
  most: 1000,
  observation: NET_FLOW,
  ...more,
});

test('a forecast sees each run as its own parameters do, over the norm of a fitted fact; what no run says is named', () => {
  const fitted = [inMonth('2020-01', { id: 'F1' })];
  const outlook = {
    untilKnown: monthOf('2019-12')!,
    drivers: [],
    predictions: [
      prediction('flow', {}),
      prediction('ratio', { observation: { ...NET_FLOW, over: 'F1' }, from: monthOf('2020-03')! }),
      prediction('absent', {
        observation: { measure: 'sum', table: 'employers', column: 'net', where: { unit: 'nobody' } },
        from: monthOf('2020-03')!,
      }),
    ],
  };
  const until = monthOf('2020-03')!;
  const ofEnd = {
    ...plan,
    variants: plan.variants.map((variant) => ({
      ...variant,
      scenario: { ...variant.scenario, calendar: { ...variant.scenario.calendar, end: until } },
    })),
  };
  const predicted = predictionsOf(ofEnd, store, { outlook, fitted });
  expect(
    predicted.rows.map(({ id, date, median, low90, high90 }) => [id, date, median, low90, high90]),
  ).toEqual([
    ['flow', '2020-02', 57, 19, 95],
    ['flow', '2020-03', 87, 29, 145],
    ['ratio', '2020-03', 3.222, 3.222, 3.222], // 29 over nine, whatever the source covers
  ]);
  expect(predicted.unsaid).toEqual(['absent 2020-03']);
  const [csv, json] = forecastFiles(predicted);
  expect(csv!.text.split('\n').slice(0, 2)).toEqual([
    'id,what,unit,date,median,low50,high50,low90,high90',
    'flow,What flow is,people/month,2020-02,57,38,76,19,95',
  ]);
  expect(csv!.rows).toBe(3);
  expect(JSON.parse(json!.text)).toMatchObject({
    format: 'talentflow.forecast/1',
    unsaid: ['absent 2020-03'],
  });
});
