/**
 * The library `talentflow`: text in, scenario out; scenario in, months, tables and charts out. It needs no Node module;
 * `talentflow/node` reads files.
 */
export { runCharts } from './charts/run-charts.ts';
export type { Chart } from './charts/style.ts';
export { type CheckedFact, checkFacts } from './evidence/check.ts';
export type { Fact } from './evidence/fact.ts';
export { observeAll } from './evidence/observe.ts';
export type { Prior } from './evidence/prior.ts';
export { readFacts } from './evidence/read-facts.ts';
export { readPriors } from './evidence/read-priors.ts';
export { type Figure, scoreFacts } from './evidence/score.ts';
export * from './model/records.ts';
export { type SimulateOptions, simulate } from './model/simulation.ts';
export { canonicalScenario } from './scenario/canonical.ts';
export { scenarioJsonSchema } from './scenario/json-schema.ts';
export {
  LoadFailure,
  type Mistake,
  type Origin,
  type ParsedScenario,
  type Place,
  parseScenario,
  type Read,
  ScenarioError,
  type ShownValue,
} from './scenario/parse.ts';
export type { Backing } from './scenario/provenance.ts';
export type * from './scenario/scenario.ts';
export type { Column } from './tables/columns.ts';
export type { Cell, TextValues } from './tables/table.ts';
export { rowsOf } from './tables/table.ts';
export { collectTables, type Runs, type Table, type Tables, toCsv, withReplicate } from './tables/tables.ts';
