import type { ComponentChildren } from 'preact';
import { findingsOf, titleOfReport } from '../findings.ts';
import type { ReportedResults } from '../reported-results.ts';
import { TOPICS, type Topic, topicOf } from '../topics.ts';
import { ChartFigure, type ReportedChart } from './chart-figure.tsx';
import { ChecksTable, PeriodsTable } from './facts.tsx';
import { HowMade } from './made.tsx';
import { EffectsTable } from './policies.tsx';
import { htmlOf, type Section } from './shell.tsx';
import { ToldByCommand } from './told.tsx';
import { HowFarToTrustIt } from './trust.tsx';

export interface Page {
  readonly results: readonly ReportedResults[];
  /** By folder, in the order of `results`. */
  readonly charts: readonly (readonly ReportedChart[])[];
}

/** The whole report as one HTML file that needs nothing else. The same results give the same bytes. */
export function pageOf({ results, charts }: Page): string {
  const title = titleOfReport(results);
  const [first = 'No finding could be computed from these results.', ...others] = findingsOf(results);
  return htmlOf({
    title: `${title}: Talentflow report`,
    kicker: title,
    heading: first.replace(/\.$/, ''),
    contents: 'In this report',
    standfirst: others,
    sections: sectionsOf(results, charts),
    charts: charts.flat(),
  });
}

function sectionsOf(results: Page['results'], charts: Page['charts']): Section[] {
  const topics = TOPICS.flatMap((topic): Section[] => {
    const content = topicContent(topic, results, charts);
    if (topic.id === 'trust') {
      const whole = [<HowFarToTrustIt key="trust" results={results} />, content];
      return [{ id: topic.id, title: topic.title, content: whole }];
    }
    return content === null ? [] : [{ id: topic.id, title: topic.title, content }];
  });
  return [
    ...topics,
    {
      id: 'made',
      title: 'How it was made',
      content: results.map((one) => <HowMade key={one.folder} results={one} />),
    },
  ];
}

function topicContent(topic: Topic, results: Page['results'], charts: Page['charts']): ComponentChildren {
  const parts = results.flatMap((one, at) => {
    const own = charts[at]!.filter((_, chart) => topicOf(one.command, one.charts[chart]!.name) === topic);
    const tables = tablesOf(topic, one);
    if (own.length === 0 && tables.length === 0) return [];
    const figures = own.map((chart) => <ChartFigure key={chart.id} chart={chart} />);
    return [
      topic.isInColumns?.(one.command) && own.length > 1 ? <div class="columns">{figures}</div> : figures,
      ...tables,
      one.chartsLeftOut > 0 && own.length > 0 ? (
        <p class="note">
          {one.chartsLeftOut} more charts are in {one.folder}/charts.
        </p>
      ) : null,
    ];
  });
  return parts.length === 0 ? null : parts;
}

/** The tables of a topic. */
function tablesOf(topic: Topic, results: ReportedResults): ComponentChildren[] {
  const { command, figures, periods, facts, effects, told, folder } = results;
  if (topic.id === 'net-flow')
    return periods.length > 0 ? [<PeriodsTable key="periods" periods={periods} figures={figures} />] : [];
  if (topic.id === 'facts') return facts.length > 0 ? [<ChecksTable key="facts" facts={facts} />] : [];
  if (topic.id === 'policies')
    return effects.length > 0 ? [<EffectsTable key="effects" results={results} />] : [];
  return topicOf(command, '') === topic && told.length > 0
    ? [<ToldByCommand key="told" told={told} folder={folder} />]
    : [];
}
