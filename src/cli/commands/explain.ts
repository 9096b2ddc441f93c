import { extname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Argv } from 'yargs';
import type { RunAsked } from '../../experiments/explain/diary.ts';
import { explainEmployer } from '../../experiments/explain/employer.ts';
import { checkLocality } from '../../experiments/explain/locality.ts';
import { explainMonth } from '../../experiments/explain/month.ts';
import { findPeople, type MovesAsked } from '../../experiments/explain/movers.ts';
import { explainPerson } from '../../experiments/explain/person.ts';
import { runText } from '../../experiments/explain/telling.ts';
import { Unexplained } from '../../experiments/explain/unexplained.ts';
import { explainVersus } from '../../experiments/explain/versus.ts';
import type { MonthRecord } from '../../model/records.ts';
import { checkPageFile, explainToFile } from '../../report/explain-to-file.ts';
import { quoted } from '../../report/reproduce.ts';
import { KeySpaceFull, ModelError, simulate } from '../../runtime/engine.ts';
import { Interrupted, MarketFailure, NotInRun, UsageMistake } from '../../runtime/failures.ts';
import { monthText } from '../../scenario/dates.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { allChecked, allRead, type Checks } from '../checks.ts';
import { examples } from '../examples.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import {
  employerLines,
  localityLines,
  monthLines,
  peopleLines,
  personLines,
  versusLines,
} from '../explain-lines.ts';
import { MOST_REPLICATES, mistake, SIMULATION_OPTIONS, wholeNumber, wordAt } from '../options.ts';
import { monthsToldOn } from '../progress.ts';
import { readReloadable, type ScenarioArguments } from '../simulation-arguments.ts';
import { paintFor, print, printJson, type Terminal } from '../terminal.ts';

const SUBJECTS = ['person', 'employer', 'month', 'locality'] as const;

/** Moves listed unless told: a screenful. */
const DEFAULT_LIMIT = 20;
const MOST_LISTED = 1_000_000;

interface ExplainArguments extends ScenarioArguments {
  subject: string;
  about?: string;
  scenario?: string;
  seed?: string;
  scale?: string;
  until?: string;
  replicate?: string;
  from?: string;
  to?: string;
  kind?: string;
  skill?: string;
  year?: string;
  limit?: string;
  pick?: string;
  vs?: string;
  details?: boolean;
  out?: string;
  force?: boolean;
  json?: boolean;
  quiet?: boolean;
}

export const command = 'explain <subject> [about] [scenario]';
export const describe = 'Why one person or one firm did what it did, choice by choice';

export const builder = (yargs: Argv) => {
  const { set, root, seed, scale, until, json, quiet } = SIMULATION_OPTIONS;
  const text = (describe: string) => ({ type: 'string', requiresArg: true, describe }) as const;
  return yargs
    .positional('subject', {
      type: 'string',
      describe: 'person, employer, month or locality',
      demandOption: true,
    })
    .positional('about', {
      type: 'string',
      describe: 'KEY of a person, NAME of an employer, month YYYY-MM, or (of locality) a policy',
    })
    .positional('scenario', { type: 'string', describe: 'scenario file; default: talentflow:baseline' })
    .options({
      set,
      root,
      seed,
      scale,
      until,
      replicate: text('run K of the seed, from 0; default: 0, the single run'),
      from: text('moves from a sector, employer or group, or no-job'),
      to: text('moves to one, or left (the field)'),
      kind: text('moves of a kind, such as hire, job-to-job, founding, quit'),
      skill: text('moves of people of a skill'),
      year: text('moves in a year, YYYY, or a month, YYYY-MM'),
      limit: text(`moves listed at most; default: ${DEFAULT_LIMIT}`),
      pick: text('explain the Nth person of the list'),
      vs: text('policy: the same person under both, up to and after the first difference'),
      out: text('FILE.html: one page of a person, employer or month, with a timeline; it needs no network'),
      force: { type: 'boolean', describe: 'replace a file that is no page of talentflow' },
      details: { type: 'boolean', describe: 'every choice with all options; of an employer, every month' },
      json,
      quiet,
    })
    .epilogue(
      examples(
        [
          'talentflow explain person --from giants --to stealth --year 2023',
          'who did that: keys, and careers in a line',
        ],
        [
          'talentflow explain person microsoft/3 --scale 0.1',
          'a career: what was offered, what it was worth, what was taken',
        ],
        [
          'talentflow explain person microsoft/3 --vs my-policy.yaml --scale 0.1',
          'the same person under a policy, and why they did otherwise',
        ],
        [
          'talentflow explain person microsoft/3 --scale 0.1 --out output/career.html',
          'the career as a page, with a timeline',
        ],
        [
          'talentflow explain locality my-policy.yaml --scale 0.01',
          'that no draw and no decision of two runs differs but where one of its declared inputs does',
        ],
        ['talentflow explain employer microsoft --year 2023', 'what it planned, who came and who left'],
        ['talentflow explain month 2023-03 --to openai', 'what happened in a month, and who moved'],
      ),
    );
};

