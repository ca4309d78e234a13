import { expect, it } from 'vitest';
import { limitWindows } from '../../src/errors/source-error.js';
import { shareOfGaps, shareOfOldNews } from '../../src/run/quota-shares.js';

it('leaves fresh reading three tenths of every window', () => {
  expect(limitWindows.map((window) => shareOfOldNews(window))).toEqual(limitWindows.map(() => 0.7));
});

it('gives a gap what is left of a short window, and of a long one no more than old news has', () => {
  const shares = limitWindows.map((window) => [window, shareOfGaps(window)]);
  expect(Object.fromEntries(shares)).toMatchObject({ second: 1, month: 0.7 });
});
