import type { PeopleExplained, PersonExplained } from '../../experiments/explain/explained.ts';
import type { VersusExplained } from '../../experiments/explain/versus.ts';
import type { Mistake } from '../../scenario/parse.ts';
import type { Smoothing } from '../curve-chart.ts';
import type { Ask } from '../explain.ts';
import type { Lever } from '../levers.ts';
import { LARGEST_TEXT } from '../limits.ts';
import { type Sketch, unpackedSketch } from '../packed-sketch.ts';
import type { Answer, LeverValues } from '../protocol.ts';
import { isLink, LinkMistake, linkOf, readLink } from '../share.ts';
import { STAGES, type Stage } from '../stages.ts';
import type { CheckedFact, Summary } from '../summary.ts';
import { startingText, type World } from '../world.ts';
import { withLever } from '../yaml-edit.ts';
import { WorkerClient } from './worker-client.ts';

/** What the page shows. A new object at each change; components only read it. */
export interface State {
  readonly scenario: string;
  readonly text: string;
  /** Counts the texts that did not come from the editor: it shows those, and keeps what is typed. */
  readonly revision: number;
  readonly title: string;
  /** Where the levers stand now, and in the baseline. */
  readonly levers: LeverValues;
  readonly baseLevers: LeverValues;
  readonly mistakes: readonly Mistake[];
  /** Why the last run did not end well, for the reader. */
  readonly failed: string | null;
  /** The largest stage that is done, its runs, and how the command line does the same. */
  readonly stage: Stage | null;
  readonly runs: readonly Summary[];
  /** The text that these are runs of: another while the first run of a new one is under way, or cannot be made. */
  readonly textOfRuns: string;
  readonly ghost: readonly Summary[];
  readonly settings: readonly string[];
  readonly milliseconds: number;
  /** Results that were drawn so far. */
  readonly drawn: number;
  readonly facts: readonly CheckedFact[];
  readonly progress: Progress | null;
  readonly isStopped: boolean;
  readonly month: string;
  readonly flows: 'sectors' | 'regions';
  readonly smoothing: Smoothing;
  readonly asking: Asking;
  /** A short remark: a link copied, a link that cannot be read. */
  readonly remark: string;
}

/** What was asked about single people, of which text and at which size. */
export interface Asking {
  readonly text: string;
  readonly stage: Stage;
  readonly progress: { readonly month: string; readonly share: number } | null;
  readonly failed: string | null;
  readonly people: PeopleExplained | null;
  readonly career: PersonExplained | VersusExplained | null;
}

const NOTHING_ASKED: Asking = {
  text: '',
  stage: 'sketch',
  progress: null,
  failed: null,
  people: null,
  career: null,
};

export interface Progress {
  readonly stage: Stage;
  readonly whose: 'own' | 'baseline';
  readonly replicate: number;
  readonly month: string;
  readonly share: number;
}

type Job = { readonly stage: Stage; readonly whose: 'own' | 'baseline'; readonly replicate: number };

/** Runs that make a band: of more at full size, one would take minutes. */
const REPLICATES_OF_BAND = 5;
/** A reader who is still moving a slider is not kept from it by larger runs, milliseconds. */
const PAUSE_BEFORE_LARGER = 350;
const PAUSE_BEFORE_LINK = 400;
/** The end of the months after ChatGPT, and of those in which policies from 2024 on show. */
const FIRST_MONTH = '2023-08';
const MONTH_OF_POLICIES = '2026-12';

/** The state of the page and all that changes it. */
export class Explorer {
  readonly world: World;
  readonly levers: readonly Lever[];
  state: State;
  /** One thread for small and large runs: what was compiled for the ones serves the others. */
  readonly #runs = new WorkerClient();
  readonly #asked = new WorkerClient();
  readonly #listeners = new Set<() => void>();
  /** The baseline as the build ran it. */
  readonly #first: Sketch;
  /** By stage; that of the sketch came with the page. */
  readonly #baseline = new Map<Stage, Summary>();
  /** Larger runs that are still to be made, and the one under way. */
  #jobs: Job[] = [];
  #job: Job | null = null;
  #stages: readonly Stage[] = [];
  #later: ReturnType<typeof setTimeout> | undefined;
  #linkLater: ReturnType<typeof setTimeout> | undefined;

