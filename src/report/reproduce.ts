import { checkEvidence } from '../runtime/check-evidence.ts';
import { type EvidenceRead, shippedEvidence } from '../runtime/evidence-folder.ts';
import { forecastEvidence } from '../runtime/forecast-evidence.ts';
import { monthText } from '../scenario/dates.ts';
import type { ReportedResults } from './reported-results.ts';

type Settings = Readonly<Record<string, unknown>>;

/** The commands that make a results folder again and prove it; where the manifest does not hold all that was asked, only the second. */
export function commandsFor({ folder, command, manifest, effects }: ReportedResults): string[] {
  const verify = `talentflow verify ${quoted(folder)}`;
  const isOfOwnEvidence = !isShippedEvidence(command, manifest.experiment.settings as Settings);
  const words = isOfOwnEvidence
    ? undefined
    : wordsOf[command]?.(manifest.experiment.settings as Settings, manifest.replicates);
  if (words === undefined) return [verify];
  const { scenario, variants, seed } = manifest;
  const compared = effects.map(({ policy }) => policy);
  const policies = variants.filter(({ name }) => compared.includes(name));
  const files = [scenario, ...policies].map(({ files: [file] }) => quoted(nameOf(file ?? scenario.name)));
  const line = [
    'talentflow',
    command,
    ...files,
    ...scenario.set.flatMap((set) => ['--set', quoted(set)]),
    '--seed',
    quoted(seed),
    '--until',
    monthText(scenario.resolved.calendar.end),
    ...words,
    '--out',
    quoted(folder),
  ];
  return [line.join(' '), verify];
}

/** Whether a command read the package's own evidence and outlook: where another folder lies, its manifest does not say. */
function isShippedEvidence(command: string, { evidence }: Settings): boolean {
  if (evidence === undefined || (command !== 'check' && command !== 'forecast')) return true;
  const folder = shippedEvidence();
  const { read } = command === 'check' ? checkEvidence(folder) : forecastEvidence(folder, undefined);
  const made = evidence as EvidenceRead;
  const paths = new Set([...Object.keys(made), ...Object.keys(read)]);
  return [...paths].every((path) => made[path] === read[path]);
}

/** A scenario of the package, which a manifest names by its file, as commands take it. */
const nameOf = (file: string): string =>
  file.replace(/^talentflow\/scenarios\/([a-z0-9-]+)\.yaml$/, 'talentflow:$1');

const option = (name: string, value: unknown): string[] =>
  value === null || value === undefined ? [] : [`--${name}`, quoted(String(value))];

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function ensembleWords({ uncertainty }: Settings, replicates: readonly number[]): string[] {
  return [...option('replicates', replicates.length), ...option('uncertainty', uncertainty)];
}

/** What each command was asked beyond its scenarios; a command that is not here cannot be told from its manifest. */
const wordsOf: Readonly<Record<string, (settings: Settings, replicates: readonly number[]) => string[]>> = {
  run: ({ uncertainty }, replicates) => {
    const [first] = replicates;
    const isOne = replicates.length === 1 && first !== 0;
    return [
      ...(isOne ? option('replicate', first) : option('replicates', replicates.length)),
      ...option('uncertainty', uncertainty),
    ];
  },
  check: ensembleWords,
  forecast: ensembleWords,
  compare: ({ outcomes, from, to, replicates, untilWidth, uncertainty }) => [
    ...listOf(outcomes).flatMap((outcome) => option('outcome', outcome)),
    ...option('from', from),
    ...option('to', to),
    ...option('replicates', replicates),
    ...option('until-width', untilWidth),
    ...option('uncertainty', uncertainty),
  ],
};

/** As a shell reads it as one word. */
export function quoted(word: string): string {
  return /^[A-Za-z0-9_./:=,+@%^-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
