import { inOneGo } from '../scenario/steps.ts';

/** Typed arrays by column. Type, unit and meaning of each stand here; allocation and growth come from it. */

type ColumnArray =
  | Float64ArrayConstructor
  | Float32ArrayConstructor
  | Int32ArrayConstructor
  | Int16ArrayConstructor
  | Uint8ArrayConstructor;
/** What a market without it neither reads nor writes: work in teams, pay other than the employer posts, and rights to work that may end. */
export type Mechanism = 'teams' | 'own pay' | 'borders';
type ColumnDeclarations = Record<
  string,
  {
    array: ColumnArray;
    /** Numbers in it for each; 1 when not said. */
    width?: number;
    unit: string;
    meaning: string;
    onlyWith?: Mechanism;
  }
>;
type NumberArray = InstanceType<ColumnArray>;
export type Columns<D extends ColumnDeclarations> = { [K in keyof D]: InstanceType<D[K]['array']> };

/**
 * Words of `onTeam`, at person × TEAM_WORDS + one of these: number of the team at its employer, number of the team in `Teams`, month in
 * which they joined it, where they stand among its people (−1 once they have left it), and, for who has left it, the last month in which a
 * team-mate left for another employer while they were on it. In one stretch of memory, for whoever asks for one asks for most.
 */
export const TEAM = { team: 0, id: 1, since: 2, place: 3, mateLeftAt: 4 } as const;
/** More than are used: a record of 32 bytes, whose place is found by a shift. */
export const TEAM_WORDS = 8;

export const PERSON_COLUMNS = {
  key: {
    array: Int32Array,
    unit: 'key',
    meaning: 'who this is, the same in every scenario: where and when they entered',
  },
  employer: { array: Int32Array, unit: 'employer', meaning: 'employer now; 0 without a job' },
  hiredAt: {
    array: Int16Array,
    unit: 'month of the run',
    meaning: 'month of the run in which the present job began',
  },
  vestsFrom: {
    array: Int16Array,
    unit: 'month of the run',
    meaning: 'month from which equity vests: that in which the job began, or of a refresh since',
  },
  stage: { array: Uint8Array, unit: 'Stage', meaning: 'new, settled, founder or left the field' },
  skill: { array: Uint8Array, unit: 'skill', meaning: 'kind of skill' },
  region: {
    array: Uint8Array,
    unit: 'region',
    meaning: 'where they are and work; the employer may be in another',
  },
  home: { array: Uint8Array, unit: 'region', meaning: 'home region' },
  right: { array: Uint8Array, unit: 'Right', meaning: 'right to work in the region where they are' },
  route: {
    array: Uint8Array,
    unit: 'route',
    meaning: 'route by which they have a right that may end',
    onlyWith: 'borders',
  },
  rightEnds: {
    array: Int16Array,
    unit: 'month of the run',
    meaning: 'month in which the right ends, if nothing changes; NEVER when none is set',
    onlyWith: 'borders',
  },
  permanentAt: {
    array: Int16Array,
    unit: 'month of the run',
    meaning: 'month in which the right becomes permanent; NEVER when none is set',
    onlyWith: 'borders',
  },
  appliedTo: {
    array: Int32Array,
    unit: 'employer',
    meaning: 'employer of an application for a visa; 0 without one',
    onlyWith: 'borders',
  },
  appliedRoute: {
    array: Uint8Array,
    unit: 'route',
    meaning: 'route of that application',
    onlyWith: 'borders',
  },
  startsAt: {
    array: Int16Array,
    unit: 'month of the run',
    meaning: 'first month at work with the visa granted; NEVER while undecided',
    onlyWith: 'borders',
  },
  cause: { array: Uint8Array, unit: 'cause', meaning: 'the cause whose mission they value' },
  talent: { array: Float32Array, unit: 'index', meaning: 'talent, median about 1' },
  practice: { array: Float32Array, unit: 'sd', meaning: 'practice in putting tools together' },
  tasteForAutonomy: {
    array: Float32Array,
    unit: 'log points per sd',
    meaning: 'pay given up for one sd of autonomy',
  },
  tasteForMission: {
    array: Float32Array,
    unit: 'log points per sd',
    meaning: 'pay given up for one sd of mission',
  },
  attachmentToHome: {
    array: Float32Array,
    unit: 'log points',
    meaning: 'pay given up for a job in the home region',
  },
  riskAversion: { array: Float32Array, unit: 'CRRA', meaning: 'relative risk aversion' },
  equityBelief: { array: Float32Array, unit: 'ratio', meaning: 'believed over expected value of equity' },
  logOwnPay: {
    array: Float64Array,
    unit: 'log points',
    meaning: 'log pay over what the employer posts, agreed in an auction or counter-offer; lost with the job',
    onlyWith: 'own pay',
  },
  logPromisedPay: {
    array: Float64Array,
    unit: 'log points',
    meaning: 'the same, agreed with the employer of the application for a visa',
    onlyWith: 'own pay',
  },
  hiredBy: {
    array: Uint8Array,
    unit: 'HiredBy',
    meaning: 'how they came to the present job, or to the last',
  },
  onTeam: {
    array: Int32Array,
    width: TEAM_WORDS,
    unit: 'words of TEAM',
    meaning: 'place on a team of the employer; without a job, of the last one',
    onlyWith: 'teams',
  },
  nextColleague: { array: Int32Array, unit: 'person', meaning: "next on the employer's roster" },
  previousColleague: { array: Int32Array, unit: 'person', meaning: "previous on the employer's roster" },
} as const satisfies ColumnDeclarations;

