import { expect, test } from 'vitest';
import { checkLines } from '../../src/cli/check-lines.ts';
import { REPORTERS } from '../../src/cli/check-reporters.ts';
import { paintFor } from '../../src/cli/terminal.ts';
import { worstFirst } from '../../src/evidence/check.ts';
import type { ScoredFact } from '../../src/evidence/scoring.ts';
import { checked, POSITIVE } from '../support/facts.ts';

const fared = (crps: number | null, score: number | null) =>
  ({ value: 1, verdict: 'inside', crps, score }) as const;
const F01: ScoredFact = {
  id: 'F01',
  role: 'fitted',
  kind: 'number',
  title: '',
  unit: 'people',
  published: 10,
  tolerance: { from: 8, to: 12 },
  scale: 2,
  simulated: null,
  seen: null,
  level: 0.75,
  isInformative: true,
  model: fared(3.25, 1.625),
  rivals: {},
};
const SCORES = {
  scored: [
    F01,
    { ...F01, id: 'F03', role: 'held out', level: 1, model: fared(10, 5) },
    { ...F01, id: 'F10', role: 'held out', kind: 'sign', level: null, model: fared(null, null) },
  ] as const satisfies ScoredFact[],
  contests: [{ rival: 'last "value"', facts: 1, model: 5, score: 2.5, won: 0 }],
};
const NONE = { scored: [], contests: [] };

const facts = worstFirst([
  checked([13, 14, 15], { id: 'F01', title: 'Net hires, "all" of them' }),
  checked([9, 10, 11], { id: 'F02', title: 'After <ChatGPT> & before' }),
  checked([20], { id: 'F03', title: 'The return', role: 'held out' }),
  checked([-1, 1], { id: 'F10', title: 'Poaching', role: 'held out', value: null, tolerance: POSITIVE }),
  checked(["not in this run's tables: visas"], { id: 'F41', title: 'Odds: 50%', role: 'input' }),
  checked(['one letter'], {
    id: 'F43',
    observation: null,
    notObserved: 'one letter',
    tolerance: null,
    role: 'input',
  }),
]);

test('junit: a suite a role; a fitted fact outside fails, what is held out is skipped with a message', () => {
  expect(REPORTERS.junit('my-market', facts, NONE)).toBe(
    `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="talentflow check my-market" tests="5" failures="1" errors="0" skipped="3">
  <testsuite name="fitted" tests="2" failures="1" errors="0" skipped="0">
    <testcase classname="fitted" name="F01 Net hires, &quot;all&quot; of them">
      <failure message="outside: simulated 14 (13.1 to 14.9), published 10, tolerated 8 to 12 people"/>
    </testcase>
    <testcase classname="fitted" name="F02 After &lt;ChatGPT&gt; &amp; before"/>
  </testsuite>
  <testsuite name="held out" tests="2" failures="0" errors="0" skipped="2">
    <testcase classname="held out" name="F03 The return">
      <skipped message="outside, held out: simulated 20, published 10, tolerated 8 to 12 people"/>
    </testcase>
    <testcase classname="held out" name="F10 Poaching">
      <skipped message="outside, held out: simulated 50% of runs (median 0), published –, tolerated at least 90% of runs"/>
    </testcase>
  </testsuite>
  <testsuite name="input" tests="1" failures="0" errors="0" skipped="1">
    <testcase classname="input" name="F41 Odds: 50%">
      <skipped message="not answered: not in this run's tables: visas"/>
    </testcase>
  </testsuite>
</testsuites>`,
  );
});

test('github: an error for a fitted fact outside, a warning for what is held out, a notice for what was not answered', () => {
  expect(REPORTERS.github('my-market', facts, NONE)).toBe(
    `::error title=F01 Net hires%2C "all" of them::outside: simulated 14 (13.1 to 14.9), published 10, tolerated 8 to 12 people
::warning title=F03 The return::outside, held out: simulated 20, published 10, tolerated 8 to 12 people
::warning title=F10 Poaching::outside, held out: simulated 50%25 of runs (median 0), published –, tolerated at least 90%25 of runs
::notice title=F41 Odds%3A 50%25::not answered: not in this run's tables: visas
talentflow check my-market: 1 of 5 facts inside, 1 fitted outside`,
  );
});

