import { log } from '../maths/log.ts';
import { asUniform, type KeyedDraws, type Stream } from '../random/keyed-draws.ts';

/**
 * When each person is next a candidate for something that happens at a small rate. Candidate months come at the largest
 * possible rate, keyed by person, and are kept in a bucket per month; whether the candidate does it is drawn in that
 * month at the rate then in force (thinning). So nobody else costs anything, and a changed rate moves nobody's
 * candidate months.
 */
export class Clock {
  /** First person of each month's bucket; −1 when empty. */
  private readonly first: Int32Array;
  private readonly gaps: Stream;
  /** ln(1 − largest probability); −∞ when it is 1. */
  private readonly logStay: number;
  readonly largest: number;

  /** @param largest probability of being a candidate in a month, 0–1. @param months length of the run. */
  constructor(draws: KeyedDraws, decision: number, largest: number, months: number) {
    this.largest = largest;
    this.logStay = log(1 - largest);
    this.gaps = draws.open(decision, 0);
    this.first = new Int32Array(months).fill(-1);
  }

  /**
   * Puts a person into the bucket of the next candidate month after `month`.
   * @param next the column that links a bucket's people.
   */
  schedule(next: Int32Array, person: number, key: number, month: number): void {
    if (this.largest <= 0) return;
    const at = month + this.gapAfter(key, month);
    if (at >= this.first.length) return;
    next[person] = this.first[at]!;
    this.first[at] = person;
  }

  /** Months until the next candidate month, geometric, ≥ 1. */
  private gapAfter(key: number, month: number): number {
    if (this.largest >= 1) return 1;
    this.gaps.draw(key, month);
    return 1 + Math.floor(log(asUniform(this.gaps.words[0]!)) / this.logStay);
  }

  /**
   * The people whose candidate month it is, in order of storage: their columns are then read nearly in sequence, and the buckets
   * that they are put into next are in order too.
   * @param next the column that links a bucket's people.
   */
  candidates(next: Int32Array, month: number): Int32Array {
    let count = 0;
    for (let person = this.first[month]!; person >= 0; person = next[person]!) count++;
    const people = new Int32Array(count);
    for (let person = this.first[month]!, at = 0; person >= 0; person = next[person]!) people[at++] = person;
    return people.sort();
  }
}
