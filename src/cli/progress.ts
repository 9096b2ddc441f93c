import type { Progress as Event } from '../experiments/executor.ts';
import { monthsOf, type Plan, type Point, type Variant } from '../experiments/plan.ts';
import type { MonthRecord } from '../model/records.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { print, type Terminal } from './terminal.ts';

/** Tells how far an experiment has come. */
export interface Progress {
  onProgress: (event: Event) => void;
  /** Another process holds the results folder. */
  onWait: (pid: number) => void;
  /** Clears the line; what comes next may be printed. */
  stop: () => void;
}

/** A bar on a terminal, plain lines elsewhere, nothing when quiet. */
export async function progressOn(terminal: Terminal, title: string, isQuiet: boolean): Promise<Progress> {
  if (isQuiet) return { onProgress: () => {}, onWait: () => {}, stop: () => {} };
  const stream = terminal.err;
  const tally = new Tally();
  const view = stream.isTTY ? await barOn(stream, title, tally) : linesOn(stream, title, tally);
  const say = (text: string) => {
    view.clear();
    print(stream, text);
  };
  return {
    onProgress(event) {
      tally.add(event);
      const remark = remarkOn(event, tally);
      if (remark !== null) say(remark);
      view.show(event);
    },
    onWait: (pid) =>
      say(
        `Waiting: process ${pid} writes to the same results folder. Ctrl-C stops waiting; --out DIR writes elsewhere.`,
      ),
    stop: view.clear,
  };
}

/** So long nobody wonders what a command does. */
const UNTOLD_SECONDS = 2;

/** What has been done and what is left, in months of the points that are not finished yet. */
class Tally {
  points = 0;
  /** Finished, those found finished included. */
  done = 0;
  failed = 0;
  /** Months simulated now, and to be simulated now. */
  months = 0;
  monthsToRun = 0;
  variants: readonly Variant[] = [];
  readonly #monthsOfPoint = new Map<string, number>();
  #drawingSince = 0;
  #isDrawingTold = false;
  /** Months of the longest scenario of which there are points. */
  #longest = 0;
  #started = performance.now();

  /** A plan begins anew: some experiments run one after another. */
  add(event: Event): void {
    if (event.kind === 'plan') {
      this.variants = event.plan.variants;
      this.#longest = longestOf(event.plan);
      this.months = 0;
      this.failed = 0;
      this.#started = performance.now();
    }
    if (event.kind === 'drawn' && event.done === 1) {
      this.#drawingSince = performance.now();
      this.#isDrawingTold = false;
    }
    if (event.kind === 'found') {
      this.points = event.points;
      this.done = event.done;
      this.monthsToRun = (event.points - event.done) * this.#longest;
    }
    if (event.kind === 'month') {
      this.months++;
      this.#monthsOfPoint.set(event.point.id, (this.#monthsOfPoint.get(event.point.id) ?? 0) + 1);
    }
    if (event.kind === 'again') {
      this.months -= this.#monthsOfPoint.get(event.point.id) ?? 0;
      this.#monthsOfPoint.delete(event.point.id);
    }
    if (event.kind === 'done' || event.kind === 'failed') {
      this[event.kind]++;
      const { scenario } = this.variants[event.point.variant]!;
      const told = this.#monthsOfPoint.get(event.point.id) ?? 0;
      this.months += monthsOf(scenario) - told; // a point that failed, or whose months were run elsewhere
      this.#monthsOfPoint.delete(event.point.id);
    }
  }

