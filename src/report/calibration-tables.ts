import type { Findings } from '../experiments/calibrate/findings.ts';
import type { FigureAfter, ParameterAfter, Spread } from '../experiments/calibrate/summaries.ts';
import { halfWidth } from '../experiments/calibrate/targets.ts';

/** Each table by name, a record a row. */
export function calibrationTables(found: Findings): [string, object[]][] {
  return [
    ['parameters', found.parameters.map(parameterRow)],
    ['correlations', [...found.correlations]],
    ['figures', found.figures.map(figureRow)],
    ['emulators', emulatorRows(found)],
    ['waves', waveRows(found)],
    ['runs', runRows(found)],
    ['trials', trialRows(found)],
  ];
}

const spreadRow = (name: string, spread: Spread | null): object =>
  Object.fromEntries(
    (['mean', 'sd', 'low', 'median', 'high'] as const).map((key) => [
      `${name}_${key}`,
      spread?.[key] ?? null,
    ]),
  );

const parameterRow = ({ prior, posterior, paths, ...rest }: ParameterAfter): object => ({
  ...rest,
  paths: paths.join(' '),
  ...spreadRow('prior', prior),
  ...spreadRow('posterior', posterior),
});

const figureRow = ({ prior, posterior, ...rest }: FigureAfter): object => ({
  ...rest,
  ...spreadRow('prior', prior),
  ...spreadRow('posterior', posterior),
});

/** The emulators' and the reduced scale's errors, beside the half-width of the tolerance that they must be small against. */
function emulatorRows({ calibrated, targets }: Findings): object[] {
  return calibrated.checks.map((check, at) => {
    const half = halfWidth(targets[at]!);
    return {
      ...check,
      halfTolerance: half,
      errorOfTolerance: check.error / half,
      biasOfTolerance: Math.abs(check.scaleBias) / half,
    };
  });
}

const waveRows = ({ calibrated }: Findings): object[] =>
  calibrated.waves.map(({ wave, points, share, limit, implausibilities, figures }) => {
    const sorted = implausibilities.toSorted((one, other) => one - other);
    return {
      wave,
      runs: points.length,
      unanswered: figures.filter((ofRun) => ofRun.includes(null)).length,
      share,
      limit,
      median_implausibility: sorted[Math.floor(sorted.length / 2)],
      least_implausibility: sorted[0],
    };
  });

/** Every run of the waves: what was set, and what came of it. */
function runRows({ calibrated, freeParameters, targets }: Findings): object[] {
  return calibrated.waves.flatMap(({ wave, points, figures, implausibilities }) =>
    points.map((point, run) => ({
      wave,
      ...Object.fromEntries(freeParameters.map(({ id, quantile }, at) => [id, quantile(point[at]!)])),
      ...Object.fromEntries(targets.map(({ id }, at) => [id, figures[run]![at]])),
      implausibility: implausibilities[run],
    })),
  );
}

const trialRows = ({ trials, best, targets }: Findings): object[] =>
  trials.map(({ name, misfit, inside, figures }, at) => ({
    name,
    is_set_0: at === best,
    misfit,
    inside,
    ...Object.fromEntries(targets.map(({ id }, target) => [id, figures[target]])),
  }));

/** The same for a program. */
export function calibrationAsJson({ parameters, figures, correlations, trials, best, calibrated }: Findings) {
  const waves = calibrated.waves.map(({ wave, points, share, limit }) => ({
    wave,
    runs: points.length,
    share,
    limit,
  }));
  return {
    format: 'talentflow.calibrate/1',
    parameters,
    figures,
    correlations: correlations.filter(({ correlation }) => Math.abs(correlation) >= WORTH_TELLING),
    emulators: calibrated.checks,
    waves,
    trials,
    best: trials[best]!.name,
  };
}

/** Weaker correlations are as good as none between so few sets. */
export const WORTH_TELLING = 0.3;
