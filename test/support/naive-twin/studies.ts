import { exp } from '../../../src/maths/exp.ts';
import { log } from '../../../src/maths/log.ts';
import { Decision } from '../../../src/model/decisions.ts';
import { keyOfEntrant, retrainingSlot } from '../../../src/model/keys.ts';
import type { MonthRecord } from '../../../src/model/records.ts';
import type { Programme, Retraining } from '../../../src/scenario/scenario.ts';
import { homeOf } from './borders.ts';
import { createPerson, regionOf } from './creation.ts';
import type { Diary } from './diary.ts';
import type { MonthNumbers } from './numbers.ts';
import {
  indexByShares,
  type MonthOfTwin,
  type Prospects,
  staffOf,
  UNLIMITED,
  uniform,
  type World,
} from './world.ts';

/** What is counted of a programme or of retraining in a month. */
interface Counts {
  places: number | null;
  started: number | null;
  graduates: number;
  continued: number;
}

/** Step 4. */
export function admitEntrants(world: World, month: MonthOfTwin, diary: Diary): void {
  const { programmes, retraining } = world.scenario;
  const counts = new Map<Programme | Retraining, Counts>();
  for (const programme of programmes) counts.set(programme, countsOfProgramme(world, month, programme));
  for (const one of retraining) counts.set(one, countsOfRetraining(world, month, one));
  const bySlot = [...programmes].sort(
    (a, b) => world.programmeSlots.get(a.id)! - world.programmeSlots.get(b.id)!,
  );
  for (const programme of bySlot) {
    const from = programme.study?.continuesFrom;
    const started = counts.get(programme)!.started;
    if (!from || !started) continue;
    const u = uniform(world, Decision.continuingRounding, month.date, slotOf(world, programme));
    const source = counts.get(programmes.find(({ id }) => id === from.programme)!)!;
    source.continued += Math.min(Math.floor(started * from.share + u), source.graduates - source.continued);
  }
  for (const [course, { graduates, continued }] of counts)
    for (let number = 0; number < graduates - continued; number++) enter(world, month, course, number, diary);
  diary.students = rows(world, month, counts);
}

function slotOf(world: World, course: Programme | Retraining): number {
  return world.programmeSlots.get('delayMonths' in course ? retrainingSlot(course.id) : course.id)!;
}

function enter(
  world: World,
  month: MonthOfTwin,
  course: Programme | Retraining,
  number: number,
  diary: Diary,
): void {
  const key = keyOfEntrant(month.date - world.scenario.calendar.start, slotOf(world, course), number);
  const region = regionOf(world, course.region, Decision.regionOfPerson, key);
  const home =
    course.origins === null
      ? homeOf(world, region, key)
      : indexByShares(course.origins, uniform(world, Decision.homeOfEntrant, 0, key));
  const skill = world.scenario.skills.findIndex((one) => one.id === course.skill);
  createPerson(world, { key, employer: null, skill, region, home, stage: 'new', month }, diary);
  diary.entered(skill, region);
  if ('degree' in course && home !== region) diary.studiedAbroad(home, region);
}

function countsOfProgramme(world: World, month: MonthOfTwin, programme: Programme): Counts {
  const at = world.scenario.programmes.indexOf(programme);
  const isMonth = programme.months.includes(month.monthOfYear);
  const none = { places: null, started: null, graduates: 0, continued: 0 };
  if (programme.study !== null && !isMonth) return { ...none, places: 0, started: 0 };
  if (!isMonth) return none;
  const u = uniform(world, Decision.graduateRounding, month.date, slotOf(world, programme));
  if (programme.study === null) {
    const aMonth = month.numbers.graduates[at]! / programme.months.length;
    return { ...none, graduates: Math.floor(aMonth * world.scenario.scale + u) };
  }
  const years = programme.study.years;
  const due = startedIn(world, programme, month.date - 12 * years);
  const { fieldChoice } = world.scenario;
  const wanted = fieldChoice === null ? 1 : attraction(world.expected, programme, world, fieldChoice);
  const { places, started } = starts(world, month.numbers, programme, month.date, wanted);
  world.started.set(`${programme.id} ${month.date}`, started);
  return { places, started, graduates: Math.floor(due * programme.study.completion + u), continued: 0 };
}

function countsOfRetraining(world: World, month: MonthOfTwin, retraining: Retraining): Counts {
  const graduates = startedIn(world, retraining, month.date - retraining.delayMonths);
  const wanted = attraction(world.now, retraining, world, retraining);
  const { places, started } = starts(world, month.numbers, retraining, month.date, wanted);
  world.started.set(`retraining ${retraining.id} ${month.date}`, started);
  return { places, started, graduates, continued: 0 };
}

