import { describe, expect, it } from 'vitest';
import { lookupKeys } from '../../src/identity/lookup-keys.js';
import { prepareArticle } from '../../src/identity/prepare-article.js';
import { matchPrepared } from '../../src/identity/same-story.js';

const prepare = (headline: string) => prepareArticle({ headline, publishedAt: 1_717_511_400_000, source: 'tiingo' });

describe('sameStory on hostile headlines', () => {
  // Ten times the length may cost about ten times the work; anything that backtracks costs a hundred times.
  it.each([
    ': ',
    'a: ',
    ' - ',
    ' -',
    'a - ',
    ', ',
    ', a says',
    "a's ",
    "'s",
    'abc. ',
    '.',
    'abc',
    'not ',
    'a b ',
    'é',
    '...',
  ])('takes linear time for nothing but %j', (piece) => {
    const long = 150_000;
    const one = `Arven ${piece.repeat(long / piece.length)} opens`;
    const costOf = (length: number) => {
      const text = one.slice(0, length);
      // Of this process alone: what else the machine does must not count.
      const from = process.cpuUsage();
      const prepared = prepare(text);
      lookupKeys(prepared);
      matchPrepared(prepared, prepare(`${text.slice(0, -3)} again`));
      return process.cpuUsage(from).user / 1000;
    };
    const fastest = (length: number) => Math.min(...[1, 2, 3, 4, 5].map(() => costOf(length)));
    costOf(long);
    expect(fastest(long)).toBeLessThan(50 * (fastest(long / 10) + 1));
  });
});
