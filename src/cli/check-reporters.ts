import { answersNothing, type CheckedFact, isFailure } from '../evidence/check.ts';
import { type Contest, type Coverage, coverageOf, type ScoredFact } from '../evidence/scoring.ts';
import { figureText } from '../evidence/words.ts';
import { leastOrTolerated, simulatedWithInterval, verdictText } from './check-lines.ts';

/** `check` for machines that show the outcome of tests: JUnit's XML, and the commands of GitHub's workflows. */
export const REPORTERS = { junit: junitReport, github: githubReport } as const;
export type Reporter = keyof typeof REPORTERS;

type Facts = readonly CheckedFact[];

/** How good the intervals are, and how the model stands beside its rivals. */
export interface Scores {
  readonly scored: readonly ScoredFact[];
  readonly contests: readonly Contest[];
}

const named = ({ id, title }: CheckedFact): string => `${id} ${title}`;

/** `outside, held out: simulated 1 (0.9 to 1.1), published 0.31, tolerated 0.15 to 0.55 ratio to F01`. */
function told(fact: CheckedFact): string {
  if (fact.verdict === 'not answered') return `not answered: ${fact.why}`;
  const parts = [
    `simulated ${simulatedWithInterval(fact)}`,
    `published ${figureText(fact.published)}`,
    `tolerated ${leastOrTolerated(fact)} ${fact.needed === null ? fact.unit : 'of runs'}`,
  ];
  return `${verdictText(fact)}: ${parts.join(', ')}`.trimEnd();
}

/** Facts that are judged; notes are no tests. */
const judged = (facts: Facts): Facts => facts.filter(({ verdict }) => verdict !== 'not judged');

/**
 * A test suite a role. A fitted fact outside is a failure; what is outside and fails nothing, uninformative or not answered is
 * skipped, with a message, which JUnit's readers show. Scores stand as properties of suites and tests.
 */
function junitReport(scenario: string, facts: Facts, { scored, contests }: Scores): string {
  const tests = judged(facts);
  const scores = new Map(scored.map((fact) => [fact.id, fact]));
  const coverage = coverageOf(scored);
  const roles = [...new Set(tests.map(({ role }) => role))];
  const suites = roles.flatMap((role) => {
    const ofRole = tests.filter((fact) => fact.role === role);
    return [
      `  <testsuite name="${xml(role)}" ${counts(ofRole)}>`,
      ...properties(suiteProperties(role, coverage, contests), '    '),
      ...ofRole.flatMap((fact) => testCase(fact, scores.get(fact.id))),
      '  </testsuite>',
    ];
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xml(`talentflow check ${scenario}`)}" ${counts(tests)}>`,
    ...suites,
    '</testsuites>',
  ].join('\n');
}

const isSkipped = (fact: CheckedFact): boolean => fact.verdict !== 'inside' && !isFailure(fact);

function counts(facts: Facts): string {
  const [failures, skipped] = [facts.filter(isFailure).length, facts.filter(isSkipped).length];
  return `tests="${facts.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
}

function testCase(fact: CheckedFact, scored: ScoredFact | undefined): string[] {
  const open = `    <testcase classname="${xml(fact.role)}" name="${xml(named(fact))}"`;
  const scores = properties(scored === undefined ? [] : scoresOf(scored), '      ');
  const message = `message="${xml(told(fact))}"/>`;
  const outcome =
    fact.verdict === 'inside' ? [] : [`      <${isFailure(fact) ? 'failure' : 'skipped'} ${message}`];
  const inside = [...scores, ...outcome];
  return inside.length === 0 ? [`${open}/>`] : [`${open}>`, ...inside, '    </testcase>'];
}

type Property = readonly [name: string, value: number | null];

/** Of a fact: the score in its unit and in half-widths of the tolerance, and the smallest central interval that holds what was published. */
const scoresOf = ({ model, level }: ScoredFact): Property[] => [
  ['crps', model.crps],
  ['score', model.score],
  ['interval-needed', level],
];

/** Of a role: how many numbers 50% and 90% intervals hold; of what was held out, mean scores of model and rivals. */
function suiteProperties(
  role: string,
  coverage: readonly Coverage[],
  contests: readonly Contest[],
): Property[] {
  const own = coverage.find((one) => one.role === role);
  const ofRivals = role === 'held out' ? contests : [];
  return [
    ...(own === undefined
      ? []
      : ([
          ['scored-numbers', own.facts],
          ['inside-50%-interval', own.in50],
          ['inside-90%-interval', own.in90],
          ['informative', own.informative],
        ] as const)),
    ...ofRivals.flatMap(({ rival, model, score, won, facts }): Property[] => [
      [`rival ${rival}: numbers`, facts],
      [`rival ${rival}: mean score`, score],
      [`rival ${rival}: mean score of the model`, model],
      [`rival ${rival}: numbers that the model says better`, won],
    ]),
  ];
}

function properties(all: readonly Property[], indent: string): string[] {
  const known = all.flatMap(([name, value]) =>
    value === null
      ? []
      : [`${indent}  <property name="${xml(name)}" value="${Number(value.toPrecision(6))}"/>`],
  );
  return known.length === 0 ? [] : [`${indent}<properties>`, ...known, `${indent}</properties>`];
}

const xml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');

/** An annotation a fact that is not inside: errors for fitted facts, warnings for the others, notices for what was not answered and for scores. */
function githubReport(scenario: string, facts: Facts, { scored, contests }: Scores): string {
  const tests = judged(facts);
  const annotations = tests
    .filter(({ verdict }) => verdict !== 'inside')
    .map((fact) => {
      const level = isFailure(fact) ? 'error' : fact.verdict === 'not answered' ? 'notice' : 'warning';
      return `::${level} title=${property(named(fact))}::${message(told(fact))}`;
    });
  const inside = tests.filter(({ verdict }) => verdict === 'inside').length;
  const failures = tests.filter(isFailure).length;
  const outcome = failures === 0 ? 'no fitted fact is outside' : `${failures} fitted outside`;
  const nothing = answersNothing(facts)
    ? [`::warning title=Nothing was checked::no fitted fact was answered`]
    : [];
  return [
    ...annotations,
    ...nothing,
    ...coverageOf(scored).map(
      ({ role, facts, in50, in90 }) =>
        `::notice title=${property(`Intervals, ${role}`)}::${message(`50% intervals hold ${in50} and 90% intervals ${in90} of ${facts} published numbers`)}`,
    ),
    ...contests.map(
      ({ rival, facts, model, score, won }) =>
        `::notice title=${property(`Scores beside ${rival}`)}::${message(`mean score ${figureText(model)} of the model, ${figureText(score)} of ${rival} over ${facts} held-out numbers, smaller is better; the model is nearer in ${won}`)}`,
    ),
    `talentflow check ${scenario}: ${inside} of ${tests.length} facts inside, ${nothing.length > 0 ? 'no fitted fact was answered: nothing was checked' : outcome}`,
  ].join('\n');
}

const message = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => message(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
