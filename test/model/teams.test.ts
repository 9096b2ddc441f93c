import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createMarket } from '../../src/model/create-market.ts';
import { Decision } from '../../src/model/decisions.ts';
import { type Market, monthOfRun } from '../../src/model/market.ts';
import { simulateMonth } from '../../src/model/month.ts';
import { takeJob } from '../../src/model/moves.ts';
import { competitorsBarred } from '../../src/model/non-competes.ts';
import type { FlowKind, MonthRecord } from '../../src/model/records.ts';
import { probabilityOfLooking } from '../../src/model/search.ts';
import { simulate } from '../../src/model/simulation.ts';
import { chooseFollowers, FollowPlaces, moveTeams } from '../../src/model/team-moves.ts';
import { rememberDepartures, teammates, teamOf as teamOn, teamsOf } from '../../src/model/teams.ts';
import { employersOfTies } from '../../src/model/ties.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { AcquiHires, Month, Scenario, Teams } from '../../src/scenario/scenario.ts';
import { holdsOnRandomMarkets, recordsOf, withMarket } from '../support/laws.ts';
import { constant, employer, plainMarket, START } from '../support/plain-market.ts';

const TEAMS: Teams = {
  size: constant(10),
  looksAfterLeaving: { multiplier: 1, months: 0 },
  ties: 0,
  tiesMonths: 12,
  follow: 0,
  followPlaces: 0,
  liftOuts: 0,
  liftOutPlaces: 0,
  founderPlaces: 0,
};
const ACQUI_HIRES: AcquiHires = {
  deals: [],
  rate: 0,
  by: [],
  leastStaff: 1,
  share: 1,
  premium: 0,
  rule: 'allow',
  ruleFrom: null,
  delayMonths: 0,
  sizeLimit: null,
};
/** So much pay that no noise makes anybody stay. */
const FORTUNE = { pay: 1e9 };

const peopleBy = (records: readonly MonthRecord[], kind: FlowKind) =>
  records
    .flatMap(({ flows }) => flows)
    .reduce((sum, flow) => sum + (flow.kind === kind ? flow.people : 0), 0);
const runOf = (scenario: Scenario, seed = 'seed') => [...simulate(scenario, { seed })];

describe('who is on which team', () => {
  const scenario = plainMarket([employer('one', { staff: constant(95), vacancies: 0 })], { teams: TEAMS });

  test('ninety-five wanted people in teams of ten make ten teams, and everybody is on one', () => {
    const market = createMarket(scenario, 'seed');
    expect(teamsOf(market, 1)).toBe(10);
    const sizes = Array.from(
      { length: 10 },
      (_, team) => teammates(market, 1, team, monthOfRun(market, 0)).length / 2,
    );
    expect(sizes.reduce((sum, size) => sum + size)).toBe(95);
    expect(Math.max(...sizes)).toBeGreaterThan(Math.min(...sizes));
  });

  test('is the same for a person however many others there are', () => {
    const alone = createMarket(scenario, 'seed');
    const others = createMarket(
      { ...scenario, employers: [employer('two', { staff: constant(40) }), ...scenario.employers] },
      'seed',
    );
    const teamOf = (market: Market) =>
      new Map(
        [...market.people.key.subarray(0, market.peopleCount)].map((key, at) => [
          key,
          teamOn(market.people, at),
        ]),
      );
    const after = teamOf(others);
    for (const [key, team] of teamOf(alone)) expect(after.get(key)).toBe(team);
  });
});

