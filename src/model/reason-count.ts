import { PARTS } from './job-value.ts';
import { MICRO, microPartsOf } from './micro.ts';
import { MOTIVES, type ReasonRow } from './records.ts';

/** Why people moved from one job to another this month, by unit left, unit joined and the motive that gained most. */
export class ReasonCount {
  private readonly units: number;
  private moved = new Map<number, { moves: number; micro: Float64Array }>();

  /** @param units of the record. */
  constructor(units: number) {
    this.units = units;
  }

  beginMonth(): void {
    this.moved = new Map();
  }

  /** @param gain parts of the new job's value less the old one's, log points. */
  count(from: number, to: number, gain: Float64Array): void {
    let tippedBy = 0;
    for (let part = 1; part < PARTS; part++) if (gain[part]! > gain[tippedBy]!) tippedBy = part;
    const cell = (from * this.units + to) * PARTS + tippedBy;
    let reason = this.moved.get(cell);
    if (reason === undefined) {
      reason = { moves: 0, micro: new Float64Array(PARTS) };
      this.moved.set(cell, reason);
    }
    reason.moves++;
    for (let part = 0; part < PARTS; part++) reason.micro[part]! += Math.round(gain[part]! * MICRO);
  }

  /** @param units names by number. */
  rows(units: readonly string[]): readonly ReasonRow[] {
    const cells = [...this.moved.keys()].sort((a, b) => a - b);
    return Object.freeze(
      cells.map((cell) => {
        const { moves, micro } = this.moved.get(cell)!;
        const pair = Math.floor(cell / PARTS);
        return Object.freeze({
          from: units[Math.floor(pair / this.units)]!,
          to: units[pair % this.units]!,
          tippedBy: MOTIVES[cell % PARTS]!,
          moves,
          microParts: microPartsOf(MOTIVES, micro),
        });
      }),
    );
  }
}
