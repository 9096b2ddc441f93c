import { exp } from '../../../src/maths/exp.ts';
import { log } from '../../../src/maths/log.ts';
import { Decision } from '../../../src/model/decisions.ts';
import {
  keyOfEmployer,
  keyOfFirstStaff,
  NO_JOB_GROUP_ID,
  slotsOfGroups,
  slotsOfProgrammes,
} from '../../../src/model/keys.ts';
import { quantile } from '../../../src/random/distributions.ts';
import { KeyedDraws } from '../../../src/random/keyed-draws.ts';
import type { Distribution, EmployerGroup, Scenario } from '../../../src/scenario/scenario.ts';
import { giveFirstRight, homeOf } from './borders.ts';
import { nextCandidate } from './candidates.ts';
import type { Diary } from './diary.ts';
import { type MonthNumbers, numbersOfMonth } from './numbers.ts';
import { teamDrawn } from './teams.ts';
import {
  drawn,
  type Employer,
  indexByShares,
  LONG_AGO,
  type MonthOfTwin,
  type Person,
  TwinStops,
  uniform,
  type World,
} from './world.ts';

/** MODEL.md, "Initialisation". */
export function createWorld(scenario: Scenario, seed: string): World {
  const { start, end, spinUpMonths } = scenario.calendar;
  const numbers = numbersOfMonth(scenario, start - spinUpMonths);
  const world: World = {
    scenario,
    draws: new KeyedDraws(seed),
    groupSlots: slotsOfGroups(scenario),
    programmeSlots: slotsOfProgrammes(scenario),
    monthsInRun: spinUpMonths + end - start + 1,
    people: [],
    employers: [],
    cameTogether: [],
    numbersAtStart: numbers,
    logPayAtStart: [],
    started: new Map(),
    now: { logPay: 0, left: scenario.skills.map(() => Number.NaN) },
    expected: { logPay: 0, left: scenario.skills.map(() => scenario.fieldChoice?.usualLeft ?? 0) },
    filled: scenario.skills.map(() => 0),
    visasUsed: scenario.regions.flatMap(({ routes }) => routes.map(() => 0)),
    leavers: [],
    deals: [],
  };
  world.logPayAtStart = numbers.groups.map(({ attributes }) => log(attributes.pay));
  scenario.employers.forEach((group, at) => {
    const slot = world.groupSlots.get(group.id)!;
    const members = group.isNamed
      ? 1
      : Math.floor(group.count * scenario.scale + uniform(world, Decision.memberRounding, 0, slot));
    let people = 0;
    for (let member = 0; member < members; member++) {
      const employer = createEmployer(world, {
        key: keyOfEmployer(slot, member),
        group: at,
        region: null,
        isFounded: false,
      });
      const staff = quantile(group.staff, uniform(world, Decision.staffOfMember, 0, employer.key));
      employer.startStaff = group.isNamed ? staff * scenario.scale : staff;
      if (group.founded === null)
        employer.wantedStaff =
          employer.startStaff *
          numbers.groups[at]!.attributes.demand *
          exp(group.attributes.costElasticity * log(1 - numbers.wageSubsidy[employer.region]!));
      for (let skill = 0; skill < scenario.skills.length; skill++) {
        const wanted = wantedOfSkill(world, numbers, employer, skill);
        for (let count = 0; count < wanted; count++) {
          createPerson(world, {
            key: keyOfFirstStaff(slot, people++),
            employer,
            skill,
            region: employer.region,
            stage: 'settled',
            month: null,
          });
        }
      }
    }
  });
  createPeopleWithoutJob(world);
  return world;
}

/** Wanted staff of a skill as whole people. */
export function wantedOfSkill(
  world: World,
  numbers: MonthNumbers,
  employer: Employer,
  skill: number,
): number {
  const mix = numbers.groups[employer.group]!.skillMix[skill]!;
  return Math.floor(employer.wantedStaff * mix + lastingRounding(world, employer, skill));
}

/** The fraction at which an employer's wanted staff of a skill round up, for ever. */
export function lastingRounding(world: World, employer: Employer, skill: number): number {
  return uniform(world, Decision.staffRounding, 0, employer.key, skill);
}

export function createEmployer(
  world: World,
  who: { key: number; group: number; region: number | null; isFounded: boolean },
): Employer {
  const { key } = who;
  const group = world.scenario.employers[who.group]!;
  const employer: Employer = {
    key,
    group: who.group,
    region: who.region ?? regionOfMember(world, group, key),
    logPayOffset:
      group.paySpread > 0
        ? drawn(world, { kind: 'normal', mean: 0, sd: group.paySpread }, Decision.payOfMember, key)
        : 0,
    autonomyOffset: group.autonomySpread
      ? drawn(world, group.autonomySpread, Decision.autonomyOfMember, key)
      : 0,
    missionOffset: group.missionSpread ? drawn(world, group.missionSpread, Decision.missionOfMember, key) : 0,
    isFounded: who.isFounded,
    startStaff: 0,
    wantedStaff: 0,
    payAnswer: 0,
    lastLayOff: LONG_AGO,
    isClosed: false,
    otherCut: 0,
    rounds: 0,
    isListed: false,
    placesOpened: 0,
    openings: world.scenario.skills.map(() => 0),
    posted: 0,
  };
  world.employers.push(employer);
  return employer;
}

