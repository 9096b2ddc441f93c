/** The library `talentflow/node`: what of talentflow reads and writes files. */
export { loadFacts } from './runtime/evidence-files.ts';
export { loadScenario } from './runtime/scenario-files.ts';
