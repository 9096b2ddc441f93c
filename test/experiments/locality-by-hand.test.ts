import { describe, expect, test } from 'vitest';
import { checkLocality } from '../../src/experiments/explain/locality.ts';
import { Names } from '../../src/experiments/explain/names.ts';
import { explainVersus } from '../../src/experiments/explain/versus.ts';
import type { simulate } from '../../src/model/simulation.ts';
import type { Move, Place, TraceRecord } from '../../src/model/trace.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Month, Scenario } from '../../src/scenario/scenario.ts';

/** Two runs told by hand, so that each rule of locality is tried alone: what it lets pass, and what it must not. */

const { scenario: base } = parseScenario('market.yaml', {
  read: () => ({
    path: 'market.yaml',
    text: `name: market
seed: of-the-base
calendar: { start: 2020-01, end: 2020-12 }
choice: { elasticity: 1 }
sectors: [{ id: firm, vacancies: 1, pay: 100000 USD/year }]
employers: [{ id: here, sector: firm, staff: 9 }, { id: there, sector: firm, staff: 9 }]
`,
  }),
});
const policy: Scenario = { ...base, seed: 'of-the-policy' };
const names = new Names(base);
const person = names.personKey('here/7');
const placeOf = (id: string): Place => ({
  key: names.employerKey(id),
  group: id === 'here' ? 0 : 1,
  region: 0,
});
const [here, there] = [placeOf('here'), placeOf('there')];

const told = (what: TraceRecord['what'], inputs: object, outcome: object, more: object = {}) =>
  ({ what, who: person, other: null, inputs, draws: {}, outcome, ...more }) as unknown as TraceRecord;
const stands = (more: object = {}) => told('stands', {}, { place: here, appliedTo: 0, ...more });
const plans = (place: Place, openings: number, inputs: object = {}) =>
  told('plans', inputs, { wanted: 1, openings: [openings] }, { who: place.key });
const laidOff = (isLaidOff: boolean, inputs: object = {}) => told('lay-off', inputs, { isLaidOff });
const meets = (...callers: Place[]) => told('meets', { ties: 0 }, { callers, ties: [], barred: [] });

type Told = readonly (TraceRecord | Move)[];

/** What each run tells, month by month. */
function runs(ofBase: readonly Told[], ofPolicy: readonly Told[], seeds: string[] = []) {
  return function* (scenario, { seed, trace } = {}) {
    seeds.push(String(seed));
    for (const [at, records] of (scenario === base ? ofBase : ofPolicy).entries()) {
      trace!.beginMonth((base.calendar.start + at) as Month);
      for (const record of records) 'what' in record ? trace!.note(record) : trace!.moved(record);
      yield {} as never;
    }
  } as typeof simulate;
}

const check = (ofBase: readonly Told[], ofPolicy: readonly Told[], under = policy) =>
  checkLocality(base, under, { simulate: runs(ofBase, ofPolicy) });
const breachesOf = async (...asked: Parameters<typeof check>) =>
  (await check(...asked)).breaches.map(({ month, who, decision, differs }) =>
    [month, who, decision, ...differs.map(({ path }) => path)].join(' '),
  );