export async function handler(given: ExplainArguments, terminal: Terminal): Promise<number> {
  const { subject, asked, pick, isList, scenario, policy, replicate } = readAll(given);
  const runs =
    (isList ? 1 : 0) + (isList && pick === undefined ? 0 : policy === null || subject === 'locality' ? 1 : 2);
  const progress = await monthsToldOn(terminal, 'explain', scenario, { runs, isQuiet: given.quiet ?? false });
  let hasRun = false;
  const run: RunAsked = {
    simulate,
    replicate,
    onMonth: (record) => {
      hasRun = true;
      return giveWay(record, progress.tell, terminal.signal);
    },
  };
  try {
    const explained = await (isList
      ? listOrPicked(scenario, policy, asked, pick, run)
      : explanationOf(subject, given.about!, scenario, policy, asked, run)
    ).finally(progress.stop);
    const page = await pageOf(explained, given);
    if (given.json) printJson(terminal.out, explained);
    else if (page === null) print(terminal.out, ...linesOf(explained, given.details ?? false, terminal));
    else print(terminal.out, ...page);
    return 'breachCount' in explained && explained.breachCount > 0 ? EXIT_CODES.checkFailed : EXIT_CODES.done;
  } catch (error) {
    if (error instanceof Unexplained)
      throw new (hasRun ? NotInRun : UsageMistake)(`talentflow explain ${subject}`, error);
    if (error instanceof ModelError || error instanceof KeySpaceFull) throw new MarketFailure(error.message);
    throw error;
  }
}

function readAll(given: ExplainArguments) {
  return allChecked((checks) => {
    const subject = checks.make(() =>
      wordAt('talentflow explain', given.subject, SUBJECTS, 'talentflow explain employer microsoft'),
    );
    checks.make(() => refuseUnread(subject(), given));
    const asked = checks.make(() => movesAsked(given));
    const pick = checks.make(() => wholeNumber('pick', given.pick, 1, MOST_LISTED));
    const replicate = checks.make(
      () => wholeNumber('replicate', given.replicate, 0, MOST_REPLICATES - 1) ?? 0,
    );
    const isList = checks.make(() => subject() === 'person' && choosingOf(given).length > 0);
    checks.make(() => {
      if (isList()) refuseKey(given);
    });
    // A list is asked for without a key: what stands first is the scenario then.
    const file = checks.make(() => (isList() && given.scenario === undefined ? given.about : given.scenario));
    const read = checks.make(() => readReloadable(file() ?? 'talentflow:baseline', given, checks));
    const scenario = checks.make(() => read().variant.scenario);
    checks.make(() => {
      if (given.about === undefined && !isList())
        throw new UsageMistake(`talentflow explain ${subject()}`, NOTHING_ASKED[subject()]);
    });
    const policy = checks.make(() => {
      const named = { person: given.vs, locality: given.about, employer: undefined, month: undefined }[
        subject()
      ];
      return named === undefined ? null : policyOf(named, given, scenario, checks);
    });
    checks.make(() => {
      if (given.out !== undefined)
        checkOut(given.out, isList() && pick() === undefined ? 'list' : subject(), given);
    });
    return allRead({ subject, asked, pick, isList, scenario, policy, replicate });
  });
}

