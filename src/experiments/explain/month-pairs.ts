import type { Place } from '../../model/trace.ts';
import type { Month } from '../../scenario/scenario.ts';
import type { Entry } from './diary.ts';
import type { MonthTold } from './locality-notes.ts';

/** What two runs told in a month, and what is known to differ in it. */
export interface MonthPair {
  readonly month: Month;
  readonly base: MonthTold;
  readonly policy: MonthTold;
  /** Employers whose plans, openings or fate differ, or that only one of two people moved from or to. */
  readonly employersThatDiffer: ReadonlySet<number>;
  readonly peopleWhoMovedOtherwise: ReadonlySet<number>;
}

/** With the employers, and people's moves, that differ in the month: what decisions about others may answer to. */
export function pairOf(base: MonthTold, policy: MonthTold): MonthPair {
  const employersThatDiffer = new Set<number>();
  for (const key of union(base.employers.keys(), policy.employers.keys())) {
    if (JSON.stringify(base.employers.get(key)) !== JSON.stringify(policy.employers.get(key)))
      employersThatDiffer.add(key);
  }
  const peopleWhoMovedOtherwise = new Set<number>();
  for (const key of union(base.people.keys(), policy.people.keys())) {
    const [one, other] = [base, policy].map(({ people }) => placesOf(people.get(key) ?? []));
    if (JSON.stringify(one) === JSON.stringify(other)) continue;
    peopleWhoMovedOtherwise.add(key);
    for (const place of [...one!, ...other!]) employersThatDiffer.add(place.key);
  }
  // Who stands elsewhere makes the staffs that they are missing from different.
  for (const key of union(base.people.keys(), policy.people.keys())) {
    const [one, other] = [base, policy].map(({ people }) => placeOf(people.get(key)));
    if (one?.key === other?.key) continue;
    for (const place of [one, other]) if (place !== undefined) employersThatDiffer.add(place.key);
  }
  return { month: base.month, base, policy, employersThatDiffer, peopleWhoMovedOtherwise };
}

/** Where somebody left and went, or got a place. */
function placesOf(entries: readonly Entry[]): Place[] {
  return entries.flatMap((entry) => {
    if (entry.what === 'moves') return [entry.from, entry.to].filter((place) => place !== null);
    if (entry.what === 'matched' && entry.outcome.to !== 'stays' && entry.outcome.to !== null)
      return [entry.outcome.to];
    if (entry.what === 'auction' && entry.outcome.winner !== null) return [entry.outcome.winner];
    return [];
  });
}

function placeOf(entries: readonly Entry[] | undefined): Place | undefined {
  const stands = entries?.find(({ what }) => what === 'stands');
  return stands?.what === 'stands' ? (stands.outcome.place as Place) : undefined;
}

/** Whose staff somebody was among at the month's beginning, in either run. */
export function employerOf({ base, policy }: MonthPair, entry: Entry): Place | null {
  const who = entry.what === 'moves' ? entry.person : entry.who;
  return placeOf(base.people.get(who)) ?? placeOf(policy.people.get(who)) ?? null;
}

export function union<T>(one: Iterable<T>, other: Iterable<T>): Set<T> {
  return new Set([...one, ...other]);
}