describe('a team-mate left', () => {
  const scenario = plainMarket(
    [
      employer('old', { staff: constant(3), vacancies: 0 }),
      employer('new', { vacancies: 2, attributes: FORTUNE }),
    ],
    {
      months: 20,
      people: { looksPerMonth: 0.1, largestLooksPerMonth: 0.5 },
      teams: { ...TEAMS, ties: 1, tiesMonths: 2, looksAfterLeaving: { multiplier: 3, months: 2 } },
    },
  );
  const afterLeaving = () => {
    const market = createMarket(scenario, 'seed');
    const month = monthOfRun(market, 0);
    takeJob(market, 0, 2, 'job-to-job', month.index);
    rememberDepartures(market, month);
    market.openings[2] = 1;
    return market;
  };
  const noCalls = Float64Array.of(0);
  const tiesOf = (market: Market, person: number, index: number) => {
    const month = monthOfRun(market, index);
    return employersOfTies(market, person, month, market.draws.open(Decision.tie, month.date));
  };

  test('those left behind look more for some months', () => {
    const market = afterLeaving();
    const looks = [1, 2, 3].map((index) =>
      probabilityOfLooking(market, monthOfRun(market, index), 1, noCalls),
    );
    expect(looks).toEqual([0.1 * 3, 0.1 * 3, 0.1]);
  });

  test('they meet the employer while ties last; the one who left does not', () => {
    const market = afterLeaving();
    expect([1, 2, 3].map((index) => tiesOf(market, 1, index))).toEqual([[2], [2], []]);
    expect(tiesOf(market, 0, 1)).toEqual([]);
    market.openings[2] = 0;
    expect(tiesOf(market, 1, 1)).toEqual([]);
  });
});

describe('followers', () => {
  const market = (teams: Partial<Teams>, pay: number, staff = 2000) =>
    plainMarket(
      [
        employer('old', { staff: constant(staff), vacancies: 0 }),
        employer('new', { vacancies: 20, attributes: { pay } }),
      ],
      { people: { looksPerMonth: 0.02, largestLooksPerMonth: 1 }, teams: { ...TEAMS, ...teams } },
    );

  test('a lift-out asks the whole team, and takes no more than the places opened for it, which are wanted from now on', () => {
    const scenario = market({ liftOuts: 1, liftOutPlaces: 3, size: constant(2000) }, 1e9, 50);
    const one = {
      ...scenario,
      employers: [scenario.employers[0]!, { ...scenario.employers[1]!, vacancies: 1 }],
    };
    const [record] = runOf({ ...one, people: { ...one.people, looksPerMonth: 1 } });
    expect(peopleBy([record!], 'job-to-job')).toBe(1);
    expect(record!.teams).toEqual([{ from: 'old', to: 'new', kind: 'lift-out', moves: 1, people: 3 }]);
    expect(record!.employers[1]).toMatchObject({ hires: 4, wantedStaff: 3, fillRate: 1 });
  });

  test('no place, no move', () => {
    expect(peopleBy(runOf(market({ follow: 1, liftOuts: 1 }, 1e9)), 'lift-out')).toBe(0);
  });

  test('followers of hires fill a share of the openings left', () => {
    const [record] = runOf(market({ follow: 1, followPlaces: 1, size: constant(500) }, 1e9, 500));
    const hired = peopleBy([record!], 'job-to-job');
    expect(hired).toBeGreaterThan(0);
    expect(hired).toBeLessThan(20);
    expect(peopleBy([record!], 'lift-out')).toBe(20 - hired);
    expect(record!.employers[1]).toMatchObject({ wantedStaff: 0, fillRate: 1 });
  });

  test('equal jobs: half of those asked go, as in any choice of two', () => {
    const [record] = runOf(
      market({ liftOuts: 1, liftOutPlaces: 10_000, size: constant(4000) }, 200_000, 4000),
    );
    const moved = peopleBy([record!], 'lift-out');
    const asked = 4000 - peopleBy([record!], 'job-to-job');
    // Five standard deviations; the few who looked and stayed in the same draw are two per cent.
    expect(Math.abs(moved - asked / 2)).toBeLessThan(5 * Math.sqrt(asked / 4) + 0.02 * asked);
  });

  test('join the team of the one they followed', () => {
    const run = createMarket(market({ liftOuts: 1, liftOutPlaces: 5, size: constant(40) }, 1e9, 40), 'seed');
    const month = monthOfRun(run, 0);
    run.employers.wantedStaff[2] = 9000;
    takeJob(run, 0, 2, 'job-to-job', month.index);
    moveTeams(run, month);
    const together = Array.from({ length: 40 }, (_, person) => person)
      .filter((person) => run.people.employer[person] === 2)
      .map((person) => teamOn(run.people, person));
    expect(together).toEqual([1, 2, 3, 4, 5, 6].map(() => teamOn(run.people, 0)));
    expect(run.employers.wantedStaff[2]).toBe(9005);
  });

  test('asked to a better and a worse place, each takes the better, as far as it has room', () => {
    const scenario = market({ liftOuts: 1, liftOutPlaces: 10, size: constant(40) }, 1e9, 40);
    const run = createMarket(
      {
        ...scenario,
        employers: [...scenario.employers, employer('best', { vacancies: 0, attributes: { pay: 1e15 } })],
      },
      'seed',
    );
    const month = monthOfRun(run, 0);
    takeJob(run, 0, 2, 'job-to-job', month.index);
    takeJob(run, 1, 3, 'job-to-job', month.index);
    const { leavers } = run.teams!;
    const follows = chooseFollowers(run, leavers, new FollowPlaces(run, leavers, month), month);
    expect(follows.filter((follow) => follow.employer === 3)).toHaveLength(10);
    expect(follows.filter((follow) => follow.employer === 2)).toHaveLength(10);
    expect(new Set(follows.map(({ person }) => person)).size).toBe(20);
  });
});

