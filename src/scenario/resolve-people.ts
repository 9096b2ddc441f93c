import type { Section } from './reader.ts';
import { leastStaff } from './resolve-employers.ts';
import type { Choice, EmployerGroup, Hiring, People, Separations, Skill } from './scenario.ts';

/** @param afterLeaving multiple of looking after a team-mate left. */
export function resolvePeople(
  root: Section,
  groups: readonly EmployerGroup[],
  skills: readonly Skill[],
  afterLeaving: number,
): People {
  const section = root.section('people');
  const taste = section.section('taste');
  const afterLayOff = section.section('looks-after-lay-off');
  const count = section.numberOrNull('count');
  checkStaffFits(section, count, groups);
  const looks = section.number('looks-per-month');
  const looksAfterLayOff = {
    multiplier: afterLayOff.number('multiplier'),
    months: afterLayOff.number('months'),
  };
  const looksAtVesting = section.number('looks-at-vesting');
  const looksPerOpening = section.number('looks-per-opening');
  const multipliers = [looksAfterLayOff.multiplier, looksAtVesting, afterLeaving];
  const needed = Math.min(1, looks * multipliers.reduce((product, one) => product * Math.max(1, one), 1));
  const largest = section.number('largest-looks-per-month', looksPerOpening > 0 ? 1 : needed);
  if (largest < needed) {
    const found = `${section.describe('largest-looks-per-month')}, below looks-per-month and its multipliers, ${needed}`;
    section.fail(
      'largest-looks-per-month',
      found,
      `a share a month, ${needed} to 1`,
      `write ${needed} or more`,
    );
  }
  return {
    count,
    joblessShare: section.number('jobless-share'),
    looksPerMonth: looks,
    largestLooksPerMonth: largest,
    looksAfterLayOff,
    looksAtVesting,
    looksPerOpening,
    contacts: contactsOf(section),
    tasteForAutonomy: taste.distribution('autonomy'),
    tasteForMission: taste.distribution('mission'),
    attachmentToHome: taste.distribution('home'),
    riskAversion: section.distribution('risk-aversion'),
    equityBelief: section.distribution('equity-belief'),
    equityBeliefLevel: section.number('equity-belief-level'),
    talent: section.distribution('talent'),
    practice: section.distributionOrNull('practice'),
    skillMix: skillMixOf(section, skills),
  };
}

function contactsOf(people: Section): People['contacts'] {
  if (people.word('contacts') === 'all') return 'all';
  const contacts = people.section('contacts');
  return { answers: contacts.number('answers'), openings: contacts.number('openings') };
}

/** Meetings of a month that fit into a minute and half a gigabyte. */
const MOST_MEETINGS = 50_000_000;

/** Where everybody who looks meets every employer, a large market would run for hours without a word. */
export function refuseTooManyMeetings(
  root: Section,
  people: People,
  groups: readonly EmployerGroup[],
  scale: number,
): void {
  if (people.contacts !== 'all') return;
  const staff = leastStaff(groups);
  const jobless = people.count === null ? 0 : Math.max(0, people.count - staff);
  const looking = (jobless + staff * people.looksPerMonth) * scale;
  const employers = groups.reduce((sum, { isNamed, count }) => sum + (isNamed ? 1 : count * scale), 0);
  const meetings = Number((looking * employers).toPrecision(2));
  if (!(meetings > MOST_MEETINGS)) return;
  const said = (number: number) => number.toLocaleString('en-GB');
  root
    .section('people')
    .fail(
      'contacts',
      `contacts of all, some ${said(meetings)} meetings a month`,
      `at most ${said(MOST_MEETINGS)}, people who look times employers`,
      'let openings call instead: contacts: { answers: …, openings: … people }, or lower `scale`',
    );
}

/** People in all, simulated at scale 1. */
const MOST_PEOPLE = 50_000_000;

function checkStaffFits(section: Section, count: number | null, groups: readonly EmployerGroup[]): void {
  const staff = leastStaff(groups);
  if (staff > MOST_PEOPLE) {
    section.fail(
      'count',
      `employers with ${staff.toLocaleString('en-GB')} staff`,
      `at most ${MOST_PEOPLE.toLocaleString('en-GB')} people`,
      'lower staff or count of the employers',
    );
  }
  if (count !== null && count < staff) {
    const found = `${section.describe('count')}, fewer than the employers’ staff of ${staff}`;
    section.fail(
      'count',
      found,
      `a whole number of people, ${Math.ceil(staff)} or more`,
      `write ${Math.ceil(staff)} or more, or remove \`count\``,
    );
  }
}

function skillMixOf(section: Section, skills: readonly Skill[]): number[] | null {
  const mix = section.byName(
    'skill-mix',
    skills.map(({ id }) => id),
    'skill',
  );
  if (mix !== null) section.sumsToOne('skill-mix', mix, 'shares of the skills');
  return mix;
}

export function resolveChoice(root: Section): Choice {
  const section = root.section('choice');
  return {
    elasticity: section.number('elasticity'),
    costOfMoving: section.number('cost-of-moving'),
    costOfRelocating: section.number('cost-of-relocating'),
    matchQualitySd: section.number('match-quality-sd'),
    noJobPay: section.numberOrNull('no-job-pay'),
    answersAbroad: section.number('answers-abroad'),
  };
}

export function resolveHiring(root: Section): Hiring {
  const section = root.section('hiring');
  return { weightOfTalent: section.number('weight-of-talent'), fitSd: section.number('fit-sd') };
}

export function resolveSeparations(root: Section): Separations {
  const section = root.section('separations');
  const quit = section.number('quit-per-month');
  const leaveField = section.number('leave-field-per-month');
  const leaveForStudies = section.number('leave-for-studies-per-month');
  const read: Separations = {
    quitPerMonth: quit,
    leaveFieldPerMonth: leaveField,
    leaveFieldWithoutJobPerMonth: section.number('leave-field-without-job-per-month'),
    leaveForStudiesPerMonth: leaveForStudies,
    studyMonths: section.numbers('study-months', [8, 9]),
    largestQuitPerMonth: largestOf(section, 'largest-quit-per-month', quit),
    largestLeaveFieldPerMonth: largestOf(
      section,
      'largest-leave-field-per-month',
      Math.min(1, leaveField + leaveForStudies),
    ),
  };
  if (leaveField + leaveForStudies > 1) {
    section.fail(
      'leave-for-studies-per-month',
      `leave-field and leave-for-studies of ${leaveField + leaveForStudies} together`,
      'at most 1 together',
      'lower one of them',
    );
  }
  return read;
}

/** A declared largest rate, which may not be below the rate itself. */
function largestOf(section: Section, key: string, rate: number): number {
  const largest = section.number(key, rate);
  if (largest < rate)
    section.fail(
      key,
      `${section.describe(key)}, below the rate itself, ${rate}`,
      `a share a month, ${rate} to 1`,
      `write ${rate} or more`,
    );
  return largest;
}