  constructor(world: World) {
    this.world = world;
    this.levers = world.levers;
    this.#first = unpackedSketch(world.first);
    const { read, result } = this.#first;
    this.#baseline.set(result.stage, result.summary);
    this.state = {
      scenario: 'baseline',
      text: startingText(world, 'baseline'),
      revision: 0,
      title: '',
      levers: {},
      baseLevers: read.levers,
      mistakes: [],
      failed: null,
      stage: null,
      runs: [],
      textOfRuns: '',
      ghost: [],
      settings: [],
      milliseconds: 0,
      drawn: 0,
      facts: [],
      progress: null,
      isStopped: false,
      month: FIRST_MONTH,
      flows: 'sectors',
      smoothing: 6,
      asking: NOTHING_ASKED,
      remark: '',
    };
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Begins with what the address says. */
  async start(hash: string): Promise<void> {
    this.#ownLink = hash;
    await this.#open(hash, 'The baseline is shown instead.');
    if (this.#isBaseline()) {
      // It is run here all the same: for its tables, and so that what runs it is compiled.
      this.#hearOfReading(this.#first.read);
      this.#hearOfSketch(this.#first.result);
    }
    this.#runSketch();
  }

  /** The reader followed another link to this page, or went back. */
  async follow(hash: string): Promise<void> {
    if (hash === this.#ownLink || (hash !== '' && !isLink(hash))) return;
    this.#ownLink = hash;
    if (await this.#open(hash, 'The page stays as it was.')) this.#runSketch();
  }
  /** What the address says after what was last shown. */
  #ownLink = '';

  /** @returns whether there is another scenario to run now. */
  async #open(hash: string, otherwise: string): Promise<boolean> {
    try {
      const shared = (await readLink(hash)) ?? { scenario: 'baseline' };
      const isKnown = this.world.scenarios.some(({ name }) => name === shared.scenario);
      if (!isKnown) throw new LinkMistake('This link names a scenario that this version does not have.');
      this.#set({
        scenario: shared.scenario,
        text: shared.text ?? startingText(this.world, shared.scenario),
        revision: this.state.revision + 1,
        month: shared.month ?? this.state.month,
        flows: shared.flows ?? this.state.flows,
        remark: '', // of a link before
      });
      return true;
    } catch (error) {
      if (!(error instanceof LinkMistake)) throw error;
      this.#set({ remark: `${error.message} ${otherwise}` });
      return false;
    }
  }

  pick(name: string): void {
    const month = name === 'baseline' ? FIRST_MONTH : MONTH_OF_POLICIES;
    this.#set({ scenario: name, month });
    this.#put(startingText(this.world, name));
  }

