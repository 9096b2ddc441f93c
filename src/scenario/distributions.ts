import type * as z from 'zod';
import { type Bounds, boundsOfParameter, DISTRIBUTION_NAMES, DISTRIBUTIONS, infoOf } from './fields.ts';
import type { Mistakes } from './mistakes.ts';
import { distributionKind } from './navigation.ts';
import { oneOf } from './nearest.ts';
import { NO_BACKING, originOf, type ShownValue } from './provenance.ts';
import { readNumber, ruleOf } from './quantities.ts';
import type { Distribution } from './scenario.ts';
import { child, described, joined, type MapNode, type Node } from './tree.ts';

/** Reads a distribution: a number, or a map that names its kind and parameters. */
export function readDistribution(
  field: z.ZodType,
  node: Node,
  path: string,
  mistakes: Mistakes,
  shown: ShownValue[],
): Distribution {
  const rule = ruleOf(infoOf(field));
  const kind = distributionKind(node);
  const isConstant =
    node.type !== 'map' ||
    (kind === undefined && child(node, 'distribution') === undefined && hasValue(node));
  if (isConstant) return { kind: 'constant', value: readNumber(node, path, rule, mistakes, shown) };
  if (kind === undefined) {
    if (child(node, 'distribution')?.type !== 'broken') reportNoKind(node, path, mistakes);
    return { kind: 'constant', value: Number.NaN };
  }
  const name = child(node, 'distribution')!;
  shown.push({
    path: joined(path, 'distribution'),
    value: kind,
    unit: null,
    ...NO_BACKING,
    origin: originOf(name.place),
  });
  const parameters = Object.fromEntries(
    DISTRIBUTIONS[kind].map((name) => {
      const isPlain = name === 'exponent' || name === 'log-sd';
      const bounds = boundsOfParameter[name] ?? (isPlain || name === 'sd' ? {} : rule.bounds);
      const at = child(node, name);
      const from = joined(path, name);
      if (at === undefined) {
        const expected = `the parameters ${DISTRIBUTIONS[kind].join(' and ')} of ${kind}`;
        mistakes.add(node.place, from, 'nothing', expected, `add \`${name}: …\``);
        return [name, Number.NaN];
      }
      const unit = isPlain ? 'ratio' : rule.unit;
      return [
        name,
        readNumber(
          at,
          from,
          { unit, bounds: narrowed(bounds, isPlain ? {} : rule.bounds, name) },
          mistakes,
          shown,
        ),
      ];
    }),
  ) as Record<string, number>;
  const distribution = {
    kind,
    ...parameters,
    ...('log-sd' in parameters ? { logSd: parameters['log-sd'] } : {}),
  };
  delete (distribution as Record<string, unknown>)['log-sd'];
  checkOrder(distribution as unknown as Distribution, node, path, rule.bounds, mistakes);
  return distribution as unknown as Distribution;
}

function hasValue(node: MapNode): boolean {
  return (
    node.entries.has('value') || ['from', 'mean', 'median', 'smallest'].every((key) => !node.entries.has(key))
  );
}

function reportNoKind(node: MapNode, path: string, mistakes: Mistakes): void {
  const kinds = oneOf(DISTRIBUTION_NAMES);
  const meant = DISTRIBUTION_NAMES.find((name) =>
    DISTRIBUTIONS[name].some((parameter) => node.entries.has(parameter)),
  );
  const expected = `the key distribution: ${kinds}`;
  mistakes.add(
    node.place,
    joined(path, 'distribution'),
    described(node),
    expected,
    `add \`distribution: ${meant ?? 'normal'}\``,
  );
}

/** A parameter's own bounds and those of what is drawn; a standard deviation is not a draw. */
function narrowed(own: Bounds, drawn: Bounds, name: string): Bounds {
  if (name === 'sd') return own;
  const { whole: _, ...rest } = drawn;
  return { ...rest, ...own };
}

function checkOrder(
  drawn: Distribution,
  node: MapNode,
  path: string,
  bounds: Bounds,
  mistakes: Mistakes,
): void {
  const ends: [string, number, string, number] | undefined =
    drawn.kind === 'uniform'
      ? ['from', drawn.from, 'to', drawn.to]
      : drawn.kind === 'pareto'
        ? ['smallest', drawn.smallest, 'largest', drawn.largest]
        : undefined;
  if (ends !== undefined && ends[1] > ends[3]) {
    const found = `${ends[0]}: ${ends[1]} and ${ends[2]}: ${ends[3]}`;
    mistakes.add(
      child(node, ends[2])!.place,
      path,
      found,
      `${ends[2]} not below ${ends[0]}`,
      'exchange the two',
    );
  }
  const mayNotBeNegative = (bounds.min ?? bounds.above ?? -1) >= 0;
  if (drawn.kind === 'normal' && mayNotBeNegative && drawn.sd > 0) {
    const remedy = 'write `distribution: lognormal` with median and log-sd, or uniform with from and to';
    mistakes.add(
      child(node, 'distribution')!.place,
      path,
      'normal, which can be negative',
      'a distribution that is never negative',
      remedy,
    );
  }
}
