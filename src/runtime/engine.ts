/**
 * The engine: scenario and seed in, tables out. It is built into one file of its own, dist/engine.js, which is the file that
 * runs, so that the SHA-256 of that file says which engine made a result.
 */
export { KeySpaceFull } from '../model/keys.ts';
export { ModelError } from '../model/model-error.ts';
export { seedOfReplicate, simulate } from '../model/simulation.ts';
export { TableCollector } from '../tables/collect.ts';
export { MoveSketch } from '../tables/move-sketch.ts';
