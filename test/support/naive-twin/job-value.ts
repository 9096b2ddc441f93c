import { exp } from '../../../src/maths/exp.ts';
import { log } from '../../../src/maths/log.ts';
import { Decision } from '../../../src/model/decisions.ts';
import { keyOfWord, NO_JOB_KEY } from '../../../src/model/keys.ts';
import { toThe } from './firms.ts';
import { type Employer, type MonthOfTwin, type Person, uniform, type World } from './world.ts';

export const OWN_FIRM = 'own firm';
/** Where somebody may go. */
export type Place = Employer | typeof OWN_FIRM;

/** Pay, equity, autonomy, mission, home, cost, noise: log points of pay. MODEL.md, "What a job is worth". */
export type Parts = number[];

export function sumOf(parts: Parts): number {
  return parts.reduce((sum, part) => sum + part);
}

export function partsOfNoJob(world: World, month: MonthOfTwin, person: Person): Parts {
  const { noJobPay } = world.scenario.choice;
  const noise = gumbel(world, Decision.valueNoise, month, person, NO_JOB_KEY);
  return [noJobPay === null ? -Infinity : log(noJobPay), 0, 0, 0, 0, 0, noise];
}

/** The present job, at one's own pay. */
export function partsOfStaying(world: World, month: MonthOfTwin, person: Person): Parts {
  const [pay, ...others] = partsOfJob(world, month, person, person.employer!, 0);
  return [pay! + person.logOwnPay, ...others];
}

export function partsOfJob(
  world: World,
  month: MonthOfTwin,
  person: Person,
  place: Place,
  costOfLeavingIt: number,
): Parts {
  if (place === OWN_FIRM) return partsOfOwnFirm(world, month, person, costOfLeavingIt);
  const { scenario } = world;
  const { choice } = scenario;
  // Who works from elsewhere goes on there; another job is where its employer is.
  const region = place === person.employer ? person.region : place.region;
  const { attributes, mission } = month.numbers.groups[place.group]!;
  const quality =
    choice.matchQualitySd * world.draws.open(Decision.matchQuality, 0).normal(person.key, place.key);
  return [
    log(attributes.pay) + place.logPayOffset + place.payAnswer + log(scenario.skills[person.skill]!.payRatio),
    equityGain(world, month, person, place),
    person.tasteForAutonomy *
      (attributes.autonomy +
        place.autonomyOffset -
        attributes.brandRisk +
        felt(world, month, person, place, 'autonomy')),
    person.tasteForMission *
      (mission[person.cause]! + place.missionOffset + felt(world, month, person, place, 'mission')),
    region === person.home ? person.attachmentToHome : 0,
    -costOfLeavingIt - (region === person.region ? 0 : choice.costOfRelocating),
    gumbel(world, Decision.valueNoise, month, person, place.key) + quality,
  ];
}

/** Belief of somebody who founds, and the gain from the exit at it and at a belief of one. */
export function gainsOfFounder(world: World, month: MonthOfTwin, person: Person) {
  const { exitSd, exitNothing, yearsToExit } = world.scenario.founding!;
  const { market } = month.numbers;
  const expected = market['founding.exitValue'] / yearsToExit / market['founding.pay'];
  const belief = person.equityBelief * market['people.equityBeliefLevel'];
  const gainAt = (believed: number) =>
    certaintyEquivalentGain(expected * believed, exitSd, exitNothing, person.riskAversion);
  return { belief, gain: gainAt(belief), gainAtOne: gainAt(1) };
}

/** What events add that only a part of people feels, in order of date, then id. */
function felt(
  world: World,
  month: MonthOfTwin,
  person: Person,
  employer: Employer,
  what: 'autonomy' | 'mission',
): number {
  const { scenario } = world;
  const group = scenario.employers[employer.group]!;
  const cause = scenario.causes[person.cause]!.id;
  let sum = 0;
  for (const event of [...scenario.timeline].sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1))) {
    const { target } = event;
    if (event.felt === undefined || (target.of !== 'employer' && target.of !== 'sector')) continue;
    if (target.attribute !== what || (target.of === 'employer' ? group.id : group.sector) !== target.id)
      continue;
    if (target.attribute === 'mission' && target.cause !== null && target.cause !== cause) continue;
    if (month.date < event.from || (event.until !== null && month.date > event.until)) continue;
    if (uniform(world, Decision.feelsEvent, 0, person.key, keyOfWord(event.felt.lot)) >= event.felt.share)
      continue;
    const inForce =
      event.rampMonths === 0 ? 1 : Math.min(1, (month.date - event.from + 1) / event.rampMonths);
    sum += event.value * inForce;
  }
  return sum;
}

