import type * as z from 'zod';
import type { Fact } from '../evidence/fact.ts';
import type { Prior } from '../evidence/prior.ts';
import {
  type FreeParameter,
  FreeParameterMistake,
  freeParameters,
} from '../experiments/calibrate/parameters.ts';
import { targetsBeside } from '../experiments/calibrate/targets.ts';
import type { PointStore } from '../experiments/executor.ts';
import { type Plan, pointsOf } from '../experiments/plan.ts';
import { runsOfEnsemble } from '../experiments/runs.ts';
import { checkEvidence } from '../runtime/check-evidence.ts';
import { evidenceOfRuns } from '../runtime/evidence-files.ts';
import { type EvidenceRead, evidenceGiven } from '../runtime/evidence-folder.ts';
import { UsageMistake } from '../runtime/failures.ts';
import { fittingEvidence } from '../runtime/fitting-evidence.ts';
import { forecastEvidence } from '../runtime/forecast-evidence.ts';
import { OUTLOOK_FILE } from '../runtime/outlook-file.ts';
import { TABLE_NAMES } from '../tables/columns.ts';
import {
  CALIBRATION_SETTINGS,
  type CalibrationTask,
  calibration,
  calibrationFiles,
  ranksFiles,
  ranksOfPlanted,
} from './calibration.ts';
import { ToldRuns } from './calibration-runs.ts';
import { COMPARISON_SETTINGS, comparisonOf, setsOf } from './comparison.ts';
import { comparisonTables } from './comparison-tables.ts';
import { DECOMPOSITION_SETTINGS, decompositionOf, runsOf, runsOtherThanAsked } from './decomposition.ts';
import { decompositionFiles } from './decomposition-tables.ts';
import { CHECK_SETTINGS, checkFiles, heldAgainstFacts } from './held-against-facts.ts';
import { type CommandOfResults, contradiction, type Manifest } from './manifest.ts';
import { FORECAST_SETTINGS, forecastFiles, predictionsOf } from './predictions.ts';
import { csvOfRuns, figureFilesOf, RUN_SETTINGS } from './run-to-folder.ts';
import {
  pointsOfSensitivity,
  SENSITIVITY_SETTINGS,
  screeningOf,
  sensitivityOf,
} from './screening-and-shares.ts';
import { sensitivityFiles } from './sensitivity-tables.ts';
import { SWEEP_SETTINGS, sweepOf, sweepTables } from './sweep-to-folder.ts';

/** A text file of a results folder as the points give it; a large one in pieces. */
export interface MadeAnew {
  readonly path: string;
  readonly text: string | Iterable<string>;
}

/** Makes a command's text files from its finished points, one by one. */
type Make = (store: PointStore, signal: AbortSignal) => Iterable<MadeAnew> | Promise<Iterable<MadeAnew>>;

export interface TablesAgain {
  readonly make: Make;
  /** What was taken from the manifest without proof, in sentences; to be read when all is made. */
  readonly onTrust: () => readonly string[];
}

/** Evidence that is named, where it is not the package's. */
export interface EvidenceNamed {
  readonly evidence?: string | undefined;
  readonly outlook?: string | undefined;
}

/** A results folder that is to be proved. */
interface Proved {
  readonly results: string;
  readonly manifest: Manifest;
  readonly plan: Plan;
}

/** How one command's tables follow from its points and what its manifest says. */
type Again = (proved: Proved, named: EvidenceNamed) => TablesAgain;

/** A manifest that does not say what its tables follow from: an earlier version wrote it. The message says so. */
class Unsaid extends Error {}

/** Evidence at hand that is not, file by file, what the results were made with. */
class OtherEvidence extends UsageMistake {}

const again =
  <Settings>(
    schema: z.ZodType<Settings>,
    makes: (asked: Settings, proved: Proved, named: EvidenceNamed) => Make | TablesAgain,
  ): Again =>
  (proved, named) => {
    const made = makes(settingsAs(schema, proved), proved, named);
    return typeof made === 'function' ? { make: made, onTrust: () => [] } : made;
  };

