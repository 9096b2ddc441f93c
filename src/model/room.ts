import { longer } from './columns.ts';

/**
 * Arrays that the steps of a month work in, kept from month to month: megabytes of new ones every month would have the garbage collector go
 * through everything dozens of times a run. What a name holds lasts until somebody asks for that name again, next month.
 */
export class Room {
  private readonly integers = new Map<string, Int32Array<ArrayBuffer>>();
  private readonly numbers = new Map<string, Float64Array<ArrayBuffer>>();

  /** At least so many integers, whatever was left in them; when it had to be made longer, the same beginning. */
  ints(name: string, length: number): Int32Array<ArrayBuffer> {
    return this.longEnough(this.integers, name, length, Int32Array);
  }

  doubles(name: string, length: number): Float64Array<ArrayBuffer> {
    return this.longEnough(this.numbers, name, length, Float64Array);
  }

  private longEnough<A extends Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>>(
    kept: Map<string, A>,
    name: string,
    length: number,
    Kind: new (length: number) => A,
  ): A {
    const known = kept.get(name) ?? new Kind(0);
    if (known.length >= length) return known;
    const array = longer(known, Math.max(LEAST, length, 2 * known.length));
    kept.set(name, array);
    return array;
  }
}

/** What an array begins with: shorter ones would be made longer again and again in a market that grows. */
const LEAST = 1024;
