import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import type { MonthRecord } from '../../src/model/records.ts';
import { simulate } from '../../src/model/simulation.ts';
import { loadScenario } from '../../src/runtime/scenario-files.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

// Some seconds a run, and more on a shared machine.
vi.setConfig({ testTimeout: 120_000 });

const POLICIES = [
  'more-ai-degrees',
  'eu-training-and-subsidies',
  'china-institutes',
  'easing-and-eu-training',
];

/** A twentieth of the market until two years after the first graduates of a policy of 2024 or 2025. */
const loaded = (name: string) =>
  loadScenario(`scenarios/${name}.yaml`, { set: ['scale=0.05', 'calendar.end=2028-12'] }).scenario;
const runs = new Map<string, MonthRecord[]>();
function runOf(name: string): MonthRecord[] {
  if (!runs.has(name)) runs.set(name, [...simulate(loaded(name))]);
  return runs.get(name)!;
}
const at = (year: number, month: number) => (year - 2010) * 12 + month - 1;
const started = (record: MonthRecord, programme: string) =>
  record.students.find((row) => row.programme === programme)!.started!;

describe.each(POLICIES)('%s', (name) => {
  test('says what it expects at its head, and no more than differs', () => {
    const lines = readFileSync(`scenarios/${name}.yaml`, 'utf8').trimEnd().split('\n');
    expect(lines.length).toBeLessThan(40);
    expect(lines.slice(1, 7).join(' ')).toMatch(/^# Polic(y|ies): .*Source: .*Expected: /);
  });
});

test('more degrees mean fewer people until the first graduates, as more go on to a doctorate, and more from then on', () => {
  const [before, after] = [runOf('baseline'), runOf('more-ai-degrees')];
  const [first, graduates] = [at(2025, 5), at(2027, 5)];
  expect(after.slice(0, first)).toEqual(before.slice(0, first));
  expect(started(after[first]!, 'masters-us') / started(before[first]!, 'masters-us')).toBeCloseTo(1.33, 1);
  const entries = (records: MonthRecord[]) =>
    records.reduce((sum, { regions }) => sum + regions.reduce((all, row) => all + row.entries, 0), 0);
  expect(entries(after.slice(first, graduates))).toBeLessThan(entries(before.slice(first, graduates)));
  expect(entries(after.slice(graduates))).toBeGreaterThan(entries(before.slice(graduates)));
});

test('European subsidies raise what employers there want, at once and by the closed form', () => {
  const { timeline } = loaded('eu-training-and-subsidies');
  expect(timeline.map(({ target }) => target)).toContainEqual({
    of: 'region',
    id: 'europe',
    attribute: 'wageSubsidy',
  });
  const month = at(2024, 9);
  const wanted = (records: MonthRecord[]) =>
    records[month + 11]!.employers // Where nobody founds and nobody buys a firm: chance moves the plans of the others by more than a subsidy here.
      .filter(({ unit }) => /^(adopters|health-care|universities|public-labs)$/.test(unit))
      .reduce((sum, row) => sum + row.wantedStaff, 0);
  const rise = wanted(runOf('eu-training-and-subsidies')) / wanted(runOf('baseline')) - 1;
  // A tenth of employers are there, and half of the gap to 2.7% more has closed after a year.
  expect(rise).toBeGreaterThan(0.0005);
  expect(rise).toBeLessThan(0.01);
  expect(runOf('eu-training-and-subsidies').slice(0, month)).toEqual(runOf('baseline').slice(0, month));
});

test('the institutes hire, and nobody before they are founded', () => {
  const rows = runOf('china-institutes').map(({ employers }) =>
    employers.filter(({ unit }) => /institute$/.test(unit)),
  );
  const staff = rows.map((units) => units.reduce((sum, { staff }) => sum + staff, 0));
  expect(staff.slice(0, at(2024, 9)).every((people) => people === 0)).toBe(true);
  expect(staff.at(-1)).toBeGreaterThan(5); // of thirty wanted
});

test('two policies together are the events of both, to the number', () => {
  const events = (scenario: Scenario) => new Map(scenario.timeline.map((event) => [event.id, event]));
  const both = events(loaded('easing-and-eu-training'));
  const each = [loaded('us-immigration-easing'), loaded('eu-training-and-subsidies')].flatMap(
    ({ timeline }) => timeline,
  );
  expect(both).toEqual(new Map(each.map((event) => [event.id, event])));
});