describe('acqui-hires', () => {
  const deal = { id: 'deal', month: START, from: 'small', to: 'large', share: 0.9, premium: 0 };
  const market = (change: Partial<AcquiHires>, pay = 1e9, staff = 70) =>
    plainMarket(
      [
        employer('small', { staff: constant(staff), vacancies: 0 }),
        employer('large', { staff: constant(100), vacancies: 0, attributes: { pay } }),
      ],
      {
        months: 6,
        people: { looksPerMonth: 0, largestLooksPerMonth: 0 },
        acquiHires: { ...ACQUI_HIRES, deals: [deal], ...change },
      },
    );
  const moved = (change: Partial<AcquiHires>) =>
    runOf(market(change)).map((record) => peopleBy([record], 'acqui-hire'));

  test('nine tenths of seventy go, are wanted where they went, and the start-up goes on small', () => {
    const [record] = runOf(market({}));
    expect(record!.teams).toEqual([{ from: 'small', to: 'large', kind: 'acqui-hire', moves: 1, people: 63 }]);
    expect(record!.employers.map(({ wantedStaff }) => wantedStaff)).toEqual([7, 163]);
    expect(record!.employers.map(({ staff }) => staff)).toEqual([7, 163]);
  });

  test('forbidden, delayed, limited, or ruled from a later month on', () => {
    expect(moved({ rule: 'forbid' })).toEqual([0, 0, 0, 0, 0, 0]);
    expect(moved({ rule: 'delay', delayMonths: 3 })).toEqual([0, 0, 0, 63, 0, 0]);
    expect(moved({ rule: 'size-limit', sizeLimit: 20 })).toEqual([20, 0, 0, 0, 0, 0]);
    expect(moved({ rule: 'forbid', ruleFrom: (START + 1) as Month })).toEqual([63, 0, 0, 0, 0, 0]);
  });

  test('closed form: 1 ÷ (1 + exp(−η·Δ)) of the offers are taken, the premium as good as pay', () => {
    const offered = 20_000;
    for (const [pay, premium] of [
      [240_000, 0],
      [200_000, Math.log(1.2)],
    ] as const) {
      const [record] = runOf(market({ deals: [{ ...deal, share: 1, premium }] }, pay, offered));
      const share = 1 / (1 + 1.2 ** -4.1);
      const taken = peopleBy([record!], 'acqui-hire');
      expect(Math.abs(taken / offered - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / offered));
    }
  });
});

