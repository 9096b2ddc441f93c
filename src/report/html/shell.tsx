import { createHash } from 'node:crypto';
import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { compacted } from '../../charts/compact.ts';
import { CHART_CONFIG, type Spec } from '../../charts/style.ts';
import { packageVersion, pageAsset } from '../../runtime/package-files.ts';
import type { ReportedChart } from './chart-figure.tsx';

/** First line of a page: by it one is told from a file that somebody else wrote. */
export const HTML_START =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"/><meta name="generator" content="talentflow';

/** A page that needs nothing else: what it says first, and its parts. */
export interface Shell {
  /** Of the window. */
  readonly title: string;
  readonly kicker: string;
  /** The finding. */
  readonly heading: string;
  /** How its contents are headed. */
  readonly contents: string;
  readonly standfirst: readonly string[];
  readonly sections: readonly Section[];
  readonly charts: readonly ReportedChart[];
}

export interface Section {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly content: ComponentChildren;
}

/** The page as one HTML file. The same shell gives the same bytes. */
export function htmlOf(shell: Shell): string {
  const script = pageAsset('main.js').trim();
  const style = pageAsset('page.css').trim();
  const data = safeInScript(
    JSON.stringify(shell.charts.map(({ id, spec }) => ({ id, spec: compacted(ownOf(spec)) }))),
  );
  const head = [
    `${HTML_START} ${packageVersion()}"/>`,
    `<meta http-equiv="Content-Security-Policy" content="${policyFor(script, style)}"/>`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
    '<meta name="color-scheme" content="light dark"/>',
    renderToString(<title>{shell.title}</title>),
    `<style>${style}</style></head>`,
  ];
  const body = renderToString(<Body {...shell} />);
  const scripts = `<script type="application/json" id="charts">${data}</script><script>${script}</script>`;
  return `${head.join('\n')}\n<body>${body}\n${scripts}\n</body></html>\n`;
}

/** Nothing is loaded from anywhere; only this very script runs, whatever a scenario's title says. */
function policyFor(script: string, style: string): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** JSON that no text in it can end: `</script` and `<!--` have no `<` any more, and readers of JSON take the escape for the letter. */
function safeInScript(text: string): string {
  return text.replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

/** A spec without what all charts share: the page's script puts it back. */
function ownOf({ $schema: _schema, config, ...own }: Spec): Spec {
  return JSON.stringify(config) === JSON.stringify(CHART_CONFIG) ? own : { ...own, config };
}

function Body({ kicker, heading, contents, standfirst, sections }: Shell) {
  return (
    <>
      <a class="skip" href="#content">
        Skip to the finding
      </a>
      <div class="frame">
        <nav class="contents" aria-label="Contents">
          <p>{contents}</p>
          <ol>
            {sections.map((section) => (
              <li key={section.id}>
                <a href={`#${section.id}`}>{section.title}</a>
              </li>
            ))}
          </ol>
        </nav>
        <main id="content" tabIndex={-1}>
          <header>
            <p class="kicker">{kicker}</p>
            <h1>{heading}</h1>
            <div class="standfirst">
              {standfirst.map((sentence) => (
                <p key={sentence}>{sentence}</p>
              ))}
            </div>
          </header>
          {sections.map(({ id, title, content }) => (
            <section key={id} id={id} aria-labelledby={`${id}-title`}>
              <h2 id={`${id}-title`}>{title}</h2>
              {content}
            </section>
          ))}
        </main>
      </div>
    </>
  );
}
