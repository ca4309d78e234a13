import { describe, expect, it } from 'vitest';
import { collisionLines } from '../../src/render/collision-lines.js';
import { painter } from '../../src/render/paint.js';

const screen = { isTty: false, columns: 200, paint: painter(false, true) };

describe('collisionLines', () => {
  it('names the pairs with the most stories first, and only some of many', () => {
    expect(collisionLines([], screen)).toEqual([]);
    const pairs = Array.from({ length: 9 }, (_, at) => ({ first: 'tiingo', later: `source${at}`, stories: 1000 + at }));
    const [line = ''] = collisionLines(pairs, screen);
    expect(line).toMatch(
      /^ the same stories in 30 days: 1,008 source8 after tiingo, 1,007 source7 after tiingo, .+, …$/,
    );
    expect(line).not.toContain('source2');
    expect(collisionLines(pairs, { ...screen, columns: 60 })[0]?.length).toBeLessThanOrEqual(60);
  });
});
