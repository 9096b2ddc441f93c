import type { MonthRecord } from '../../src/model/records.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { hireStaffs } from './naive-twin/acqui-hires.ts';
import { crossBorders } from './naive-twin/borders.ts';
import { employersMet } from './naive-twin/contacts.ts';
import { answersTo, makeCounterOffers } from './naive-twin/counter-offers.ts';
import { createWorld } from './naive-twin/creation.ts';
import { Diary } from './naive-twin/diary.ts';
import { advanceFirms } from './naive-twin/firms.ts';
import {
  answerOpeningsWithPay,
  matchStably,
  moveMatched,
  planVacancies,
  rankWishes,
} from './naive-twin/month.ts';
import { numbersOfMonth } from './naive-twin/numbers.ts';
import { peopleWhoLook, refreshEquity, separate } from './naive-twin/separations.ts';
import { approachesOf, holdAuctions } from './naive-twin/stars.ts';
import { admitEntrants, observeProspects } from './naive-twin/studies.ts';
import { metThroughTies, moveTeams, rememberDepartures } from './naive-twin/teams.ts';
import type { MonthOfTwin, World } from './naive-twin/world.ts';

/**
 * The model of MODEL.md written a second time, for clarity only: people and employers are objects, everybody is visited every
 * month, every count is counted anew. It shares with the engine the draws, the portable maths, the numbers of decisions, the
 * packing of keys and the resolved scenario, and nothing else. Slow; for small markets.
 * @throws TwinStops where the engine throws ModelError.
 */
export function* simulateNaively(scenario: Scenario, seed: string): Generator<MonthRecord, void> {
  const world = createWorld(scenario, seed);
  const { start, spinUpMonths } = scenario.calendar;
  for (let index = 0; index < world.monthsInRun; index++) {
    const date = start - spinUpMonths + index;
    const numbers = numbersOfMonth(scenario, date);
    const month: MonthOfTwin = { index, date, monthOfYear: (date % 12) + 1, numbers };
    const diary = new Diary(world);
    simulateMonth(world, month, diary);
    diary.endMonth(month);
    if (index >= spinUpMonths) yield diary.recordOf(month);
  }
}

function simulateMonth(world: World, month: MonthOfTwin, diary: Diary): void {
  planVacancies(world, month, diary);
  refreshEquity(world, month);
  separate(world, month, diary);
  admitEntrants(world, month, diary);
  const metBy = employersMet(world, month);
  const searchers = peopleWhoLook(world, month).map((person) => {
    const answers = metBy(person);
    const met = [...answers, ...metThroughTies(world, month, person, answers)];
    diary.searchers++;
    diary.meetings += met.length;
    return rankWishes(world, month, person, met, diary);
  });
  const settled = holdAuctions(world, month, approachesOf(world, month), searchers, diary);
  const others = searchers.filter(({ person }) => !settled.has(person));
  const answered = answersTo(world, month, others);
  const matches = matchStably(world, month, others);
  makeCounterOffers(world, month, answered, matches, diary);
  moveMatched(world, month, matches, diary);
  crossBorders(world, month, diary);
  moveTeams(world, month, diary);
  hireStaffs(world, month, diary);
  rememberDepartures(world, month);
  advanceFirms(world, month, diary);
  answerOpeningsWithPay(world, month);
  observeProspects(world, month);
}
