import { titleOfSpec } from '../charts/style.ts';
import { number, pairsOfRange, periodName, short, shortPair } from '../charts/words.ts';
import { type Tally, tallies } from '../evidence/check.ts';
import { figureText } from '../evidence/words.ts';
import { type Effect, isNothing, signIsTold } from '../experiments/compare.ts';
import { withDifferences } from '../experiments/differences.ts';
import { OutcomeMistake, outcomeOf } from '../experiments/outcomes.ts';
import type { Manifest } from './manifest.ts';
import type { ReportedResults } from './reported-results.ts';

/** What was found, in sentences computed from results: policies first, then the curve, then how it stands to the facts. */
export function findingsOf(results: readonly ReportedResults[]): string[] {
  const order = ['compare', 'decompose', 'run', 'forecast', 'check'];
  const rank = ({ command }: ReportedResults) =>
    order.includes(command) ? order.indexOf(command) : order.length;
  return results.toSorted((one, other) => rank(one) - rank(other)).flatMap(findings);
}

function findings(results: ReportedResults): string[] {
  switch (results.command) {
    case 'compare':
      return ofComparison(results);
    case 'check':
      return ofCheck(results);
    case 'run':
      return ofRun(results);
    case 'sweep':
      return ofSweep(results);
    default:
      return ofFirstChart(results);
  }
}

/** More policies than these are told by the strongest. */
const MOST_TOLD = 3;

function ofComparison({ effects, manifest }: ReportedResults): string[] {
  const [first] = effects;
  if (first === undefined) return [];
  const ofFirst = effects.filter(
    ({ outcome, difference }) => outcome === first.outcome && difference !== null,
  );
  if (ofFirst.length === 0) return [];
  const what = outcomeTitle(first.outcome, manifest);
  const strongest = ofFirst.toSorted((one, other) => Math.abs(other.difference!) - Math.abs(one.difference!));
  if (ofFirst.length <= MOST_TOLD) return ofFirst.map((effect) => effectSentence(effect, what, manifest));
  const all = ofFirst.length;
  if (ofFirst.every(isNothing)) return [`None of ${all} policies changes the ${what}.`];
  const sure = strongest.find((effect) => signIsTold(effect) && !isNothing(effect));
  if (sure === undefined)
    return [`The runs do not tell of any of ${all} policies whether it raises or lowers the ${what}.`];
  const among = sure === strongest[0] ? '' : ', of those whose sign the runs tell';
  return [`Of ${all} policies one changes the ${what} most${among}. ${effectSentence(sure, what, manifest)}`];
}

function effectSentence(effect: Effect, what: string, manifest: Manifest): string {
  const { difference, monteCarloLow: low, monteCarloHigh: high, unit, sameSign, over } = effect;
  const policy = policyTitle(effect.policy, manifest);
  const months = periodName(effect);
  if (isNothing(effect)) return `${policy} changes nothing in the ${what} in ${months}.`;
  const by = `by ${short(Math.abs(difference!))} ${unit}`;
  const interval = low === null || high === null ? '' : ` (mean of runs: ${signed(low)} to ${signed(high)})`;
  if (!signIsTold(effect))
    return `${policy}: the runs do not tell whether it raises or lowers the ${what} in ${months}${interval}.`;
  const verb = difference! > 0 ? 'raises' : 'lowers';
  const doubt =
    sameSign !== null && sameSign < SURE_SIGN
      ? `, though only ${Math.round(100 * sameSign)}% of ${pairsOfRange(over)} have that sign`
      : '';
  return `${policy} ${verb} the ${what} ${by} in ${months}${interval}${doubt}.`;
}

/** A sign that nine of ten runs have is told without a remark. */
const SURE_SIGN = 0.9;

const signed = (value: number): string => `${value > 0 ? '+' : ''}${short(value)}`;

