import { roundedBy } from '../random/distributions.ts';
import type { AcquiHires } from '../scenario/scenario.ts';
import { Decision } from './decisions.ts';
import { firstToCome, groupCalled } from './firms.ts';
import { countReasonOfMove } from './hires.ts';
import { JobValues } from './job-value.ts';
import type { Market, MonthOfRun } from './market.ts';
import { applicantRanks } from './matching.ts';
import { takeJob } from './moves.ts';
import { marketNumber } from './numbers.ts';
import { mayStartHere, NO_VISA } from './right-to-work.ts';
import { rosterOf } from './roster.ts';
import { sizeScale } from './scale.ts';
import { teamOf, teamsOf } from './teams.ts';
import { followerOf, placeOf, tell } from './trace-notes.ts';
import { tellChoice } from './trace-notes-of-choices.ts';

/** An employer means to hire the staff of another. */
export interface Deal {
  readonly from: number;
  readonly fromKey: number;
  readonly to: number;
  readonly share: number;
  readonly premium: number;
  /** Most people the authority lets go. */
  readonly limit: number;
  /** Month of the run. */
  readonly closes: number;
}

interface Acceptance {
  readonly person: number;
  readonly deal: Deal;
}

/** Step 10, its second part: staffs are hired from one employer by another, unless the antitrust authority stops it. */
export function hireStaffs(market: Market, month: MonthOfRun): void {
  if (market.scenario.acquiHires === null) return;
  market.pendingDeals.push(...dealsStruck(market, month));
  const closing = market.pendingDeals.filter(({ closes }) => closes === month.index);
  if (closing.length === 0) return;
  market.pendingDeals = market.pendingDeals.filter(({ closes }) => closes > month.index);
  const acceptances = whoAccepts(market, closing, month);
  recordReasons(market, acceptances, month);
  moveStaffs(market, acceptances, month);
}

/** Deals of this month that the authority allows: those that happened, and approaches to founded firms. */
export function dealsStruck(market: Market, month: MonthOfRun): Deal[] {
  const acquiHires = market.scenario.acquiHires!;
  const ruling = ruleAt(acquiHires, month);
  if (ruling === 'forbid') return [];
  const closes = month.index + (ruling === 'delay' ? acquiHires.delayMonths : 0);
  return [...dealsThatHappened(market, month), ...approaches(market, month)].map((deal) => ({
    ...deal,
    fromKey: market.employers.key[deal.from]!,
    limit: ruling === 'size-limit' ? sizeLimit(market, deal.from) : Infinity,
    closes,
  }));
}

function ruleAt({ rule, ruleFrom }: AcquiHires, month: MonthOfRun): AcquiHires['rule'] {
  return ruleFrom === null || month.date >= ruleFrom ? rule : 'allow';
}

/** A named employer's size is scaled, so the limit of what may be taken from it is too. */
function sizeLimit(market: Market, from: number): number {
  const { scenario, employers } = market;
  return Math.floor(scenario.acquiHires!.sizeLimit! * sizeScale(scenario, employers.group[from]!));
}

type Offer = Pick<Deal, 'from' | 'to' | 'share' | 'premium'>;

function dealsThatHappened(market: Market, month: MonthOfRun): Offer[] {
  const named = (id: string) => market.employers.group.indexOf(groupCalled(market, id));
  return market.scenario
    .acquiHires!.deals.filter((deal) => deal.month === month.date)
    .map(({ from, to, share, premium }) => ({ from: named(from), to: named(to), share, premium }));
}

/** Founded firms out of stealth are approached at a rate, each by one of the large employers of its region. */
function approaches(market: Market, month: MonthOfRun): Offer[] {
  const { employers, foundedFirms, scenario } = market;
  const { leastStaff, share, premium, by } = scenario.acquiHires!;
  const rate = marketNumber(market.numbers, 'acquiHires.rate');
  if (rate === 0 || by.length === 0) return [];
  const launched = scenario.employers.findIndex(({ id }) => id === scenario.founding?.launchedGroup);
  const draws = market.draws.open(Decision.approach, month.date);
  return [...foundedFirms].flatMap((firm) => {
    if (employers.group[firm] !== launched || employers.headcount[firm]! < leastStaff) return [];
    if (draws.uniform(employers.key[firm]!, 0) >= rate) return [];
    const isPending = market.pendingDeals.some(({ fromKey }) => fromKey === employers.key[firm]);
    const to = isPending ? null : whoApproaches(market, firm, month);
    return to === null ? [] : [{ from: firm, to, share, premium }];
  });
}

/** One of the named employers of the sectors that approach; null when there is none here. */
function whoApproaches(market: Market, firm: number, month: MonthOfRun): number | null {
  const { employers, scenario } = market;
  const { by } = scenario.acquiHires!;
  const candidates = scenario.employers.flatMap(({ isNamed, sector, founded }, group) => {
    if (!isNamed || !by.includes(sector) || (founded !== null && founded > month.date)) return [];
    const employer = employers.group.indexOf(group);
    return employers.wantedStaff[employer]! > 0 ? [employer] : [];
  });
  return firstToCome(market, firm, candidates, market.draws.open(Decision.approaching, month.date));
}

