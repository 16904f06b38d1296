import { describe, expect, it } from 'vitest';
import { draw, short, stepFor } from './stack';

describe('the axis', () => {
  it('has round steps, four at most', () => {
    expect([stepFor(400), stepFor(401), stepFor(1), stepFor(0)]).toEqual([100, 200, 0.5, 1]);
  });
  it('begins at zero and ends above the highest bar', () => {
    expect(draw([{ label: 'a', parts: [325] }], 180).ticks.map(({ value }) => value)).toEqual([0, 100, 200, 300, 400]);
  });
  it('goes below zero where something was given back', () => {
    expect(draw([{ label: 'a', parts: [100, -50] }], 180).ticks[0]!.value).toBe(-50);
  });
  it('is written short', () => {
    expect([short(0), short(12500), short(-2_000_000), short(0.5)]).toEqual(['0', '12.5k', '−2m', '0.5']);
  });
});

describe('a bar', () => {
  const [bar] = draw([{ label: 'a', parts: [100, 0, 100] }], 200).bars;

  it('has its parts on top of each other, and none for nothing', () => {
    expect(bar).toEqual([{ series: 0, y: 100, height: 99 }, { series: 2, y: 0, height: 99 }]);
  });
  it('hangs from zero with what is below it', () => {
    const drawn = draw([{ label: 'a', parts: [-100] }], 200);
    expect(drawn.bars[0]).toEqual([{ series: 0, y: drawn.zero, height: 132.3 }]);
  });
  it('of nothing at all is no bar', () => {
    expect(draw([{ label: 'a', parts: [0] }], 200).bars).toEqual([[]]);
  });
});
