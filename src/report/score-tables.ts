import { type Contest, coverageOf, type Fared, type ScoredFact } from '../evidence/scoring.ts';
import { figureText } from '../evidence/words.ts';
import { csvFile, jsonFile, markdownTable, type TextFile } from './text-files.ts';

export const SCORES_FORMAT = 'talentflow.scores/1';

/** What a check says of trust: for a program, a spreadsheet, and a report. */
export function scoreTables(
  scored: readonly ScoredFact[],
  contests: readonly Contest[],
  rivals: readonly string[],
): TextFile[] {
  const rows = scored.map((fact) => flat(fact, rivals));
  return [
    jsonFile('scores.json', scoresJson(scored, contests)),
    csvFile('scores.csv', rows),
    { path: 'scores.md', text: `${asMarkdown(scored, contests).join('\n')}\n`, rows: null },
  ];
}

export function scoresJson(scored: readonly ScoredFact[], contests: readonly Contest[]) {
  return { format: SCORES_FORMAT, coverage: coverageOf(scored), contests, facts: scored };
}

function flat(fact: ScoredFact, rivals: readonly string[]): object {
  const { id, role, kind, unit, published, scale, simulated, seen, level, isInformative, model } = fact;
  const ofRival = (name: string) => {
    const own: Fared | undefined = fact.rivals[name];
    return { [`${name}: value`]: own?.value, [`${name}: score`]: own?.score };
  };
  return {
    id,
    role,
    kind,
    unit,
    published,
    tolerance_half_width: scale,
    median: model.value,
    low50: simulated?.low50,
    high50: simulated?.high50,
    low90: simulated?.low90,
    high90: simulated?.high90,
    seen_low50: seen?.low50,
    seen_high50: seen?.high50,
    seen_low90: seen?.low90,
    seen_high90: seen?.high90,
    in_50: level === null ? null : level <= 0.5,
    in_90: level === null ? null : level <= 0.9,
    informative: isInformative,
    verdict: model.verdict,
    crps: model.crps,
    score: model.score,
    ...Object.assign({}, ...rivals.map(ofRival)),
  };
}

/** Who wins on what: held-out figures with a published number, then means, then signs and orders. */
function asMarkdown(scored: readonly ScoredFact[], contests: readonly Contest[]): string[] {
  const heldOut = scored.filter(({ role }) => role === 'held out');
  const numbers = heldOut.filter(({ kind, model }) => kind === 'number' && model.score !== null);
  const signs = heldOut.filter(({ kind }) => kind === 'sign');
  const head = ['held out', 'published', 'model: median (90%)', 'score', 'rivals: value, score', 'nearest'];
  const rows = numbers.map((fact) => [
    `${fact.id} ${fact.title}`,
    `${figureText(fact.published)} ${fact.unit}`,
    valueText(fact),
    scoreText(fact.model.score),
    rivalsText(fact.rivals),
    nearest(fact),
  ]);
  const means = [
    '**mean score**',
    '',
    '',
    contests.length === 0 ? '–' : `**${scoreText(contests[0]!.model)}**`,
    contests.map(({ rival, score }) => `${rival} **${scoreText(score)}**`).join('; '),
    '',
  ];
  return [
    ...markdownTable(head, [...rows, means]),
    '',
    'Scores are continuous ranked probability scores over half-widths of the tolerance: 0 is perfect, 1 is at the edge of the tolerance.',
    ...contests.map(
      ({ rival, facts, won, model, score }) =>
        `Against "${rival}": better on ${won} of ${facts}; mean score ${scoreText(model)} to ${scoreText(score)}.`,
    ),
    ...coverageOf(scored).map(
      ({ role, facts, in50, in90, informative, inside }) =>
        `Of ${facts} figures ${role}, ${inside} are inside and informative (${informative} informative); the 50% interval, with the publication's own error, holds ${in50}, the 90% interval ${in90}.`,
    ),
    ...(signs.length > 0
      ? [
          `Signs and orders held out: ${signs.filter(({ model }) => model.verdict === 'inside').length} of ${signs.length} as published; leavers spread in proportion to hiring: ${signs.filter((fact) => Object.values(fact.rivals)[0]?.verdict === 'inside').length} of ${signs.filter((fact) => Object.keys(fact.rivals).length > 0).length}.`,
        ]
      : []),
  ];
}

function valueText({ model, simulated }: ScoredFact): string {
  const interval =
    simulated === null ? '' : ` (${figureText(simulated.low90)} to ${figureText(simulated.high90)})`;
  return `${figureText(model.value)}${interval}`;
}

const scoreText = (score: number | null): string => (score === null ? '–' : score.toFixed(2));

/** Once where all rivals say the same, else by name. */
function rivalsText(rivals: ScoredFact['rivals']): string {
  const said = Object.entries(rivals);
  const one = ({ value, score }: Fared) => `${figureText(value)}, ${scoreText(score)}`;
  const different = new Set(said.map(([, fared]) => one(fared)));
  if (said.length === 0) return '–';
  return different.size === 1
    ? [...different][0]!
    : said.map(([name, fared]) => `${name} ${one(fared)}`).join('; ');
}

function nearest({ model, rivals }: ScoredFact): string {
  const ofRivals = Object.entries(rivals).flatMap(([name, { score }]) =>
    score === null ? [] : [{ name, score }],
  );
  const least = Math.min(...ofRivals.map(({ score }) => score));
  if (model.score! < least) return '**model**';
  const best = ofRivals.filter(({ score }) => score === least);
  return best.length === ofRivals.length ? 'rivals' : best.map(({ name }) => name).join(', ');
}
