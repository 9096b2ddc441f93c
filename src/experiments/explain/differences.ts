import { MOTIVES, type Motive } from '../../model/records.ts';
import type { Place, Told, Worth } from '../../model/trace.ts';
import type { Dated, Entry } from './diary.ts';
import type { Names } from './names.ts';

/** A number, word or place that two runs do not share. `path` is read from left to right: of which option, of what. */
export interface Difference {
  readonly path: string;
  readonly base: Told;
  readonly policy: Told;
}

/** How two records of the same decision differ. */
export interface Differences {
  readonly inputs: readonly Difference[];
  readonly draws: readonly Difference[];
  readonly outcome: readonly Difference[];
  /** Differences of the outcome although none of the inputs declared for that part of it differs. */
  readonly undeclared: readonly Difference[];
}

/** Whether two records are about the same decision: the nth of its kind about this person in the month. */
function decisionId(entry: Entry, way = ''): string {
  if (entry.what === 'moves') return `moves ${entry.kind}`;
  if (entry.what === 'right') return `right ${'hiredAbroad' in entry.inputs ? 'with a job' : ''}`;
  if (entry.what === 'leaves field')
    return `leaves field ${'withoutJob' in entry.inputs ? 'without a job' : 'from a job'}`;
  if (entry.what === 'quits' || entry.what === 'looks')
    return `${entry.what} ${entry.inputs.more !== undefined ? 'as a newcomer' : ''}`;
  const wayIn = entry.what === 'chooses' ? entry.inputs.way : entry.what === 'matched' ? way : '';
  return `${entry.what} ${wayIn} ${entry.other ?? ''}`;
}

/** Twins of two lists in their order: decisions of the same id; undefined where one has none. */
export function pairsOf(
  base: readonly Entry[],
  policy: readonly Entry[],
): [Entry | undefined, Entry | undefined][] {
  const [ofBase, ofPolicy] = [withIds(base), withIds(policy)];
  const pairs: [Entry | undefined, Entry | undefined][] = [];
  const left = [...ofPolicy];
  for (const [id, one] of ofBase) {
    const at = left.findIndex(([other]) => other === id);
    if (at < 0) {
      pairs.push([one, undefined]);
      continue;
    }
    for (const [, other] of left.splice(0, at)) pairs.push([undefined, other]);
    pairs.push([one, left.shift()![1]]);
  }
  for (const [, other] of left) pairs.push([undefined, other]);
  return pairs;
}

function withIds(entries: readonly Entry[]): [string, Entry][] {
  const seen = new Map<string, number>();
  let way = '';
  return entries.map((entry) => {
    if (entry.what === 'chooses') way = entry.inputs.way;
    const id = decisionId(entry, way);
    const nth = (seen.get(id) ?? 0) + 1;
    seen.set(id, nth);
    return [`${id} ${nth}`, entry];
  });
}

/** @throws RangeError when the records are of two kinds. */
export function differencesOf(names: Names, base: Dated, policy: Dated): Differences {
  if (base.what === 'chooses' && policy.what === 'chooses') return ofChoices(names, base, policy);
  if (base.what === 'matched' && policy.what === 'matched') return ofMatches(names, base, policy);
  if (base.what === 'begins' && policy.what === 'begins') return ofBeginnings(base, policy);
  if (base.what === 'meets' && policy.what === 'meets') return ofMeetings(names, base, policy);
  if (base.what === 'approached' && policy.what === 'approached') return ofLetters(names, base, policy);
  if (base.what !== policy.what) throw new RangeError(`${base.what} and ${policy.what} are two decisions`);
  const inputs = between(base.inputs, policy.inputs);
  const outcome = between(base.outcome, policy.outcome);
  return finished(inputs, between(base.draws, policy.draws), outcome, inputs.length > 0 ? [] : outcome);
}

