import type { Move, Trace, TraceRecord } from '../../model/trace.ts';
import type { Month, Scenario } from '../../scenario/scenario.ts';
import { type Dated, type Entry, OF_EMPLOYERS } from './diary.ts';

/** What is told of a run is changed on its way: a test spoils a record. */
export type Spoil = (record: TraceRecord, run: 'base' | 'policy') => TraceRecord;

/** What one run told in a month. */
export interface MonthTold {
  readonly month: Month;
  readonly people: Map<number, Entry[]>;
  readonly employers: Map<number, Dated[]>;
}

/** Writes down a run, month by month. */
export class Notes implements Trace {
  private months: MonthTold[] = [];
  private now: MonthTold;
  private readonly run: 'base' | 'policy';
  private readonly spoil: Spoil | undefined;

  constructor({ calendar }: Scenario, run: 'base' | 'policy', spoil: Spoil | undefined) {
    this.run = run;
    this.spoil = spoil;
    this.now = this.begin((calendar.start - calendar.spinUpMonths - 1) as Month);
  }

  beginMonth(date: Month): void {
    this.now = this.begin(date);
  }

  followsPerson(): boolean {
    return true;
  }

  followsEmployer(): boolean {
    return true;
  }

  moved(move: Move): void {
    put(this.now.people, move.person, { ...move, what: 'moves', month: this.now.month });
  }

  note(told: TraceRecord): void {
    const record = this.spoil?.(told, this.run) ?? told;
    const dated = { ...record, month: this.now.month } as Dated;
    put(
      OF_EMPLOYERS.has(record.what) ? (this.now.employers as Map<number, Entry[]>) : this.now.people,
      record.who,
      dated,
    );
  }

  /** The months told since it was last asked. */
  take(): MonthTold[] {
    const { months } = this;
    this.months = [];
    return months;
  }

  private begin(month: Month): MonthTold {
    const told: MonthTold = { month, people: new Map(), employers: new Map() };
    this.months.push(told);
    return told;
  }
}

function put<T>(map: Map<number, T[]>, key: number, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
