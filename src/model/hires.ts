import { certaintyEquivalentGain } from './certainty-equivalent.ts';
import { Stage } from './columns.ts';
import { foundFirm } from './firms.ts';
import { recordFirstChoice } from './first-jobs.ts';
import { foundingOption, JobValues, OWN_FIRM } from './job-value.ts';
import { type Market, type MonthOfRun, makeRoomForFirms, NO_JOB } from './market.ts';
import type { Matches } from './matching.ts';
import { takeJob } from './moves.ts';
import { marketNumber } from './numbers.ts';
import type { Options } from './options.ts';
import { UNLIMITED } from './planning.ts';
import { routeNeeded } from './right-to-work.ts';
import type { Searchers } from './search.ts';
import { apply } from './visas.ts';

/** Hires between two chances for a caller to look up. */
const AT_A_TIME = 128;

/**
 * Everybody matched goes to their new place, at once, or applies for the visa it needs and has the place kept; why those with a
 * job moved is recorded first, as it was chosen.
 */
export function* applyHiresInSteps(
  market: Market,
  searchers: Searchers,
  options: Options,
  matches: Matches,
  month: MonthOfRun,
): Generator<void, void> {
  recordReasons(market, searchers, options, matches, month);
  yield;
  yield* makeRoomForFirms(market, matches.filter((match) => match === OWN_FIRM).length);
  if (market.teams !== null) yield* market.teams.mates.makeRoomInSteps();
  let hired = 0;
  for (let searcher = 0; searcher < searchers.count; searcher++) {
    const match = matches[searcher]!;
    if (match === NO_JOB) continue;
    hire(market, searchers.people[searcher]!, match, month);
    if (++hired % AT_A_TIME === 0) yield;
  }
}

function hire(market: Market, person: number, match: number, month: MonthOfRun): void {
  if (match === OWN_FIRM) {
    if (market.recorder.isOn) recordFounder(market, person);
    takeJob(market, person, foundFirm(market, month, person), 'founding', month.index);
    return;
  }
  fillOpening(market, match, market.people.skill[person]!);
  const route = routeNeeded(market, person, match);
  if (route >= 0) {
    apply(market, person, match, route);
    return;
  }
  const kind = market.people.employer[person] === NO_JOB ? 'hire' : 'job-to-job';
  takeJob(market, person, match, kind, month.index);
}

/** How much a founder believes in, and gains from, the exit of a firm of their own: beside what it is worth at a belief of one. */
function recordFounder(market: Market, person: number): void {
  const { people, numbers, recorder } = market;
  const { equityShare, nothing, outcomes } = foundingOption(market)!;
  const belief = people.equityBelief[person]! * marketNumber(numbers, 'people.equityBeliefLevel');
  const gainAt = (believed: number) =>
    certaintyEquivalentGain(equityShare * believed, nothing, outcomes, 0, people.riskAversion[person]!);
  recorder.countFounder(belief, gainAt(belief), gainAt(1));
}

/** A place that was open is taken. */
export function fillOpening(market: Market, employer: number, skill: number): void {
  const vacancy = employer * market.skills + skill;
  if (market.openings[vacancy]! < UNLIMITED) {
    market.openings[vacancy]!--;
    if (market.prospects !== null) market.prospects.filled[skill]!++;
  }
  market.recorder.filled[market.recorder.unitOf(market, employer)]!++;
}

/** For each move out of a job, what it gained. First jobs have reasons of their own. */
function recordReasons(
  market: Market,
  searchers: Searchers,
  options: Options,
  matches: Matches,
  month: MonthOfRun,
): void {
  if (!market.recorder.isOn) return;
  const values = new JobValues(market, month);
  for (let searcher = 0; searcher < searchers.count; searcher++) {
    const match = matches[searcher]!;
    const person = searchers.people[searcher]!;
    if (match === NO_JOB) continue;
    if (match !== OWN_FIRM && routeNeeded(market, person, match) >= 0) continue; // no job yet, perhaps never
    if (market.people.stage[person] === Stage.new) {
      const ranked = options.employer.subarray(options.start[searcher]!, options.start[searcher + 1]!);
      recordFirstChoice(market, values, person, ranked, match);
    }
    countReasonOfMove(market, values, person, match, 0);
  }
}

/** Why somebody moves, before they do. Nothing for those without a job. @param raise log points of pay beyond what the new employer posts. */
export function countReasonOfMove(
  market: Market,
  values: JobValues,
  person: number,
  to: number,
  raise: number,
): void {
  const employer = market.people.employer[person]!;
  if (employer === NO_JOB || !market.recorder.isOn) return;
  market.recorder.countReason(market, employer, to, values.gainOfMoving(person, to, raise));
}