/** Options that a subject does not read. */
const UNREAD = {
  person: [],
  employer: ['pick', 'vs'],
  month: ['year', 'pick', 'vs'],
  locality: ['from', 'to', 'kind', 'skill', 'year', 'limit', 'pick', 'vs'],
} as const satisfies Record<(typeof SUBJECTS)[number], readonly (keyof ExplainArguments)[]>;

/** @throws UsageMistake */
function refuseUnread(subject: (typeof SUBJECTS)[number], given: ExplainArguments): void {
  allChecked((checks) => {
    for (const option of UNREAD[subject]) {
      const value = given[option];
      if (value !== undefined)
        checks.add(
          mistake(option, value, `no --${option} with explain ${subject}`, `leave --${option} away`),
        );
    }
    if (subject === 'person' && given.limit !== undefined && !isListed(given))
      checks.add(
        mistake('limit', given.limit, 'no --limit where one person is told of', 'leave --limit away'),
      );
  });
}

/** Whether people are looked for and none is chosen yet. With nothing to look by, that is what is told. */
const isListed = (given: ExplainArguments): boolean =>
  given.pick === undefined && (choosingOf(given).length > 0 || given.about === undefined);

/** A person who is named and asked for by a move would be one or the other. @throws UsageMistake */
function refuseKey(given: ExplainArguments): void {
  if (given.about === undefined || given.scenario === undefined) return;
  const options = choosingOf(given).map((name) => `--${name}`);
  throw new UsageMistake('talentflow explain person', {
    found: `${JSON.stringify(given.about)} and ${options.join(', ')}`,
    expected: 'the key of a person, or a move to find one by',
    remedy: 'leave one of the two out',
  });
}

/** @throws UsageMistake before a run is made for a page that could not be written. */
function checkOut(file: string, what: string, { force }: ExplainArguments): void {
  if (what === 'list' || what === 'locality')
    throw mistake(
      'out',
      file,
      `a person, an employer or a month to make a page of; this is ${what === 'list' ? 'a list of moves' : 'a check'}`,
      what === 'list' ? 'choose one with --pick N, or give a key' : 'leave --out away',
    );
  if (file === '') throw mistake('out', file, 'a file', 'name one, such as --out career.html');
  const ending = extname(file).toLowerCase();
  if (!['', '.html', '.htm'].includes(ending))
    throw mistake(
      'out',
      file,
      'a file of HTML, .html',
      ending === '.pdf' ? 'a browser prints the page to PDF' : 'name one, such as --out career.html',
    );
  checkPageFile(file, force ?? false);
}

/** What is said of a page, once it is written; null when none was asked for, or there is nothing to show. */
async function pageOf(explained: Explained, given: ExplainArguments): Promise<string[] | null> {
  const file = given.out;
  if (file === undefined || 'breachCount' in explained || explained.kind === 'people') return null;
  const bytes = await explainToFile(explained, file, commandOf(given));
  return [
    `Page  ${file}: open it in a browser; it needs no network`,
    `Of    ${runText(explained.run)}`,
    `${(bytes / 1e6).toFixed(1)} MB`,
  ];
}

/** The command that was given, as a shell takes it; what only says how to print is left out. */
function commandOf(given: ExplainArguments): string {
  const words = [given.subject, given.about, given.scenario].filter((word) => word !== undefined);
  const options = REPEATED.flatMap((name) =>
    [given[name] ?? []].flat().flatMap((value) => [`--${name}`, quoted(String(value))]),
  );
  return ['talentflow explain', ...words.map(quoted), ...options].join(' ');
}

const REPEATED = [
  'from',
  'to',
  'kind',
  'skill',
  'year',
  'pick',
  'limit',
  'vs',
  'set',
  'seed',
  'replicate',
  'scale',
  'until',
  'out',
] as const;

type Explained = Awaited<
  ReturnType<
    | typeof explainPerson
    | typeof explainVersus
    | typeof explainEmployer
    | typeof explainMonth
    | typeof findPeople
    | typeof checkLocality
  >
>;

