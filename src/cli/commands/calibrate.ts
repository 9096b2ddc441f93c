import type { Argv } from 'yargs';
import type { Prior } from '../../evidence/prior.ts';
import type { WaveTold } from '../../experiments/calibrate/calibrate.ts';
import {
  type FreeParameter,
  FreeParameterMistake,
  freeParameters,
  numbersNamed,
} from '../../experiments/calibrate/parameters.ts';
import type { Trial } from '../../experiments/calibrate/summaries.ts';
import { targetsBeside } from '../../experiments/calibrate/targets.ts';
import { percent } from '../../experiments/explain/words.ts';
import {
  type CalibrationResults,
  calibrateToFolder,
  type PlantResults,
  plantToFolder,
} from '../../report/calibrate-to-folder.ts';
import { type CalibrationEffort, ranksAsJson } from '../../report/calibration.ts';
import { calibrationAsJson } from '../../report/calibration-tables.ts';
import type { Reloadable } from '../../report/parameter-sets.ts';
import { said } from '../../report/said.ts';
import { type EvidenceFolder, evidenceGiven } from '../../runtime/evidence-folder.ts';
import { UsageMistake } from '../../runtime/failures.ts';
import { fittingEvidence } from '../../runtime/fitting-evidence.ts';
import { didYouMean } from '../../scenario/nearest.ts';
import { aligned } from '../aligned.ts';
import { allChecked, allRead, ifRead } from '../checks.ts';
import { examples } from '../examples.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import {
  EVIDENCE_OPTIONS,
  mistake,
  plainNumber,
  resultsIn,
  SIMULATION_OPTIONS,
  wholeNumber,
} from '../options.ts';
import { progressOn } from '../progress.ts';
import { chartsLine, costText } from '../results-lines.ts';
import { readReloadable, readSettings, type SimulationArguments } from '../simulation-arguments.ts';
import { paintFor, print, printJson, type Terminal } from '../terminal.ts';

/** What is run unless told: some 20 minutes on two cores. */
const USUAL: CalibrationEffort = {
  scale: 0.1,
  fullScale: 1,
  waves: 4,
  points: 240,
  particles: 320,
  sets: 256,
  fullRuns: 12,
  candidates: 6,
  trialRuns: 4,
};
/** With --small: a rehearsal of everything, whose sets mean little. */
const SMALL: CalibrationEffort = {
  scale: 0.02,
  fullScale: 0.05,
  waves: 2,
  points: 40,
  particles: 120,
  sets: 64,
  fullRuns: 4,
  candidates: 2,
  trialRuns: 2,
};
const MOST_POINTS = 100_000;

interface CalibrateArguments extends SimulationArguments {
  scenario?: string;
  evidence?: string;
  small?: boolean;
  waves?: string;
  sets?: string;
  runs?: string;
  'full-scale'?: string;
  'full-runs'?: string;
  candidates?: string;
  'trial-runs'?: string;
  plant?: string;
}

export const command = 'calibrate [scenario]';
export const describe = 'Find the parameters that agree with the fitted facts';

