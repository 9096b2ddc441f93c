import { expect, test } from 'vitest';
import { endedAt } from '../../src/experiments/until.ts';
import { simulate } from '../../src/model/simulation.ts';
import type { Driver, Month, TimelineEvent } from '../../src/scenario/scenario.ts';
import { constant, employer, plainMarket, START } from '../support/plain-market.ts';

const MONTHS = 12;
const raise = (month: number): TimelineEvent => ({
  id: `raise ${month}`,
  label: 'raise',
  from: (START + month) as Month,
  until: null,
  rampMonths: 0,
  target: { of: 'employer', id: 'there', attribute: 'pay' },
  operation: 'multiply',
  value: 1.5,
});
const adverts: Driver = {
  id: 'adverts',
  label: 'adverts',
  unit: 'index',
  values: Array.from({ length: MONTHS }, (_, month) => 1 + month / 10),
  reference: 1,
  published: Array(MONTHS).fill(true),
  effects: [{ target: { of: 'employer', id: 'here', attribute: 'pay' }, form: 'elasticity', strength: 0.3 }],
};
const scenario = plainMarket([employer('here', { staff: constant(200) }), employer('there')], {
  months: MONTHS,
  drivers: [adverts],
  timeline: [raise(4), raise(5), raise(6)],
  layOffs: {
    aiShare: 0.5,
    rounds: [4, 5, 6].map((month) => ({
      id: `round ${month}`,
      month: (START + month) as Month,
      employer: 'here',
      people: 40,
    })),
  },
});

test('months up to the new end, it too, are those of the whole run; what is dated later is left out', () => {
  const end = (START + 5) as Month;
  const ended = endedAt(scenario, end);
  const whole = [...simulate(scenario)];
  expect([...simulate(ended)]).toEqual(whole.slice(0, 6));
  const moved = (month: number) => whole[month]!.flows.map(({ kind }) => kind);
  expect(moved(5)).toContain('lay-off'); // the last month has something to lose
  expect(ended.timeline.map(({ id }) => id)).toEqual(['raise 4', 'raise 5']);
  expect(ended.layOffs!.rounds.map(({ id }) => id)).toEqual(['round 4', 'round 5']);
  expect(ended.drivers[0]!.values).toEqual(adverts.values.slice(0, 6));
  expect(ended.drivers[0]!.published).toHaveLength(6);
});

test('a report that would begin after the new end begins with the run', () => {
  const reportFrom = (START + 6) as Month;
  const late = { ...scenario, calendar: { ...scenario.calendar, reportFrom } };
  expect(endedAt(late, (START + 6) as Month).calendar.reportFrom).toBe(reportFrom);
  expect(endedAt(late, (START + 5) as Month).calendar.reportFrom).toBe(START);
});

test('an end outside the calendar is refused; its first and its last month are within', () => {
  expect(endedAt(scenario, (START + MONTHS - 1) as Month)).toEqual(scenario);
  expect(endedAt(scenario, START as Month).drivers[0]!.values).toEqual([1]);
  expect(() => endedAt(scenario, (START + MONTHS) as Month)).toThrow(RangeError);
  expect(() => endedAt(scenario, (START - 1) as Month)).toThrow(RangeError);
});
