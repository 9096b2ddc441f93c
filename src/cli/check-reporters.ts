import { type CheckedFact, isFailure } from '../evidence/check.ts';
import { figureText } from '../evidence/words.ts';
import { simulatedText, toleratedText, verdictText } from './check-lines.ts';

/** `check` for machines that show the outcome of tests: JUnit's XML, and the commands of GitHub's workflows. */
export const REPORTERS = { junit: junitReport, github: githubReport } as const;
export type Reporter = keyof typeof REPORTERS;

type Facts = readonly CheckedFact[];

const named = ({ id, title }: CheckedFact): string => `${id} ${title}`;

/** `outside, held out: simulated 1 (0.9 to 1.1), published 0.31, tolerated 0.15 to 0.55 ratio to F01`. */
function told(fact: CheckedFact): string {
  if (fact.verdict === 'not answered') return `not answered: ${fact.why}`;
  const parts = [
    `simulated ${simulatedText(fact)}`,
    `published ${figureText(fact.published)}`,
    `tolerated ${toleratedText(fact)} ${fact.needed === null ? fact.unit : 'of runs'}`,
  ];
  return `${verdictText(fact)}: ${parts.join(', ')}`.trimEnd();
}

/** Facts that are judged; notes are no tests. */
const judged = (facts: Facts): Facts => facts.filter(({ verdict }) => verdict !== 'not judged');

/**
 * A test suite a role. A fitted fact outside is a failure; what is outside and fails nothing, uninformative or not answered is
 * skipped, with a message, which JUnit's readers show.
 */
function junitReport(scenario: string, facts: Facts): string {
  const tests = judged(facts);
  const roles = [...new Set(tests.map(({ role }) => role))];
  const suites = roles.flatMap((role) => {
    const ofRole = tests.filter((fact) => fact.role === role);
    return [
      `  <testsuite name="${xml(role)}" ${counts(ofRole)}>`,
      ...ofRole.flatMap(testCase),
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

function testCase(fact: CheckedFact): string[] {
  const open = `    <testcase classname="${xml(fact.role)}" name="${xml(named(fact))}"`;
  if (fact.verdict === 'inside') return [`${open}/>`];
  const outcome = isFailure(fact) ? 'failure' : 'skipped';
  return [`${open}>`, `      <${outcome} message="${xml(told(fact))}"/>`, '    </testcase>'];
}

const xml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');

/** An annotation a fact that is not inside: errors for fitted facts, warnings for the others, notices for what was not answered. */
function githubReport(scenario: string, facts: Facts): string {
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
  return [
    ...annotations,
    `talentflow check ${scenario}: ${inside} of ${tests.length} facts inside, ${outcome}`,
  ].join('\n');
}

const message = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => message(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
