import type { Argv } from 'yargs';
import { loadScenario } from '../../runtime/scenario-files.ts';
import { differencesBetween, type Part, type ScenarioDifferences } from '../../scenario/diff.ts';
import type { ShownValue } from '../../scenario/provenance.ts';
import { originText } from '../../scenario/show.ts';
import { examples } from '../examples.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { SCENARIO_OPTIONS } from '../options.ts';
import { rootOf, type ScenarioArguments } from '../simulation-arguments.ts';
import { print, printJson, type Terminal } from '../terminal.ts';

interface DiffArguments extends ScenarioArguments {
  before: string;
  after: string;
  json?: boolean;
}

export const command = 'diff <before> <after>';
export const describe = 'Say in words how one scenario differs from another';

export const builder = (yargs: Argv) =>
  yargs
    .positional('before', { type: 'string', describe: 'scenario file, or talentflow:baseline' })
    .positional('after', { type: 'string', describe: 'scenario file; --set changes this one' })
    .options({
      ...SCENARIO_OPTIONS,
      json: { type: 'boolean', describe: 'one JSON object on standard output, nothing else' },
    })
    .epilogue(
      examples(
        ['talentflow diff talentflow:baseline my-policy.yaml', 'what a policy changes'],
        [
          'talentflow diff talentflow:baseline talentflow:baseline --set choice.elasticity=5',
          'what a setting changes',
        ],
      ),
    );

export async function handler(given: DiffArguments, terminal: Terminal): Promise<number> {
  const before = loadScenario(given.before, rootOf(given));
  const after = loadScenario(given.after, { ...rootOf(given), set: given.set ?? [] });
  const differences = differencesBetween(before.values, after.values);
  if (given.json) printJson(terminal.out, { format: 'talentflow.diff/1', ...asJson(given, differences) });
  else print(terminal.out, ...linesOf(given, differences));
  return EXIT_CODES.done;
}

function asJson({ before, after }: DiffArguments, differences: ScenarioDifferences) {
  return {
    before,
    after,
    changed: differences.changed.map(({ path, before: old, after: now }) => ({
      path,
      unit: now.unit,
      before: old.value,
      after: now.value,
      source: now.source,
      origin: now.origin,
    })),
    added: differences.added,
    removed: differences.removed,
  };
}

function linesOf({ before, after }: DiffArguments, differences: ScenarioDifferences): string[] {
  const { changed, added, removed } = differences;
  const places = changed.length + added.length + removed.length;
  if (places === 0) return [`${after} and ${before} are the same market.`];
  return [
    `${after} differs from ${before} in ${places} ${places === 1 ? 'place' : 'places'}.`,
    ...changed.flatMap(({ path, before: old, after: now }) => ['', path, ...changeLines(old, now)]),
    ...added.flatMap((part) => ['', `${part.path} is new`, ...partLines(part)]),
    ...removed.flatMap((part) => ['', `${part.path} is gone`, ...partLines(part)]),
  ];
}

function changeLines(old: ShownValue, now: ShownValue): string[] {
  const verb =
    typeof old.value !== 'number' || typeof now.value !== 'number'
      ? 'goes'
      : now.value > old.value
        ? 'rises'
        : 'falls';
  const share =
    verb === 'goes' || Number(old.value) <= 0 || Number(now.value) <= 0
      ? ''
      : `, ${percent(Number(now.value) / Number(old.value) - 1)}`;
  const unit = now.unit === null || now.unit === '' ? '' : ` ${now.unit}`;
  return [`  ${verb} from ${valueText(old)} to ${valueText(now)}${unit}${share}`, `  ${backingOf(now)}`];
}

/** Values that the file itself gives; the vocabulary's defaults would bury them. */
function partLines({ path, values }: Part): string[] {
  return values
    .filter(({ origin, path: own }) => origin !== 'default' && !own.endsWith('.id'))
    .map((value) => {
      const name = value.path === path ? 'value' : value.path.slice(path.length + 1);
      return `  ${name}: ${valueText(value)}${value.unit ? ` ${value.unit}` : ''}`;
    });
}

function backingOf({ origin, source, why, fact, unit }: ShownValue): string {
  const backing = source ?? why ?? (fact === null ? null : `fitted to ${fact}`);
  return `${originText(origin)}${unit === null ? '' : `: ${backing ?? 'no source'}`}`;
}

function valueText({ value }: ShownValue): string {
  return typeof value === 'number' ? value.toLocaleString('en-GB', { maximumFractionDigits: 6 }) : `${value}`;
}

function percent(share: number): string {
  const text = Math.abs(share * 100).toPrecision(3);
  return `${share < 0 ? '−' : '+'}${Number(text)}%`;
}
