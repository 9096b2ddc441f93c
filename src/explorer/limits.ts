import type { Distribution, Scenario } from '../scenario/scenario.ts';

/**
 * What a page simulates at most, since a scenario may come from a stranger: twice the baseline at full size, or more. What is too large here
 * can be run by the command line.
 */
export const LIMITS = {
  /** Who are ever there; the baseline has a million from 2000 to 2030. */
  people: 2_500_000,
  employers: 100_000,
  months: 600,
  /** Pairs of people and employers a month where everybody meets everybody. */
  pairs: 20_000_000,
} as const;

/** Longest text of a scenario that the page takes, characters; a policy has some 2,000. */
export const LARGEST_TEXT = 50_000;

/** What an explanation in a page takes at most: it writes down moves, and shows each choice of a person with its options. */
export const EXPLAIN_LIMITS = {
  /** Moves listed. */
  listed: 60,
  /** Moves of everybody that are written down, 40 bytes each; the baseline has a million and a half. */
  moves: 4_000_000,
  /** Decisions and options told of one person; thirty years in the baseline have some two thousand. */
  records: 20_000,
} as const;

/** How large a scenario is when it is run, about. */
export interface Size {
  readonly people: number;
  readonly peopleAtStart: number;
  readonly employers: number;
  readonly months: number;
  readonly pairs: number;
}

export function sizeOf(scenario: Scenario): Size {
  const { scale, calendar, people, employers, programmes } = scenario;
  const months = calendar.end - calendar.start + 1 + calendar.spinUpMonths;
  const staff = employers.reduce((sum, { count, staff }) => sum + count * meanOf(staff), 0);
  const peopleAtStart = (people.count ?? staff / (1 - people.joblessShare)) * scale;
  const entrants =
    programmes.reduce((sum, programme) => sum + (programme.study?.places ?? programme.graduates), 0) *
    (months / 12);
  const firms = employers.reduce((sum, { count }) => sum + count, 0) * Math.min(scale, 1);
  return {
    people: peopleAtStart + entrants * scale,
    peopleAtStart,
    employers: firms,
    months,
    pairs: people.contacts === 'all' ? peopleAtStart * people.looksPerMonth * firms : 0,
  };
}

function meanOf(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.value;
    case 'uniform':
      return (distribution.from + distribution.to) / 2;
    case 'normal':
      return distribution.mean;
    case 'lognormal':
      return distribution.median * Math.exp(distribution.logSd ** 2 / 2);
    case 'pareto':
      return meanOfPareto(distribution.smallest, distribution.largest, distribution.exponent);
  }
}

/** Of the bounded Pareto distribution. */
function meanOfPareto(smallest: number, largest: number, exponent: number): number {
  if (smallest === largest) return smallest;
  if (exponent === 1) return (smallest * largest * Math.log(largest / smallest)) / (largest - smallest);
  const kept = 1 - (smallest / largest) ** exponent;
  return (
    ((smallest ** exponent / kept) * exponent * (smallest ** (1 - exponent) - largest ** (1 - exponent))) /
    (exponent - 1)
  );
}

/** Why a page will not run it, in words for the reader; null when it will. */
export function tooLarge(scenario: Scenario): string | null {
  const size = sizeOf(scenario);
  for (const key of Object.keys(LIMITS) as (keyof typeof LIMITS)[]) {
    if (size[key] <= LIMITS[key]) continue; // NaN and infinity do not pass
    const most = LIMITS[key].toLocaleString('en-GB');
    return `This scenario is too large for a page: about ${Math.round(size[key]).toLocaleString('en-GB')} ${WORDS[key]}, at most ${most}. Lower its scale, or run it by the command line.`;
  }
  return null;
}

const WORDS: Readonly<Record<keyof typeof LIMITS, string>> = {
  people: 'simulated people',
  employers: 'employers',
  months: 'months',
  pairs: 'pairs of people and employers a month',
};
