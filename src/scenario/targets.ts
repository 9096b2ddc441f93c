import type * as z from 'zod';
import { infoOf } from './fields.ts';
import { declarationInside } from './navigation.ts';
import { asMeant, didYouMean, nearestWord, oneOf } from './nearest.ts';
import { type NumberRule, ruleOf } from './quantities.ts';
import type { Section } from './reader.ts';
import {
  type EmployerAttributes,
  kebab,
  MARKET_NUMBERS,
  type Programme,
  type Region,
  type Route,
  type RouteNumber,
  type Target,
} from './scenario.ts';
import { quoted } from './scenario-error.ts';
import { SCENARIO } from './schema.ts';
import { ROUTE_NUMBER_FIELDS } from './schema-borders.ts';
import { ATTRIBUTE_FIELDS, EMPLOYER_FIELDS } from './schema-employers.ts';

/** Sections with numbers that can be moved, and that may be absent. */
export const MECHANISMS = [
  'founding',
  'funding-rounds',
  'acquisitions',
  'listings',
  'lay-offs',
  'pay-answers',
  'counter-offers',
  'teams',
  'acqui-hires',
  'non-competes',
  'superstars',
] as const;

/** What drivers and events can point at in this scenario. */
export interface Targets {
  employers: readonly string[];
  sectors: readonly string[];
  /** Of these, those that take everybody, and sectors of such employers alone: they have nothing to freeze. */
  unlimited: { employers: ReadonlySet<string>; sectors: ReadonlySet<string> };
  skills: readonly string[];
  programmes: readonly Pick<Programme, 'id' | 'study'>[];
  retraining: readonly string[];
  causes: readonly string[];
  regions: readonly Region[];
  /** Those of MECHANISMS that are there. */
  mechanisms: ReadonlySet<string>;
  /** Declared largest of some numbers, by path: an event may not set more. */
  largest: Readonly<Record<string, { key: string; value: number }>>;
}

/** A path that moves a number; 'removed' when what it points at was switched off; undefined after a mistake. */
export type TargetRead = { target: Target; rule: NumberRule } | 'removed' | undefined;

const camel = (key: string) => key.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

const ATTRIBUTES = new Map(
  Object.keys(ATTRIBUTE_FIELDS).map((key) => [key, camel(key) as keyof EmployerAttributes]),
);
const MARKET_PATHS = new Map(MARKET_NUMBERS.map((number) => [kebab(number), number]));

/** The declarations of one employer and of one region. */
const EMPLOYER = itemOf('employers');
const REGION = itemOf('regions');

function itemOf(list: 'employers' | 'regions'): z.ZodType {
  return declarationInside(declarationInside(SCENARIO, list, undefined)!, 0, undefined)!;
}

const ruleInside = (map: z.ZodType, key: string): NumberRule =>
  ruleOf(infoOf(declarationInside(map, key, undefined)!));

/** Reads `section.path` as what an effect or an event moves. */
export function readTarget(section: Section, targets: Targets): TargetRead {
  const path = section.text('path');
  if (path === undefined) return undefined;
  const removed = [...section.reading.removed].find((gone) => path === gone || path.startsWith(`${gone}.`));
  if (removed !== undefined) return 'removed';
  if (/[[\]/\\]/.test(path)) return dotsAreMeant(section, path, targets);
  const [head, ...rest] = path.split('.');
  if (head === 'employers' || head === 'sectors') return ofEmployers(section, head, path, rest, targets);
  if (head === 'regions') return ofRegion(section, path, rest, targets);
  if (head === 'programmes' || head === 'retraining') return ofItem(section, head, path, targets);
  if (head === 'causes') return ofCause(section, path, targets);
  if (head === 'non-competes' && rest[0] === 'enforced') return ofEnforcement(section, path, rest, targets);
  return ofMarket(section, path, targets);
}

/** `employers[3].pay` and `sectors/giants/pay`, as other languages write paths. */
function dotsAreMeant(section: Section, path: string, targets: Targets): undefined {
  const dotted = path.replace(/\[["']?([^\]"']{1,64})["']?\]/g, '.$1').replace(/[/\\]/g, '.');
  const expected = 'words and ids with dots between them, such as employers.ID.pay';
  return unknown(section, path, expected, `did you mean ${withIdForPosition(dotted, targets)}?`);
}