export const EMPLOYER_COLUMNS = {
  key: { array: Int32Array, unit: 'key', meaning: 'who this is, the same in every scenario' },
  group: { array: Int16Array, unit: 'group', meaning: 'group whose attributes it shares; −1 when closed' },
  region: { array: Uint8Array, unit: 'region', meaning: 'where its jobs are' },
  startStaff: { array: Float64Array, unit: 'people', meaning: 'AI staff wanted when demand is 1' },
  wantedStaff: { array: Float64Array, unit: 'people', meaning: 'AI staff wanted now' },
  logPayOffset: { array: Float64Array, unit: 'log points', meaning: "log pay over the group's, drawn once" },
  logPayAnswer: {
    array: Float64Array,
    unit: 'log points',
    meaning: 'log pay added by its own openings left so far',
  },
  autonomyOffset: { array: Float64Array, unit: 'sd', meaning: "autonomy over the group's, drawn once" },
  missionOffset: { array: Float64Array, unit: 'sd', meaning: "mission over the group's, drawn once" },
  lastLayOff: { array: Int16Array, unit: 'month of the run', meaning: 'month of the last lay-off round' },
  otherCut: { array: Int32Array, unit: 'people', meaning: 'people of other jobs cut so far' },
  rounds: { array: Uint8Array, unit: 'rounds', meaning: 'rounds of funding so far, of a founded firm' },
  teamSize: { array: Float64Array, unit: 'people', meaning: 'people a team, drawn once; 0 without teams' },
  firstColleague: { array: Int32Array, unit: 'person', meaning: 'first on the roster; −1 when empty' },
  hiredAtSum: {
    array: Float64Array,
    unit: 'months of the run',
    meaning: 'sum of `hiredAt` over AI staff: how long they have been there without asking each',
  },
  headcount: { array: Int32Array, unit: 'people', meaning: 'AI staff now, all skills' },
} as const satisfies ColumnDeclarations;

/** How somebody came to a job. */
export const HiredBy = { themselves: 0, liftOut: 1, acquiHire: 2, acquisition: 3 } as const;

export type PersonColumns = Columns<typeof PERSON_COLUMNS>;
export type EmployerColumns = Columns<typeof EMPLOYER_COLUMNS>;

export const Stage = { new: 0, settled: 1, founder: 2, left: 3 } as const;

/**
 * Right to work in the region where somebody is. `temporary` is tied to the employers that its route is for; `graduate` lasts
 * for some months, for any employer; `none`: may stay, not work.
 */
export const Right = { citizen: 0, permanent: 1, temporary: 2, graduate: 3, none: 4 } as const;

/** @param absent mechanisms whose columns are left empty: nobody reads or writes them. */
export function allocate<D extends ColumnDeclarations>(
  declarations: D,
  capacity: number,
  absent: readonly Mechanism[] = [],
): Columns<D> {
  // In one go: an object that is given many properties one by one becomes a table, and every look at a column a search through it.
  return Object.fromEntries(
    Object.entries(declarations).map(([name, { array, width = 1, onlyWith }]) => {
      const isAbsent = onlyWith !== undefined && absent.includes(onlyWith);
      return [name, new array(isAbsent ? 0 : capacity * width)];
    }),
  ) as Columns<D>;
}

/** Replaces every column by one so many times as long with the same beginning. Holders of an old array must take the new one. */
export function grow<C extends Record<string, NumberArray>>(columns: C, times: number): void {
  inOneGo(growInSteps(columns, times));
}

/** Numbers copied between two chances for a caller to look up: a market's people are tens of megabytes. */
const AT_A_TIME = 1 << 16;

/** The same, giving way on its way. */
export function* growInSteps<C extends Record<string, NumberArray>>(
  columns: C,
  times: number,
): Generator<void, void> {
  for (const [name, column] of Object.entries(columns))
    columns[name as keyof C] = (yield* longerInSteps(column, times * column.length)) as C[keyof C];
}

/** `longer`, giving way on its way. */
export function* longerInSteps<A extends ArrayLike<number>>(array: A, length: number): Generator<void, A> {
  const copy = emptyLike(array, length);
  const whole = array as A & { subarray(from: number, to: number): A };
  for (let from = 0; from < array.length; from += AT_A_TIME) {
    copy.set(whole.subarray(from, from + AT_A_TIME), from);
    yield;
  }
  return copy;
}

export function longer<A extends ArrayLike<number>>(array: A, length: number): A {
  const copy = emptyLike(array, length);
  copy.set(array);
  return copy;
}

function emptyLike<A extends ArrayLike<number>>(
  array: A,
  length: number,
): A & { set(from: A, at?: number): void } {
  return new (array.constructor as new (n: number) => A & { set(from: A, at?: number): void })(length);
}

/** Whether anybody may be paid other than their employer posts. */
export function hasOwnPay({ logOwnPay }: PersonColumns): boolean {
  return logOwnPay.length > 0;
}
