import type { ChoiceExplained, LifeEvent } from '../experiments/explain/explained.ts';
import {
  afterOptions,
  answerText,
  beforeOptions,
  type EventTold,
  eventsTold,
  optionName,
  payText,
  whenTold,
} from '../experiments/explain/telling.ts';
import { decimals, percent } from '../experiments/explain/words.ts';
import { MOTIVES } from '../model/records.ts';

/** A life as a list, month by month. A choice opens: its options, the parts of each value, chances and answers. */
export function Life({ life, label }: { readonly life: readonly LifeEvent[]; readonly label: string }) {
  return (
    <ol class="life" aria-label={label}>
      {eventsTold(life).map((event, at) => (
        <li key={at} class={event.isRecorded ? undefined : 'spin-up'}>
          <Event event={event} of={label} />
        </li>
      ))}
    </ol>
  );
}

/** @param of the life that it belongs to: two lives may tell the same event. */
function Event({ event, of }: { readonly event: EventTold; readonly of: string }) {
  const { choice, move } = event;
  const line = (
    <>
      <span class="when">{whenTold(event)}</span>{' '}
      <span class={move === null ? 'said' : 'said moved'}>{event.says}</span>
      {event.isRecorded ? null : <span class="note"> (spin-up: not in the tables)</span>}
    </>
  );
  if (choice === null || choice.options.length < 2) return <p>{line}</p>;
  return (
    <details open={event.isTelling}>
      <summary>{line}</summary>
      <Choice choice={choice} name={`${of}, ${event.month}: ${event.says}`} />
    </details>
  );
}

function Choice({ choice, name }: { readonly choice: ChoiceExplained; readonly name: string }) {
  return (
    <div class="choice">
      {beforeOptions(choice).map((line) => (
        <p key={line}>{capitalised(line)}.</p>
      ))}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="scrolls" tabIndex={0} aria-label={`Options, ${name}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">Option</th>
              {['pay, USD', ...MOTIVES, 'value', 'chance'].map((column) => (
                <th key={column} scope="col" class="number">
                  {column}
                </th>
              ))}
              <th scope="col">What came of it</th>
            </tr>
          </thead>
          <tbody>
            {choice.options.map((option, at) => (
              <tr key={at} class={at === choice.taken ? 'taken' : undefined}>
                <th scope="row">{optionName(option)}</th>
                <td class="number">{payText(option.pay)}</td>
                {MOTIVES.map((motive) => (
                  <td key={motive} class="number">
                    {decimals(option.parts[motive])}
                  </td>
                ))}
                <td class="number">{decimals(option.value)}</td>
                <td class="number">{percent(option.chance)}</td>
                <td>{answerText(option)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {afterOptions(choice).map((line) => (
        <p key={line}>{capitalised(line)}.</p>
      ))}
    </div>
  );
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
