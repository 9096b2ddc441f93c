import { MOTIVES, type Motive, OUTSIDE } from '../../model/records.ts';
import type { Bid, Place, Proposal, Worth } from '../../model/trace.ts';
import { chancesWhereAnswered, logitChances } from './chances.ts';
import type { Dated } from './diary.ts';
import type { ChoiceExplained, OptionExplained, Tipping } from './explained.ts';
import type { Names, PlaceNamed } from './names.ts';
import { percent, usd } from './words.ts';

/** The records of one choice, as they were told one after another. */
export interface ChoiceRecords {
  readonly occasion: ChoiceExplained['occasion'];
  readonly chooses: Extract<Dated, { what: 'chooses' }>;
  readonly meets?: Extract<Dated, { what: 'meets' }> | undefined;
  readonly looks?: Extract<Dated, { what: 'looks' }> | undefined;
  readonly matched?: Extract<Dated, { what: 'matched' }>;
  readonly auction?: Extract<Dated, { what: 'auction' }>;
  readonly approached?: Extract<Dated, { what: 'approached' }> | undefined;
  /** Of those who looked: how far their employer would go to keep them. */
  readonly counter?: Extract<Dated, { what: 'answers offers' }> | undefined;
  /** Of those whom it did keep, by more pay. */
  readonly kept?: Extract<Dated, { what: 'kept' }>;
  readonly goesAlong?: Extract<Dated, { what: 'goes along' }>;
  /** Of an offer to a whole staff: whether it was taken. */
  readonly isTaken?: boolean;
}

/** An option with what decides about it: the value that is compared, and how it was answered. */
interface Option extends Omit<OptionExplained, 'answer'> {
  readonly compared: number;
  answer: OptionExplained['answer'];
}

/** A choice with the chance of each option, what was taken, and what would have tipped it. */
export function explainChoice(names: Names, records: ChoiceRecords): ChoiceExplained {
  const { chooses, meets, looks, occasion, counter, approached } = records;
  const { elasticity } = chooses.inputs;
  const [staying, ...others] = optionsOf(names, records, elasticity) as [Option, ...Option[]];
  const options = [staying, ...others.sort((a, b) => b.compared - a.compared)];
  const taken = takenAmong(names, records, options);
  options[taken]!.answer = options[taken]!.isStaying ? 'stays' : 'taken';
  const room = counter?.outcome.room ?? null;
  return {
    occasion,
    looking:
      looks === undefined ? null : { probability: looks.outcome.probability, reasons: reasonsToLook(looks) },
    elasticity,
    options: options.map(({ compared: _, ...option }) => option),
    counterOffer: room === null ? null : { room },
    moveElsewhere: records.goesAlong === undefined ? null : { cost: costOfMoving(records.goesAlong) },
    letters: (approached?.outcome.by ?? []).map((place) => names.place(place)),
    barred: (meets?.outcome.barred ?? []).map((place) => names.place(place)),
    taken,
    chanceIs: roomBeforeNoise(counter) > 0 ? chanceWhereAnswered(options) : CHANCE_IS[occasion],
    tipping: tippingOf(options, taken, {
      isMatched: records.matched !== undefined,
      match: records.auction?.inputs.present ?? null,
    }),
  };
}

const LOGIT = 'exact (logit): the noise of the month is Gumbel, all else of the values is known';
const CHANCE_IS: Record<ChoiceExplained['occasion'], string> = {
  looking: `to be liked best of those met and staying; ${LOGIT}. Whether an employer takes them is its own choice`,
  'without a job': `to be liked best of those met; ${LOGIT}. Whether an employer takes them is its own choice`,
  approached: `to bid highest, in worth to this person, given who bids; ${LOGIT}`,
  'team-mate left': `to be liked best, once asked; ${LOGIT}`,
  'staff hired': `to be liked best, once offered; ${LOGIT}`,
  'firm bought': `to go along, or not, once the firm is bought; ${LOGIT}`,
};

/** Nobody leaves for what their employer would beat: staying counts as much as it can be made worth. */
function chanceWhereAnswered(options: readonly Option[]): string {
  const but = options.some(({ isOwnFirm }) => isOwnFirm)
    ? ', but not where they would rather found a firm than stay'
    : '';
  return `to be liked best of those met and staying, which counts with the most that their employer would pay to keep them${but}; ${LOGIT}. Whether an employer takes them is its own choice`;
}

