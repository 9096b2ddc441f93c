import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createMarket } from '../../src/model/create-market.ts';
import type { MonthRecord, VisaCount } from '../../src/model/records.ts';
import { CLOSED, NO_VISA, oddsOf, routeNeeded } from '../../src/model/right-to-work.ts';
import { simulate } from '../../src/model/simulation.ts';
import { loadScenario } from '../../src/runtime/scenario-files.ts';
import type { Region, Route, Scenario } from '../../src/scenario/scenario.ts';
import { constant, employer, plainMarket, programme, region, route } from '../support/plain-market.ts';

const SCENARIOS = new URL('../../scenarios/', import.meta.url);
const recordsOf = (name: string): MonthRecord[] => [
  ...simulate(loadScenario(new URL(`markets/${name}.yaml`, SCENARIOS).pathname).scenario),
];
/** People counted at the only route in the months of a year. */
const inYear = (records: MonthRecord[], year: string, what: VisaCount): number =>
  records.filter(({ month }) => month.startsWith(year)).reduce((sum, { visas }) => sum + visas[0]![what], 0);
const staffAt = (record: MonthRecord, unit: string) =>
  record.employers.find((row) => row.unit === unit)!.staff;
const peopleIn = (record: MonthRecord, id: string) => record.regions.find((row) => row.region === id)!.people;

describe('markets with known answers', () => {
  test('a cap binds exactly, and is passed on down the list past those refused', () => {
    const records = recordsOf('visa-cap');
    const used = ['2020', '2021', '2022', '2023'].map((year) => inYear(records, year, 'granted'));
    expect(used.slice(0, 3)).toEqual([30, 30, 30]);
    // Of the last ten half are refused at random: what is left is no longer more than the cap.
    expect(used[3]).toBeLessThanOrEqual(10);
    expect(peopleIn(records.at(-1)!, 'here')).toBe(used.reduce((sum, one) => sum + one));
    expect(inYear(records, '2020', 'selected')).toBeGreaterThan(30);
    expect(inYear(records, '2020', 'refused')).toBe(70);
    expect(inYear(records, '2020', 'applications'), 'nobody is answered once visas are used up').toBe(100);
  });

  test('a cap that is no whole number at a scale is used up by as many visas as it is rounded to', () => {
    const rounded = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((seed) => {
      const { scenario } = loadScenario(new URL('markets/visa-cap.yaml', SCENARIOS).pathname, {
        set: [
          'scale=0.05',
          `seed=${seed}`,
          'employers.cheap.staff=2000',
          'regions.here.routes.visa.refusal=0',
        ],
      });
      const [january, ...others] = [...simulate(scenario)].slice(0, 12);
      const applications = others.reduce((sum, { visas }) => sum + visas[0]!.applications, 0);
      expect(applications, 'nobody is answered once visas are used up').toBe(0);
      return january!.visas[0]!.granted;
    });
    expect([...new Set(rounded)].sort(), '1.5 visas').toEqual([1, 2]);
  });

  test('odds are places ÷ applications of all occupations; twice the places, twice the odds', () => {
    const records = recordsOf('visa-odds');
    const first = inYear(records, '2020', 'granted');
    expectBinomial(first, 5000, 0.2);
    const again = records.find(({ month }) => month === '2021-03')!.visas[0]!;
    expectBinomial(again.granted, 5000 - first, 0.4);
    const start = records.find(({ month }) => month === '2020-10')!;
    expect(start.visas[0]!.started).toBe(first);
    expect(start.regions[0]!.arrivals).toBe(first);
    expect(peopleIn(records[8]!, 'here'), 'in September nobody has come').toBe(0);
  });

  test('a graduates’ permission ends: never more than six months’ sixty stay', () => {
    const records = recordsOf('graduates-stay');
    expect(records.map((record) => staffAt(record, 'firm'))).toEqual([
      10, 20, 30, 40, 50, 60, 60, 60, 60, 60, 60, 60,
    ]);
    expect(peopleIn(records.at(-1)!, 'there')).toBe(60);
    const july = records[6]!.flows.find(({ kind }) => kind === 'visa-end')!;
    expect(july.people).toBe(10);
  });

  test('refused, everybody is hired where they are', () => {
    const records = recordsOf('hired-abroad');
    const january = records[0]!;
    expect(staffAt(january, 'dear')).toBe(100);
    expect(peopleIn(january, 'here')).toBe(1);
    expect(january.visas[0]).toMatchObject({ applications: 100, granted: 1, refused: 99, hiredAbroad: 99 });
    expect(january.flows.find(({ kind }) => kind === 'hired-abroad')!.people).toBe(99);
  });

  test('every scenario and market shipped is valid; a policy says only what differs', () => {
    for (const folder of ['', 'markets/'])
      for (const file of readdirSync(new URL(folder, SCENARIOS)).filter((name) => name.endsWith('.yaml'))) {
        const path = new URL(`${folder}${file}`, SCENARIOS).pathname;
        expect(() => loadScenario(path), file).not.toThrow();
        const text = readFileSync(path, 'utf8');
        if (text.includes('\nextends:')) expect(text.split('\n').length, file).toBeLessThanOrEqual(40);
      }
  });
});

