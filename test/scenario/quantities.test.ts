import { expect, test } from 'vitest';
import { mistakesOf, parseFiles, parseText, SMALL, shownAt, smallWith } from './texts.ts';

const payWritten = (pay: string): number =>
  parseText(SMALL.replace('200000 USD/year', pay)).scenario.employers[0]!.attributes.pay;

test.each([
  ['200000', 200000],
  ['2e5', 200000],
  ['200000 USD/year', 200000],
  ['200000USD/year', 200000],
  ['200000 USD / year', 200000],
  ['200000 USD of 2023/year', 200000],
  ['10000 USD/month', 120000],
  ['{ value: 10000, unit: USD/month }', 120000],
  ['{ value: 5 }', 5],
])('pay: %s is %d USD/year', (written, pay) => expect(payWritten(written)).toBe(pay));

test.each([
  ['0.07', 0.07],
  ['7%', 0.07],
  ['35%', 0.35], // by a hundredth it would be 0.35000000000000003
  ['7 %', 0.07],
  ['7 %/month', 0.07],
  ['7 percent', 0.07],
  ['0.07 share', 0.07],
  ['0.07 share/month', 0.07],
])('looks-per-month: %s is %d', (written, share) =>
  expect(smallWith(`people: { looks-per-month: ${written} }`).scenario.people.looksPerMonth).toBe(share),
);

test.each([
  ['12', 12],
  ['12 months', 12],
  ['1 year', 12],
  ['0.5 years', 6],
])('cliff: %s is %d months', (written, months) =>
  expect(smallWith(`vesting: { cliff: ${written}, interval: 1 month }`).scenario.vesting!.cliffMonths).toBe(
    months,
  ),
);

test('people a month are twelve times as many a year, and months a twelfth of years', () => {
  const { scenario } = smallWith('programmes: [{ id: p, graduates: 10 people/month }]');
  expect(scenario.programmes[0]!.graduates).toBe(120);
  const study = smallWith('programmes: [{ id: p, places: 10, years: 36 months }]');
  expect(study.scenario.programmes[0]!.study!.years).toBe(3);
});

test.each([
  ['5', { kind: 'constant', value: 5 }],
  ['5 people', { kind: 'constant', value: 5 }],
  ['{ value: 5, unit: people }', { kind: 'constant', value: 5 }],
  ['{ distribution: uniform, from: 1, to: 3 }', { kind: 'uniform', from: 1, to: 3 }],
  ['{ distribution: lognormal, median: 4, log-sd: 0.5 }', { kind: 'lognormal', median: 4, logSd: 0.5 }],
  [
    '{ distribution: pareto, smallest: 1, largest: { value: 500, unit: people }, exponent: 1.1 }',
    { kind: 'pareto', smallest: 1, largest: 500, exponent: 1.1 },
  ],
])('staff: %s', (written, staff) => {
  const { scenario } = smallWith(`  - { id: more, pay: 1, staff: ${written} }`);
  expect(scenario.employers[2]!.staff).toEqual(staff);
});

test('a uniform distribution may have its ends at one place', () => {
  const { scenario } = smallWith(
    '  - { id: more, pay: 1, staff: { distribution: uniform, from: 2, to: 2 } }',
  );
  expect(scenario.employers[2]!.staff).toEqual({ kind: 'uniform', from: 2, to: 2 });
});

test('a normal distribution is for what may be negative', () => {
  const taste = 'people: { taste: { home: { distribution: normal, mean: 0.1, sd: 0.2 } } }';
  expect(smallWith(taste).scenario.people.attachmentToHome).toEqual({ kind: 'normal', mean: 0.1, sd: 0.2 });
  expect(
    mistakesOf(() => smallWith('people: { talent: { distribution: normal, mean: 1, sd: 1 } }')),
  ).toContain('can be negative');
});

test('a number keeps what backs it: its own source, else that of the nearest map around it', () => {
  const parsed = smallWith(`
  - { id: own, source: around, pay: { value: 5, source: its own, kind: measured }, equity: 6, autonomy: { value: 1, why: no survey, kind: assumed, range: [0, 2] } }
people: { source: the survey, looks-per-month: 0.1, taste: { why: a guess, home: 0.2 } }`);
  expect(shownAt(parsed, 'employers.own.pay')).toMatchObject({ source: 'its own', kind: 'measured' });
  expect(shownAt(parsed, 'employers.own.equity')).toMatchObject({ source: 'around', kind: null });
  expect(shownAt(parsed, 'employers.own.autonomy')).toMatchObject({
    why: 'no survey',
    range: [0, 2],
    source: null,
  });
  expect(shownAt(parsed, 'people.looks-per-month').source).toBe('the survey');
  expect(shownAt(parsed, 'people.taste.home')).toMatchObject({ source: null, why: 'a guess' });
  expect(shownAt(parsed, 'employers.rich.pay').source).toBeNull();
});

test('a range is converted with its number', () => {
  const parsed = parseText(
    SMALL.replace('200000 USD/year', '{ value: 100, unit: USD/month, range: [50, 200] }'),
  );
  expect(shownAt(parsed, 'employers.calm.pay')).toMatchObject({
    value: 1200,
    unit: 'USD/year',
    range: [600, 2400],
  });
});

test('a value says where it was written: file, line and column, --set, or default', () => {
  const files = {
    'child.yaml': 'name: child\nextends: ./parent.yaml\nemployers:\n  - { id: rich, pay: 5 }\n',
    'parent.yaml': SMALL,
  };
  const parsed = parseFiles(files, ['choice.elasticity=3']);
  expect(shownAt(parsed, 'employers.rich.pay').origin).toEqual({ file: 'child.yaml', line: 4, column: 22 });
  expect(shownAt(parsed, 'employers.calm.pay').origin).toEqual({ file: 'parent.yaml', line: 6, column: 22 });
  expect(shownAt(parsed, 'choice.elasticity').origin).toBe('--set');
  expect(shownAt(parsed, 'hiring.fit-sd').origin).toBe('default');
  expect(parsed.files).toEqual(['child.yaml', 'parent.yaml']);
});