export const builder = (yargs: Argv) =>
  yargs
    .positional('scenario', { type: 'string', describe: 'scenario file; default: talentflow:baseline' })
    .options({
      ...SIMULATION_OPTIONS,
      ...resultsIn('calibrate-<name>'),
      ...EVIDENCE_OPTIONS,
      scale: {
        type: 'string',
        requiresArg: true,
        describe: `simulated people a person in the waves; default: ${USUAL.scale}`,
      },
      'full-scale': {
        type: 'string',
        requiresArg: true,
        describe: `the size that counts, at which the reduced scale's bias is measured and the best set chosen; default: ${USUAL.fullScale}`,
      },
      small: { type: 'boolean', describe: 'a rehearsal of everything in two minutes; its sets mean little' },
      waves: { type: 'string', requiresArg: true, describe: `waves of runs; default: ${USUAL.waves}` },
      runs: { type: 'string', requiresArg: true, describe: `runs of a wave; default: ${USUAL.points}` },
      sets: {
        type: 'string',
        requiresArg: true,
        describe: `parameter sets that are kept; default: ${USUAL.sets}`,
      },
      'full-runs': {
        type: 'string',
        requiresArg: true,
        describe: `runs at full scale that measure the reduced scale's bias; default: ${USUAL.fullRuns}`,
      },
      candidates: {
        type: 'string',
        requiresArg: true,
        describe: `likeliest sets that are tried at full scale for the best; default: ${USUAL.candidates}`,
      },
      'trial-runs': {
        type: 'string',
        requiresArg: true,
        describe: `runs of each of these; default: ${USUAL.trialRuns}`,
      },
      plant: {
        type: 'string',
        requiresArg: true,
        describe:
          'proves the method instead: so many parameter sets are drawn from the priors, a run of each is taken for the facts, and it is asked for back; for tiny markets',
      },
    })
    .epilogue(
      examples(
        [
          'talentflow calibrate --workers 2',
          'the baseline; finished runs are kept, so it can be stopped and given again',
        ],
        ['talentflow calibrate --small', 'everything in two minutes, to see what it does'],
        ['talentflow calibrate my-market.yaml --evidence my-evidence', "a market and facts of one's own"],
      ),
    );

export async function handler(given: CalibrateArguments, terminal: Terminal): Promise<number> {
  const { effort, draws, evidence, base, parameters, settingsFor } = readAll(given);
  const { facts, priors, read, targets } = evidence;
  const name = `${draws === undefined ? 'calibrate' : 'planted'}-${base.variant.name}`;
  const settings = settingsFor(name, effort.points);
  const progress = await progressOn(terminal, name, given.quiet ?? false);
  const started = performance.now();
  const request = {
    ...settings,
    name,
    base,
    parameters,
    targets,
    facts,
    effort,
    said: { typed: commandOf(given), numbers: numbersNamed(priors, base.values), evidence: read },
    onWave(told: WaveTold) {
      progress.stop();
      if (!given.quiet) print(terminal.err, waveWords(told, (performance.now() - started) / 1000));
    },
    onProgress: progress.onProgress,
    onWait: progress.onWait,
    signal: terminal.signal,
  };
  if (draws !== undefined) {
    const onDraw = (drawn: number) => {
      if (!given.quiet && drawn % 10 === 0)
        print(terminal.err, `${drawn} of ${draws} planted sets are back.`);
    };
    const silent = { ...request, onWave: () => {}, onProgress: () => {} };
    const planted = await plantToFolder({ ...silent, draws, onDraw }).finally(progress.stop);
    if (given.json)
      printJson(terminal.out, { results: planted.folder, ...ranksAsJson(planted.chances, draws) });
    else tellRanks(planted, terminal);
    return EXIT_CODES.done;
  }
  const results = await calibrateToFolder(request).finally(progress.stop);
  if (given.json) printJson(terminal.out, { results: results.folder, ...calibrationAsJson(results) });
  else tell(results, terminal);
  return EXIT_CODES.done;
}

function readAll(given: CalibrateArguments) {
  return allChecked((checks) => {
    const effort = checks.make(() => readEffort(given));
    const draws = checks.make(() => wholeNumber('plant', given.plant, 2, MOST_POINTS));
    const evidence = checks.make(() => readEvidence(evidenceGiven(given.evidence)));
    const { scale: _, ...others } = given; // each run has a scale of its own
    const base = checks.make(() => {
      const lastFact = ifRead(evidence)
        ?.facts.map(({ period }) => period.to)
        .sort()
        .at(-1);
      return readReloadable(given.scenario ?? 'talentflow:baseline', others, checks, lastFact);
    });
    const parameters = checks.make(() => readParameters(evidence(), base()));
    checks.make(() => refuseFixed(base(), parameters()));
    const settingsFor = checks.make(() => readSettings(given));
    return allRead({ effort, draws, evidence, base, parameters, settingsFor });
  });
}

/** What is fitted to, and the priors. @throws UsageMistake */
function readEvidence(folder: EvidenceFolder) {
  const evidence = fittingEvidence(folder);
  const targets = targetsBeside(evidence.facts, evidence.priors);
  if (targets.length > 0) return { ...evidence, targets, folder };
  throw new UsageMistake(`${folder.name}/facts`, {
    found: 'no fitted fact with a number and a tolerance',
    expected: 'at least one, which the parameters are fitted to',
    remedy: 'see evidence/README.md, The form of a fact',
  });
}

