import { type Bounds, boundRemedy, boundsText, expectedNumber, type FieldInfo } from './fields.ts';
import type { Mistakes } from './mistakes.ts';
import { didYouMean, oneOf } from './nearest.ts';
import { type Backing, NO_BACKING, originOf, type ShownValue } from './provenance.ts';
import type { Place } from './scenario-error.ts';
import { remedyFor } from './shape.ts';
import {
  type Cover,
  child,
  described,
  joined,
  type MapNode,
  type Node,
  type ScalarNode,
  textOf,
} from './tree.ts';
import {
  acceptedUnits,
  conversion,
  meantInUnit,
  splitUnit,
  UNITS,
  type Unit,
  type UnitName,
} from './units.ts';

/** What a number must be: its unit, which in drivers is the file's own word, and its bounds. */
export interface NumberRule {
  unit: UnitName;
  /** For unit `own`: the unit in words, or null when any will do. */
  ownUnit?: string | null;
  bounds: Bounds;
}

export function ruleOf(info: FieldInfo): NumberRule {
  return { unit: info.unit!, bounds: info.bounds ?? {} };
}

/** What to write for a share of a year, as most rates are published, where one of a month is wanted: not a twelfth, as who has left cannot leave again. */
function shareOfAMonth(value: number, written: string, unit: Unit | undefined): string | undefined {
  const factor = conversion(written, UNITS['share/year']);
  if (unit !== UNITS['share/month'] || factor === undefined) return undefined;
  const left = 1 - value * factor;
  if (!(left > 0 && left < 1)) return undefined;
  const aMonth = Number((100 * (1 - left ** (1 / 12))).toPrecision(3));
  return `write ${aMonth}%, the share of a month that makes ${value}${written.startsWith('%') ? '' : ' '}${written}`;
}

/**
 * Reads a number in any of its forms, in the field's unit, and keeps what backs it. A mistake is added at its place
 * and gives NaN, as does a value already reported: comparisons with it are false, so no rule complains again.
 */
export function readNumber(
  node: Node,
  path: string,
  rule: NumberRule,
  mistakes: Mistakes,
  shown: ShownValue[],
): number {
  if (node.type === 'broken') return Number.NaN;
  const written =
    node.type === 'map' ? fromMap(node, path, rule, mistakes) : fromScalar(node, path, rule, mistakes);
  if (written === undefined) return Number.NaN;
  if (isDotOfThousands(written.scalar, path, rule, mistakes)) return Number.NaN;
  const { unit, shownUnit } = unitOf(rule, written.unit);
  const scale = written.unit === null ? 1 : unit && conversion(written.unit, unit);
  if (scale === undefined) {
    const accepted = unit === undefined ? [rule.ownUnit ?? ''] : acceptedUnits(unit);
    const meant = written.map === null ? meantInUnit(written.scalar.text, unit) : undefined;
    if (meant !== undefined && Number.parseFloat(meant) !== written.value) {
      mistakes.add(
        node.place,
        path,
        described(node),
        expectedNumber(rule.unit, rule.bounds),
        `write ${meant}`,
      );
      return Number.NaN;
    }
    const remedy =
      shareOfAMonth(written.value, written.unit!, unit) ??
      didYouMean(written.unit!, accepted, `write the number in ${shownUnit}`);
    mistakes.add(written.unitPlace, path, `the unit "${written.unit}"`, oneOf(accepted), remedy);
    return Number.NaN;
  }
  const value = times(written.value, scale);
  if (!withinBounds(value, path, rule, written, mistakes)) return Number.NaN;
  const backing =
    written.map === null
      ? coverOf(written.scalar)
      : backingOf(written.map, written, path, scale, value, rule, mistakes);
  const origin = originOf(written.scalar.place);
  shown.push({ path, value, unit: shownUnit, ...backing, origin });
  return value;
}

