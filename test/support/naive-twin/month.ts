import { exp } from '../../../src/maths/exp.ts';
import { log } from '../../../src/maths/log.ts';
import { Decision } from '../../../src/model/decisions.ts';
import { apply, placesKept, takeJob, visaFor } from './borders.ts';
import { lastingRounding, wantedOfSkill } from './creation.ts';
import type { Diary } from './diary.ts';
import { foundFirm } from './firms.ts';
import {
  costOfLeaving,
  gainsOfFounder,
  OWN_FIRM,
  type Place,
  partsOfJob,
  partsOfNoJob,
  partsOfStaying,
  sumOf,
} from './job-value.ts';
import { isBarred } from './teams.ts';
import {
  type Employer,
  groupOf,
  type MonthOfTwin,
  type Person,
  staffOf,
  UNLIMITED,
  uniform,
  type World,
} from './world.ts';

/** Step 2. */
export function planVacancies(world: World, month: MonthOfTwin, diary: Diary): void {
  for (const employer of world.employers) {
    const group = groupOf(world, employer);
    const { attributes } = month.numbers.groups[employer.group]!;
    employer.posted = 0;
    if (employer.isClosed || (group.founded !== null && month.date < group.founded)) continue;
    const logPayGrowth = log(attributes.pay) - world.logPayAtStart[employer.group]! + employer.payAnswer;
    const logCostGrowth = logPayGrowth + log(1 - month.numbers.wageSubsidy[employer.region]!);
    const target = employer.startStaff * attributes.demand * exp(attributes.costElasticity * logCostGrowth);
    employer.wantedStaff += attributes.adjustment * (target - employer.wantedStaff);
    employer.openings = world.scenario.skills.map((_, skill) => openingsOf(world, month, employer, skill));
    employer.posted = employer.openings.reduce((sum, open) => sum + open, 0);
    diary.posted(employer);
  }
}

function openingsOf(world: World, month: MonthOfTwin, employer: Employer, skill: number): number {
  const { vacancies, isNamed } = groupOf(world, employer);
  const { expectedLeaving, freeze } = month.numbers.groups[employer.group]!.attributes;
  const mix = month.numbers.groups[employer.group]!.skillMix[skill]!;
  if (mix === 0) return 0;
  if (vacancies === 'unlimited') return UNLIMITED;
  const r = lastingRounding(world, employer, skill);
  const staff = staffOf(world, employer).filter((person) => person.skill === skill).length;
  const kept = placesKept(world, employer, skill);
  const open =
    vacancies === 'planned'
      ? Math.max(0, Math.floor(employer.wantedStaff * mix + expectedLeaving * staff + r) - staff - kept)
      : Math.max(0, Math.floor(vacancies * (isNamed ? world.scenario.scale : 1) * mix + r) - kept);
  const u = uniform(world, Decision.freezeRounding, month.date, employer.key, skill);
  return freeze === 0 ? open : Math.floor(open * (1 - freeze) + u);
}

export interface Searcher {
  readonly person: Person;
  /** What is worth more than staying, best first. */
  readonly wishes: Place[];
  asked: number;
}

/** Step 7. */
export function rankWishes(
  world: World,
  month: MonthOfTwin,
  person: Person,
  met: Employer[],
  diary: Diary,
): Searcher {
  const partsNow =
    person.employer === null ? partsOfNoJob(world, month, person) : partsOfStaying(world, month, person);
  const staying = sumOf(partsNow);
  const cost = costOfLeaving(world, month, person);
  const open = met.filter((employer) => !isBarred(world, month, person, employer));
  const offers: Place[] = mayFound(world, month, person) ? [...open, OWN_FIRM] : open;
  const valued = offers.map((place) => ({ place, parts: partsOfJob(world, month, person, place, cost) }));
  if (person.employer !== null)
    diary.weighed(
      person.employer,
      valued.map(({ parts }) => parts.slice(0, 6).map((part, at) => part - partsNow[at]!)),
      valued.some(({ parts }) => sumOf(parts) > staying),
    );
  const wishes = valued
    .map(({ place, parts }) => ({ place, value: sumOf(parts) }))
    .filter(({ value }) => value > staying)
    .sort((a, b) => b.value - a.value)
    .map(({ place }) => place);
  return { person, wishes, asked: 0 };
}

function mayFound(world: World, month: MonthOfTwin, person: Person): boolean {
  const { founding } = world.scenario;
  return (
    founding !== null &&
    person.stage !== 'new' &&
    (person.right === 'citizen' || person.right === 'permanent') &&
    founding.skills[person.skill] === 1 &&
    !isBarred(world, month, person, OWN_FIRM) &&
    uniform(world, Decision.foundingOpen, month.date, person.key) < month.numbers.market['founding.rate']
  );
}

