import { FLOW_KINDS, type FlowKind } from '../../model/records.ts';
import type { Move, Place } from '../../model/trace.ts';
import type { Month } from '../../scenario/scenario.ts';

const COLUMNS = 10;
const OUTSIDE_GROUP = -2;

/** A move with its month; null places are outside the market (`entry` or out of the field, as the kind says). */
export interface DatedMove extends Move {
  readonly month: Month;
}

/** Every move of a run, in rows of whole numbers: a full run has a million and a half of them. */
export class MoveLog {
  private rows = new Int32Array(COLUMNS * 1024);
  length = 0;

  add(month: Month, { person, skill, from, to, kind }: Move): void {
    const at = this.length++ * COLUMNS;
    if (at === this.rows.length) {
      const longer = new Int32Array(2 * at);
      longer.set(this.rows);
      this.rows = longer;
    }
    const { rows } = this;
    rows[at] = month;
    rows[at + 1] = person;
    rows[at + 2] = skill;
    rows[at + 3] = FLOW_KINDS.indexOf(kind);
    put(rows, at + 4, from);
    put(rows, at + 7, to);
  }

  at(row: number): DatedMove {
    const { rows } = this;
    const at = row * COLUMNS;
    return {
      month: rows[at] as Month,
      person: rows[at + 1]!,
      skill: rows[at + 2]!,
      kind: FLOW_KINDS[rows[at + 3]!] as FlowKind,
      from: placeAt(rows, at + 4),
      to: placeAt(rows, at + 7),
    };
  }

  /** Those that fit, in the order in which they happened. @param until row before which to stop; all unless told. */
  *those(fits: (move: DatedMove) => boolean, from = 0, until = this.length): Generator<DatedMove> {
    for (let row = from; row < Math.min(until, this.length); row++) {
      const move = this.at(row);
      if (fits(move)) yield move;
    }
  }

  /** Adds the moves of some people to what was found before, each person's in order. @param until as above. */
  collect(found: Map<number, DatedMove[]>, from = 0, until = this.length): void {
    for (let row = from; row < Math.min(until, this.length); row++)
      found.get(this.rows[row * COLUMNS + 1]!)?.push(this.at(row));
  }
}

function put(rows: Int32Array, at: number, place: Place | null): void {
  rows[at] = place?.key ?? 0;
  rows[at + 1] = place?.group ?? OUTSIDE_GROUP;
  rows[at + 2] = place?.region ?? 0;
}

function placeAt(rows: Int32Array, at: number): Place | null {
  const group = rows[at + 1]!;
  return group === OUTSIDE_GROUP ? null : { key: rows[at]!, group, region: rows[at + 2]! };
}
