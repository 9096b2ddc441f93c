import type { Ahead } from '../report/told-ahead.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { durationText } from './progress.ts';

/** How long an experiment will take, before it starts; nothing where all is finished. */
export function aheadLines(
  { points, secondsEach, workers }: Ahead,
  months: number,
  { scale }: Scenario,
): string[] {
  if (points === 0) return [];
  const seconds = (points * secondsEach) / workers;
  const by = workers === 1 ? 'one worker' : `${workers} workers`;
  return [
    `${points.toLocaleString('en-GB')} simulations of ${months} months at scale ${scale}, about ${secondsEach.toFixed(1)} s each: ${durationText(seconds)} with ${by}.`,
    'What is finished is kept: after Ctrl-C the same command goes on where it was.',
  ];
}

/** What is done before that is known. */
export const firstLines = (points: number): string[] =>
  points === 1
    ? []
    : [`One of ${points.toLocaleString('en-GB')} simulations first, alone; then how long all will take.`];
