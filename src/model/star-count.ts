import { exp } from '../maths/exp.ts';
import { type Market, NO_JOB } from './market.ts';
import type { FlowKind, StarRow } from './records.ts';
import { isStar, logCostNow, presentStars } from './stars.ts';

/** What the record says of stars: who came and went in the month by unit, and who is where at its end, at which pay. */
export class StarCount {
  private readonly hires: Int32Array;
  private readonly leavers: Int32Array;
  private readonly founders: Int32Array;

  /** @param units of the record, those without a job and outside the market included. */
  constructor(units: number) {
    this.hires = new Int32Array(units);
    this.leavers = new Int32Array(units);
    this.founders = new Int32Array(units);
  }

  beginMonth(): void {
    for (const counts of [this.hires, this.leavers, this.founders]) counts.fill(0);
  }

  /** Somebody, a star or not, goes from one unit to another, or to another employer of the same. */
  countMove(market: Market, person: number, from: number, to: number, kind: FlowKind): void {
    if (!isStar(market, person)) return;
    const { noJob } = market.recorder;
    if (to < noJob) this.hires[to]!++;
    if (from >= noJob) return;
    this.leavers[from]!++;
    if (kind === 'founding') this.founders[from]!++;
  }

  /** A row for each unit with stars, or whose stars came or left; those without a job last. */
  rows(market: Market): readonly StarRow[] {
    const { recorder, people, scenario } = market;
    if (scenario.superstars === null) return NO_ROWS;
    const pays = recorder.units.slice(0, recorder.noJob + 1).map((): number[] => []);
    for (const person of presentStars(market)) {
      const employer = people.employer[person]!;
      pays[recorder.unitOf(market, employer)]!.push(
        employer === NO_JOB ? 0 : exp(logCostNow(market, person)),
      );
    }
    return Object.freeze(pays.flatMap((paid, unit) => this.rowOf(market, unit, paid)));
  }

  private rowOf(market: Market, unit: number, pays: number[]): StarRow[] {
    const [hires, leavers, founders] = [this.hires[unit]!, this.leavers[unit]!, this.founders[unit]!];
    if (pays.length + hires + leavers === 0) return [];
    const isPaid = unit !== market.recorder.noJob && pays.length > 0;
    const { highPay } = market.scenario.superstars!;
    return [
      Object.freeze({
        unit: market.recorder.units[unit]!,
        stars: pays.length,
        medianPay: isPaid ? median(pays) : null,
        highlyPaid: pays.filter((pay) => pay >= highPay * (1 - ROUNDING)).length,
        hires,
        leavers,
        founders,
      }),
    ];
  }
}

/** Pay is kept as its logarithm, so that 300,000 may come back as a hair less: this part of it is far below a cent. */
const ROUNDING = 1e-12;

const NO_ROWS: readonly StarRow[] = Object.freeze([]);

function median(numbers: number[]): number {
  const sorted = numbers.sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
