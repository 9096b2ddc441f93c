import { log } from '../maths/log.ts';
import {
  type EmployerAttributes,
  type EmployerGroup,
  MARKET_NUMBERS,
  type MarketNumber,
  type Month,
  type Scenario,
  type Target,
} from '../scenario/scenario.ts';
import { LOTTERY_POINTS, lotteryOutcomes } from './certainty-equivalent.ts';
import { ModelError } from './model-error.ts';

/**
 * The numbers of a scenario that drivers and the timeline may move, as they are this month. All lie in one array, so
 * that a month begins by copying the scenario's own values back; the named views point into it.
 */
export interface Numbers {
  readonly all: Float64Array;
  readonly start: Float64Array;
  /** By group. */
  readonly attributes: Readonly<Record<keyof EmployerAttributes, Float64Array>>;
  /** By group and cause: group × causes + cause. */
  readonly mission: Float64Array;
  /** By programme, people a year. */
  readonly graduates: Float64Array;
  readonly market: Float64Array;
  /** Made from the above each month, by group. */
  readonly logPay: Float64Array;
  readonly logPayAtStart: Float64Array;
  readonly equityShare: Float64Array;
  /** By group and point: LOTTERY_POINTS each. */
  readonly outcomes: Float64Array;
}

const ATTRIBUTES = [
  'pay',
  'equity',
  'equitySd',
  'equityNothing',
  'autonomy',
  'brandRisk',
  'demand',
  'freeze',
  'layOffRate',
  'adjustment',
  'costElasticity',
  'expectedLeaving',
] as const satisfies (keyof EmployerAttributes)[];

type Bounds = { low: number; high: number };
const PROBABILITY: Bounds = { low: 0, high: 1 };
const NOT_NEGATIVE: Bounds = { low: 0, high: Infinity };

/** What a number may be after drivers and events; those not named here may be any finite number. */
const ATTRIBUTE_BOUNDS: Partial<Record<keyof EmployerAttributes, Bounds>> = {
  pay: { low: Number.MIN_VALUE, high: Infinity },
  equity: NOT_NEGATIVE,
  equitySd: NOT_NEGATIVE,
  equityNothing: { low: 0, high: 1 - Number.EPSILON },
  demand: NOT_NEGATIVE,
  freeze: PROBABILITY,
  layOffRate: PROBABILITY,
  adjustment: PROBABILITY,
  expectedLeaving: PROBABILITY,
};

export function createNumbers(scenario: Scenario): Numbers {
  const groups = scenario.employers.length;
  const causes = scenario.causes.length;
  const sizes = [
    ...ATTRIBUTES.map(() => groups),
    groups * causes,
    scenario.programmes.length,
    MARKET_NUMBERS.length,
  ];
  const all = new Float64Array(sizes.reduce((sum, size) => sum + size, 0));
  let used = 0;
  const views = sizes.map((size) => {
    used += size;
    return all.subarray(used - size, used);
  });
  const attributes = Object.fromEntries(
    ATTRIBUTES.map((name, at) => [name, views[at]!]),
  ) as Numbers['attributes'];
  const mission = views[ATTRIBUTES.length]!;
  scenario.employers.forEach((group, at) => {
    for (const name of ATTRIBUTES) attributes[name][at] = group.attributes[name];
    mission.set(group.mission, at * causes);
  });
  const graduates = views[ATTRIBUTES.length + 1]!;
  graduates.set(scenario.programmes.map((programme) => programme.graduates));
  const market = views[ATTRIBUTES.length + 2]!;
  market.set(MARKET_NUMBERS.map((name) => marketNumberIn(scenario, name)));
  return {
    all,
    start: all.slice(),
    attributes,
    mission,
    graduates,
    market,
    logPay: new Float64Array(groups),
    logPayAtStart: new Float64Array(groups),
    equityShare: new Float64Array(groups),
    outcomes: new Float64Array(groups * LOTTERY_POINTS),
  };
}

/** The scenario's own value; 0 where the mechanism is absent. */
function marketNumberIn(scenario: Scenario, name: MarketNumber): number {
  const [section, key] = name.split('.') as [keyof Scenario, string];
  const part = scenario[section] as Record<string, number> | null;
  return part === null ? 0 : part[key]!;
}

export function marketNumber(numbers: Numbers, name: MarketNumber): number {
  return numbers.market[MARKET_NUMBERS.indexOf(name)]!;
}