describe('locality, rule by rule', () => {
  test('both are run at the seed of the base', async () => {
    const seeds: string[] = [];
    await checkLocality(base, policy, { simulate: runs([], [], seeds) });
    expect(seeds).toEqual(['of-the-base', 'of-the-base']);
  });

  test('a decision of one run only needs a reason: a rule, its employer, or what differed before', async () => {
    const one = [[stands(), laidOff(false)]];
    const none = [[stands()]];
    expect(await breachesOf(one, none)).toEqual(['2020-01 here/7 lay-off lay-off']);
    expect(await breachesOf(none, one)).toEqual(['2020-01 here/7 lay-off lay-off']);
    const otherRule: Scenario = { ...policy, layOffs: { aiShare: 0.5 } as never };
    expect(await breachesOf(one, none, otherRule)).toEqual([]);
    const withPlans = (openings: number, lists: Told[]) => [
      [plans(here, openings, { openings }), ...lists[0]!],
    ];
    expect(await breachesOf(withPlans(1, one), withPlans(2, none))).toEqual([]);
    expect(await breachesOf([[stands(), laidOff(false)]], [[stands({ team: 3 })]])).toEqual([
      '2020-01 here/7 stands team', // and no second one of what follows from it
    ]);
  });

  test('a move of one run only is told by its places; one of both runs that is not the same is a breach', async () => {
    const move: Move = { person, skill: 0, from: here, to: there, kind: 'hire' };
    // Where somebody goes in one run only, both places differ: only what is told of it can be wrong.
    expect((await check([[stands(), move]], [[stands()]])).breaches).toEqual([]);
    const other = { ...move, skill: 1 };
    expect(await breachesOf([[stands(), move]], [[stands(), other]])).toEqual(['2020-01 here/7 moves skill']);
  });

  test('an employer that plans otherwise though it reads the same', async () => {
    expect(await breachesOf([[plans(there, 1)]], [[plans(there, 2)]])).toEqual([
      '2020-01 there plans openings',
    ]);
    expect(await breachesOf([[plans(there, 1, { demand: 1 })]], [[plans(there, 2, { demand: 2 })]])).toEqual(
      [],
    );
  });

  test('an answer differs only where the openings of who answers do', async () => {
    const with1 = (openings: number, record: TraceRecord, of = there) => [
      [plans(of, openings, { openings }), stands(), record],
    ];
    expect(await breachesOf(with1(1, meets()), with1(1, meets(there)))).toEqual([
      '2020-01 here/7 meets callers: there',
    ]);
    expect(await breachesOf(with1(1, meets()), with1(2, meets(there)))).toEqual([]);
    expect(await breachesOf(with1(1, meets(), here), with1(2, meets(there), here))).toEqual([
      '2020-01 here/7 meets callers: there',
    ]);
  });

  test('what is so of somebody differs by what was decided in the month before, and by no earlier one', async () => {
    const year = (outcome: boolean, pay: number) => [
      [stands(), laidOff(outcome, { outcome })],
      [stands()],
      [stands({ logOwnPay: pay })],
    ];
    expect(await breachesOf(year(true, 0), year(false, 0.5))).toEqual(['2020-03 here/7 stands logOwnPay']);
    const next = (outcome: boolean, pay: number) => [year(outcome, 0)[0]!, [stands({ logOwnPay: pay })]];
    expect(await breachesOf(next(true, 0), next(false, 0.5))).toEqual([]);
  });

  test('a team, an application and a right may differ by what others did; pay may not, nor beside them', async () => {
    const two = (openings: number, more: object, of = here) => [
      [plans(of, openings, { openings }), stands()],
      [stands(more)],
    ];
    expect(await breachesOf(two(1, { team: 1 }), two(2, { team: 2 }))).toEqual([]);
    expect(await breachesOf(two(1, { team: 1 }, there), two(2, { team: 2 }, there))).toHaveLength(1);
    const asked = (startsAt: number) => ({ appliedTo: there.key, startsAt });
    expect(await breachesOf(two(1, asked(3), there), two(2, asked(4), there))).toEqual([]);
    expect(await breachesOf(two(1, asked(3)), two(2, asked(4)))).toHaveLength(1);
    expect(
      await breachesOf(two(1, { team: 1, logOwnPay: 1 }), two(2, { team: 2, logOwnPay: 2 })),
    ).toHaveLength(1);
    const right = (rightEnds: number) => two(1, { rightEnds });
    expect(await breachesOf(right(5), right(6))).toHaveLength(1);
    const regions = base.regions.map((region) => ({ ...region, label: 'with other routes' }));
    expect(await breachesOf(right(5), right(6), { ...policy, regions })).toEqual([]);
  });

  test('a draw may never differ, nor a trait that is drawn from the same; a place and what comes with it may', async () => {
    const drew = (u: number) => [[stands(), told('quits', { u }, { quits: false }, { draws: { u } })]];
    expect(await breachesOf(drew(0.25), drew(0.5))).toEqual(['2020-01 here/7 quits u']);
    const begins = (talent: number, place: Place, traits = '') => [
      [told('begins', { traits }, { place, skill: 0, region: 0, talent, tenure: 3 })],
    ];
    expect(await breachesOf(begins(1, here), begins(2, here))).toEqual(['2020-01 here/7 begins talent']);
    expect(await breachesOf(begins(1, here), begins(2, here, 'others'))).toEqual([]);
    expect(await breachesOf(begins(1, here), begins(2, there))).toEqual([]);
  });

  test('jobs that are worth as before are better than staying as before', async () => {
    const parts = [1, 0, 0, 0, 0, 0, 0];
    const worth = (place: Place, inputs: object = {}) => ({
      place,
      parts,
      value: 1,
      lasting: 0,
      pay: 1,
      inputs,
    });
    const chose = (ranked: number[], pay: number) => [
      [
        stands(),
        told(
          'chooses',
          { way: 'search', elasticity: 1 },
          {
            staying: worth(here),
            options: [worth(there, { postedLogPay: pay })],
            ranked,
          },
        ),
      ],
    ];
    expect(await breachesOf(chose([0], 1), chose([], 1))).toEqual([
      '2020-01 here/7 chooses better than staying',
    ]);
    expect(await breachesOf(chose([0], 1), chose([], 2))).toEqual([]);
  });

  test('a part of a value answers to inputs of its own alone; nothing less than nothing is nothing', async () => {
    const chose = (inputs: object, parts: number[]) => {
      const staying = { place: here, parts, value: 1, lasting: 0, pay: 1, inputs };
      const outcome = { staying, options: [], ranked: [] };
      return [[stands(), told('chooses', { way: 'search', elasticity: 1 }, outcome)]];
    };
    const parts = (pay: number, autonomy: number) => [pay, 0, autonomy, 0, 0, 0, 0];
    const differ = (read: string, ofPolicy: number[]) =>
      breachesOf(chose({ [read]: 1 }, parts(1, 0)), chose({ [read]: 2 }, ofPolicy));
    expect(await differ('autonomy', parts(1, 0.5))).toEqual([]);
    expect(await differ('postedLogPay', parts(2, 0))).toEqual([]);
    expect(await differ('autonomy', parts(2, 0))).toEqual(['2020-01 here/7 chooses staying: here: pay']);
    expect(await differ('postedLogPay', parts(1, 0.5))).toEqual([
      '2020-01 here/7 chooses staying: here: autonomy',
    ]);
    expect(await differ('postedLogPay', parts(1, -0))).toEqual([]);
  });

  test('who ranks and is ranked alike goes where they went, unless places of those they are linked by differ', async () => {
    const search = told(
      'chooses',
      { way: 'search', elasticity: 1 },
      {
        staying: { place: here, parts: [1, 0, 0, 0, 0, 0, 0], value: 1, lasting: 0, pay: 1, inputs: {} },
        options: [],
        ranked: [],
      },
    );
    const asks = (to: Place | 'stays', places: number) => [
      [
        stands(),
        search,
        told('matched', { proposals: [{ place: there, places, rank: 1, leastRank: null }] }, { to }),
      ],
    ];
    const breaches = await breachesOf(asks(there, 1), asks('stays', 1));
    expect(new Set(breaches)).toEqual(new Set(['2020-01 here/7 matched to']));
    expect(await breachesOf(asks(there, 2), asks('stays', 1))).toEqual([]);
  });

  test('decisions are counted: those of both, those that differ, those of one; breaches all, told the first twenty', async () => {
    const month = (openings: number, more: Told = []) => [
      plans(here, openings, { openings }),
      stands(),
      laidOff(openings === 1, { openings }),
      told('quits', {}, { quits: false }),
      ...more,
    ];
    const report = await check(
      [month(1), month(1)],
      [month(1), month(2, [told('equity', {}, { isRefreshed: false })])],
    );
    // Plans, lay-off and quits of two months; in the second the first two come out otherwise.
    expect(report).toMatchObject({ compared: 6, differing: 2, alone: 1, from: '2020-01', until: '2020-12' });
    const firms = Array.from({ length: 25 }, (_, key) => ({ ...there, key: key + 1 }));
    const all = await check([firms.map((firm) => plans(firm, 1))], [firms.map((firm) => plans(firm, 2))]);
    expect(all.breachCount).toBe(25);
    expect(all.breaches).toHaveLength(20);
  });
});

