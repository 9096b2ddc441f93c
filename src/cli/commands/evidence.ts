import { stringify } from 'yaml';
import type { Argv } from 'yargs';
import type { Fact } from '../../evidence/fact.ts';
import type { Prior } from '../../evidence/prior.ts';
import { publishedText, statedText, toleranceText } from '../../evidence/words.ts';
import { loadAllPriors, loadFacts } from '../../runtime/evidence-files.ts';
import { evidenceAt, shippedEvidence } from '../../runtime/evidence-folder.ts';
import { UsageMistake } from '../../runtime/failures.ts';
import { didYouMean } from '../../scenario/nearest.ts';
import { allChecked } from '../checks.ts';
import { columns } from '../columns.ts';
import { examples } from '../examples.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { EVIDENCE_OPTIONS, TELLING_OPTIONS } from '../options.ts';
import { type Paint, paintFor, print, printJson, type Terminal } from '../terminal.ts';

interface EvidenceArguments {
  ids?: string[];
  evidence?: string;
  json?: boolean;
}

export const command = 'evidence [ids..]';
export const describe = 'List the published facts and priors, with role, tolerance and source';

export const builder = (yargs: Argv) =>
  yargs
    .positional('ids', { type: 'string', array: true, describe: 'only these, such as F02 or P01; in full' })
    .options({
      ...EVIDENCE_OPTIONS,
      json: TELLING_OPTIONS.json,
    })
    .epilogue(
      examples(
        ['talentflow evidence', 'all facts and priors, one a line'],
        ['talentflow evidence F02 F31', 'two facts, with all that is said about them'],
      ),
    );

export async function handler(given: EvidenceArguments, terminal: Terminal): Promise<number> {
  const folder = given.evidence === undefined ? shippedEvidence() : evidenceAt(given.evidence);
  const facts = loadFacts(folder);
  const priors = loadAllPriors(folder);
  const ids = given.ids ?? [];
  refuseUnknown(ids, [...facts, ...priors]);
  const isAsked = ({ id }: { id: string }) =>
    ids.length === 0 || ids.some((asked) => id === asked || id.startsWith(`${asked}.`));
  const shown = { facts: facts.filter(isAsked), priors: priors.filter(isAsked) };
  const paint = paintFor(terminal.out);
  if (given.json) printJson(terminal.out, { format: 'talentflow.evidence/1', ...shown });
  else if (ids.length === 0) print(terminal.out, ...tableOf(shown.facts, shown.priors, paint));
  else print(terminal.out, ...[...shown.facts, ...shown.priors].flatMap((one) => inFull(one, paint)));
  return EXIT_CODES.done;
}

function refuseUnknown(ids: readonly string[], all: readonly { id: string }[]): void {
  const known = [...new Set(all.flatMap(({ id }) => [id, id.split('.')[0]!]))];
  allChecked((checks) => {
    for (const id of ids) {
      if (known.includes(id)) continue;
      const mistake = new UsageMistake('talentflow evidence', {
        found: JSON.stringify(id),
        expected: 'the id of a fact or a prior, such as F02 or P01',
        remedy: didYouMean(id, known, 'see all of them with talentflow evidence'),
      });
      checks.add(mistake);
    }
  });
}

function tableOf(facts: readonly Fact[], priors: readonly Prior[], paint: Paint): string[] {
  const header = ['id', 'role', 'published', 'tolerance', 'what', 'source'];
  const rows = facts.map((fact) => [
    fact.id,
    fact.role,
    publishedText(fact),
    fact.notObserved === null ? toleranceText(fact.tolerance) : 'a note',
    fact.title,
    `${fact.source} (${fact.howSure})`,
  ]);
  const ofPriors = priors.map((prior) => [
    prior.id,
    prior.role,
    publishedText(prior),
    `${statedText(prior.range.from)} to ${statedText(prior.range.to)}`,
    prior.title,
    `${prior.source} (${prior.howSure})`,
  ]);
  const [head, ...lines] = columns([header, ...rows, ...ofPriors]);
  const painted = lines.map((line, at) => {
    const role = at < facts.length ? facts[at]!.role : priors[at - facts.length]!.role;
    return role === 'held out' ? paint('yellow', line) : line;
  });
  return [
    paint('bold', `Facts (${facts.length}) and priors (${priors.length})`),
    paint('dim', head!),
    ...painted.slice(0, facts.length),
    '',
    ...painted.slice(facts.length),
  ];
}

/** Everything that is said about one, key by key. */
function inFull(one: Fact | Prior, paint: Paint): string[] {
  const { id, title, role, ...rest } = one;
  const said = Object.fromEntries(
    Object.entries(rest).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  );
  const lines = stringify(said, { lineWidth: 110 }).trimEnd().split('\n');
  return [paint('bold', `${id}  ${title} (${role})`), ...lines.map((line) => `  ${line}`), ''];
}