/** `employers.3.pay` names the fourth employer by its position. */
function withIdForPosition(path: string, targets: Targets): string {
  const [head, position, ...rest] = path.split('.');
  const ids = head === 'employers' || head === 'sectors' ? targets[head] : [];
  const id = /^\d{1,6}$/.test(position ?? '') ? ids[Number(position)] : undefined;
  return id === undefined ? path : [head, id, ...rest].join('.');
}

/** How far non-competes are enforced in one region. */
function ofEnforcement(section: Section, path: string, rest: string[], targets: Targets): TargetRead {
  const [, id, ...more] = rest;
  if (!targets.mechanisms.has('non-competes')) return mechanismIsAbsent(section, path, 'non-competes');
  if (id !== undefined && targets.regions.some((region) => region.id === id) && more.length === 0) {
    return {
      target: { of: 'region', id, attribute: 'enforced' },
      rule: { unit: 'share', bounds: { min: 0, max: 1 } },
    };
  }
  const candidates = targets.regions.map((known) => `non-competes.enforced.${known.id}`);
  return unknown(
    section,
    path,
    `one of ${oneOf(candidates, 12)}`,
    didYouMean(path, candidates, 'name one of them'),
  );
}

/** The share of those who enter that holds a cause; one cause alone has them all. */
function ofCause(section: Section, path: string, { causes }: Targets): TargetRead {
  const candidates = causes.length > 1 ? causes.map((id) => `causes.${id}.share`) : [];
  const at = candidates.indexOf(path);
  if (at >= 0)
    return {
      target: { of: 'cause', id: causes[at]!, attribute: 'share' },
      rule: { unit: 'share', bounds: { min: 0 } },
    };
  if (candidates.length === 0) {
    const expected = 'a number of this scenario, which has one cause';
    return unknown(section, path, expected, 'declare two causes or more under `causes`, or remove this');
  }
  const own = candidates.find((candidate) => candidate === `${path}.share`);
  const remedy = asMeant(own) ?? didYouMean(path, candidates, 'name one of them');
  return unknown(section, path, `one of ${oneOf(candidates, 12)}`, remedy);
}

function mechanismIsAbsent(section: Section, path: string, head: string): undefined {
  return unknown(section, path, 'a number of this scenario', `add the section \`${head}\`, or remove this`);
}

function unknown(section: Section, path: string, expected: string, remedy: string): undefined {
  section.fail('path', quoted(path), expected, remedy);
}

export const FREEZABLE = 'vacancies that can be frozen: planned, or a number of people a month';

function ofEmployers(
  section: Section,
  head: 'employers' | 'sectors',
  path: string,
  rest: string[],
  targets: Targets,
): TargetRead {
  const ids = targets[head];
  const [id, attribute, cause, ...more] = rest;
  const isMission = attribute === 'mission' && more.length === 0;
  if (id === undefined || !ids.includes(id)) {
    const other = head === 'employers' ? 'sectors' : 'employers';
    const [list, meant] =
      id !== undefined && targets[other].includes(id)
        ? [other, id]
        : [head, id === undefined ? undefined : nearestWord(id, ids)];
    const byPosition = withIdForPosition(path, targets);
    const remedy =
      byPosition !== path
        ? `write the id, not the position: ${byPosition}`
        : meant === undefined
          ? `name one of the ${head}`
          : `did you mean ${[list, meant, ...rest.slice(1)].join('.')}?`;
    return unknown(section, path, `${head}.ID.NUMBER, ID being ${oneOf(ids, 12)}`, remedy);
  }
  const of = head === 'employers' ? 'employer' : 'sector';
  const rule = (key: string) => ruleInside(EMPLOYER, key);
  if (attribute === 'skill-mix' && cause !== undefined && more.length === 0 && targets.skills.includes(cause))
    return { target: { of, id, attribute: 'skillMix', skill: cause }, rule: rule('skill-mix') };
  if (isMission && (cause === undefined || targets.causes.includes(cause))) {
    return { target: { of, id, attribute: 'mission', cause: cause ?? null }, rule: rule('mission') };
  }
  const known = attribute === undefined || cause !== undefined ? undefined : ATTRIBUTES.get(attribute);
  if (known === 'freeze' && targets.unlimited[head].has(id)) {
    const found = `the freeze of ${id}, ${of === 'employer' ? 'whose' : 'of whose employers all'} vacancies are unlimited`;
    const remedy = `remove this, or give ${of === 'employer' ? id : 'its employers'} planned vacancies`;
    section.fail('path', found, FREEZABLE, remedy);
    return undefined;
  }
  if (known !== undefined) return { target: { of, id, attribute: known }, rule: rule(attribute!) };
  const byName = [
    ...targets.causes.map((known) => `mission.${known}`),
    ...(targets.skills.length > 1 ? targets.skills.map((known) => `skill-mix.${known}`) : []),
  ];
  const numbers = [...ATTRIBUTES.keys(), 'mission', ...byName];
  const isFixed =
    attribute !== undefined && attribute in EMPLOYER_FIELDS && !['mission', 'skill-mix'].includes(attribute);
  const meant = nearestWord(rest.slice(1).join('.'), numbers);
  const otherwise = isFixed
    ? `${attribute} does not change while running; name one of these`
    : 'name one of these numbers';
  const remedy = meant === undefined || isFixed ? otherwise : `did you mean ${head}.${id}.${meant}?`;
  return unknown(section, path, `${head}.${id}. and one of ${oneOf(numbers)}`, remedy);
}

