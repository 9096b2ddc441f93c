import { describe, expect, test } from 'vitest';
import { log } from '../../src/maths/log.ts';
import { approachStars } from '../../src/model/approaches.ts';
import { holdAuctions, withoutSettled } from '../../src/model/auction.ts';
import {
  type CounterOffers,
  counterOffersTo,
  makeCounterOffers,
  withoutBeaten,
} from '../../src/model/counter-offers.ts';
import { Decision } from '../../src/model/decisions.ts';
import { admitEntrantsInSteps } from '../../src/model/entrants.ts';
import { OWN_FIRM } from '../../src/model/job-value.ts';
import { type Market, type MonthOfRun, NO_JOB } from '../../src/model/market.ts';
import { type Matches, matchStably } from '../../src/model/matching.ts';
import { meetVacancies } from '../../src/model/meetings.ts';
import { simulateMonth } from '../../src/model/month.ts';
import { type Options, rankOptions } from '../../src/model/options.ts';
import { planVacancies } from '../../src/model/planning.ts';
import { rosterOf } from '../../src/model/roster.ts';
import { chooseSearchers, type Searchers } from '../../src/model/search.ts';
import { separate } from '../../src/model/separations.ts';
import { applyDriversAndEvents } from '../../src/model/timeline.ts';
import { inOneGo } from '../../src/scenario/steps.ts';
import { holdsOnRandomMarkets, withMarket } from '../support/laws.ts';
import { employer, plainMarket } from '../support/plain-market.ts';

const MONTHS_BEFORE = 3;

describe('deferred acceptance', () => {
  test('nobody is matched with whom they did not meet or would not rather have than staying', () => {
    onRandomMatchings(({ options, matches }) => {
      matches.forEach((match, searcher) => {
        if (match !== NO_JOB) expect(optionsOf(options, searcher)).toContain(match);
      });
    });
  });

  test('no employer has more people matched than openings', () => {
    onRandomMatchings(({ market, searchers, matches }) => {
      for (const [vacancy, held] of heldByVacancy(market, searchers, matches))
        expect(held.length).toBeLessThanOrEqual(market.openings[vacancy]!);
    });
  });

  test('no person and employer who met would both rather have had each other', () => {
    let pairs = 0;
    let answered = 0;
    onRandomMatchings(({ market, month, searchers, options, matches, worthOfStaying }) => {
      const held = heldByVacancy(market, searchers, matches);
      for (let searcher = 0; searcher < searchers.count; searcher++) {
        const person = searchers.people[searcher]!;
        for (const [at, employer] of optionsOf(options, searcher).entries()) {
          if (employer === matches[searcher]) break; // the others are worth less
          // As is what an employer's counter-offer has made staying worth as much as; it is a difference of values, added again.
          const isBeaten = options.value[options.start[searcher]! + at]! <= worthOfStaying(searcher) + 1e-12;
          if (matches[searcher] === NO_JOB && isBeaten) {
            answered++;
            break;
          }
          pairs++;
          expect(employer, 'a firm of one’s own turns nobody down').not.toBe(OWN_FIRM);
          const vacancy = employer * market.skills + market.people.skill[person]!;
          const rivals = held.get(vacancy) ?? [];
          expect(rivals.length, 'an employer with an opening left turned somebody down').toBe(
            market.openings[vacancy]!,
          );
          for (const rival of rivals)
            expect(isRankedAbove(market, month, rival, person, employer)).toBe(true);
        }
      }
    });
    expect(pairs, 'pairs that could have blocked').toBeGreaterThan(100);
    expect(answered, 'people whose employer beat an offer').toBeGreaterThan(20);
  });
});

