import { type CheckedFact, checkFacts, worstFirst } from '../evidence/check.ts';
import type { Fact } from '../evidence/fact.ts';
import { observeFact } from '../evidence/observe.ts';
import type { Observed } from '../evidence/unanswered.ts';
import { Unexplained } from '../experiments/explain/unexplained.ts';
import { KeySpaceFull } from '../model/keys.ts';
import { ModelError } from '../model/model-error.ts';
import type { MonthRecord } from '../model/records.ts';
import { simulateInSteps } from '../model/simulation.ts';
import {
  type KnownTrees,
  openScenario,
  openScenarioInSteps,
  type ParsedScenario,
  ScenarioError,
} from '../scenario/parse.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { TableCollector } from '../tables/collect.ts';
import type { Tables } from '../tables/tables.ts';
import { answerTo } from './explain.ts';
import { valueOfLever } from './levers.ts';
import { LIMITS, tooLarge } from './limits.ts';
import type { Answer, Request } from './protocol.ts';
import { type Settings, type Stage, stagesOf, withMoreMonths } from './stages.ts';
import { summaryOf } from './summary.ts';
import { knownTrees } from './trees.ts';
import { type EngineWorld, OWN_FILE, worldReader } from './world.ts';

type RunRequest = Extract<Request, { kind: 'run' }>;
type ExplainRequest = Extract<Request, { kind: 'explain' }>;

/** Thrown through what nobody waits for any more. */
class Stopped extends Error {}
type GiveWay = () => Promise<void>;

/** How the runner reaches the world outside: it has no clock and no way of its own to wait. */
export interface Outside {
  readonly answer: (answer: Answer) => void;
  /** Milliseconds since some moment. */
  readonly now: () => number;
  /** Lets waiting messages in. */
  readonly breathe: () => Promise<void>;
}

/** Longest that the runner works without letting messages in, milliseconds; one step of a month may add to it. */
const SLICE = 12;
/** How often it tells of months, milliseconds: the page draws its progress each time. */
const BETWEEN_MONTHS = 100;

/** The finished run of which files can be had. */
interface Finished {
  readonly name: string;
  readonly tables: Tables;
}

/** Reads and runs scenarios for the page, one at a time; a new request stops the one before. */
export class Runner {
  readonly #world: EngineWorld;
  readonly #outside: Outside;
  readonly #known: KnownTrees;
  #current = 0;
  finished: Finished | null = null;
  /** What the facts are in each replicate of the last text and stage that was run. */
  #observed: { key: string; runs: Map<number, Observed[]> } = { key: '', runs: new Map() };

  constructor(world: EngineWorld, outside: Outside) {
    this.#world = world;
    this.#outside = outside;
    this.#known = knownTrees(world);
  }

  stop(): void {
    this.#current++;
  }

