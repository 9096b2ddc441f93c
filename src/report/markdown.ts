import { subtitleOfSpec, titleOfSpec } from '../charts/style.ts';
import { periodName } from '../charts/words.ts';
import { isTold } from '../evidence/check.ts';
import { figureText, intervalText, simulatedText, toleratedText } from '../evidence/words.ts';
import type { Effect } from '../experiments/compare.ts';
import { packageVersion } from '../runtime/package-files.ts';
import { meanWords, rangeWords } from './comparison-tables.ts';
import { findingsOf, outcomeTitle, policyTitle, sizeOf, titleOfReport } from './findings.ts';
import type { ReportedResults } from './reported-results.ts';
import { commandsFor } from './reproduce.ts';
import { range, said } from './said.ts';
import { markdownTable } from './text-files.ts';
import { TOPICS, topicOf } from './topics.ts';

/** First line of a report in Markdown: by it one is told from a file that somebody else wrote. */
export const MARKDOWN_START = '<!-- talentflow report';

/** A chart's picture beside the page. @param at position of its results. */
export const pictureName = (at: number, chart: string): string => `${at + 1}-${chart}.png`;

/** The report as Markdown: the same findings, charts and tables; what the page lets a reader do is left to HTML. @param pictures their folder. */
export function markdownOf(results: readonly ReportedResults[], pictures: string): string {
  const [first = 'No finding could be computed from these results.', ...others] = findingsOf(results);
  const topics = TOPICS.flatMap(({ title, ...topic }) => {
    const blocks = results.flatMap((one, at) => [
      ...one.charts
        .filter(({ name }) => topicOf(one.command, name).id === topic.id)
        .flatMap(({ name, spec }) =>
          chartBlock(titleOfSpec(spec), subtitleOfSpec(spec), `${pictures}/${pictureName(at, name)}`),
        ),
      ...tableOf(topic.id, one),
    ]);
    return blocks.length === 0 ? [] : [`## ${title}`, ...blocks];
  });
  return `${[
    `${MARKDOWN_START} ${packageVersion()} -->`,
    `# ${plain(first)}`,
    `*${plain(titleOfReport(results))}*`,
    ...others.map(plain),
    ...topics,
    '## How it was made',
    ...results.flatMap(made),
  ].join('\n\n')}\n`;
}

const chartBlock = (title: string, caption: string, picture: string): string[] => [
  `### ${plain(title)}`,
  `![${plain(title)}](<${encodeURI(picture)}>)`,
  plain(caption),
];

function tableOf(topic: string, { periods, facts, effects, manifest }: ReportedResults): string[] {
  if (topic === 'net-flow' && periods.length > 0) {
    return table(
      ['period', 'fact', 'published', 'simulated', '90% interval'],
      periods.map(({ id, published, simulated: { centre, low, high }, ...period }) => [
        periodName(period),
        id,
        figureText(published),
        figureText(centre),
        intervalText(low, high),
      ]),
    );
  }
  if (topic === 'facts' && facts.length > 0) {
    return table(
      ['fact', 'what', 'role', 'verdict', 'published', 'simulated', '90% interval', 'tolerated', 'unit'],
      facts
        .filter(isTold)
        .map((fact) => [
          fact.id,
          fact.title,
          fact.role,
          fact.verdict,
          figureText(fact.published),
          simulatedText(fact),
          intervalText(fact.low, fact.high),
          toleratedText(fact),
          fact.unit,
        ]),
    );
  }
  if (topic === 'policies' && effects.length > 0) {
    const [first] = effects as [Effect];
    const rows = table(
      ['policy', 'outcome', 'unit', 'difference', 'Monte Carlo interval', '90% of pairs'],
      effects.map((effect) => [
        policyTitle(effect.policy, manifest),
        outcomeTitle(effect.outcome, manifest),
        effect.unit,
        said(effect.difference),
        range(effect.monteCarloLow, effect.monteCarloHigh),
        range(effect.low, effect.high),
      ]),
    );
    return [...rows, plain(`${meanWords(first)} ${rangeWords(first)}`)];
  }
  return [];
}

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  markdownTable(header, rows, plain).join('\n'),
];

function made(results: ReportedResults): string[] {
  const { folder, manifest, command } = results;
  const { talentflow, scenario, seed } = manifest;
  return [
    `### ${plain(folder)}`,
    `${plain(`${command} of ${scenario.resolved.title}: ${sizeOf(manifest)}, seed ${seed}, talentflow ${talentflow.version}`)}, engine ${code(talentflow.engine)}, scenario ${code(scenario.sha256)}.`,
    codeBlock(commandsFor(results).join('\n')),
  ];
}

/** As letters of one width, in a line. */
function code(text: string): string {
  const line = inOneLine(text);
  const fence = fenceAround(line, 1);
  return fence.length === 1 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}

/** Commands, whose words may hold line ends and back-ticks: what another's manifest says ends no block. */
function codeBlock(text: string): string {
  const fence = fenceAround(text, 3);
  return `${fence}sh\n${text}\n${fence}`;
}

/** More back-ticks than stand together in the text. */
const fenceAround = (text: string, least: number): string =>
  '`'.repeat(Math.max(least, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));

/** A scenario's text as text: what Markdown or HTML would read as markup is escaped, lines are joined. */
function plain(text: string): string {
  return inOneLine(text).replace(/[\\`*_[\]<>|#!~]/g, (letter) =>
    letter === '<' ? '&lt;' : letter === '>' ? '&gt;' : `\\${letter}`,
  );
}

const inOneLine = (text: string): string => text.replace(/\s*[\r\n]+\s*/g, ' ');
