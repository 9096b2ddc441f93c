import { log } from '../../../src/maths/log.ts';
import { Decision } from '../../../src/model/decisions.ts';
import { takeJob } from './borders.ts';
import type { Diary } from './diary.ts';
import { costOfLeaving, partsOfJob, partsOfStaying, sumOf } from './job-value.ts';
import { rankOf } from './month.ts';
import { gainOfMoving, mayStartHere, teamsOf, wantPlacesOpened } from './teams.ts';
import {
  type Deal,
  type Employer,
  groupOf,
  type MonthOfTwin,
  type Person,
  staffOf,
  uniform,
  type World,
} from './world.ts';

/** MODEL.md, "Acqui-hires" (step 10). */
export function hireStaffs(world: World, month: MonthOfTwin, diary: Diary): void {
  const { acquiHires, scale } = world.scenario;
  if (acquiHires === null) return;
  const isRuled = acquiHires.ruleFrom === null || month.date >= acquiHires.ruleFrom;
  const rule = isRuled ? acquiHires.rule : 'allow';
  if (rule !== 'forbid') {
    for (const offer of [...dealsThatHappened(world, month), ...approaches(world, month)]) {
      const limit = acquiHires.sizeLimit! * (groupOf(world, offer.from).isNamed ? scale : 1);
      world.deals.push({
        ...offer,
        limit: rule === 'size-limit' ? Math.floor(limit) : Infinity,
        closes: month.index + (rule === 'delay' ? acquiHires.delayMonths : 0),
      });
    }
  }
  const offers = world.deals
    .filter(({ closes }) => closes === month.index)
    .flatMap((deal) =>
      whoIsOffered(world, month, deal).map((person) => {
        const cost = costOfLeaving(world, month, person);
        const value = sumOf(partsOfJob(world, month, person, deal.to, cost)) + deal.premium;
        return { person, deal, value };
      }),
    );
  const accepted = [...new Set(offers.map(({ person }) => person))].flatMap((person) => {
    const best = offers.filter((offer) => offer.person === person).sort((a, b) => b.value - a.value)[0]!;
    return best.value > sumOf(partsOfStaying(world, month, person)) ? [best] : [];
  });
  for (const { person, deal } of accepted)
    diary.chose(deal.from, deal.to, gainOfMoving(world, month, person, deal.to, deal.premium));
  const before = new Map(accepted.map(({ deal }) => [deal.from, staffOf(world, deal.from).length]));
  for (const { person, deal } of accepted) {
    diary.movedTogether('acqui-hire', deal.from, deal.to, `${deal.from.key} ${deal.to.key}`);
    deal.to.placesOpened++;
    const how = { kind: 'acqui-hire', visa: null, team: teamTakenOver(world, person, deal) };
    takeJob(world, month, person, deal.to, how, diary);
  }
  for (const [employer, staff] of before) {
    const left = staffOf(world, employer).length / staff;
    employer.wantedStaff *= left;
    employer.startStaff *= left;
  }
  wantPlacesOpened(world);
}

type Offer = Pick<Deal, 'from' | 'to' | 'share' | 'premium'>;

function dealsThatHappened(world: World, month: MonthOfTwin): Offer[] {
  const called = (id: string) => world.employers.find((one) => groupOf(world, one).id === id)!;
  return world.scenario
    .acquiHires!.deals.filter((deal) => deal.month === month.date)
    .map((deal) => ({ ...deal, from: called(deal.from), to: called(deal.to) }));
}

function approaches(world: World, month: MonthOfTwin): Offer[] {
  const { founding, acquiHires } = world.scenario;
  const { by, leastStaff, share, premium } = acquiHires!;
  return world.employers.flatMap((from) => {
    const isLaunched =
      from.isFounded &&
      !from.isListed &&
      !from.isClosed &&
      groupOf(world, from).id === founding!.launchedGroup;
    if (!isLaunched || staffOf(world, from).length < leastStaff) return [];
    const u = uniform(world, Decision.approach, month.date, from.key);
    if (u >= month.numbers.market['acquiHires.rate']) return [];
    if (world.deals.some((deal) => deal.from === from && deal.closes >= month.index)) return [];
    const waits = world.employers
      .filter((employer) => {
        const { isNamed, sector, founded } = groupOf(world, employer);
        const exists = founded === null || founded <= month.date;
        return (
          !employer.isClosed && isNamed && exists && by.includes(sector) && employer.region === from.region
        );
      })
      .filter(({ wantedStaff }) => wantedStaff > 0)
      .map((to) => {
        const v = uniform(world, Decision.approaching, month.date, from.key, to.key);
        return { to, wait: -log(v) / to.wantedStaff };
      })
      .sort((a, b) => a.wait - b.wait);
    return waits.length === 0 ? [] : [{ from, to: waits[0]!.to, share, premium }];
  });
}

/** The best of the staff who could take up a job where the buyer is. */
function whoIsOffered(world: World, month: MonthOfTwin, deal: Deal): Person[] {
  if (deal.from.isClosed) return [];
  const staff = staffOf(world, deal.from).filter(
    (person) => person.hiredAt < month.index && mayStartHere(world, month, person, deal.to),
  );
  const u = uniform(world, Decision.offerRounding, month.date, deal.from.key, deal.to.key);
  const rank = (person: Person) => rankOf(world, month, person, deal.to);
  return staff
    .sort((a, b) => rank(b) - rank(a) || b.key - a.key)
    .slice(0, Math.min(deal.limit, Math.floor(deal.share * staff.length + u)));
}

function teamTakenOver(world: World, person: Person, { from, to }: { from: Employer; to: Employer }): number {
  if (world.scenario.teams === null) return 0;
  const oldTeam = Math.imul(from.key, 0x9e3779b1) + person.team;
  return Math.floor(uniform(world, Decision.teamTakenOver, 0, oldTeam, to.key) * teamsOf(world, to));
}
