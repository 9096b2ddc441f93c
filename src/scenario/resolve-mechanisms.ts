import type { Section } from './reader.ts';
import type {
  Calendar,
  CounterOffers,
  EmployerGroup,
  EquityRefresh,
  Founding,
  LayOffs,
  Month,
  PayAnswers,
  Sector,
  Skill,
  Superstars,
  Vesting,
} from './scenario.ts';

/** Mechanisms that may be absent: null then. */

export function resolveVesting(
  root: Section,
  groups: readonly EmployerGroup[],
  sectors: readonly Sector[],
  calendar: Calendar,
): Vesting | null {
  const section = root.section('vesting');
  if (!section.isThere) return null;
  const known = {
    sector: sectors.map(({ id }) => id),
    employer: groups.map(({ id }) => id),
  };
  return {
    cliffMonths: section.number('cliff'),
    intervalMonths: section.number('interval'),
    refreshes: section.items('refreshes').flatMap((refresh) => refreshOf(refresh, known, calendar) ?? []),
  };
}

/** @returns undefined for one by whom was switched off, and after a mistake. */
function refreshOf(
  refresh: Section,
  known: Readonly<Record<'sector' | 'employer', readonly string[]>>,
  calendar: Calendar,
): EquityRefresh | undefined {
  const id = refresh.text('id') ?? '';
  const month =
    refresh.month('month', { first: calendar.start, last: calendar.end }) ?? (Number.NaN as Month);
  const share = refresh.number('share');
  const named = (['sector', 'employer'] as const).filter((key) => refresh.has(key));
  const [of] = named;
  if (of === undefined || named.length > 1) {
    const found = of === undefined ? 'neither sector nor employer' : 'both sector and employer';
    const remedy =
      of === undefined ? 'add `sector: …` or `employer: …`' : 'keep one; write two refreshes for both';
    if (!refresh.isBroken) refresh.fail(of ?? 'id', found, 'exactly one of sector, employer', remedy);
    return undefined;
  }
  if (isRemoved(refresh, `${of}s`, of)) return undefined;
  const to = refresh.reference(of, known[of], `${of}s`);
  return to === undefined ? undefined : { id, month, to: { of, id: to }, share };
}

export function resolveCounterOffers(root: Section): CounterOffers | null {
  const section = root.section('counter-offers');
  if (!section.isThere) return null;
  return { share: section.number('share'), most: section.number('most') };
}

export function resolvePayAnswers(root: Section): PayAnswers | null {
  const section = root.section('pay-answers');
  if (!section.isThere) return null;
  return { perDoubling: section.number('per-doubling'), usualFill: section.number('usual-fill') };
}

export function resolveFounding(
  root: Section,
  groups: readonly EmployerGroup[],
  skills: readonly Skill[],
): Founding | null {
  const section = root.section('founding');
  if (!section.isThere) return null;
  return {
    rate: section.number('rate'),
    pay: section.number('pay'),
    exitValue: section.number('exit-value'),
    exitNothing: section.number('exit-nothing'),
    exitSd: section.number('exit-sd'),
    yearsToExit: section.number('years-to-exit'),
    autonomy: section.number('autonomy'),
    mission: section.number('mission'),
    skills: skillsNamed(section, skills),
    stealthGroup: groupOfNewFirms(section, 'stealth-group', groups),
    launchedGroup: groupOfNewFirms(section, 'launched-group', groups),
    stealthMonths: section.number('stealth-months'),
    stealthStaff: section.distribution('stealth-staff'),
    launchedStaff: section.distribution('launched-staff'),
    failurePerMonth: section.number('failure-per-month'),
  };
}

export function resolveSuperstars(
  root: Section,
  groups: readonly EmployerGroup[],
  skills: readonly Skill[],
): Superstars | null {
  const section = root.section('superstars');
  if (!section.isThere) return null;
  const approachRate = section.number('approach-rate');
  for (const { id, attributes } of groups) {
    const rate = approachRate * attributes.approaches;
    if (!(rate > 1)) continue;
    section.fail(
      'approach-rate',
      `${section.describe('approach-rate')}, with employers.${id}.approaches of ${attributes.approaches}: ${Number(rate.toPrecision(9))}`,
      'at most 1 when multiplied by any employer’s approaches',
      'lower one of the two',
    );
  }
  return {
    talentFrom: section.number('talent-from'),
    skills: skillsNamed(section, skills),
    approachFromStaff: section.number('approach-from-staff'),
    approachRate,
    value: section.number('value'),
    valueOfTalent: section.number('value-of-talent'),
    valueOfScale: section.number('value-of-scale'),
    matchesOffers: section.number('matches-offers'),
    opensPlaces: section.number('opens-places'),
    highPay: section.number('high-pay'),
  };
}

/** 1 for each skill that the list `skills` names, or for all when it is absent. */
function skillsNamed(section: Section, skills: readonly Skill[]): number[] {
  const named = section.texts('skills');
  if (named === null) return skills.map(() => 1);
  const known = skills.map(({ id }) => id);
  const unknown = named.filter((id) => !known.includes(id));
  if (unknown.length > 0)
    section.fail(
      'skills',
      unknown.join(', '),
      `skills of ${known.join(', ')}`,
      'name skills of the section `skills`',
    );
  return known.map((id) => (named.includes(id) ? 1 : 0));
}

export function groupOfNewFirms(section: Section, key: string, groups: readonly EmployerGroup[]): string {
  const id = section.reference(
    key,
    groups.map((group) => group.id),
    'employers',
  );
  const group = groups.find((group) => group.id === id);
  if (group !== undefined && (group.isNamed || group.count > 0)) {
    const found = `${id}, ${group.isNamed ? 'a named employer' : `a group of ${group.count}`}`;
    section.fail(
      key,
      found,
      'a group of employers with `count: 0`',
      `write \`count: 0\` at employers.${id}, or name another group`,
    );
  }
  return id ?? '';
}

export function resolveLayOffs(
  root: Section,
  groups: readonly EmployerGroup[],
  calendar: Calendar,
): LayOffs | null {
  const section = root.section('lay-offs');
  if (!section.isThere) return null;
  const span = { first: calendar.start, last: calendar.end };
  const ids = groups.map(({ id }) => id);
  const rounds = section.items('rounds').flatMap((round) => {
    const id = round.text('id') ?? '';
    const month = round.month('month', span) ?? (Number.NaN as Month);
    const people = round.number('people');
    if (isRemoved(round, 'employers', 'employer')) return [];
    return { id, month, employer: round.reference('employer', ids, 'employers') ?? '', people };
  });
  return { aiShare: section.number('ai-share'), rounds };
}

/** Whether what a key refers to was switched off: what happens to it is then switched off with it. */
export function isRemoved(section: Section, list: string, key: string): boolean {
  const node = section.at(key);
  return node?.type === 'scalar' && section.reading.removed.has(`${list}.${node.text}`);
}
