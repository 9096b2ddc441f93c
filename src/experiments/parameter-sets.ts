import { KeyedDraws } from '../random/keyed-draws.ts';
import type { ShownValue } from '../scenario/provenance.ts';

/**
 * One set of parameters drawn from what a scenario says about its doubts: each value with a `range` is uniform on it, independently.
 * A draw is keyed by seed, set and path, so that base and policy share it, and one more range renames nobody else's.
 * @param attempt which try, from 0: a set that the scenario's own rules refuse is drawn again.
 * @returns settings `path=value`.
 */
export function parameterSet(
  values: readonly ShownValue[],
  seed: string,
  set: number,
  attempt: number,
): string[] {
  const stream = new KeyedDraws(`${seed} parameter sets`).open(set, attempt);
  return settingsAt(values, ({ path }) => stream.uniform(hashOf(path), 0));
}

/**
 * Settings `path=value` at a point of the ranges of a scenario's values. Shares of a whole are scaled so that they still make it.
 * @param coordinateOf where in its range a value stands, 0 to 1; null: it keeps what the scenario says.
 */
export function settingsAt(
  values: readonly ShownValue[],
  coordinateOf: (value: ShownValue) => number | null,
): string[] {
  const drawn = new Map(
    uncertain(values).flatMap((value): [string, number][] => {
      const coordinate = coordinateOf(value);
      return coordinate === null ? [] : [[value.path, valueAt(value, coordinate)]];
    }),
  );
  for (const group of sharesOfAWhole(values)) makeWhole(group, drawn);
  return [...drawn].map(([path, value]) => `${path}=${Number(value.toPrecision(12))}`);
}

function valueAt({ value, range }: ShownValue, coordinate: number): number {
  const [low, high] = range!;
  const drawn = low + coordinate * (high - low);
  const isWhole = [value, low, high].every((number) => Number.isInteger(number)) && high - low > 1;
  return isWhole ? Math.round(drawn) : drawn;
}

/** Shares that together are 1, such as those of a skill mix or of the causes: drawn apart, they would not be. */
function sharesOfAWhole(values: readonly ShownValue[]): ShownValue[][] {
  const groups = new Map<string, ShownValue[]>();
  for (const value of values) {
    if (value.unit !== 'share') continue;
    const parts = value.path.split('.');
    const siblings = parts.slice(0, -1).join('.');
    const acrossItems = [...parts.slice(0, -2), '*', parts.at(-1)].join('.');
    for (const key of [siblings, acrossItems]) groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  return [...groups.values()].filter(
    (group) =>
      group.length > 1 && Math.abs(group.reduce((sum, { value }) => sum + Number(value), 0) - 1) < 1e-9,
  );
}

/** Scales the drawn ones of a group so that all make 1 again. */
function makeWhole(group: readonly ShownValue[], drawn: Map<string, number>): void {
  const fixed = group.filter(({ path }) => !drawn.has(path));
  const free = group.filter(({ path }) => drawn.has(path));
  const left = 1 - fixed.reduce((sum, { value }) => sum + Number(value), 0);
  const sum = free.reduce((total, { path }) => total + drawn.get(path)!, 0);
  let rest = left;
  for (const [at, { path }] of free.entries()) {
    const share = at === free.length - 1 ? rest : Number(((drawn.get(path)! * left) / sum).toPrecision(9));
    drawn.set(path, share);
    rest -= share;
  }
}

/** Values that say in what range they may lie. */
export function uncertain(values: readonly ShownValue[]): ShownValue[] {
  return values.filter(
    ({ range, value }) => range !== null && typeof value === 'number' && range[1] > range[0],
  );
}

/** A text as part of a draw's key: FNV-1a, 32 bits. */
export function hashOf(path: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < path.length; at++) hash = Math.imul(hash ^ path.charCodeAt(at), 0x01000193);
  return hash | 0;
}
