import { log } from '../maths/log.ts';
import { addQuickNormals, quickGumbels } from '../maths/quick-quantiles.ts';
import type { Stream } from '../random/keyed-draws.ts';
import { certaintyEquivalentGain, LOTTERY_POINTS, lotteryOutcomes } from './certainty-equivalent.ts';
import { hasOwnPay } from './columns.ts';
import { Decision } from './decisions.ts';
import { FeltThisMonth } from './felt-events.ts';
import { NO_JOB_KEY } from './keys.ts';
import { type Market, type MonthOfRun, NO_JOB } from './market.ts';
import { marketNumber } from './numbers.ts';
import { JOB, lotteryOf } from './posted-jobs.ts';

/** A firm of one's own, among the employers that somebody may choose. */
export const OWN_FIRM = -1;

/** Parts of the value of a job, log points of pay, in this order; their sum, left to right, is the value. */
export const PART = { pay: 0, equity: 1, autonomy: 2, mission: 3, home: 4, cost: 5, noise: 6 } as const;
export const PARTS = 7;

/** Log points by which two ways of adding the parts can never differ. */
const ROUNDING = 1e-9;

/**
 * What a job is worth to a person this month, part by part: MODEL.md, "What a job is worth". Opened once a month; reads
 * the market and writes nothing but what is its own.
 */
export class JobValues {
  readonly parts = new Float64Array(PARTS);
  private readonly gains = new Float64Array(PARTS);
  private readonly market: Market;
  private readonly month: MonthOfRun;
  private readonly noise: Stream;
  private readonly quality: Stream;
  private readonly foundingNoise: Stream;
  private readonly logPayRatio: Float64Array;
  private readonly beliefLevel: number;
  private readonly logNoJobPay: number;
  private readonly founding: FoundingOption | null;
  private readonly felt: FeltThisMonth;
  private readonly elasticity: number;
  private readonly matchQualitySd: number;
  private readonly costOfRelocating: number;
  /** Whether anybody's pay may be other than their employer posts. */
  private readonly isPayOnesOwn: boolean;
  /** Whose traits are at hand: those of one person are read once, as they compare several jobs. */
  private person = -1;
  private key = 0;
  private employer = 0;
  private region = 0;
  private home = 0;
  private cause = 0;
  private logPayRatioOfSkill = 0;
  private tasteForAutonomy = 0;
  private tasteForMission = 0;
  private attachmentToHome = 0;
  private equityBelief = 0;
  /** What a lottery of equity is worth to the person it was last asked for: members of a group share theirs. */
  private readonly gainOf: Float64Array;
  private readonly gainKnownFor: Int32Array;
  /** The employers' keys, words drawn and noise of the jobs at hand. */
  private keys = new Int32Array(16);
  private drawn = new Int32Array(16);
  private noises = new Float64Array(16);

  constructor(market: Market, month: MonthOfRun) {
    this.market = market;
    this.month = month;
    this.noise = market.draws.open(Decision.valueNoise, month.date);
    this.quality = market.draws.open(Decision.matchQuality, 0);
    this.foundingNoise = market.draws.open(Decision.foundingNoise, month.date);
    this.logPayRatio = Float64Array.from(market.scenario.skills, (skill) => log(skill.payRatio));
    this.beliefLevel = marketNumber(market.numbers, 'people.equityBeliefLevel');
    const { noJobPay } = market.scenario.choice;
    this.logNoJobPay = noJobPay === null ? -Infinity : log(noJobPay);
    this.founding = foundingOption(market);
    this.elasticity = market.scenario.choice.elasticity;
    this.matchQualitySd = market.scenario.choice.matchQualitySd;
    this.costOfRelocating = market.scenario.choice.costOfRelocating;
    this.isPayOnesOwn = hasOwnPay(market.people);
    market.postedJobs.begin(market);
    this.felt = new FeltThisMonth(market, month);
    this.gainOf = new Float64Array(market.numbers.equityShare.length);
    this.gainKnownFor = new Int32Array(this.gainOf.length).fill(-1);
  }

