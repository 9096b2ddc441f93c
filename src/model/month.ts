import { inOneGo } from '../scenario/steps.ts';
import { hireStaffs } from './acqui-hires.ts';
import { approachStars } from './approaches.ts';
import { holdAuctions, withoutSettled } from './auction.ts';
import { recordChoices } from './choices.ts';
import { counterOffersTo, makeCounterOffers, withoutBeaten } from './counter-offers.ts';
import { admitEntrantsInSteps } from './entrants.ts';
import { refreshEquity } from './equity-refreshes.ts';
import { advanceFirms } from './firm-growth.ts';
import { applyHiresInSteps } from './hires.ts';
import type { Market, MonthOfRun } from './market.ts';
import { matchStablyInSteps } from './matching.ts';
import { meetVacanciesInSteps } from './meetings.ts';
import { dropCompetitors } from './non-competes.ts';
import { rankOptionsInSteps } from './options.ts';
import { answerOpeningsWithPay } from './pay.ts';
import { planVacancies } from './planning.ts';
import { observeProspects } from './prospects.ts';
import { chooseSearchers } from './search.ts';
import { separate } from './separations.ts';
import { moveTeams } from './team-moves.ts';
import { rememberDepartures } from './teams.ts';
import { meetThroughTies } from './ties.ts';
import { applyDriversAndEvents } from './timeline.ts';
import { tellMeetings, tellStandings } from './trace-notes.ts';
import { crossBordersInSteps } from './visas.ts';

/**
 * One month of the market, as MODEL.md tells it. The steps' numbers are the protocol's. At each `yield` nothing happens but that a
 * caller may look up: a full-size month takes longer than a page may be deaf.
 */
export function* monthInSteps(market: Market, month: MonthOfRun): Generator<void, void> {
  if (market.trace !== null) tellStandings(market, month);
  applyDriversAndEvents(market, month); // 1
  planVacancies(market, month); // 2, before anybody leaves: who leaves this month is replaced from the next
  refreshEquity(market, month); // before anybody weighs what leaving would forfeit
  yield;
  separate(market, month); // 3
  yield;
  yield* admitEntrantsInSteps(market, month); // 4, after lay-offs: nobody is laid off in the month they enter
  yield;
  const searchers = chooseSearchers(market, month); // 5
  yield;
  const answers = yield* meetVacanciesInSteps(market, searchers, month); // 6
  yield;
  const withTies = meetThroughTies(market, searchers, answers, month);
  const meetings = dropCompetitors(market, searchers, withTies); // at the end: ties do not lift a non-compete
  if (market.trace !== null) tellMeetings(market, searchers, answers, withTies, meetings);
  const approaches = approachStars(market, month); // nobody approached need have looked
  yield;
  const options = yield* rankOptionsInSteps(market, searchers, meetings, month); // 7
  recordChoices(market, searchers, meetings, options, month); // why they would leave, whoever then may
  yield;
  const settled = holdAuctions(market, approaches, searchers, options, month); // 8, before the matching: these people and places leave it
  const others = withoutSettled(market, options, searchers, settled);
  const counters = counterOffersTo(market, searchers, others, month);
  const wished = withoutBeaten(market, others, searchers, counters); // nobody leaves for what their employer beats
  yield;
  const matches = yield* matchStablyInSteps(market, searchers, wished, month);
  yield;
  makeCounterOffers(market, searchers, others, matches, counters, month); // before the hires: it asks who could have had which place
  yield;
  yield* applyHiresInSteps(market, searchers, wished, matches, month); // founders among them: their firms begin here
  yield;
  yield* crossBordersInSteps(market, month); // 9, after the matching: who was accepted abroad this month may be in this month's lottery
  yield;
  moveTeams(market, month); // 10, after hires: they open the way for team-mates, and use places that these left
  yield;
  hireStaffs(market, month);
  rememberDepartures(market, month);
  advanceFirms(market, month);
  answerOpeningsWithPay(market); // 11
  observeProspects(market); // after pay's answer: students and those who retrain see the same pay as people in the field
  yield;
}

/** The same month in one go, for those whom nobody waits for: tests. */
export function simulateMonth(market: Market, month: MonthOfRun): void {
  inOneGo(monthInSteps(market, month));
}
