import { RESERVED_IDS } from './fields.ts';
import type { Mistakes } from './mistakes.ts';
import type { SeriesFiles } from './points.ts';
import type { ShownValue } from './provenance.ts';
import { Section } from './reader.ts';
import { resolveBorders } from './resolve-borders.ts';
import { resolveDrivers } from './resolve-drivers.ts';
import { resolveFieldChoice, resolveProgrammes, resolveRetraining } from './resolve-education.ts';
import { resolveEmployers, resolveSectors, unlimitedAmong } from './resolve-employers.ts';
import { resolveObserve, resolveTimeline } from './resolve-events.ts';
import { resolveAcquisitions, resolveFundingRounds, resolveListings } from './resolve-firms.ts';
import { resolveCalendar, resolveCauses, resolveRegions, resolveSkills } from './resolve-market.ts';
import {
  resolveCounterOffers,
  resolveFounding,
  resolveLayOffs,
  resolvePayAnswers,
  resolveSuperstars,
  resolveVesting,
} from './resolve-mechanisms.ts';
import {
  refuseTooManyMeetings,
  resolveChoice,
  resolveHiring,
  resolvePeople,
  resolveSeparations,
} from './resolve-people.ts';
import { resolveAcquiHires, resolveLeaveSooner, resolveNonCompetes, resolveTeams } from './resolve-teams.ts';
import type { People, Region, Scenario, Separations } from './scenario.ts';
import { SCENARIO } from './schema.ts';
import { plainId } from './shape.ts';
import { MECHANISMS, type Targets } from './targets.ts';
import { child, type Node } from './tree.ts';

/**
 * Turns a merged scenario into what the engine reads: every default filled in, every number in the field's unit, every
 * rule checked. With mistakes the result is of no use; the caller throws them. Gives way on its way: the baseline's first reading
 * takes longer than a page may be deaf.
 */
export function* resolveScenarioInSteps(
  node: Node,
  removed: ReadonlySet<string>,
  files: SeriesFiles,
  mistakes: Mistakes,
): Generator<void, { scenario: Scenario; shown: ShownValue[] }> {
  const shown: ShownValue[] = [];
  const root = new Section({ mistakes, shown, removed }, SCENARIO, node, '', node.place);
  const name = nameOf(root, files.firstFile);
  const title = root.text('title', name) ?? name;
  const description = root.text('description') ?? '';
  const seed = root.text('seed') ?? '1';
  const scale = root.number('scale');
  const calendar = resolveCalendar(root);
  const named = resolveRegions(root);
  const skills = resolveSkills(root);
  const causes = resolveCauses(root);
  const parts = { calendar, regions: named, skills, causes };
  const sectors = resolveSectors(root, parts);
  yield;
  const regions = resolveBorders(root, named, skills, sectors);
  yield;
  const employers = resolveEmployers(root, sectors, parts);
  yield;
  checkIds(root, { regions, skills, causes, sectors, employers });
  const teams = resolveTeams(root);
  const people = resolvePeople(root, employers, skills, teams?.looksAfterLeaving.multiplier ?? 1);
  refuseTooManyMeetings(root, people, employers, scale);
  const choice = resolveChoice(root);
  const hiring = resolveHiring(root);
  const separations = resolveSeparations(root);
  const vesting = resolveVesting(root, employers, sectors, calendar);
  const counterOffers = resolveCounterOffers(root);
  const payAnswers = resolvePayAnswers(root);
  const founding = resolveFounding(root, employers, skills);
  const fundingRounds = resolveFundingRounds(root, founding);
  const acquisitions = resolveAcquisitions(root, founding, employers);
  const listings = resolveListings(root, founding, employers);
  const layOffs = resolveLayOffs(root, employers, calendar);
  const ofTeams = {
    teams,
    leaveSooner: resolveLeaveSooner(root),
    acquiHires: resolveAcquiHires(root, employers, sectors, calendar),
    nonCompetes: resolveNonCompetes(root, sectors, regions),
  };
  const superstars = resolveSuperstars(root, employers, skills);
  const programmes = resolveProgrammes(root, skills, regions);
  const fieldChoice = resolveFieldChoice(root);
  const retraining = resolveRetraining(root, skills, regions);
  const targets: Targets = {
    employers: employers.map(({ id }) => id),
    sectors: sectors.map(({ id }) => id),
    unlimited: unlimitedAmong(employers),
    skills: skills.map(({ id }) => id),
    programmes,
    retraining: retraining.map(({ id }) => id),
    causes: causes.map(({ id }) => id),
    regions,
    largest: declaredLargest(regions, people, separations),
    mechanisms: new Set(MECHANISMS.filter((key) => child(node, key) !== undefined)),
  };
  yield;
  const drivers = resolveDrivers(root, calendar, targets, files);
  yield;
  const timeline = resolveTimeline(root, calendar, targets);
  const observe = resolveObserve(root, calendar, sectors, regions);
  const market = {
    name,
    title,
    description,
    seed,
    scale,
    calendar,
    regions,
    skills,
    causes,
    sectors,
    employers,
  };
  const scenario = { ...market, people, choice, hiring, separations, vesting, payAnswers, founding, layOffs };
  const others = { counterOffers, superstars, ...ofTeams };
  const firms = { fundingRounds, acquisitions, listings };
  const education = { programmes, fieldChoice, retraining };
  return { scenario: { ...scenario, ...firms, ...others, ...education, drivers, timeline, observe }, shown };
}

