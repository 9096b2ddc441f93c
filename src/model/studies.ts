import { roundedBy } from '../random/distributions.ts';
import type { Month, Scenario } from '../scenario/scenario.ts';
import { type Course, coursesOf } from './courses.ts';
import { Decision } from './decisions.ts';
import type { Market, MonthOfRun } from './market.ts';
import { attraction } from './prospects.ts';
import { ALL_REGIONS, type StudentRow } from './records.ts';

/** Who is on the way into the field. Students are counts: nobody is somebody before they graduate. */
export interface Studies {
  readonly courses: readonly Course[];
  /** Indices of courses in the order of their slots, which no order of a file changes. */
  readonly inOrder: readonly number[];
  /** By course: those who started, by the month of the run in which they are due. */
  readonly due: readonly Int32Array[];
  /** By course, people who have started and are not due yet. */
  readonly enrolled: Int32Array;
  /** This month's counts by course. */
  readonly month: {
    readonly places: Int32Array;
    readonly started: Int32Array;
    readonly graduates: Int32Array;
    readonly continued: Int32Array;
  };
}

/** Without anybody under way. */
export function createStudies(scenario: Scenario, monthsInRun: number): Studies {
  const courses = coursesOf(scenario);
  const counts = () => new Int32Array(courses.length);
  return {
    courses,
    inOrder: courses.map((_, at) => at).sort((a, b) => courses[a]!.slot - courses[b]!.slot),
    due: courses.map(() => new Int32Array(monthsInRun)),
    enrolled: counts(),
    month: { places: counts(), started: counts(), graduates: counts(), continued: counts() },
  };
}

/**
 * Students under way on the eve of the first month: as many as usual prospects and the first month's numbers would have
 * brought, so that the market starts stationary.
 */
export function enrolOnTheEve(market: Market): void {
  const { scenario, monthsInRun, studies } = market;
  const { courses, due, enrolled } = studies;
  const first = scenario.calendar.start - scenario.calendar.spinUpMonths;
  courses.forEach((course, at) => {
    for (let dueIn = 0; dueIn < course.lengthMonths; dueIn++) {
      const date = (first + dueIn - course.lengthMonths) as Month;
      if (!isMonthOf(course, date)) continue;
      const { started } = startsAt(market, course, date, 1);
      enrolled[at]! += started;
      if (dueIn < monthsInRun) due[at]![dueIn] = started;
    }
  });
}

/**
 * Step 4, its first part: those due complete, others start, and of those who complete some go on to another programme.
 * Written to `studies.month`.
 */
export function passStudies(market: Market, month: MonthOfRun): void {
  const { studies } = market;
  const { places, started, graduates, continued } = studies.month;
  for (const counts of [places, started, continued]) counts.fill(0);
  studies.courses.forEach((course, at) => {
    graduates[at] = completing(market, month, course, at);
    if (course.kind !== 'inflow' && isMonthOf(course, month.date)) {
      const starts = startsAt(market, course, month.date, attractionOf(market, course));
      places[at] = starts.places;
      started[at] = starts.started;
      begin(studies, course, at, month.index, starts.started);
    }
  });
  for (const at of studies.inOrder) goOn(market, month, studies.courses[at]!, started[at]!);
}

/** People who complete a course this month, those who go on included. */
export function completing(market: Market, month: MonthOfRun, course: Course, at: number): number {
  const { studies, numbers, draws, scenario } = market;
  if (!isMonthOf(course, month.date)) return 0;
  const due = studies.due[at]![month.index]!;
  studies.enrolled[at]! -= due;
  if (course.kind === 'retraining') return due;
  const u = draws.open(Decision.graduateRounding, month.date).uniform(course.slot, 0);
  if (course.kind === 'study') return roundedBy(due * course.completion, u);
  return roundedBy((numbers.graduates[course.at]! / course.months.length) * scenario.scale, u);
}

/**
 * Places of a month and those who start, both rounded at one draw, so that never more start than there are places.
 * @param wanted how much more people want in than at usual prospects, ratio ≥ 0.
 */
export function startsAt(
  market: Pick<Market, 'scenario' | 'draws' | 'numbers'>,
  course: Course,
  date: Month,
  wanted: number,
): { places: number; started: number } {
  const { scenario, numbers } = market;
  const u = market.draws.open(Decision.startRounding, date).uniform(course.slot, 0);
  const rounded = (aYear: number) => roundedBy((aYear / course.months.length) * scenario.scale, u);
  if (course.kind === 'retraining') {
    const capacity = numbers.capacity[course.at]!;
    const people = Math.min(capacity, numbers.retrained[course.at]! * wanted);
    return { places: rounded(capacity), started: rounded(people) };
  }
  const places = numbers.places[course.at]!;
  const share = Math.min(1, scenario.programmes[course.at]!.study!.fill * wanted);
  return { places: rounded(places), started: rounded(places * share) };
}

function attractionOf({ scenario, prospects }: Market, course: Course): number {
  if (prospects === null) return 1;
  if (course.kind === 'retraining')
    return attraction(prospects.now, course.skill, scenario.retraining[course.at]!);
  return scenario.fieldChoice === null
    ? 1
    : attraction(prospects.expected, course.skill, scenario.fieldChoice);
}

function begin(studies: Studies, course: Course, at: number, index: number, people: number): void {
  studies.enrolled[at]! += people;
  const due = index + course.lengthMonths;
  if (due < studies.due[at]!.length) studies.due[at]![due] = people;
}

/** Some of those who start this month have just completed the programme that this one continues from. */
function goOn(market: Market, month: MonthOfRun, course: Course, started: number): void {
  const from = course.continuesFrom;
  if (from < 0 || started === 0) return;
  const { graduates, continued } = market.studies.month;
  const u = market.draws.open(Decision.continuingRounding, month.date).uniform(course.slot, 0);
  const wanted = roundedBy(started * course.shareContinuing, u);
  continued[from]! += Math.min(wanted, graduates[from]! - continued[from]!);
}

function isMonthOf(course: Course, date: Month): boolean {
  return course.months.includes(monthOfYear(date));
}

/** 1–12. */
function monthOfYear(date: Month): number {
  return (date % 12) + 1;
}

/** Step 12, its part: one row a course. */
export function studentRows({
  studies,
  scenario,
}: Pick<Market, 'studies' | 'scenario'>): readonly StudentRow[] {
  const { places, started, graduates, continued } = studies.month;
  return Object.freeze(
    studies.courses.map((course, at) =>
      Object.freeze({
        programme: course.id,
        region: course.region < 0 ? ALL_REGIONS : scenario.regions[course.region]!.id,
        degree: course.degree,
        places: course.kind === 'inflow' ? null : places[at]!,
        started: course.kind === 'inflow' ? null : started[at]!,
        enrolled: course.kind === 'inflow' ? null : studies.enrolled[at]!,
        graduates: graduates[at]!,
        continued: continued[at]!,
      }),
    ),
  );
}