/** `there` has so many people at home in it who work for `cheap`; `dear` is in `here`, better by far, and wants them all. */
function twoRegions(
  people: number,
  into: Partial<Route> | null,
  changes: { months?: number; here?: Partial<Region> } & Omit<
    NonNullable<Parameters<typeof plainMarket>[1]>,
    'months'
  > = {},
): Scenario {
  const { here, ...rest } = changes;
  return plainMarket(
    [
      employer('dear', { region: 'here', attributes: { pay: 900_000 } }),
      employer('cheap', { region: 'there', staff: constant(people), vacancies: 0 }),
    ],
    {
      regions: [
        region('here', 0, { routes: into === null ? [] : [route('visa', into)], ...here }),
        region('there', 1),
      ],
      choice: { elasticity: 30 },
      ...rest,
    },
  );
}

describe('by hand', () => {
  const needed = (scenario: Scenario) => routeNeeded(createMarket(scenario, 'seed'), 0, 1);

  test('what a job needs', () => {
    expect(needed(twoRegions(1, null)), 'open to everybody').toBe(NO_VISA);
    expect(needed(twoRegions(1, {})), 'the route').toBe(0);
    expect(needed(twoRegions(1, { sectors: [] })), 'not for the sector').toBe(CLOSED);
    expect(needed(twoRegions(1, { skills: [0] })), 'not for the skill').toBe(CLOSED);
    expect(needed(twoRegions(1, { homes: [1, 0] })), 'not for that home').toBe(CLOSED);
    expect(needed(twoRegions(1, { leastTalent: 1.1 })), 'talent is 1').toBe(CLOSED);
    expect(needed(twoRegions(1, { leastTalent: 1 }))).toBe(0);
    expect(needed(twoRegions(1, { odds: 0 })), 'no chance').toBe(CLOSED);
    expect(needed(twoRegions(1, { refusal: 1 })), 'no chance').toBe(CLOSED);
    expect(needed(twoRegions(1, { reach: 0 })), 'nobody can use it').toBe(CLOSED);
  });

  test('of several routes one without a cap goes first, then the better chance, then the shorter waiting', () => {
    const choose = (...routes: Route[]) => needed(twoRegions(1, null, { here: { routes } }));
    expect(choose(route('a', { cap: 9 }), route('b', { odds: 0.1 }))).toBe(1);
    expect(choose(route('a', { odds: 0.5 }), route('b', { odds: 0.9, refusal: 0.2 }))).toBe(1);
    expect(choose(route('a', { waitingMonths: 2 }), route('b', { waitingMonths: 1 }))).toBe(1);
    expect(choose(route('a'), route('b'))).toBe(0);
  });

  test('odds of all occupations are at most one', () => {
    const odds = (allPlaces: number, allApplications: number) =>
      oddsOf(createMarket(twoRegions(1, { allPlaces, allApplications }), 'seed'), 0);
    expect([odds(30, 120), odds(120, 120), odds(500, 120)]).toEqual([0.25, 1, 1]);
  });

  test('while a visa is pending the place is kept and its person stays, works and does not look', () => {
    const scenario = twoRegions(3, { waitingMonths: 2 }, { months: 4 });
    scenario.employers[0]!.vacancies = 5;
    const records = [...simulate(scenario)];
    expect(records.map((record) => staffAt(record, 'dear'))).toEqual([0, 0, 3, 3]);
    expect(records.map((record) => staffAt(record, 'cheap'))).toEqual([3, 3, 0, 0]);
    expect(
      records.map(({ employers }) => employers[0]!.vacancies),
      'less the places kept',
    ).toEqual([5, 2, 2, 5]);
    expect(records.map(({ market }) => market.searchers)).toEqual([3, 0, 0, 3]);
    expect(records.map(({ visas }) => visas[0]!.waiting)).toEqual([3, 3, 0, 0]);
  });

  test('refused, the place is free again next month', () => {
    const scenario = twoRegions(3, { odds: 1e-9 }, { months: 2 });
    scenario.employers[0]!.vacancies = 5;
    const records = [...simulate(scenario)];
    expect(records.map(({ employers }) => employers[0]!.vacancies)).toEqual([5, 5]);
    expect(
      records.map(({ employers }) => employers[0]!.fillRate),
      'but kept meanwhile',
    ).toEqual([0.6, 0.6]);
    expect(records[0]!.visas[0]).toMatchObject({ applications: 3, selected: 0, refused: 3, started: 0 });
  });

  test('a visa is tied to the job: laid off, one has the months of grace, then goes home', () => {
    const scenario = twoRegions(
      10,
      {},
      { months: 6, here: { graceMonths: 2 }, people: { looksPerMonth: 1 } },
    );
    scenario.layOffs = {
      aiShare: 1,
      rounds: [{ id: 'all', month: scenario.calendar.start + 2, employer: 'dear', people: 10 } as never],
    };
    // From the round on nobody hires: what is set at the start holds for the visa alone.
    scenario.timeline = [
      {
        id: 'freeze',
        label: '',
        from: (scenario.calendar.start + 2) as Scenario['calendar']['start'],
        until: null,
        rampMonths: 0,
        target: { of: 'employer', id: 'dear', attribute: 'freeze' },
        operation: 'set',
        value: 1,
      },
    ];
    scenario.employers[0]!.vacancies = 10;
    const records = [...simulate(scenario)];
    expect(records.map((record) => peopleIn(record, 'here'))).toEqual([10, 10, 10, 10, 10, 0]);
    expect(records[5]!.migration).toEqual([{ from: 'here', to: 'there', people: 10 }]);
  });

  test('a visa becomes a right to stay: the laid off stay too', () => {
    const scenario = twoRegions(10, { permanentPerMonth: 1 }, { months: 6, here: { graceMonths: 0 } });
    scenario.employers[0]!.vacancies = 10;
    scenario.layOffs = {
      aiShare: 1,
      rounds: [{ id: 'all', month: scenario.calendar.start + 2, employer: 'dear', people: 10 } as never],
    };
    expect([...simulate(scenario)].map((record) => peopleIn(record, 'here'))).toEqual([
      10, 10, 10, 10, 10, 10,
    ]);
  });

  test('a graduate whose employer gets the visa stays; whose does not goes on from home, if the employer will', () => {
    const market = (offers: Partial<Route>) =>
      plainMarket([employer('firm')], {
        months: 8,
        regions: [
          region('here', 1, {
            homes: [0, 1],
            routes: [
              route('after-study', { isFor: 'graduates', permissionMonths: 3, hiredAbroad: 1 }),
              route('visa', offers),
            ],
          }),
          region('there', 0),
        ],
        programmes: [{ ...programme('school', 60), months: [1] }],
      });
    const last = (offers: Partial<Route>) => [...simulate(market(offers))].at(-1)!;
    expect(peopleIn(last({}), 'here'), 'granted at once').toBe(60);
    const without = last({ skills: [0] });
    expect([peopleIn(without, 'here'), peopleIn(without, 'there')]).toEqual([0, 60]);
    expect(staffAt(without, 'firm'), 'all in the same job, from home').toBe(60);
  });

  test('people abroad go home at the rate of their home', () => {
    const scenario = plainMarket([employer('firm', { staff: constant(4000), vacancies: 0 })], {
      regions: [region('here', 1, { homes: [0, 1] }), region('there', 0, { returnHomePerMonth: 0.05 })],
      people: { looksPerMonth: 0, largestLooksPerMonth: 0 },
    });
    const [month] = [...simulate(scenario)];
    expectBinomial(month!.regions[1]!.arrivals, 4000, 0.05);
    expect(month!.flows.find(({ kind }) => kind === 'return-home')!.people).toBe(month!.regions[1]!.arrivals);
    expect(month!.origins.find((row) => row.region === 'there')).toEqual({
      region: 'there',
      home: 'there',
      skill: 'any',
      people: month!.regions[1]!.arrivals,
    });
  });
});

