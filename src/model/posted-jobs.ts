import type { Market } from './market.ts';

/** Numbers of a posted job, before its mission by cause. */
const FIXED = 3;
export const JOB = { logPay: 0, autonomy: 1, who: 2, mission: FIXED } as const;

/**
 * What each employer's jobs are this month, number by number in one stretch of memory: a person who looks compares jobs of
 * employers here and there, and eight columns would cost eight accesses to distant memory for each. An employer is read from the
 * market when it is first asked for in a month; most are not.
 */
export class PostedJobs {
  /** By employer: employer × stride + one of JOB. `who` holds two whole numbers, which `words` shows. */
  numbers = new Float64Array(0);
  /** The same memory: at 2 × (index of `who`) the key, one further the lottery of the equity × 256 + the region. */
  words = new Int32Array(0);
  readonly stride: number;
  /** By employer: 1 once it has been read this month. */
  isRead = new Uint8Array(0);

  constructor(causes: number) {
    this.stride = FIXED + causes;
  }

  /** Forgets last month's. */
  begin(market: Market): void {
    const room = market.employers.key.length;
    if (this.isRead.length < room) {
      this.isRead = new Uint8Array(room);
      this.numbers = new Float64Array(room * this.stride);
      this.words = new Int32Array(this.numbers.buffer);
    } else this.isRead.fill(0);
  }

  /** @returns where the employer's numbers begin. */
  of(market: Market, employer: number): number {
    if (this.isRead[employer] === 0) this.read(market, employer);
    return employer * this.stride;
  }

  read(market: Market, employer: number): void {
    const { employers, numbers } = market;
    const at = employer * this.stride;
    const group = employers.group[employer]!;
    const causes = this.stride - FIXED;
    this.numbers[at + JOB.logPay] = logPostedPay(market, employer);
    this.numbers[at + JOB.autonomy] =
      numbers.attributes.autonomy[group]! +
      employers.autonomyOffset[employer]! -
      numbers.attributes.brandRisk[group]!;
    this.words[2 * (at + JOB.who)] = employers.key[employer]!;
    this.words[2 * (at + JOB.who) + 1] = lotteryOf(market, employer) * 256 + employers.region[employer]!;
    for (let cause = 0; cause < causes; cause++)
      this.numbers[at + JOB.mission + cause] =
        numbers.mission[group * causes + cause]! + employers.missionOffset[employer]!;
    this.isRead[employer] = 1;
  }
}

/** Log of the pay an employer posts for a skill with pay ratio 1, USD a year. */
export function logPostedPay({ employers, numbers }: Market, employer: number): number {
  const group = employers.group[employer]!;
  return numbers.logPay[group]! + employers.logPayOffset[employer]! + employers.logPayAnswer[employer]!;
}

/** Log points by which that has grown since the first month: the group's pay, and the answers to openings left. */
export function logPayGrowth({ employers, numbers }: Market, employer: number): number {
  const group = employers.group[employer]!;
  return numbers.logPay[group]! - numbers.logPayAtStart[group]! + employers.logPayAnswer[employer]!;
}

/** Which lottery the equity of an employer is: that of its group at the firm's stage of funding. */
export function lotteryOf(market: Market, employer: number): number {
  const { employers, numbers } = market;
  return employers.group[employer]! * numbers.stages.count + employers.rounds[employer]!;
}
