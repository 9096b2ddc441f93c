import { number } from '../charts/words.ts';
import type { Lever } from './levers.ts';
import type { Stage } from './stages.ts';

/** A lever's value as a reader says it: `US$225,000 a year`, `50%`, `0.09 a share per 1,000 laid off`. */
export function leverText({ unit, step }: Pick<Lever, 'unit' | 'step'>, value: number): string {
  if (unit === 'share') return `${number(100 * value, value * 100 === Math.round(value * 100) ? 0 : 1)}%`;
  const digits = step >= 1 ? (Number.isInteger(value) ? 0 : 1) : 2;
  const text = number(value, digits);
  return unit.startsWith('US$') ? `US$${text}${unit.slice(3)}` : `${text} ${unit}`;
}

/** An outcome's value: people without digits, ratios with three. */
export function outcomeText(unit: string, value: number): string {
  if (Number.isNaN(value)) return '–';
  return isRatio(unit) ? number(value, 3) : number(value, Math.abs(value) < 100 ? 1 : 0);
}

/** The same with its sign: `+12`, `−3.1`, `±0`. */
export function differenceText(unit: string, difference: number): string {
  if (Number.isNaN(difference)) return '–';
  const text = outcomeText(unit, difference);
  if (Number(text.replace(/[^\d.]/g, '')) === 0) return '±0';
  return difference > 0 ? `+${text}` : text;
}

const isRatio = (unit: string) => /ratio|share|index/.test(unit);

/** What a stage is, in the words of the status line. */
export function stageText(stage: Stage, scale: number): string {
  const size = scale === 1 ? 'one simulated person a person' : `1 person in ${number(1 / scale)}`;
  if (stage === 'sketch') return `Sketch: ${size}`;
  return stage === 'tenth' ? `A tenth of full size: ${size}` : `Full size: ${size}`;
}