  moveLever(lever: Lever, value: number): void {
    this.takeTyped();
    const isAsBefore = value === this.state.baseLevers[lever.id] && extendsTheBaseline(this.state.text);
    const text = withLever(this.state.text, lever, isAsBefore ? null : value);
    if (text === null) {
      this.#set({
        remark: 'The scenario has a mistake: put it right below, or pick another, before moving a lever.',
      });
      return;
    }
    this.#set({ levers: { ...this.state.levers, [lever.id]: value } });
    this.#put(text);
  }

  /** Set by the editor: tells at once what was typed and not told yet. */
  takeTyped: () => void = () => {};

  /** A text that the editor has to show. */
  #put(text: string): void {
    this.#set({ revision: this.state.revision + 1 });
    this.write(text);
  }

  /** A text as the editor has it. */
  write(text: string): void {
    if (text === this.state.text && this.state.stage !== null && this.state.mistakes.length === 0) return;
    this.#set({ text, remark: '' });
    this.#runSketch();
    this.#linkSoon();
  }

  chooseMonth(month: string): void {
    this.#set({ month });
    this.#linkSoon();
  }
  chooseFlows(flows: State['flows']): void {
    this.#set({ flows });
    this.#linkSoon();
  }
  chooseSmoothing(smoothing: Smoothing): void {
    this.#set({ smoothing });
  }
  say(remark: string): void {
    this.#set({ remark });
  }

  /** Ends the larger runs; what is drawn stays. */
  stop(): void {
    clearTimeout(this.#later);
    this.#runs.stop();
    if (this.#job !== null) this.#jobs.unshift(this.#job);
    this.#job = null;
    this.#set({ progress: null, isStopped: true });
  }

  /** Makes the runs that were left, the one that was stopped from its beginning. */
  goOn(): void {
    this.#set({ isStopped: false });
    if (this.#jobs.length > 0) this.#next();
    else this.#planLarger();
  }

  /** How many more runs of what is shown make a band: at full size of the present text, and where nothing else is under way. */
  get missingOfBand(): number {
    const { stage, runs, text, textOfRuns, progress } = this.state;
    const mayAdd = stage === 'full' && text === textOfRuns && progress === null && this.#jobs.length === 0;
    return mayAdd ? Math.max(0, REPLICATES_OF_BAND - runs.length) : 0;
  }

  addBand(): void {
    if (this.missingOfBand === 0) return;
    clearTimeout(this.#later);
    this.#set({ isStopped: false });
    this.#planLarger();
    this.#jobs.push(...bandOf('full', this.state.runs.length));
    if (this.#job === null) this.#next();
  }

  /** Who made a move in the scenario that is shown, at the size that is shown. @param when YYYY or YYYY-MM. */
  findPeople(from: string, to: string, when: string): void {
    const { text, stage } = this.state;
    if (stage === null) return;
    this.#ask({ ...NOTHING_ASKED, text, stage }, { what: 'people', from, to, when });
  }

  /** The career of somebody who was found, beside that in the baseline where the scenario is another. */
  explain(key: string): void {
    this.#ask({ ...this.state.asking, career: null }, { what: 'person', key });
  }

  stopAsking(): void {
    this.#asked.stop();
    this.#set({ asking: { ...this.state.asking, progress: null } });
  }

  #ask(asking: Asking, ask: Ask): void {
    const { text, stage } = asking;
    const baseline = startingText(this.world, 'baseline');
    const base = text === baseline || !extendsOne(text) ? null : baseline;
    const set = (change: Partial<Asking>) => this.#set({ asking: { ...this.state.asking, ...change } });
    this.#set({ asking: { ...asking, failed: null, progress: { month: '', share: 0 } } });
    this.#asked.explain({ text, base, stage, ask }, (answer) => {
      if (answer.kind === 'month') set({ progress: { month: answer.month, share: answer.done / answer.of } });
      if (answer.kind === 'failed') set({ progress: null, failed: answer.why });
      if (answer.kind === 'mistakes') set({ progress: null, failed: 'The scenario has a mistake.' });
      if (answer.kind !== 'explained') return;
      const { explained } = answer;
      set({
        progress: null,
        ...(explained.kind === 'people' ? { people: explained } : { career: explained }),
      });
    });
  }

  /** The tables of the largest finished run. */
  files(as: 'csv' | 'parquet') {
    return this.#runs.files(as);
  }

  /** Puts what is shown into the address. @throws LinkMistake when it is more than a link may carry. */
  async link(): Promise<void> {
    this.takeTyped();
    const { scenario, text, month, flows } = this.state;
    const isChanged = text !== startingText(this.world, scenario);
    this.#ownLink = `#${await linkOf({ scenario, ...(isChanged ? { text } : {}), month, flows })}`;
    history.replaceState(null, '', this.#ownLink);
  }

  #linkSoon(): void {
    clearTimeout(this.#linkLater);
    this.#linkLater = setTimeout(() => this.link().catch(ignoringLinkMistakes), PAUSE_BEFORE_LINK);
  }

  #runSketch(): void {
    clearTimeout(this.#later);
    this.#runs.stop();
    this.#jobs = [];
    this.#job = null;
    const { text } = this.state;
    if (text.length > LARGEST_TEXT) {
      const most = LARGEST_TEXT.toLocaleString('en-GB');
      this.#set({
        failed: `This text has more than ${most} characters: run it by the command line.`,
        progress: null,
      });
      return;
    }
    this.#set({ progress: null, isStopped: false, failed: null });
    this.#runs.run({ text, stage: 'sketch', replicate: 0, keeps: true }, (answer) => {
      this.#hearOfReading(answer);
      if (answer.kind === 'result') this.#hearOfSketch(answer);
    });
  }

  #hearOfReading(answer: Answer): void {
    if (answer.kind === 'mistakes') this.#set({ mistakes: answer.mistakes, progress: null });
    if (answer.kind === 'failed') this.#set({ failed: answer.why, progress: null });
    if (answer.kind !== 'read') return;
    this.#stages = answer.stages;
    this.#settings = answer.set;
    this.#set({ mistakes: [], title: answer.title, levers: answer.levers });
  }

  #hearOfSketch(answer: Extract<Answer, { kind: 'result' }>): void {
    const { stage, summary, milliseconds, facts } = answer;
    if (this.#isBaseline()) this.#baseline.set(stage, summary);
    const { text, drawn } = this.state;
    this.#set({
      stage,
      runs: [summary],
      textOfRuns: text,
      ghost: this.#ghostAt(stage),
      settings: this.#settings,
      milliseconds,
      facts,
      drawn: drawn + 1,
    });
    this.#planSoon();
  }

  #isBaseline(): boolean {
    return this.state.text === startingText(this.world, 'baseline');
  }

  /** A market of the reader's own has nothing to be held against. */
  #hasGhost(): boolean {
    return extendsOne(this.state.text);
  }

  #ghostAt(stage: Stage): Summary[] {
    const baseline = this.#baseline.get(stage);
    return baseline === undefined || this.#isBaseline() || !this.#hasGhost() ? [] : [baseline];
  }

  #planSoon(): void {
    clearTimeout(this.#later);
    this.#later = setTimeout(() => this.#planLarger(), PAUSE_BEFORE_LARGER);
  }

  /** The tenth, its band, and the full size, each beside the baseline. */
  #planLarger(): void {
    const { stage: shown, text, textOfRuns } = this.state;
    const isDone = (stage: Stage) =>
      shown !== null && text === textOfRuns && STAGES.indexOf(stage) <= STAGES.indexOf(shown);
    this.#jobs = this.#stages
      .filter((stage) => stage === shown || !isDone(stage))
      .filter((stage) => stage !== 'sketch')
      .flatMap((stage) => this.#jobsOf(stage, isDone(stage)));
    this.#next();
  }

  /** @param isDone the own first run, as that of a small market, which is run whole at once. */
  #jobsOf(stage: Stage, isDone: boolean): Job[] {
    const own: Job[] = isDone ? [] : [{ stage, whose: 'own', replicate: 0 }];
    const needsBaseline = this.#hasGhost() && !this.#isBaseline() && !this.#baseline.has(stage);
    const baseline: Job[] = needsBaseline ? [{ stage, whose: 'baseline', replicate: 0 }] : [];
    return [...baseline, ...own, ...(stage === 'tenth' && !isDone ? bandOf(stage, 1) : [])];
  }

  #next(): void {
    const job = this.#jobs.shift();
    this.#job = job ?? null;
    if (job === undefined) {
      this.#set({ progress: null });
      return;
    }
    const text = job.whose === 'own' ? this.state.text : startingText(this.world, 'baseline');
    this.#set({ progress: { ...job, month: '', share: 0 } });
    const keeps = job.whose === 'own' && job.replicate === 0;
    this.#runs.run({ text, stage: job.stage, replicate: job.replicate, keeps }, (answer) => {
      if (answer.kind === 'month') {
        const { month, done, of } = answer;
        this.#set({ progress: { ...job, month, share: done / of } });
      }
      if (answer.kind === 'read' && job.whose === 'own') this.#settings = answer.set;
      if (answer.kind === 'failed') {
        this.#jobs = [];
        this.#job = null;
        this.#set({ failed: answer.why, progress: null });
      }
      if (answer.kind !== 'result') return;
      this.#keep(job, answer);
      this.#next();
    });
  }
  /** How the command line makes the run that is under way. */
  #settings: readonly string[] = [];

  #keep(
    { whose, replicate }: Job,
    { stage, summary, facts, milliseconds }: Extract<Answer, { kind: 'result' }>,
  ) {
    if (whose === 'baseline') {
      this.#baseline.set(stage, summary);
      if (this.state.stage === stage) this.#set({ ghost: this.#ghostAt(stage), drawn: this.state.drawn + 1 });
      return;
    }
    if (replicate === 0 && this.#isBaseline()) this.#baseline.set(stage, summary);
    const runs = replicate === 0 ? [summary] : [...this.state.runs, summary];
    const settings = this.#settings;
    const drawn = this.state.drawn + 1;
    this.#set({ stage, runs, ghost: this.#ghostAt(stage), settings, facts, milliseconds, drawn });
  }

  #set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** The address stays as it was; whoever copies a link is told. */
function ignoringLinkMistakes(error: unknown): void {
  if (!(error instanceof LinkMistake)) throw error;
}

const extendsOne = (text: string): boolean => /^["']?extends["']?\s*:/m.test(text);

/** Then a lever that is taken out of the text stands where it does in the baseline. */
const extendsTheBaseline = (text: string): boolean =>
  /^["']?extends["']?\s*:\s*["']?(talentflow:|\.\/)baseline\b/m.test(text);

function bandOf(stage: Stage, from: number): Job[] {
  const count = Math.max(0, REPLICATES_OF_BAND - from);
  return Array.from({ length: count }, (_, at) => ({ stage, whose: 'own', replicate: from + at }));
}
