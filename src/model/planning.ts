import { exp } from '../maths/exp.ts';
import { Decision } from './decisions.ts';
import type { Market, MonthOfRun } from './market.ts';
import { ModelError } from './model-error.ts';
import { formatMonth } from './numbers.ts';

/** Openings of an employer that hires whoever comes. */
export const UNLIMITED = 0x3fffffff;

/**
 * Step 2. Wanted staff move part of the way to their target; openings are what is wanted, with expected leavers, less
 * the staff, less a freeze.
 */
export function planVacancies(market: Market, month: MonthOfRun): void {
  const { contactList, employers } = market;
  contactList.openings.fill(0);
  contactList.firstOpen.fill(-1);
  for (let employer = 1; employer < market.employerCount; employer++) {
    market.posted[employer] = 0;
    const group = employers.group[employer]!;
    if (group < 0) continue;
    const { founded } = market.scenario.employers[group]!;
    if (founded !== null && month.date < founded) continue;
    employers.wantedStaff[employer] = nextWantedStaff(market, employer, group);
    postOpenings(market, month, employer, group);
  }
  checkBoundsOfPlaces(market, month);
  setAnsweredUpTo(market);
}

/** wanted + adjustment × (start staff × demand × (pay ÷ pay at start)^costElasticity − wanted), people. */
export function nextWantedStaff(market: Market, employer: number, group: number): number {
  const { employers, numbers } = market;
  const { demand, adjustment, costElasticity } = numbers.attributes;
  const wanted = employers.wantedStaff[employer]!;
  const logPayGrowth =
    numbers.logPay[group]! - numbers.logPayAtStart[group]! + employers.logPayAnswer[employer]!;
  const answerToCost = logPayGrowth === 0 ? 1 : exp(costElasticity[group]! * logPayGrowth);
  const target = employers.startStaff[employer]! * demand[group]! * answerToCost;
  return wanted + adjustment[group]! * (target - wanted);
}

function postOpenings(market: Market, month: MonthOfRun, employer: number, group: number): void {
  const { skills, openings, contactList, employers } = market;
  const place = employers.place[employer]!;
  let all = 0;
  for (let skill = 0; skill < skills; skill++) {
    const open = openingsOf(market, month, employer, group, skill);
    openings[employer * skills + skill] = open;
    contactList.openings[place * skills + skill]! += open;
    all += open;
  }
  market.posted[employer] = Math.min(all, UNLIMITED);
  market.recorder.posted[market.recorder.unitOf(market, employer)]! += market.posted[employer]!;
  if (all > 0) {
    market.nextOpen[employer] = contactList.firstOpen[place]!;
    contactList.firstOpen[place] = employer;
  }
}

/** Openings of one skill this month, people. Wanted staff round at the employer's own, lasting fraction. */
export function openingsOf(
  market: Market,
  month: MonthOfRun,
  employer: number,
  group: number,
  skill: number,
): number {
  const { vacancies, skillMix, isNamed } = market.scenario.employers[group]!;
  const mix = skillMix[skill]!;
  if (mix === 0) return 0;
  if (vacancies === 'unlimited') return UNLIMITED;
  const at = employer * market.skills + skill;
  const rounding = market.staffRounding[at]!;
  const { freeze, expectedLeaving } = market.numbers.attributes;
  let open: number;
  if (vacancies === 'planned') {
    const staff = market.staff[at]!;
    open =
      Math.floor(market.employers.wantedStaff[employer]! * mix + expectedLeaving[group]! * staff + rounding) -
      staff;
    if (open <= 0) return 0;
  } else {
    open = Math.floor(vacancies * (isNamed ? market.scenario.scale : 1) * mix + rounding);
  }
  if (freeze[group]! === 0) return open;
  const u = market.draws
    .open(Decision.freezeRounding, month.date)
    .uniform(market.employers.key[employer]!, skill);
  return Math.floor(open * (1 - freeze[group]!) + u);
}

function setAnsweredUpTo(market: Market): void {
  const { answeredUpTo, openings, bound, tables } = market.contactList;
  tables.forEach((table, skill) => {
    if (table === null) return;
    for (let place = 0; place < table.ends.length; place++) {
      const at = place * market.skills + skill;
      const start = place === 0 ? 0 : table.ends[place - 1]!;
      const share = openings[at] === 0 ? 0 : openings[at]! / bound[at]!;
      answeredUpTo[skill]![place] =
        share === 0
          ? 0
          : Math.min(table.ends[place]!, start + Math.floor(share * (table.ends[place]! - start)) + 1);
    }
  });
}

/** Contacts answer with probability openings ÷ bound, so more openings than declared would be lost unseen. */
function checkBoundsOfPlaces(market: Market, month: MonthOfRun): void {
  if (market.scenario.people.contacts === 'all') return;
  const { openings, bound, owner } = market.contactList;
  for (let at = 0; at < openings.length; at++) {
    if (openings[at]! <= bound[at]! || openings[at]! >= UNLIMITED) continue;
    const id = owner[Math.floor(at / market.skills)]!;
    const where = id === 'founding' ? 'founding.openings-bound-per-place' : `employers.${id}.openings-bound`;
    throw new ModelError(
      `In ${formatMonth(month.date)} a place in the contact list has ${openings[at]} openings, above its declared largest, ${bound[at]}; raise ${where}`,
    );
  }
}
