import { monthText } from './dates.ts';
import { didYouMean, oneOf } from './nearest.ts';
import type { Section } from './reader.ts';
import { isRemoved } from './resolve-mechanisms.ts';
import type {
  AcquiHires,
  Calendar,
  EmployerGroup,
  LeaveSooner,
  Month,
  NonCompetes,
  Region,
  Sector,
  Teams,
} from './scenario.ts';
import { quoted } from './scenario-error.ts';

/** Mechanisms of teams, acqui-hires and non-competes; null when absent. */

export function resolveTeams(root: Section): Teams | null {
  const section = root.section('teams');
  if (!section.isThere) return null;
  const looks = section.section('looks-after-leaving');
  return {
    size: section.distribution('size'),
    looksAfterLeaving: { multiplier: looks.number('multiplier'), months: looks.number('months') },
    ties: section.number('ties'),
    tiesMonths: section.number('ties-months'),
    follow: section.number('follow'),
    followPlaces: section.number('follow-places'),
    liftOuts: section.number('lift-outs'),
    liftOutPlaces: section.number('lift-out-places'),
    founderPlaces: section.number('founder-places'),
  };
}

export function resolveLeaveSooner(root: Section): LeaveSooner | null {
  const section = root.section('leave-sooner');
  if (!section.isThere) return null;
  return {
    multiple: section.number('multiple'),
    months: section.number('months'),
    laterMultiple: section.number('later-multiple'),
    laterMonths: section.number('later-months'),
  };
}

export function resolveAcquiHires(
  root: Section,
  groups: readonly EmployerGroup[],
  sectors: readonly Sector[],
  calendar: Calendar,
): AcquiHires | null {
  const section = root.section('acqui-hires');
  if (!section.isThere) return null;
  const premium = section.number('premium');
  const span = { first: calendar.start, last: calendar.end };
  const rule = (section.text('rule') ?? 'allow') as AcquiHires['rule'];
  const rate = section.number('rate');
  if (rate > 0 && !section.has('by')) {
    const found = `nothing, with a rate of ${rate}`;
    section.fail('by', found, 'sectors whose named employers approach founded firms', 'add `by: [ … ]`');
  }
  return {
    deals: section.items('deals').flatMap((deal) => dealOf(deal, groups, premium, calendar) ?? []),
    rate,
    by: sectorsNamed(section, 'by', sectors) ?? [],
    leastStaff: section.number('least-staff'),
    share: section.number('share'),
    premium,
    rule,
    ruleFrom: section.has('rule-from') ? (section.month('rule-from', span) ?? null) : null,
    delayMonths: section.number('delay'),
    sizeLimit: sizeLimitOf(section, rule),
  };
}

function dealOf(
  deal: Section,
  groups: readonly EmployerGroup[],
  premium: number,
  calendar: Calendar,
): AcquiHires['deals'][number] | undefined {
  const id = deal.text('id') ?? '';
  const month = deal.month('month', { first: calendar.start, last: calendar.end }) ?? (Number.NaN as Month);
  const share = deal.number('share');
  const ownPremium = deal.has('premium') ? deal.number('premium') : premium;
  if (isRemoved(deal, 'employers', 'from') || isRemoved(deal, 'employers', 'to')) return undefined;
  const named = groups.filter(({ isNamed }) => isNamed).map((group) => group.id);
  const from = deal.reference('from', named, 'employers that are named') ?? '';
  const to = deal.reference('to', named, 'employers that are named') ?? '';
  if (from !== '' && from === to)
    deal.fail('to', quoted(to), 'another employer than `from`', 'name the employer that hires');
  for (const key of ['from', 'to'] as const) {
    const founded = groups.find((group) => group.id === (key === 'from' ? from : to))?.founded ?? null;
    if (founded === null || !(month < founded)) continue;
    const remedy = `write ${monthText(founded)} or later, or another employer`;
    deal.fail('month', monthText(month), `a month in which ${key === 'from' ? from : to} exists`, remedy);
  }
  return { id, month, from, to, share, premium: ownPremium };
}

function sizeLimitOf(section: Section, rule: AcquiHires['rule']): number | null {
  if (section.has('size-limit')) return section.number('size-limit');
  if (rule === 'size-limit') {
    const remedy = 'add `size-limit: 10 people`, or another rule';
    section.fail('size-limit', 'nothing, under rule: size-limit', 'a number of people', remedy);
  }
  return null;
}

/** Ids of sectors in a list; null when it is absent. */
function sectorsNamed(section: Section, key: string, sectors: readonly Sector[]): string[] | null {
  const named = section.texts(key);
  const known = sectors.map(({ id }) => id);
  for (const id of named ?? []) {
    if (known.includes(id)) continue;
    const remedy = didYouMean(id, known, `name one of ${oneOf(known, 8)}`);
    section.fail(key, quoted(id), `one of the sectors: ${oneOf(known)}`, remedy);
  }
  return named;
}

export function resolveNonCompetes(
  root: Section,
  sectors: readonly Sector[],
  regions: readonly Region[],
): NonCompetes | null {
  const section = root.section('non-competes');
  if (!section.isThere) return null;
  const competing = sectorsNamed(section, 'sectors', sectors);
  if (competing === null && !section.isBroken)
    section.fail('sectors', 'nothing', 'a list of sectors', 'add `sectors: [ … ]`');
  const ids = regions.map(({ id }) => id);
  return {
    share: section.number('share'),
    sectors: competing ?? [],
    enforced: section.byName('enforced', ids, 'region') ?? ids.map(() => 1),
  };
}