/** How far their employer would go to keep them, if they would not rather found a firm: that the month's noise decides. */
function roomBeforeNoise(counter: ChoiceRecords['counter']): number {
  if (counter === undefined) return 0;
  if (counter.outcome.room !== null) return counter.outcome.room;
  const { share, most, logOwnPay } = counter.inputs as Record<'share' | 'most' | 'logOwnPay', number>;
  return counter.draws.u! < share ? most - logOwnPay : 0;
}

function optionsOf(names: Names, records: ChoiceRecords, elasticity: number): Option[] {
  const { chooses, matched, auction, goesAlong } = records;
  const room = records.counter?.outcome.room ?? 0;
  const worths = [chooses.outcome.staying, ...chooses.outcome.options];
  const bids = worths.map((worth) => bidOf(worth, chooses.outcome.staying, auction));
  const thresholds = worths.map((_, at) => {
    if (bids[at] !== null) return bids[at]!.room;
    if (at > 0) return 0;
    // The seller's people count a move that they would have to make; an employer may raise pay to keep somebody.
    return goesAlong === undefined ? room : -costOfMoving(goesAlong);
  });
  const chances =
    auction === undefined
      ? goesAlong === undefined
        ? chancesWhereAnswered(worths, elasticity, roomBeforeNoise(records.counter))
        : logitChances(worths, elasticity, thresholds)
      : chancesOfStar(worths, elasticity, thresholds, auction);
  const refused = refusedUnasked(records);
  const throughTies = new Set(records.meets?.outcome.ties.map(({ key }) => key));
  return worths.map((worth, at): Option => {
    const isStaying = at === 0;
    const proposal = isStaying ? undefined : proposalTo(worth.place, matched?.inputs.proposals);
    const bid = bids[at];
    return {
      place: named(names, worth.place),
      isStaying,
      isOwnFirm: worth.place === null,
      isThroughTeammate: !isStaying && worth.place !== null && throughTies.has(worth.place.key),
      pay: worth.pay,
      parts: Object.fromEntries(MOTIVES.map((motive, part) => [motive, worth.parts[part]!])) as Record<
        Motive,
        number
      >,
      value: worth.value,
      lasting: worth.lasting,
      chance: chances[at]!,
      answer: refused.has(at - 1)
        ? 'would have been turned down'
        : answerOf(proposal, isStaying, worth, chooses.outcome.staying, room, auction !== undefined),
      rank: rankOf(proposal),
      bid: bid === null || bid === undefined ? null : bid.least + bid.room,
      raise: (isStaying ? records.kept?.outcome.raise : undefined) ?? raiseOf(worth, isStaying, auction),
      inputs: worth.inputs,
      compared: worth.value + thresholds[at]!,
    };
  });
}

/**
 * Before the month's noise was known, whoever bids from outside would have been matched. A firm of her own has only to be better than
 * staying at her pay, since nobody matches that: what is left of 1 is that she stays.
 */
function chancesOfStar(
  worths: readonly Worth[],
  elasticity: number,
  thresholds: readonly number[],
  { inputs: { outside, present } }: NonNullable<ChoiceRecords['auction']>,
): number[] {
  const room = outside.length === 0 ? 0 : (present?.room ?? 0);
  const [ofStaying, ofPay] = [room, 0].map((most) =>
    logitChances(worths, elasticity, [most, ...thresholds.slice(1)]),
  ) as [number[], number[]];
  const others = worths.map(({ place }, at) => (place === null ? ofPay[at]! : ofStaying[at]!)).slice(1);
  return [1 - others.reduce((sum, one) => sum + one, 0), ...others];
}

const costOfMoving = ({ inputs }: NonNullable<ChoiceRecords['goesAlong']>): number =>
  (inputs as { costOfMoving: number }).costOfMoving;

/**
 * Positions of offers that their employer would beat and that could not be had: it answers the best that could, so all that are
 * better where it answered one, and all of them where it had nothing to answer. Source: MODEL.md, "Counter-offers".
 */
