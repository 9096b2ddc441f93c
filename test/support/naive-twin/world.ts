import { quantile } from '../../../src/random/distributions.ts';
import type { KeyedDraws } from '../../../src/random/keyed-draws.ts';
import type { Distribution, EmployerGroup, Scenario } from '../../../src/scenario/scenario.ts';
import type { RouteInto } from './borders.ts';
import type { MonthNumbers } from './numbers.ts';

/** Whom the twin's month is about: objects that point at each other, and nothing that is kept up to date beside them. */
export interface Person {
  readonly key: number;
  readonly skill: number;
  readonly home: number;
  readonly cause: number;
  readonly talent: number;
  readonly practice: number;
  readonly tasteForAutonomy: number;
  readonly tasteForMission: number;
  readonly attachmentToHome: number;
  readonly riskAversion: number;
  readonly equityBelief: number;
  region: number;
  /** Right to work where they are, the route it came by, and the months in which it ends or becomes permanent. */
  right: 'citizen' | 'permanent' | 'temporary' | 'graduate' | 'none';
  route: RouteInto | null;
  rightEnds: number | null;
  permanentAt: number;
  application: Application | null;
  employer: Employer | null;
  /** Month of the run in which the present job began. */
  hiredAt: number;
  /** From which equity vests: then, or the month of the last refresh. */
  vestsFrom: number;
  /** Log pay over what the employer posts. */
  logOwnPay: number;
  /** The same, promised by the employer of the application for a visa. */
  promisedPay: number;
  stage: 'new' | 'settled' | 'founder' | 'left';
  /** Whether they came to the job with their team or by an acqui-hire. */
  cameTogether: boolean;
  /** Their team at the employer, or at the last one; and who left it for where while they were on it. */
  team: number;
  teammatesGone: { to: Employer; month: number }[];
  /** Month of the run in which they are next a candidate to look, to quit, to leave the field. */
  nextLook: number;
  nextQuit: number;
  nextExit: number;
  nextReturn: number;
}

/** A visa asked for. */
export interface Application {
  readonly employer: Employer;
  readonly route: RouteInto;
  /** Month of the run of the first day at work, once it is granted. */
  startsAt: number | null;
}

export interface Employer {
  readonly key: number;
  group: number;
  readonly region: number;
  readonly logPayOffset: number;
  readonly autonomyOffset: number;
  readonly missionOffset: number;
  readonly isFounded: boolean;
  startStaff: number;
  wantedStaff: number;
  payAnswer: number;
  /** Month of the run of the last lay-offs. */
  lastLayOff: number;
  isClosed: boolean;
  /** People of other jobs cut so far. */
  otherCut: number;
  /** Of founded firms: rounds of funding so far, and whether they are listed. */
  rounds: number;
  isListed: boolean;
  /** Places opened this month for people who came together, not counted in wanted staff yet. */
  placesOpened: number;
  /** Openings by skill, as they are filled; and all of them as posted. */
  openings: number[];
  posted: number;
}

/** What happened to somebody: the record is a tally of these. */
export interface Move {
  /** Null for somebody who went elsewhere without changing jobs. */
  readonly kind: string | null;
  readonly from: string;
  readonly to: string;
  readonly skill: number;
  readonly regionBefore: number;
  readonly region: number;
}

export interface World {
  readonly scenario: Scenario;
  readonly draws: KeyedDraws;
  readonly groupSlots: ReadonlyMap<string, number>;
  readonly programmeSlots: ReadonlyMap<string, number>;
  readonly monthsInRun: number;
  readonly people: Person[];
  readonly employers: Employer[];
  readonly numbersAtStart: MonthNumbers;
  logPayAtStart: number[];
  /** Who started a programme or retraining, by its name and the month. */
  readonly started: Map<string, number>;
  readonly now: Prospects;
  readonly expected: Prospects;
  /** Openings filled this month by skill, where they are limited. */
  readonly filled: number[];
  /** Visas granted this calendar year, by route. */
  visasUsed: number[];
  /** Those who left for another employer this month. */
  readonly leavers: { person: Person; kind: string; employer: Employer; team: number; to: Employer }[];
  /** Everybody who came to an employer together with others, so far. */
  readonly cameTogether: { person: Person; employer: Employer; unit: string; kind: string; month: number }[];
  /** Acqui-hires struck so far. */
  readonly deals: Deal[];
}

/** What the field offers: log pay over the start, and the share of openings left by skill (NaN: none yet). */
export interface Prospects {
  logPay: number;
  readonly left: number[];
}

export interface Deal {
  readonly from: Employer;
  readonly to: Employer;
  readonly share: number;
  readonly premium: number;
  readonly limit: number;
  readonly closes: number;
}

export interface MonthOfTwin {
  readonly index: number;
  readonly date: number;
  readonly monthOfYear: number;
  readonly numbers: MonthNumbers;
}

/** Nothing happened to these so long ago that it matters, yet their equity vests in step: MODEL.md, "Initialisation". */
export const LONG_AGO = -20_000;
/** Openings of an employer that hires whoever comes. */
export const UNLIMITED = 2 ** 30 - 1;

/** The market cannot go on as the scenario has it. */
export class TwinStops extends Error {}

export function uniform(world: World, decision: number, month: number, who: number, other = 0): number {
  return world.draws.open(decision, month).uniform(who, other);
}

export function groupOf(world: World, employer: Employer): EmployerGroup {
  return world.scenario.employers[employer.group]!;
}

export function groupIndex(world: World, id: string): number {
  return world.scenario.employers.findIndex((group) => group.id === id);
}

export function staffOf(world: World, employer: Employer | null): Person[] {
  return world.people.filter((person) => person.stage !== 'left' && person.employer === employer);
}

export function presentPeople(world: World): Person[] {
  return world.people.filter((person) => person.stage !== 'left');
}

/** A draw from a distribution by one uniform number; a constant needs none. */
export function drawn(world: World, distribution: Distribution, decision: number, who: number): number {
  return distribution.kind === 'constant'
    ? distribution.value
    : quantile(distribution, uniform(world, decision, 0, who));
}

/** An index by shares that sum to 1. */
export function indexByShares(shares: readonly number[], u: number): number {
  let below = 0;
  for (const [index, share] of shares.entries()) {
    below += share;
    if (u < below || index === shares.length - 1) return index;
  }
  throw new Error('no shares');
}

/** What the record calls the place: the named employer, or the sector of the others. */
export function unitOf(world: World, employer: Employer | null): string {
  if (employer === null) return 'no job';
  const group = groupOf(world, employer);
  return group.isNamed ? group.id : group.sector;
}