/** Step 8, as in the textbook: in each round everybody who is held by nobody asks the next on their list. */
export function matchStably(
  world: World,
  month: MonthOfTwin,
  searchers: Searcher[],
  places = (employer: Employer, skill: number) => employer.openings[skill]!,
): Map<Searcher, Place> {
  const held = new Map<Searcher, Place>();
  for (;;) {
    const free = searchers.filter(
      (searcher) => !held.has(searcher) && searcher.asked < searcher.wishes.length,
    );
    if (free.length === 0) return held;
    for (const searcher of free) held.set(searcher, searcher.wishes[searcher.asked++]!);
    for (const employer of new Set(held.values())) {
      if (employer === OWN_FIRM) continue;
      world.scenario.skills.forEach((_, skill) => {
        const best = [...held]
          .filter(([searcher, place]) => place === employer && searcher.person.skill === skill)
          .map(([searcher]) => searcher)
          .sort((a, b) => {
            const difference =
              rankOf(world, month, b.person, employer) - rankOf(world, month, a.person, employer);
            return difference === 0 ? b.person.key - a.person.key : difference;
          });
        for (const turnedDown of best.slice(places(employer, skill))) held.delete(turnedDown);
      });
    }
  }
}

/** How an employer ranks an applicant: the higher the better. */
export function rankOf(world: World, month: MonthOfTwin, person: Person, employer: Employer): number {
  const { weightOfTalent, fitSd } = world.scenario.hiring;
  const fit = world.draws.open(Decision.applicantFit, month.date).normal(person.key, employer.key);
  const { weightOfPractice } = month.numbers.groups[employer.group]!.attributes;
  return weightOfTalent * log(person.talent) + weightOfPractice * person.practice + fitSd * fit;
}

/** Step 8, after the matching: everybody goes to their new place at once. */
export function moveMatched(
  world: World,
  month: MonthOfTwin,
  matches: Map<Searcher, Place>,
  diary: Diary,
): void {
  // As chosen, so before anybody has moved.
  for (const [{ person, wishes }, place] of matches) {
    if (place !== OWN_FIRM && typeof visaFor(world, month, person, place) === 'object') continue;
    if (person.stage === 'new') recordFirstChoice(world, month, person, wishes, place, diary);
    if (person.employer === null) continue;
    const before = partsOfStaying(world, month, person);
    const after = partsOfJob(world, month, person, place, costOfLeaving(world, month, person));
    diary.chose(
      person.employer,
      place,
      after.map((part, at) => -before[at]! + part),
    );
  }
  for (const [{ person }, place] of matches) {
    if (place === OWN_FIRM) diary.founds(gainsOfFounder(world, month, person));
    const employer = place === OWN_FIRM ? foundFirm(world, month, person) : place;
    if (place !== OWN_FIRM) {
      if (employer.openings[person.skill]! < UNLIMITED) {
        employer.openings[person.skill]! -= 1;
        world.filled[person.skill]! += 1;
      }
      diary.filled(employer);
    }
    const visa = place === OWN_FIRM ? 'none' : visaFor(world, month, person, employer);
    const kind = place === OWN_FIRM ? 'founding' : person.employer === null ? 'hire' : 'job-to-job';
    if (typeof visa === 'object') apply(person, employer, visa, diary);
    else takeJob(world, month, person, employer, { kind, visa: null }, diary);
  }
}

/** What somebody new gave up for the job they take, and whether a better-liked one went to others. */
function recordFirstChoice(
  world: World,
  month: MonthOfTwin,
  person: Person,
  wishes: Place[],
  taken: Place,
  diary: Diary,
): void {
  const destination = (place: Place) => {
    const sector = groupOf(world, place as Employer).sector;
    return world.scenario.sectors.find(({ id }) => id === sector)!.destination;
  };
  const rank = wishes.indexOf(taken);
  const isElsewhere = (place: Place) => destination(place) !== destination(taken);
  const givenUp = wishes.slice(rank + 1).find(isElsewhere);
  const parts = (place: Place) => partsOfJob(world, month, person, place, 0);
  diary.choseFirst(person, {
    sector: groupOf(world, taken as Employer).sector,
    turnedDown: wishes.slice(0, rank).some(isElsewhere),
    differences: givenUp === undefined ? null : parts(taken).map((part, at) => -parts(givenUp)[at]! + part),
  });
}

/** Step 11. */
export function answerOpeningsWithPay(world: World, month: MonthOfTwin): void {
  const { payAnswers } = world.scenario;
  if (payAnswers === null) return;
  const perMonth = month.numbers.market['payAnswers.perDoubling'] / 12;
  for (const employer of world.employers) {
    if (employer.isClosed || employer.posted === 0 || employer.posted >= UNLIMITED) continue;
    const left = employer.openings.reduce((sum, open) => sum + open, 0);
    employer.payAnswer += perMonth * (left / (employer.posted * (1 - payAnswers.usualFill)) - 1);
  }
}

/** For the record: wanted staff as whole people. */
export function wantedPeople(world: World, month: MonthOfTwin, employer: Employer): number {
  return world.scenario.skills.reduce(
    (sum, _, skill) => sum + wantedOfSkill(world, month.numbers, employer, skill),
    0,
  );
}
