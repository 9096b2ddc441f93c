import type { Scenario } from '../scenario/scenario.ts';
import { beginYear } from './borders.ts';
import { Right, Stage } from './columns.ts';
import { Decision } from './decisions.ts';
import { type Market, type MonthOfRun, NEVER, NO_JOB } from './market.ts';
import { changeRegion, leaveJob } from './moves.ts';
import { settleFor } from './right-to-work.ts';
import { followerOf, tell, tellRight } from './trace-notes.ts';
import { isWaitingForVisa, withdrawSponsored } from './visas.ts';

/** Step 3, its part: a new year's visas, rights that become permanent this month, then those that end. */
export function endRights(market: Market, month: MonthOfRun): void {
  const { people, borders } = market;
  if (borders === null) return;
  if (month.monthOfYear === 1) beginYear(borders, market.draws, month.date);
  for (const person of borders.toReview[month.index]!) {
    if (people.stage[person] === Stage.left) continue;
    if (people.permanentAt[person] === month.index && people.right[person] === Right.temporary) {
      if (followerOf(market, person) !== null) tellRight(market, person, 'permanent');
      people.right[person] = Right.permanent;
      people.rightEnds[person] = NEVER;
      people.permanentAt[person] = NEVER;
    } else if (people.rightEnds[person] === month.index) endRight(market, month, person);
  }
}

/** Who has a job still goes on in it from home, or loses it; everybody whose right has ended goes home. */
function endRight(market: Market, month: MonthOfRun, person: number): void {
  const { people, borders, draws } = market;
  if (people.employer[person] !== NO_JOB) {
    const { route, key } = borders!.routes[people.route[person]!]!;
    const u = draws.open(Decision.hiredAbroad, month.date).uniform(people.key[person]!, key);
    if (followerOf(market, person) !== null) {
      const becomes = u < route.hiredAbroad ? 'ended, works from home' : 'ended';
      tell(market, person, 'right', {
        other: key,
        inputs: { hiredAbroad: route.hiredAbroad },
        draws: { u },
        outcome: { becomes },
      });
    }
    if (u < route.hiredAbroad) {
      withdrawSponsored(market, person);
      market.recorder.countVisa('hiredAbroad', people.route[person]!);
    } else leaveJob(market, person, 'visa-end');
  } else if (followerOf(market, person) !== null) tellRight(market, person, 'ended');
  goHome(market, person);
}

/** Step 3, its part: people who live abroad go home at their home region's rate, founders and those who wait for a visa excepted. */
export function returnHome(market: Market, month: MonthOfRun): void {
  const { people, clocks, numbers } = market;
  const draws = market.draws.open(Decision.takeUpReturn, month.date);
  for (const person of clocks.goHome.candidates(month.index)) {
    if (people.stage[person] !== Stage.left) {
      if (mayReturn(market, person)) {
        const u = draws.uniform(people.key[person]!, 0);
        const rate = numbers.returnHome[people.home[person]!]!;
        const returns = u * clocks.goHome.largest < rate;
        if (followerOf(market, person) !== null) {
          const inputs = { rate, largest: clocks.goHome.largest };
          tell(market, person, 'returns home', { inputs, draws: { u }, outcome: { returns } });
        }
        if (returns) {
          if (people.employer[person] !== NO_JOB) leaveJob(market, person, 'return-home');
          goHome(market, person);
        }
      }
      clocks.goHome.schedule(person, people.key[person]!, month.index);
    }
  }
}

function mayReturn({ people }: Market, person: number): boolean {
  const isAway = people.home[person] !== people.region[person];
  return isAway && people.stage[person] !== Stage.founder && !isWaitingForVisa(people, person);
}

function goHome(market: Market, person: number): void {
  changeRegion(market, person, market.people.home[person]!);
  settleFor(market, person);
}

/** The rate at which candidate months to go home are drawn; 0 where nobody is at home elsewhere than they are. */
export function largestReturnHome(scenario: Scenario): number {
  return Math.max(...scenario.regions.map((region) => region.largestReturnHomePerMonth));
}