async function listOrPicked(
  scenario: Scenario,
  policy: Scenario | null,
  asked: MovesAsked,
  pick: number | undefined,
  run: RunAsked,
): Promise<Explained> {
  const people = await findPeople(scenario, pick === undefined ? asked : { ...asked, most: pick }, run);
  if (pick === undefined || people.found === 0) return people;
  const picked = people.moves[pick - 1];
  if (picked === undefined)
    throw new NotInRun('--pick', {
      found: JSON.stringify(String(pick)),
      expected: `1 to ${people.found}: so many such moves were found`,
      remedy: 'leave --pick away to see the list',
    });
  return personAsked(scenario, policy, picked.person, run);
}

/** Alone, or under a policy too. */
function personAsked(
  scenario: Scenario,
  policy: Scenario | null,
  key: string,
  run: RunAsked,
): Promise<Explained> {
  return policy === null ? explainPerson(scenario, key, run) : explainVersus(scenario, policy, key, run);
}

/** A policy in the same world as its base. */
function policyOf(file: string, given: ExplainArguments, baseOf: () => Scenario, checks: Checks): Scenario {
  const { scenario } = readReloadable(file, given, checks).variant;
  const base = baseOf();
  const months = ({ calendar }: Scenario) => `${monthText(calendar.start)} to ${monthText(calendar.end)}`;
  const isAlike = months(scenario) === months(base) && scenario.scale === base.scale;
  if (isAlike) return scenario;
  throw new UsageMistake(file, {
    found: `${months(scenario)} at scale ${scenario.scale}`,
    expected: `base's, ${months(base)} at scale ${base.scale}`,
    remedy: 'let both say the same calendar and scale',
  });
}

async function explanationOf(
  subject: (typeof SUBJECTS)[number],
  about: string,
  scenario: Scenario,
  policy: Scenario | null,
  asked: MovesAsked,
  run: RunAsked,
): Promise<Explained> {
  if (subject === 'person') return personAsked(scenario, policy, about, run);
  if (subject === 'locality') return checkLocality(scenario, policy!, { ...run, simulate });
  if (subject === 'employer') return explainEmployer(scenario, about, asked, run);
  return explainMonth(scenario, about, asked, run);
}

const NOTHING_ASKED = {
  locality: {
    found: 'no policy',
    expected: 'a scenario to hold against the base',
    remedy: 'write for example talentflow explain locality my-policy.yaml --scale 0.01',
  },
  person: {
    found: 'no key',
    expected: 'the key of a person, or a move to find one by',
    remedy: 'write for example talentflow explain person --from giants --to stealth --year 2023',
  },
  employer: {
    found: 'no employer',
    expected: 'the name of one',
    remedy: 'write for example talentflow explain employer microsoft',
  },
  month: {
    found: 'no month',
    expected: 'a month, YYYY-MM',
    remedy: 'write for example talentflow explain month 2023-03',
  },
} as const;

function movesAsked({ from, to, kind, skill, year, limit }: ExplainArguments): MovesAsked {
  const most = wholeNumber('limit', limit, 1, MOST_LISTED) ?? DEFAULT_LIMIT;
  return { from, to, kind, skill, when: year, most };
}

/** The options given by which a person is found. */
const choosingOf = (given: ExplainArguments) =>
  (['from', 'to', 'kind', 'skill', 'year', 'pick'] as const).filter((name) => given[name] !== undefined);

function linesOf(explained: Explained, isWhole: boolean, { out }: Terminal): string[] {
  const paint = paintFor(out);
  if ('breachCount' in explained) return localityLines(explained, paint);
  switch (explained.kind) {
    case 'versus':
      return versusLines(explained, isWhole, paint);
    case 'person':
      return personLines(explained, isWhole, paint);
    case 'people':
      return peopleLines(explained, paint);
    case 'employer':
      return employerLines(explained, isWhole, paint);
    case 'month':
      return monthLines(explained, paint);
  }
}

/** After each month, so that Ctrl-C is heard. */
async function giveWay(
  record: MonthRecord,
  tell: (record: MonthRecord) => void,
  signal: AbortSignal,
): Promise<void> {
  tell(record);
  await setImmediate();
  if (signal.aborted) throw new Interrupted();
}