/**
 * Offers go to the best of a staff, as many as the deal's share of it, and no more than the authority lets go. Each takes the best
 * offer that is worth more than staying; places that are turned down are offered to nobody else.
 */
export function whoAccepts(market: Market, deals: readonly Deal[], month: MonthOfRun): Acceptance[] {
  const values = new JobValues(market, month);
  const best = new Map<number, Acceptance & { value: number }>();
  for (const deal of deals) {
    for (const person of whoIsOffered(market, deal, month)) {
      const value = values.ofOffer(person, deal.to, values.costOfLeaving(person)) + deal.premium;
      if (followerOf(market, person) !== null) tellOffer(market, values, month, person, deal, value);
      if (value <= values.ofStaying(person) || value <= (best.get(person)?.value ?? -Infinity)) continue;
      best.set(person, { person, deal, value });
    }
  }
  return [...best.values()];
}

function tellOffer(
  market: Market,
  values: JobValues,
  month: MonthOfRun,
  person: number,
  { to, premium, share }: Deal,
  value: number,
): void {
  const place = placeOf(market, to);
  tell(market, person, 'offered', { inputs: { place, premium, share }, draws: {}, outcome: {} });
  const isBetter = value > values.ofStaying(person);
  tellChoice(
    market,
    values,
    month,
    person,
    'staff',
    [{ employer: to, value, premium }],
    isBetter ? [to] : [],
  );
}

function whoIsOffered(market: Market, deal: Deal, month: MonthOfRun): number[] {
  const { people, employers } = market;
  if (employers.key[deal.from] !== deal.fromKey || employers.group[deal.from]! < 0) return []; // closed since
  const staff = rosterOf(people, employers, deal.from).filter(
    (person) => people.hiredAt[person]! < month.index && mayStartHere(market, person, deal.to),
  );
  const u = market.draws
    .open(Decision.offerRounding, month.date)
    .uniform(deal.fromKey, employers.key[deal.to]!);
  const offers = Math.min(deal.limit, roundedBy(deal.share * staff.length, u));
  const rank = applicantRanks(market, month);
  return staff
    .map((person) => ({ person, rank: rank(person, deal.to), key: people.key[person]! }))
    .sort((a, b) => b.rank - a.rank || b.key - a.key)
    .slice(0, offers)
    .map(({ person }) => person);
}

function recordReasons(market: Market, acceptances: readonly Acceptance[], month: MonthOfRun): void {
  if (!market.recorder.isOn) return;
  const values = new JobValues(market, month);
  for (const { person, deal } of acceptances)
    countReasonOfMove(market, values, person, deal.to, deal.premium);
}

/** Places come with the people: wanted of the one who hires, no longer of the one who is left, which goes on as small as it is. */
function moveStaffs(market: Market, acceptances: readonly Acceptance[], month: MonthOfRun): void {
  const { employers, recorder } = market;
  const headcountBefore = new Map(
    acceptances.map(({ deal }) => [deal.from, employers.headcount[deal.from]!]),
  );
  // By who takes from whom: which of two like deals somebody took would depend on the order of the file.
  const moved: { from: number; to: number; people: number }[] = [];
  for (const { person, deal } of acceptances) {
    const { from, to } = deal;
    const earlier = moved.find((move) => move.from === from && move.to === to);
    if (earlier === undefined) moved.push({ from, to, people: 1 });
    else earlier.people++;
    const team = teamTakenOver(market, person, deal);
    takeJob(market, person, deal.to, 'acqui-hire', month.index, NO_VISA, team);
  }
  for (const { from, to, people } of moved)
    recorder.countTeam(recorder.unitOf(market, from), recorder.unitOf(market, to), 'acqui-hire', people);
  const came = new Map<number, number>();
  for (const { to, people } of moved) came.set(to, (came.get(to) ?? 0) + people);
  for (const [employer, before] of headcountBefore) {
    const left = employers.headcount[employer]! / before;
    employers.wantedStaff[employer]! *= left;
    employers.startStaff[employer]! *= left;
  }
  for (const [employer, people] of came) employers.wantedStaff[employer]! += people;
}

/** Odd, so that keys of employers stay apart when their teams are counted on from them: 2³² ÷ the golden ratio. */
const TEAM_STEP = 0x9e3779b1;

/** Those of one team stay together, on a team of where they go that is drawn for all of them. */
function teamTakenOver(market: Market, person: number, { fromKey, to }: Deal): number {
  if (market.teams === null) return -1;
  const u = market.draws
    .open(Decision.teamTakenOver, 0)
    .uniform(Math.imul(fromKey, TEAM_STEP) + teamOf(market.people, person), market.employers.key[to]!);
  return Math.floor(u * teamsOf(market, to));
}
