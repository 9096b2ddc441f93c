import { cumulativeStdNormalProbability, probit } from 'simple-statistics';
import type { Distribution, EmployerGroup, Month, Scenario } from '../scenario/scenario.ts';
import { idsInScenario } from './known-ids.ts';
import type { ScenarioObservation } from './observation.ts';
import type { Period } from './rows.ts';
import { Unanswered } from './unanswered.ts';

/**
 * An input as the scenario gives it. @throws Unanswered when the scenario does not have what is asked for.
 */
export function observeScenario(of: ScenarioObservation, period: Period, scenario: Scenario): number {
  switch (of.measure) {
    case 'driver': {
      const value = driverAt(scenario, of.driver, of.month);
      return of.over === undefined ? value : value / driverAt(scenario, of.driver, of.over);
    }
    case 'rounds':
      return peopleInRounds(scenario, of.sector, period);
    case 'firms':
      return groupsOf(scenario, of.sector).reduce((sum, { count }) => sum + count, 0);
    case 'typical-staff':
      return typicalStaff(groupsOf(scenario, of.sector));
    case 'event':
      return beginsWithin(scenario, of.event, period) ? 1 : 0;
  }
}

function driverAt({ drivers, calendar }: Scenario, id: string, month: string): number {
  const driver = drivers.find((one) => one.id === id);
  if (driver === undefined) throw new Unanswered(`the scenario has no driver ${id}`);
  const at = monthNumber(month) - calendar.start;
  const value = driver.values[at];
  if (value === undefined) throw new Unanswered(`the scenario does not cover ${month}`);
  return value;
}

/** All staff that the employers of a sector lay off in rounds within the period. */
function peopleInRounds(scenario: Scenario, sector: string, period: Period): number {
  if (scenario.layOffs === null) throw new Unanswered('the scenario has no lay-off rounds');
  const employers = new Set(groupsOf(scenario, sector).map(({ id }) => id));
  return scenario.layOffs.rounds
    .filter(({ employer, month }) => employers.has(employer) && isWithin(month, period))
    .reduce((sum, { people }) => sum + people, 0);
}

function beginsWithin({ timeline }: Scenario, id: string, period: Period): boolean {
  const event = timeline.find((one) => one.id === id);
  if (event === undefined) throw new Unanswered(`the scenario has no event ${id}`);
  return isWithin(event.from, period);
}

function groupsOf(scenario: Scenario, named: string): EmployerGroup[] {
  const [sector] = idsInScenario(scenario, 'scenario', 'sector', named);
  return scenario.employers.filter((group) => group.sector === sector);
}

/** Median AI staff of those members of the sector's largest group that have anybody, where demand is 1. */
function typicalStaff(groups: readonly EmployerGroup[]): number {
  const [largest] = groups.toSorted((one, other) => other.count - one.count);
  if (largest === undefined) throw new Unanswered('the sector has no employer');
  const { below, quantile } = drawn(largest.staff);
  const without = below(1);
  if (without >= 1) throw new Unanswered('hardly a member of the group has a whole AI person');
  return quantile((1 + without) / 2);
}

/** Share of draws below a value, and the value that a share lies below. */
interface Drawn {
  below: (value: number) => number;
  quantile: (share: number) => number;
}

function drawn(of: Distribution): Drawn {
  switch (of.kind) {
    case 'constant':
      return { below: (value) => (of.value < value ? 1 : 0), quantile: () => of.value };
    case 'uniform':
      return {
        below: (value) => within01((value - of.from) / (of.to - of.from)),
        quantile: (share) => of.from + share * (of.to - of.from),
      };
    case 'normal':
      return {
        below: (value) => cumulativeStdNormalProbability((value - of.mean) / of.sd),
        quantile: (share) => of.mean + of.sd * probit(share),
      };
    case 'lognormal':
      return {
        below: (value) => cumulativeStdNormalProbability(Math.log(value / of.median) / of.logSd),
        quantile: (share) => of.median * Math.exp(of.logSd * probit(share)),
      };
    case 'pareto': {
      const tail = (value: number) => value ** -of.exponent;
      const [most, least] = [tail(of.smallest), tail(of.largest)];
      return {
        below: (value) => within01((most - tail(value)) / (most - least)),
        quantile: (share) => (most - share * (most - least)) ** (-1 / of.exponent),
      };
    }
  }
}

const within01 = (share: number): number => Math.min(1, Math.max(0, share));

const monthNumber = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5)) - 1;

const isWithin = (month: Month, { from, to }: Period): boolean =>
  month >= monthNumber(from) && month <= monthNumber(to);
