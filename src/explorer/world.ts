import type { Fact } from '../evidence/fact.ts';
import { didYouMean, oneOf } from '../scenario/nearest.ts';
import type { PackedTree } from '../scenario/packed-tree.ts';
import type { Read } from '../scenario/parse.ts';
import { LoadFailure } from '../scenario/scenario-error.ts';
import type { CareerSpecs } from './career-chart.ts';
import type { Lever } from './levers.ts';
import type { PackedSketch } from './packed-sketch.ts';

/** A scenario that is shipped, as the picker lists it. */
export interface ShippedScenario {
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

/** What the page has instead of a disk; the build writes it beside the page, as `world.json`. */
export interface World {
  readonly version: string;
  /** SHA-256 of the engine of the same build, as a manifest gives it. */
  readonly engine: string;
  readonly scenarios: readonly ShippedScenario[];
  /** Text of each series by its path, such as `evidence/series/h1b_lottery.csv`. */
  readonly series: Readonly<Record<string, string>>;
  readonly facts: readonly Fact[];
  /** JSON Schema of a scenario file, for completion. */
  readonly schema: object;
  readonly levers: readonly Lever[];
  /** The chart of net flow, compiled to Vega. */
  readonly curve: object;
  /** Charts of a career, compiled to Vega. */
  readonly careers: CareerSpecs;
  /** The baseline's sketch, which the page begins with. */
  readonly first: PackedSketch;
}

/** Without what only the page shows, and with what the engine's thread alone needs, from `trees.json`. */
export interface EngineWorld extends Omit<World, 'first'> {
  /** The shipped scenarios, parsed and checked. */
  readonly trees: readonly PackedTree[];
}

/** How the reader's own scenario is called in messages. */
export const OWN_FILE = 'your-scenario.yaml';
const SHIPPED = 'talentflow:';

type Files = Pick<World, 'scenarios' | 'series'>;

/** Gives the reader's text, and from the package what that names; nothing else can be reached. */
export function worldReader(world: Files, ownText: string): Read {
  return (reference, fromFile) => {
    if (fromFile === null) return { path: OWN_FILE, text: ownText };
    if (reference.startsWith(SHIPPED)) return shipped(world, reference, reference.slice(SHIPPED.length));
    if (fromFile === OWN_FILE) throw notShipped(world, reference);
    return ofThePackage(world, reference, fromFile);
  };
}

function shipped({ scenarios }: Files, reference: string, name: string): { path: string; text: string } {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (found !== undefined) return { path: `scenarios/${name}.yaml`, text: found.text };
  const known = scenarios.map((scenario) => SHIPPED + scenario.name);
  throw new LoadFailure(
    JSON.stringify(reference),
    `${SHIPPED} and one of the package’s scenarios: ${oneOf(scenarios.map((scenario) => scenario.name))}`,
    didYouMean(reference, known, `write ${SHIPPED}baseline`),
  );
}

function notShipped({ scenarios }: Files, reference: string): LoadFailure {
  const name = /([^/]+)\.yaml$/.exec(reference)?.[1];
  const isKnown = scenarios.some((scenario) => scenario.name === name);
  return new LoadFailure(
    JSON.stringify(reference),
    'a scenario of the package: this page reads no other file',
    isKnown ? `write ${SHIPPED}${name}` : `write ${SHIPPED}baseline, or give numbers instead of a file`,
  );
}

/** What a shipped file names is shipped. */
function ofThePackage(world: Files, reference: string, fromFile: string): { path: string; text: string } {
  const { pathname } = new URL(reference, `file:///${fromFile}`);
  const path = pathname.slice(1);
  const name = /^scenarios\/([^/]+)\.yaml$/.exec(path)?.[1];
  if (name !== undefined) return shipped(world, reference, name);
  if (Object.hasOwn(world.series, path)) return { path, text: world.series[path]! };
  throw new LoadFailure(JSON.stringify(reference), 'a file of the package', 'check the path');
}

/** What the editor shows of a shipped scenario; of the baseline, which is long, a file that says nothing yet. */
export function startingText({ scenarios }: Pick<World, 'scenarios'>, name: string): string {
  if (name === 'baseline') return EMPTY;
  return standingAlone(scenarios.find((scenario) => scenario.name === name)!.text);
}

/** A policy's text as it can be read in a folder without the package's files: what it extends is named as shipped. */
export function standingAlone(text: string): string {
  return text
    .replace(/^# yaml-language-server:.*\n/, '')
    .replace(/^extends: \.\/([a-z0-9-]+)\.yaml$/m, `extends: ${SHIPPED}$1`);
}

/** Says nothing yet: the baseline itself. */
const EMPTY = `# Your scenario: only what differs from the baseline. Move a lever, or write here.
name: my-scenario
title: My scenario
extends: ${SHIPPED}baseline
`;