export function createPerson(
  world: World,
  who: {
    key: number;
    employer: Employer | null;
    skill: number;
    region: number;
    /** Drawn by the region's homes when absent. */
    home?: number;
    stage: 'new' | 'settled';
    /** In which they enter, null at the start. */
    month: MonthOfTwin | null;
  },
  diary: Diary | null = null,
): void {
  const { key } = who;
  const traits = world.scenario.people;
  // The state keeps traits in single precision.
  const trait = (distribution: Distribution, decision: number) =>
    Math.fround(drawn(world, distribution, decision, key));
  const { causes } = who.month?.numbers ?? world.numbersAtStart;
  const entered = who.month?.index ?? -1;
  const person: Person = {
    key,
    skill: who.skill,
    home: who.home ?? homeOf(world, who.region, key),
    cause: indexByShares(causes, uniform(world, Decision.cause, 0, key)),
    talent: trait(traits.talent, Decision.talent),
    practice: Math.fround(
      world.scenario.skills[who.skill]!.practice +
        (traits.practice === null ? 0 : drawn(world, traits.practice, Decision.practice, key)),
    ),
    tasteForAutonomy: trait(traits.tasteForAutonomy, Decision.tasteForAutonomy),
    tasteForMission: trait(traits.tasteForMission, Decision.tasteForMission),
    attachmentToHome: trait(traits.attachmentToHome, Decision.attachmentToHome),
    riskAversion: trait(traits.riskAversion, Decision.riskAversion),
    equityBelief: trait(traits.equityBelief, Decision.equityBelief),
    region: who.region,
    right: 'citizen',
    route: null,
    rightEnds: null,
    permanentAt: Infinity,
    application: null,
    employer: who.employer,
    hiredAt:
      who.employer === null
        ? LONG_AGO
        : -1 - Math.floor(48 * uniform(world, Decision.tenureAtStart, 0, key, 0)),
    vestsFrom: Number.NaN,
    logOwnPay: 0,
    promisedPay: 0,
    stage: who.stage,
    cameTogether: false,
    team: who.employer === null ? 0 : teamDrawn(world, key, who.employer),
    teammatesGone: [],
    nextLook: nextCandidate(world, 'look', key, entered),
    nextQuit: nextCandidate(world, 'quit', key, entered),
    nextExit: nextCandidate(world, 'exit', key, entered),
    nextReturn: nextCandidate(world, 'goHome', key, entered),
  };
  person.vestsFrom = person.hiredAt;
  giveFirstRight(world, who.month, person, diary);
  world.people.push(person);
}

function regionOfMember(world: World, group: EmployerGroup, key: number): number {
  if (group.region !== null || group.regionShares === null)
    return regionOf(world, group.region, Decision.regionOfMember, key);
  return indexByShares(group.regionShares, uniform(world, Decision.regionOfMember, 0, key));
}

/** The region called so, or one drawn by the regions' shares. */
export function regionOf(world: World, id: string | null, decision: number, key: number): number {
  const { regions } = world.scenario;
  if (id !== null) return regions.findIndex((region) => region.id === id);
  return indexByShares(
    regions.map((region) => region.share),
    uniform(world, decision, 0, key),
  );
}

function createPeopleWithoutJob(world: World): void {
  const { scenario } = world;
  const { count, joblessShare, skillMix } = scenario.people;
  const employed = world.people.length;
  const all = Math.round(count === null ? employed / (1 - joblessShare) : count * scenario.scale);
  if (all < employed) throw new TwinStops('fewer people than jobs');
  const mix =
    skillMix ??
    scenario.skills.map((_, skill) =>
      employed > 0
        ? world.people.filter((person) => person.skill === skill).length / employed
        : 1 / scenario.skills.length,
    );
  for (let number = 0; number < all - employed; number++) {
    const key = keyOfFirstStaff(world.groupSlots.get(NO_JOB_GROUP_ID)!, number);
    const region = regionOf(world, null, Decision.regionOfPerson, key);
    createPerson(world, {
      key,
      employer: null,
      skill: indexByShares(mix, uniform(world, Decision.skillOfPerson, 0, key)),
      region,
      stage: 'settled',
      month: null,
    });
  }
}
