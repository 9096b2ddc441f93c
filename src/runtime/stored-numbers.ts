/**
 * How a column of numbers lies in a file. Nearly all are whole, or have the four digits that tables keep: as whole numbers of
 * so many parts of 1 they take half of what doubles take. Parquet calls that DECIMAL, and any reader gives the number.
 */
export type StoredNumbers =
  | { readonly as: 'DOUBLE'; readonly cells: Cells }
  | {
      readonly as: 'INT32' | 'INT64';
      /** Digits after the point. */
      readonly digits: number;
      /** Number times 10^digits. */
      readonly cells: Cells;
      /** Which may be smallest: few numbers in a dictionary, others by what is between them. */
      readonly encodings: readonly IntegerEncoding[];
    };

/** Null where undefined; without such, an array that is packed sooner. */
export type Cells = Int32Array | (number | bigint | null)[];

/** BYTE_STREAM_SPLIT would be smaller, but DuckDB reads it of floating point alone. */
export type IntegerEncoding = 'RLE_DICTIONARY' | 'DELTA_BINARY_PACKED';

/** Ratios and log points have 4 digits, counts of a scaled market 6. */
const DIGITS = [0, 4, 6];
/** Up to so many different numbers a dictionary is always smaller, from so many on never; between, it depends on their order. */
const FEW = 32;
const MANY = 1024;

/** @param numbers NaN where undefined. @param isCount whether the column counts something. */
export function storedNumbers(numbers: Float64Array, isCount: boolean): StoredNumbers {
  for (const digits of DIGITS) {
    const scaled = scaledBy(numbers, 10 ** digits);
    if (scaled === null) continue;
    const { largest, different, isComplete } = rangeOf(scaled);
    // A ratio that is 0 in one run has digits in the next: files of one kind are fewer so.
    if (largest === 0 && digits === 0 && !isCount) continue;
    const as = largest < 2 ** 31 ? 'INT32' : 'INT64';
    return {
      as,
      digits,
      cells:
        as === 'INT64'
          ? cellsOf(scaled, BigInt)
          : isComplete
            ? new Int32Array(scaled)
            : cellsOf(scaled, Number),
      encodings: [
        ...(different < MANY ? ['RLE_DICTIONARY' as const] : []),
        ...(different > FEW ? ['DELTA_BINARY_PACKED' as const] : []),
      ],
    };
  }
  return { as: 'DOUBLE', cells: cellsOf(numbers, Number) };
}

/** Null where undefined. A loop: `Array.from` asks an iterator for each of millions. */
function cellsOf<T>(numbers: Float64Array, made: (value: number) => T): (T | null)[] {
  const cells = new Array<T | null>(numbers.length);
  for (let row = 0; row < cells.length; row++)
    cells[row] = Number.isNaN(numbers[row]!) ? null : made(numbers[row]!);
  return cells;
}

/** Null where a number does not come back from it to the last bit. */
function scaledBy(numbers: Float64Array, factor: number): Float64Array | null {
  const scaled = new Float64Array(numbers.length);
  for (let row = 0; row < numbers.length; row++) {
    const value = numbers[row]!;
    const whole = Math.round(value * factor) + 0; // −0 is no whole number
    if (!Number.isNaN(value) && !(Math.abs(whole) < 2 ** 53 && Object.is(whole / factor, value))) return null;
    scaled[row] = whole;
  }
  return scaled;
}

function rangeOf(numbers: Float64Array): { largest: number; different: number; isComplete: boolean } {
  let largest = 0;
  let isComplete = true;
  const seen = new Set<number>();
  for (const value of numbers) {
    if (Number.isNaN(value)) {
      isComplete = false;
      continue;
    }
    largest = Math.max(largest, Math.abs(value));
    if (seen.size < MANY) seen.add(value);
  }
  return { largest, different: seen.size, isComplete };
}