/** Numbers of programmes, retraining and regions. */
function ofItem(
  section: Section,
  head: 'programmes' | 'retraining',
  path: string,
  targets: Targets,
): TargetRead {
  const movable = movableOf(head, targets);
  const target = movable.get(path);
  if (target !== undefined) {
    return { target, rule: { unit: 'people/year', bounds: { min: 0 } } };
  }
  const candidates = [...movable.keys()];
  const own = candidates.find((candidate) => candidate.startsWith(`${path.split('.', 2).join('.')}.`));
  const remedy = asMeant(own) ?? didYouMean(path, candidates, 'name one of them');
  return unknown(section, path, `one of ${oneOf(candidates, 12)}`, remedy);
}

/** By path. */
function movableOf(head: 'programmes' | 'retraining', targets: Targets): Map<string, Target> {
  if (head === 'retraining')
    return new Map(
      targets.retraining.flatMap((id) =>
        (['people', 'capacity'] as const).map((attribute): [string, Target] => [
          `retraining.${id}.${attribute}`,
          { of: 'retraining', id, attribute },
        ]),
      ),
    );
  return new Map(
    targets.programmes.map(({ id, study }) => {
      const attribute = study === null ? 'graduates' : 'places';
      return [`programmes.${id}.${attribute}`, { of: 'programme', id, attribute }];
    }),
  );
}

/** The words of a route's numbers, and what the scenario calls them. */
const ROUTE_WORDS = new Map<string, RouteNumber>(
  Object.keys(ROUTE_NUMBER_FIELDS).map((key) => [
    key,
    key === 'waiting' ? 'waitingMonths' : (camel(key) as RouteNumber),
  ]),
);