  /** Answers with mistakes, or how the scenario reads, then its months and its result; or that it was stopped. */
  async run(request: RunRequest): Promise<void> {
    const giveWay = this.#giveWay(++this.#current);
    const { id, text, stage, replicate } = request;
    const { answer } = this.#outside;
    const started = this.#outside.now();
    try {
      const { whole, stages, settings, scenario } = await this.#open(text, stage, giveWay);
      answer(this.#readAnswer(id, whole, stages, settings));
      const why = tooLarge(whole.scenario);
      if (why !== null) return answer({ kind: 'failed', id, why });
      await giveWay();
      const collector = await this.#simulate(scenario, id, replicate, giveWay);
      await giveWay();
      const tables = await this.#inSlices(collector.finishInSteps(), giveWay);
      if (request.keeps) this.finished = { name: scenario.name, tables };
      const isChecked = settings.stage !== 'sketch';
      if (isChecked) await giveWay();
      const summary = summaryOf(scenario, tables, this.#headlines());
      if (isChecked) await giveWay();
      const facts = isChecked ? await this.#check(request, scenario, tables, giveWay) : [];
      answer({
        kind: 'result',
        id,
        stage: settings.stage,
        replicate,
        summary,
        facts,
        milliseconds: this.#outside.now() - started,
      });
    } catch (error) {
      answer(wrongAnswer(id, error));
    }
  }

  /** Answers with months, then what was asked, or why it cannot be told. A base of another calendar or scale is left out. */
  async explain(request: ExplainRequest): Promise<void> {
    const giveWay = this.#giveWay(++this.#current);
    const { id, text, base, stage, ask } = request;
    const { answer } = this.#outside;
    try {
      const { whole, settings, scenario } = await this.#open(text, stage, giveWay);
      const why = tooLarge(whole.scenario);
      if (why !== null) return answer({ kind: 'failed', id, why });
      const beside = base === null ? null : this.#alike(base, scenario, settings);
      const runs = beside === null || ask.what === 'people' ? 1 : 2;
      const explained = await answerTo(ask, scenario, beside, this.#progress(id, scenario, runs, giveWay));
      answer({ kind: 'explained', id, explained });
    } catch (error) {
      answer(wrongAnswer(id, error));
    }
  }

  /** Lets messages in. @throws Stopped when one of them was a stop, or another request. */
  #giveWay(turn: number): GiveWay {
    return async () => {
      await this.#outside.breathe();
      if (turn !== this.#current) throw new Stopped();
    };
  }

  async #open(text: string, stage: Stage, giveWay: GiveWay) {
    const read = openScenarioInSteps(OWN_FILE, worldReader(this.#world, text), this.#known);
    await giveWay();
    const whole = await this.#inSlices(read([]), giveWay);
    await giveWay();
    const stages = stagesOf(whole.scenario);
    const wanted = stages.find((one) => one.stage === stage) ?? stages[0]!;
    if (wanted.set.length === 0) return { whole, stages, settings: wanted, scenario: whole.scenario };
    let mistake: unknown;
    for (const settings of withMoreMonths(wanted)) {
      try {
        const { scenario } = await this.#inSlices(read(settings.set), giveWay);
        return { whole, stages, settings, scenario };
      } catch (error) {
        if (!(error instanceof ScenarioError)) throw error;
        mistake = error;
      }
    }
    throw mistake;
  }

  /** The base at the same size, if its months are the same. */
  #alike(text: string, own: Scenario, { set }: Settings): Scenario | null {
    const { scenario } = openScenario(OWN_FILE, worldReader(this.#world, text), this.#known)(set);
    const months = ({ calendar }: Scenario) => `${calendar.start} ${calendar.end} ${calendar.spinUpMonths}`;
    return months(scenario) === months(own) && scenario.scale === own.scale ? scenario : null;
  }

  /** Tells of months, and gives way after each slice. */
  #progress(id: number, { calendar }: Scenario, runs: number, giveWay: GiveWay) {
    const { answer, now } = this.#outside;
    const of = runs * (calendar.end - calendar.start + 1);
    let last = now();
    let told = last;
    let done = 0;
    let month = '';
    return {
      onMonth: (record: MonthRecord) => {
        if (record.market.people > LIMITS.people) throw new RangeError('more people than it takes');
        done++;
        month = record.month;
      },
      onStep: async () => {
        if (now() - last < SLICE) return;
        if (now() - told >= BETWEEN_MONTHS) {
          told = now();
          answer({ kind: 'month', id, month, done, of });
        }
        await giveWay();
        last = now();
      },
    };
  }

  #readAnswer(
    id: number,
    { scenario, values }: ParsedScenario,
    stages: Settings[],
    { set }: Settings,
  ): Answer {
    const levers = Object.fromEntries(
      this.#world.levers.map((lever) => [lever.id, valueOfLever(lever, values)]),
    );
    const { name, title } = scenario;
    return { kind: 'read', id, name, title, levers, stages: stages.map((one) => one.stage), set };
  }

  async #simulate(
    scenario: Scenario,
    id: number,
    replicate: number,
    giveWay: GiveWay,
  ): Promise<TableCollector> {
    const collector = new TableCollector(scenario);
    const { onMonth, onStep } = this.#progress(id, scenario, 1, giveWay);
    for (const record of simulateInSteps(scenario, { replicate })) {
      if (record !== null) {
        onMonth(record);
        collector.addMonth(record);
      }
      await onStep();
    }
    return collector;
  }

  /** What gives way on its way, with messages let in after each slice. */
  async #inSlices<T>(steps: Generator<void, T>, giveWay: GiveWay): Promise<T> {
    const { now } = this.#outside;
    let last = now();
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      if (now() - last < SLICE) continue;
      await giveWay();
      last = now();
    }
  }

  async #check(
    { text, stage, replicate }: RunRequest,
    scenario: Scenario,
    tables: Tables,
    giveWay: GiveWay,
  ): Promise<CheckedFact[]> {
    const { facts } = this.#world;
    const observed = await this.#inSlices(observedInSteps(facts, scenario, tables), giveWay);
    const key = `${stage} ${text}`;
    if (this.#observed.key !== key || replicate === 0) this.#observed = { key, runs: new Map() };
    const { runs } = this.#observed;
    runs.set(replicate, observed);
    return worstFirst(checkFacts(facts, [...runs.values()]));
  }

  /** The facts that a summary shows. */
  #headlines(): Fact[] {
    return this.#world.facts.filter(({ headline }) => headline);
  }
}

function* observedInSteps(facts: readonly Fact[], scenario: Scenario, tables: Tables) {
  const observed: Observed[] = [];
  for (const fact of facts) {
    observed.push(observeFact(fact, facts, scenario, tables));
    yield;
  }
  return observed;
}

/** Why there is no result, for the reader. @throws what is a fault of ours. */
function wrongAnswer(id: number, error: unknown): Answer {
  if (error instanceof Stopped) return { kind: 'stopped', id };
  if (error instanceof ScenarioError) return { kind: 'mistakes', id, mistakes: error.mistakes };
  if (error instanceof ModelError || error instanceof KeySpaceFull)
    return { kind: 'failed', id, why: `The market cannot go on: ${error.message}` };
  if (error instanceof Unexplained)
    return { kind: 'failed', id, why: `Found ${error.found}, expected ${error.expected}.` };
  if (error instanceof RangeError)
    return { kind: 'failed', id, why: `This scenario needs more than a page has: ${error.message}` };
  throw error;
}
