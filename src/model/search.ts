import { Stage } from './columns.ts';
import { Decision } from './decisions.ts';
import { laterMultiple, recentNewcomers } from './leave-sooner.ts';
import { type Market, type MonthOfRun, NO_JOB } from './market.ts';
import { marketNumber } from './numbers.ts';
import { mateLeftAt } from './teams.ts';
import { followerOf, tellLooking } from './trace-notes.ts';
import { isWaitingForVisa } from './visas.ts';

/** People who look for a job this month. */
export interface Searchers {
  readonly people: Int32Array;
  readonly count: number;
}

/** Step 5. Everybody without a job, and the employed whose candidate month it is and who take it up; not who waits for a visa. */
export function chooseSearchers(market: Market, month: MonthOfRun): Searchers {
  const { people, employers, clocks, room, withoutJob } = market;
  const recruiters = recruitersCalls(market);
  const sooner = newcomersWhoLook(market, month, recruiters);
  const candidates = clocks.look.candidates(month.index);
  const found = room.ints('who looks', employers.headcount[NO_JOB]! + sooner.size + candidates.length);
  let count = 0;
  for (let place = 0; place < employers.headcount[NO_JOB]!; place++) {
    const person = withoutJob[place]!;
    if (!isWaitingForVisa(people, person)) found[count++] = person;
  }
  for (const person of sooner) found[count++] = person;
  const someLookSooner = sooner.size > 0; // nobody in most months, and a set answers slowly
  const draws = market.draws.open(Decision.takeUpLook, month.date);
  for (const person of candidates) {
    if (people.stage[person] !== Stage.left) {
      const mayLook = people.stage[person] !== Stage.founder && !isWaitingForVisa(people, person);
      if (people.employer[person] !== NO_JOB && mayLook) {
        const probability = probabilityOfLooking(market, month, person, recruiters);
        const isSure = probability >= clocks.look.largest; // whatever the draw
        const looks = isSure || draws.uniform(people.key[person]!, 0) * clocks.look.largest < probability;
        if (looks && !(someLookSooner && sooner.has(person))) found[count++] = person;
        if (followerOf(market, person) !== null)
          tellLooking(market, month, person, recruiters, {
            probability,
            largest: clocks.look.largest,
            u: draws.uniform(people.key[person]!, 0),
            looks,
          });
      }
      clocks.look.schedule(person, people.key[person]!, month.index);
    }
  }
  // In order of storage: reading a million people's columns here and there costs a memory access each, in order hardly any.
  return { people: found.subarray(0, count).sort(), count };
}

/** Those who came with their team leave sooner: they look beside their candidate months, for the rest of the multiple. */
function newcomersWhoLook(market: Market, month: MonthOfRun, recruiters: Float64Array): Set<number> {
  const looking = new Set<number>();
  const newcomers = recentNewcomers(market, month);
  if (newcomers.length === 0) return looking;
  const more = market.scenario.leaveSooner!.multiple - 1;
  const draws = market.draws.open(Decision.looksSooner, month.date);
  for (const person of newcomers) {
    const probability = more * probabilityOfLooking(market, month, person, recruiters);
    const u = draws.uniform(market.people.key[person]!, 0);
    const looks = u < probability && !isWaitingForVisa(market.people, person);
    if (looks) looking.add(person);
    if (followerOf(market, person) !== null)
      tellLooking(market, month, person, recruiters, { probability, largest: 1, u, looks, more });
  }
  return looking;
}

/**
 * An employed person's probability of looking this month: the usual one, times what a lay-off round at the employer, a
 * vesting date just passed or a team-mate who left does, plus recruiters' calls; no more than the largest, as a person can only look once.
 * @param recruiters added probability by skill.
 */
export function probabilityOfLooking(
  market: Market,
  month: MonthOfRun,
  person: number,
  recruiters: Float64Array,
): number {
  const { people, employers, scenario, numbers } = market;
  const { looksAfterLayOff, looksAtVesting, largestLooksPerMonth } = scenario.people;
  const sinceLayOff = month.index - employers.lastLayOff[people.employer[person]!]!;
  const sinceGrant = month.index - people.vestsFrom[person]!;
  let probability = marketNumber(numbers, 'people.looksPerMonth');
  if (sinceLayOff < looksAfterLayOff.months) probability *= looksAfterLayOff.multiplier;
  if (scenario.vesting !== null && sinceGrant === scenario.vesting.cliffMonths) probability *= looksAtVesting;
  const afterLeaving = scenario.teams?.looksAfterLeaving;
  if (afterLeaving !== undefined && month.index - mateLeftAt(market, person) <= afterLeaving.months)
    probability *= afterLeaving.multiplier;
  probability = Math.min(largestLooksPerMonth, probability + recruiters[people.skill[person]!]!);
  return probability * laterMultiple(market, person, month);
}

/** Added probability of looking by skill: looksPerOpening × openings of the skill ÷ employed people of the skill. */
export function recruitersCalls(market: Market): Float64Array {
  const { skills, openings, recorder, scenario } = market;
  const calls = new Float64Array(skills);
  const { looksPerOpening } = scenario.people;
  if (looksPerOpening === 0) return calls;
  const employed = new Float64Array(skills);
  for (const employer of market.hiring)
    for (let skill = 0; skill < skills; skill++) calls[skill]! += openings[employer * skills + skill]!;
  for (let first = 0; first < recorder.noJob * skills; first += skills)
    for (let skill = 0; skill < skills; skill++) employed[skill]! += recorder.present[first + skill]!;
  for (let skill = 0; skill < skills; skill++)
    calls[skill] = (looksPerOpening * calls[skill]!) / Math.max(1, employed[skill]!);
  return calls;
}
