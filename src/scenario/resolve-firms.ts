import { didYouMean, oneOf } from './nearest.ts';
import type { Section } from './reader.ts';
import { groupOfNewFirms } from './resolve-mechanisms.ts';
import type { Acquisitions, EmployerGroup, Founding, FundingRounds, Listings } from './scenario.ts';
import { quoted } from './scenario-error.ts';

/** What may become of founded firms: mechanisms that may be absent, and are without founding. */

export function resolveFundingRounds(root: Section, founding: Founding | null): FundingRounds | null {
  const section = root.section('funding-rounds');
  if (!section.isThere) return null;
  const rounds = {
    perMonth: section.number('per-month'),
    most: section.number('most'),
    equityMultiple: section.number('equity-multiple'),
    nothingMultiple: section.number('nothing-multiple'),
    failureMultiple: section.number('failure-multiple'),
    staffMultiple: section.number('staff-multiple'),
  };
  return isAboutFirms(root, 'funding-rounds', founding) ? rounds : null;
}

export function resolveAcquisitions(
  root: Section,
  founding: Founding | null,
  groups: readonly EmployerGroup[],
): Acquisitions | null {
  const section = root.section('acquisitions');
  if (!section.isThere) return null;
  const acquisitions = { perMonth: section.number('per-month'), buyers: buyersOf(section, groups) };
  return isAboutFirms(root, 'acquisitions', founding) ? acquisitions : null;
}

/** Employers, or groups with members; one that was switched off buys nothing. */
function buyersOf(section: Section, groups: readonly EmployerGroup[]): string[] {
  const named = section.texts('buyers');
  if (named === null) {
    section.text('buyers'); // reports that it is missing
    return [];
  }
  const known = groups.filter(({ count }) => count > 0).map(({ id }) => id);
  const there = named.filter((id) => !section.reading.removed.has(`employers.${id}`));
  const wrong = there.filter((id) => !known.includes(id));
  if (wrong.length > 0) {
    const expected = `employers, or groups with members: ${oneOf(known, 12)}`;
    const found = wrong.map(quoted).join(', ');
    const remedy = didYouMean(wrong[0]!, known, 'name items of the section `employers`');
    section.fail('buyers', found, expected, remedy);
  }
  const twice = there.find((id, at) => there.indexOf(id, at + 1) > at);
  if (twice !== undefined)
    section.fail('buyers', `${twice} twice`, 'each employer once', 'remove one of the two');
  return there;
}

export function resolveListings(
  root: Section,
  founding: Founding | null,
  groups: readonly EmployerGroup[],
): Listings | null {
  const section = root.section('listings');
  if (!section.isThere) return null;
  const group = groupOfNewFirms(section, 'group', groups);
  if (founding !== null && [founding.stealthGroup, founding.launchedGroup].includes(group)) {
    const remedy = 'add a group of employers with `count: 0` for listed firms, and name it';
    section.fail('group', group, 'another group than those of `founding`', remedy);
  }
  const listings = {
    perMonth: section.number('per-month'),
    group,
    afterRounds: section.number('after-rounds'),
  };
  return isAboutFirms(root, 'listings', founding) ? listings : null;
}

/** Without founding there are no firms: a mistake, unless founding was switched off. */
function isAboutFirms(root: Section, key: string, founding: Founding | null): boolean {
  if (founding !== null) return true;
  if (!root.reading.removed.has('founding'))
    root.fail(
      key,
      'no section `founding`',
      'founded firms to act on',
      'add the section `founding`, or remove this',
    );
  return false;
}
