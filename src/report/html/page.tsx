import { createHash } from 'node:crypto';
import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { compacted } from '../../charts/compact.ts';
import { CHART_CONFIG, type Spec } from '../../charts/style.ts';
import { packageVersion, pageAsset } from '../../runtime/package-files.ts';
import { findingsOf, titleOfReport } from '../findings.ts';
import type { ReportedResults } from '../reported-results.ts';
import { TOPICS, type Topic, topicOf } from '../topics.ts';
import { ChartFigure, type ReportedChart } from './chart-figure.tsx';
import { ChecksTable, PeriodsTable } from './facts.tsx';
import { HowMade } from './made.tsx';
import { EffectsTable } from './policies.tsx';
import { ToldByCommand } from './told.tsx';
import { HowFarToTrustIt } from './trust.tsx';

/** First line of a report: by it one is told from a file that somebody else wrote. */
export const HTML_START =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"/><meta name="generator" content="talentflow';

export interface Page {
  readonly results: readonly ReportedResults[];
  /** By folder, in the order of `results`. */
  readonly charts: readonly (readonly ReportedChart[])[];
}

/** The whole report as one HTML file that needs nothing else. The same results give the same bytes. */
export function pageOf({ results, charts }: Page): string {
  const script = pageAsset('main.js').trim();
  const style = pageAsset('page.css').trim();
  const data = safeInScript(
    JSON.stringify(charts.flat().map(({ id, spec }) => ({ id, spec: compacted(ownOf(spec)) }))),
  );
  const title = titleOfReport(results);
  const head = [
    `${HTML_START} ${packageVersion()}"/>`,
    `<meta http-equiv="Content-Security-Policy" content="${policyFor(script, style)}"/>`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
    '<meta name="color-scheme" content="light dark"/>',
    renderToString(<title>{`${title}: Talentflow report`}</title>),
    `<style>${style}</style></head>`,
  ];
  const body = renderToString(<Body results={results} charts={charts} title={title} />);
  const scripts = `<script type="application/json" id="charts">${data}</script><script>${script}</script>`;
  return `${head.join('\n')}\n<body>${body}\n${scripts}\n</body></html>\n`;
}

/** Nothing is loaded from anywhere; only this very script runs, whatever a scenario's title says. */
function policyFor(script: string, style: string): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** JSON that no text in it can end: `</script` and `<!--` have no `<` any more, and readers of JSON take the escape for the letter. */
function safeInScript(text: string): string {
  return text.replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

/** A spec without what all charts share: the page's script puts it back. */
function ownOf({ $schema: _schema, config, ...own }: Spec): Spec {
  return JSON.stringify(config) === JSON.stringify(CHART_CONFIG) ? own : { ...own, config };
}

interface Section {
  readonly id: string;
  readonly title: string;
  readonly content: ComponentChildren;
}

function Body({ results, charts, title }: Page & { readonly title: string }) {
  const [first = 'No finding could be computed from these results.', ...others] = findingsOf(results);
  const sections = sectionsOf(results, charts);
  return (
    <>
      <a class="skip" href="#content">
        Skip to the finding
      </a>
      <div class="frame">
        <nav class="contents" aria-label="Contents">
          <p>In this report</p>
          <ol>
            {sections.map((section) => (
              <li key={section.id}>
                <a href={`#${section.id}`}>{section.title}</a>
              </li>
            ))}
          </ol>
        </nav>
        <main id="content" tabIndex={-1}>
          <header>
            <p class="kicker">{title}</p>
            <h1>{withoutStop(first)}</h1>
            <div class="standfirst">
              {others.map((sentence) => (
                <p key={sentence}>{sentence}</p>
              ))}
            </div>
          </header>
          {sections.map(({ id, title: heading, content }) => (
            <section key={id} id={id} aria-labelledby={`${id}-title`}>
              <h2 id={`${id}-title`}>{heading}</h2>
              {content}
            </section>
          ))}
        </main>
      </div>
    </>
  );
}

const withoutStop = (sentence: string): string => sentence.replace(/\.$/, '');

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
      topic.isInColumns && own.length > 1 ? <div class="columns">{figures}</div> : figures,
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
