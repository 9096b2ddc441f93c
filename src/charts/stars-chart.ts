import { centreAndInterval } from '../evidence/centre-and-interval.ts';
import { monthText } from '../scenario/dates.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { sectorsOfUnits } from '../tables/collect.ts';
import { numbersOf, textsOf } from '../tables/table.ts';
import type { Runs, Tables } from '../tables/tables.ts';
import { type Line, type LinePoint, lineColour, linesPanel, ofWarmUp, TIME_AXIS_HEIGHT } from './lines.ts';
import { type Chart, chart, heightBelow } from './style.ts';
import { endOf, startOf } from './time.ts';
import { monthName, number, ofRuns, rounded } from './words.ts';

/** Stars are few: a month's share jumps, a year's does not. */
const SMOOTHED_MONTHS = 12;
/** Sectors with a line of their own beside the observed one; the others are drawn together. */
const LARGEST_SECTORS = 2;

/** Months from point to point of a line. */
const QUARTER = 3;

/** Share of stars with high pay over time, by where they work; null without stars. */
export function starsChart(scenario: Scenario, runs: Runs): Chart | null {
  if (scenario.superstars === null) return null;
  const byRun = runs.map((tables) => starsBySector(scenario, tables));
  const [{ months } = { months: [] }] = byRun;
  if (months.length < 2) return null;
  const lines = linesOf(scenario, byRun);
  if (lines.length === 0 || lines[0]!.points.length < 2) return null;
  const pay = payWords(scenario.superstars.highPay);
  const all = lines[0]!.points.at(-1)!;
  const title = `${number(all.value)}% of the ${number(starsAtEnd(byRun))} stars have pay of ${pay} or more in the ${months.length < SMOOTHED_MONTHS ? `${months.length} months` : 'year'} to ${monthName(all.when)}`;
  const resultsFrom = startOf(monthText(scenario.calendar.reportFrom));
  const subtitle = [
    `Share of stars with pay and expected equity of ${pay} or more by where they work, mean of 12 months.${ofWarmUp(lines, resultsFrom)}${ofRuns(runs.length)}`,
  ];
  const panel = linesPanel(lines, {
    height: heightBelow(title, subtitle) - TIME_AXIS_HEIGHT,
    domain: [0, 100],
    isLogarithmic: false,
    axisTitle: `stars with ${pay} or more, %`,
    format: 'd',
    resultsFrom,
  });
  return chart('stars', title, subtitle, panel);
}

/** All stars first; then the sectors drawn, and the others together. */
function linesOf(scenario: Scenario, byRun: readonly StarsBySector[]): Line[] {
  const drawn = sectorsDrawn(scenario, byRun);
  const every = scenario.sectors.map(({ id }) => id);
  const groups = [
    { id: 'all', label: 'all stars', sectors: every },
    ...drawn.map((id) => ({
      id,
      label: scenario.sectors.find((sector) => sector.id === id)!.label,
      sectors: [id],
    })),
    { id: 'others', label: 'elsewhere', sectors: every.filter((id) => !drawn.includes(id)) },
  ];
  return groups
    .map(({ id, label, sectors }, at): Line => {
      const points = pointsOf(sectors, byRun);
      const last = `${label}  ${number(points.at(-1)?.value ?? 0)}%`;
      return { id, label: last, colour: lineColour(at), points, isThick: id === 'all' };
    })
    .filter(({ points }) => points.length > 0);
}

/** One point a quarter, from where every run has stars there. */
function pointsOf(sectors: readonly string[], byRun: readonly StarsBySector[]): LinePoint[] {
  const { months } = byRun[0]!;
  return months.flatMap((when, month) => {
    if ((months.length - 1 - month) % QUARTER !== 0) return [];
    const shares = byRun.map((stars) => highlyPaidShare(sectors, stars, month));
    const known = shares.filter((share) => share !== null);
    if (known.length < shares.length) return [];
    const { centre, low, high } = centreAndInterval(known);
    const percent = (share: number | null) => rounded(100 * (share ?? centre!), 2);
    const time = rounded(endOf(when), 3);
    return [{ time, when, value: percent(centre), low: percent(low), high: percent(high) }];
  });
}

/** Of the stars of some sectors in the year up to a month; null when there were none. */
function highlyPaidShare(sectors: readonly string[], stars: StarsBySector, month: number): number | null {
  let [people, highlyPaid] = [0, 0];
  for (const sector of sectors) {
    const counts = stars.bySector.get(sector)!;
    for (let at = Math.max(0, month - SMOOTHED_MONTHS + 1); at <= month; at++) {
      people += counts.stars[at]!;
      highlyPaid += counts.highlyPaid[at]!;
    }
  }
  return people === 0 ? null : highlyPaid / people;
}

/** As the scenario has it, with all its digits: stars of US$1.25m were counted, not those of US$1.3m. */
function payWords(pay: number): string {
  const millions = pay / 1e6;
  return millions >= 1
    ? `US$${number(millions, String(millions).split('.')[1]?.length ?? 0)}m`
    : `US$${number(pay)}`;
}

interface StarsBySector {
  readonly months: readonly string[];
  readonly bySector: ReadonlyMap<string, { stars: Float64Array; highlyPaid: Float64Array }>;
}

/** Stars with a job by sector and month, and how many of them have high pay. */
function starsBySector(scenario: Scenario, { stars, market }: Tables): StarsBySector {
  const months = textsOf(market, 'month').texts;
  const sectorOf = sectorsOfUnits(scenario);
  const monthAt = new Map(months.map((month, at) => [month, at]));
  const [month, unit] = [textsOf(stars, 'month'), textsOf(stars, 'unit')];
  const [people, highlyPaid] = [numbersOf(stars, 'stars'), numbersOf(stars, 'at_a_million')];
  const bySector = new Map(
    scenario.sectors.map(({ id }) => [
      id,
      { stars: new Float64Array(months.length), highlyPaid: new Float64Array(months.length) },
    ]),
  );
  for (let row = 0; row < people.length; row++) {
    const counts = bySector.get(sectorOf.get(unit.texts[unit.codes[row]!]!)!);
    if (counts === undefined) continue; // without a job
    const at = monthAt.get(month.texts[month.codes[row]!]!)!;
    counts.stars[at]! += people[row]!;
    counts.highlyPaid[at]! += highlyPaid[row]!;
  }
  return { months, bySector };
}

/** The observed sector, then those with the most stars at the end. */
function sectorsDrawn(scenario: Scenario, byRun: readonly StarsBySector[]): string[] {
  const starsOf = (id: string) =>
    byRun.reduce((sum, stars) => sum + stars.bySector.get(id)!.stars.at(-1)!, 0);
  const observed = scenario.sectors.filter(({ id }) => id === scenario.observe.netFlowOf);
  const largest = scenario.sectors
    .filter((sector) => !observed.includes(sector) && starsOf(sector.id) > 0)
    .sort((one, other) => starsOf(other.id) - starsOf(one.id))
    .slice(0, LARGEST_SECTORS);
  return [...observed, ...largest].map(({ id }) => id);
}

/** People in the last month, with or without high pay. */
function starsAtEnd(byRun: readonly StarsBySector[]): number {
  const counts = byRun.map((stars) =>
    [...stars.bySector.values()].reduce((sum, { stars: people }) => sum + people.at(-1)!, 0),
  );
  return centreAndInterval(counts).centre!;
}
