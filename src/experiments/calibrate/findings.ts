import type { Calibrated } from './calibrate.ts';
import type { FreeParameter } from './parameters.ts';
import type { Correlation, FigureAfter, ParameterAfter, Trial } from './summaries.ts';
import type { Target } from './targets.ts';

/** What a calibration found, for its tables and charts. */
export interface Findings {
  readonly targets: readonly Target[];
  readonly freeParameters: readonly FreeParameter[];
  readonly calibrated: Calibrated;
  readonly parameters: readonly ParameterAfter[];
  readonly figures: readonly FigureAfter[];
  readonly correlations: readonly Correlation[];
  readonly trials: readonly Trial[];
  /** Which of the trials is set 0. */
  readonly best: number;
}
