import { Decision } from './decisions.ts';
import { OWN_FIRM } from './job-value.ts';
import { type Market, NO_JOB } from './market.ts';
import type { Meetings } from './meetings.ts';
import { marketNumber } from './numbers.ts';
import type { Searchers } from './search.ts';

/**
 * Whether somebody may not go straight from their job to an employer (or to found one). A job at an employer of the competing
 * sectors binds with the share of non-competes × how far its region enforces them, by a draw that lasts as long as the pair.
 * @returns null when nobody is bound. Who has no job waits already, and may go anywhere.
 */
export function competitorsBarred(market: Market): ((person: number, employer: number) => boolean) | null {
  const { nonCompetes } = market.scenario;
  const share = marketNumber(market.numbers, 'nonCompetes.share');
  if (nonCompetes === null || share === 0) return null;
  const { people, employers, numbers } = market;
  const competes = market.scenario.employers.map(({ sector }) => nonCompetes.sectors.includes(sector));
  const draws = market.draws.open(Decision.nonCompete, 0);
  return (person, employer) => {
    const from = people.employer[person]!;
    if (from === NO_JOB || !competes[employers.group[from]!]) return false;
    if (!competes[employer === OWN_FIRM ? market.stealthGroup : employers.group[employer]!]) return false;
    const bound = share * numbers.enforced[employers.region[from]!]!;
    return draws.uniform(people.key[person]!, employers.key[from]!) < bound;
  };
}

/** Step 6, at its end: those bound by a non-compete do not meet competitors. */
export function dropCompetitors(market: Market, searchers: Searchers, meetings: Meetings): Meetings {
  const isBarred = competitorsBarred(market);
  if (isBarred === null) return meetings;
  const start = market.room.ints('starts of those met and not barred', searchers.count + 1);
  const employer = market.room.ints('met and not barred', meetings.start[searchers.count]!);
  let kept = 0;
  for (let searcher = 0; searcher < searchers.count; searcher++) {
    const person = searchers.people[searcher]!;
    for (let at = meetings.start[searcher]!; at < meetings.start[searcher + 1]!; at++) {
      if (!isBarred(person, meetings.employer[at]!)) employer[kept++] = meetings.employer[at]!;
    }
    start[searcher + 1] = kept;
  }
  return { start, employer };
}
