import { monthText } from './dates.ts';
import { nearestWord, oneOf } from './nearest.ts';
import type { Section } from './reader.ts';
import { idAndLabel } from './resolve-market.ts';
import type {
  Calendar,
  Cause,
  Destination,
  Distribution,
  EmployerAttributes,
  EmployerGroup,
  Region,
  Sector,
  Skill,
} from './scenario.ts';
import { ATTRIBUTE_FIELDS, EMPLOYER_FIELDS } from './schema-employers.ts';
import { FREEZABLE, type Targets } from './targets.ts';
import { child, idOf, itemsOf, type Node, textOf } from './tree.ts';

/** What the parts of a market say to its employers. */
export interface MarketParts {
  calendar: Calendar;
  regions: readonly Pick<Region, 'id'>[];
  skills: readonly Skill[];
  causes: readonly Cause[];
}

/** The sector of employers that name none, where no sectors are declared. */
const ONLY_SECTOR = 'firms';
/** Employers and groups in a file, and employers in all. */
const MOST_GROUPS = 20_000;
const MOST_EMPLOYERS = 5_000_000;

export function resolveSectors(root: Section, parts: MarketParts): Sector[] {
  const declared = root.items('sectors').map((sector) => {
    const named = idAndLabel(sector);
    for (const key of Object.keys(EMPLOYER_FIELDS)) if (sector.has(key)) readEmployerKey(sector, key, parts);
    return { ...named, destination: (sector.text('destination') ?? 'industry') as Destination };
  });
  if (declared.length > 0 || root.section('sectors').isBroken) return declared;
  const used = itemsOf(root.at('employers')).map(
    (employer) => textOf(child(employer, 'sector')) ?? ONLY_SECTOR,
  );
  return [...new Set(used)].map((id) => ({ id, label: id, destination: 'industry' }));
}

export function resolveEmployers(
  root: Section,
  sectors: readonly Sector[],
  parts: MarketParts,
): EmployerGroup[] {
  const sectorNodes = new Map(itemsOf(root.at('sectors')).map((node) => [idOf(node), node]));
  const isDeclared = root.has('sectors');
  const fallbackOf = (employer: Node): Node | undefined => {
    const sector = sectorNodes.get(textOf(child(employer, 'sector')));
    // What an unknown sector would have given is unknown, not missing.
    return sector === undefined && isDeclared
      ? { type: 'broken', place: employer.place }
      : withoutIdentity(sector);
  };
  const sections = root.items('employers', fallbackOf);
  checkNumberOfGroups(root, sections.length);
  const ids = sections.map((section) => textOf(section.at('id')) ?? '');
  const declared = { sectors, isDeclared, ids };
  const groups = sections.map((section) => resolveEmployer(section, declared, parts));
  const employers = groups.reduce((sum, { count }) => sum + count, 0);
  if (employers > MOST_EMPLOYERS) {
    root.fail(
      'employers',
      `${employers.toLocaleString('en-GB')} employers`,
      `at most ${MOST_EMPLOYERS.toLocaleString('en-GB')}`,
      'lower the counts, or simulate a part by `scale`',
    );
  }
  return groups;
}

function checkNumberOfGroups(root: Section, groups: number): void {
  const node = root.at('employers');
  if (node?.type === 'list' && node.items.length === 0) {
    const remedy =
      'add an employer, such as `- { id: calm, staff: 10, pay: 200000 USD/year }`, or switch one on again';
    root.fail('employers', 'no employer', 'at least one employer', remedy);
  }
  if (node === undefined) root.text('employers'); // reports that it is missing
  if (groups > MOST_GROUPS) {
    root.fail(
      'employers',
      `${groups} items`,
      `at most ${MOST_GROUPS} items`,
      'put employers that are alike into one group with `count`',
    );
  }
}

/** A sector's own id, label, switch and destination are not its employers'. */
function withoutIdentity(sector: Node | undefined): Node | undefined {
  if (sector?.type !== 'map') return undefined;
  const entries = [...sector.entries].filter(([key]) => Object.hasOwn(EMPLOYER_FIELDS, key));
  return { ...sector, entries: new Map(entries) };
}

/** What employers may refer to: the sectors, whether the file declares them, and all employers' ids. */
interface Declared {
  sectors: readonly Sector[];
  isDeclared: boolean;
  ids: readonly string[];
}

