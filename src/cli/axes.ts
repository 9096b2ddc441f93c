import { type Axis, type Design, valuesOf } from '../experiments/designs.ts';
import { UsageMistake } from '../runtime/failures.ts';
import { mistake } from './options.ts';

/** Steps of one parameter: more is a slip of the keyboard. */
const MOST_STEPS = 10_000;

/** Paths, and the option that says each: it holds over whatever a sweep says. */
type Held = ReadonlyMap<string, string>;

interface HoldingArguments {
  set?: readonly string[];
  seed?: string | undefined;
  scale?: string | undefined;
  until?: string | undefined;
}

/** What the options of a command hold, which no axis may be over: it would have one value in all cells. */
export function heldBy({ set = [], seed, scale, until }: HoldingArguments): Held {
  const pathOf = (setting: string) => plainPath(setting.slice(0, setting.indexOf('=')).trim());
  return new Map([
    ...set.map((setting) => [pathOf(setting), `--set ${setting}`] as const),
    ...(seed === undefined ? [] : [['seed', '--seed'] as const]),
    ...(scale === undefined ? [] : [['scale', '--scale'] as const]),
    ...(until === undefined ? [] : [['calendar.end', '--until'] as const]),
  ]);
}

/**
 * The axes that `path=a,b,c` and `path=from:to:steps` are, each path once.
 * @param held paths that a sweep cannot move. @param refuse is given what is wrong with a text, and its position.
 */
export function axesOf(
  texts: readonly string[],
  design: Design,
  held: Held,
  refuse: (mistake: UsageMistake, at: number) => void,
): Axis[] {
  const axes: Axis[] = [];
  for (const [at, text] of texts.entries()) {
    try {
      const axis = axisOf(text, design);
      refuseTwice(axis, axes, held);
      axes.push(axis);
    } catch (error) {
      if (!(error instanceof UsageMistake)) throw error;
      refuse(error, at);
    }
  }
  return axes;
}

const NUMBER = String.raw`(-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)`;
const RANGE = new RegExp(`^${NUMBER}:${NUMBER}(?::([^,]*))?$`, 'i');
/** Two parts that begin as numbers do, such as 200k:240k:3, 2020-01:2020-12 and 1.000.000:2.000.000. */
const LIKE_A_RANGE = /^[-+]?[\d.][^:,]*:\s*[-+]?[\d.]/;

function axisOf(text: string, design: Design): Axis {
  const at = text.indexOf('=');
  const [path, values] = [text.slice(0, Math.max(0, at)).trim(), text.slice(at + 1).trim()];
  if (at < 0 || path === '' || values === '')
    throw mistake(
      'over',
      text,
      'path=a,b,c or path=from:to:steps',
      'write for example choice.elasticity=2:8:4',
    );
  const range = RANGE.exec(values);
  if (range === null && LIKE_A_RANGE.test(values))
    throw mistake(
      'over',
      text,
      'plain numbers on both sides of the colon',
      `write ${path}= and digits alone, such as 200000:240000:3; or what is no number one by one, with commas`,
    );
  if (range === null) return { path, values: values.split(',').map((value) => value.trim()) };
  const [from, to] = [Number(range[1]), Number(range[2])];
  const steps = range[3] === undefined ? '' : `:${range[3]}`;
  if (from >= to) {
    const instead = from === to ? `${path}=${from}, which is one value` : `${path}=${to}:${from}${steps}`;
    throw mistake('over', text, 'a range from a smaller to a larger number', `write ${instead}`);
  }
  if (design === 'grid')
    return { path, from, to, steps: stepsOf(text, range[3] ?? '', `${path}=${from}:${to}:5`) };
  if (range[3] !== undefined)
    throw mistake(
      'over',
      text,
      `a range without steps, which --cells has in ${design}`,
      `write ${path}=${from}:${to}`,
    );
  return { path, from, to, steps: null };
}

function stepsOf(text: string, said: string, example: string): number {
  const steps = /^\d{1,9}$/.test(said) ? Number(said) : Number.NaN;
  if (steps >= 2 && steps <= MOST_STEPS) return steps;
  throw mistake(
    'over',
    text,
    `at least 2 steps in a grid, at most ${MOST_STEPS}`,
    `write for example ${example}`,
  );
}

/** Two columns of one path, or two cells of one value, would be told as if they were different. */
function refuseTwice(axis: Axis, earlier: readonly Axis[], held: Held): void {
  const { path } = axis;
  if (earlier.some((other) => plainPath(other.path) === plainPath(path)))
    throw mistake('over', path, 'each path once', 'the path stands twice: put all its values into one');
  const holding = held.get(plainPath(path));
  if (holding !== undefined)
    throw mistake('over', path, 'a path that no option holds', `leave ${holding} out`);
  const values = valuesOf(axis);
  const numbers = values.map(plainValue);
  const twice = values.find((_, at) => numbers.indexOf(numbers[at]!) !== at);
  if (twice !== undefined)
    throw mistake('over', `${path}=${twice}`, 'each value once', 'the value stands twice: leave one out');
}

/** `a[0].b` and `a.0.b` are one. */
const plainPath = (path: string): string => path.replace(/\[(\d{1,6})\]/g, '.$1');

const plainValue = (value: string): string | number =>
  value !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
