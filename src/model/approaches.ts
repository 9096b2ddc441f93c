import { Stage } from './columns.ts';
import { Decision } from './decisions.ts';
import type { Market, MonthOfRun } from './market.ts';
import { competitorsBarred } from './non-competes.ts';
import { marketNumber } from './numbers.ts';
import { mayAnswer } from './right-to-work.ts';
import { staffAtFullScale } from './scale.ts';
import { presentStars } from './stars.ts';
import { followerOf, tellApproach } from './trace-notes.ts';
import { isWaitingForVisa } from './visas.ts';

/** A star and the employers that wrote this month; she considers them without having looked, and without an interview. */
export interface Approach {
  readonly person: number;
  readonly employers: readonly number[];
}

/**
 * Step 6, its part. Each employer with enough AI staff approaches each star it does not employ at a monthly probability. The
 * stars are few and so are these employers, so that every pair is drawn.
 */
export function approachStars(market: Market, month: MonthOfRun): Approach[] {
  const { people, employers, numbers, skills } = market;
  const stars = presentStars(market);
  if (stars.length === 0) return [];
  const approaching = employersThatApproach(market);
  const isBarred = competitorsBarred(market);
  const draws = market.draws.open(Decision.starApproach, month.date);
  return stars.flatMap((person) => {
    if (!mayBeApproached(market, person)) return [];
    const key = people.key[person]!;
    const skill = people.skill[person]!;
    const isFollowed = followerOf(market, person) !== null;
    const drawn: number[] = [];
    const writing: number[] = [];
    for (const { employer, probability } of approaching) {
      // The draw first: it turns nearly all pairs down, and is the cheapest to ask.
      if (draws.uniform(key, employers.key[employer]!) >= probability) continue;
      if (isFollowed) drawn.push(employer);
      if (employer === people.employer[person] || !mayAnswer(market, person, employer)) continue;
      if (isBarred?.(person, employer)) continue;
      if (numbers.skillMix[employers.group[employer]! * skills + skill] !== 0) writing.push(employer);
    }
    if (drawn.length > 0) tellApproach(market, person, drawn, writing);
    return writing.length === 0 ? [] : [{ person, employers: writing }];
  });
}

/** Founders stay with their firm: whoever wants one buys the firm. Who waits for a visa has a place. */
function mayBeApproached({ people }: Market, person: number): boolean {
  const stage = people.stage[person]!;
  return (stage === Stage.new || stage === Stage.settled) && !isWaitingForVisa(people, person);
}

function employersThatApproach(market: Market): { employer: number; probability: number }[] {
  const { employers, numbers, scenario } = market;
  const { approachFromStaff } = scenario.superstars!;
  const rate = marketNumber(numbers, 'superstars.approachRate');
  const found: { employer: number; probability: number }[] = [];
  for (let employer = 1; employer < market.employerCount; employer++) {
    const group = employers.group[employer]!;
    const people = employers.headcount[employer]!;
    // Nearly all are too small at any scale, and end here.
    if (group < 0 || Math.max(people, people / scenario.scale) < approachFromStaff) continue;
    if (staffAtFullScale(market, employer) < approachFromStaff) continue;
    const probability = rate * numbers.attributes.approaches[group]!;
    if (probability > 0) found.push({ employer, probability });
  }
  return found;
}
