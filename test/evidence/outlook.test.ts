import { expect, test } from 'vitest';
import { readOutlook } from '../../src/evidence/outlook.ts';
import { monthOf } from '../../src/scenario/dates.ts';
import { ScenarioError } from '../../src/scenario/scenario-error.ts';

const CSV = `# dates of change
month,rate
2024-01,5
2024-03,4
2024-06,6
2024-09,9
`;
const read = (driver: string, untilKnown = '2024-06') =>
  readOutlook(
    {
      path: 'outlook.yaml',
      text: `
until-known: ${untilKnown}
says: of a test
drivers:
  - { id: d, why: tested, ${driver} }
predictions:
  - id: p
    what: staff
    unit: people
    every: [year]
    from: 2024-12
    error: { of-median: 0.1, why: tested }
    observation: { measure: last, table: stocks, column: people }
`,
    },
    (file) => (file === 'rates.csv' ? CSV : undefined),
  );
const ofDriver = (driver: string, untilKnown?: string) => read(driver, untilKnown).drivers[0]!;
const dated = (values: Readonly<Record<string, number>>) =>
  Object.entries(values).map(([month, value]) => ({ month: monthOf(month)!, value }));

test('what an outlook leaves away: changes month by month, no trend but a trend’s, values as they stand', () => {
  const walk = ofDriver('rule: random-walk, values: { 2024-05: 2, 2024-01: 1 }');
  const values = dated({ '2024-01': 1, '2024-05': 2 });
  expect(walk).toEqual({
    id: 'd',
    rule: 'random-walk',
    isLog: false,
    measured: values,
    known: values,
    over: 1,
    hasDrift: false,
    halfLife: null,
    least: null,
    isLine: false,
    why: 'tested',
  });
  expect(ofDriver('rule: random-walk, drift: own, values: { 2024-01: 1, 2024-05: 2 }').hasDrift).toBe(true);
  expect(ofDriver('rule: trend, values: { 2024-01: 1, 2024-05: 2 }').hasDrift).toBe(true);
  const { error, least, most, from } = read('rule: as-it-is').predictions[0]!;
  expect(error).toEqual({ kind: 'of-median', size: 0.1 });
  expect([least, most, from]).toEqual([
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    monthOf('2024-12'),
  ]);
});

test('a series has its rows between two months, or each month the value then in force, to the last known month where no end is said', () => {
  const series = (more: string, untilKnown?: string) =>
    ofDriver(`rule: random-walk, series: { file: rates.csv, column: rate${more} }`, untilKnown).measured;
  expect(series('')).toEqual(dated({ '2024-01': 5, '2024-03': 4, '2024-06': 6, '2024-09': 9 }));
  expect(series(', from: 2024-03, to: 2024-06')).toEqual(dated({ '2024-03': 4, '2024-06': 6 }));
  expect(series(', filled: hold, from: 2024-02')).toEqual(
    dated({ '2024-02': 5, '2024-03': 4, '2024-04': 4, '2024-05': 4, '2024-06': 6 }),
  );
  expect(series(', filled: hold, from: 2024-04', '2024-05')).toEqual(dated({ '2024-04': 4, '2024-05': 4 }));
  expect(series(', filled: hold, to: 2024-04')).toEqual(
    dated({ '2024-01': 5, '2024-02': 5, '2024-03': 4, '2024-04': 4 }),
  );
});

test('what is known beside is no change to measure; of the year that is known by June December may be said, nothing later', () => {
  const known = (month: string) =>
    `rule: random-walk, values: { 2024-01: 1, 2024-05: 2 }, known: { ${month}: 3 }`;
  const outlook = ofDriver(known('2024-12'));
  expect(outlook.measured).toEqual(dated({ '2024-01': 1, '2024-05': 2 }));
  expect(outlook.known).toEqual(dated({ '2024-01': 1, '2024-05': 2, '2024-12': 3 }));
  expect(() => read(known('2025-01'))).toThrow(ScenarioError);
  expect(() => read(known('2025-01'))).toThrow('no fact from after 2024-06');
});

const mistakesOf = (make: () => unknown): string => {
  try {
    make();
  } catch (error) {
    if (error instanceof ScenarioError) return error.message;
    throw error;
  }
  return 'no mistake';
};

test.each([
  [
    'rule: trend, series: { file: rate.csv, column: rate }',
    'outlook.yaml:5:56  drivers.d.series.file\n  found     no file "rate.csv"',
  ],
  [
    'rule: trend, series: { file: rates.csv, column: rates }',
    'outlook.yaml:5:75  drivers.d.series.column\n  found     "rates"',
  ],
  ['rule: trend, series: { file: rates.csv, column: rates }', 'did you mean rate?\n1 mistake;'],
  ['rule: as-it-is, half-life: { from: 36, to: 6 }', 'drivers.d.half-life\n  found     36 to 6'],
  [
    'rule: as-it-is }\n  - { id: d, why: twice, rule: as-it-is',
    'outlook.yaml:6:11  drivers.d.id\n  found     the id d a second time',
  ],
])('%s is told where it is written', (driver, told) => {
  expect(mistakesOf(() => read(driver))).toContain(told);
});

test('a prediction of a column that no table has is a mistake: it was left unsaid as if by too few runs', () => {
  const text = `
until-known: 2024-06
says: of a test
drivers: []
predictions:
  - id: p
    what: staff
    unit: people
    every: [year]
    from: 2024-12
    error: { of-median: 0.1, why: tested }
    observation: { measure: last, table: stocks, column: peeple }
`;
  const told = mistakesOf(() => readOutlook({ path: 'outlook.yaml', text }, () => undefined));
  expect(told).toContain('outlook.yaml:12:58  predictions.p.observation.column\n  found     "peeple"');
  expect(told).toContain('did you mean people?\n1 mistake;');
});