function resolveEmployer(section: Section, declared: Declared, parts: MarketParts): EmployerGroup {
  const { skills, causes } = parts;
  const named = idAndLabel(section);
  const sector = sectorOf(section, declared);
  const count = child(section.node, 'count') === undefined ? null : section.number('count');
  const staff = section.distribution('staff');
  const group: EmployerGroup = {
    ...named,
    sector,
    region: regionOf(section, parts),
    regionShares: regionSharesOf(section, parts),
    isNamed: count === null,
    count: count ?? 1,
    staff,
    founded: foundedOf(section, parts.calendar),
    attributes: attributesOf(section),
    mission: missionOf(section, causes),
    skillMix: skillMixOf(section, skills),
    paySpread: section.number('pay-spread'),
    autonomySpread: section.has('autonomy-spread') ? spreadOf(section, 'autonomy-spread') : null,
    missionSpread: section.has('mission-spread') ? spreadOf(section, 'mission-spread') : null,
    vacancies: section.wordOrNumber('vacancies') as EmployerGroup['vacancies'],
  };
  refuseIdleFreeze(section, group);
  return group;
}

/** A sector's freeze is not that of its employers who take everybody; one written beside would do nothing. */
function refuseIdleFreeze(section: Section, { vacancies, attributes }: EmployerGroup): void {
  const isOwn = child(section.node, 'freeze') !== undefined;
  if (vacancies !== 'unlimited' || !isOwn || !(attributes.freeze > 0)) return;
  section.fail('freeze', 'a freeze beside `vacancies: unlimited`', FREEZABLE, 'remove one of the two');
}

/** An employer's own `regions` go before the one region of its sector. */
function regionOf(section: Section, { regions }: MarketParts): string | null {
  const isDrawn = child(section.node, 'regions') !== undefined && child(section.node, 'region') === undefined;
  if (isDrawn) return null;
  const ids = regions.map(({ id }) => id);
  return section.reference('region', ids, 'regions') ?? null;
}

/** Shares of the regions among the members; null when an employer's region is its own or drawn by the regions' shares. */
function regionSharesOf(section: Section, { regions }: MarketParts): number[] | null {
  const shares = section.byName(
    'regions',
    regions.map(({ id }) => id),
    'region',
  );
  if (shares !== null) section.sumsToOne('regions', shares, 'shares of the regions');
  if (child(section.node, 'regions') !== undefined && child(section.node, 'region') !== undefined) {
    section.fail('regions', 'regions beside region', 'one of the two', 'keep one of them');
  }
  return child(section.node, 'region') === undefined ? shares : null;
}

function sectorOf(section: Section, { sectors, isDeclared, ids: others }: Declared): string {
  if (!isDeclared) return section.text('sector', ONLY_SECTOR) ?? ONLY_SECTOR;
  const ids = sectors.map(({ id }) => id);
  if (child(section.node, 'sector') !== undefined) return section.reference('sector', ids, 'sectors') ?? '';
  const remedy = otherEmployerMeant(section, others) ?? 'add `sector: …`';
  section.fail('sector', 'nothing', `one of the sectors: ${oneOf(ids)}`, remedy);
  return '';
}

/** An item without a sector that is spelt much like another: a misspelt change to that one, more likely than a new employer. */
function otherEmployerMeant(section: Section, others: readonly string[]): string | undefined {
  const id = textOf(section.at('id')) ?? '';
  const meant = nearestWord(
    id,
    others.filter((other) => other !== id),
  );
  return meant === undefined ? undefined : `did you mean ${meant}? Else add \`sector: …\``;
}

/** Null when the employer is there from the start. */
function foundedOf(section: Section, { start, end }: Calendar): EmployerGroup['founded'] {
  if (!section.has('founded')) return null;
  const founded = section.month('founded', null);
  if (founded !== undefined && founded > end) {
    section.fail(
      'founded',
      monthText(founded),
      'a month before the calendar ends',
      'remove the employer, or change calendar.end',
    );
  }
  return founded === undefined || founded <= start ? null : founded;
}