/** @throws UsageMistake, SeveralMistakes */
function readEffort(given: CalibrateArguments): CalibrationEffort {
  const usual = given.small ? SMALL : USUAL;
  return allChecked((checks) => {
    const whole = (option: keyof CalibrateArguments & string, from: number, otherwise: number) =>
      checks.make(
        () => wholeNumber(option, given[option] as string | undefined, from, MOST_POINTS) ?? otherwise,
      );
    const scale = checks.make(() => plainNumber('scale', given.scale, 0.001, 100) ?? usual.scale);
    const asked = checks.make(() => plainNumber('full-scale', given['full-scale'], 0.001, 100));
    const fullScale = checks.make(() => asked() ?? Math.max(scale(), usual.fullScale));
    checks.make(() => {
      if (fullScale() >= scale()) return;
      const expected = `at least --scale, ${scale()}`;
      throw mistake('full-scale', String(fullScale()), expected, 'make it the larger of the two');
    });
    const waves = whole('waves', 2, usual.waves);
    const points = whole('runs', 8, usual.points);
    const sets = whole('sets', 2, usual.sets);
    const measured = whole('full-runs', 2, usual.fullRuns);
    // Where the runs are of full size there is no bias to measure.
    const fullRuns = () => (fullScale() === scale() ? 0 : measured());
    const candidates = whole('candidates', 1, usual.candidates);
    const trialRuns = whole('trial-runs', 1, usual.trialRuns);
    const efforts = allRead({ scale, fullScale, waves, points, sets, fullRuns, candidates, trialRuns });
    return { ...efforts, particles: usual.particles };
  });
}

/** What --set fixes, however it is spelled, would be no other in any run, and the emulators would learn of nothing. @throws UsageMistake */
function refuseFixed({ values }: Reloadable, parameters: readonly FreeParameter[]): void {
  const set = new Set(values.flatMap(({ path, origin }) => (origin === '--set' ? path : [])));
  const fixed = parameters.flatMap(({ id, paths }) =>
    paths.flatMap((path) => (set.has(path) ? { id, path } : [])),
  );
  if (fixed.length === 0) return;
  throw new UsageMistake('--set', {
    found: fixed.map(({ path }) => JSON.stringify(path)).join(', '),
    expected: `paths that are not calibrated; free to move these: ${[...new Set(fixed.map(({ id }) => id))].join(', ')}`,
    remedy: 'leave them away, or take free: true out of the priors in evidence of your own (--evidence)',
  });
}

/** The free parameters, no more of them than the facts can bear. @throws UsageMistake, SeveralMistakes */
function readParameters(
  { priors, targets, folder }: ReturnType<typeof readEvidence>,
  base: Reloadable,
): FreeParameter[] {
  const parameters = allChecked((checks) => {
    const free = priors.map((prior) => checks.make(() => parametersOf(prior, base, folder)));
    return free.flatMap((read) => read());
  });
  const mayBeFree = targets.filter(({ isEvidence }) => isEvidence).length;
  const assumed = parameters.filter(({ isSourced, isAbsorbing }) => !isSourced && !isAbsorbing);
  if (parameters.length > 0 && assumed.length <= mayBeFree) return parameters;
  throw new UsageMistake(`${folder.name}/priors`, {
    found:
      parameters.length === 0
        ? 'no prior with free: true'
        : `${assumed.length} free parameters without a sourced prior: ${assumed.map(({ id }) => id).join(', ')}`,
    expected: `at least one, and without a source at most as many as fitted figures that count, ${mayBeFree}`,
    remedy:
      parameters.length === 0 ? 'add free: true to a prior that has targets' : 'remove free: true from some',
  });
}

