import { quantile } from '../random/distributions.ts';
import type { KeyedDraws } from '../random/keyed-draws.ts';
import type { Month, Scenario } from '../scenario/scenario.ts';
import { inOneGo } from '../scenario/steps.ts';
import type { Deal } from './acqui-hires.ts';
import type { Borders } from './borders.ts';
import type { Clock } from './clock.ts';
import { type EmployerColumns, grow, growInSteps, longerInSteps, type PersonColumns } from './columns.ts';
import { Decision } from './decisions.ts';
import type { Numbers } from './numbers.ts';
import type { TraitDraws } from './population.ts';
import type { PostedJobs } from './posted-jobs.ts';
import type { FieldProspects } from './prospects.ts';
import type { Recorder } from './recorder.ts';
import type { Room } from './room.ts';
import type { Studies } from './studies.ts';
import type { Teams } from './teams.ts';
import type { Timeline } from './timeline.ts';
import type { Trace } from './trace.ts';

/** Employer 0 is no employer: its roster holds those without a job. */
export const NO_JOB = 0;

/** A month of the run so long ago that nothing still answers to it. */
export const NEVER = -20_000;

export interface MonthOfRun {
  /** Counted from the first month simulated, spin-up included. */
  readonly index: number;
  readonly date: Month;
  readonly monthOfYear: number; // 1–12
}

/** The whole state of one run. `month.ts` says what happens to it. */
export interface Market {
  readonly scenario: Scenario;
  readonly draws: KeyedDraws;
  readonly monthsInRun: number;
  readonly skills: number;
  readonly numbers: Numbers;
  readonly timeline: Timeline;
  /** Parts of keys, by the ids of employer groups. */
  readonly slots: { readonly groups: ReadonlyMap<string, number> };
  readonly studies: Studies;
  /** Null where nobody answers to them. */
  readonly prospects: FieldProspects | null;

  readonly people: PersonColumns;
  peopleCount: number;
  readonly traitDraws: TraitDraws;
  /** Those whose talent makes them stars, some of whom may have left the field: `presentStars`. */
  stars: number[];
  readonly clocks: {
    readonly look: Clock;
    readonly quit: Clock;
    readonly exit: Clock;
    readonly goHome: Clock;
  };
  /** Who may work where and who waits for a visa; null where every region is open to everybody. */
  readonly borders: Borders | null;

  readonly employers: EmployerColumns;
  /** Employers ever used, NO_JOB included; closed ones wait in `closedEmployers` for another firm. */
  employerCount: number;
  /** As many as `headcount` of NO_JOB says. */
  withoutJob: Int32Array<ArrayBuffer>;
  readonly closedEmployers: number[];
  readonly closedThisMonth: number[];
  /** Firms founded during the run that exist now and are not listed. */
  readonly foundedFirms: Set<number>;
  /** The group that founded firms begin in; −1 where nobody founds. */
  readonly stealthGroup: number;
  /** Null when nobody works in a team. */
  readonly teams: Teams | null;
  /** By month of the run: those who came with their team, by an acqui-hire or by an acquisition. */
  readonly newcomers: number[][];
  /** Acqui-hires struck, not closed yet. */
  pendingDeals: Deal[];
  /** By employer and skill: employer × skills + skill. */
  staff: Int32Array;
  openings: Int32Array;
  staffRounding: Float64Array;
  /** Places kept for people whose visa is pending, as `staff`. */
  reserved: Int32Array;

  /** Openings posted this month by employer, all skills, before any was filled. */
  posted: Int32Array;
  /** Employers that posted any this month, in order of storage: most post none, and whoever looks for openings asks only these. */
  hiring: number[];
  /** What employers offer this month, as far as anybody has asked. */
  readonly postedJobs: PostedJobs;
  readonly room: Room;
  readonly recorder: Recorder;
  /** Hears of decisions; null nearly always. */
  readonly trace: Trace | null;
  /** People whom it follows, in the order in which they came. */
  readonly followed: number[];
}

export function monthOfRun(market: Pick<Market, 'scenario'>, index: number): MonthOfRun {
  const { start, spinUpMonths } = market.scenario.calendar;
  const date = (start - spinUpMonths + index) as Month;
  return { index, date, monthOfYear: (date % 12) + 1 };
}

/** Room for one more employer: a closed one's if there is any. Columns are as after `allocate`, key, group and region set. */
export function addEmployer(market: Market, key: number, group: number, region: number): number {
  const { employers, skills } = market;
  const employer = market.closedEmployers.pop() ?? market.employerCount++;
  if (employer >= employers.key.length) inOneGo(makeRoomForEmployersInSteps(market, 2));
  for (const column of Object.values(employers)) column[employer] = 0;
  employers.key[employer] = key;
  employers.group[employer] = group;
  employers.region[employer] = region;
  employers.firstColleague[employer] = -1;
  employers.lastLayOff[employer] = NEVER;
  employers.teamSize[employer] = teamSizeOf(market, key);
  const rounding = market.draws.open(Decision.staffRounding, 0);
  for (let skill = 0; skill < skills; skill++) {
    market.openings[employer * skills + skill] = 0;
    market.reserved[employer * skills + skill] = 0;
    market.staffRounding[employer * skills + skill] = rounding.uniform(key, skill);
  }
  return employer;
}

/** Every column of employers so many times as long, giving way on its way. */
export function* makeRoomForEmployersInSteps(market: Market, times: number): Generator<void, void> {
  const capacity = market.employers.key.length * times;
  yield* growInSteps(market.employers, times);
  const bySkill = capacity * market.skills;
  market.staff = yield* longerInSteps(market.staff, bySkill);
  market.openings = yield* longerInSteps(market.openings, bySkill);
  market.staffRounding = yield* longerInSteps(market.staffRounding, bySkill);
  market.reserved = yield* longerInSteps(market.reserved, bySkill);
  market.posted = yield* longerInSteps(market.posted, capacity);
}

/** Room for so many more employers, giving way on its way. */
export function* makeRoomForFirms(market: Market, more: number): Generator<void, void> {
  const left = market.employers.key.length - market.employerCount + market.closedEmployers.length;
  if (more > left) yield* makeRoomForEmployersInSteps(market, 2);
}

/** People a team of an employer: drawn once, at least 1; 0 without teams. */
function teamSizeOf({ scenario, draws }: Pick<Market, 'scenario' | 'draws'>, key: number): number {
  if (scenario.teams === null) return 0;
  return Math.max(1, quantile(scenario.teams.size, draws.open(Decision.teamSize, 0).uniform(key, 0)));
}

/** Room for so many more people, giving way on its way; for no more than are there, for what a mistake asks for may have no end. */
export function* makeRoomForPeople(market: Market, more: number): Generator<void, void> {
  if (market.peopleCount + more > market.people.key.length) yield* growInSteps(market.people, 2);
}

/** Room for one more person; the caller fills the columns. */
export function addPerson(market: Market): number {
  const person = market.peopleCount++;
  if (person >= market.people.key.length) grow(market.people, 2);
  return person;
}
