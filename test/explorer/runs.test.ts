import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Explorer } from '../../src/explorer/page/explorer.ts';
import type { Answer, Request } from '../../src/explorer/protocol.ts';
import { linkOf } from '../../src/explorer/share.ts';
import type { Summary } from '../../src/explorer/summary.ts';
import { worldOfPage } from '../support/world.ts';

/** What the page makes of answers in any order: the worker is played by the test. */

const world = worldOfPage();
type Run = Extract<Request, { kind: 'run' }>;

let worker: FakeWorker;
class FakeWorker {
  readonly heard: Request[] = [];
  onmessage: ((event: { data: Answer }) => void) | null = null;
  isEnded = false;
  constructor() {
    worker = this;
  }
  postMessage(request: Request): void {
    this.heard.push(request);
  }
  terminate(): void {
    this.isEnded = true;
  }
  get run(): Run {
    return this.heard.findLast((one): one is Run => one.kind === 'run')!;
  }
  /** How the scenario of the last run reads, and its result. */
  answer(stages: readonly ('sketch' | 'tenth' | 'full')[] = ['sketch', 'tenth', 'full']): void {
    const { id, stage: asked, replicate } = this.run;
    const stage = stages.includes(asked) ? asked : stages[0]!;
    this.say({ kind: 'read', id, name: 'any', title: 'any', levers: {}, stages, set: [`--${stage}`] });
    const summary = { title: `${this.run.text.length} ${stage} ${replicate}` } as Summary;
    this.say({ kind: 'result', id, stage, replicate, summary, facts: [], milliseconds: 1 });
  }
  say(data: Answer): void {
    this.onmessage!({ data });
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('history', { replaceState: () => {} });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function started(hash = ''): Promise<Explorer> {
  const explorer = new Explorer(world);
  await explorer.start(hash);
  return explorer;
}
const POLICY = 'name: a\ntitle: A\nextends: talentflow:baseline\nseed: other\n';

/** Answers until nothing is under way. */
function finish(explorer: Explorer): void {
  vi.advanceTimersByTime(1000);
  for (let runs = 0; explorer.state.progress !== null && runs < 20; runs++) worker.answer();
}

test('the baseline is there before anything has answered, and held against a policy', async () => {
  const explorer = await started();
  expect(explorer.state).toMatchObject({ stage: 'sketch', mistakes: [], drawn: 1, milliseconds: 0 });
  const [shown] = explorer.state.runs;
  expect(shown!.outcomes[0]!.values).toBeInstanceOf(Float64Array);
  expect(explorer.state.levers).toEqual(explorer.state.baseLevers);
  expect(Object.keys(explorer.state.baseLevers)).toEqual(explorer.levers.map(({ id }) => id));
  vi.advanceTimersByTime(1000);
  expect(worker.run.stage).toBe('sketch'); // no larger run has taken the place of this one
  explorer.write(POLICY);
  worker.answer();
  expect(explorer.state.ghost).toHaveLength(1);
  expect(explorer.state.ghost[0]!.outcomes).toEqual(shown!.outcomes);
});

test('a page that begins with a policy is held against the baseline at once, and shows nothing else before', async () => {
  const explorer = await started(`#${await linkOf({ scenario: 'funding-bust' })}`);
  expect(explorer.state).toMatchObject({ stage: null, runs: [], levers: {} });
  worker.answer();
  expect(explorer.state.ghost).toHaveLength(1);
  expect(worker.heard.filter(({ kind }) => kind === 'run')).toHaveLength(1);
});

test('runs of a band are never added to those of another text', async () => {
  const explorer = await started();
  worker.answer();
  finish(explorer);
  expect([explorer.state.stage, explorer.missingOfBand]).toEqual(['full', 4]);
  explorer.write(POLICY);
  const asked = worker.heard.length;
  expect(explorer.missingOfBand).toBe(0);
  explorer.addBand();
  expect(worker.heard).toHaveLength(asked);
  worker.answer();
  expect(explorer.state.runs).toHaveLength(1);
  expect(explorer.state.textOfRuns).toBe(POLICY);
});

test('a text that is too long leaves the picture, and no band is added to it', async () => {
  const explorer = await started();
  worker.answer();
  finish(explorer);
  explorer.write(`${POLICY}#${'x'.repeat(50_000)}`);
  expect(explorer.state.failed).toMatch(/50,000 characters/);
  expect(explorer.missingOfBand).toBe(0);
});

test('who goes on after a stop gets the runs that were left', async () => {
  const explorer = await started();
  worker.answer();
  finish(explorer);
  explorer.addBand();
  worker.answer();
  explorer.stop();
  explorer.goOn();
  expect([worker.run.stage, worker.run.replicate]).toEqual(['full', 2]);
  finish(explorer);
  expect(explorer.state.runs.map(({ title }) => title.split(' ').slice(1).join(' '))).toEqual(
    [0, 1, 2, 3, 4].map((replicate) => `full ${replicate}`),
  );
  expect(explorer.missingOfBand).toBe(0);
});

test('a small market is run once, and the baseline beside it can be stopped', async () => {
  const explorer = await started();
  worker.answer();
  explorer.write(POLICY);
  worker.answer(['full']);
  vi.advanceTimersByTime(1000);
  expect(explorer.state.progress).toMatchObject({ stage: 'full', whose: 'baseline' });
  worker.answer();
  expect(explorer.state.progress).toBeNull();
  expect(explorer.state.ghost).toHaveLength(1);
  expect(worker.heard.filter((one) => one.kind === 'run' && one.text === POLICY)).toHaveLength(1);
});

test('a band asked for before the larger runs begin is made after them', async () => {
  const explorer = await started();
  worker.answer();
  explorer.write(POLICY);
  worker.answer(['full']);
  explorer.addBand();
  expect(explorer.state.progress).toMatchObject({ whose: 'baseline' });
  finish(explorer);
  expect(explorer.state.runs).toHaveLength(5);
});

test('the address is followed back, and a damaged one changes nothing', async () => {
  const explorer = await started();
  const link = async (scenario: string) => `#${await linkOf({ scenario })}`;
  await explorer.follow(await link('funding-bust'));
  await explorer.follow(await link('no-chatgpt'));
  await explorer.follow(await link('funding-bust'));
  expect(explorer.state.scenario).toBe('funding-bust');
  const asked = worker.heard.length;
  await explorer.follow('#s=broken!');
  expect(explorer.state.remark).toMatch(/damaged.* stays as it was/);
  expect([explorer.state.scenario, worker.heard.length]).toEqual(['funding-bust', asked]);
  await explorer.follow('');
  expect(explorer.state.scenario).toBe('baseline');
});

test('a lever at the value of the baseline is written where another policy would say otherwise', async () => {
  const explorer = await started();
  const lever = explorer.levers[0]!;
  const inBaseline = explorer.state.baseLevers[lever.id]!;
  const beginning = 'name: a\nextends: talentflow:';
  for (const [parent, isWritten] of [
    ['baseline', false],
    ['funding-bust', true],
  ] as const) {
    explorer.write(`${beginning}${parent}\n`);
    explorer.moveLever(lever, inBaseline + lever.step);
    expect(explorer.state.text.length).toBeGreaterThan(`${beginning}${parent}\n`.length);
    explorer.moveLever(lever, inBaseline);
    expect(explorer.state.text.trim() !== `${beginning}${parent}`).toBe(isWritten);
  }
});

test('tables of a run that was ended with its thread are told to be gone', async () => {
  const explorer = await started();
  worker.answer();
  vi.advanceTimersByTime(1000); // the tenth is under way
  const files = explorer.files('csv');
  vi.advanceTimersByTime(30_000);
  expect(worker.isEnded).toBe(true);
  expect(explorer.state.failed).toMatch(/ended/);
  await expect(files).resolves.toEqual([]);
});