describe('leaving sooner: P06', () => {
  /** Those who came by an acqui-hire, and as many others at a twin employer; nobody hires those who quit. */
  test('a third leave in the first year against 0.12, and 15% more over three years', () => {
    const quit = 1 - 0.88 ** (1 / 12);
    const inYearOne = 1 - 0.67 ** (1 / 12);
    const later = (1 - ((1 - 1.15 * (1 - 0.88 ** 3)) / 0.67) ** (1 / 24)) / quit;
    const people = 20_000;
    const [, ...records] = runOf(
      plainMarket(
        [
          employer('small', { staff: constant(people), vacancies: 0 }),
          employer('large', { vacancies: 0, attributes: FORTUNE }),
          employer('ordinary', { staff: constant(people), vacancies: 0 }),
        ],
        {
          months: 37,
          people: { looksPerMonth: 0, largestLooksPerMonth: 0 },
          separations: { quitPerMonth: quit },
          leaveSooner: {
            // (1 − q)(1 − (m − 1)q) = 1 − the wanted monthly rate.
            multiple: 1 + (inYearOne - quit) / (1 - quit) / quit,
            months: 12,
            laterMultiple: later,
            laterMonths: 24,
          },
          acquiHires: {
            ...ACQUI_HIRES,
            deals: [{ id: 'all', month: START, from: 'small', to: 'large', share: 1, premium: 0 }],
          },
        },
      ),
    );
    const leftAfter = (unit: number, months: number) => {
      const before = records[0]!.employers[unit]!;
      const start = before.staff + before.quits;
      return 1 - records[months - 1]!.employers[unit]!.staff / start;
    };
    const isNear = (share: number, expected: number) =>
      expect(Math.abs(share - expected)).toBeLessThan(
        5 * Math.sqrt((expected * (1 - expected)) / (people * 0.8)),
      );
    isNear(leftAfter(1, 12), 0.33);
    isNear(leftAfter(2, 12), 0.12);
    isNear(leftAfter(1, 36), 1.15 * (1 - 0.88 ** 3));
    isNear(leftAfter(2, 36), 1 - 0.88 ** 3);
  });
});

describe('non-competes', () => {
  const bound = (share: number, enforced: number, sectors = ['firm']) => {
    const scenario = plainMarket(
      [
        employer('from', { staff: constant(4000) }),
        employer('to'),
        employer('other', { sector: 'elsewhere' }),
      ],
      { nonCompetes: { share, enforced: [enforced], sectors } },
    );
    const market = createMarket(scenario, 'seed');
    const isBarred = competitorsBarred(market);
    return (to: number) =>
      Array.from({ length: 4000 }, (_, person) => isBarred?.(person, to) ?? false).filter(Boolean).length /
      4000;
  };

  test('bind a share of jobs × how far the region enforces them, against competitors alone', () => {
    expect(Math.abs(bound(0.5, 0.4)(2) - 0.2)).toBeLessThan(5 * Math.sqrt(0.16 / 4000));
    expect(bound(1, 1)(2)).toBe(1);
    expect(bound(1, 1)(3)).toBe(0);
    expect(bound(1, 0)(2)).toBe(0);
    expect(bound(1, 1, ['elsewhere'])(2)).toBe(0);
  });
});

