import { Stage } from './columns.ts';
import { type Market, NEVER, NO_JOB } from './market.ts';
import type { FlowKind } from './records.ts';
import { joinRoster, leaveRoster } from './roster.ts';

/** The only writers of who works where. Each keeps the roster, the counts and the record together. */

/** An employed person ends up without a job, in the region of the job. */
export function leaveJob(market: Market, person: number, kind: FlowKind): void {
  move(market, person, NO_JOB, kind);
  market.people.hiredAt[person] = NEVER;
  market.people.stage[person] = Stage.settled;
}

/** A person leaves the field for good; their storage is not used again, their key never was anybody else's. */
export function leaveField(market: Market, person: number, kind: FlowKind): void {
  const { people, recorder } = market;
  const employer = people.employer[person]!;
  const skill = people.skill[person]!;
  leaveRoster(people, market.employers, person, employer);
  market.staff[employer * market.skills + skill]!--;
  const unit = recorder.unitOf(market, employer);
  recorder.countPresent(unit, skill, people.region[person]!, -1);
  recorder.countFlow(unit, recorder.left, skill, kind);
  recorder.exits[people.region[person]!]!++;
  if (people.stage[person] === Stage.new) recorder.firstJobs.countLeft(skill);
  people.stage[person] = Stage.left;
}

/** A person takes a job; region, tenure and stage follow. @param month index of the month of the run. */
export function takeJob(
  market: Market,
  person: number,
  employer: number,
  kind: FlowKind,
  month: number,
): void {
  const { people, recorder } = market;
  if (people.stage[person] === Stage.new)
    recorder.firstJobs.countJob(recorder.sectorOf(market, employer), people.skill[person]!);
  move(market, person, employer, kind);
  people.hiredAt[person] = month;
  people.stage[person] = kind === 'founding' ? Stage.founder : Stage.settled;
}

function move(market: Market, person: number, to: number, kind: FlowKind): void {
  const { people, employers, recorder, skills } = market;
  const from = people.employer[person]!;
  const skill = people.skill[person]!;
  const regionBefore = people.region[person]!;
  const region = to === NO_JOB ? regionBefore : employers.region[to]!;
  const unitBefore = recorder.unitOf(market, from);
  const unit = recorder.unitOf(market, to);
  leaveRoster(people, employers, person, from);
  joinRoster(people, employers, person, to);
  market.staff[from * skills + skill]!--;
  market.staff[to * skills + skill]!++;
  people.employer[person] = to;
  people.region[person] = region;
  recorder.countPresent(unitBefore, skill, regionBefore, -1);
  recorder.countPresent(unit, skill, region, 1);
  recorder.countFlow(unitBefore, unit, skill, kind);
  if (region !== regionBefore) {
    recorder.departures[regionBefore]!++;
    recorder.arrivals[region]!++;
  }
}
