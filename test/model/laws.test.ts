import { describe, expect, test } from 'vitest';
import { Right, Stage } from '../../src/model/columns.ts';
import { type Market, NO_JOB } from '../../src/model/market.ts';
import { simulateMonth } from '../../src/model/month.ts';
import type { FlowKind, FlowRow, MonthRecord } from '../../src/model/records.ts';
import { peopleWithoutJob, rosterOf } from '../../src/model/roster.ts';
import { isWaitingForVisa } from '../../src/model/visas.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { holdsOnRandomMarkets, recordsOf, withMarket } from '../support/laws.ts';

const runs = new Map<string, readonly MonthRecord[]>();

/** The laws here look at the same runs of the same markets. */
function runOf(scenario: Scenario): readonly MonthRecord[] {
  const market = JSON.stringify(scenario, (_, value) => (value === Infinity ? 'infinite' : value));
  const records = runs.get(market) ?? recordsOf(scenario);
  runs.set(market, records);
  return records;
}

describe('stocks and flows add up exactly', () => {
  test('every move from job to job has one reason, and no other move has any', () => {
    const told: readonly FlowKind[] = ['job-to-job', 'lift-out', 'acqui-hire', 'founding'];
    const byUnits = (rows: readonly { from: string; to: string; count: number }[]) => {
      const sums = new Map<string, number>();
      for (const { from, to, count } of rows)
        sums.set(`${from} → ${to}`, (sums.get(`${from} → ${to}`) ?? 0) + count);
      return new Map([...sums].sort());
    };
    holdsOnRandomMarkets((scenario) => {
      for (const { flows, reasons, market } of runOf(scenario)) {
        const moves = flows.filter(({ from, kind }) => from !== 'no job' && told.includes(kind));
        expect(byUnits(reasons.map((row) => ({ ...row, count: row.moves })))).toEqual(
          byUnits(moves.map((row) => ({ ...row, count: row.people }))),
        );
        expect(market.moves).toBe(peopleIn(moves, ({ kind }) => kind !== 'founding'));
      }
    });
  });

  test('whoever entered has had a first job, has left before one, or is still new', () => {
    holdsOnRandomMarkets((scenario) =>
      withMarket(scenario, (market, month) => {
        let entered = 0;
        let counted = 0;
        for (let index = 0; index < market.monthsInRun; index++) {
          market.recorder.beginMonth(true);
          simulateMonth(market, month(index));
          const { flows, firstJobs } = market.recorder.finishMonth(market, month(index));
          entered += peopleIn(flows, ({ kind }) => kind === 'entry');
          counted += firstJobs.reduce((sum, row) => sum + row.people, 0);
          const stages = [...market.people.stage.subarray(0, market.peopleCount)];
          expect(counted + stages.filter((stage) => stage === Stage.new).length).toBe(entered);
        }
      }),
    );
  });

  test('people of a unit and skill now = before + those who came − those who went', () => {
    holdsOnRandomMarkets((scenario) => {
      for (const [before, now] of pairsOf(runOf(scenario))) {
        for (const unit of [...now.employers.map((row) => row.unit), 'no job']) {
          for (const { id: skill } of scenario.skills) {
            const came = peopleIn(now.flows, (flow) => flow.to === unit && flow.skill === skill);
            const went = peopleIn(now.flows, (flow) => flow.from === unit && flow.skill === skill);
            expect(stockOf(now, unit, skill), `${skill} at ${unit} in ${now.month}`).toBe(
              stockOf(before, unit, skill) + came - went,
            );
          }
        }
      }
    });
  });

  test('staff of a unit now = before + net + launches, and its columns are those of the flows', () => {
    holdsOnRandomMarkets((scenario) => {
      for (const [before, now] of pairsOf(runOf(scenario))) {
        now.employers.forEach((row, at) => {
          const came = peopleIn(now.flows, ({ to, kind }) => to === row.unit && !isChangeOfGroup(kind));
          const went = peopleIn(now.flows, ({ from, kind }) => from === row.unit && !isChangeOfGroup(kind));
          expect(row.staff).toBe(before.employers[at]!.staff + row.net + row.launches);
          expect(row.hires).toBe(came);
          expect(row.jobToJob + row.quits + row.layOffs + row.failures + row.exits).toBe(went);
          expect(row.net).toBe(came - went);
        });
        expect(now.employers.reduce((sum, row) => sum + row.launches, 0)).toBe(0);
      }
    });
  });

  test('people in a region now = before + arrivals − departures + entries − exits', () => {
    holdsOnRandomMarkets((scenario) => {
      for (const [before, now] of pairsOf(runOf(scenario))) {
        now.regions.forEach((row, at) => {
          expect(row.people).toBe(
            before.regions[at]!.people + row.arrivals - row.departures + row.entries - row.exits,
          );
        });
      }
    });
  });

  test('everybody is counted once, by place and by region', () => {
    holdsOnRandomMarkets((scenario) => {
      for (const record of runOf(scenario)) {
        const { people, withoutJob } = record.market;
        expect(record.stocks.reduce((sum, row) => sum + row.people, 0)).toBe(people);
        expect(record.regions.reduce((sum, row) => sum + row.people, 0)).toBe(people);
        expect(record.employers.reduce((sum, row) => sum + row.staff, withoutJob)).toBe(people);
      }
    });
  });

  test('nobody is in two places, and every count is that of the people themselves', () => {
    holdsOnRandomMarkets((scenario) =>
      withMarket(scenario, (market, month) => {
        for (let index = 0; index < market.monthsInRun; index++) {
          market.recorder.beginMonth(true);
          simulateMonth(market, month(index));
          expect(mistakesInPlaces(market)).toEqual([]);
        }
      }),
    );
  });
});