describe('on random markets', () => {
  test('nobody moves to a worse place: alone, after a team-mate, or by an acqui-hire', () => {
    let moves = 0;
    holdsOnRandomMarkets((scenario) =>
      withMarket(scenario, (market, month) => {
        let worst = Infinity;
        market.recorder.countReason = (_market, _from, _to, differences) => {
          moves++;
          worst = Math.min(
            worst,
            differences.reduce((sum, part) => sum + part, 0),
          );
        };
        for (let index = 0; index < market.monthsInRun; index++) {
          market.recorder.beginMonth(true);
          simulateMonth(market, month(index));
        }
        expect(worst).toBeGreaterThan(-1e-9);
      }),
    );
    expect(moves).toBeGreaterThan(100);
  });

  test('the antitrust rule holds, and places bound who follows', () => {
    holdsOnRandomMarkets((scenario) => {
      const { acquiHires, teams, scale } = scenario;
      const records = recordsOf(scenario);
      if (acquiHires === null || (acquiHires.rule === 'forbid' && acquiHires.ruleFrom === null))
        expect(peopleBy(records, 'acqui-hire')).toBe(0);
      if (acquiHires?.rule === 'size-limit' && acquiHires.ruleFrom === null) {
        const limit = acquiHires.sizeLimit! * Math.max(1, scale);
        for (const { kind, moves, people } of records.flatMap((record) => record.teams))
          if (kind === 'acqui-hire') expect(people).toBeLessThanOrEqual(moves * limit);
      }
      if (teams === null) expect(peopleBy(records, 'lift-out')).toBe(0);
    });
  });

  test('the table of teams is that of the flows', () => {
    holdsOnRandomMarkets((scenario) => {
      for (const record of recordsOf(scenario)) {
        for (const kind of ['lift-out', 'acqui-hire'] as const) {
          const rows = record.teams.filter((row) => row.kind === kind);
          expect(rows.reduce((sum, row) => sum + row.people, 0)).toBe(peopleBy([record], kind));
          for (const row of rows) expect(row.people).toBeGreaterThanOrEqual(row.moves);
        }
      }
    });
  });

  test('teams hold those who work there and nobody else', () => {
    holdsOnRandomMarkets((scenario) => {
      if (scenario.teams === null) return;
      withMarket(scenario, (market, month) => {
        for (let index = 0; index < market.monthsInRun; index++) {
          market.recorder.beginMonth(false);
          simulateMonth(market, month(index));
        }
        const { people, employers } = market;
        let onTeams = 0;
        let employed = 0;
        for (let employer = 1; employer < market.employerCount; employer++) {
          employed += employers.headcount[employer]!;
          const teams = market.teams!.ids.lengthOf(employer);
          for (let team = 0; team < teams; team++) {
            const mates = teammates(market, employer, team, { ...month(0), index: Infinity });
            for (let at = 0; at < mates.length; at += 2) {
              const [mate, key] = [mates[at]!, mates[at + 1]!];
              onTeams++;
              expect([people.employer[mate], teamOn(people, mate), people.key[mate]]).toEqual([
                employer,
                team,
                key,
              ]);
            }
          }
        }
        expect(onTeams).toBe(employed);
      });
    });
  });
});

describe('the markets of scenarios/markets', () => {
  const market = (name: string, set: string[] = []) => {
    const file = new URL(`../../scenarios/markets/${name}.yaml`, import.meta.url);
    const read = (path: string) => ({ path, text: readFileSync(file, 'utf8') });
    return runOf(parseScenario(`${name}.yaml`, { read, set }).scenario);
  };

  test('a-team-moves: one is hired, and the other 49 follow in the same month', () => {
    const records = market('a-team-moves');
    expect(records[0]!.flows.map(({ kind, people }) => [kind, people])).toEqual([
      ['job-to-job', 1],
      ['lift-out', 49],
    ]);
    expect(records.at(-1)!.employers.map(({ staff }) => staff)).toEqual([0, 50]);
  });

  test('an-acqui-hire-forbidden: nobody moves; allowed, limited and delayed, they do', () => {
    const moved = (rule: string) =>
      market('an-acqui-hire-forbidden', [`acqui-hires.rule=${rule}`]).map((record) =>
        peopleBy([record], 'acqui-hire'),
      );
    expect(moved('forbid')).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(moved('allow')).toEqual([0, 0, 63, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(moved('size-limit')).toEqual([0, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(moved('delay')).toEqual([0, 0, 0, 0, 0, 63, 0, 0, 0, 0, 0, 0]);
  });

  test('a-non-compete-ban: nobody moves until July, then half do every month', () => {
    const moves = market('a-non-compete-ban').map((record) => record.market.moves);
    expect(moves.slice(0, 6)).toEqual([0, 0, 0, 0, 0, 0]);
    for (const count of moves.slice(6)) expect(Math.abs(count - 5000)).toBeLessThan(5 * Math.sqrt(2500));
  });
});
