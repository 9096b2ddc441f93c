/** The library `talentflow/node`: what of talentflow reads and writes files. */
export { loadAllPriors, loadFacts } from './runtime/evidence-files.ts';
export { loadFittedFacts, loadPriors } from './runtime/fitting-evidence.ts';
export { loadScenario } from './runtime/scenario-files.ts';
