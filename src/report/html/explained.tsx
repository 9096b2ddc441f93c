import { type ComponentChildren, Fragment } from 'preact';
import { careerFinding } from '../../charts/career-chart.ts';
import { titleOfSpec } from '../../charts/style.ts';
import { number } from '../../charts/words.ts';
import { yearsOf } from '../../experiments/explain/employer.ts';
import type {
  EmployerExplained,
  EmployerMonth,
  MonthExplained,
  MoverExplained,
  PersonExplained,
} from '../../experiments/explain/explained.ts';
import {
  firmsCounted,
  kindsCounted,
  LEGEND,
  movesCounted,
  openingsCounted,
  personFacts,
  runText,
  versusTold,
} from '../../experiments/explain/telling.ts';
import type { VersusExplained } from '../../experiments/explain/versus.ts';
import { decimals } from '../../experiments/explain/words.ts';
import { Life } from '../../explained/life.tsx';
import { TwoLives } from '../../explained/two-lives.tsx';
import { ChartFigure, type ReportedChart } from './chart-figure.tsx';
import { Commands } from './commands.tsx';
import { htmlOf, type Section } from './shell.tsx';
import { numberCell, SortableTable } from './table.tsx';

/** What a page can show: one person, alone or under two policies, one employer, or one month. */
export type ExplainedOnPage = PersonExplained | VersusExplained | EmployerExplained | MonthExplained;

/** An explanation as one HTML file that needs nothing else. @param command that makes it again. */
export function explainedPageOf(explained: ExplainedOnPage, chart: ReportedChart, command: string): string {
  const { kicker, heading, standfirst, sections } = toldOf(explained, chart);
  return htmlOf({
    title: `${heading}: Talentflow explains`,
    kicker,
    heading,
    contents: 'On this page',
    standfirst,
    sections: [...sections, madeSection(explained, command)],
    charts: [chart],
  });
}

interface ToldOnPage {
  readonly kicker: string;
  readonly heading: string;
  readonly standfirst: readonly string[];
  readonly sections: readonly Section[];
}

function toldOf(explained: ExplainedOnPage, chart: ReportedChart): ToldOnPage {
  switch (explained.kind) {
    case 'person':
      return ofPerson(explained, chart);
    case 'versus':
      return ofVersus(explained, chart);
    case 'employer':
      return ofEmployer(explained, chart);
    case 'month':
      return ofMonth(explained, chart);
  }
}

const chartSection = (title: string, chart: ReportedChart): Section => ({
  id: 'timeline',
  title,
  content: <ChartFigure chart={chart} />,
});

