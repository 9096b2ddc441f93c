import { expect, test } from 'vitest';
import { freeParameters } from '../../src/experiments/calibrate/parameters.ts';
import { calibration, type ObservesRuns } from '../../src/report/calibration.ts';
import { evidenceAt } from '../../src/runtime/evidence-folder.ts';
import { loadPriors } from '../../src/runtime/fitting-evidence.ts';
import { openScenarioFile } from '../../src/runtime/scenario-files.ts';

const FOLDER = 'examples/planted';
const { scenario, values } = openScenarioFile(`${FOLDER}/market.yaml`)([]);
const parameters = freeParameters(loadPriors(evidenceAt(`${FOLDER}/evidence`)), values);
const FULL = 1;
const effort = {
  scale: 0.5,
  fullScale: FULL,
  waves: 2,
  points: 12,
  particles: 40,
  sets: 8,
  fullRuns: 0,
  candidates: 4,
  trialRuns: 1,
};
const target = {
  id: 'pay',
  title: 'pay',
  unit: '',
  published: 220_000,
  tolerance: { from: 210_000, to: 230_000 },
  isEvidence: true,
};

/** Runs whose figure is the pay that was set. At full size one trial only is right. */
function runsWhere(isRight: (settings: readonly string[], trial: number) => boolean): ObservesRuns {
  return {
    observe: async (settings, replicates, scale) =>
      settings.map((ofRun, at) => {
        if (scale === FULL) return [isRight(ofRun, at) ? 220_000 : 0];
        return [Number(ofRun[1]!.split('=')[1]) + (replicates[at]! % 7)];
      }),
  };
}

test('a set that was adopted is itself again: the same calibration gives the same sets', async () => {
  const task = { scenario, parameters, targets: [target], effort };
  const { posterior, trials, best } = await calibration(
    task,
    runsWhere((_, trial) => trial === 3),
  );
  expect(trials[best]!.name).toBe('set 2');
  const adopted = parameters.map((parameter, at) => ({
    ...parameter,
    owns: [posterior.sets[0]!.values[at]!],
  }));
  const again = await calibration(
    { ...task, parameters: adopted },
    runsWhere((settings) => settings.length === 0),
  );
  expect(again.trials[again.best]!.name).toBe('as it was');
  expect(again.posterior).toEqual(posterior);
});

test('own values that are none of the sets have no weight', async () => {
  const task = { scenario, parameters, targets: [target], effort };
  const { posterior } = await calibration(
    task,
    runsWhere((settings) => settings.length === 0),
  );
  expect(posterior.sets).toHaveLength(effort.sets + 1);
  expect(posterior.sets[0]).toEqual({ set: 0, weight: 0, values: parameters.flatMap(({ owns }) => owns) });
});