  private readPerson(person: number): void {
    const { people } = this.market;
    this.person = person;
    this.key = people.key[person]!;
    this.employer = people.employer[person]!;
    this.region = people.region[person]!;
    this.home = people.home[person]!;
    this.cause = people.cause[person]!;
    this.logPayRatioOfSkill = this.logPayRatio[people.skill[person]!]!;
    this.tasteForAutonomy = people.tasteForAutonomy[person]!;
    this.tasteForMission = people.tasteForMission[person]!;
    this.attachmentToHome = people.attachmentToHome[person]!;
    this.equityBelief = people.equityBelief[person]!;
  }

  /** Value of going on as now: the present job at one's own pay and no cost of moving, or no job. */
  ofStaying(person: number): number {
    const employer = this.market.people.employer[person]!;
    if (employer !== NO_JOB) {
      this.ofJob(person, employer, 0);
      if (this.isPayOnesOwn) this.parts[PART.pay]! += this.market.people.logOwnPay[person]!;
      return this.sum();
    }
    this.parts.fill(0);
    this.parts[PART.pay] = this.logNoJobPay;
    this.parts[PART.noise] =
      this.noise.gumbel(this.market.people.key[person]!, NO_JOB_KEY) / this.market.scenario.choice.elasticity;
    return this.sum();
  }

  /** The parts but noise, which is not drawn: of staying at the present job. */
  describeStaying(person: number): void {
    this.describeJob(person, this.market.people.employer[person]!, 0);
    if (this.isPayOnesOwn) this.parts[PART.pay]! += this.market.people.logOwnPay[person]!;
  }

  /** The parts but noise, which is not drawn: of a job elsewhere. */
  describeOffer(person: number, employer: number, costOfLeaving: number): void {
    if (employer === OWN_FIRM) this.ofOwnFirm(person, costOfLeaving);
    else this.describeJob(person, employer, costOfLeaving);
  }

  /** Value of a job elsewhere. @param costOfLeaving from `costOfLeaving`, log points ≥ 0. */
  ofOffer(person: number, employer: number, costOfLeaving: number): number {
    return employer === OWN_FIRM
      ? this.ofOwnFirm(person, costOfLeaving)
      : this.ofJob(person, employer, costOfLeaving);
  }

  /**
   * Values of jobs at several employers, those from `from` up to `to`, for one person who may stay. Together, because chance costs
   * least when it is drawn for all of them in one go, and without `parts`, which only who moves is asked for: the sums are the same.
   * What equity is worth takes ten times as long as the rest, and most offers are turned down: one that is worth less than staying
   * even without risk (ln(1 + share), the most a lottery can be worth) is not asked for it.
   * @param staying value of staying. @param values receives each at its employer's position, −∞ for what is so turned down.
   */
  ofOffers(
    person: number,
    employers: Int32Array,
    from: number,
    to: number,
    costOfLeaving: number,
    staying: number,
    values: Float64Array,
  ): void {
    if (person !== this.person) this.readPerson(person);
    const noises = this.noisesOf(employers, from, to);
    const { market, felt, gainKnownFor, gainOf, costOfRelocating, logPayRatioOfSkill } = this;
    const { tasteForAutonomy, tasteForMission, attachmentToHome, home, key, cause } = this;
    const { numbers, words, stride } = market.postedJobs;
    const { equityShare } = market.numbers;
    const groupOf = market.employers.group;
    const beliefLevel = this.beliefLevel;
    for (let at = from; at < to; at++) {
      const employer = employers[at]!;
      const job = employer * stride;
      const lotteryAndRegion = words[2 * (job + JOB.who) + 1]!;
      // Who works from elsewhere goes on there; another job is where its employer is.
      const region = employer === this.employer ? this.region : lotteryAndRegion & 255;
      let autonomy = numbers[job + JOB.autonomy]!;
      let mission = numbers[job + JOB.mission + cause]!;
      const group = groupOf[employer]!;
      if (felt.isFeltAt(group)) {
        autonomy += felt.of('autonomy', group, key, cause);
        mission += felt.of('mission', group, key, cause);
      }
      const pay = numbers[job + JOB.logPay]! + logPayRatioOfSkill;
      const ofAutonomy = tasteForAutonomy * autonomy;
      const ofMission = tasteForMission * mission;
      const ofHome = region === home ? attachmentToHome : 0;
      const cost = -costOfLeaving - (region === this.region ? 0 : costOfRelocating);
      const noise = noises[at - from]!;
      const lottery = lotteryAndRegion >> 8;
      const share = equityShare[lottery]!;
      let equity = 0;
      if (share !== 0) {
        if (gainKnownFor[lottery] === person) equity = gainOf[lottery]!;
        else {
          const without = pay + ofAutonomy + ofMission + ofHome + cost + noise;
          const believed = share * this.equityBelief * beliefLevel;
          if (without < staying && believed > 0 && without + log(1 + believed) < staying - ROUNDING) {
            values[at] = -Infinity;
            continue;
          }
          equity = this.equityGain(person, lottery);
        }
      }
      values[at] = pay + equity + ofAutonomy + ofMission + ofHome + cost + noise;
    }
  }