function refusedUnasked({ chooses, counter, matched, kept }: ChoiceRecords): ReadonlySet<number> {
  if (typeof counter?.outcome.room !== 'number' || matched?.outcome.to !== 'stays') return new Set();
  const { options, ranked } = chooses.outcome;
  const unasked = ranked.filter(
    (at) => proposalTo(options[at]!.place, matched.inputs.proposals) === undefined,
  );
  const answered = unasked.findIndex((at) => options[at]!.place?.key === kept?.outcome.beaten.key);
  return new Set(kept === undefined ? unasked : unasked.slice(0, answered));
}

/** The present employer only matches: it bids nothing where nobody bids from outside, or where she would rather found a firm than stay or have any of these. */
function bidOf(worth: Worth, staying: Worth, auction: ChoiceRecords['auction']): Bid | null {
  if (auction === undefined) return null;
  const { outside, present, otherwise } = auction.inputs;
  if (worth !== staying) return outside.find(({ place }) => place.key === worth.place?.key) ?? null;
  const founds = auction.outcome.winner === null && otherwise > staying.value;
  return outside.length === 0 || founds ? null : present;
}

/** The raise goes to the winner: whom she goes to, or her own employer that matched. */
function raiseOf(worth: Worth, isStaying: boolean, auction: ChoiceRecords['auction']): number | null {
  const winner = auction?.outcome.winner ?? null;
  if (winner === null || worth.place?.key !== winner.key) return null;
  return isStaying === (auction!.inputs.present?.place.key === winner.key) ? auction!.outcome.raise : null;
}

function proposalTo(place: Place | null, proposals: readonly Proposal[] | undefined): Proposal | undefined {
  return proposals?.find((one) => one.place?.key === place?.key);
}

const LESS = 'worth less than staying';

function answerOf(
  proposal: Proposal | undefined,
  isStaying: boolean,
  worth: Worth,
  staying: Worth,
  room: number,
  isAuction: boolean,
): OptionExplained['answer'] {
  if (isStaying) return 'not asked';
  if (isAuction) return worth.place === null && worth.value <= staying.value ? LESS : 'outbid';
  if (proposal === undefined) {
    if (worth.value <= staying.value) return LESS;
    return worth.value <= staying.value + room ? 'beaten by their employer' : 'not asked';
  }
  if (proposal.isAccepted) return 'taken';
  return proposal.isAsked ? 'turned down' : 'not asked';
}

function rankOf(proposal: Proposal | undefined): OptionExplained['rank'] {
  if (proposal === undefined || proposal.place === null) return null;
  const { rank: own, leastRank, places } = proposal;
  return { own, least: leastRank === Number.POSITIVE_INFINITY ? null : leastRank, places };
}

function takenAmong(names: Names, records: ChoiceRecords, options: readonly Option[]): number {
  const { matched, auction, goesAlong, isTaken, chooses } = records;
  const to =
    auction !== undefined
      ? auction.outcome.winner
      : matched !== undefined
        ? matched.outcome.to
        : (goesAlong?.outcome.goes ?? isTaken) === true
          ? chooses.outcome.options[0]!.place
          : 'stays';
  // Where no letter is good enough she has a firm of her own for sure, if it is better than staying.
  if (auction !== undefined && to === null)
    return Math.max(
      0,
      options.findIndex(({ isOwnFirm, value }) => isOwnFirm && value > options[0]!.value),
    );
  if (to === 'stays') return 0;
  const id = named(names, to as Place | null).id;
  // An employer that kept a star by matching is where she stays.
  if (auction !== undefined && options[0]!.place.id === id) return 0;
  return options.findIndex((option) => !option.isStaying && option.place.id === id);
}

function named(names: Names, place: Place | null): PlaceNamed {
  return place === null
    ? { id: 'a firm of their own', unit: OUTSIDE.noJob, sector: null, region: null }
    : names.place(place);
}

/** What decides beside the options. */
interface Deciding {
  /** Employers choose, too: whether one takes somebody is worked out only where its job is worth more than staying. */
  readonly isMatched: boolean;
  /** The highest bid of a star's employer, if it matches what others bid. */
  readonly match: Bid | null;
}