/** Those who started in a month; before the first one, as many as usual prospects would have brought. */
function startedIn(world: World, course: Programme | Retraining, date: number): number {
  const { start, spinUpMonths } = world.scenario.calendar;
  const first = start - spinUpMonths;
  if ('months' in course && !course.months.includes((((date % 12) + 12) % 12) + 1)) return 0;
  if (date < first) return starts(world, world.numbersAtStart, course, date, 1).started;
  const name = 'delayMonths' in course ? `retraining ${course.id}` : course.id;
  return world.started.get(`${name} ${date}`) ?? 0;
}

function starts(
  world: World,
  numbers: MonthNumbers,
  course: Programme | Retraining,
  date: number,
  wanted: number,
): { places: number; started: number } {
  const { scenario } = world;
  const u = uniform(world, Decision.startRounding, date, slotOf(world, course));
  const parts = 'delayMonths' in course ? 12 : course.months.length;
  const rounded = (aYear: number) => Math.floor((aYear / parts) * scenario.scale + u);
  if ('delayMonths' in course) {
    const { people, capacity } = numbers.retraining[scenario.retraining.indexOf(course)]!;
    return { places: rounded(capacity), started: rounded(Math.min(capacity, people * wanted)) };
  }
  const places = numbers.places[scenario.programmes.indexOf(course)]!;
  return { places: rounded(places), started: rounded(places * Math.min(1, course.study!.fill * wanted)) };
}

function attraction(
  prospects: Prospects,
  course: { skill: string },
  world: World,
  answer: { payElasticity: number; openingsElasticity: number; usualLeft: number },
): number {
  const left = prospects.left[world.scenario.skills.findIndex(({ id }) => id === course.skill)]!;
  const byPay = exp(answer.payElasticity * prospects.logPay);
  if (answer.openingsElasticity === 0 || Number.isNaN(left)) return byPay;
  return left === 0 ? 0 : byPay * exp(answer.openingsElasticity * log(left / answer.usualLeft));
}

/** Step 11, after pay has answered. */
export function observeProspects(world: World, month: MonthOfTwin): void {
  const { fieldChoice, skills } = world.scenario;
  let staff = 0;
  let micro = 0;
  for (const employer of world.employers) {
    if (employer.isClosed) continue;
    const { pay } = month.numbers.groups[employer.group]!.attributes;
    const logPay = log(pay) - world.logPayAtStart[employer.group]! + employer.payAnswer;
    const people = staffOf(world, employer).length;
    staff += people;
    micro += Math.round(logPay * 1e6) * people;
  }
  if (staff > 0) world.now.logPay = micro / staff / 1e6;
  skills.forEach((_, skill) => {
    const left = world.employers
      .filter((employer) => !employer.isClosed && employer.openings[skill]! < UNLIMITED)
      .reduce((sum, employer) => sum + employer.openings[skill]!, 0);
    const posted = left + world.filled[skill]!;
    if (posted > 0) world.now.left[skill] = left / posted;
    world.filled[skill] = 0;
    if (fieldChoice === null || Number.isNaN(world.now.left[skill]!)) return;
    world.expected.left[skill]! +=
      (world.now.left[skill]! - world.expected.left[skill]!) / fieldChoice.lagMonths;
  });
  if (fieldChoice !== null)
    world.expected.logPay += (world.now.logPay - world.expected.logPay) / fieldChoice.lagMonths;
}

function rows(
  world: World,
  month: MonthOfTwin,
  counts: ReadonlyMap<Programme | Retraining, Counts>,
): MonthRecord['students'] {
  return [...counts].map(([course, one]) => ({
    programme: course.id,
    region: course.region ?? 'all regions',
    degree: 'delayMonths' in course ? 'retraining' : course.degree,
    places: one.places,
    started: one.started,
    enrolled: one.places === null ? null : enrolledAt(world, course, month.date),
    graduates: one.graduates,
    continued: one.continued,
  }));
}

/** Everybody who has started and is not due yet. */
function enrolledAt(world: World, course: Programme | Retraining, date: number): number {
  const length = 'delayMonths' in course ? course.delayMonths : 12 * course.study!.years;
  let people = 0;
  for (let started = date - length + 1; started <= date; started++)
    people += startedIn(world, course, started);
  return people;
}