const LEGEND_SECTION: Section = {
  id: 'reading',
  title: 'How to read the choices',
  content: (
    <>
      {LEGEND.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p>
        A choice stands open where something came of it, or would have if an employer had agreed; the others
        open by a click. The coloured row is what was taken. What would have tipped it is the best of what
        they could have had, as far as is known.
      </p>
    </>
  ),
};

function ofPerson(explained: PersonExplained, chart: ReportedChart): ToldOnPage {
  const { person, life } = explained;
  return {
    kicker: `One career: ${person.origin}`,
    heading: careerFinding(person.key, explained),
    standfirst: personFacts(explained),
    sections: [
      chartSection('The career', chart),
      {
        id: 'choices',
        title: 'Choice by choice',
        content: <Life life={life} label={`The life of ${person.key}`} />,
      },
      LEGEND_SECTION,
    ],
  };
}

function ofVersus(explained: VersusExplained, chart: ReportedChart): ToldOnPage {
  const { person, run, policy } = explained;
  return {
    kicker: `One career under ${run.scenario} and under ${policy.scenario}: ${person.origin}`,
    heading: titleOfSpec(chart.spec),
    standfirst: [...personFacts(explained), `${versusTold(explained).headline.replace(/\.$/, '')}.`],
    sections: [
      chartSection('Both careers', chart),
      {
        id: 'choices',
        title: 'Where they part, and why',
        content: <TwoLives explained={explained} names={[run.scenario, policy.scenario]} heading="h3" />,
      },
      LEGEND_SECTION,
    ],
  };
}

function ofEmployer(explained: EmployerExplained, chart: ReportedChart): ToldOnPage {
  const { employer, events, months, moves, found } = explained;
  const counted =
    employer.unit === employer.key
      ? `In the tables: unit ${employer.unit}.`
      : `In the tables it is counted in ${employer.unit}, the sector’s employers without a name.`;
  return {
    kicker: `One employer: ${employer.label}, ${employer.sector}, ${employer.region}`,
    heading: titleOfSpec(chart.spec),
    standfirst: [...(employer.founder === null ? [] : [`Founded by ${employer.founder}.`]), counted],
    sections: [
      chartSection('Its life', chart),
      ...(events.length === 0
        ? []
        : [
            {
              id: 'events',
              title: 'What happened to it',
              content: (
                <ol class="life">
                  {events.map(({ month, says }) => (
                    <li key={`${month} ${says}`}>
                      <p>
                        <span class="when">{month}</span> {says}
                      </p>
                    </li>
                  ))}
                </ol>
              ),
            },
          ]),
      {
        id: 'plans',
        title: 'What it planned, and what came of it',
        content: (
          <>
            <YearsTable months={months} />
            <details>
              <summary>Month by month</summary>
              <MonthsTable months={months} />
            </details>
          </>
        ),
      },
      {
        id: 'moves',
        title: 'Who came and who left',
        content: <MovesTable moves={moves} found={found} counted={movesCounted(explained)} />,
      },
    ],
  };
}

function ofMonth(explained: MonthExplained, chart: ReportedChart): ToldOnPage {
  const { month, market, byKind, flows, moves, found } = explained;
  const kinds = Object.entries(byKind).sort(([, one], [, other]) => other - one);
  return {
    kicker: `One month: ${month}`,
    heading: titleOfSpec(chart.spec),
    standfirst: [
      `${number(market.people)} people in the market, ${number(market.withoutJob)} without a job, as simulated; the tables divide by the scale.`,
      `${number(market.searchers)} looked and got ${number(market.meetings)} answers; ${openingsCounted(explained)}; ${firmsCounted(explained)}.`,
    ],
    sections: [
      chartSection('The months before', chart),
      {
        id: 'kinds',
        title: 'Changes of place',
        content: (
          <>
            <SortableTable
              caption="By kind, simulated people"
              columns={[{ name: 'Kind' }, { name: 'People', kind: 'number' }]}
              rows={kinds.map(([kind, people]) => [{ shown: kind }, numberCell(people, number(people))])}
            />
            <details>
              <summary>From where to where</summary>
              <SortableTable
                caption="Flows of the month, simulated people: the rows of flows.csv times the scale"
                columns={[
                  { name: 'From' },
                  { name: 'To' },
                  { name: 'Skill' },
                  { name: 'Kind' },
                  { name: 'People', kind: 'number' },
                ]}
                rows={flows
                  .toSorted((one, other) => other.people - one.people)
                  .map(({ from, to, skill, kind, people }) => [
                    { shown: from },
                    { shown: to },
                    { shown: skill },
                    { shown: kind },
                    numberCell(people, number(people)),
                  ])}
              />
            </details>
          </>
        ),
      },
      {
        id: 'moves',
        title: 'Who moved',
        content: (
          <MovesTable
            moves={moves}
            found={found}
            counted={`${number(found)} ${found === 1 ? 'move' : 'moves'}`}
          />
        ),
      },
    ],
  };
}

function YearsTable({ months }: { readonly months: readonly EmployerMonth[] }) {
  const columns = ['Staff', 'Wanted', 'Target', 'Demand', 'Openings', 'Came', 'Left', 'Net', 'Pay, USD'];
  return (
    <SortableTable
      caption="Year by year: staff, wishes and pay at the end of the year, simulated people"
      columns={[{ name: 'Year' }, ...columns.map((name) => ({ name, kind: 'number' as const }))]}
      rows={yearsOf(months).map(({ year, came, left, openings, last }) => [
        { shown: year },
        numberCell(last.staffAfter, number(last.staffAfter)),
        plannedCell(last.wanted, (wanted) => number(wanted, 1)),
        plannedCell(last.target, (target) => number(target, 1)),
        plannedCell(last.demand, decimals),
        numberCell(openings, openingsText(openings)),
        numberCell(came, number(came)),
        numberCell(left, number(left)),
        numberCell(came - left, number(came - left)),
        plannedCell(last.pay, number),
      ])}
    />
  );
}

/** A firm has no plan yet in the month of its founding. */
const plannedCell = (value: number | null, text: (value: number) => string) =>
  numberCell(value, value === null ? '–' : text(value));

const openingsText = (openings: number | null) => (openings === null ? 'unlimited' : number(openings));

function MonthsTable({ months }: { readonly months: readonly EmployerMonth[] }) {
  const columns = ['Staff', 'Wanted', 'Target', 'Freeze', 'Openings', 'Pay, USD'];
  return (
    <SortableTable
      caption="Month by month, simulated people"
      columns={[
        { name: 'Month' },
        ...columns.map((name) => ({ name, kind: 'number' as const })),
        { name: 'Came' },
        { name: 'Left' },
      ]}
      rows={months.map(({ month, staffAfter, wanted, target, freeze, openings, pay, came, left }) => [
        { shown: month },
        numberCell(staffAfter, number(staffAfter)),
        plannedCell(wanted, (people) => number(people, 1)),
        plannedCell(target, (people) => number(people, 1)),
        plannedCell(freeze, decimals),
        numberCell(openings, openingsText(openings)),
        plannedCell(pay, number),
        { shown: kindsCounted(came) },
        { shown: kindsCounted(left) },
      ])}
    />
  );
}

function MovesTable({
  moves,
  found,
  counted,
}: {
  readonly moves: readonly MoverExplained[];
  readonly found: number;
  readonly counted: string;
}) {
  return (
    <>
      <SortableTable
        caption={`${counted}${found > moves.length ? `; the first ${number(moves.length)} of these moves` : ''}`}
        columns={[
          { name: 'Month' },
          { name: 'Who' },
          { name: 'From', kind: 'phrase' },
          { name: 'To', kind: 'phrase' },
          { name: 'Kind', kind: 'phrase' },
          { name: 'Career', kind: 'words' },
        ]}
        rows={moves.map(({ month, person, from, to, kind, career }) => [
          { shown: month },
          { shown: <code>{person}</code> },
          { shown: from.id },
          { shown: to.id },
          { shown: kind },
          { shown: <Stops career={career} /> },
        ])}
      />
      <p class="note">
        {found > moves.length
          ? '--limit N lists more; --from, --to, --kind, --skill and --year choose. '
          : ''}
        talentflow explain person KEY tells why one of them moved.
      </p>
    </>
  );
}

/** Month and place of each stop stay in one line. */
function Stops({ career }: { readonly career: string }) {
  return (
    <>
      {career.split(ARROW).map((stop, at) => (
        <Fragment key={at}>
          {at > 0 ? ARROW : ''}
          <span class="whole">{stop}</span>
        </Fragment>
      ))}
    </>
  );
}

const ARROW = ' → ';

function madeSection(explained: ExplainedOnPage, command: string): Section {
  const { run } = explained;
  const runs: [string, string][] =
    explained.kind === 'versus'
      ? [
          ['Base', runText(run)],
          ['Policy', runText(explained.policy)],
        ]
      : [['Run', runText(run)]];
  return {
    id: 'made',
    title: 'How it was made',
    content: (
      <>
        <dl class="facts">{runs.flatMap(pairOf)}</dl>
        <p>
          The scenario was run again and the engine told what it decided by: nothing here is worked out beside
          it. Every change of place is counted in the tables of the same scenario, seed and scale. To make it
          again:
        </p>
        <Commands lines={[command]} />
      </>
    ),
  };
}

const pairOf = ([name, said]: [string, string]): ComponentChildren[] => [
  <dt key={name}>{name}</dt>,
  <dd key={said}>{said}</dd>,
];
