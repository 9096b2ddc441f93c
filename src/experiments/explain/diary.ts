import type { MonthRecord } from '../../model/records.ts';
import type { SimulateOptions } from '../../model/simulation.ts';
import type { Move, Trace, TraceRecord } from '../../model/trace.ts';
import type { Month, Scenario } from '../../scenario/scenario.ts';
import { MoveLog } from './move-log.ts';

/** A record of the engine, with the month in which it was told. */
export type Dated<R extends TraceRecord = TraceRecord> = R & { readonly month: Month };

/** A change of place of somebody followed, among what was decided about them. */
export interface Moved extends Move {
  readonly what: 'moves';
  readonly month: Month;
}

export type Entry = Dated | Moved;

/** What to listen for. */
export interface Asked {
  readonly people?: ReadonlySet<number> | 'everybody';
  readonly employers?: ReadonlySet<number> | 'everybody';
  /** Every move of everybody, too. */
  readonly moves?: boolean;
}

/** Writes down what the engine tells about those who are asked about. */
export class Diary implements Trace {
  readonly moves = new MoveLog();
  private readonly asked: Asked;
  private readonly ofPeople = new Map<number, Entry[]>();
  private readonly ofEmployers = new Map<number, Dated[]>();
  private isEve = true;
  /** People of the same cohorts as those asked about, by the cohort's part of the key. */
  readonly cohorts = new Map<number, number>();
  month: Month;

  constructor(scenario: Scenario, asked: Asked) {
    this.asked = asked;
    this.month = (scenario.calendar.start - scenario.calendar.spinUpMonths) as Month;
    if (asked.people === 'everybody') return;
    for (const person of asked.people ?? []) this.cohorts.set(cohortOf(person), 0);
  }

  beginMonth(date: Month): void {
    this.month = date;
    this.isEve = false;
  }

  followsPerson(key: number): boolean {
    if (this.isEve) this.count(key); // asked once about everybody who is there at the start
    return isAmong(this.asked.people, key);
  }

  private count(person: number): void {
    const cohort = cohortOf(person);
    const people = this.cohorts.get(cohort);
    if (people !== undefined) this.cohorts.set(cohort, people + 1);
  }

  followsEmployer(key: number): boolean {
    return isAmong(this.asked.employers, key);
  }

  moved(move: Move): void {
    if (move.from === null) this.count(move.person);
    if (this.asked.moves === true) this.moves.add(this.month, move);
    if (this.followsPerson(move.person))
      this.entriesOf(move.person).push({ ...move, what: 'moves', month: this.month });
  }

  note(record: TraceRecord): void {
    const dated = { ...record, month: this.month } as Dated;
    if (!OF_EMPLOYERS.has(record.what)) this.entriesOf(record.who).push(dated);
    else {
      const records = this.ofEmployers.get(record.who) ?? [];
      this.ofEmployers.set(record.who, records);
      records.push(dated);
    }
  }

  /** What was decided about a person, and where they went, in the order in which it happened. */
  ofPerson(key: number): readonly Entry[] {
    return this.ofPeople.get(key) ?? [];
  }

  /** Keys of everybody of whom something was told. */
  people(): IterableIterator<number> {
    return this.ofPeople.keys();
  }

  ofEmployer(key: number): readonly Dated[] {
    return this.ofEmployers.get(key) ?? [];
  }

  private entriesOf(person: number): Entry[] {
    const entries = this.ofPeople.get(person) ?? [];
    this.ofPeople.set(person, entries);
    return entries;
  }
}

const isAmong = (asked: ReadonlySet<number> | 'everybody' | undefined, key: number) =>
  asked === 'everybody' || asked?.has(key) === true;

/** Where and when somebody entered: their key without the number. */
export function cohortOf(person: number): number {
  return person >= 0 ? person >>> 20 : person >>> 15;
}

/** Told of an employer, not of a person. */
export const OF_EMPLOYERS: ReadonlySet<string> = new Set<TraceRecord['what']>([
  'plans',
  'fate',
  'bought',
  'round of funding',
  'launch',
  'listing',
  'founded',
  'pay answers',
]);

/** How a run is made again. How the engine is run is passed in: the built one, or, in steps, that of a browser's worker. */
export interface RunAsked {
  readonly simulate: (scenario: Scenario, options: SimulateOptions) => Generator<MonthRecord | null, void>;
  /** The scenario's unless told. */
  readonly seed?: string;
  readonly replicate?: number;
  /** Simulates no further; the last month unless told. */
  readonly until?: Month;
  /** Hears of each finished month, and may give way to others; stops the run by throwing. */
  readonly onMonth?: (record: MonthRecord) => Promise<void> | void;
  /** Between the steps of a month, where the engine is run in steps, and while what was told is read: the same. */
  readonly onStep?: () => Promise<void> | void;
}

/** Runs a scenario again and listens; the same scenario, seed, replicate and engine tell the same. */
export async function listen(scenario: Scenario, diary: Trace, run: RunAsked): Promise<void> {
  const options: SimulateOptions = {
    trace: diary,
    ...(run.seed === undefined ? {} : { seed: run.seed }),
    ...(run.replicate === undefined ? {} : { replicate: run.replicate }),
  };
  let month = scenario.calendar.start;
  for (const record of run.simulate(scenario, options)) {
    await run.onStep?.();
    if (record === null) continue;
    await run.onMonth?.(record);
    if (run.until !== undefined && month >= run.until) return;
    month = (month + 1) as Month;
  }
}
