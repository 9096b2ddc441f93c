import { Decision } from './decisions.ts';
import { closeFirm, firstToCome, groupCalled, isInStealth } from './firms.ts';
import { JobValues } from './job-value.ts';
import type { Market, MonthOfRun } from './market.ts';
import { leaveJob, takeJob } from './moves.ts';
import { marketNumber } from './numbers.ts';
import { rosterOf } from './roster.ts';
import { followerOf, tell } from './trace-notes.ts';
import { tellChoice } from './trace-notes-of-choices.ts';
import { tellFate, tellSale } from './trace-notes-of-employers.ts';

/** What may become of a founded firm in a month. */
export type Fate = 'fails' | 'is bought' | 'lists' | 'goes on';

/** Monthly probabilities before a firm's own stage is looked at. */
export interface Risks {
  readonly failure: number;
  readonly acquisition: number;
  readonly listing: number;
}

export function risksOf({ numbers }: Pick<Market, 'numbers'>): Risks {
  return {
    failure: marketNumber(numbers, 'founding.failurePerMonth'),
    acquisition: marketNumber(numbers, 'acquisitions.perMonth'),
    listing: marketNumber(numbers, 'listings.perMonth'),
  };
}

/**
 * Failure, acquisition and listing compete for a founded firm: one draw a month decides between them, so that none of
 * them happens together with another. A firm in stealth can only fail.
 * @param u uniform on (0, 1).
 */
export function fateOf(market: Market, risks: Risks, firm: number, u: number): Fate {
  const rounds = market.employers.rounds[firm]!;
  const failure = risks.failure * market.numbers.stages.failure[rounds]!;
  if (u < failure) return 'fails';
  if (isInStealth(market, firm)) return 'goes on';
  const failureOrBought = failure + risks.acquisition;
  if (u < failureOrBought) return 'is bought';
  const { listings } = market.scenario;
  if (listings === null || rounds < listings.afterRounds) return 'goes on';
  return u < failureOrBought + risks.listing ? 'lists' : 'goes on';
}

/** Step 3, its part: founded firms fail, also when nobody works there any more, or are bought. Those that list do so in step 10. */
export function endFirms(market: Market, month: MonthOfRun): void {
  if (market.foundedFirms.size === 0) return;
  const risks = risksOf(market);
  const draws = market.draws.open(Decision.firmFate, month.date);
  const forSale: number[] = [];
  for (const firm of [...market.foundedFirms]) {
    const isEmpty = market.employers.headcount[firm] === 0;
    const u = draws.uniform(market.employers.key[firm]!, 0);
    const fate = isEmpty ? 'fails' : fateOf(market, risks, firm, u);
    if (market.trace !== null) tellFate(market, firm, { ...risks, isEmpty }, u, fate);
    if (fate === 'fails') fail(market, firm);
    if (fate === 'is bought') forSale.push(firm);
  }
  if (forSale.length > 0) acquire(market, month, buyersOf(market, month, forSale));
}

function fail(market: Market, firm: number): void {
  for (const person of rosterOf(market.people, market.employers, firm)) leaveJob(market, person, 'failure');
  closeFirm(market, firm);
  market.recorder.failed++;
}

interface Purchase {
  readonly firm: number;
  readonly buyer: number;
}

/** Without a buyer in its region a firm goes on: one abroad would need visas for everybody at once. */
function buyersOf(market: Market, month: MonthOfRun, firms: readonly number[]): Purchase[] {
  const candidates = employersThatBuy(market);
  const draws = market.draws.open(Decision.buyer, month.date);
  return firms.flatMap((firm) => {
    const buyer = firstToCome(market, firm, candidates, draws);
    if (buyer !== null && market.trace !== null) tellSale(market, firm, buyer, candidates);
    return buyer === null ? [] : { firm, buyer };
  });
}

function employersThatBuy(market: Market): number[] {
  const { employers, scenario } = market;
  const groups = new Set(scenario.acquisitions!.buyers.map((id) => groupCalled(market, id)));
  const found: number[] = [];
  for (let employer = 1; employer < market.employerCount; employer++) {
    if (groups.has(employers.group[employer]!) && employers.wantedStaff[employer]! > 0) found.push(employer);
  }
  return found;
}

/**
 * People go to the buyer, into places opened for them and counted in its plans; who would rather not leaves instead. Plans
 * change once all is decided: a sum of whole numbers, whatever the order of the firms.
 */
function acquire(market: Market, month: MonthOfRun, purchases: readonly Purchase[]): void {
  const { people, employers, recorder } = market;
  const values = new JobValues(market, month);
  const came = new Map<number, number>();
  for (const { firm, buyer } of purchases) {
    for (const person of rosterOf(people, employers, firm)) {
      const goes = goesAlong(market, values, person, buyer);
      if (followerOf(market, person) !== null) tellGoingAlong(market, values, month, person, buyer, goes);
      if (!goes) {
        leaveJob(market, person, 'quit');
        continue;
      }
      takeJob(market, person, buyer, 'acquisition', month.index);
      came.set(buyer, (came.get(buyer) ?? 0) + 1);
    }
    closeFirm(market, firm);
    recorder.acquired++;
  }
  for (const [buyer, count] of came) employers.wantedStaff[buyer]! += count;
}

/** Whether the buyer's job is worth at least as much as one like the present elsewhere, which would cost a move. */
export function goesAlong(market: Market, values: JobValues, person: number, buyer: number): boolean {
  const { costOfMoving } = market.scenario.choice;
  return values.ofOffer(person, buyer, 0) >= values.ofStaying(person) - costOfMoving;
}

function tellGoingAlong(
  market: Market,
  values: JobValues,
  month: MonthOfRun,
  person: number,
  buyer: number,
  goes: boolean,
): void {
  const value = values.ofOffer(person, buyer, 0);
  const staying = values.ofStaying(person);
  const { costOfMoving } = market.scenario.choice;
  const offer = { employer: buyer, value, costOfLeaving: 0 };
  tellChoice(market, values, month, person, 'sale', [offer], goes ? [buyer] : []);
  tell(market, person, 'goes along', {
    inputs: { value, staying, costOfMoving },
    draws: {},
    outcome: { goes },
  });
}
