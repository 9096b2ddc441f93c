import type { Market } from './market.ts';
import { marketNumber } from './numbers.ts';
import { UNLIMITED } from './planning.ts';
import { tellPayAnswer } from './trace-notes-of-employers.ts';

/**
 * Step 11. An employer with more openings left than usual offers more next month, with fewer it offers less (P17). Linear in
 * openings left over those usual, so that the luck of small employers averages out and a doubling adds `perDoubling` a year.
 */
export function answerOpeningsWithPay(market: Market): void {
  const { payAnswers } = market.scenario;
  if (payAnswers === null) return;
  const perMonth = marketNumber(market.numbers, 'payAnswers.perDoubling') / 12;
  const { employers, posted, openings, skills } = market;
  for (const employer of market.hiring) {
    if (posted[employer]! >= UNLIMITED || employers.group[employer]! < 0) continue;
    let left = 0;
    for (let skill = 0; skill < skills; skill++) left += openings[employer * skills + skill]!;
    const before = employers.logPayAnswer[employer]!;
    employers.logPayAnswer[employer] =
      before + payAnswer(perMonth, posted[employer]!, left, payAnswers.usualFill);
    if (market.trace !== null)
      tellPayAnswer(market, employer, { before, perMonth, posted: posted[employer]!, left });
  }
}

/** Log points added to pay this month. @param posted openings, > 0. @param left of them unfilled. */
export function payAnswer(perMonth: number, posted: number, left: number, usualFill: number): number {
  return perMonth * (left / (posted * (1 - usualFill)) - 1);
}