/** `220.000 USD/year`, as half of Europe writes it, would be 220: of people and money nobody writes three noughts after the point. Adds the mistake. */
function isDotOfThousands(
  scalar: ScalarNode,
  path: string,
  { unit, bounds }: NumberRule,
  mistakes: Mistakes,
): boolean {
  const [, digits, after = ''] = /^([+-]?\d{1,3})\.000( .*)?$/.exec(scalar.text) ?? [];
  if (digits === undefined || Number(digits) === 0 || !/^(people|USD)/.test(unit)) return false;
  const remedy = `write ${digits}000${after}, or ${digits}${after} if that is meant`;
  mistakes.add(scalar.place, path, described(scalar), expectedNumber(unit, bounds), remedy);
  return true;
}

interface Written {
  value: number;
  unit: string | null;
  unitPlace: Place;
  scalar: ScalarNode;
  map: MapNode | null;
}

function fromMap(map: MapNode, path: string, rule: NumberRule, mistakes: Mistakes): Written | undefined {
  const value = child(map, 'value');
  if (value?.type === 'broken') return undefined;
  if (value?.type !== 'scalar' || typeof value.value !== 'number') {
    const expected = `the key value: ${expectedNumber(rule.unit, rule.bounds)}`;
    mistakes.add(map.place, joined(path, 'value'), described(value), expected, 'add `value: …` to this map');
    return undefined;
  }
  const unit = child(map, 'unit');
  return {
    value: value.value,
    unit: textOf(unit) ?? null,
    unitPlace: unit?.place ?? map.place,
    scalar: value,
    map,
  };
}

function fromScalar(node: Node, path: string, rule: NumberRule, mistakes: Mistakes): Written | undefined {
  if (node.type === 'scalar' && typeof node.value === 'number') {
    return { value: node.value, unit: null, unitPlace: node.place, scalar: node, map: null };
  }
  const split = node.type === 'scalar' && typeof node.value === 'string' ? splitUnit(node.value) : undefined;
  if (split === undefined || node.type !== 'scalar') {
    const expected = expectedNumber(rule.unit, rule.bounds);
    const remedy = remedyFor(node, path, expected, {
      kind: 'number',
      meaning: '',
      expected,
      unit: rule.unit,
    });
    mistakes.add(node.place, path, described(node), expected, remedy);
    return undefined;
  }
  return { value: split.value, unit: split.unit, unitPlace: node.place, scalar: node, map: null };
}

/** The unit to convert to; undefined when only the rule's own word will do and it is another. */
function unitOf(rule: NumberRule, written: string | null): { unit: Unit | undefined; shownUnit: string } {
  if (rule.unit !== 'own') return { unit: UNITS[rule.unit], shownUnit: UNITS[rule.unit].name };
  const word = rule.ownUnit ?? written ?? '';
  const fits = written === null || rule.ownUnit == null || written === rule.ownUnit;
  return { unit: fits ? { name: word, words: '', accepts: { [word]: 1 } } : undefined, shownUnit: word };
}

/** 7 % is 7 ÷ 100 and not 7 × 0.01, which differs in the last digit. */
function times(value: number, factor: number): number {
  return factor >= 1 ? value * factor : value / Math.round(1 / factor);
}

function withinBounds(
  value: number,
  path: string,
  rule: NumberRule,
  written: Written,
  mistakes: Mistakes,
): boolean {
  const { min, max, above, below, whole } = rule.bounds;
  const isBeyond =
    !Number.isFinite(value) ||
    (min !== undefined && value < min) ||
    (max !== undefined && value > max) ||
    (above !== undefined && value <= above) ||
    (below !== undefined && value >= below);
  const isBroken = whole === true && !Number.isInteger(value);
  if (!isBeyond && !isBroken) return true;
  const inUnit = value === written.value ? '' : ` (${value} ${UNITS[rule.unit].name})`;
  const found = `${described(written.scalar)}${written.map !== null && written.unit !== null ? ` ${written.unit}` : ''}${inUnit}`;
  const remedy = boundRemedy(rule.bounds, value, written.unit === null, written.map !== null);
  mistakes.add(written.scalar.place, path, found, expectedNumber(rule.unit, rule.bounds), remedy);
  return false;
}

