import { centreAndInterval } from '../evidence/centre-and-interval.ts';
import type { Fact } from '../evidence/fact.ts';
import { firstJobsByYear, shareOfFirstJobs } from '../evidence/first-jobs.ts';
import type { Figure } from '../evidence/score.ts';
import { toleratedInterval } from '../evidence/tolerance.ts';
import { monthText } from '../scenario/dates.ts';
import type { Destination, Scenario } from '../scenario/scenario.ts';
import { textsOf } from '../tables/table.ts';
import { type Runs, scenarioOf, type Tables } from '../tables/tables.ts';
import { type Line, linesPanel, ofWarmUp, TIME_AXIS_HEIGHT } from './lines.ts';
import { type Chart, COLOURS, chart, heightBelow, type Spec } from './style.ts';
import { startOf } from './time.ts';
import { number, ofRuns, rounded } from './words.ts';

const DESTINATIONS: readonly { id: Destination; colour: string }[] = [
  { id: 'industry', colour: COLOURS.blue },
  { id: 'academia', colour: COLOURS.orange },
  { id: 'government', colour: COLOURS.green },
  { id: 'elsewhere', colour: COLOURS.pink },
];

/** First jobs of the skill that the published survey is about, by destination and year, with the published points; null without any. */
export function doctorsChart(
  scenario: Scenario,
  runs: Runs,
  facts: readonly Fact[],
  figures: readonly Figure[],
): Chart | null {
  const published = facts.flatMap((fact) =>
    fact.observation?.measure === 'first-jobs'
      ? [{ fact, ...fact.observation, year: fact.period.from.slice(0, 4) }]
      : [],
  );
  const skill = scenario.skills.find(({ id }) => id === published[0]?.skill);
  if (!skill) return null;
  const byRun = runs.map((tables, run) =>
    firstJobsByYear(tables, skill.id, scenarioOf(runs, run, scenario).observe),
  );
  const [first] = runs;
  const years = wholeYears(first!).filter((year) => byRun.every((jobs) => jobs.has(year)));
  if (years.length < 2) return null;
  const lines = DESTINATIONS.map(({ id, colour }): Line => {
    const points = years.map((year) => {
      const { centre, low, high } = centreAndInterval(byRun.map((jobs) => shareOfFirstJobs(jobs, year, id)));
      return { time: Number(year), when: year, value: centre!, low: low ?? centre!, high: high ?? centre! };
    });
    return { id, label: `${id}  ${number(points.at(-1)!.value)}%`, colour, points };
  }).filter(({ points }) => points.some(({ value }) => value > 0));
  const shown = published.filter(
    ({ year, destination }) => years.includes(year) && lines.some(({ id }) => id === destination),
  );
  const resultsFrom = Math.ceil(startOf(monthText(scenario.calendar.reportFrom)));
  const subtitle = [
    `First jobs of new ${skill.label} by kind of employer, % of the year’s; elsewhere: left the field without.${ofWarmUp(lines, resultsFrom)}${ofRuns(runs.length)}`,
    ...(shown.length > 0
      ? [
          'Points: published, the bar is the tolerance. Editions of the source differ in who is counted, so no line joins them.',
          sources(shown.map(({ fact }) => fact)),
        ]
      : []),
  ];
  const title = titleOf(
    skill.label,
    lines,
    shown.map(({ fact }) => fact),
    figures,
  );
  const panel = {
    height: heightBelow(title, subtitle) - TIME_AXIS_HEIGHT,
    domain: [0, 100] as [number, number],
    isLogarithmic: false,
    leastTick: 1,
    axisTitle: '% of first jobs',
    format: 'd',
    resultsFrom,
  };
  const points = publishedLayers(
    shown.map(({ fact, destination, year }) => pointOf(fact, destination, Number(year))),
  );
  return chart('doctors', title, subtitle, linesPanel(lines, panel, points));
}

/** Years all of whose months are in the run. */
function wholeYears(tables: Tables): string[] {
  const { texts: months } = textsOf(tables.market, 'month');
  return [...new Set(months.map((month) => month.slice(0, 4)))].filter(
    (year) => months.includes(`${year}-01`) && months.includes(`${year}-12`),
  );
}

/** Each source once, with the editions quoted; one that another says and adds to is not said alone. */
function sources(facts: readonly Fact[]): string {
  const editions = [...new Set(facts.flatMap(({ edition }) => edition?.match(/\d{4}/g) ?? []))].sort();
  const years = editions.length > 1 ? `, editions of ${editions[0]} to ${editions.at(-1)}` : '';
  const all = [...new Set(facts.map(({ source }) => source))];
  const said = all.filter((one) => !all.some((other) => other !== one && other.startsWith(one)));
  return `Source: ${said.join('; ')}${years}.`;
}

function pointOf(fact: Fact, destination: Destination, year: number) {
  const { tolerance, value } = fact;
  const tolerated = tolerance && toleratedInterval(tolerance, value, null);
  const place = DESTINATIONS.findIndex(({ id }) => id === destination);
  const { colour } = DESTINATIONS[place]!;
  return {
    // Beside each other, so that equal shares of two destinations are both seen.
    time: rounded(year + 0.3 * (place - 0.5), 2),
    published: value!,
    least: tolerated?.from ?? value!,
    most: tolerated?.to ?? value!,
    colour,
    edition: fact.edition ?? '',
    role: fact.role,
  };
}

function publishedLayers(points: readonly object[]): Spec[] {
  if (points.length === 0) return [];
  const x = { field: 'time', type: 'quantitative' };
  const color = { field: 'colour', type: 'nominal', scale: null };
  return [
    {
      data: { values: points },
      mark: { type: 'rule', strokeWidth: 1.4, opacity: 0.75 },
      encoding: { x, y: { field: 'least', type: 'quantitative' }, y2: { field: 'most' }, color },
    },
    {
      data: { values: points },
      mark: { type: 'point', filled: true, size: 70, opacity: 1, stroke: 'white', strokeWidth: 1 },
      encoding: { x, y: { field: 'published', type: 'quantitative' }, fill: color },
    },
  ];
}

/** The latest published year, simulated beside published. */
function titleOf(
  label: string,
  lines: readonly Line[],
  facts: readonly Fact[],
  figures: readonly Figure[],
): string {
  const latest = facts
    .filter(
      ({ observation }) => observation?.measure === 'first-jobs' && observation.destination === 'industry',
    )
    .toSorted((one, other) => (one.period.from < other.period.from ? -1 : 1))
    .at(-1);
  const simulated = figures.find(({ id }) => id === latest?.id)?.simulated ?? null;
  if (latest && simulated !== null) {
    const year = latest.period.from.slice(0, 4);
    return `${number(simulated)}% of new ${label} went to industry in ${year}; the published share is ${number(latest.value!)}%`;
  }
  const largest = lines.toSorted((one, other) => other.points.at(-1)!.value - one.points.at(-1)!.value)[0]!;
  const last = largest.points.at(-1)!;
  return `${number(last.value)}% of new ${label} went to ${largest.id} in ${last.when}`;
}