function partsOfOwnFirm(world: World, month: MonthOfTwin, person: Person, costOfLeavingIt: number): Parts {
  const founding = world.scenario.founding!;
  const { market } = month.numbers;
  const pay = market['founding.pay'];
  const believed =
    (market['founding.exitValue'] / founding.yearsToExit / pay) *
    person.equityBelief *
    market['people.equityBeliefLevel'];
  return [
    log(pay),
    certaintyEquivalentGain(believed, founding.exitSd, founding.exitNothing, person.riskAversion),
    person.tasteForAutonomy * founding.autonomy,
    person.tasteForMission * founding.mission,
    person.region === person.home ? person.attachmentToHome : 0,
    -costOfLeavingIt,
    gumbel(world, Decision.foundingNoise, month, person, 0),
  ];
}

function gumbel(world: World, decision: number, month: MonthOfTwin, person: Person, other: number): number {
  return world.draws.open(decision, month.date).gumbel(person.key, other) / world.scenario.choice.elasticity;
}

/** The cost of moving and the equity forfeited by leaving the present job. */
export function costOfLeaving(world: World, month: MonthOfTwin, person: Person): number {
  const { choice, vesting } = world.scenario;
  if (person.employer === null) return 0;
  if (vesting === null) return choice.costOfMoving;
  const since = month.index - person.vestsFrom;
  const accrued =
    since < vesting.cliffMonths ? since : (since - vesting.cliffMonths) % vesting.intervalMonths;
  return choice.costOfMoving + (equityGain(world, month, person, person.employer) * accrued) / 12;
}

/** Expected equity a year over pay. */
export function equityShareOf(world: World, month: MonthOfTwin, employer: Employer): number {
  const { equity, pay } = month.numbers.groups[employer.group]!.attributes;
  return (equity / pay) * toThe(world.scenario.fundingRounds?.equityMultiple ?? 1, employer.rounds);
}

function equityGain(world: World, month: MonthOfTwin, person: Person, employer: Employer): number {
  const { equitySd, equityNothing } = month.numbers.groups[employer.group]!.attributes;
  const { fundingRounds } = world.scenario;
  const level = month.numbers.market['people.equityBeliefLevel'];
  const share = equityShareOf(world, month, employer);
  const nothing = equityNothing * toThe(fundingRounds?.nothingMultiple ?? 1, employer.rounds);
  return certaintyEquivalentGain(share * person.equityBelief * level, equitySd, nothing, person.riskAversion);
}

/** Five-point Gauss–Hermite rule for a standard normal: nodes and weights from tables. */
const RULE = [
  { z: -2.8569700138728056, w: 0.011257411327720689 },
  { z: -1.355626179974266, w: 0.22207592200561263 },
  { z: 0, w: 0.5333333333333333 },
  { z: 1.355626179974266, w: 0.22207592200561263 },
  { z: 2.8569700138728056, w: 0.011257411327720689 },
];

/** MODEL.md, "Equity": e believed share of pay, σ sd of its log, q probability of nothing, γ risk aversion. */
function certaintyEquivalentGain(e: number, σ: number, q: number, γ: number): number {
  if (e === 0) return 0;
  if (γ === 0) return log(1 + e);
  let mean = 0;
  for (const { z, w } of RULE) mean += w * exp(σ * z);
  let expected = 0;
  for (const { z, w } of RULE) {
    const wealth = 1 + e * (exp(σ * z) / (mean * (1 - q)));
    expected += w * (γ === 1 ? log(wealth) : exp((1 - γ) * log(wealth)));
  }
  return γ === 1 ? (1 - q) * expected : log(q + (1 - q) * expected) / (1 - γ);
}