const OF_COMMANDS: Readonly<Record<CommandOfResults, Again>> = {
  run: (proved, named) => {
    const { plan } = proved;
    const facts = factsOfRun(proved, named);
    return {
      *make(store) {
        const runs = runsOfEnsemble(plan, store);
        for (const name of TABLE_NAMES) yield { path: `${name}.csv`, text: csvOfRuns(runs, name) };
        if (typeof facts !== 'string') yield* figureFilesOf(plan, store, facts);
      },
      onTrust: () => (typeof facts === 'string' ? [facts] : []),
    };
  },
  compare: again(COMPARISON_SETTINGS, (asked, { results, plan }) => {
    refuseUnpaired(results, plan, setsOf(asked));
    return (store) => comparisonTables(comparisonOf(plan, store, asked));
  }),
  sweep: again(
    SWEEP_SETTINGS,
    (asked, { plan }) =>
      (store) =>
        sweepTables(asked, sweepOf(plan, store, asked)),
  ),
  check: again(CHECK_SETTINGS, (asked, { results, plan }, named) => {
    const evidence = checkEvidence(evidenceGiven(named.evidence));
    refuseOther(results, asked.evidence, evidence.read);
    return (store) => checkFiles(heldAgainstFacts(plan, store, evidence), evidence.rivals);
  }),
  forecast: again(FORECAST_SETTINGS, (asked, { results, plan }, named) => {
    const evidence = forecastEvidence(evidenceGiven(named.evidence), named.outlook);
    refuseOther(results, asked.evidence, evidence.read);
    return (store) => forecastFiles(predictionsOf(plan, store, evidence));
  }),
  decompose: again(DECOMPOSITION_SETTINGS, (asked, { results, plan }) => {
    refuseOtherCount(results, plan, runsOf(asked).length);
    const [other] = runsOtherThanAsked(plan, asked);
    if (other !== undefined) throw contradiction(results, `${other}, another run than its settings make`);
    return (store) => decompositionFiles(decompositionOf(plan, store, asked));
  }),
  sensitivity: again(SENSITIVITY_SETTINGS, (asked, { results, plan }) => {
    if (plan.points.length < pointsOfSensitivity(asked, null))
      refuseOtherCount(results, plan, pointsOfSensitivity(asked, null));
    return (store) => {
      const screening = screeningOf(plan, store, asked);
      refuseOtherCount(results, plan, pointsOfSensitivity(asked, screening));
      return sensitivityFiles(sensitivityOf(plan, store, asked, screening));
    };
  }),
  calibrate: again(CALIBRATION_SETTINGS, (asked, { results, manifest, plan }, named) => {
    const { facts, priors, read } = fittingEvidence(evidenceGiven(named.evidence));
    refuseOther(results, asked.evidence, read);
    const { plant, typed, numbers, evidence: _, ...effort } = asked;
    const task: CalibrationTask = {
      scenario: plan.variants[0]!.scenario,
      parameters: parametersAsTold(results, priors, numbers),
      targets: targetsBeside(facts, priors),
      effort,
    };
    let untold = 0;
    const make: Make = async (store, signal) => {
      const runs = new ToldRuns(plan, store, { targets: task.targets, facts, signal });
      const files =
        plant === null
          ? calibrationFiles(task, await calibration(task, runs), {
              typed,
              version: manifest.talentflow.version,
            })
          : ranksFiles(task, await ranksOfPlanted(task, runs, plant));
      untold = runs.untold;
      return files;
    };
    const onTrust = () =>
      untold === 0
        ? []
        : [
            `${untold} ${untold === 1 ? 'run' : 'runs'} that the calibration asked for, and of which the manifest has no point: taken to have given nothing, as where a market cannot go on`,
          ];
    return { make, onTrust };
  }),
};

/** The facts that a run is shown beside; or a sentence, since its tables follow from the points alone, but its figures do not. */
function factsOfRun(proved: Proved, named: EvidenceNamed): readonly Fact[] | string {
  try {
    const asked = settingsAs(RUN_SETTINGS, proved);
    const { facts, read } = evidenceOfRuns(evidenceGiven(named.evidence));
    refuseOther(proved.results, asked.evidence, read);
    return facts;
  } catch (error) {
    const files = 'figures.json and net-flow.json were not made anew';
    if (error instanceof Unsaid) return `${files}: ${error.message}`;
    if (error instanceof OtherEvidence && named.evidence === undefined)
      return `${files}: ${error.found}; --evidence DIR names the right one`;
    throw error;
  }
}

/** @throws UsageMistake when the manifest lacks a number that a prior names. */
function parametersAsTold(
  results: string,
  priors: readonly Prior[],
  numbers: Readonly<Record<string, number>>,
): FreeParameter[] {
  try {
    const values = Object.entries(numbers).map(([path, value]) => ({ path, value }));
    return freeParameters(priors, values);
  } catch (error) {
    if (!(error instanceof FreeParameterMistake)) throw error;
    throw contradiction(results, `experiment.settings.numbers, of which ${error.message}`);
  }
}