test('junit: coverage stands with each suite, rivals with what is held out, scores with each fact', () => {
  const report = REPORTERS.junit('my-market', facts, SCORES);
  expect(report).toContain(`  <testsuite name="fitted" tests="2" failures="1" errors="0" skipped="0">
    <properties>
      <property name="scored-numbers" value="1"/>
      <property name="inside-50%-interval" value="0"/>
      <property name="inside-90%-interval" value="1"/>
      <property name="informative" value="1"/>
    </properties>
    <testcase classname="fitted" name="F01 Net hires, &quot;all&quot; of them">
      <properties>
        <property name="crps" value="3.25"/>
        <property name="score" value="1.625"/>
        <property name="interval-needed" value="0.75"/>
      </properties>
      <failure `);
  expect(report).toContain('      <property name="rival last &quot;value&quot;: mean score" value="2.5"/>');
  const [, poaching] = report.split('name="F10 Poaching">\n');
  expect(poaching).toMatch(/^ {6}<skipped /);
});

test('github: coverage and scores are notices', () => {
  const lines = REPORTERS.github('my-market', facts, SCORES).split('\n');
  expect(lines.slice(-4)).toEqual([
    '::notice title=Intervals%2C fitted::50%25 intervals hold 0 and 90%25 intervals 1 of 1 published numbers',
    '::notice title=Intervals%2C held out::50%25 intervals hold 0 and 90%25 intervals 0 of 1 published numbers',
    '::notice title=Scores beside last "value"::mean score 5 of the model, 2.5 of last "value" over 1 held-out numbers, smaller is better; the model is nearer in 0',
    'talentflow check my-market: 1 of 5 facts inside, 1 fitted outside',
  ]);
});

const plain = checkLines(facts, (_style, text) => text);

test('in words: by role, the worst first, and what must not be overlooked last', () => {
  const at = (start: string) => plain.findIndex((line) => line.trim().startsWith(start));
  expect(at('F01')).toBeGreaterThan(at('Fitted'));
  expect(at('F02')).toBeGreaterThan(at('F01'));
  expect(at('F03')).toBeGreaterThan(at('Held out'));
  expect(plain[at('Fitted') + 1]).toBe('  figures: 1 of 2 inside; 1 outside');
  expect(plain[at('F03')]).toMatch(/outside, held out +10 +20 +8 to 12 +5 +The return, people/);
  expect(plain[at('F43')]).toContain('one letter');
  expect(plain.slice(-3)).toEqual([
    "NOT ANSWERED, not in this run's tables: visas: F41",
    'HELD OUT AND OUTSIDE, which fails nothing: F03, F10',
    'FITTED AND OUTSIDE, so the check fails: F01',
  ]);
});

test('a check that checked nothing says so', () => {
  const silent = checkLines([checked(['the scenario observes no sector'])], (_style, text) => text);
  expect(silent.at(-1)).toBe('NO FITTED FACT WAS ANSWERED: nothing was checked.');
  const github = REPORTERS.github('my-market', [checked(['the scenario observes no sector'])], NONE);
  expect(github.split('\n').slice(-2)).toEqual([
    '::warning title=Nothing was checked::no fitted fact was answered',
    'talentflow check my-market: 0 of 1 facts inside, no fitted fact was answered: nothing was checked',
  ]);
});

test('NO_COLOR is respected, and what is held out is as loud as what fails', () => {
  const stream = { isTTY: true } as NodeJS.WriteStream;
  const before = process.env.NO_COLOR;
  process.env.NO_COLOR = '1';
  expect(checkLines(facts, paintFor(stream))).toEqual(plain);
  process.env.NO_COLOR = '';
  const [heldOut, failed] = checkLines(facts, paintFor(stream)).slice(-2);
  expect([heldOut!.slice(0, 5), failed!.slice(0, 5)]).toEqual(['\u001b[31m', '\u001b[31m']);
  if (before === undefined) delete process.env.NO_COLOR;
  else process.env.NO_COLOR = before;
});