  /** Told once, where it takes long enough for somebody to wonder. */
  drawingText({ done, of, what }: { done: number; of: number; what: string }): string | null {
    const seconds = (performance.now() - this.#drawingSince) / 1000;
    if (this.#isDrawingTold || done === 1 || seconds < UNTOLD_SECONDS) return null;
    this.#isDrawingTold = true;
    const left = durationText((seconds / (done - 1)) * (of - done));
    return `First the scenario is read under the parameters of each of ${of.toLocaleString('en-GB')} ${what}: ${left} left.`;
  }

  get secondsLeft(): number {
    const seconds = (performance.now() - this.#started) / 1000;
    return this.months === 0 ? Number.NaN : seconds * (this.monthsToRun / this.months - 1);
  }

  /** Such as "3/40 points, 1.2 a minute, 1 failed"; nothing for a single one. */
  get pointsText(): string {
    if (this.points <= 1) return '';
    const minutes = (performance.now() - this.#started) / 60_000;
    const rate = this.months > 0 ? this.months / this.#longest / minutes : 0;
    const failures = this.failed > 0 ? `, ${this.failed} failed` : '';
    return `  ${this.done}/${this.points} points, ${rate.toFixed(1)} a minute${failures}`;
  }
}

/** A plan may have a variant that is not run: the scenario as it is, from which those that are run are told. */
function longestOf({ points, variants }: Plan): number {
  const run = [...new Set(points.map(({ variant }) => variant))];
  return Math.max(...run.map((variant) => monthsOf(variants[variant]!.scenario)));
}

function remarkOn(event: Event, tally: Tally): string | null {
  const { points, variants } = tally;
  if (event.kind === 'drawn') return tally.drawingText(event);
  if (event.kind === 'found') {
    const { done, points: all } = event;
    if (done === 0 || all === 0) return null;
    return all === 1
      ? 'This run is finished already and is not made again.'
      : `${done} of ${all} points are finished already and are not run again.`;
  }
  if (event.kind === 'damaged')
    return `Damaged and run again: ${nameOf(event.point, variants)}: ${event.why}.`;
  if (event.kind === 'trouble') return event.text;
  if (event.kind === 'again') return `Tried again: ${nameOf(event.point, variants)}: ${event.why}.`;
  if (event.kind === 'silent')
    return `${event.worker} has told nothing for ${event.seconds} s: it runs ${nameOf(event.point, variants)}.`;
  return event.kind === 'failed' && points > 1 ? `Failed: ${nameOf(event.point, variants)}.` : null;
}

const nameOf = ({ variant, seed, replicate }: Point, variants: readonly Variant[]) =>
  `${variants[variant]!.name}, seed ${seed}, replicate ${replicate}`;

interface View {
  show: (event: Event) => void;
  /** Takes the bar away, so that a line can be printed. */
  clear: () => void;
}

async function barOn(stream: NodeJS.WriteStream, title: string, tally: Tally): Promise<View> {
  const { SingleBar } = (await import('cli-progress')).default;
  const bar = new SingleBar({
    stream,
    format: `${title} [{bar}] {percentage}%  {where}{points}  {left} left`,
    barCompleteChar: '=',
    barIncompleteChar: ' ',
    hideCursor: true,
    clearOnComplete: true,
    gracefulExit: false, // main.ts hears Ctrl-C
  });
  let isDrawn = false;
  const clear = () => {
    if (isDrawn) bar.stop();
    isDrawn = false;
  };
  return {
    show(event) {
      if (event.kind === 'plan') clear(); // a bar's length is that of the plan with which it began
      if (event.kind !== 'month' && event.kind !== 'done') return;
      const told = {
        where: event.kind === 'month' ? `${event.month}  ${event.people.toLocaleString('en-GB')} people` : '',
        points: tally.pointsText,
        left: durationText(tally.secondsLeft),
      };
      if (!isDrawn) bar.start(tally.monthsToRun, tally.months, told);
      isDrawn = true;
      bar.update(tally.months, told);
    },
    clear,
  };
}

/** Without a line for so long, milliseconds, who reads a log wonders whether anything happens; then twice as long is borne. */
const FIRST_SILENCE = 60_000;

/** A line at each tenth; in an experiment of hours also after one minute, two more, four more and so on. */
function linesOn(stream: NodeJS.WriteStream, title: string, tally: Tally): View {
  let tenthsTold = 0;
  let silence = FIRST_SILENCE;
  let toldAt = performance.now();
  return {
    show(event) {
      if (event.kind === 'plan') {
        tenthsTold = 0;
        silence = FIRST_SILENCE;
        toldAt = performance.now();
      }
      if (event.kind !== 'month' && event.kind !== 'done') return;
      const share = tally.months / tally.monthsToRun;
      const tenths = Math.floor(share * 10);
      const isTenth = tenths > tenthsTold;
      if (!isTenth && performance.now() - toldAt < silence) return;
      if (!isTenth) silence *= 2;
      tenthsTold = tenths;
      toldAt = performance.now();
      const percent = isTenth ? tenths * 10 : Math.floor(share * 100);
      const where =
        event.kind === 'month' ? `  ${event.month}  ${event.people.toLocaleString('en-GB')} people` : '';
      const left = durationText(tally.secondsLeft);
      print(stream, `${title} ${percent}%${where}${tally.pointsText}  ${left} left`);
    },
    clear() {},
  };
}

export function durationText(seconds: number): string {
  if (!(seconds >= 0)) return '?';
  if (seconds < 100) return `${seconds.toFixed(1)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}

/** The same for one scenario that is run apart from any experiment, once or several times in turn: months are told one by one. */
export async function monthsToldOn(
  terminal: Terminal,
  title: string,
  scenario: Scenario,
  { runs, isQuiet }: { runs: number; isQuiet: boolean },
): Promise<{ tell: (record: MonthRecord) => void; stop: () => void }> {
  const { onProgress, stop } = await progressOn(terminal, title, isQuiet);
  const points = Array.from({ length: runs }, (_, at) => ({
    id: String(at),
    variant: 0,
    seed: scenario.seed,
    replicate: 0,
  }));
  const variants = [{ name: scenario.name, scenario, files: [], set: [] }];
  onProgress({ kind: 'plan', plan: { engine: '', variants, points } });
  onProgress({ kind: 'found', points: runs, done: 0 });
  let at = 0;
  let last = '';
  return {
    tell: ({ month, market }) => {
      if (month <= last) onProgress({ kind: 'done', point: points[at++]! }); // months begin anew with the next run
      last = month;
      onProgress({ kind: 'month', point: points[at]!, month, people: market.people });
    },
    stop,
  };
}