export function attributesOf(section: Section): EmployerAttributes {
  return {
    pay: section.number('pay'),
    equity: section.number('equity'),
    equitySd: section.number('equity-sd'),
    equityNothing: section.number('equity-nothing'),
    autonomy: section.number('autonomy'),
    brandRisk: section.number('brand-risk'),
    demand: section.number('demand'),
    freeze: section.number('freeze'),
    layOffRate: section.number('lay-off-rate'),
    adjustment: section.number('adjustment'),
    costElasticity: section.number('cost-elasticity'),
    expectedLeaving: section.number('expected-leaving'),
    otherStaff: section.number('other-staff'),
    weightOfPractice: section.number('weight-of-practice'),
    approaches: section.number('approaches'),
    starValue: section.number('star-value'),
  };
}

/** A number, which all members would have alike, is most likely meant as a standard deviation. */
function spreadOf(section: Section, key: 'autonomy-spread' | 'mission-spread'): Distribution {
  const spread = section.distribution(key);
  if (spread.kind === 'constant' && Math.abs(spread.value) > 0) {
    const remedy = `write \`{ distribution: normal, mean: 0, sd: ${Math.abs(spread.value)} }\`; what all have alike is \`${key.replace('-spread', '')}\``;
    section.fail(
      key,
      section.describe(key),
      'a distribution: a number is the same for all, and no spread',
      remedy,
    );
  }
  return spread;
}

/** A number for every cause, or a number by cause; causes not named have none. */
function missionOf(section: Section, causes: readonly Cause[]): number[] {
  const node = section.at('mission');
  const isByCause =
    node?.type === 'map' &&
    !node.entries.has('value') &&
    ![...node.entries.keys()].every((key) => ['unit', 'kind', 'range', 'fact'].includes(key));
  if (isByCause)
    return section.byName(
      'mission',
      causes.map(({ id }) => id),
      'cause',
    )!;
  const mission = section.number('mission');
  return causes.map(() => mission);
}

function skillMixOf(section: Section, skills: readonly Skill[]): number[] {
  const mix = section.byName(
    'skill-mix',
    skills.map(({ id }) => id),
    'skill',
  );
  if (mix !== null) section.sumsToOne('skill-mix', mix, 'shares of the skills');
  if (mix === null && skills.length > 1 && !section.isBroken) {
    const example = skills.map(({ id }) => `${id}: …`).join(', ');
    section.fail(
      'skill-mix',
      'nothing, with several skills',
      'a share of staff for each skill, here or in the sector',
      `add \`skill-mix: { ${example} }\``,
    );
  }
  return mix ?? skills.map(() => 1 / skills.length);
}

/** Reads one key that a sector gives for its employers, so that it is checked and shown even if none uses it. */
function readEmployerKey(sector: Section, key: string, parts: MarketParts): void {
  if (Object.hasOwn(ATTRIBUTE_FIELDS, key) || key === 'pay-spread') sector.number(key);
  else if (key === 'region')
    sector.reference(
      key,
      parts.regions.map(({ id }) => id),
      'regions',
    );
  else if (key === 'regions') regionSharesOf(sector, parts);
  else if (key === 'founded') foundedOf(sector, parts.calendar);
  else if (key === 'vacancies') sector.wordOrNumber(key);
  else if (key === 'mission') missionOf(sector, parts.causes);
  else if (key === 'skill-mix') skillMixOf(sector, parts.skills);
  else if (key === 'autonomy-spread' || key === 'mission-spread') spreadOf(sector, key);
  else sector.distribution(key);
}

/** Least staff that the employers there at the start can have, people. */
export function leastStaff(groups: readonly EmployerGroup[]): number {
  return groups.reduce((sum, { count, staff, founded }) => {
    if (founded !== null) return sum;
    const least =
      staff.kind === 'constant'
        ? staff.value
        : staff.kind === 'uniform'
          ? staff.from
          : staff.kind === 'pareto'
            ? staff.smallest
            : 0;
    return sum + count * least;
  }, 0);
}

/** Employers who take everybody, and sectors in which all do. */
export function unlimitedAmong(employers: readonly EmployerGroup[]): Targets['unlimited'] {
  const idsOf = (groups: readonly EmployerGroup[], key: 'id' | 'sector') =>
    new Set(groups.map((group) => group[key]));
  const unlimited = employers.filter(({ vacancies }) => vacancies === 'unlimited');
  const others = idsOf(
    employers.filter(({ vacancies }) => vacancies !== 'unlimited'),
    'sector',
  );
  const sectors = [...idsOf(unlimited, 'sector')].filter((sector) => !others.has(sector));
  return { employers: idsOf(unlimited, 'id'), sectors: new Set(sectors) };
}
