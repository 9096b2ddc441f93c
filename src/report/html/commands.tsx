import { Fragment } from 'preact';

/** Commands, one a line. Where a line is too long it goes on before an option, never between the option's own hyphens. */
export function Commands({ lines }: { readonly lines: readonly string[] }) {
  return (
    <pre>
      {lines.map((line, at) => (
        <Fragment key={line}>
          {at > 0 ? '\n' : ''}
          {line.split(OPTION).map((part, odd) => (odd % 2 === 1 ? <span class="whole">{part}</span> : part))}
        </Fragment>
      ))}
    </pre>
  );
}

/** Keeps what it matches. */
const OPTION = /(?<= )(--[a-z-]+)(?= |$)/;