function finished(
  inputs: readonly Difference[],
  draws: readonly Difference[],
  outcome: readonly Difference[],
  undeclared: readonly Difference[],
): Differences {
  // A draw has no inputs but who decides what and when, so that it may not differ at all.
  return { inputs, draws, outcome, undeclared: [...draws, ...undeclared] };
}

/** What each part of a value is made of: names of the inputs of the choice, and of the job. */
const DECLARED: Readonly<Record<Motive, readonly string[]>> = {
  pay: ['payRatio', 'logOwnPay', 'noJobPay', 'postedLogPay', 'premium'],
  equity: ['belief', 'riskAversion', 'equityShare', 'equityNothing', 'equitySd', 'outcomes'],
  autonomy: ['tasteForAutonomy', 'felt', 'autonomy'],
  mission: ['tasteForMission', 'felt', 'mission'],
  home: ['attachmentToHome', 'home', 'region', 'regionOfJob'],
  cost: ['costOfLeaving', 'costOfRelocating', 'region', 'regionOfJob'],
  noise: ['elasticity', 'matchQualitySd'],
};

type Chooses = Extract<Dated, { what: 'chooses' }>;

function ofChoices(names: Names, base: Chooses, policy: Chooses): Differences {
  const ofPerson = between(base.inputs, policy.inputs);
  const inputs = [...ofPerson];
  const outcome: Difference[] = [];
  const undeclared: Difference[] = [];
  const [worths, others] = [worthsByPlace(names, base), worthsByPlace(names, policy)];
  for (const id of new Set([...worths.keys(), ...others.keys()])) {
    const [one, other] = [worths.get(id), others.get(id)];
    if (one === undefined || other === undefined) {
      // Who could be chosen is decided by who was met.
      inputs.push({ path: `${id} could be chosen`, base: one !== undefined, policy: other !== undefined });
      continue;
    }
    const ofJob = between(one.inputs, other.inputs);
    inputs.push(...ofJob.map((difference) => ({ ...difference, path: `${id}: ${difference.path}` })));
    const differing = new Set([...ofPerson, ...ofJob].map(({ path }) => path));
    MOTIVES.forEach((motive, part) => {
      if (Object.is(one.parts[part]! + 0, other.parts[part]! + 0)) return;
      const difference = { path: `${id}: ${motive}`, base: one.parts[part]!, policy: other.parts[part]! };
      outcome.push(difference);
      if (!DECLARED[motive].some((name) => differing.has(name))) undeclared.push(difference);
    });
  }
  const ranks = (record: Chooses) =>
    record.outcome.ranked.map((at) => idOf(names, record.outcome.options[at]!)).join(' > ');
  if (ranks(base) !== ranks(policy)) {
    const difference = { path: 'better than staying', base: ranks(base), policy: ranks(policy) };
    outcome.push(difference);
    if (inputs.length === 0) undeclared.push(difference);
  }
  return finished(inputs, [], outcome, undeclared);
}

function worthsByPlace(names: Names, { outcome }: Chooses): Map<string, Worth> {
  return new Map([
    [`staying: ${idOf(names, outcome.staying)}`, outcome.staying],
    ...outcome.options.map((worth): [string, Worth] => [idOf(names, worth), worth]),
  ]);
}

const idOf = (names: Names, { place }: Pick<Worth, 'place'>) => names.employer(place);

type Matched = Extract<Dated, { what: 'matched' }>;

function ofMatches(names: Names, base: Matched, policy: Matched): Differences {
  const asked = ({ inputs }: Matched) =>
    Object.fromEntries(
      inputs.proposals.flatMap(({ place, places, rank, leastRank }, at) => {
        const name = names.employer(place);
        return [
          [`${name} as choice`, at + 1],
          [`places at ${name}`, places],
          [`rank at ${name}`, rank],
          [`rank of the last whom ${name} takes`, leastRank],
        ];
      }),
    );
  const to = ({ outcome }: Matched) => ({
    to: outcome.to === 'stays' ? 'stays' : names.employer(outcome.to),
  });
  const inputs = between(asked(base), asked(policy));
  const outcome = between(to(base), to(policy));
  return finished(inputs, [], outcome, inputs.length > 0 ? [] : outcome);
}

