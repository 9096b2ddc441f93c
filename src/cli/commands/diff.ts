import type { Argv } from 'yargs';
import { loadScenario } from '../../runtime/scenario-files.ts';
import { differencesBetween, type Part, type ScenarioDifferences } from '../../scenario/diff.ts';
import type { ShownValue } from '../../scenario/provenance.ts';
import { originText } from '../../scenario/show.ts';
import { examples } from '../examples.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { SCENARIO_OPTIONS, TELLING_OPTIONS } from '../options.ts';
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
      json: TELLING_OPTIONS.json,
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
  const told = [
    ...changesTold(differences.changed),
    ...partsTold(differences.added, differences.removed, 'is new'),
    ...partsTold(differences.removed, differences.added, 'is gone'),
  ];
  if (told.length === 0) return [`${after} and ${before} are the same market.`];
  return [
    `${after} differs from ${before} in ${told.length} ${told.length === 1 ? 'place' : 'places'}.`,
    ...told.flatMap((lines) => ['', ...lines]),
  ];
}

/** A sector's change is told once, with the employers that have it from there. */
function changesTold(changed: ScenarioDifferences['changed']): string[][] {
  const heirsOf = (one: Change) => changed.filter((other) => isInherited(other, one));
  const heirs = new Set(changed.flatMap(heirsOf));
  return changed
    .filter((one) => !heirs.has(one))
    .map((one) => {
      const names = heirsOf(one).map(({ path }) => path.split('.')[1]);
      const also = names.length === 0 ? [] : [`  likewise ${names.join(', ')}`];
      return [one.path, ...changeLines(one.before, one.after), ...also];
    });
}

type Change = ScenarioDifferences['changed'][number];

function isInherited(employer: Change, sector: Change): boolean {
  const [list, , ...key] = employer.path.split('.');
  const [from, , ...same] = sector.path.split('.');
  const said = ({ before, after }: Change) => JSON.stringify([before.value, after.value, after.origin]);
  return (
    list === 'employers' &&
    from === 'sectors' &&
    key.join('.') === same.join('.') &&
    said(employer) === said(sector)
  );
}

/** What only one of two scenarios has; a number in place of which the other has several, or the reverse, is neither new nor gone. */
function partsTold(here: readonly Part[], there: readonly Part[], says: string): string[][] {
  const isWithin = ({ path }: Part, { path: whole }: Part) => path.startsWith(`${whole}.`);
  return here.flatMap((part) => {
    if (there.some((other) => isWithin(part, other))) return []; // told with the other
    const instead = there.filter((other) => isWithin(other, part)).flatMap(({ values }) => values);
    if (instead.length === 0) return [[`${part.path} ${says}`, ...partLines(part)]];
    const [old, now] = says === 'is gone' ? [part.values, instead] : [instead, part.values];
    const texts = [old, now].map((values) => valuesText(part.path, values));
    return [[part.path, `  goes from ${texts.join(' to ')}`, `  ${backingOf(now[0]!)}`]];
  });
}

const valuesText = (path: string, values: readonly ShownValue[]): string =>
  values
    .map((value) => {
      const name = value.path.slice(path.length + 1);
      return `${name === '' ? '' : `${name} `}${valueText(value)}${value.unit ? ` ${value.unit}` : ''}`;
    })
    .join(', ');

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
  return typeof value === 'number'
    ? value.toLocaleString('en-GB', { maximumSignificantDigits: DIGITS })
    : `${value}`;
}

/** Digits of a number: all that a scenario gives, and not what converting its unit leaves behind them. */
const DIGITS = 12;

function percent(share: number): string {
  const text = Math.abs(share * 100).toPrecision(3);
  return `${share < 0 ? '−' : '+'}${Number(text)}%`;
}
