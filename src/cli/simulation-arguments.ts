import { join } from 'node:path';
import { endedAt } from '../experiments/until.ts';
import { UsageMistake } from '../runtime/failures.ts';
import { loadScenario } from '../runtime/scenario-files.ts';
import type { Month, Scenario } from '../scenario/scenario.ts';
import { mistake, plainNumber } from './options.ts';

/** What `SCENARIO_OPTIONS` and `SIMULATION_OPTIONS` give, as typed on the command line. */
export interface ScenarioArguments {
  set?: string[];
  root?: string;
}
export interface SimulationArguments extends ScenarioArguments {
  seed?: string;
  scale?: string;
  until?: string;
  out?: string;
  workers?: string;
  json?: boolean;
  quiet?: boolean;
  force?: boolean;
}

/** A scenario ready to be simulated, and where its results go. */
export interface Simulation {
  scenario: Scenario;
  files: string[];
  set: string[];
  folder: string;
  force: boolean;
}

/**
 * Reads a scenario and applies what the command line says.
 * @throws UsageMistake, ScenarioError
 */
export function readSimulation(file: string, given: SimulationArguments): Simulation {
  const seed = seedOf(given.seed);
  const scale = plainNumber('scale', given.scale, 0.001, 100);
  const set = [...(given.set ?? []), ...(scale === undefined ? [] : [`scale=${scale}`])];
  const loaded = loadScenario(file, { ...rootOf(given), set });
  const seeded = { ...loaded.scenario, seed: seed ?? loaded.scenario.seed };
  const scenario = given.until === undefined ? seeded : endedAt(seeded, lastMonth(given.until, seeded));
  const folder = given.out ?? join('output', scenario.name);
  if (folder === '') throw mistake('out', folder, 'a folder', 'name one, or leave --out away');
  return { scenario, files: loaded.files, set, folder, force: given.force ?? false };
}

/** For `loadScenario`, to which an absent root and an undefined one are not the same. */
export const rootOf = ({ root }: ScenarioArguments): { root?: string } =>
  root === undefined ? {} : { root };

function seedOf(seed: string | undefined): string | undefined {
  if (seed === '') throw mistake('seed', seed, 'any text but none', 'write for example --seed 2');
  return seed;
}

function lastMonth(text: string, { calendar }: Scenario): Month {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text) ?? [];
  const end = year === undefined ? Number.NaN : Number(year) * 12 + Number(month) - 1;
  if (end >= calendar.start && end <= calendar.end) return end as Month;
  throw new UsageMistake('--until', {
    found: JSON.stringify(text),
    expected: `a month, YYYY-MM, from ${monthText(calendar.start)} to ${monthText(calendar.end)}`,
    remedy: `write for example --until ${monthText(calendar.end)}, or change calendar.end in the scenario`,
  });
}

const monthText = (month: number) =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
