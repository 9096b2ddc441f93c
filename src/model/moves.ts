import { HiredBy, hasOwnPay, Stage } from './columns.ts';
import { noteNewcomer } from './leave-sooner.ts';
import { type Market, NEVER, NO_JOB } from './market.ts';
import type { FlowKind } from './records.ts';
import { NO_VISA, noteLostJob, takeUpRight } from './right-to-work.ts';
import { joinRoster, leaveRoster, setHiredAt } from './roster.ts';
import { joinTeam, leaveTeam, teamOf } from './teams.ts';
import { placeOf, tellMove } from './trace-notes.ts';
import { isSponsored, sponsorOf, withdraw } from './visas.ts';

/** The only writers of who works where. Each keeps the roster, the counts and the record together. */

/** An employed person ends up without a job, where they are. */
export function leaveJob(market: Market, person: number, kind: FlowKind): void {
  leaveTeam(market, person);
  move(market, person, NO_JOB, kind);
  setHiredAt(market.people, market.employers, person, NEVER);
  market.people.vestsFrom[person] = NEVER;
  market.people.stage[person] = Stage.settled;
}

/** A person leaves the field for good; their storage is not used again, their key never was anybody else's. */
export function leaveField(market: Market, person: number, kind: FlowKind): void {
  const { people, recorder } = market;
  const employer = people.employer[person]!;
  const skill = people.skill[person]!;
  if (employer !== NO_JOB) leaveTeam(market, person);
  leaveRoster(market, person, employer);
  market.staff[employer * market.skills + skill]!--;
  const unit = recorder.unitOf(market, employer);
  recorder.countPresent(market, person, -1);
  withdraw(market, person);
  recorder.countFlow(unit, recorder.left, skill, kind);
  if (recorder.isOn) recorder.onMove?.(people.key[person]!, -1);
  if (market.trace !== null) tellMove(market, person, placeOf(market, employer), null, kind);
  recorder.regions.countExit(people.region[person]!);
  if (people.stage[person] === Stage.new) recorder.firstJobs.countLeft(skill, people.region[person]!);
  recorder.stars.countMove(market, person, unit, recorder.left, kind);
  people.stage[person] = Stage.left;
}

/**
 * A person takes a job; region, right to work, tenure and stage follow. Who is hired abroad, or comes with a firm that was bought, stays where they are.
 * @param month index of the month of the run.   @param route of the visa with which they come; NO_VISA without one.
 * @param team which team of the employer they join; −1: any.
 */
export function takeJob(
  market: Market,
  person: number,
  employer: number,
  kind: FlowKind,
  month: number,
  route: number = NO_VISA,
  team = -1,
): void {
  const { people, recorder } = market;
  leaveForAnother(market, person, employer, kind, month);
  const regionBefore = people.region[person]!;
  recorder.countArrival(market, person, employer, kind, month);
  move(market, person, employer, kind);
  if (kind !== 'hired-abroad' && kind !== 'acquisition')
    changeRegion(market, person, market.employers.region[employer]!);
  takeUpRight(market, person, { regionBefore, route, month });
  joinTeam(market, person, employer, month, team);
  // What a star was promised with the visa pending holds, also where they are.
  if (hasOwnPay(people) && (kind === 'visa-hire' || kind === 'hired-abroad'))
    people.logOwnPay[person] = people.logPromisedPay[person]!;
  setHiredAt(people, market.employers, person, month);
  people.vestsFrom[person] = month;
  people.stage[person] = kind === 'founding' ? Stage.founder : Stage.settled;
  people.hiredBy[person] = HIRED_BY[kind] ?? HiredBy.themselves;
  noteNewcomer(market, person, month);
}

const HIRED_BY: Partial<Record<FlowKind, number>> = {
  'lift-out': HiredBy.liftOut,
  'acqui-hire': HiredBy.acquiHire,
  acquisition: HiredBy.acquisition,
};

/** Somebody who has a job leaves its team, which will be told. */
function leaveForAnother(market: Market, person: number, to: number, kind: FlowKind, month: number): void {
  const { people, employers, teams } = market;
  const employer = people.employer[person]!;
  if (teams === null || employer === NO_JOB) return;
  leaveTeam(market, person);
  const toKey = employers.key[to]!;
  teams.leavers.push({ person, kind, employer, team: teamOf(people, person), to, toKey, month });
}

/** The same job, or none, from another region. */
export function changeRegion(market: Market, person: number, region: number): void {
  const { people, recorder } = market;
  const before = people.region[person]!;
  if (region === before) return;
  recorder.countPresent(market, person, -1);
  people.region[person] = region;
  recorder.countPresent(market, person, 1);
  recorder.regions.countMigration(before, region);
}

function move(market: Market, person: number, to: number, kind: FlowKind): void {
  const { people, employers, recorder, skills } = market;
  const from = people.employer[person]!;
  const skill = people.skill[person]!;
  // The employer that asked for the visa is left, or is reached without it.
  if (isSponsored(people, person) || (to !== NO_JOB && sponsorOf(people, person) === to))
    withdraw(market, person);
  recorder.countPresent(market, person, -1);
  leaveRoster(market, person, from);
  joinRoster(market, person, to);
  market.staff[from * skills + skill]!--;
  market.staff[to * skills + skill]!++;
  people.employer[person] = to;
  if (hasOwnPay(people)) people.logOwnPay[person] = 0; // agreed with the employer left
  recorder.countPresent(market, person, 1);
  if (recorder.isOn) recorder.onMove?.(people.key[person]!, employers.key[to]!);
  if (market.trace !== null) tellMove(market, person, placeOf(market, from), placeOf(market, to), kind);
  const unitBefore = recorder.unitOf(market, from);
  const unit = recorder.unitOf(market, to);
  recorder.countFlow(unitBefore, unit, skill, kind);
  recorder.stars.countMove(market, person, unitBefore, unit, kind);
  if (to === NO_JOB) noteLostJob(market, person);
}