/** What would have been taken instead, and the least change of pay that had made it so. */
function tippingOf(
  options: readonly Option[],
  taken: number,
  { isMatched, match }: Deciding,
): Tipping | null {
  const own = options[taken]!;
  const gapTo = (option: Option) => toBeat(options, own, option, match) - option.compared;
  let instead: Option | undefined;
  for (const option of options) {
    if (option === own || !couldBeHad(option)) continue;
    if (instead === undefined || gapTo(option) < gapTo(instead)) instead = option;
  }
  if (instead === undefined) return null;
  const gap = gapTo(instead);
  if (!Number.isFinite(gap)) return null;
  const morePay = Math.exp(gap) - 1;
  const isAuction = own.bid !== null || instead.bid !== null;
  const without = MOTIVES.filter(
    (motive) =>
      gap - (own.parts[motive] - instead.parts[motive]) < 0 && !(isAuction && PAID.includes(motive)),
  );
  const tipping = {
    instead: instead.place,
    isStaying: instead.isStaying,
    isKnownToBeHad: !isMatched || instead.isOwnFirm || instead.answer !== 'worth less than staying',
    gap,
    morePay,
    morePayUsd: instead.pay === null ? null : payAtMost(instead) * morePay,
    without,
  };
  return { ...tipping, says: tippingSays(tipping, instead) };
}

/**
 * What an option would have to be worth to be taken in place of another. A firm of their own need only be better than staying as it is,
 * since no employer answers it; of a star better than every bid from outside, too. Where she would rather found one than stay, a bid that
 * is better is answered by her employer.
 */
function toBeat(options: readonly Option[], own: Option, option: Option, match: Bid | null): number {
  if (own.isStaying && option.isOwnFirm) {
    const bids = options.flatMap(({ isStaying, bid }) => (isStaying || bid === null ? [] : [bid]));
    return Math.max(own.value, ...bids);
  }
  if (own.isOwnFirm && !option.isStaying && match !== null)
    return Math.max(own.compared, match.least + match.room);
  return own.compared;
}

/** What bidders offer up to is their own: what they post of it, in pay or equity, changes no auction. */
const PAID: readonly Motive[] = ['pay', 'equity'];

/** Of one that bids, the pay of its highest bid. */
const payAtMost = ({ pay, bid, value }: Option): number =>
  bid === null ? pay! : pay! * Math.exp(bid - value);

/** Not if turned down, asked or not, or if all its places went to applicants whom it ranks higher: more pay had not helped. */
function couldBeHad({ answer, rank }: Option): boolean {
  return answer !== 'turned down' && answer !== 'would have been turned down' && hadPlaceFor(rank);
}

/** Whether an employer that had to choose left a place for somebody of this rank, or gave one to somebody whom it ranks lower. */
export const hadPlaceFor = (rank: OptionExplained['rank']): boolean =>
  rank === null || (rank.places > 0 && (rank.least === null || rank.own > rank.least));

function tippingSays(tipping: Omit<Tipping, 'says'>, { bid, parts }: Option): string {
  const { instead, isStaying, isKnownToBeHad, morePay, morePayUsd, without } = tipping;
  const condition = isKnownToBeHad ? '' : ', had it taken them (which is not known)';
  const share = `${percent(morePay)} more`;
  const motives =
    without.length === 0 ? '' : `; so would have, alone, the same ${without.join(' or ')} in both`;
  if (morePayUsd === null) {
    const what = isStaying ? 'being without a job' : instead.id;
    return `had ${what} been worth ${share}, that would have tipped it${motives}`;
  }
  if (bid !== null)
    return `a highest bid of ${instead.id} ${percent(morePay)} higher (by ${usd(morePayUsd)} a year) would have tipped it${motives}`;
  const where = isStaying ? `for staying at ${instead.id}` : `at ${instead.id}`;
  const equity = parts.equity === 0 ? '' : ', with equity in proportion,';
  return `pay ${share} (${usd(morePayUsd)} a year) ${where}${equity} would have tipped it${condition}${motives}`;
}

function reasonsToLook({ inputs }: Extract<Dated, { what: 'looks' }>): string[] {
  const reasons: string[] = [];
  const isRaised = (name: string) => typeof inputs[name] === 'number' && inputs[name] > 1;
  if (isRaised('afterLayOff')) reasons.push('a lay-off round at the employer');
  if (isRaised('atVesting')) reasons.push('the first equity has just vested');
  if (isRaised('afterTeammateLeft')) reasons.push('a team-mate left');
  if (typeof inputs.recruiters === 'number' && inputs.recruiters > 0) reasons.push("recruiters' calls");
  // In the first months they look more than others for it, later less: then it is no reason to.
  if (inputs.more !== undefined || isRaised('laterMultiple')) reasons.push('came with their team');
  return reasons;
}
