import { describe, expect, it } from 'vitest';
import { shownText } from '../../src/render/shown-text.js';

describe('shownText', () => {
  it.each([
    ['Calder opens', 'Calder opens'],
    ['', ''],
    ['a\u001b[31mb', 'a\\x1b[31mb'],
    ['Cal\u200bder\ufeff', 'Calder'],
    ['\u200b \u200b', '\\u{200b}\\u{20}\\u{200b}'],
    ['\u3164', '\\u{3164}'],
    ['\u0301', '\\u{301}'],
    [`e${'\u0301'.repeat(9)}x`, `e${'\u0301'.repeat(4)}x`],
    ['\u{1f469}\u200d\u{1f469}', '\u{1f469}\u200d\u{1f469}'],
  ])('of %j is %j', (text, shown) => {
    expect(shownText(text)).toBe(shown);
  });
});
