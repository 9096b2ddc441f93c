import type { Month } from '../scenario/scenario.ts';
import { Stage } from './columns.ts';
import { Decision } from './decisions.ts';
import { endFirms } from './firm-ends.ts';
import { groupCalled } from './firms.ts';
import { endRights, returnHome } from './going-home.ts';
import { laterMultiple, recentNewcomers } from './leave-sooner.ts';
import { type Market, type MonthOfRun, NO_JOB } from './market.ts';
import { leaveField, leaveJob } from './moves.ts';
import { marketNumber } from './numbers.ts';
import { cutOtherStaff } from './other-staff.ts';
import { peopleWithoutJob, rosterOf } from './roster.ts';
import { followerOf, tell } from './trace-notes.ts';

/** Step 3. Lay-offs and ends of firms, those who quit or leave the field of their own accord, then visas that end and people who go home. */
export function separate(market: Market, month: MonthOfRun): void {
  holdLayOffRounds(market, month);
  layOffAtRates(market, month);
  endFirms(market, month);
  quitWithoutJob(market, month);
  newcomersQuit(market, month);
  leaveTheField(market, month);
  leaveTheFieldWithoutJob(market, month);
  endRights(market, month);
  returnHome(market, month);
}

/** AI lay-offs of a round = people laid off × AI share, rounded by a draw; the lowest draws of the staff go, and the rest from other jobs. */
function holdLayOffRounds(market: Market, month: MonthOfRun): void {
  const { layOffs, scale } = market.scenario;
  if (layOffs === null) return;
  for (const round of layOffs.rounds) {
    if (round.month !== month.date) continue;
    for (const employer of employersOfGroup(market, round.employer)) {
      const key = market.employers.key[employer]!;
      const u = market.draws.open(Decision.layOffRounding, month.date).uniform(key, 0);
      const people = Math.floor(round.people * marketNumber(market.numbers, 'layOffs.aiShare') * scale + u);
      market.employers.lastLayOff[employer] = month.index;
      const gone = lowestDraws(market, month.date, employer, people);
      for (const person of gone) leaveJob(market, person, 'lay-off');
      // The same u: the whole round is never less than its AI people.
      cutOtherStaff(market, employer, Math.floor(round.people * scale + u) - gone.length);
    }
  }
}

function employersOfGroup(market: Market, id: string): number[] {
  const group = groupCalled(market, id);
  const found: number[] = [];
  for (let employer = 1; employer < market.employerCount; employer++) {
    if (market.employers.group[employer] === group) found.push(employer);
  }
  return found;
}

/** So many of an employer's staff as `count`, or all, by the lowest draws of this month; ties by key. */
export function lowestDraws(market: Market, date: Month, employer: number, count: number): number[] {
  const { people } = market;
  const draws = market.draws.open(Decision.layOffOrder, date);
  const staff = rosterOf(people, market.employers, employer)
    .map((person) => ({ person, key: people.key[person]!, u: draws.uniform(people.key[person]!, 0) }))
    .sort((a, b) => a.u - b.u || a.key - b.key);
  if (market.trace !== null) {
    staff.forEach(({ person, u }, place) => {
      if (followerOf(market, person) === null) return;
      const inputs = { people: count, staff: staff.length, before: place };
      tell(market, person, 'lay-off', { inputs, draws: { u }, outcome: { isLaidOff: place < count } });
    });
  }
  return staff.slice(0, count).map(({ person }) => person);
}

function layOffAtRates(market: Market, month: MonthOfRun): void {
  const { layOffRate } = market.numbers.attributes;
  if (!layOffRate.some((rate) => rate > 0)) return;
  const draws = market.draws.open(Decision.layOffAtRate, month.date);
  for (let employer = 1; employer < market.employerCount; employer++) {
    const group = market.employers.group[employer]!;
    if (group < 0 || layOffRate[group] === 0) continue;
    const gone = rosterOf(market.people, market.employers, employer).filter((person) => {
      const u = draws.uniform(market.people.key[person]!, 0);
      const isLaidOff = u < layOffRate[group]!;
      if (followerOf(market, person) !== null)
        tell(market, person, 'lay-off', {
          inputs: { rate: layOffRate[group]! },
          draws: { u },
          outcome: { isLaidOff },
        });
      return isLaidOff;
    });
    if (gone.length > 0) market.employers.lastLayOff[employer] = month.index;
    for (const person of gone) leaveJob(market, person, 'lay-off');
  }
}

