import { type EmployerColumns, longer, type PersonColumns } from './columns.ts';
import { type Market, NO_JOB } from './market.ts';

/**
 * Who works where, as a linked list through the people of each employer, so that an employer's staff can be visited
 * without visiting everybody. Those without a job are visited every month and stand in a list of their own, which is read in one
 * go: `previousColleague` is where somebody stands in it. No order on a roster means anything.
 */
export const NOBODY = -1;

export function joinRoster(market: Market, person: number, employer: number): void {
  const { people, employers } = market;
  if (employer === NO_JOB) {
    const place = employers.headcount[NO_JOB]!;
    if (place === market.withoutJob.length) market.withoutJob = longer(market.withoutJob, 2 * place);
    market.withoutJob[place] = person;
    people.previousColleague[person] = place;
  } else {
    const first = employers.firstColleague[employer]!;
    people.nextColleague[person] = first;
    people.previousColleague[person] = NOBODY;
    if (first !== NOBODY) people.previousColleague[first] = person;
    employers.firstColleague[employer] = person;
  }
  employers.headcount[employer]!++;
  employers.hiredAtSum[employer]! += people.hiredAt[person]!;
}

export function leaveRoster(market: Market, person: number, employer: number): void {
  const { people, employers } = market;
  if (employer === NO_JOB) {
    const last = market.withoutJob[employers.headcount[NO_JOB]! - 1]!;
    const place = people.previousColleague[person]!;
    market.withoutJob[place] = last;
    people.previousColleague[last] = place;
  } else {
    const next = people.nextColleague[person]!;
    const previous = people.previousColleague[person]!;
    if (next !== NOBODY) people.previousColleague[next] = previous;
    if (previous !== NOBODY) people.nextColleague[previous] = next;
    else employers.firstColleague[employer] = next;
  }
  employers.headcount[employer]!--;
  employers.hiredAtSum[employer]! -= people.hiredAt[person]!;
}

/** The present job of somebody on a roster counts from a month on. */
export function setHiredAt(
  people: PersonColumns,
  employers: EmployerColumns,
  person: number,
  month: number,
): void {
  employers.hiredAtSum[people.employer[person]!]! += month - people.hiredAt[person]!;
  people.hiredAt[person] = month;
}

/** Everybody without a job, copied, so that the caller may move them. */
export function peopleWithoutJob({ withoutJob, employers }: Market): Int32Array {
  return withoutJob.slice(0, employers.headcount[NO_JOB]);
}

/** Everybody on an employer's roster, copied, so that the caller may move them. */
export function rosterOf(people: PersonColumns, employers: EmployerColumns, employer: number): number[] {
  const colleagues: number[] = [];
  for (
    let person = employers.firstColleague[employer]!;
    person !== NOBODY;
    person = people.nextColleague[person]!
  ) {
    colleagues.push(person);
  }
  return colleagues;
}
