import { Decision } from '../../../src/model/decisions.ts';
import { visaFor } from './borders.ts';
import { type Employer, type MonthOfTwin, type Person, UNLIMITED, uniform, type World } from './world.ts';

/** A call of an opening: who calls, people of which skill, and where it is heard. */
interface Call {
  readonly employer: Employer;
  readonly skill: number;
  readonly layout: number;
  readonly cell: number;
}

/** M of MODEL.md, "Meeting": the least that will do; markets of few openings have 16 cells an opening, 64 at the fewest. */
function cellsOf(openings: number, answersPerOpening: number): number {
  const least = Math.min(2 ** 10, Math.max(2 ** 6, 16 * openings));
  const isEnough = (bits: number) => 2 ** bits >= least && answersPerOpening * 2 ** bits >= 2;
  return 2 ** (Array.from({ length: 18 }, (_, bits) => bits).find(isEnough) ?? 18);
}

/** MODEL.md, "Meeting": every opening's calls in one month, and who has so many that everybody hears one. */
export class CallsOfTwin {
  private readonly world: World;
  private readonly month: MonthOfTwin;
  private readonly calls: Call[] = [];
  private readonly heardByAll: { employer: Employer; skill: number }[] = [];
  private readonly cells: number;

  constructor(world: World, month: MonthOfTwin) {
    this.world = world;
    this.month = month;
    const { scenario } = world;
    const { contacts } = scenario.people;
    if (contacts === 'all') throw new Error('nobody calls where everybody meets every employer');
    const answersPerOpening = contacts.answers / (contacts.openings * scenario.scale);
    this.cells = cellsOf(contacts.openings * scenario.scale, answersPerOpening);
    for (const employer of world.employers) {
      if (employer.isClosed) continue;
      scenario.skills.forEach((_, skill) => {
        this.makeCalls(employer, skill, answersPerOpening * this.cells * employer.openings[skill]!);
      });
    }
  }

  private makeCalls(employer: Employer, skill: number, expected: number): void {
    if (expected === 0) return;
    const u = uniform(this.world, Decision.callRounding, this.month.date, employer.key, skill);
    const count = Math.floor(expected + u);
    if (employer.openings[skill]! >= UNLIMITED || count >= 40 * this.cells) {
      this.heardByAll.push({ employer, skill });
      return;
    }
    for (let call = 0; call < count; call++) {
      const draw = this.world.draws.open(Decision.call, this.month.date);
      draw.draw(employer.key, skill * 2 ** 24 + Math.floor(call / 2));
      const spot = Math.floor(((draw.words[call % 2]! >>> 0) / 2 ** 32) * 2 * this.cells);
      this.calls.push({ employer, skill, layout: spot % 2, cell: Math.floor(spot / 2) });
    }
  }

  /** Employers met by one who looks. */
  employersMet(person: Person): Employer[] {
    const { world, month, cells } = this;
    const draw = world.draws.open(Decision.cell, month.date);
    draw.draw(person.key, 0);
    const cellIn = [...draw.words].map((word) => Math.floor(((word >>> 0) / 2 ** 32) * cells));
    const called = [...this.calls.filter(({ cell, layout }) => cell === cellIn[layout]), ...this.heardByAll]
      .filter(({ skill }) => skill === person.skill)
      .map(({ employer }) => employer);
    return [...new Set(called)].filter(
      (employer) =>
        employer !== person.employer &&
        this.countsWhereTheyAre(person, employer) &&
        visaFor(world, month, person, employer) !== 'not to be had',
    );
  }

  private countsWhereTheyAre(person: Person, employer: Employer): boolean {
    if (employer.region === person.region) return true;
    const u = uniform(this.world, Decision.answerFromAbroad, this.month.date, person.key, employer.key);
    return u < this.month.numbers.market['choice.answersAbroad'];
  }
}

/** Step 6: whom each of those who look meets. */
export function employersMet(world: World, month: MonthOfTwin): (person: Person) => Employer[] {
  if (world.scenario.people.contacts === 'all')
    return (person) =>
      world.employers.filter(
        (employer) =>
          !employer.isClosed &&
          employer !== person.employer &&
          employer.openings[person.skill]! > 0 &&
          visaFor(world, month, person, employer) !== 'not to be had',
      );
  const calls = new CallsOfTwin(world, month);
  return (person) => calls.employersMet(person);
}