type Begins = Extract<Dated, { what: 'begins' }>;

/** Where somebody begins, and with which skill, is decided by the staff that employers start with: an input of all the rest. */
function ofBeginnings(base: Begins, policy: Begins): Differences {
  const parts = ({ inputs, outcome }: Begins) => {
    const { place, skill, region, tenure, right, route, ...traits } = outcome;
    return { inputs: { ...inputs, place: place.key, skill, region }, traits, rest: { tenure, right, route } };
  };
  const [one, other] = [parts(base), parts(policy)];
  const inputs = between(one.inputs, other.inputs);
  const traits = between(one.traits, other.traits);
  const outcome = [...traits, ...between(one.rest, other.rest)];
  return finished(inputs, [], outcome, inputs.length > 0 ? [] : traits);
}

type Meets = Extract<Dated, { what: 'meets' }>;

/** Who answers is decided employer by employer: `locality.ts` judges each. */
function ofMeetings(names: Names, base: Meets, policy: Meets): Differences {
  const outcome = (['callers', 'ties', 'barred'] as const).flatMap((what) =>
    inOneOnly(names, what, base.outcome[what], policy.outcome[what]),
  );
  return finished(between(base.inputs, policy.inputs), [], outcome, []);
}

type Approached = Extract<Dated, { what: 'approached' }>;

/** As who answers. */
function ofLetters(names: Names, base: Approached, policy: Approached): Differences {
  const outcome = (['drawn', 'by'] as const).flatMap((what) =>
    inOneOnly(names, what, base.outcome[what], policy.outcome[what]),
  );
  return finished(between(base.inputs, policy.inputs), [], outcome, []);
}

function inOneOnly(
  names: Names,
  what: string,
  base: readonly Place[],
  policy: readonly Place[],
): Difference[] {
  const ids = (places: readonly Place[]) => new Set(places.map((place) => names.employer(place)));
  const [one, other] = [ids(base), ids(policy)];
  return [...new Set([...one, ...other])]
    .filter((id) => one.has(id) !== other.has(id))
    .map((id) => ({
      path: `${what}: ${id}`,
      base: one.has(id),
      policy: other.has(id),
    }));
}

/** Of two lists that are alike in length, each item that differs, by its name; any other difference as it is. */
export function itemsOf(names: Names, difference: Difference): Difference[] {
  const { path, base, policy } = difference;
  if (!isList(base) || !isList(policy) || base.length !== policy.length) return [difference];
  return base.flatMap((one, at) =>
    isSame(one, policy[at])
      ? []
      : itemsOf(names, { path: itemName(names, path, at, base.length), base: one, policy: policy[at] }),
  );
}

const isList = (told: Told): told is readonly Told[] => Array.isArray(told);

/** Names of the numbers that are told of a route. */
const OF_ROUTE = ['chance of a visa', 'share of people who can use it'];

function itemName(names: Names, path: string, at: number, of: number): string {
  if (path === 'enforced') return `${names.region(at)}: non-competes enforced`;
  if (path === 'routes') return `route ${names.route(at).region}.${names.route(at).id}`;
  if (path.startsWith('route ')) return `${path}: ${OF_ROUTE[at]}`;
  return `${path}, ${at + 1} of ${of}`;
}

/** What two lists of named values do not share. */
export function between(base: object, policy: object): Difference[] {
  const [one, other] = [base as Record<string, Told>, policy as Record<string, Told>];
  const found: Difference[] = [];
  for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
    if (!isSame(one[name], other[name])) found.push({ path: name, base: one[name], policy: other[name] });
  }
  return found;
}

function isSame(one: Told, other: Told): boolean {
  if (typeof one !== 'object' || typeof other !== 'object') return Object.is(one, other) || one === other;
  return JSON.stringify(one) === JSON.stringify(other);
}
