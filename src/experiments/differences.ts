/** One place at which two resolved scenarios differ: keys and positions from the top, and what stands there; absent: nothing. */
export interface Difference {
  readonly at: readonly (string | number)[];
  readonly value?: unknown;
}

/**
 * What has to be put where to make `other` of `base`; both are plain data. Lists of different lengths are replaced whole.
 * `withDifferences(base, differences(base, other))` equals `other`.
 */
export function differences(base: unknown, other: unknown): Difference[] {
  const found: Difference[] = [];
  compare(base, other, [], found);
  return found;
}

function compare(base: unknown, other: unknown, at: readonly (string | number)[], found: Difference[]): void {
  if (Object.is(base, other)) return;
  if (Array.isArray(base) && Array.isArray(other) && base.length === other.length) {
    for (let index = 0; index < base.length; index++)
      compare(base[index], other[index], [...at, index], found);
    return;
  }
  if (!isRecord(base) || !isRecord(other)) {
    found.push({ at, value: other });
    return;
  }
  for (const key of Object.keys(base)) if (!Object.hasOwn(other, key)) found.push({ at: [...at, key] });
  for (const [key, value] of Object.entries(other)) {
    if (Object.hasOwn(base, key)) compare(base[key], value, [...at, key], found);
    else found.push({ at: [...at, key], value });
  }
}

/** A copy of `base` with the differences put in. */
export function withDifferences<T>(base: T, found: readonly Difference[]): T {
  const root = { copy: structuredClone(base) as unknown };
  for (const { at, ...rest } of found) {
    const path = ['copy', ...at];
    const last = path.pop()!;
    const holder = path.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], root);
    if ('value' in rest) put(holder as object, last, structuredClone(rest.value));
    else delete (holder as Record<string, unknown>)[last];
  }
  return root.copy as T;
}

/** A plain assignment would take the key `__proto__` for the object's prototype. */
function put(holder: object, key: string | number, value: unknown): void {
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
}

/**
 * `other` with every part that equals `base`'s replaced by base's own: a thousand scenarios of one experiment then take little more
 * memory than one. Both are plain data and stay as they are.
 */
export function sharing<T>(base: T, other: T): T {
  if (Object.is(base, other)) return base;
  if (Array.isArray(base) && Array.isArray(other)) {
    const items = other.map((item, at) => sharing(base[at], item));
    const isSame = base.length === other.length && items.every((item, at) => Object.is(item, base[at]));
    return isSame ? base : (items as T);
  }
  if (!isRecord(base) || !isRecord(other)) return other;
  const own = (key: string): unknown => (Object.hasOwn(base, key) ? base[key] : undefined);
  const entries = Object.entries(other).map(([key, value]) => [key, sharing(own(key), value)] as const);
  const isSame =
    entries.length === Object.keys(base).length &&
    entries.every(([key, value]) => Object.hasOwn(base, key) && Object.is(value, base[key]));
  return isSame ? base : (Object.fromEntries(entries) as T);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
