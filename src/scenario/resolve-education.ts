import type { Section } from './reader.ts';
import { idAndLabel } from './resolve-market.ts';
import type { Degree, FieldChoice, Programme, Region, Retraining, Skill, Study } from './scenario.ts';
import { quoted } from './scenario-error.ts';
import { idOf, textOf } from './tree.ts';

/** How people come into the field. */

/** Keys of a programme that mean nothing without places. */
const OF_STUDY = ['years', 'fill', 'completion', 'continues-from'] as const;

export function resolveProgrammes(
  root: Section,
  skills: readonly Skill[],
  regions: readonly Region[],
): Programme[] {
  const ids = root.items('programmes').map(({ node }) => idOf(node) ?? '');
  const programmes = root.items('programmes').map((programme) => {
    const named = idAndLabel(programme);
    const study = studyOf(
      programme,
      ids.filter((id) => id !== named.id),
    );
    return {
      ...named,
      degree: (programme.text('degree') ?? 'other') as Degree,
      ...skillAndRegion(programme, skills, regions),
      graduates: study === null ? graduatesOf(programme) : 0,
      study,
      months: programme.numbers('months', [5, 6]),
      origins: originsOf(programme, regions),
    };
  });
  refuseCircles(root, programmes);
  return programmes;
}

/** Degrees follow one another: nobody begins a first one after the last. Told once a circle, at the first programme of it. */
function refuseCircles(root: Section, programmes: readonly Programme[]): void {
  const told = new Set<string>();
  for (const section of root.items('programmes')) {
    const id = idOf(section.node) ?? '';
    const way = wayBack(programmes, id);
    if (told.has(id) || way.at(-1) !== id) continue;
    for (const one of way) told.add(one);
    const expected = 'programmes that follow one another, the first of them from none';
    section
      .section('continues-from')
      .fail('programme', [id, ...way].join(' ← '), expected, 'remove one `continues-from` of these');
  }
}

/** The programmes that one continues from, the nearest first, until none is left or one comes again. */
function wayBack(programmes: readonly Programme[], id: string): string[] {
  const before = (one: string) =>
    programmes.find((other) => other.id === one)?.study?.continuesFrom?.programme;
  const way: string[] = [];
  for (let one = before(id); one !== undefined && !way.includes(one); one = before(one)) way.push(one);
  return way;
}

function graduatesOf(programme: Section): number {
  if (programme.has('graduates')) return programme.number('graduates');
  programme.fail(
    'graduates',
    'nothing',
    'a number of people a year, or `places` and `years`',
    'add `graduates: 800 people/year`, or `places: …` and `years: …`',
  );
  return Number.NaN;
}

/** Null for an inflow of so many graduates a year. */
function studyOf(programme: Section, others: readonly string[]): Study | null {
  if (programme.isBroken) return null;
  if (!programme.has('places')) {
    for (const key of OF_STUDY) {
      if (!programme.has(key)) continue;
      programme.fail(key, `${key} without places`, 'places for students', 'add `places: …`, or remove this');
    }
    return null;
  }
  if (programme.has('graduates')) {
    const remedy = 'keep `graduates` for a plain inflow, or `places` and `years`';
    programme.fail('graduates', 'graduates beside places', 'one of the two', remedy);
  }
  if (!programme.has('years'))
    programme.fail('years', 'nothing, with places', 'a number of years, 1 to 20', 'add `years: …`');
  return {
    years: programme.has('years') ? programme.number('years') : Number.NaN,
    places: programme.number('places'),
    fill: programme.number('fill'),
    completion: programme.number('completion'),
    continuesFrom: continuesFrom(programme, others),
  };
}

function continuesFrom(programme: Section, others: readonly string[]): Study['continuesFrom'] {
  const section = programme.section('continues-from');
  if (!section.isThere) return null;
  const own = idOf(programme.node);
  if (own !== undefined && textOf(section.at('programme')) === own) {
    const remedy = 'name the programme that its students come from, or remove `continues-from`';
    section.fail('programme', `${quoted(own)}, the programme itself`, 'another programme', remedy);
    return null;
  }
  const from = section.reference('programme', others, 'programmes');
  return { programme: from ?? '', share: section.number('share') };
}

export function resolveFieldChoice(root: Section): FieldChoice | null {
  const section = root.section('field-choice');
  if (!section.isThere) return null;
  return { ...answersOf(section), lagMonths: section.number('lag') };
}

export function resolveRetraining(
  root: Section,
  skills: readonly Skill[],
  regions: readonly Region[],
): Retraining[] {
  return root.items('retraining').map((retraining) => {
    const people = retraining.number('people');
    const capacity = retraining.number('capacity');
    if (people > capacity) {
      const expected = `a number of people a year, ${people} or more`;
      const remedy = `write ${people} or more, or lower people`;
      retraining.fail('capacity', `${capacity}, below people, ${people}`, expected, remedy);
    }
    return {
      ...idAndLabel(retraining),
      ...skillAndRegion(retraining, skills, regions),
      people,
      capacity,
      ...answersOf(retraining),
      delayMonths: retraining.number('delay'),
      origins: originsOf(retraining, regions),
    };
  });
}

function answersOf(
  section: Section,
): Pick<FieldChoice, 'payElasticity' | 'openingsElasticity' | 'usualLeft'> {
  const openingsElasticity = section.number('openings-elasticity');
  const isNeeded = openingsElasticity > 0 && !section.has('usual-left');
  if (isNeeded) {
    const found = 'nothing, with an openings-elasticity';
    section.fail('usual-left', found, 'a share, more than 0 and 1 or less', 'add `usual-left: …`');
  }
  return {
    payElasticity: section.number('pay-elasticity'),
    openingsElasticity,
    usualLeft: section.has('usual-left') ? section.number('usual-left') : 1,
  };
}

function originsOf(section: Section, regions: readonly Region[]): number[] | null {
  const origins = section.byName(
    'origins',
    regions.map(({ id }) => id),
    'region',
  );
  if (origins !== null) section.sumsToOne('origins', origins, 'shares of the origins');
  return origins;
}

function skillAndRegion(
  section: Section,
  skills: readonly Skill[],
  regions: readonly Region[],
): { skill: string; region: string | null } {
  const known = regions.map(({ id }) => id);
  return {
    skill: skillOf(
      section,
      skills.map(({ id }) => id),
    ),
    region: section.reference('region', known, 'regions') ?? null,
  };
}

function skillOf(section: Section, skills: readonly string[]): string {
  if (section.has('skill')) return section.reference('skill', skills, 'skills') ?? '';
  if (skills.length > 1)
    section.fail(
      'skill',
      'nothing, with several skills',
      `one of the skills: ${skills.join(', ')}`,
      'add `skill: …`',
    );
  return skills[0]!;
}
