import type { Table, TextValues } from '../tables/table.ts';

/**
 * Rows of a month come in one order of what they are about (unit, skill, …), month after month. Stored one such key after another,
 * all its months together, a table's columns repeat themselves more and pack into a third less.
 */

/**
 * Positions of rows, key by key; or null where sorting by month, rows of a month as they stand, would not give the rows' own order back.
 */
export function rowsByKey(table: Table): Int32Array | null {
  const { columns, values, rowCount } = table;
  const texts = values.filter((_, at) => columns[at]!.type === 'text') as TextValues[];
  const month = values[columns.findIndex(({ type }) => type === 'month')] as TextValues | undefined;
  if (rowCount === 0 || month === undefined || texts.length === 0) return null;
  const keys = keysOf(texts, rowCount);
  const places = placesOf(keys, month.codes, priorities(texts, month.codes, keys));
  if (places === null) return null;
  const rows = sortedBy(
    keys.of.map((key) => places[key]!),
    keys.firsts.length,
  );
  const moved = { texts: month.texts, codes: rows.map((row) => month.codes[row]!) };
  return rowsByMonth(moved).every((at, row) => rows[at] === row) ? rows : null;
}

/** Positions of rows, month by month, rows of a month as they stand. @param months of each row, YYYY-MM. */
export function rowsByMonth({ texts, codes }: TextValues): Int32Array {
  const inOrder = texts.toSorted();
  const placeOf = texts.map((text) => inOrder.indexOf(text));
  return sortedBy(
    codes.map((code) => placeOf[code]!),
    texts.length,
  );
}

/** Positions of rows by their places, 0 to `count` − 1; rows of one place as they stand. A counting sort. */
function sortedBy(places: Int32Array, count: number): Int32Array {
  const next = new Int32Array(count + 1);
  for (let row = 0; row < places.length; row++) next[places[row]! + 1]!++;
  for (let place = 0; place < count; place++) next[place + 1]! += next[place]!;
  const rows = new Int32Array(places.length);
  for (let row = 0; row < places.length; row++) rows[next[places[row]!]!++] = row;
  return rows;
}

/** Which rows are about the same, and the first row of each key. */
interface Keys {
  readonly of: Int32Array;
  readonly firsts: readonly number[];
}

function keysOf(texts: readonly TextValues[], rowCount: number): Keys {
  const known = new Map<number, number>();
  const firsts: number[] = [];
  const of = new Int32Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    let code = 0;
    for (const { texts: different, codes } of texts) code = code * different.length + codes[row]!;
    let key = known.get(code);
    if (key === undefined) {
      key = firsts.length;
      known.set(code, key);
      firsts.push(row);
    }
    of[row] = key;
  }
  return { of, firsts };
}

/** Keys in about the order in which months tell them: by each text's mean place in its months. */
function priorities(texts: readonly TextValues[], months: Int32Array, { firsts }: Keys): number[] {
  const means = texts.map((column) => meanPlaces(column, months));
  const rank = (key: number, column: number) => means[column]![texts[column]!.codes[firsts[key]!]!]!;
  return [...firsts.keys()].sort((one, other) => {
    for (let column = 0; column < texts.length; column++) {
      const difference = rank(one, column) - rank(other, column);
      if (difference !== 0) return difference;
    }
    return one - other;
  });
}

/** By text: where in a month its rows stand, 0 to 1, on average. */
function meanPlaces({ texts, codes }: TextValues, months: Int32Array): number[] {
  const [sums, counts] = [texts.map(() => 0), texts.map(() => 0)];
  for (let start = 0; start < codes.length; ) {
    let end = start;
    while (end < codes.length && months[end] === months[start]) end++;
    for (let row = start; row < end; row++) {
      sums[codes[row]!]! += (row - start) / (end - start);
      counts[codes[row]!]!++;
    }
    start = end;
  }
  return sums.map((sum, text) => sum / counts[text]!);
}

/**
 * Place of each key in one order that every month keeps, near the order of `wanted`; null where there is none. Depth first: a key comes
 * after those that stand right before it in some month.
 */
function placesOf({ of, firsts }: Keys, months: Int32Array, wanted: readonly number[]): Int32Array | null {
  const before = firsts.map(() => new Set<number>());
  for (let row = 1; row < of.length; row++)
    if (months[row] === months[row - 1]) before[of[row]!]!.add(of[row - 1]!);
  const places = new Int32Array(firsts.length).fill(-1);
  const isOpen = new Uint8Array(firsts.length);
  let next = 0;
  for (const first of wanted) {
    const path = [first];
    while (path.length > 0) {
      const key = path.at(-1)!;
      if (places[key]! < 0 && isOpen[key] === 0) {
        isOpen[key] = 1;
        for (const earlier of before[key]!) {
          if (places[earlier]! >= 0) continue;
          if (isOpen[earlier] === 1) return null; // two months tell them in two orders
          path.push(earlier);
        }
        continue;
      }
      path.pop();
      if (places[key]! < 0) places[key] = next++;
    }
  }
  return places;
}
