import { log } from '../maths/log.ts';
import { firstSuccess } from '../random/distributions.ts';
import { asUniform, type KeyedDraws, type Stream } from '../random/keyed-draws.ts';
import { longer } from './columns.ts';

/**
 * When each person is next a candidate for something that happens at a small rate. Candidate months come at the largest
 * possible rate, keyed by person, and are kept in a bucket per month; whether the candidate does it is drawn in that
 * month at the rate then in force (thinning). So nobody else costs anything, and a changed rate moves nobody's
 * candidate months.
 */
export class Clock {
  /** People of each month's bucket, as many as `counts` says; lists, as links through a column would be read from all over memory. */
  private readonly buckets: Int32Array<ArrayBuffer>[];
  private readonly counts: Int32Array;
  private readonly gaps: Stream;
  /** ln(1 − largest probability); −∞ when it is 1. */
  private readonly logStay: number;
  readonly largest: number;

  /** @param largest probability of being a candidate in a month, 0–1. @param months length of the run. */
  constructor(draws: KeyedDraws, decision: number, largest: number, months: number) {
    this.largest = largest;
    this.logStay = log(1 - largest);
    this.gaps = draws.open(decision, 0);
    this.buckets = Array.from({ length: months }, () => EMPTY);
    this.counts = new Int32Array(months);
  }

  /** Puts a person into the bucket of the next candidate month after `month`. */
  schedule(person: number, key: number, month: number): void {
    if (this.largest <= 0) return;
    const at = month + this.gapAfter(key, month);
    if (at >= this.buckets.length) return;
    const count = this.counts[at]!++;
    if (count === this.buckets[at]!.length) this.buckets[at] = longer(this.buckets[at]!, 2 * count + 4);
    this.buckets[at]![count] = person;
  }

  /** Months until the next candidate month, geometric, ≥ 1. */
  private gapAfter(key: number, month: number): number {
    if (this.largest >= 1) return 1;
    this.gaps.draw(key, month);
    return firstSuccess(asUniform(this.gaps.words[0]!), this.logStay);
  }

  /**
   * The people whose candidate month it is, in order of storage: their columns are then read nearly in sequence, and the buckets
   * that they are put into next are in order too. The bucket is emptied.
   */
  candidates(month: number): Int32Array {
    const people = this.buckets[month]!.subarray(0, this.counts[month]!);
    this.buckets[month] = EMPTY;
    this.counts[month] = 0;
    return people.sort();
  }
}

const EMPTY = new Int32Array(0);
