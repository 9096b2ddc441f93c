import { KeyedDraws } from '../random/keyed-draws.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { inOneGo } from '../scenario/steps.ts';
import { type Borders, createBorders } from './borders.ts';
import { Clock } from './clock.ts';
import { allocate, EMPLOYER_COLUMNS, growInSteps, type Mechanism, PERSON_COLUMNS } from './columns.ts';
import { Decision } from './decisions.ts';
import { createEmployers, employersAtStart } from './employers.ts';
import { largestReturnHome } from './going-home.ts';
import { checkMonthsFit, NO_JOB_KEY, slotsOfGroups } from './keys.ts';
import { addEmployer, type Market, makeRoomForEmployersInSteps, monthOfRun, NO_JOB } from './market.ts';
import { createNumbers } from './numbers.ts';
import { createPopulation, mostPeopleAtStart, openTraitDraws } from './population.ts';
import { PostedJobs } from './posted-jobs.ts';
import { createProspects } from './prospects.ts';
import { Recorder } from './recorder.ts';
import { Room } from './room.ts';
import { createStudies, enrolOnTheEve } from './studies.ts';
import { Teams } from './teams.ts';
import { applyDriversAndEvents, compileTimeline } from './timeline.ts';
import type { Trace } from './trace.ts';

/** Employers and people there is room for at first; columns double when they are full. */
const FIRST_CAPACITY = 1024;

/** Beyond so many, columns double: a mistake may ask for more people than any machine has memory for, and they are told when keys are full. */
const MOST_AT_ONCE = 4_000_000;
const timesCapacity = (count: number): number =>
  Math.max(1, Math.ceil(Math.min(count, MOST_AT_ONCE) / FIRST_CAPACITY));

function absentMechanisms(scenario: Scenario, borders: Borders | null): Mechanism[] {
  const { teams, superstars, counterOffers } = scenario;
  const absent: Mechanism[] = [];
  if (teams === null) absent.push('teams');
  if (superstars === null && counterOffers === null) absent.push('own pay');
  if (borders === null) absent.push('borders');
  return absent;
}

/** The market of a scenario on the eve of its first month: employers, their staff, and those without a job. */
export function createMarket(given: Scenario, seed: string, trace: Trace | null = null): Market {
  return inOneGo(createMarketInSteps(given, seed, trace));
}

/** The same, giving way on its way. */
export function* createMarketInSteps(
  given: Scenario,
  seed: string,
  trace: Trace | null,
): Generator<void, Market> {
  // A copy, for its objects are then made in one way: groups that were read in 23 ways have 23 layouts in memory, and a look at a
  // property that may be in any of so many is a search.
  const scenario = structuredClone(given);
  yield;
  const monthsInRun = scenario.calendar.spinUpMonths + scenario.calendar.end - scenario.calendar.start + 1;
  checkMonthsFit(monthsInRun);
  const draws = new KeyedDraws(seed);
  const numbers = createNumbers(scenario);
  yield;
  const borders = createBorders(scenario, draws, monthsInRun);
  const { people, separations } = scenario;
  yield;
  const market: Market = {
    scenario,
    draws,
    monthsInRun,
    skills: scenario.skills.length,
    numbers,
    timeline: compileTimeline(scenario, numbers),
    slots: { groups: slotsOfGroups(scenario) },
    studies: createStudies(scenario, monthsInRun),
    prospects: createProspects(scenario),
    people: allocate(PERSON_COLUMNS, FIRST_CAPACITY, absentMechanisms(scenario, borders)),
    peopleCount: 0,
    stars: [],
    traitDraws: openTraitDraws(draws),
    clocks: {
      look: new Clock(draws, Decision.nextLookCandidate, people.largestLooksPerMonth, monthsInRun),
      quit: new Clock(draws, Decision.nextQuitCandidate, separations.largestQuitPerMonth, monthsInRun),
      exit: new Clock(draws, Decision.nextExitCandidate, separations.largestLeaveFieldPerMonth, monthsInRun),
      goHome: new Clock(draws, Decision.nextReturnCandidate, largestReturnHome(scenario), monthsInRun),
    },
    borders,
    employers: allocate(EMPLOYER_COLUMNS, FIRST_CAPACITY),
    employerCount: 0,
    withoutJob: new Int32Array(FIRST_CAPACITY),
    closedEmployers: [],
    closedThisMonth: [],
    foundedFirms: new Set(),
    stealthGroup: scenario.employers.findIndex(({ id }) => id === scenario.founding?.stealthGroup),
    teams: scenario.teams === null ? null : new Teams(),
    newcomers: [],
    pendingDeals: [],
    staff: new Int32Array(FIRST_CAPACITY * scenario.skills.length),
    openings: new Int32Array(FIRST_CAPACITY * scenario.skills.length),
    reserved: new Int32Array(FIRST_CAPACITY * scenario.skills.length),
    staffRounding: new Float64Array(FIRST_CAPACITY * scenario.skills.length),
    posted: new Int32Array(FIRST_CAPACITY),
    hiring: [],
    postedJobs: new PostedJobs(scenario.causes.length),
    room: new Room(),
    recorder: new Recorder(scenario),
    trace,
    followed: [],
  };
  yield;
  const noJob = addEmployer(market, NO_JOB_KEY, -1, 0);
  if (noJob !== NO_JOB) throw new Error('those without a job must be employer 0');
  applyDriversAndEvents(market, monthOfRun(market, 0));
  numbers.logPayAtStart.set(numbers.logPay);
  yield;
  // At once, for columns that double on the way leave as much again behind them.
  yield* makeRoomForEmployersInSteps(market, timesCapacity(employersAtStart(market)));
  yield* createEmployers(market);
  yield* growInSteps(market.people, timesCapacity(mostPeopleAtStart(market)));
  enrolOnTheEve(market);
  yield;
  yield* createPopulation(market);
  return market;
}
