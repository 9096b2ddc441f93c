import type { EmployerGroup, EquityRefresh } from '../scenario/scenario.ts';
import { Decision } from './decisions.ts';
import type { Market, MonthOfRun } from './market.ts';
import { rosterOf } from './roster.ts';
import { followerOf, tell } from './trace-notes.ts';

/** Step 2. Employers refresh the equity of those who are there: what had accrued vests, and the new grant does from this month on. */
export function refreshEquity(market: Market, month: MonthOfRun): void {
  for (const refresh of market.scenario.vesting?.refreshes ?? []) {
    if (refresh.month !== month.date) continue;
    for (const person of staffRefreshed(market, month, refresh))
      market.people.vestsFrom[person] = month.index;
  }
}

/** Who gets a refresh: each of the staff with the refresh's share, by a draw of the pair, so that an employer more changes nobody's. */
export function staffRefreshed(market: Market, month: MonthOfRun, { to, share }: EquityRefresh): number[] {
  const { people, employers, scenario } = market;
  const draws = market.draws.open(Decision.equityRefresh, month.date);
  const gives = (group: EmployerGroup) => (to.of === 'sector' ? group.sector : group.id) === to.id;
  const refreshed: number[] = [];
  for (let employer = 1; employer < market.employerCount; employer++) {
    const group = employers.group[employer]!;
    if (group < 0 || !gives(scenario.employers[group]!)) continue;
    for (const person of rosterOf(people, employers, employer)) {
      const u = draws.uniform(people.key[person]!, employers.key[employer]!);
      if (u < share) refreshed.push(person);
      if (followerOf(market, person) !== null)
        tell(market, person, 'equity', {
          other: employers.key[employer]!,
          inputs: { share },
          draws: { u },
          outcome: { isRefreshed: u < share },
        });
    }
  }
  return refreshed;
}
