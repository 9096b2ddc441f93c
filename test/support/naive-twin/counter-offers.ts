import { Decision } from '../../../src/model/decisions.ts';
import type { Diary } from './diary.ts';
import { costOfLeaving, OWN_FIRM, type Place, partsOfJob, partsOfStaying, sumOf } from './job-value.ts';
import { rankOf, type Searcher } from './month.ts';
import { type Employer, type MonthOfTwin, type Person, uniform, type World } from './world.ts';

/** What somebody's employer would beat: jobs that are worth more than staying, and at most the limit. Best first. */
export interface Answered {
  readonly searcher: Searcher;
  readonly staying: number;
  readonly beaten: Employer[];
}

/** MODEL.md, "Counter-offers", before the matching: takes the jobs that are beaten off the lists. */
export function answersTo(world: World, month: MonthOfTwin, searchers: Searcher[]): Answered[] {
  return searchers.flatMap((searcher) => {
    const { person, wishes } = searcher;
    if (!isAnswered(world, month, person, wishes)) return [];
    const staying = sumOf(partsOfStaying(world, month, person));
    const limit = staying + (month.numbers.market['counterOffers.most'] - person.logOwnPay);
    const beaten = (wishes as Employer[]).filter(
      (place) => worthOf(world, month, person, place) <= limit && limit > staying,
    );
    wishes.splice(wishes.length - beaten.length, beaten.length);
    return [{ searcher, staying, beaten }];
  });
}

function isAnswered(world: World, month: MonthOfTwin, person: Person, wishes: Place[]): boolean {
  return (
    world.scenario.counterOffers !== null &&
    person.employer !== null &&
    !wishes.includes(OWN_FIRM) &&
    uniform(world, Decision.answersOffers, 0, person.key, person.employer.key) <
      month.numbers.market['counterOffers.share']
  );
}

/** After the matching, before anybody moves: who stays is paid what the best job is worth that they could have had. */
export function makeCounterOffers(
  world: World,
  month: MonthOfTwin,
  answered: Answered[],
  matches: Map<Searcher, Place>,
  diary: Diary,
): void {
  for (const { searcher, staying, beaten } of answered) {
    if (matches.has(searcher)) continue;
    const { person } = searcher;
    const best = beaten.find((employer) => wouldTake(world, month, matches, person, employer));
    if (best === undefined) continue;
    const raise = worthOf(world, month, person, best) - staying;
    diary.kept(person.employer!, raise);
    person.logOwnPay += raise;
  }
}

function worthOf(world: World, month: MonthOfTwin, person: Person, employer: Employer): number {
  return sumOf(partsOfJob(world, month, person, employer, costOfLeaving(world, month, person)));
}

function wouldTake(
  world: World,
  month: MonthOfTwin,
  matches: Map<Searcher, Place>,
  person: Person,
  employer: Employer,
): boolean {
  const hired = [...matches]
    .filter(([{ person: other }, place]) => place === employer && other.skill === person.skill)
    .map(([{ person: other }]) => other);
  const own = rankOf(world, month, person, employer);
  return (
    hired.length < employer.openings[person.skill]! ||
    hired.some((other) => {
      const rank = rankOf(world, month, other, employer);
      return rank < own || (rank === own && other.key < person.key);
    })
  );
}