/** Where a target's numbers lie in `all`: one for an employer group, several for a sector. */
export function indicesOf(numbers: Numbers, scenario: Scenario, target: Target): number[] {
  if (target.of === 'market')
    return [offsetIn(numbers, numbers.market) + MARKET_NUMBERS.indexOf(target.attribute)];
  if (target.of === 'programme') {
    return [offsetIn(numbers, numbers.graduates) + indexById(scenario.programmes, target.id)];
  }
  const isMeant = (group: EmployerGroup) => (target.of === 'sector' ? group.sector : group.id) === target.id;
  const groups = scenario.employers.flatMap((group, at) => (isMeant(group) ? [at] : []));
  if (target.attribute !== 'mission') {
    const offset = offsetIn(numbers, numbers.attributes[target.attribute]);
    return groups.map((group) => offset + group);
  }
  const offset = offsetIn(numbers, numbers.mission);
  const causes = scenario.causes.length;
  const only = target.cause === null ? null : indexById(scenario.causes, target.cause);
  return groups.flatMap((group) =>
    scenario.causes.flatMap((_, cause) =>
      only === null || only === cause ? [offset + group * causes + cause] : [],
    ),
  );
}

function offsetIn(numbers: Numbers, view: Float64Array): number {
  return (view.byteOffset - numbers.all.byteOffset) / Float64Array.BYTES_PER_ELEMENT;
}

function indexById(items: readonly { id: string }[], id: string): number {
  const at = items.findIndex((item) => item.id === id);
  if (at < 0) throw new ModelError(`nothing is called ${id}`);
  return at;
}

/** Brings the numbers made from others up to date, once a month after drivers and events. */
export function refreshMade(numbers: Numbers): void {
  const { pay, equity, equitySd, equityNothing } = numbers.attributes;
  for (let group = 0; group < pay.length; group++) {
    numbers.logPay[group] = log(pay[group]!);
    numbers.equityShare[group] = equity[group]! / pay[group]!;
    if (equity[group]! > 0) {
      lotteryOutcomes(equitySd[group]!, equityNothing[group]!, numbers.outcomes, group * LOTTERY_POINTS);
    }
  }
}

/** @throws ModelError naming every number that drivers or events took out of its bounds. */
export function checkBounds(numbers: Numbers, scenario: Scenario, month: Month): void {
  const mistakes: string[] = [];
  for (const [name, bounds] of Object.entries(ATTRIBUTE_BOUNDS) as [keyof EmployerAttributes, Bounds][]) {
    numbers.attributes[name].forEach((value, group) => {
      if (!(value >= bounds.low && value <= bounds.high))
        mistakes.push(`employers.${scenario.employers[group]!.id}.${name} is ${value}`);
    });
  }
  MARKET_NUMBERS.forEach((name, at) => {
    const bounds = isProbability(name) ? PROBABILITY : NOT_NEGATIVE;
    const value = numbers.market[at]!;
    if (!(value >= bounds.low && value <= bounds.high)) mistakes.push(`${name} is ${value}`);
  });
  const { people, separations } = scenario;
  const quits = marketNumber(numbers, 'separations.quitPerMonth');
  const exits =
    marketNumber(numbers, 'separations.leaveFieldPerMonth') +
    marketNumber(numbers, 'separations.leaveForStudiesPerMonth');
  const looks = marketNumber(numbers, 'people.looksPerMonth');
  if (looks > people.largestLooksPerMonth)
    mistakes.push(`looks per month is ${looks}, above its largest, ${people.largestLooksPerMonth}`);
  if (quits > separations.largestQuitPerMonth)
    mistakes.push(`quits per month is ${quits}, above its largest, ${separations.largestQuitPerMonth}`);
  if (exits > separations.largestLeaveFieldPerMonth) {
    mistakes.push(
      `leaving the field (with studies) is ${exits} a month, above its largest, ${separations.largestLeaveFieldPerMonth}`,
    );
  }
  if (mistakes.length > 0) {
    throw new ModelError(
      `In ${formatMonth(month)} drivers and events took numbers out of their bounds: ${mistakes.join('; ')}`,
    );
  }
}

function isProbability(name: MarketNumber): boolean {
  return /PerMonth$|rate$|aiShare$|answersAbroad$/.test(name);
}

export function formatMonth(month: Month): string {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
}
