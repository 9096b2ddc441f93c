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

/**
 * What `run --plans` adds: by year, how the observed sector's wanted staff grew, which part of its openings was filled in the month,
 * and its net flow, means over months and runs. So a reader sees whether plans or hiring turned.
 */
export function planLines({ scenario, runs }: RunResults): string[] {
  const sector = scenario.observe.netFlowOf;
  if (sector === null) return ['No plans to show: the scenario observes no sector (observe.net-flow-of).'];
  const years = new Map<string, Year>();
  for (const { employers } of runs) addRun(years, employers, sector);
  const rows = [...years].map(([year, { months, wantedGrowth, vacancies, filled, net }]) => [
    year,
    '',
    signed(wantedGrowth / months),
    vacancies === 0 ? '–' : `${Math.round((100 * filled) / vacancies)}%`,
    signed(net / months),
  ]);
  return [
    `Plans of ${scenario.observe.label}, people a month`,
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
