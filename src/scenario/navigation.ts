import type * as z from 'zod';
import {
  DISTRIBUTION_NAMES,
  type DistributionName,
  distributionMap,
  type FieldInfo,
  FULL_NUMBER,
  infoIfAny,
  infoOf,
  keysOf,
} from './fields.ts';
import { child, type Node, type Segment, textOf } from './tree.ts';

/** The declaration of what stands at `segment` inside a value of this field, or undefined when nothing may. */
export function declarationInside(
  field: z.ZodType,
  segment: Segment,
  value: Node | undefined,
): z.ZodType | undefined {
  const info = infoIfAny(field);
  if (info === undefined) return undefined;
  if (info.kind === 'items' || info.kind === 'list') return info.inside;
  if (typeof segment === 'number') return undefined;
  if (info.kind === 'map') return own(keysOf(field), segment);
  if (info.kind === 'numbers-by-name') return own(keysOf(field), segment) ?? info.inside;
  const map = mapForm(field, info, segment, value);
  return own(keysOf(map), segment) ?? (map && infoIfAny(map)?.inside);
}

/** A field that is a number or a map: the map that the value is, or that has the key. */
function mapForm(
  field: z.ZodType,
  info: FieldInfo,
  key: string,
  value: Node | undefined,
): z.ZodType | undefined {
  const saysValue = child(value, 'value') !== undefined;
  if (info.orMap !== undefined && !saysValue) {
    if (infoOf(info.orMap).kind === 'numbers-by-name' || own(keysOf(info.orMap), key)) return info.orMap;
  }
  if (info.kind === 'distribution' && !saysValue) {
    const kind = distributionKind(value);
    const names = kind === undefined ? DISTRIBUTION_NAMES : [kind];
    const holder = names.find((name) => own(keysOf(distributionMap(field, name)), key));
    if (holder !== undefined && !(key in FULL_NUMBER.shape && kind === undefined))
      return distributionMap(field, holder);
  }
  return info.kind === 'number' || info.kind === 'distribution' ? FULL_NUMBER : undefined;
}

export function distributionKind(value: Node | undefined): DistributionName | undefined {
  const name = textOf(child(value, 'distribution'));
  return DISTRIBUTION_NAMES.find((known) => known === name);
}

function own(keys: Record<string, z.ZodType> | undefined, key: string): z.ZodType | undefined {
  return keys !== undefined && Object.hasOwn(keys, key) ? keys[key] : undefined;
}

/** The keys that may stand in a value of this field, for "did you mean". */
export function keysInside(field: z.ZodType, value: Node | undefined): string[] {
  const info = infoIfAny(field);
  if (info?.kind === 'distribution' && distributionKind(value) !== undefined) {
    return Object.keys(keysOf(distributionMap(field, distributionKind(value)!))!);
  }
  if (info?.kind === 'choice') return Object.keys(keysOf(info.orMap) ?? {});
  if (info?.kind === 'number' || info?.kind === 'distribution') {
    const ofMap = Object.keys(keysOf(info.orMap) ?? {});
    return ofMap.length > 0 && child(value, 'value') === undefined ? ofMap : Object.keys(FULL_NUMBER.shape);
  }
  return Object.keys(keysOf(field) ?? {});
}