/** What a policy is called: the title of its scenario, or its name where it has none of its own. */
export function policyTitle(name: string, { scenario, variants }: Manifest): string {
  const variant = variants.find((one) => one.name === name);
  const title = variant?.differs.find(({ at }) => at.join('.') === 'title')?.value;
  return typeof title === 'string' && title !== '' && title !== scenario.resolved.title ? title : name;
}

/** An outcome in words; its name where this version does not know it. */
export function outcomeTitle(name: string, { scenario }: Manifest): string {
  try {
    return outcomeOf(name, scenario.resolved).title;
  } catch (error) {
    if (error instanceof OutcomeMistake || error instanceof TypeError) return name; // written by another version
    throw error;
  }
}

/** A policy's scenario in full. */
export const scenarioOf = ({ scenario, variants }: Manifest, name: string) =>
  withDifferences(scenario.resolved, variants.find((one) => one.name === name)?.differs ?? []);

function ofCheck({ facts }: ReportedResults): string[] {
  const counted = tallies(facts);
  const of = (role: Tally['role'], kind: Tally['kind']) => {
    const tally = counted.find((one) => one.role === role && one.kind === kind);
    if (tally === undefined) return null;
    const all = Object.values(tally.counts).reduce((sum, count) => sum + count, 0);
    return `${tally.counts.inside} of ${all}`;
  };
  const [fitted, heldOut, signs] = [of('fitted', 'number'), of('held out', 'number'), of('held out', 'sign')];
  const parts = [
    ...(fitted === null
      ? []
      : [`${fitted} figures that the model was fitted to are inside their tolerances`]),
    ...(heldOut === null ? [] : [`${heldOut} that were held out`]),
    ...(signs === null ? [] : [`${signs} held-out signs and orders`]),
  ];
  return parts.length === 0 ? [] : [`${list(parts)}.`];
}

const list = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

function ofRun(results: ReportedResults): string[] {
  const { charts, periods } = results;
  const curve = charts.find(({ name }) => name === 'net-flow');
  if (curve === undefined) return ofFirstChart(results);
  const published = periods.map((period) => figureText(period.published));
  const beside =
    published.length === 0 ? '' : `; published ${published.length === 1 ? 'is' : 'are'} ${list(published)}`;
  return [`${titleOfSpec(curve.spec)}${beside}.`];
}

/** Where the first outcome is largest and where least. */
function ofSweep(results: ReportedResults): string[] {
  const { cells, paths, manifest } = results;
  const own = cells.filter(({ outcome, mean }) => outcome === cells[0]?.outcome && mean !== null);
  const [least, ...others] = own.toSorted((one, other) => one.mean! - other.mean!);
  const most = others.at(-1);
  if (least === undefined || most === undefined) return ofFirstChart(results);
  const at = ({ cell }: typeof least) => list(paths.map((path, axis) => `${path} ${grouped(cell[axis]!)}`));
  const { unit } = least;
  const [low, high] = shortPair(least.mean!, most.mean!);
  return [
    `Over ${list(paths)}, the ${outcomeTitle(least.outcome, manifest)} is largest at ${at(most)}, ${high} ${unit}, and least at ${at(least)}, ${low}.`,
  ];
}

/** `240,000` of `240000`; a word as it is. */
const grouped = (value: string): string =>
  /^-?\d+(?:\.\d+)?$/.test(value) ? number(Number(value), value.split('.')[1]?.length ?? 0) : value;

function ofFirstChart({ charts }: ReportedResults): string[] {
  const [first] = charts;
  const title = first === undefined ? '' : titleOfSpec(first.spec);
  return title === '' ? [] : [`${title}.`];
}

/** How many runs and people stand behind results. */
export function sizeOf({ replicates, scenario }: Manifest): string {
  const runs = replicates.length === 1 ? 'one run' : `${number(replicates.length)} runs`;
  const { scale } = scenario.resolved;
  return scale === 1 ? runs : `${runs} at scale ${scale}`;
}

/** What the results are of: the titles of their scenarios. */
export const titleOfReport = (results: readonly ReportedResults[]): string =>
  [...new Set(results.map(({ manifest }) => manifest.scenario.resolved.title))].join(', ');
