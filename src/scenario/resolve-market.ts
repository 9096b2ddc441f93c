import { monthText } from './dates.ts';
import type { Section } from './reader.ts';
import type { Calendar, Cause, Month, Region, Skill } from './scenario.ts';

/** Longest calendar, months: a century. */
export const LONGEST_CALENDAR = 1200;
const UNKNOWN = Number.NaN as Month;

export function resolveCalendar(root: Section): Calendar {
  const section = root.section('calendar');
  const start = section.month('start', null) ?? UNKNOWN;
  const end = section.month('end', null) ?? UNKNOWN;
  if (end < start) {
    const found = `${monthText(end)}, before the start ${monthText(start)}`;
    section.fail(
      'end',
      found,
      `a month, YYYY-MM, from ${monthText(start)} on`,
      'exchange the two, or move one',
    );
  }
  if (end - start + 1 > LONGEST_CALENDAR) {
    const latest = monthText(start + LONGEST_CALENDAR - 1);
    section.fail(
      'end',
      `${end - start + 1} months`,
      `at most ${LONGEST_CALENDAR.toLocaleString('en-GB')} months`,
      `end in ${latest} or earlier, or start later`,
    );
  }
  const isSound = end >= start;
  const span = isSound ? { first: start, last: end } : null;
  return {
    start,
    end: isSound ? end : UNKNOWN,
    spinUpMonths: section.number('spin-up'),
    reportFrom: section.month('report-from', span, start) ?? UNKNOWN,
  };
}

export function resolveSkills(root: Section): Skill[] {
  const skills = root.items('skills').map((skill) => ({
    ...idAndLabel(skill),
    payRatio: skill.number('pay-ratio'),
    practice: skill.number('practice'),
  }));
  return skills.length > 0 ? skills : [{ id: 'any', label: 'any', payRatio: 1, practice: 0 }];
}

export type NamedRegion = Pick<Region, 'id' | 'label' | 'share' | 'wageSubsidy'>;

/** The regions' names, shares and subsidies; what they say about borders needs the sectors and is read after them. */
export function resolveRegions(root: Section): NamedRegion[] {
  const subsidies = root.items('regions').map((region) => region.number('wage-subsidy'));
  const regions = withShares(root, 'regions').map((region, at) => ({
    ...region,
    wageSubsidy: subsidies[at]!,
  }));
  return regions.length > 0 ? regions : [{ id: 'everywhere', label: 'everywhere', share: 1, wageSubsidy: 0 }];
}

export function resolveCauses(root: Section): Cause[] {
  const causes = withShares(root, 'causes');
  return causes.length > 0 ? causes : [{ id: 'any', label: 'any', share: 1 }];
}

export function idAndLabel(section: Section): { id: string; label: string } {
  const id = section.text('id') ?? '';
  return { id, label: section.text('label', id) ?? id };
}

function withShares(
  root: Section,
  key: 'regions' | 'causes',
): { id: string; label: string; share: number }[] {
  const sections = root.items(key);
  const items = sections.map((section) => ({
    ...idAndLabel(section),
    share: sections.length === 1 ? section.number('share', 1) : requiredShare(section),
  }));
  if (items.length > 0)
    root.sumsToOne(
      key,
      items.map(({ share }) => share),
      `shares of the ${key}`,
    );
  return items;
}

function requiredShare(section: Section): number {
  if (!section.has('share'))
    section.fail('share', 'nothing', 'a share, 0 to 1', 'add `share: …`; the shares must sum to 1');
  return section.number('share');
}
