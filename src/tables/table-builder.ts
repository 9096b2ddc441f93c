import { inOneGo } from '../scenario/steps.ts';
import type { Column, ColumnType } from './columns.ts';
import type { Cell, Table, TextValues } from './table.ts';

const FIRST_CAPACITY = 256;
/** Counts keep so many parts of 1. */
const COUNT_PRECISION = 1e6;

/** Gathers one table row by row into columns that double when full; counts are divided by the scale as they come in. */
export class TableBuilder {
  readonly #name: string;
  readonly #columns: readonly Column[];
  readonly #builders: (TextColumn | NumberColumn)[];
  #rowCount = 0;

  /** @param scale simulated people per real one: counts are stored ÷ scale. */
  constructor(name: string, columns: readonly Column[], scale: number) {
    this.#name = name;
    this.#columns = columns;
    this.#builders = columns.map(({ type }) => builderOf(type, scale));
  }

  /** @param cells one per column, in their order. */
  add(...cells: Cell[]): void {
    for (let column = 0; column < cells.length; column++) this.#builders[column]!.add(cells[column]!);
    this.#rowCount += 1;
  }

  finish(): Table {
    return inOneGo(this.finishInSteps());
  }

  /** The same column by column: a full run's table has half a million rows. */
  *finishInSteps(): Generator<void, Table> {
    const values: Table['values'][number][] = [];
    for (const builder of this.#builders) {
      values.push(builder.finish());
      yield;
    }
    return { name: this.#name, columns: this.#columns, rowCount: this.#rowCount, values };
  }
}

function builderOf(type: ColumnType, scale: number): TextColumn | NumberColumn {
  if (type === 'month' || type === 'text') return new TextColumn();
  return type === 'count' ? new NumberColumn(scale, COUNT_PRECISION) : new NumberColumn(1, 1e4);
}

class TextColumn {
  #codes = new Int32Array(FIRST_CAPACITY);
  #length = 0;
  readonly #codeOf = new Map<Cell, number>();
  // Rows come sorted, so most cells repeat the one above.
  #lastText: Cell = null;
  #lastCode = -1;

  add(text: Cell): void {
    if (text !== this.#lastText) {
      this.#lastText = text;
      this.#lastCode = this.#code(text);
    }
    if (this.#length === this.#codes.length) this.#codes = doubled(this.#codes, Int32Array);
    this.#codes[this.#length++] = this.#lastCode;
  }

  #code(text: Cell): number {
    const known = this.#codeOf.get(text);
    if (known !== undefined) return known;
    this.#codeOf.set(text, this.#codeOf.size);
    return this.#codeOf.size - 1;
  }

  finish(): TextValues {
    return { texts: [...this.#codeOf.keys()] as string[], codes: this.#codes.slice(0, this.#length) };
  }
}

class NumberColumn {
  #numbers = new Float64Array(FIRST_CAPACITY);
  #length = 0;
  readonly #scale: number;
  readonly #precision: number;

  /** @param precision kept are so many parts of 1: counts ÷ scale add up closely, ratios and log points need a hundredth of a per cent. */
  constructor(scale: number, precision: number) {
    this.#scale = scale;
    this.#precision = precision;
  }

  add(value: Cell): void {
    if (this.#length === this.#numbers.length) this.#numbers = doubled(this.#numbers, Float64Array);
    this.#numbers[this.#length++] =
      value === null ? Number.NaN : rounded((value as number) / this.#scale, this.#precision);
  }

  finish(): Float64Array {
    return this.#numbers.slice(0, this.#length);
  }
}

/**
 * What a count of a table is of those simulated: whole, where rounding alone keeps it from being so. Such numbers add up exactly,
 * which the table's, rounded one by one, do not.
 */
export function simulatedCount(count: number, scale: number): number {
  const simulated = count * scale;
  const whole = Math.round(simulated);
  return Math.abs(simulated - whole) <= scale / COUNT_PRECISION ? whole : simulated;
}

/** A table and its CSV hold the same number, rounded; `+ 0` makes −0 a plain 0. */
function rounded(value: number, precision: number): number {
  return Number.isInteger(value) ? value + 0 : Math.round(value * precision) / precision + 0;
}

function doubled<A extends Int32Array | Float64Array>(array: A, type: new (length: number) => A): A {
  const larger = new type(array.length * 2);
  larger.set(array);
  return larger;
}
