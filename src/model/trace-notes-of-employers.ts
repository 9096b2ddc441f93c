import { exp } from '../maths/exp.ts';
import type { Market, MonthOfRun } from './market.ts';
import { logPayGrowth, logPostedPay } from './posted-jobs.ts';
import { rosterOf } from './roster.ts';
import type { Inputs, Place, RecordOf, ToldOf, TraceRecord } from './trace.ts';
import { placeOf, tellMove } from './trace-notes.ts';

/** What is told to a listener of the employers that it follows. None of this is called without one. */

function tellOfEmployer<What extends TraceRecord['what']>(
  market: Market,
  employer: number,
  what: What,
  told: ToldOf<What>,
): void {
  const who = market.employers.key[employer]!;
  if (market.trace!.followsEmployer(who))
    market.trace!.note({ other: null, ...told, what, who } as unknown as TraceRecord);
}

/** @param wantedBefore last month. */
export function tellPlan(market: Market, month: MonthOfRun, employer: number, wantedBefore: number): void {
  const { employers, numbers, scenario, skills, staff, reserved, openings, staffRounding } = market;
  const group = employers.group[employer]!;
  const { demand, adjustment, costElasticity, freeze, expectedLeaving } = numbers.attributes;
  const ofSkills = (column: Int32Array | Float64Array) => [
    ...column.subarray(employer * skills, (employer + 1) * skills),
  ];
  tellOfEmployer(market, employer, 'plans', {
    inputs: {
      place: placeOf(market, employer),
      wantedBefore,
      startStaff: employers.startStaff[employer]!,
      demand: demand[group]!,
      adjustment: adjustment[group]!,
      costElasticity: costElasticity[group]!,
      logPayGrowth: logPayGrowth(market, employer),
      subsidy: numbers.wageSubsidy[employers.region[employer]!]!,
      freeze: freeze[group]!,
      expectedLeaving: expectedLeaving[group]!,
      skillMix: [...numbers.skillMix.subarray(group * skills, (group + 1) * skills)],
      staff: ofSkills(staff),
      reserved: ofSkills(reserved),
      rounding: ofSkills(staffRounding),
      pay: exp(logPostedPay(market, employer)),
      vacancies: scenario.employers[group]!.vacancies,
      month: month.date,
    },
    draws: {},
    outcome: { wanted: employers.wantedStaff[employer]!, openings: ofSkills(openings) },
  });
}

export function tellFate(
  market: Market,
  firm: number,
  risks: { failure: number; acquisition: number; listing: number; isEmpty: boolean },
  u: number,
  fate: RecordOf<'fate'>['outcome']['fate'],
): void {
  const inputs = { ...risks, rounds: market.employers.rounds[firm]!, group: market.employers.group[firm]! };
  tellOfEmployer(market, firm, 'fate', { inputs, draws: { u }, outcome: { fate } });
}

/** @param candidates that might have bought it. */
export function tellSale(market: Market, firm: number, buyer: number, candidates: readonly number[]): void {
  const { employers } = market;
  const wants = candidates.map((one) => [
    employers.key[one]!,
    employers.wantedStaff[one]!,
    employers.region[one]!,
  ]);
  const inputs = { wants, region: employers.region[firm]! };
  tellOfEmployer(market, firm, 'bought', { inputs, draws: {}, outcome: { buyer: placeOf(market, buyer) } });
}

export function tellFounding(market: Market, firm: number, founder: number): void {
  tellOfEmployer(market, firm, 'founded', {
    other: market.people.key[founder]!,
    inputs: { region: market.people.region[founder]! },
    draws: {},
    outcome: { place: placeOf(market, firm) },
  });
}

export function tellRound(market: Market, firm: number): void {
  const rounds = market.employers.rounds[firm]!;
  tellOfEmployer(market, firm, 'round of funding', {
    inputs: { before: rounds - 1 },
    draws: {},
    outcome: { rounds },
  });
}

/** A firm is in another group now: each of its people has changed place without moving. @param before where the firm was. */
export function tellChangeOfGroup(
  market: Market,
  firm: number,
  before: Place,
  kind: 'launch' | 'listing',
): void {
  tellOfEmployer(market, firm, kind, { inputs: {}, draws: {}, outcome: {} });
  for (const person of rosterOf(market.people, market.employers, firm))
    tellMove(market, person, before, placeOf(market, firm), kind);
}

/** @param inputs log pay added before this month; openings posted and left. */
export function tellPayAnswer(market: Market, employer: number, inputs: Inputs): void {
  const { usualFill } = market.scenario.payAnswers!;
  const logPay = market.employers.logPayAnswer[employer]!;
  tellOfEmployer(market, employer, 'pay answers', {
    inputs: { ...inputs, usualFill },
    draws: {},
    outcome: { logPay },
  });
}
