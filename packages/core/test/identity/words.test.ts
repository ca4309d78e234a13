import { describe, expect, it } from 'vitest';
import { contentWords } from '../../src/identity/words.js';

describe('contentWords', () => {
  it.each([
    ["arven's plan for the u.s. market", 'arven plan us market'],
    ['j.p. morgan and the a.i. boom', 'jp morgan ai boom'],
    ["arven isn't closing", 'arven not closing'],
    ["arven can't, won't, shan't and cannot", 'arven can not will not shall not can not'],
    ['arven cannot close', 'arven can not close'],
    ["we're sure they've won, we'll see, he'd go, i'm in", 'we sure they won we will see he go i'],
    ["the analysts' view of o'brien", 'analysts view o brien'],
    ["q1'24 and the 1990's", 'q1 24 1990'],
    ['up 5% or 5 percent or 5 per cent or 5 pct', 'up 5 pct or 5 pct or 5 pct or 5 pct'],
    ['first quarter, 2nd-quarter, 3q, q4, 1q24', 'q1 q2 q3 q4 q1 24'],
    ['q5, 5q, first quarterly loss, eq1', 'q5 5q first quarterly loss eq1'],
    ['falls -0.5% (-3)', 'falls minus 0.5 pct minus 3'],
    ['covid-19 in 2020-21, 3%-5%', 'covid 19 2020 21 3 pct 5 pct'],
    ['version 6.1.1 of no.1', 'version 6.1.1 no 1'],
    ['labour centre organisation', 'labor center organization'],
    ['snowden says it, analysts say, ceo said', 'snowden it analysts ceo'],
    ['pre-market @$16.96/share #premarket', 'pre market 16.96 share premarket'],
    ['nöring stahl, élandre', 'nöring stahl élandre'],
    ['नमस्ते दुनिया', 'नमस्ते दुनिया'],
    ['??? — !!!', ''],
  ])('reads %j', (text, words) => {
    expect(contentWords(text).join(' ')).toBe(words);
  });

  it('keeps a ticker that spells a function word where the question is about it', () => {
    expect(contentWords('is on a good stock to buy now?')).toContain('on');
    expect(contentWords('is for a good stock to buy now?')).toContain('for');
    expect(contentWords('is an an idea')).toContain('an');
    expect(contentWords('is the stock a good one')).not.toContain('the');
  });
});