/** The parameter that a prior frees, if it does. @throws UsageMistake */
function parametersOf(prior: Prior, { values }: Reloadable, folder: EvidenceFolder): FreeParameter[] {
  try {
    return freeParameters([prior], values);
  } catch (error) {
    if (!(error instanceof FreeParameterMistake)) throw error;
    const numbers = values.flatMap(({ path, value }) => (typeof value === 'number' ? [path] : []));
    throw new UsageMistake(`${folder.name}/priors/${prior.id}.yaml`, {
      found: error.message,
      expected: 'priors with free: true whose targets are numbers of the scenario',
      remedy: didYouMean(
        error.path ?? '',
        numbers,
        'correct the path in the prior (talentflow show prints them), or name the evidence of this market with --evidence',
      ),
    });
  }
}

/** What was typed, as far as it changes the result. */
function commandOf(given: CalibrateArguments): string {
  const words = ['talentflow calibrate', ...(given.scenario === undefined ? [] : [given.scenario])];
  if (given.small) words.push('--small');
  const options = [
    'evidence',
    'seed',
    'scale',
    'full-scale',
    'until',
    'waves',
    'runs',
    'sets',
    'full-runs',
    'candidates',
    'trial-runs',
  ] as const;
  for (const option of options) if (given[option] !== undefined) words.push(`--${option} ${given[option]}`);
  for (const setting of given.set ?? []) words.push(`--set ${setting}`);
  return words.join(' ');
}

/**
 * Told before each wave: which it is, what is left of the prior, and about how long the waves that are left take.
 * @param seconds that the waves before it took.
 */
export function waveWords({ wave, waves, share }: WaveTold, seconds: number): string {
  const minutesOfWave = seconds / 60 / (wave - 1);
  const left =
    wave === 1 ? '' : `; about ${Math.ceil(minutesOfWave * (waves - wave + 1))} min left for the waves`;
  const what = wave === 1 ? 'all of the prior' : `${percent(share)} of the prior is not ruled out`;
  return `Wave ${wave} of ${waves}: ${what}${left}.`;
}

function tell(results: CalibrationResults, { out }: Terminal): void {
  const { parameters, trials, best, calibrated, folder, charts, manifest, posterior } = results;
  const paint = paintFor(out);
  const { share } = calibrated.waves.at(-1)!;
  print(
    out,
    paint(
      'bold',
      `${posterior.paths.length} values in ${posterior.sets.length} sets; ${percent(share)} of the prior is not ruled out`,
    ),
    '',
  );
  const rows = parameters
    .toSorted((one, other) => one.ratio - other.ratio)
    .map(({ id, title, unit, prior, posterior: after, ratio, isInformed }) => [
      id,
      title,
      `${said(prior.median)} (${said(prior.low)} to ${said(prior.high)})`,
      `${said(after.median)} (${said(after.low)} to ${said(after.high)})`,
      unit,
      ratio.toFixed(2),
      isInformed ? 'informed' : 'as the prior',
    ]);
  print(out, ...aligned([['', '', 'prior, 90%', 'posterior, 90%', 'unit', 'sd ratio', ''], ...rows]), '');
  const tried = trials.map(({ name, misfit, inside }: Trial, at) => [
    `${name}${at === best ? ', which is set 0' : ''}`,
    `${inside} of ${results.targets.length} inside`,
    said(misfit),
  ]);
  print(out, 'Tried at full scale:', ...aligned([['', '', 'misfit'], ...tried]), '');
  print(
    out,
    `Tables  ${folder}: posterior.csv, parameters.csv, correlations.csv, figures.csv, emulators.csv, waves.csv, runs.csv, trials.csv, calibration.json`,
    ...chartsLine(folder, charts),
    `To use  cp ${folder}/posterior.csv evidence/posterior.csv`,
    paint('dim', costText(manifest, 0)),
  );
}

function tellRanks({ chances, planted, folder, charts }: PlantResults, { out }: Terminal): void {
  print(
    out,
    paintFor(out)(
      'bold',
      `Ranks of ${planted.length} planted parameter sets; p: the chance that right ones are as uneven`,
    ),
    ...aligned([['parameter', 'p'], ...chances.map(({ id, chance }) => [id, chance.toFixed(3)])]),
    '',
    `Tables  ${folder}: ranks.csv, ranks.json`,
    ...chartsLine(folder, charts),
  );
}