describe('one life under two policies', () => {
  const begins = told(
    'begins',
    { traits: '' },
    { place: here, skill: 0, region: 0, home: 0, cause: 0, tenure: 3 },
  );
  const looks = (probability: number, yes: boolean) =>
    told('looks', { probability }, { probability, looks: yes });
  const versus = (ofBase: readonly Told[], ofPolicy: readonly Told[], seeds: string[] = []) =>
    explainVersus(base, policy, 'here/7', { simulate: runs(ofBase, ofPolicy, seeds) });

  test('the first other input, and the first decision that comes out otherwise: a probability alone is none', async () => {
    const seeds: string[] = [];
    const explained = await versus(
      [[begins], [looks(0.1, false)], [looks(0.2, false)], [looks(0.3, true)]],
      [[begins], [looks(0.1, false)], [looks(0.4, false)], [looks(0.5, false)]],
      seeds,
    );
    expect(explained.firstInput).toMatchObject({ month: '2020-03', decision: 'looks' });
    expect(explained.firstDecision).toMatchObject({ month: '2020-04', decision: 'looks', isAlone: false });
    expect(explained.breaches).toEqual([]);
    expect(seeds).toEqual(['of-the-base', 'of-the-base']);
  });

  test('how far an employer would go is no decision of its own; a draw that differs is a breach, a state is none', async () => {
    const answers = (room: number) => told('answers offers', { most: room }, { room });
    const month = (room: number, u: number) => [
      stands({ team: room }),
      answers(room),
      told('quits', {}, { quits: false }, { draws: { u } }),
    ];
    const explained = await versus([[begins], month(0.1, 0.5)], [[begins], month(0.2, 0.6)]);
    expect(explained.firstDecision).toBeNull();
    expect(explained.breaches.map(({ decision, month: when }) => [decision, when])).toEqual([
      ['quits', '2020-02'],
    ]);
  });
});