/** Commands that read evidence, and what of it can be named. */
const NAMES_OF: Readonly<Record<string, readonly (keyof EvidenceNamed)[]>> = {
  run: ['evidence'],
  check: ['evidence'],
  calibrate: ['evidence'],
  forecast: ['evidence', 'outlook'],
};

/**
 * How the text files of a results folder are made anew from its points; or in a sentence why they cannot be. Evidence is read here.
 * @throws UsageMistake when the manifest contradicts itself, or the evidence at hand is not that of the results; ScenarioError when
 * it cannot be read.
 */
export function tablesAgain(proved: Proved, named: EvidenceNamed): TablesAgain | string {
  const { manifest } = proved;
  const { command } = manifest.experiment;
  for (const option of ['evidence', 'outlook'] as const) {
    if (named[option] === undefined || NAMES_OF[command]?.includes(option)) continue;
    throw new UsageMistake(`--${option}`, {
      found: `${named[option]}, and results of talentflow ${command}`,
      expected: `results whose tables follow from ${option === 'outlook' ? 'an outlook' : 'evidence'} too`,
      remedy: `leave --${option} out`,
    });
  }
  if (!isOfResults(command))
    return `how talentflow ${command} makes tables from its points is not known here`;
  try {
    return OF_COMMANDS[command](proved, named);
  } catch (error) {
    if (!(error instanceof Unsaid)) throw error;
    return error.message;
  }
}

const isOfResults = (command: string): command is CommandOfResults => Object.hasOwn(OF_COMMANDS, command);

function settingsAs<Settings>(schema: z.ZodType<Settings>, { results, manifest }: Proved): Settings {
  const { settings } = manifest.experiment;
  const read = schema.safeParse(settings);
  if (read.success) return read.data;
  const { issues } = read.error;
  const unsaid = issues.filter(({ path }) => isAbsent(settings, path));
  const places = (some: typeof issues) => some.map(({ path }) => ['settings', ...path].join('.')).join(', ');
  if (unsaid.length === issues.length)
    throw new Unsaid(
      `the manifest, of an earlier talentflow ${manifest.talentflow.version}, does not say ${places(unsaid)}, from which they follow`,
    );
  throw contradiction(results, `experiment.${places(issues)}: ${issues[0]!.message}`);
}

/** Whether nothing stands at a path. */
function isAbsent(settings: object, path: readonly PropertyKey[]): boolean {
  const at = path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown>)?.[key], settings);
  return at === undefined;
}

function refuseOtherCount(results: string, { points }: Plan, expected: number): void {
  if (points.length === expected) return;
  throw contradiction(results, `${points.length} points, where its settings make ${expected}`);
}

/** Every policy has the runs of its base: at their own values, and under each parameter set. */
function refuseUnpaired(results: string, plan: Plan, sets: number): void {
  const compared = plan.variants.length / (1 + sets);
  const runsOfVariant = (variant: number) =>
    pointsOf(plan, variant)
      .map(({ replicate }) => replicate)
      .join();
  const isPaired = plan.variants.every((_, variant) => {
    const runs = runsOfVariant(variant);
    return runs !== '' && runs === runsOfVariant(variant - (variant % compared));
  });
  if (Number.isInteger(compared) && isPaired) return;
  throw contradiction(results, 'points that are not the same runs of base and of each policy');
}

const MOST_NAMED = 3;

/** @throws OtherEvidence */
function refuseOther(results: string, made: EvidenceRead, read: EvidenceRead): void {
  const isOutlook = made[OUTLOOK_FILE] !== read[OUTLOOK_FILE]; // it says which series are read
  const paths = isOutlook
    ? [OUTLOOK_FILE]
    : [...new Set([...Object.keys(made), ...Object.keys(read)])].sort();
  const other = paths.filter((path) => made[path] !== read[path]);
  const [first] = other;
  if (first === undefined) return;
  const words = other.slice(0, MOST_NAMED).map((path) => `${path} (${howOther(made[path], read[path])})`);
  const more = other.length > MOST_NAMED ? `, and ${other.length - MOST_NAMED} more` : '';
  const named = isOutlook ? 'name the outlook with --outlook FILE' : 'name its folder with --evidence DIR';
  throw new OtherEvidence(results, {
    found: `other evidence than they were made with: ${words.join(', ')}${more}`,
    expected: `${first} ${made[first] === undefined ? 'not there' : `of SHA-256 ${made[first].slice(0, 12)}…`}`,
    remedy: `${named}; or compare points and files alone with --sample N, which makes no tables`,
  });
}

function howOther(made: string | undefined, read: string | undefined): string {
  if (read === undefined) return 'missing';
  return made === undefined ? 'added' : `changed, now ${read.slice(0, 12)}…`;
}
