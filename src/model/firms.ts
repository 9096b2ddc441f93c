import { log } from '../maths/log.ts';
import { quantile } from '../random/distributions.ts';
import type { Stream } from '../random/keyed-draws.ts';
import { Decision } from './decisions.ts';
import { drawOffsets } from './employers.ts';
import { addEmployer, type Market, type MonthOfRun } from './market.ts';
import type { FlowKind } from './records.ts';
import { placeOf } from './trace-notes.ts';
import { tellChangeOfGroup, tellFounding } from './trace-notes-of-employers.ts';
import { withdrawApplicationsTo } from './visas.ts';

/** A firm that its founder begins: in stealth, where the founder is. @returns its employer number. */
export function foundFirm(market: Market, month: MonthOfRun, founder: number): number {
  const { draws, employers, people } = market;
  const keyDraw = draws.open(Decision.firmKey, 0);
  keyDraw.draw(people.key[founder]!, month.date);
  const key = keyDraw.words[0]!;
  const firm = addEmployer(market, key, market.stealthGroup, people.region[founder]!);
  employers.startStaff[firm] = targetOfFirm(market, firm);
  employers.wantedStaff[firm] = 1; // the founder
  drawOffsets(market, firm, market.scenario.employers[employers.group[firm]!]!);
  market.foundedFirms.add(firm);
  market.recorder.founded++;
  if (market.trace !== null) tellFounding(market, firm, founder);
  return firm;
}

/** Staff that a founded firm wants when its demand is 1: drawn once in stealth and once out of it, times what rounds add. */
export function targetOfFirm(market: Market, firm: number): number {
  const founding = market.scenario.founding!;
  const { draws, employers, numbers } = market;
  const key = employers.key[firm]!;
  const drawn = isInStealth(market, firm)
    ? quantile(founding.stealthStaff, draws.open(Decision.stealthStaff, 0).uniform(key, 0))
    : quantile(founding.launchedStaff, draws.open(Decision.launchedStaff, 0).uniform(key, 0));
  return drawn * numbers.stages.staff[employers.rounds[firm]!]!;
}

export function isInStealth(market: Pick<Market, 'employers' | 'stealthGroup'>, firm: number): boolean {
  return market.employers.group[firm] === market.stealthGroup;
}

/** A firm ends: its openings close at once, and its room is free from the next month on. */
export function closeFirm(market: Market, firm: number): void {
  const { skills, openings, employers } = market;
  openings.fill(0, firm * skills, (firm + 1) * skills);
  withdrawApplicationsTo(market, firm);
  employers.group[firm] = -1;
  market.foundedFirms.delete(firm);
  market.closedThisMonth.push(firm);
}

/** A firm joins another group, and its people another unit of the record with it. */
export function joinGroup(
  market: Market,
  firm: number,
  id: string,
  kind: Extract<FlowKind, 'launch' | 'listing'>,
): void {
  const before = market.recorder.unitOf(market, firm);
  const placeBefore = market.trace === null ? null : placeOf(market, firm);
  market.employers.group[firm] = groupCalled(market, id);
  market.recorder.countChangeOfGroup(market, firm, before, kind);
  if (placeBefore !== null) tellChangeOfGroup(market, firm, placeBefore, kind);
}

/**
 * Which of several employers comes to a firm first: of those in its region the one with the shortest waiting time −ln(u) ÷ wanted staff,
 * so that each comes in proportion to its plans, and another's plans only ever take a firm over.
 * @param candidates employers that want staff. @param draws by firm and candidate. @returns null when there is none in the region.
 */
export function firstToCome(
  { employers }: Pick<Market, 'employers'>,
  firm: number,
  candidates: readonly number[],
  draws: Stream,
): number | null {
  let leastWait = Infinity;
  let first: number | null = null;
  for (const candidate of candidates) {
    if (employers.region[candidate] !== employers.region[firm]) continue;
    const u = draws.uniform(employers.key[firm]!, employers.key[candidate]!);
    const wait = -log(u) / employers.wantedStaff[candidate]!;
    if (wait < leastWait) {
      leastWait = wait;
      first = candidate;
    }
  }
  return first;
}

export function groupCalled(market: Pick<Market, 'scenario'>, id: string): number {
  return market.scenario.employers.findIndex((group) => group.id === id);
}
