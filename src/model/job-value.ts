import { log } from '../maths/log.ts';
import { normalQuantile } from '../maths/normal-quantile.ts';
import { asUniform, type Stream } from '../random/keyed-draws.ts';
import { certaintyEquivalentGain, LOTTERY_POINTS, lotteryOutcomes } from './certainty-equivalent.ts';
import { Decision } from './decisions.ts';
import { NO_JOB_KEY } from './keys.ts';
import { type Market, type MonthOfRun, NO_JOB } from './market.ts';
import { marketNumber } from './numbers.ts';

/** A firm of one's own, among the employers that somebody may choose. */
export const OWN_FIRM = -1;

/** Parts of the value of a job, log points of pay, in this order; their sum, left to right, is the value. */
export const PART = { pay: 0, equity: 1, autonomy: 2, mission: 3, home: 4, cost: 5, noise: 6 } as const;
export const PARTS = 7;

/**
 * What a job is worth to a person this month, part by part: MODEL.md, "What a job is worth". Opened once a month; reads
 * the market and writes nothing but its own `parts`.
 */
export class JobValues {
  readonly parts = new Float64Array(PARTS);
  private readonly market: Market;
  private readonly month: MonthOfRun;
  private readonly noise: Stream;
  private readonly quality: Stream;
  private readonly foundingNoise: Stream;
  private readonly logPayRatio: Float64Array;
  private readonly beliefLevel: number;
  private readonly logNoJobPay: number;
  private readonly founding: FoundingOption | null;

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
  }

  /** Value of going on as now: the present job at no cost of moving, or no job. */
  ofStaying(person: number): number {
    const employer = this.market.people.employer[person]!;
    if (employer !== NO_JOB) return this.ofJob(person, employer, 0);
    this.parts.fill(0);
    this.parts[PART.pay] = this.logNoJobPay;
    this.parts[PART.noise] =
      this.noise.gumbel(this.market.people.key[person]!, NO_JOB_KEY) / this.market.scenario.choice.elasticity;
    return this.sum();
  }

  /** Value of a job elsewhere. @param costOfLeaving from `costOfLeaving`, log points ≥ 0. */
  ofOffer(person: number, employer: number, costOfLeaving: number): number {
    return employer === OWN_FIRM
      ? this.ofOwnFirm(person, costOfLeaving)
      : this.ofJob(person, employer, costOfLeaving);
  }

  /** Moving costs and equity forfeited by leaving the present job, log points; nothing without a job. */
  costOfLeaving(person: number): number {
    const { people, scenario } = this.market;
    const employer = people.employer[person]!;
    if (employer === NO_JOB) return 0;
    const { costOfMoving } = scenario.choice;
    if (scenario.vesting === null) return costOfMoving;
    const accrued = monthsNotVested(
      this.month.index - people.hiredAt[person]!,
      scenario.vesting.cliffMonths,
      scenario.vesting.intervalMonths,
    );
    return accrued === 0 ? costOfMoving : costOfMoving + (this.equityGain(person, employer) * accrued) / 12;
  }

  private ofJob(person: number, employer: number, costOfLeaving: number): number {
    const { people, employers, numbers, scenario } = this.market;
    const { parts } = this;
    const group = employers.group[employer]!;
    const key = people.key[person]!;
    // Who works from elsewhere goes on there; another job is where its employer is.
    const isOwn = employer === people.employer[person];
    const region = isOwn ? people.region[person]! : employers.region[employer]!;
    const autonomy =
      numbers.attributes.autonomy[group]! +
      employers.autonomyOffset[employer]! -
      numbers.attributes.brandRisk[group]!;
    const mission =
      numbers.mission[group * scenario.causes.length + people.cause[person]!]! +
      employers.missionOffset[employer]!;
    const relocating = region === people.region[person] ? 0 : scenario.choice.costOfRelocating;
    parts[PART.pay] =
      numbers.logPay[group]! +
      employers.logPayOffset[employer]! +
      employers.logPayAnswer[employer]! +
      this.logPayRatio[people.skill[person]!]!;
    parts[PART.equity] = this.equityGain(person, employer);
    parts[PART.autonomy] = people.tasteForAutonomy[person]! * autonomy;
    parts[PART.mission] = people.tasteForMission[person]! * mission;
    parts[PART.home] = region === people.home[person] ? people.attachmentToHome[person]! : 0;
    parts[PART.cost] = -costOfLeaving - relocating;
    parts[PART.noise] = this.noiseOf(key, employers.key[employer]!);
    return this.sum();
  }

  private noiseOf(personKey: number, employerKey: number): number {
    const { elasticity, matchQualitySd } = this.market.scenario.choice;
    const noise = this.noise.gumbel(personKey, employerKey) / elasticity;
    if (matchQualitySd === 0) return noise;
    this.quality.draw(personKey, employerKey);
    return noise + matchQualitySd * normalQuantile(asUniform(this.quality.words[0]!));
  }

  private equityGain(person: number, employer: number): number {
    const { people, employers, numbers } = this.market;
    const lottery = employers.group[employer]! * numbers.stages.count + employers.rounds[employer]!;
    const believed = numbers.equityShare[lottery]! * people.equityBelief[person]! * this.beliefLevel;
    return certaintyEquivalentGain(
      believed,
      numbers.equityNothing[lottery]!,
      numbers.outcomes,
      lottery * LOTTERY_POINTS,
      people.riskAversion[person]!,
    );
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
export function monthsNotVested(tenure: number, cliffMonths: number, intervalMonths: number): number {
  return tenure < cliffMonths ? tenure : (tenure - cliffMonths) % intervalMonths;
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