  /** Moving costs and equity forfeited by leaving the present job, log points; nothing without a job. */
  costOfLeaving(person: number): number {
    const { people, scenario } = this.market;
    const employer = people.employer[person]!;
    if (employer === NO_JOB) return 0;
    const { costOfMoving } = scenario.choice;
    if (scenario.vesting === null) return costOfMoving;
    const accrued = monthsNotVested(
      this.month.index - people.vestsFrom[person]!,
      scenario.vesting.cliffMonths,
      scenario.vesting.intervalMonths,
    );
    return accrued === 0
      ? costOfMoving
      : costOfMoving + (this.equityGain(person, lotteryOf(this.market, employer)) * accrued) / 12;
  }

  /**
   * Each part of a job elsewhere less that of staying, log points: why somebody moves.
   * @param raise log points of pay beyond what the employer posts. @returns room that the next who asks will write to.
   */
  gainOfMoving(person: number, employer: number, raise: number): Float64Array {
    const { parts, gains } = this;
    this.ofStaying(person);
    for (let part = 0; part < PARTS; part++) gains[part] = -parts[part]!;
    this.ofOffer(person, employer, this.costOfLeaving(person));
    parts[PART.pay]! += raise;
    for (let part = 0; part < PARTS; part++) gains[part]! += parts[part]!;
    return gains;
  }

  /** The part of the noise that lasts as long as the pair, log points; the rest is drawn anew each month. */
  lastingQuality(person: number, employer: number): number {
    const { people, employers } = this.market;
    if (employer === OWN_FIRM || employer === NO_JOB || this.matchQualitySd === 0) return 0;
    return this.matchQualitySd * this.quality.normal(people.key[person]!, employers.key[employer]!);
  }

  private ofJob(person: number, employer: number, costOfLeaving: number): number {
    this.describeJob(person, employer, costOfLeaving);
    this.parts[PART.noise] = this.noiseOf(this.market.employers.key[employer]!);
    return this.sum();
  }

  /** Fills in the parts of a job but its noise. */
  private describeJob(person: number, employer: number, costOfLeaving: number): void {
    if (person !== this.person) this.readPerson(person);
    const { market, parts } = this;
    const at = market.postedJobs.of(market, employer);
    const { numbers, words } = market.postedJobs;
    // Who works from elsewhere goes on there; another job is where its employer is.
    const region = employer === this.employer ? this.region : words[2 * (at + JOB.who) + 1]! & 255;
    const relocating = region === this.region ? 0 : this.costOfRelocating;
    parts[PART.pay] = numbers[at + JOB.logPay]! + this.logPayRatioOfSkill;
    parts[PART.equity] = this.equityGain(person, words[2 * (at + JOB.who) + 1]! >> 8);
    let autonomy = numbers[at + JOB.autonomy]!;
    let mission = numbers[at + JOB.mission + this.cause]!;
    const group = market.employers.group[employer]!;
    if (this.felt.isFeltAt(group)) {
      autonomy += this.felt.of('autonomy', group, this.key, this.cause);
      mission += this.felt.of('mission', group, this.key, this.cause);
    }
    parts[PART.autonomy] = this.tasteForAutonomy * autonomy;
    parts[PART.mission] = this.tasteForMission * mission;
    parts[PART.home] = region === this.home ? this.attachmentToHome : 0;
    parts[PART.cost] = -costOfLeaving - relocating;
  }

  /** The same noise as that of `noisesOf`, with one employer. */
  private noiseOf(employerKey: number): number {
    const noise = this.noise.gumbel(this.key, employerKey) / this.elasticity;
    if (this.matchQualitySd === 0) return noise;
    return noise + this.matchQualitySd * this.quality.normal(this.key, employerKey);
  }

