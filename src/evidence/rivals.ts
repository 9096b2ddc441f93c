import * as z from 'zod';
import { readCsv } from '../scenario/csv.ts';
import { Mistakes } from '../scenario/mistakes.ts';
import type { Segment } from '../scenario/tree.ts';
import type { Fact } from './fact.ts';
import { addMistake, type EvidenceFile, map, month, number, readForm, text } from './form.ts';
import { type Observation, observation } from './observation.ts';

/** Forecasts without a model, which the model is scored against. The form is told in evidence/README.md. */

const WORDS =
  'a number, the id of a fact or prior, or a map: add, subtract, multiply, divide, power, also, mean-of, line';

/** How a rival's number follows from what is published. */
type Expression =
  | number
  | string
  | { add: [Expression, Expression] }
  | { subtract: [Expression, Expression] }
  | { multiply: [Expression, Expression] }
  | { divide: [Expression, Expression] }
  | { power: [Expression, Expression] }
  | { also: string }
  | { 'mean-of': { file: string; column: string; from: string; to: string } }
  | {
      line: { through: [{ x: Expression; y: Expression }, { x: Expression; y: Expression }]; at: Expression };
    };

const expression: z.ZodType<Expression> = z.lazy(() => {
  const two = z.tuple([expression, expression]);
  const point = map({ x: expression, y: expression });
  return z.union(
    [
      number,
      text,
      map({ add: two }),
      map({ subtract: two }),
      map({ multiply: two }),
      map({ divide: two }),
      map({ power: two }),
      map({ also: text }),
      map({ 'mean-of': map({ file: text, column: text, from: month, to: month }) }),
      map({ line: map({ through: z.tuple([point, point]), at: expression }) }),
    ],
    { error: WORDS },
  );
});

const figure = map({
  fact: text,
  is: expression.optional(),
  observation: observation.optional(),
  why: text,
});
type Figure = z.infer<typeof figure>;

const rivalsFile = map({
  says: text,
  rivals: z
    .array(map({ id: text, title: text, says: text, figures: z.array(figure) }), {
      error: 'a list of rivals',
    })
    .min(1, { error: 'a list of rivals' }),
  common: z.array(figure, { error: 'a list of figures' }),
});

/** What a rival says of one fact. */
export interface RivalFigure {
  readonly fact: string;
  /** The same in every run; null for one that is observed in each. */
  readonly value: number | null;
  readonly observation: Observation | null;
  readonly why: string;
}

export interface Rival {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  readonly figures: readonly RivalFigure[];
}

/** What a rival may rest on: published figures that are not held out, and series. */
export interface Published {
  readonly facts: readonly Pick<Fact, 'id' | 'role' | 'value' | 'also'>[];
  /** Text of a CSV file of evidence/series; undefined when there is none. */
  series(file: string): string | undefined;
}

/** Rivals from their file, each with its own figures and those that all share. @throws ScenarioError */
export function readRivals(file: EvidenceFile, published: Published): Rival[] {
  const mistakes = new Mistakes();
  const read = readForm(rivalsFile, file, mistakes);
  const figuresOf = (figures: readonly Figure[], path: Segment[]): RivalFigure[] =>
    figures.flatMap(({ fact, is, observation: observed, why }, at): RivalFigure[] => {
      const where = [...path, at];
      const tell = (key: string, found: string, expected: string, remedy: string) =>
        addMistake(read!, [...where, key], { found, expected, remedy }, mistakes);
      if (!published.facts.some(({ id }) => id === fact))
        tell('fact', fact, 'the id of a fact or prior', 'see `talentflow evidence`');
      if ((is === undefined) === (observed === undefined)) {
        tell('is', 'both or neither of `is` and `observation`', 'one of the two', 'keep one of them');
        return [];
      }
      if (observed !== undefined) return [{ fact, value: null, observation: observed, why }];
      try {
        return [{ fact, value: evaluated(is!, published), observation: null, why }];
      } catch (error) {
        if (!(error instanceof NotPublished)) throw error;
        tell(
          'is',
          error.message,
          'what a rival may rest on: facts that are not held out, priors, series',
          'name another',
        );
        return [];
      }
    });
  const common = read === null ? [] : figuresOf(read.content.common, ['common']);
  const rivals = (read?.content.rivals ?? []).map(({ id, title, says, figures }, at) => ({
    id,
    title,
    says,
    figures: [...figuresOf(figures, ['rivals', at, 'figures']), ...common],
  }));
  mistakes.throwIfAny([file.path], []);
  return rivals;
}

class NotPublished extends Error {}

function evaluated(of: Expression, published: Published): number {
  const value = (inner: Expression) => evaluated(inner, published);
  const two = ([one, other]: [Expression, Expression], how: (a: number, b: number) => number) =>
    how(value(one), value(other));
  if (typeof of === 'number') return of;
  if (typeof of === 'string') return figureOf(of, published).value ?? missing(`${of}, which has no value`);
  if ('add' in of) return two(of.add, (a, b) => a + b);
  if ('subtract' in of) return two(of.subtract, (a, b) => a - b);
  if ('multiply' in of) return two(of.multiply, (a, b) => a * b);
  if ('divide' in of) return two(of.divide, (a, b) => a / b);
  if ('power' in of) return two(of.power, (a, b) => a ** b);
  if ('also' in of) return figureOf(of.also, published).also?.value ?? missing(`${of.also} in another unit`);
  if ('mean-of' in of) return meanOf(of['mean-of'], published);
  const [first, second] = of.line.through;
  const [x1, y1, x2, y2] = [first.x, first.y, second.x, second.y].map(value) as [
    number,
    number,
    number,
    number,
  ];
  return y1 + ((y2 - y1) * (value(of.line.at) - x1)) / (x2 - x1);
}

function figureOf(id: string, { facts }: Published) {
  const fact = facts.find((one) => one.id === id);
  if (fact === undefined) return missing(`${id}, which is no fact or prior`);
  return fact.role === 'held out' ? missing(`${id}, which is held out`) : fact;
}

function meanOf(
  { file, column, from, to }: { file: string; column: string; from: string; to: string },
  { series }: Published,
): number {
  const csv = series(file);
  if (csv === undefined) return missing(`evidence/series/${file}, which is not there`);
  const [header, ...rows] = readCsv(csv).rows;
  const at = header!.cells.indexOf(column);
  if (at < 0) return missing(`column ${column} of ${file}, which is not there`);
  const cells = rows
    .filter(({ cells: [time] }) => time! >= from && time! <= to)
    .map(({ cells }) => cells[at]!);
  if (cells.length === 0 || cells.includes(''))
    return missing(`${file} from ${from} to ${to}, which it lacks`);
  return cells.reduce((sum, cell) => sum + Number(cell), 0) / cells.length;
}

function missing(what: string): never {
  throw new NotPublished(what);
}
