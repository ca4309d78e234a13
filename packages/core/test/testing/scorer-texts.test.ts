import { expect, it } from 'vitest';
import { hostileTexts, newsTexts } from '../../src/testing/scorer-texts.js';

it('has headlines of which no two are alike, one that is not English and one in another script among them', () => {
  expect(new Set(newsTexts).size).toBe(newsTexts.length);
  expect(newsTexts.some((text) => / und /.test(text))).toBe(true);
  expect(newsTexts.some((text) => /^\p{Script=Han}/u.test(text))).toBe(true);
});

it('has odd texts of the greatest length and beyond', () => {
  expect(hostileTexts.filter((text) => text.length === 500).length).toBeGreaterThan(10);
  expect(hostileTexts.some((text) => text.length > 10_000)).toBe(true);
});
