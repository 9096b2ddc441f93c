import type { RunResults } from '../report/run-to-folder.ts';
import { numbersOf, textsOf } from '../tables/table.ts';
import type { Tables } from '../tables/tables.ts';
import { aligned } from './aligned.ts';

interface Year {
  months: number;
  wantedGrowth: number;
  vacancies: number;
  filled: number;
  net: number;
}

/** Of the observed sector in a year, people a month: means over months and runs. */
export interface YearOfPlans {
  readonly year: string;
  /** How much its wanted staff grew. */
  readonly wantedGrowth: number;
  /** Part of its openings that was filled in the month; null where there was none. */
  readonly fillRate: number | null;
  readonly netFlow: number;
}

/**
 * What `run --plans` adds: by year, how the observed sector's wanted staff grew, which part of its openings was filled in the month,
 * and its net flow. So a reader sees whether plans or hiring turned. @returns null where the scenario observes no sector.
 */
export function plansByYear({ scenario, runs }: RunResults): YearOfPlans[] | null {
  const sector = scenario.observe.netFlowOf;
  if (sector === null) return null;
  const years = new Map<string, Year>();
  for (const { employers } of runs) addRun(years, employers, sector);
  return [...years].map(([year, { months, wantedGrowth, vacancies, filled, net }]) => ({
    year,
    wantedGrowth: wantedGrowth / months,
    fillRate: vacancies === 0 ? null : filled / vacancies,
    netFlow: net / months,
  }));
}

/** The same in words. */
export function planLines(results: RunResults): string[] {
  const plans = plansByYear(results);
  if (plans === null) return ['No plans to show: the scenario observes no sector (observe.net-flow-of).'];
  const rows = plans.map(({ year, wantedGrowth, fillRate, netFlow }) => [
    year,
    '',
    signed(wantedGrowth),
    fillRate === null ? '–' : `${Math.round(100 * fillRate)}%`,
    signed(netFlow),
  ]);
  return [
    `Plans of ${results.scenario.observe.label}, people a month`,
    ...aligned([['year', '', 'wanted growth', 'fill rate', 'net flow'], ...rows]),
  ];
}

function addRun(years: Map<string, Year>, employers: Tables['employers'], sector: string): void {
  const months = textsOf(employers, 'month');
  const sectors = textsOf(employers, 'sector');
  const wanted = numbersOf(employers, 'wanted_staff');
  const vacancies = numbersOf(employers, 'vacancies');
  const fillRate = numbersOf(employers, 'fill_rate');
  const net = numbersOf(employers, 'net');
  let previousMonth = -1;
  let wantedBefore = 0;
  let wantedNow = 0;
  const closeMonth = () => {
    if (previousMonth >= 0)
      yearOf(years, months.texts[previousMonth]!).wantedGrowth +=
        wantedBefore === 0 ? 0 : wantedNow - wantedBefore;
    wantedBefore = wantedNow;
    wantedNow = 0;
  };
  for (let row = 0; row < employers.rowCount; row++) {
    const month = months.codes[row]!;
    if (month !== previousMonth) {
      closeMonth();
      previousMonth = month;
      yearOf(years, months.texts[month]!).months++;
    }
    if (sectors.texts[sectors.codes[row]!] !== sector) continue;
    const year = yearOf(years, months.texts[month]!);
    wantedNow += wanted[row]!;
    year.net += net[row]!;
    if (Number.isNaN(fillRate[row]!)) continue; // no openings, or without limit
    year.vacancies += vacancies[row]!;
    year.filled += vacancies[row]! * fillRate[row]!;
  }
  closeMonth();
}

function yearOf(years: Map<string, Year>, month: string): Year {
  const name = month.slice(0, 4);
  const year = years.get(name) ?? { months: 0, wantedGrowth: 0, vacancies: 0, filled: 0, net: 0 };
  years.set(name, year);
  return year;
}

function signed(people: number): string {
  return people.toFixed(1).replace('-', '−');
}
