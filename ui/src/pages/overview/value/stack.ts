/** Where the parts of stacked bars lie. Numbers here are lengths on a screen, never amounts that anybody reads. */

export interface Bar { label: string; parts: readonly number[] }
export interface Part { series: number; y: number; height: number }
export interface Tick { value: number; y: number }
export interface Drawn { ticks: Tick[]; zero: number; bars: Part[][] }

const STEPS = [1, 2, 5, 10];
const TICKS = 4;
const GAP = 1;

/** A round number so that at most `TICKS` of them make up the whole. */
export function stepFor(span: number): number {
  if (!(span > 0)) return 1;
  const rough = span / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  return (STEPS.find((step) => step * power >= rough) ?? 10) * power;
}

const sum = (parts: readonly number[], wanted: (part: number) => boolean) => parts.filter(wanted).reduce((all, one) => all + one, 0);

/** What is above zero goes up from the line of zero, and what is below goes down. */
export function draw(bars: readonly Bar[], height: number): Drawn {
  const highest = Math.max(0, ...bars.map(({ parts }) => sum(parts, (part) => part > 0)));
  const lowest = Math.min(0, ...bars.map(({ parts }) => sum(parts, (part) => part < 0)));
  const step = stepFor(highest - lowest);
  const top = Math.ceil(highest / step) * step || step;
  const bottom = Math.floor(lowest / step) * step;
  const y = (value: number) => Math.round(((top - value) / (top - bottom)) * height * 10) / 10;
  const ticks: Tick[] = [];
  for (let value = bottom; value <= top + step / 2; value += step) ticks.push({ value, y: y(value) });
  return { ticks, zero: y(0), bars: bars.map(({ parts }) => stack(parts, y)) };
}

function stack(parts: readonly number[], y: (value: number) => number): Part[] {
  let [up, down] = [0, 0];
  return parts.flatMap((part, series) => {
    if (part === 0) return [];
    const [from, to] = part > 0 ? [up, (up += part)] : [(down += part), down - part];
    const [upper, lower] = [y(Math.max(from, to)), y(Math.min(from, to))];
    return [{ series, y: upper, height: Math.max(GAP, lower - upper - GAP) }];
  });
}

/** "12500" → "12.5k"; for an axis, where the exact amount is in the table. */
export function short(value: number): string {
  const size = Math.abs(value);
  const [divisor, unit] = size >= 1e6 ? [1e6, 'm'] : size >= 1e3 ? [1e3, 'k'] : [1, ''];
  const text = `${Math.round((size / divisor) * 100) / 100}${unit}`;
  return value < 0 ? `−${text}` : text;
}