test('applicants alike in talent and fit: the larger key is taken', () => {
  const scenario = plainMarket([employer('only', { vacancies: 3 })], {
    people: { count: 10 },
    hiring: { weightOfTalent: 0, fitSd: 0 },
  });
  withMarket(scenario, (market, monthOf) => {
    simulateMonth(market, monthOf(0));
    const keys = [...market.people.key.subarray(0, market.peopleCount)];
    const taken = rosterOf(market.people, market.employers, 1).map((person) => market.people.key[person]!);
    const ascending = (a: number, b: number) => a - b;
    expect(taken.sort(ascending)).toEqual(keys.sort(ascending).slice(-3));
  });
});

interface Matching {
  market: Market;
  month: MonthOfRun;
  searchers: Searchers;
  options: Options;
  matches: Matches;
  /** What staying is worth after counter-offers, log points of pay; −∞ for those whom nobody answers. */
  worthOfStaying: (searcher: number) => number;
}

/** The matching of one month of each random market, by the real steps. */
function onRandomMatchings(act: (matching: Matching) => void): void {
  holdsOnRandomMarkets((scenario) =>
    withMarket(scenario, (market, monthOf) => {
      for (let index = 0; index < MONTHS_BEFORE; index++) {
        market.recorder.beginMonth(false);
        simulateMonth(market, monthOf(index));
      }
      const month = monthOf(MONTHS_BEFORE);
      applyDriversAndEvents(market, month);
      planVacancies(market, month);
      separate(market, month);
      inOneGo(admitEntrantsInSteps(market, month));
      const searchers = chooseSearchers(market, month);
      const meetings = meetVacancies(market, searchers, month);
      const approaches = approachStars(market, month);
      const all = rankOptions(market, searchers, meetings, month);
      const settled = holdAuctions(market, approaches, searchers, all, month);
      const options = withoutSettled(market, all, searchers, settled);
      const counters = counterOffersTo(market, searchers, options, month);
      const matches = matchStably(
        market,
        searchers,
        withoutBeaten(market, options, searchers, counters),
        month,
      );
      const before = market.people.logOwnPay.slice();
      makeCounterOffers(market, searchers, options, matches, counters, month);
      const worthOfStaying = (searcher: number) =>
        stayingAfter(market, searchers, searcher, counters, before);
      act({ market, month, searchers, options, matches, worthOfStaying });
    }),
  );
}

function stayingAfter(
  market: Market,
  searchers: Searchers,
  searcher: number,
  counters: CounterOffers | null,
  ownPayBefore: Float64Array,
): number {
  if (counters === null || counters.atMost[searcher] === -Infinity) return -Infinity;
  const person = searchers.people[searcher]!;
  return counters.staying[searcher]! + market.people.logOwnPay[person]! - ownPayBefore[person]!;
}

function optionsOf(options: Options, searcher: number): number[] {
  return [...options.employer.subarray(options.start[searcher]!, options.start[searcher + 1]!)];
}

/** People matched by vacancy (employer and skill). */
function heldByVacancy(market: Market, searchers: Searchers, matches: Matches): Map<number, number[]> {
  const held = new Map<number, number[]>();
  matches.forEach((match, searcher) => {
    if (match === NO_JOB || match === OWN_FIRM) return;
    const person = searchers.people[searcher]!;
    const vacancy = match * market.skills + market.people.skill[person]!;
    held.set(vacancy, [...(held.get(vacancy) ?? []), person]);
  });
  return held;
}

/** MODEL.md, "Matching": talent, practice and fit, then the key. */
function isRankedAbove(
  market: Market,
  month: MonthOfRun,
  one: number,
  other: number,
  employer: number,
): boolean {
  const { weightOfTalent, fitSd } = market.scenario.hiring;
  const { people, employers } = market;
  const fit = market.draws.open(Decision.applicantFit, month.date);
  const weightOfPractice = market.numbers.attributes.weightOfPractice[employers.group[employer]!]!;
  const rank = (person: number) =>
    weightOfTalent * log(people.talent[person]!) +
    weightOfPractice * people.practice[person]! +
    fitSd * fit.normal(people.key[person]!, employers.key[employer]!);
  return rank(one) > rank(other) || (rank(one) === rank(other) && people.key[one]! > people.key[other]!);
}