  /** Gumbel noise of the month and lasting match quality of the person with each employer, whose jobs have then been read. */
  private noisesOf(employers: Int32Array, from: number, to: number): Float64Array {
    const count = to - from;
    if (count > this.noises.length) this.makeRoom(count);
    const { market, keys, drawn, noises, elasticity, matchQualitySd } = this;
    const { postedJobs } = market;
    const { words, stride, isRead } = postedJobs;
    for (let at = 0; at < count; at++) {
      const employer = employers[from + at]!;
      if (isRead[employer] === 0) postedJobs.read(market, employer);
      keys[at] = words[2 * (employer * stride + JOB.who)]!;
    }
    this.noise.drawMany(this.key, keys, count, drawn);
    quickGumbels(drawn, count, elasticity, noises);
    if (matchQualitySd === 0) return noises;
    this.quality.drawMany(this.key, keys, count, drawn);
    addQuickNormals(drawn, count, matchQualitySd, noises);
    return noises;
  }

  private makeRoom(count: number): void {
    this.keys = new Int32Array(2 * count);
    this.drawn = new Int32Array(2 * count);
    this.noises = new Float64Array(2 * count);
  }

  /** @param lottery of the employer's equity, from `lotteryOf`. */
  private equityGain(person: number, lottery: number): number {
    const { people, numbers } = this.market;
    if (numbers.equityShare[lottery] === 0) return 0;
    if (this.gainKnownFor[lottery] === person) return this.gainOf[lottery]!;
    const believed = numbers.equityShare[lottery]! * people.equityBelief[person]! * this.beliefLevel;
    const gain = certaintyEquivalentGain(
      believed,
      numbers.equityNothing[lottery]!,
      numbers.outcomes,
      lottery * LOTTERY_POINTS,
      people.riskAversion[person]!,
    );
    this.gainKnownFor[lottery] = person;
    this.gainOf[lottery] = gain;
    return gain;
  }

  /** A founder's salary plus the lottery of an exit, at the founder's own beliefs, where they are now. */
  private ofOwnFirm(person: number, costOfLeaving: number): number {
    const { people, scenario } = this.market;
    const { parts } = this;
    const option = this.founding!;
    const believed = option.equityShare * people.equityBelief[person]! * this.beliefLevel;
    parts[PART.pay] = option.logPay;
    parts[PART.equity] = certaintyEquivalentGain(
      believed,
      option.nothing,
      option.outcomes,
      0,
      people.riskAversion[person]!,
    );
    parts[PART.autonomy] = people.tasteForAutonomy[person]! * option.autonomy;
    parts[PART.mission] = people.tasteForMission[person]! * option.mission;
    parts[PART.home] = people.region[person] === people.home[person] ? people.attachmentToHome[person]! : 0;
    parts[PART.cost] = -costOfLeaving;
    parts[PART.noise] = this.foundingNoise.gumbel(people.key[person]!, 0) / scenario.choice.elasticity;
    return this.sum();
  }

  private sum(): number {
    const { parts } = this;
    return parts[0]! + parts[1]! + parts[2]! + parts[3]! + parts[4]! + parts[5]! + parts[6]!;
  }
}

/** Months of equity accrued since the last vesting date, lost by leaving now. */
export function monthsNotVested(sinceGrant: number, cliffMonths: number, intervalMonths: number): number {
  return sinceGrant < cliffMonths ? sinceGrant : (sinceGrant - cliffMonths) % intervalMonths;
}

export interface FoundingOption {
  readonly logPay: number;
  readonly equityShare: number;
  readonly nothing: number;
  readonly outcomes: Float64Array;
  readonly autonomy: number;
  readonly mission: number;
}

/** The expected exit counts as equity spread evenly over the years until it. */
export function foundingOption(market: Market): FoundingOption | null {
  const { founding } = market.scenario;
  if (founding === null) return null;
  const pay = marketNumber(market.numbers, 'founding.pay');
  const outcomes = new Float64Array(LOTTERY_POINTS);
  lotteryOutcomes(founding.exitSd, founding.exitNothing, outcomes, 0);
  return {
    logPay: log(pay),
    equityShare: marketNumber(market.numbers, 'founding.exitValue') / founding.yearsToExit / pay,
    nothing: founding.exitNothing,
    outcomes,
    autonomy: founding.autonomy,
    mission: founding.mission,
  };
}
