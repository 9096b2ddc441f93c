import type { Answer, Request } from '../protocol.ts';

type RunRequest = Omit<Extract<Request, { kind: 'run' }>, 'kind' | 'id'>;
type ExplainRequest = Omit<Extract<Request, { kind: 'explain' }>, 'kind' | 'id'>;
type Files = Extract<Answer, { kind: 'files' }>['files'];

/** Hears of a run while it goes on; the last answer is a result, mistakes, stopped or failed. */
type Listener = (answer: Answer) => void;

/** Longest that a worker may be silent, milliseconds: slices are far shorter, so a longer one will never end. */
const LONGEST_SILENCE = 20_000;
/** Longest that one run may take. The baseline takes half a minute at full size. */
const LONGEST_RUN = 300_000;

/**
 * A worker thread and the run that it is at. A run that does not answer in time is ended together with its thread, and the next one gets
 * a new thread: no scenario can keep the page waiting.
 */
export class WorkerClient {
  #worker: Worker | null = null;
  #id = 0;
  #listener: Listener | null = null;
  /** Counted apart from runs: a run goes on while its tables' files are made. */
  #filesAsked = 0;
  #files = new Map<number, (files: Files) => void>();
  #silence: ReturnType<typeof setTimeout> | undefined;
  #end: ReturnType<typeof setTimeout> | undefined;

  /** Starts a run; what was under way is stopped, and its listener hears no more. */
  run(request: RunRequest, listener: Listener): void {
    this.#start((id) => ({ kind: 'run', id, ...request }), listener);
  }

  /** The same of a run that is explained; the last answer is what was asked, mistakes, stopped or failed. */
  explain(request: ExplainRequest, listener: Listener): void {
    this.#start((id) => ({ kind: 'explain', id, ...request }), listener);
  }

  #start(request: (id: number) => Request, listener: Listener): void {
    this.#listener = listener;
    this.#id++;
    this.#expectAnswers();
    clearTimeout(this.#end);
    this.#end = setTimeout(() => this.#giveUp('it took more than five minutes'), LONGEST_RUN);
    this.#thread().postMessage(request(this.#id));
  }

  /** Ends what is under way; its listener hears no more. */
  stop(): void {
    this.#settle();
    this.#worker?.postMessage({ kind: 'stop' } satisfies Request);
  }

  /** Tables of the last finished run that was kept; none when its thread was ended. */
  files(as: 'csv' | 'parquet'): Promise<Files> {
    const id = ++this.#filesAsked;
    return new Promise((resolve) => {
      this.#files.set(id, resolve);
      this.#thread().postMessage({ kind: 'files', id, as } satisfies Request);
    });
  }

  #thread(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<Answer>) => this.#hear(data);
    worker.onerror = (event) => this.#giveUp(event.message || 'the browser ended its thread');
    this.#worker = worker;
    return worker;
  }

  #hear(answer: Answer): void {
    if (answer.kind === 'files') {
      this.#files.get(answer.id)?.(answer.files);
      this.#files.delete(answer.id);
      return;
    }
    if (answer.kind === 'ready' || answer.id !== this.#id || this.#listener === null) return;
    const listener = this.#listener;
    if (answer.kind === 'month' || answer.kind === 'read') this.#expectAnswers();
    else this.#settle();
    listener(answer);
  }

  #expectAnswers(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#giveUp('it answered nothing for twenty seconds'), LONGEST_SILENCE);
  }

  #settle(): void {
    clearTimeout(this.#silence);
    clearTimeout(this.#end);
    this.#listener = null;
  }

  #giveUp(why: string): void {
    const listener = this.#listener;
    this.#settle();
    this.#worker?.terminate();
    this.#worker = null;
    for (const hear of this.#files.values()) hear([]);
    this.#files.clear();
    listener?.({ kind: 'failed', id: this.#id, why: `This run was ended: ${why}.` });
  }
}
