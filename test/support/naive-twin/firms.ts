import { log } from '../../../src/maths/log.ts';
import { Decision } from '../../../src/model/decisions.ts';
import { quantile } from '../../../src/random/distributions.ts';
import { isWaitingForVisa, loseJob, takeJob, withdraw } from './borders.ts';
import { createEmployer } from './creation.ts';
import type { Diary } from './diary.ts';
import { partsOfJob, partsOfStaying, sumOf } from './job-value.ts';
import {
  type Employer,
  groupIndex,
  groupOf,
  type MonthOfTwin,
  type Person,
  presentPeople,
  staffOf,
  uniform,
  type World,
} from './world.ts';

/** MODEL.md, "Founded firms". */
export function foundFirm(world: World, month: MonthOfTwin, founder: Person): Employer {
  const draw = world.draws.open(Decision.firmKey, 0);
  draw.draw(founder.key, month.date);
  const key = draw.words[0]!;
  const firm = createEmployer(world, {
    key,
    group: groupIndex(world, world.scenario.founding!.stealthGroup),
    region: founder.region,
    isFounded: true,
  });
  firm.startStaff = targetOf(world, firm);
  firm.wantedStaff = 1;
  return firm;
}

function targetOf(world: World, firm: Employer): number {
  const { founding, fundingRounds } = world.scenario;
  const drawn = isInStealth(world, firm)
    ? quantile(founding!.stealthStaff, uniform(world, Decision.stealthStaff, 0, firm.key))
    : quantile(founding!.launchedStaff, uniform(world, Decision.launchedStaff, 0, firm.key));
  return drawn * toThe(fundingRounds?.staffMultiple ?? 1, firm.rounds);
}

/** A multiple applied once a round. */
export function toThe(multiple: number, rounds: number): number {
  let power = 1;
  for (let round = 0; round < rounds; round++) power *= multiple;
  return power;
}

function isInStealth(world: World, firm: Employer): boolean {
  return groupOf(world, firm).id === world.scenario.founding!.stealthGroup;
}

/** Founded firms that have not ended and are not listed. */
function foundedFirms(world: World): Employer[] {
  return world.employers.filter((firm) => firm.isFounded && !firm.isClosed && !firm.isListed);
}

function fateOf(
  world: World,
  month: MonthOfTwin,
  firm: Employer,
): 'fails' | 'is bought' | 'lists' | 'goes on' {
  const { fundingRounds, listings } = world.scenario;
  const { market } = month.numbers;
  const u = uniform(world, Decision.firmFate, month.date, firm.key);
  const fails = market['founding.failurePerMonth'] * toThe(fundingRounds?.failureMultiple ?? 1, firm.rounds);
  const bought = isInStealth(world, firm) ? 0 : market['acquisitions.perMonth'];
  const mayList = listings !== null && !isInStealth(world, firm) && firm.rounds >= listings.afterRounds;
  if (u < fails) return 'fails';
  if (u < fails + bought) return 'is bought';
  if (mayList && u < fails + bought + market['listings.perMonth']) return 'lists';
  return 'goes on';
}

/** Step 3. */
export function endFirms(world: World, month: MonthOfTwin, diary: Diary): void {
  const came: { buyer: Employer; people: number }[] = [];
  for (const firm of foundedFirms(world)) {
    const staff = staffOf(world, firm);
    const fate = staff.length === 0 ? 'fails' : fateOf(world, month, firm);
    if (fate === 'fails') {
      for (const person of staff) loseJob(person, 'failure', diary);
      close(world, firm, diary);
      diary.failed++;
    }
    const buyer = fate === 'is bought' ? buyerOf(world, month, firm) : null;
    if (buyer === null) continue;
    const { costOfMoving } = world.scenario.choice;
    const goesAlong = staff.filter(
      (person) =>
        sumOf(partsOfJob(world, month, person, buyer, 0)) >=
        sumOf(partsOfStaying(world, month, person)) - costOfMoving,
    );
    for (const person of staff) {
      if (!goesAlong.includes(person)) {
        loseJob(person, 'quit', diary);
        continue;
      }
      takeJob(world, month, person, buyer, { kind: 'acquisition', visa: null }, diary);
    }
    came.push({ buyer, people: goesAlong.length });
    close(world, firm, diary);
    diary.acquired++;
  }
  for (const buyer of new Set(came.map((one) => one.buyer)))
    buyer.wantedStaff += came.reduce((sum, one) => sum + (one.buyer === buyer ? one.people : 0), 0);
}

function close(world: World, firm: Employer, diary: Diary): void {
  for (const person of presentPeople(world))
    if (isWaitingForVisa(person) && person.application!.employer === firm) withdraw(person, diary);
  firm.isClosed = true;
}

function buyerOf(world: World, month: MonthOfTwin, firm: Employer): Employer | null {
  const waits = world.employers
    .filter((buyer) => world.scenario.acquisitions!.buyers.includes(groupOf(world, buyer).id))
    .filter((buyer) => buyer.region === firm.region && buyer.wantedStaff > 0)
    .map((buyer) => {
      const u = uniform(world, Decision.buyer, month.date, firm.key, buyer.key);
      return { buyer, wait: -log(u) / buyer.wantedStaff };
    })
    .sort((a, b) => a.wait - b.wait);
  return waits[0]?.buyer ?? null;
}

/** Step 10. */
export function advanceFirms(world: World, month: MonthOfTwin, diary: Diary): void {
  const { founding, fundingRounds, listings } = world.scenario;
  for (const firm of foundedFirms(world)) {
    if (staffOf(world, firm).length === 0 || fateOf(world, month, firm) !== 'lists') continue;
    joinGroup(world, firm, listings!.group, 'listing', diary);
    firm.rounds = 0;
    firm.isListed = true;
  }
  for (const firm of foundedFirms(world)) {
    if (fundingRounds === null || firm.rounds === fundingRounds.most) continue;
    const u = uniform(world, Decision.fundingRound, month.date, firm.key);
    if (u >= month.numbers.market['fundingRounds.perMonth']) continue;
    diary.raised(firm);
    firm.rounds++;
    firm.startStaff = targetOf(world, firm);
  }
  for (const firm of foundedFirms(world)) {
    if (!isInStealth(world, firm)) continue;
    if (uniform(world, Decision.firmLaunch, month.date, firm.key) * founding!.stealthMonths >= 1) continue;
    joinGroup(world, firm, founding!.launchedGroup, 'launch', diary);
    firm.startStaff = targetOf(world, firm);
  }
}

function joinGroup(world: World, firm: Employer, id: string, kind: 'launch' | 'listing', diary: Diary): void {
  const group = groupIndex(world, id);
  diary.changesGroup(firm, world.scenario.employers[group]!, kind);
  firm.group = group;
}
