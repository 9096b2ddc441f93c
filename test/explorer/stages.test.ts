import { describe, expect, test } from 'vitest';
import { sizeOf, tooLarge } from '../../src/explorer/limits.ts';
import { stagesOf, withMoreMonths } from '../../src/explorer/stages.ts';
import type { Distribution, Scenario } from '../../src/scenario/scenario.ts';
import { constant, employer, plainMarket, programme, START, studies } from '../support/plain-market.ts';

const FIRMS = employer('firms', { isNamed: false, count: 10, staff: constant(30) });
const pairsOf = (of: Scenario) => sizeOf(of).pairs;

describe('how large a scenario is', () => {
  test('people at the start are counted, or follow from staff and those without a job', () => {
    expect(sizeOf(plainMarket([FIRMS])).peopleAtStart).toBe(300);
    expect(sizeOf(plainMarket([FIRMS], { people: { joblessShare: 0.25 } })).peopleAtStart).toBe(400);
    expect(sizeOf(plainMarket([FIRMS], { people: { count: 1000 }, scale: 0.5 })).peopleAtStart).toBe(500);
  });

  test('people enter in every month, those of the spin-up too', () => {
    const programmes = [programme('masters', 120), studies('doctors', 60, 4)];
    const market = plainMarket([FIRMS], { programmes, months: 18, scale: 2 });
    market.calendar.spinUpMonths = 6;
    expect(sizeOf(market)).toMatchObject({ months: 24, peopleAtStart: 600, people: 600 + 2 * 2 * 180 });
  });

  test('firms become fewer where people do, and no more of them where people are more', () => {
    expect(sizeOf(plainMarket([FIRMS], { scale: 0.5 })).employers).toBe(5);
    expect(sizeOf(plainMarket([FIRMS], { scale: 2 })).employers).toBe(10);
  });

  test('pairs meet where everybody meets everybody', () => {
    expect(pairsOf(plainMarket([FIRMS], { people: { looksPerMonth: 0.5 } }))).toBe(300 * 0.5 * 10);
    expect(pairsOf(plainMarket([FIRMS], { people: { contacts: { vacancies: 8 } as never } }))).toBe(0);
  });

  /** Mean staff by very many quantiles of the distribution. */
  const byQuantiles = (quantile: (share: number) => number) =>
    Array.from({ length: 200_000 }, (_, at) => quantile((at + 0.5) / 200_000)).reduce(
      (sum, one) => sum + one / 200_000,
      0,
    );
  const pareto = (exponent: number): [Distribution, number] => [
    { kind: 'pareto', smallest: 2, largest: 50, exponent },
    byQuantiles((share) => 2 * (1 - share * (1 - (2 / 50) ** exponent)) ** (-1 / exponent)),
  ];
  test.each<[Distribution, number]>([
    [{ kind: 'uniform', from: 10, to: 40 }, 25],
    [{ kind: 'normal', mean: 12, sd: 3 } as Distribution, 12],
    [{ kind: 'lognormal', median: 10, logSd: 1 }, 10 * Math.exp(0.5)],
    pareto(0.5),
    pareto(1),
    pareto(2.5),
    [{ kind: 'pareto', smallest: 7, largest: 7, exponent: 2 }, 7],
  ])('staff of %o is on average %d', (staff, mean) => {
    const { peopleAtStart } = sizeOf(plainMarket([employer('one', { staff })]));
    expect(peopleAtStart / mean).toBeCloseTo(1, 3);
  });

  test.each([
    ['simulated people', { people: { count: 2_500_001, contacts: { vacancies: 8 } as never } }],
    ['months', { months: 601 }],
    ['pairs of people and employers a month', { people: { count: 2_000_001 } }],
    ['simulated people', { people: { count: Number.NaN } }],
  ])('more %s than a page takes are told', (what, changes) => {
    expect(tooLarge(plainMarket([FIRMS], changes))).toContain(` ${what}, at most`);
  });

  test('as many as it takes are taken', () => {
    expect(tooLarge(plainMarket([FIRMS], { months: 600, people: { count: 2_000_000 } }))).toBeNull();
    const many = plainMarket([employer('many', { isNamed: false, count: 100_001 })]);
    expect(tooLarge(many)).toContain('about 100,001 employers, at most 100,000');
  });
});

describe('stages', () => {
  /** A market of so many people and months, of which the last are reported. */
  function marketOf(
    count: number,
    months: number,
    reported = months,
    changes: Partial<Scenario['calendar']> = {},
  ): Scenario {
    const market = plainMarket([FIRMS], { months, people: { count } });
    Object.assign(market.calendar, { reportFrom: START + months - reported }, changes);
    return market;
  }
  const namesOf = (of: Scenario) => stagesOf(of).map(({ stage }) => stage);

  test.each([
    [3000, 432, ['full']],
    [3000, 433, ['sketch', 'full']],
    [3001, 12, ['sketch', 'full']],
    [30_000, 12, ['sketch', 'full']],
    [30_001, 12, ['sketch', 'tenth', 'full']],
  ])('of %i people in %i months are %s', (people, months, stages) => {
    expect(namesOf(marketOf(people, months))).toEqual(stages);
  });

  test('are run by settings that the command line takes, the full size by none', () => {
    const market = marketOf(40_000, 240, 120, { spinUpMonths: 24 });
    expect(stagesOf(market)).toEqual([
      {
        stage: 'sketch',
        set: ['scale=0.01', 'calendar.start=2029-01', 'calendar.spin-up=0', 'calendar.end=2037-12'],
      },
      { stage: 'tenth', set: ['scale=0.1'] },
      { stage: 'full', set: [] },
    ]);
  });

  test('a sketch of few months without a spin-up is only smaller, and no smaller than the engine takes', () => {
    expect(stagesOf(marketOf(40_000, 108))[0]!.set).toEqual(['scale=0.01']);
    expect(stagesOf(marketOf(2_400_000, 60))[0]!.set).toEqual(['scale=0.001']);
  });

  test('months are given back from the end first', () => {
    const [sketch] = stagesOf(marketOf(40_000, 240, 120));
    expect(withMoreMonths(sketch!).map(({ set }) => set)).toEqual([
      ['scale=0.01', 'calendar.start=2029-01', 'calendar.end=2037-12'],
      ['scale=0.01', 'calendar.start=2029-01'],
      ['scale=0.01', 'calendar.end=2037-12'],
      ['scale=0.01'],
    ]);
    expect(withMoreMonths({ stage: 'tenth', set: ['scale=0.1'] })).toHaveLength(1);
  });
});
