import { useEffect, useRef, useState } from 'preact/hooks';
import { careerFinding } from '../../charts/career-chart.ts';
import { monthName, number } from '../../charts/words.ts';
import type { PeopleExplained, PersonExplained } from '../../experiments/explain/explained.ts';
import { LEGEND, personFacts } from '../../experiments/explain/telling.ts';
import type { VersusExplained } from '../../experiments/explain/versus.ts';
import { Life } from '../../explained/life.tsx';
import { TwoLives } from '../../explained/two-lives.tsx';
import { BESIDE } from '../career-chart.ts';
import { stageText } from '../words.ts';
import { CareerFigure } from './career-figure.tsx';
import type { Asking } from './explorer.ts';
import { useExplorer, useExplorerState } from './use-explorer.ts';

/** People who made a move, and the career of one of them, choice by choice. */
export function WhySection() {
  const { asking, runs, text } = useExplorerState();
  const [own] = runs;
  if (own === undefined) return null;
  const { people, career, failed, progress } = asking;
  return (
    <section aria-labelledby="why">
      <h2 id="why">Why one person moved</h2>
      <p>
        Find people by a move, and choose one: the market is run again at the size shown, and tells what was
        offered, what each offer was worth, and what would have tipped it. A person is the same under every
        policy: where yours differs from the baseline, both careers are told.
      </p>
      {/* Another market has other places to choose from. */}
      <AskForm key={own.sectors.places.map(({ id }) => id).join()} />
      <AskStatus asking={asking} />
      {failed !== null && (
        <p class="failed" role="alert">
          {failed}
        </p>
      )}
      {people !== null && asking.text !== text && (
        <p class="source">Of the scenario before its last change: find people again for the present one.</p>
      )}
      {people !== null && <Movers people={people} asking={asking} />}
      {career !== null && progress === null && <Career career={career} />}
    </section>
  );
}

/** What the selector calls places outside employers. */
const OUTSIDE_WORDS: Readonly<Record<string, string>> = {
  'no job': 'no-job',
  'left the field': 'left',
};

function AskForm() {
  const explorer = useExplorer();
  const { runs, month, asking } = useExplorerState();
  const { places } = runs[0]!.sectors;
  const isPlace = (id: string) => places.some((place) => place.id === id);
  const [from, setFrom] = useState(isPlace('giants') ? 'giants' : places[0]!.id);
  const [to, setTo] = useState(isPlace('start-ups') ? 'start-ups' : places.at(-1)!.id);
  const [isYear, setYear] = useState(true);
  const year = month.slice(0, 4);
  const choice = (label: string, id: string, value: string, set: (id: string) => void) => (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => set(event.currentTarget.value)}>
        {places.map((place) => (
          <option key={place.id} value={place.id}>
            {place.label}
          </option>
        ))}
      </select>
    </div>
  );
  const isAsking = asking.progress !== null;
  const word = (id: string) => OUTSIDE_WORDS[id] ?? id;
  return (
    <form
      class="ask"
      onSubmit={(event) => {
        event.preventDefault();
        if (isAsking) return;
        explorer.findPeople(word(from), word(to), isYear ? year : month);
      }}
    >
      {choice('From', 'moved-from', from, setFrom)}
      {choice('To', 'moved-to', to, setTo)}
      <fieldset class="choices">
        <legend>In</legend>
        {[true, false].map((one) => (
          <label key={String(one)}>
            <input type="radio" name="when" checked={isYear === one} onChange={() => setYear(one)} />
            {one ? year : monthName(month)}
          </label>
        ))}
      </fieldset>
      {/* Not disabled: that would take the keyboard away from who pressed it. */}
      <button type="submit" id="find-who-moved" aria-disabled={isAsking}>
        Find who moved
      </button>
    </form>
  );
}

function AskStatus({ asking: { progress } }: { asking: Asking }) {
  const explorer = useExplorer();
  if (progress === null) return null;
  return (
    <p class="under-way">
      <button
        type="button"
        onClick={() => {
          explorer.stopAsking();
          document.getElementById('find-who-moved')?.focus(); // this button is gone
        }}
      >
        Stop asking
      </button>
      <progress value={progress.share} max={1} aria-label="Asking the market" />
      <span>{progress.month}</span>
    </p>
  );
}

function Movers({ people, asking }: { people: PeopleExplained; asking: Asking }) {
  const explorer = useExplorer();
  const { moves, found, run } = people;
  const size = stageText(asking.stage, run.scale);
  return (
    <>
      <p role="status">
        {found === 0
          ? `Nobody made such a move. ${size}; a larger run may have somebody.`
          : `${number(found)} ${found === 1 ? 'move' : 'moves'}${found > moves.length ? `, the first ${moves.length}` : ''}. ${size}.`}
      </p>
      <ol class="movers">
        {moves.map(({ month, person, from, to, kind, career }, at) => (
          <li key={at}>
            <button
              type="button"
              class="plain"
              aria-disabled={asking.progress !== null}
              onClick={() => asking.progress === null && explorer.explain(person)}
            >
              Why {person}?
            </button>{' '}
            {month}: {from.id} → {to.id}, {kind} <span class="source">{career}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

/** Whether the keyboard is at another part of the page. */
function isElsewhere(): boolean {
  const at = document.activeElement;
  return at !== null && at !== document.body && at.closest('[aria-labelledby=why]') === null;
}

function Career({ career }: { career: PersonExplained | VersusExplained }) {
  const explorer = useExplorer();
  const heading = useRef<HTMLHeadingElement>(null);
  const { key } = career.person;
  // Who asked is told that the answer is there, and reads on from it; who has gone on to write elsewhere keeps the keyboard.
  useEffect(() => {
    if (isElsewhere()) explorer.say(`The career of ${key} is there, under “Why one person moved”.`);
    else heading.current?.focus();
  }, [career]);
  return (
    <div class="career">
      <h3 tabIndex={-1} ref={heading}>
        {career.kind === 'versus' ? `${key} under ${BESIDE.join(' and under ')}` : careerFinding(key, career)}
      </h3>
      <p>{career.person.origin}.</p>
      {personFacts(career).map((line) => (
        <p key={line} class="source">
          {line}
        </p>
      ))}
      <CareerFigure career={career} />
      {career.kind === 'versus' ? (
        <TwoLives explained={career} names={BESIDE} heading="h4" />
      ) : (
        <Life life={career.life} label={`The life of ${key}`} />
      )}
      {LEGEND.map((line) => (
        <p key={line} class="source">
          {line}
        </p>
      ))}
    </div>
  );
}
