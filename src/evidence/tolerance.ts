import type { Mistakes } from '../scenario/mistakes.ts';
import type { Node, Segment } from '../scenario/tree.ts';
import type { Bounds, FactFile, Tolerance } from './fact.ts';
import { addMistake } from './form.ts';

type Said = NonNullable<FactFile['tolerance']>;

const SIZES = ['plus-minus', 'of-published', 'of-simulated'] as const;

/** A tolerance as read; null after adding what is wrong with it. */
export function toleranceOf(
  said: Said | undefined,
  file: { root: Node },
  path: Segment[],
  mistakes: Mistakes,
): Tolerance | null {
  if (said === undefined) return null;
  const { why } = said;
  const sizes = SIZES.filter((kind) => said[kind] !== undefined);
  const bounds = boundsOf(said);
  if (said.runs !== undefined && sizes.length === 0 && bounds !== null)
    return { kind: 'runs', within: bounds, runs: said.runs, why };
  if (said.runs === undefined && sizes.length === 1 && bounds === null && !hasBounds(said))
    return { kind: sizes[0]!, size: said[sizes[0]!]!, why };
  const isClosed = bounds !== null && !bounds.isOpen && Number.isFinite(bounds.to - bounds.from);
  if (said.runs === undefined && sizes.length === 0 && isClosed)
    return { kind: 'interval', from: bounds.from, to: bounds.to, why };
  const told = {
    found: Object.keys(said).join(', '),
    expected:
      'from and to (not below from), or one of plus-minus, of-published, of-simulated; or runs with from, to, above or below',
    remedy: 'keep one way of saying it, and `why`',
  };
  addMistake(file, path, told, mistakes);
  return null;
}

const hasBounds = ({ from, to, above, below }: Said) =>
  [from, to, above, below].some((bound) => bound !== undefined);

/** Null when there are none, or they contradict each other. */
function boundsOf(said: Said): Bounds | null {
  const { from, to, above, below } = said;
  const isInclusive = from !== undefined || to !== undefined;
  const isOpen = above !== undefined || below !== undefined;
  if (isInclusive === isOpen) return null;
  const bounds = {
    from: from ?? above ?? Number.NEGATIVE_INFINITY,
    to: to ?? below ?? Number.POSITIVE_INFINITY,
    isOpen,
  };
  return bounds.from <= bounds.to ? bounds : null;
}

/**
 * The simulated figures that count as inside, both ends included.
 * @returns null for a sign or an order, and for a size of an unknown: `published` or `simulated` null.
 */
export function toleratedInterval(
  tolerance: Tolerance,
  published: number | null,
  simulated: number | null,
): { from: number; to: number } | null {
  if (tolerance.kind === 'runs') return null;
  if (tolerance.kind === 'interval') return { from: tolerance.from, to: tolerance.to };
  const base =
    tolerance.kind === 'plus-minus' ? 1 : tolerance.kind === 'of-published' ? published : simulated;
  if (base === null || published === null) return null;
  const size = tolerance.size * Math.abs(base);
  return { from: published - size, to: published + size };
}

export function isWithin(value: number, { from, to, isOpen }: Bounds): boolean {
  return isOpen ? value > from && value < to : value >= from && value <= to;
}