/** The largest that the file says some numbers may become, by their paths. */
const declaredLargest = (
  regions: readonly Region[],
  people: People,
  separations: Separations,
): Targets['largest'] => ({
  ...Object.fromEntries(
    regions.map(({ id, largestReturnHomePerMonth: value }) => [
      `regions.${id}.return-home-per-month`,
      { key: `regions.${id}.largest-return-home-per-month`, value },
    ]),
  ),
  'people.looks-per-month': {
    key: 'people.largest-looks-per-month',
    value: people.largestLooksPerMonth,
  },
  'separations.quit-per-month': {
    key: 'separations.largest-quit-per-month',
    value: separations.largestQuitPerMonth,
  },
  'separations.leave-field-per-month': {
    key: 'separations.largest-leave-field-per-month',
    value: separations.largestLeaveFieldPerMonth,
  },
});

/** A missing name is proposed from the file's own. */
function nameOf(root: Section, firstFile: string): string {
  if (root.has('name')) return root.text('name') ?? '';
  const stem = firstFile.replace(/^.*[/\\:]/, '').replace(/\.ya?ml$/, '');
  const proposal = plainId(stem) || 'my-market';
  root.fail(
    'name',
    'nothing',
    'a name of 1 to 64 letters a–z, digits and hyphens',
    `add \`name: ${proposal}\``,
  );
  return '';
}

type Named = { id: string };

/** Ids may not be words that mean something in paths, nor the name of a unit of another kind in the tables. */
function checkIds(root: Section, lists: Record<string, readonly Named[]>): void {
  for (const [key, items] of Object.entries(lists)) {
    for (const section of root.items(key)) {
      const id = section.at('id');
      if (id?.type !== 'scalar' || !(RESERVED_IDS as readonly string[]).includes(id.text)) continue;
      section.fail(
        'id',
        `"${id.text}"`,
        'an id that is no word of the vocabulary',
        `write ${id.text}-1 or another name`,
      );
    }
    void items;
  }
  const sectors = new Set(lists.sectors!.map(({ id }) => id));
  for (const section of root.items('employers')) {
    const id = section.at('id');
    if (id?.type !== 'scalar' || child(section.node, 'count') !== undefined || !sectors.has(id.text))
      continue;
    const remedy = `write ${id.text}-1 or another name: tables name both`;
    section.fail('id', `"${id.text}", also a sector`, 'an id that no sector has', remedy);
  }
}
