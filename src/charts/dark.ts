import { COLOURS, GREY, type Spec } from './style.ts';

/**
 * Each colour of the charts on a dark page. Series keep their hue and become lighter; grounds and rules change places with ink. A colour
 * that is not here would stay as it is: a test looks for one.
 */
export const DARK: Readonly<Record<string, string>> = {
  [COLOURS.blue]: '#62B0E8',
  [COLOURS.orange]: '#F28B50',
  [COLOURS.green]: '#3CC79B',
  [COLOURS.pink]: '#E0A0C6',
  [COLOURS.amber]: '#F0BC4B',
  [COLOURS.sky]: '#93D0F5',
  [COLOURS.black]: '#E6E4DF',
  [GREY]: '#9C9A95',
  '#8b5a2b': '#C79A6B',
  '#5b4b8a': '#A79BD6',
  '#9aa52b': '#C3CC63',
  white: '#16181A',
  black: '#E6E4DF',
  '#555555': '#B4B2AC',
  '#777777': '#8C8A85',
  '#8c8c8c': '#9C9A95',
  '#999999': '#75736F',
  '#b5b5b5': '#6E6C68',
  '#bbbbbb': '#55534F',
  '#c4c4c4': '#5E5C58',
  '#c9c9c9': '#4D4C49',
  '#cfcfcf': '#4A4946',
  '#dddddd': '#36383A',
  '#e6e6e6': '#303234',
  '#e9e9e9': '#2C2E30',
  '#ececec': '#292B2D',
  '#eeeeee': '#27292B',
  '#f1f1f1': '#222426',
};

/** The spec with every colour as a dark page has it: in marks, scales, configuration and data. */
export function darkened<T>(spec: T): T {
  if (typeof spec === 'string') return (DARK[spec] ?? spec) as T;
  if (Array.isArray(spec)) return spec.map(darkened) as T;
  if (typeof spec !== 'object' || spec === null) return spec;
  return Object.fromEntries(Object.entries(spec as Spec).map(([key, value]) => [key, darkened(value)])) as T;
}

/** What a dark page adds to a chart's configuration: the ink of words that take Vega's black unless told. */
export const DARK_CONFIG = {
  title: { color: DARK[COLOURS.black], subtitleColor: DARK['#555555'] },
  legend: { labelColor: DARK[COLOURS.black], titleColor: DARK[COLOURS.black] },
  header: { labelColor: DARK[COLOURS.black], titleColor: DARK[COLOURS.black] },
  text: { color: DARK[COLOURS.black] },
} as const satisfies Spec;