describe('levers of borders, by pairs of runs with the same seeds', () => {
  const RUNS = 20;
  const arrivals = (scenario: Scenario) => {
    let people = 0;
    for (let replicate = 0; replicate < RUNS; replicate++)
      for (const { regions } of simulate(scenario, { replicate })) people += regions[0]!.arrivals;
    return people;
  };
  const base: Partial<Route> = { odds: 0.4, refusal: 0.2, waitingMonths: 2, reach: 0.6 };
  const market = (into: Partial<Route>) => twoRegions(60, into, { months: 5 });

  test.each<[string, Partial<Route>, number]>([
    ['higher odds', { odds: 0.6 }, 1],
    ['more refusals', { refusal: 0.5 }, -1],
    ['a wider reach', { reach: 0.9 }, 1],
    ['longer waiting', { waitingMonths: 4 }, -1],
    ['a cap', { odds: 1, cap: 5 }, -1],
    ['fewer homes', { homes: [1, 0] }, -1],
    ['more talent asked for', { leastTalent: 2 }, -1],
  ])('%s', (what, change, sign) => {
    const difference = arrivals(market({ ...base, ...change })) - arrivals(market(base));
    expect(Math.sign(difference), `${what}: ${difference} arrivals`).toBe(sign);
  });
});

/** Five standard deviations: by chance less than once in 10⁶. */
function expectBinomial(count: number, of: number, share: number): void {
  expect(Math.abs(count - of * share)).toBeLessThan(5 * Math.sqrt(of * share * (1 - share)));
}