function quitWithoutJob(market: Market, month: MonthOfRun): void {
  const { people, clocks } = market;
  const probability = marketNumber(market.numbers, 'separations.quitPerMonth') / clocks.quit.largest;
  const draws = market.draws.open(Decision.takeUpQuit, month.date);
  for (const person of clocks.quit.candidates(month.index)) {
    if (people.stage[person] !== Stage.left) {
      const isEmployed = people.employer[person] !== NO_JOB;
      if (isEmployed) {
        const u = draws.uniform(people.key[person]!, 0);
        const own = probability * laterMultiple(market, person, month);
        if (followerOf(market, person) !== null)
          tell(market, person, 'quits', {
            inputs: { probability: own },
            draws: { u },
            outcome: { quits: u < own },
          });
        if (u < own) leaveJob(market, person, 'quit');
      }
      clocks.quit.schedule(person, people.key[person]!, month.index);
    }
  }
}

/** Those who came with their team leave sooner: they quit beside their candidate months, for the rest of the multiple. */
function newcomersQuit(market: Market, month: MonthOfRun): void {
  const newcomers = recentNewcomers(market, month);
  if (newcomers.length === 0) return;
  const more = market.scenario.leaveSooner!.multiple - 1;
  const probability = more * marketNumber(market.numbers, 'separations.quitPerMonth');
  const draws = market.draws.open(Decision.quitsSooner, month.date);
  for (const person of newcomers) {
    const u = draws.uniform(market.people.key[person]!, 0);
    if (followerOf(market, person) !== null)
      tell(market, person, 'quits', {
        inputs: { probability, more },
        draws: { u },
        outcome: { quits: u < probability },
      });
    if (u < probability) leaveJob(market, person, 'quit');
  }
}

/** One draw decides between leaving for good and, in the months of the year for it, leaving for studies or a post. */
function leaveTheField(market: Market, month: MonthOfRun): void {
  const { people, clocks, numbers } = market;
  const { studyMonths } = market.scenario.separations;
  const exits = marketNumber(numbers, 'separations.leaveFieldPerMonth') / clocks.exit.largest;
  const studies = studyMonths.includes(month.monthOfYear)
    ? marketNumber(numbers, 'separations.leaveForStudiesPerMonth') / clocks.exit.largest
    : 0;
  const draws = market.draws.open(Decision.takeUpExit, month.date);
  for (const person of clocks.exit.candidates(month.index)) {
    if (people.stage[person] !== Stage.left) {
      const u = people.employer[person] === NO_JOB ? 1 : draws.uniform(people.key[person]!, 0);
      if (u < 1 && followerOf(market, person) !== null) {
        const as = u < exits ? 'exit' : u < exits + studies ? 'studies' : null;
        tell(market, person, 'leaves field', { inputs: { exits, studies }, draws: { u }, outcome: { as } });
      }
      if (u < exits) leaveField(market, person, 'exit');
      else if (u < exits + studies) leaveField(market, person, 'studies');
      else clocks.exit.schedule(person, people.key[person]!, month.index);
    }
  }
}

/** Those without a job are visited every month anyway, so their own rate needs no candidate months. */
function leaveTheFieldWithoutJob(market: Market, month: MonthOfRun): void {
  const { people, numbers } = market;
  const probability = marketNumber(numbers, 'separations.leaveFieldWithoutJobPerMonth');
  if (probability === 0) return;
  const draws = market.draws.open(Decision.exitWithoutJob, month.date);
  for (const person of peopleWithoutJob(market)) {
    const u = draws.uniform(people.key[person]!, 0);
    if (followerOf(market, person) !== null) {
      const as = u < probability ? 'exit' : null;
      tell(market, person, 'leaves field', {
        inputs: { withoutJob: probability },
        draws: { u },
        outcome: { as },
      });
    }
    if (u < probability) leaveField(market, person, 'exit');
  }
}
