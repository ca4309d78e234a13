import { describe, expect, it } from 'vitest';
import { explainLines } from '../../src/render/explain-lines.js';
import { painter } from '../../src/render/paint.js';
import { explainedOf, historyOf, seenAt } from '../support/explained.js';

const screen = { isTty: false, columns: 110, paint: painter(false, true) };
const lines = (...parts: Parameters<typeof explainedOf>) =>
  explainLines(explainedOf(...parts), seenAt + 180_000, screen);

const joined = historyOf({
  source: 'finnhub',
  sourceId: '77',
  joinedBy: 'extra',
  headline: 'Calder Motors opens a new plant for electric vans near the port',
  earlier: [{ headline: 'What it said before', description: null, seenAt, replacedAt: seenAt + 60_000 }],
});

describe('explainLines', () => {
  it('shows the story, each article with how it joined, and old texts below', () => {
    const text = lines([historyOf(), joined]);
    expect(text[0]).toBe(historyOf().headline);
    expect(text[1]).toMatch(/^ {2}story {6}[0-9a-f]{32}$/);
    expect(text[2]).toMatch(/^ {2}also {7}[0-9a-f]{32}$/);
    expect(text.join('\n')).toMatch(/carried by 2 articles, 1 independent publisher: news/);
    expect(text.find((line) => line.includes('tiingo'))).toMatch(
      /3 min ago +tiingo +1 +news\.example +begun with +Calder/,
    );
    const at = text.findIndex((line) => line.includes('finnhub'));
    expect(text[at]).toMatch(/77 .* one word more: "new" +Calder Motors opens a new plant/);
    expect(text[at + 1]).toBe('   until 2026-06-04T13:36:00.000Z: What it said before');
    expect(text.at(-1)).toBe('No other story comes near to it.');
  });

  it('names the nearest other story and why it is another one', () => {
    const { story } = explainedOf([historyOf({ headline: 'Calder Motors closes its plant for electric vans' })]);
    const words = { here: ['opens', 'a'], there: ['closes', 'its'] };
    const separation = { kind: 'apart', reason: 'words-differ', words, fewestWords: 8 } as const;
    const text = lines([historyOf()], { story, separation, anchorHeadline: story.headline });
    expect(text.slice(-4)).toEqual([
      'Nearest story that is another one',
      `  ${story.headline}`,
      expect.stringContaining(story.storyKey),
      '  Not joined: more than one word differs, or the order of the words: "opens a" / "closes its".',
    ]);
    const revised = lines([historyOf()], { story, separation, anchorHeadline: 'What it said first' });
    expect(revised.at(-3)).toBe('  compared by what it was begun with: What it said first');
  });

  it('names what the source of the shown text said later', () => {
    const newer = historyOf({
      sourceId: '9',
      headline: 'Calder Motors opens its plant',
      publishedAt: seenAt,
      joinedBy: 'label',
    });
    expect(lines([historyOf(), newer])).toContain('  newer text Calder Motors opens its plant (tiingo 9)');
    expect(lines([historyOf(), joined]).join('')).not.toContain('newer text');
  });

  it('says with which article another one has its words in common, unless that is the first', () => {
    const explained = explainedOf([historyOf(), joined, historyOf({ sourceId: '9', joinedBy: 'same' })]);
    const articles = explained.articles.map((one, at) => (at === 2 ? { ...one, joined } : one));
    const text = explainLines({ ...explained, articles }, seenAt, screen).join('\n');
    expect(text).toContain('same words as finnhub 77');
  });

  it('stays on a screen, and shows control characters instead of obeying them', () => {
    const many = Array.from({ length: 40 }, (_, at) =>
      historyOf({ sourceId: `${at}`, headline: `\u001b[31m${'wide 漢字 '.repeat(40)}` }),
    );
    const text = lines(many);
    expect(text.length).toBeLessThan(25);
    expect(text.join('\n')).toContain('and 28 more (--json)');
    expect(text.join('')).not.toContain('\u001b');
    for (const line of text) expect(line.length).toBeLessThanOrEqual(110);
  });
});