/** Kinds of hires for which places are opened beside the openings posted. */
const PLACES_OF_THEIR_OWN: readonly FlowKind[] = [
  'founding',
  'acquisition',
  'lift-out',
  'acqui-hire',
  'visa-hire', // kept from an earlier month
  'hired-abroad',
];

describe('vacancies', () => {
  test('no employer hires more people of a skill than it has openings', () => {
    holdsOnRandomMarkets((scenario) =>
      withMarket(scenario, (market, month) => {
        for (let index = 0; index < market.monthsInRun; index++) {
          market.recorder.beginMonth(true);
          simulateMonth(market, month(index));
          expect(Math.min(...market.openings)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  test('no unit hires more people than it posted openings, launches or not', () => {
    holdsOnRandomMarkets((scenario) => {
      for (const record of runOf(scenario)) {
        for (const row of record.employers) {
          if (row.vacancies === null) continue;
          const beside = peopleIn(
            record.flows,
            ({ to, kind }) => to === row.unit && PLACES_OF_THEIR_OWN.includes(kind),
          );
          expect(row.hires - beside, `${row.unit} in ${record.month}`).toBeLessThanOrEqual(row.vacancies);
          expect(row.fillRate ?? 0).toBeLessThanOrEqual(1);
        }
      }
    });
  });

  test('a fixed number of vacancies is what is posted, but for rounding by skill and places opened for stars', () => {
    holdsOnRandomMarkets((scenario) => {
      for (const record of runOf(scenario)) {
        for (const group of scenario.employers) {
          if (!group.isNamed || typeof group.vacancies !== 'number') continue;
          const row = record.employers.find(({ unit }) => unit === group.id)!;
          const whole = group.vacancies * scenario.scale;
          const rounded = group.skillMix.filter((mix) => mix > 0).length;
          const opened =
            scenario.superstars === null ? 0 : scenario.superstars.opensPlaces * scenario.scale + 1;
          expect(row.vacancies).toBeLessThan(whole + rounded + opened);
          expect(row.fillRate ?? 0).toBeLessThanOrEqual(1);
        }
      }
    });
  });
});

describe('borders', () => {
  test('nobody works without a right to, and a right is one for where they are', () => {
    holdsOnRandomMarkets((scenario) =>
      withMarket(scenario, (market, month) => {
        for (let index = 0; index < market.monthsInRun; index++) {
          market.recorder.beginMonth(true);
          simulateMonth(market, month(index));
          expect(mistakesInRights(market)).toEqual([]);
        }
      }),
    );
  });

  test('applications pending now = before + applications − refused − started − withdrawn, and places kept are theirs', () => {
    holdsOnRandomMarkets((scenario) => {
      for (const [before, now] of pairsOf(runOf(scenario))) {
        now.visas.forEach((row, at) => {
          const { applications, selected, granted, refused, started, withdrawn, waiting } = row;
          expect(waiting).toBe(before.visas[at]!.waiting + applications - refused - started - withdrawn);
          expect(granted).toBeLessThanOrEqual(selected);
        });
      }
    });
    holdsOnRandomMarkets((scenario) =>
      withMarket(scenario, (market, month) => {
        for (let index = 0; index < market.monthsInRun; index++) {
          market.recorder.beginMonth(true);
          simulateMonth(market, month(index));
          expect([...market.reserved]).toEqual([...placesKept(market)]);
        }
      }),
    );
  });

  test('no route grants more visas in a calendar year than its cap, at any scale', () => {
    holdsOnRandomMarkets((scenario) => {
      const capped = scenario.regions.flatMap((region) =>
        region.routes.flatMap((route) => (route.cap === null ? [] : [{ region: region.id, route }])),
      );
      const granted = new Map<string, number>();
      for (const { month, visas } of runOf(scenario))
        for (const { region, route, granted: people } of visas) {
          const year = `${region} ${route} ${month.slice(0, 4)}`;
          granted.set(year, (granted.get(year) ?? 0) + people);
        }
      for (const { region, route } of capped)
        for (const [year, people] of granted)
          if (year.startsWith(`${region} ${route.id} `))
            expect(people, year).toBeLessThanOrEqual(Math.ceil(route.cap! * scenario.scale));
    });
  });

  test('who came to a region came from another: arrivals, departures and migration agree, and origins add up', () => {
    holdsOnRandomMarkets((scenario) => {
      for (const { regions, migration, origins } of runOf(scenario)) {
        for (const { region, arrivals, departures, people } of regions) {
          const moved = (test: (row: { from: string; to: string }) => boolean) =>
            migration.reduce((sum, row) => (test(row) ? sum + row.people : sum), 0);
          expect(moved(({ to }) => to === region)).toBe(arrivals);
          expect(moved(({ from }) => from === region)).toBe(departures);
          if (scenario.regions.length > 1)
            expect(origins.reduce((sum, row) => (row.region === region ? sum + row.people : sum), 0)).toBe(
              people,
            );
        }
      }
    });
  });
});

function isChangeOfGroup(kind: FlowRow['kind']): boolean {
  return kind === 'launch' || kind === 'listing';
}

function pairsOf(records: readonly MonthRecord[]): [MonthRecord, MonthRecord][] {
  return records.slice(1).map((now, at) => [records[at]!, now]);
}

function peopleIn(flows: readonly FlowRow[], isMeant: (flow: FlowRow) => boolean): number {
  return flows.reduce((sum, flow) => (isMeant(flow) ? sum + flow.people : sum), 0);
}

function stockOf(record: MonthRecord, unit: string, skill: string): number {
  return record.stocks.find((row) => row.unit === unit && row.skill === skill)?.people ?? 0;
}

/** Whoever is on no roster or on two, on another's, or elsewhere than the job; and counts of staff that are not theirs. */
function mistakesInPlaces(market: Market): string[] {
  const { people, employers, skills } = market;
  const mistakes: string[] = [];
  const rosters = new Int32Array(market.peopleCount);
  const staff = new Int32Array(market.employerCount * skills);
  for (let employer = 0; employer < market.employerCount; employer++) {
    const roster = employer === NO_JOB ? peopleWithoutJob(market) : rosterOf(people, employers, employer);
    for (const person of roster) {
      rosters[person]!++;
      staff[employer * skills + people.skill[person]!]!++;
      if (people.employer[person] !== employer) mistakes.push(`${person} is on the roster of another`);
      const isElsewhere = people.region[person] !== employers.region[employer];
      if (employer > 0 && isElsewhere && people.right[person] === Right.temporary)
        mistakes.push(`${person} is not where the job is that their visa is for`);
    }
  }
  rosters.forEach((count, person) => {
    const expected = people.stage[person] === Stage.left ? 0 : 1;
    if (count !== expected) mistakes.push(`${person} is on ${count} rosters, not ${expected}`);
  });
  staff.forEach((count, at) => {
    if (count !== market.staff[at]) mistakes.push(`staff ${at} is ${market.staff[at]}, people ${count}`);
  });
  return mistakes;
}

/** Whoever works without a right, is called a citizen abroad, or has a right of another region's route. */
function mistakesInRights({ people, peopleCount, borders }: Market): string[] {
  const mistakes: string[] = [];
  for (let person = 0; person < peopleCount; person++) {
    if (people.stage[person] === Stage.left) continue;
    const right = people.right[person]!;
    const isHome = people.home[person] === people.region[person];
    if (isHome !== (right === Right.citizen)) mistakes.push(`${person} has right ${right} at home or abroad`);
    if (people.employer[person] !== 0 && right === Right.none)
      mistakes.push(`${person} works without a right`);
    const isByRoute = right === Right.temporary || right === Right.graduate;
    if (isByRoute && borders!.routes[people.route[person]!]!.region !== people.region[person])
      mistakes.push(`${person} has the visa of another region`);
  }
  return mistakes;
}

/** Places kept, counted from the people who wait. */
function placesKept({ people, peopleCount, skills, reserved }: Market): Int32Array {
  const kept = new Int32Array(reserved.length);
  for (let person = 0; person < peopleCount; person++) {
    if (people.stage[person] === Stage.left || !isWaitingForVisa(people, person)) continue;
    kept[people.appliedTo[person]! * skills + people.skill[person]!]!++;
  }
  return kept;
}
