import { drawnIndex } from '../random/distributions.ts';
import { Stage } from './columns.ts';
import type { Course } from './courses.ts';
import { Decision } from './decisions.ts';
import { drawnRegion } from './employers.ts';
import { keyOfEntrant } from './keys.ts';
import { type Market, type MonthOfRun, makeRoomForPeople, NO_JOB } from './market.ts';
import { settle } from './population.ts';
import { homeOf } from './right-to-work.ts';
import { passStudies } from './studies.ts';
import { placeOf, tellMove } from './trace-notes.ts';

/** People admitted between two chances for a caller to look up. */
const AT_A_TIME = 256;

/** Step 4. Those who complete a programme or retraining and do not go on to another enter without a job. */
export function* admitEntrantsInSteps(market: Market, month: MonthOfRun): Generator<void, void> {
  passStudies(market, month);
  yield;
  const { courses, month: counts } = market.studies;
  const since = month.date - market.scenario.calendar.start;
  const entrantsOf = (at: number) => counts.graduates[at]! - counts.continued[at]!;
  const all = courses.reduce((sum, _, at) => sum + entrantsOf(at), 0);
  yield* makeRoomForPeople(market, all);
  for (const [at, course] of courses.entries()) {
    const entrants = entrantsOf(at);
    for (let number = 0; number < entrants; number++) {
      admit(market, month, course, keyOfEntrant(since, course.slot, number));
      if (number % AT_A_TIME === AT_A_TIME - 1) yield;
    }
  }
}

function admit(market: Market, month: MonthOfRun, course: Course, key: number): void {
  const { recorder } = market;
  const { skill } = course;
  const region = regionOfEntrant(market, course, key);
  const home =
    course.origins === null ? homeOf(market, region, key) : homeOfEntrant(market, course, key, region);
  const person = settle(market, {
    key,
    employer: NO_JOB,
    skill,
    region,
    home,
    stage: Stage.new,
    month: month.index,
  });
  if (market.trace !== null) tellMove(market, person, null, placeOf(market, NO_JOB), 'entry');
  recorder.countFlow(recorder.entry, recorder.noJob, skill, 'entry');
  recorder.countEntry(key, region, home);
}

/** The course's region, or one drawn by the regions' shares. */
function regionOfEntrant(market: Market, course: Course, key: number): number {
  return course.region >= 0
    ? course.region
    : drawnRegion(market, market.draws.open(Decision.regionOfPerson, 0).uniform(key, 0));
}

/** Drawn by the course's origins; without them, where it is. */
export function homeOfEntrant(
  market: Pick<Market, 'draws'>,
  course: Pick<Course, 'origins'>,
  key: number,
  region: number,
): number {
  if (course.origins === null) return region;
  return drawnIndex(course.origins, market.draws.open(Decision.homeOfEntrant, 0).uniform(key, 0));
}