function ofRegion(section: Section, path: string, rest: string[], { regions }: Targets): TargetRead {
  const [id, key, routeId, word, ...more] = rest;
  const region = regions.find((known) => known.id === id);
  if (region !== undefined && routeId === undefined) {
    const of = { of: 'region', id: region.id } as const;
    if (key === 'return-home-per-month')
      return { target: { ...of, attribute: 'returnHomePerMonth' }, rule: ruleInside(REGION, key) };
    if (key === 'wage-subsidy')
      return { target: { ...of, attribute: 'wageSubsidy' }, rule: ruleInside(REGION, key) };
  }
  const route = key === 'routes' ? region?.routes.find((known) => known.id === routeId) : undefined;
  const attribute = word === undefined || more.length > 0 ? undefined : ROUTE_WORDS.get(word);
  if (region !== undefined && route !== undefined && attribute !== undefined && isGiven(route, attribute)) {
    const rule = ruleOf(infoOf(ROUTE_NUMBER_FIELDS[word as keyof typeof ROUTE_NUMBER_FIELDS]));
    return { target: { of: 'route', region: region.id, id: route.id, attribute }, rule };
  }
  const known = regions.flatMap((one) => [
    `regions.${one.id}.wage-subsidy`,
    `regions.${one.id}.return-home-per-month`,
    ...one.routes.flatMap((of) =>
      [...ROUTE_WORDS].flatMap(([words, number]) =>
        isGiven(of, number) ? `regions.${one.id}.routes.${of.id}.${words}` : [],
      ),
    ),
  ]);
  // The word is known, and this route has no such number: the word that is spelt most like it would be no help.
  const remedy =
    route !== undefined && attribute !== undefined
      ? `this route has no ${word}: move another of its numbers, or give it \`${word}\``
      : didYouMean(path, known, 'name one of them');
  if (region === undefined) {
    const expected = `regions.ID.NUMBER, ID being ${oneOf(regions.map((one) => one.id))}`;
    return unknown(section, path, expected, didYouMean(path, known, 'name one of the regions'));
  }
  if (key === 'routes' && routeId !== undefined && route === undefined) {
    const named = region.routes.find((one) => one.label.toLowerCase() === routeId.toLowerCase())?.id;
    const ids = region.routes.map((one) => one.id);
    const meant = named ?? nearestWord(routeId, ids);
    const otherwise = `name one of the routes of ${region.id}`;
    const route =
      meant === undefined ? otherwise : `did you mean ${path.replace(`.${routeId}.`, `.${meant}.`)}?`;
    return unknown(
      section,
      path,
      `regions.${region.id}.routes.ROUTE.NUMBER, ROUTE being ${oneOf(ids)}`,
      route,
    );
  }
  const ofRoute = known.filter((one) => one.startsWith(`regions.${id}.routes.${routeId}.`));
  const ofRegion = known.filter((one) => one.startsWith(`regions.${id}.`));
  return unknown(section, path, `one of ${oneOf(ofRoute.length > 0 ? ofRoute : ofRegion, 12)}`, remedy);
}

/** A cap, or places and applications, that a route does not have cannot move; nor odds that places and applications give. */
function isGiven(route: Route, attribute: RouteNumber): boolean {
  if (attribute === 'odds') return route.cap === null && route.allPlaces === null;
  return route[attribute] !== null && (route.isFor === 'offers' || attribute === 'reach');
}

function declarationOf(head: string, key: string) {
  const section = declarationInside(SCENARIO, head, undefined);
  return section && declarationInside(section, key, undefined);
}

/** Paths of numbers that some item has. */
const FORMS = [
  'employers.ID.NUMBER',
  'sectors.ID.NUMBER',
  'programmes.ID.graduates',
  'programmes.ID.places',
  'causes.ID.share',
  'retraining.ID.people',
  'retraining.ID.capacity',
  'regions.ID.wage-subsidy',
  'regions.ID.return-home-per-month',
  'regions.ID.routes.ROUTE.NUMBER',
  'non-competes.enforced.REGION',
];

function ofMarket(section: Section, path: string, targets: Targets): TargetRead {
  const number = MARKET_PATHS.get(path);
  const [head, key] = path.split('.') as [string, string?];
  if (number === undefined) {
    const expected = `a number that can be moved: ${oneOf([...FORMS, ...MARKET_PATHS.keys()])}`;
    const home = (['employers', 'sectors'] as const).find((list) => targets[list].includes(head));
    const isFixed = key !== undefined && declarationOf(head, key) !== undefined;
    const list = nearestWord(head, ['employers', 'sectors', 'programmes', 'retraining', 'regions', 'causes']);
    const inList = list !== undefined && list !== head ? `${list}${path.slice(head.length)}` : undefined;
    const otherwise = isFixed
      ? `${path} does not change while running; name one of these`
      : 'name one of them';
    const remedy =
      home !== undefined
        ? `did you mean ${home}.${path}?`
        : isFixed
          ? otherwise
          : inList !== undefined
            ? `did you mean ${inList}?`
            : didYouMean(path, MARKET_PATHS.keys(), otherwise);
    return unknown(section, path, expected, remedy);
  }
  if ((MECHANISMS as readonly string[]).includes(head) && !targets.mechanisms.has(head))
    return mechanismIsAbsent(section, path, head);
  return { target: { of: 'market', attribute: number }, rule: ruleOf(infoOf(declarationOf(head, key!)!)) };
}