function coverOf({ cover }: ScalarNode): Backing {
  return { ...NO_BACKING, source: cover?.source ?? null, why: cover?.why ?? null };
}

/** What the map of a full number says about it; what it does not say, the map around it may. */
function backingOf(
  map: MapNode,
  written: Written,
  path: string,
  scale: number,
  value: number,
  rule: NumberRule,
  mistakes: Mistakes,
): Backing {
  const around: Cover | null = written.scalar.cover;
  const kind = (textOf(child(map, 'kind')) ?? null) as Backing['kind'];
  const backing: Backing = {
    source: textOf(child(map, 'source')) ?? around?.source ?? null,
    why: textOf(child(map, 'why')) ?? around?.why ?? null,
    kind,
    range: rangeOf(map, scale),
    fact: textOf(child(map, 'fact')) ?? null,
  };
  if (backing.range !== null) checkRange(map, backing.range, written, path, { value, scale }, rule, mistakes);
  const needed = {
    measured: ['source'],
    estimated: ['source'],
    assumed: ['why', 'range'],
    fitted: ['fact'],
  } as const;
  for (const key of kind === null ? [] : needed[kind]) {
    if (backing[key] !== null || child(map, key) !== undefined) continue;
    const remedy = `add \`${key}: …\`, or give another kind`;
    mistakes.add(
      child(map, 'kind')!.place,
      path,
      `kind: ${kind} without ${key}`,
      `${key} beside kind: ${kind}`,
      remedy,
    );
  }
  return backing;
}

/** A range, in the unit of its value, holds the value; and what is drawn from it has to be possible. */
function checkRange(
  map: MapNode,
  [lowest, highest]: readonly [number, number],
  written: Written,
  path: string,
  { value, scale }: { value: number; scale: number },
  { unit, bounds }: NumberRule,
  mistakes: Mistakes,
): void {
  const range = child(map, 'range')!;
  const ends = range.type === 'list' ? range.items : [];
  if (!(lowest <= value && value <= highest)) {
    const inUnit = written.unit === null ? '' : ` ${written.unit}`;
    const isBackwards = highest <= value && value <= lowest;
    // Written in the field's unit, beside a value in another.
    const isInFieldUnit = lowest <= value * scale && value * scale <= highest && scale !== 1;
    const inValueUnit = [lowest, highest].map((end) => Number((end / scale / scale).toPrecision(4)));
    mistakes.add(
      range.place,
      joined(path, 'range'),
      `[${ends.map((end) => described(end)).join(', ')}]${inUnit}`,
      `[lowest, highest] around the value ${written.value}${inUnit}`,
      isInFieldUnit
        ? `write [${inValueUnit.join(', ')}]: a range is in the unit of its value`
        : isBackwards
          ? 'exchange the two'
          : 'widen the range, or change the value',
    );
    return;
  }
  for (const [at, end] of [lowest, highest].entries()) {
    const isPossible =
      end >= Math.max(bounds.min ?? -Infinity, bounds.above ?? -Infinity) &&
      end <= Math.min(bounds.max ?? Infinity, bounds.below ?? Infinity);
    if (isPossible) continue;
    const remedy = `write an end of the range that is${boundsText(bounds).replace(/^,/, '')}`;
    const place = ends[at]!.place;
    mistakes.add(
      place,
      `${joined(path, 'range')}[${at}]`,
      described(ends[at]!),
      expectedNumber(unit, bounds),
      remedy,
    );
  }
}

function rangeOf(map: MapNode, scale: number): [number, number] | null {
  const range = child(map, 'range');
  if (range?.type !== 'list') return null;
  const ends = range.items.map((end) =>
    end.type === 'scalar' && typeof end.value === 'number' ? times(end.value, scale) : Number.NaN,
  );
  return ends.some((end) => Number.isNaN(end)) ? null : [ends[0]!, ends[1]!];
}
