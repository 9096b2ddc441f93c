import type { EmployerColumns, PersonColumns } from './columns.ts';

/**
 * Who works where, as a linked list through the people of each employer, so that an employer's staff can be visited
 * without visiting everybody. Employer 0 holds those without a job. The order on a roster means nothing.
 */
export const NOBODY = -1;

export function joinRoster(
  people: PersonColumns,
  employers: EmployerColumns,
  person: number,
  employer: number,
): void {
  const first = employers.firstColleague[employer]!;
  people.nextColleague[person] = first;
  people.previousColleague[person] = NOBODY;
  if (first !== NOBODY) people.previousColleague[first] = person;
  employers.firstColleague[employer] = person;
  employers.headcount[employer]!++;
  employers.hiredAtSum[employer]! += people.hiredAt[person]!;
}

export function leaveRoster(
  people: PersonColumns,
  employers: EmployerColumns,
  person: number,
  employer: number,
): void {
  const next = people.nextColleague[person]!;
  const previous = people.previousColleague[person]!;
  if (next !== NOBODY) people.previousColleague[next] = previous;
  if (previous !== NOBODY) people.nextColleague[previous] = next;
  else employers.firstColleague[employer] = next;
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

/** Everybody on a roster, copied, so that the caller may move them. */
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
