import { tickersOf } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { itemsTable, sentimentLegend } from '../../src/render/items-table.js';
import { painter } from '../../src/render/paint.js';
import { itemOf, sentimentOf } from '../support/report.js';

const screen = { isTty: false, columns: 100, paint: painter(false, true) };
const now = Date.UTC(2026, 5, 4, 13, 33);

describe('itemsTable', () => {
  it('shows when, tickers, headline and who carried it', () => {
    const item = itemOf({ publisher: 'news.example' });
    const both = itemOf({
      tickers: tickersOf('A', 'B', 'C', 'D'),
      attributions: [...item.attributions, { ...itemOf().attributions[0], source: 'finnhub' } as never],
    });
    const [, first, second] = itemsTable([item, both], now, screen);
    expect(first).toMatch(/^ 3 min ago {2}AAPL +Calder Motors opens a plant {2}news\.example {2}tiingo$/);
    expect(second).toMatch(/A B C … +Calder .+ tiingo \+1$/);
  });

  it('shows how many more publishers carried it independently', () => {
    const publisherOf = (fields: Parameters<typeof itemOf>[0]) =>
      /plant {2}(.*) {2}tiingo$/.exec(itemsTable([itemOf(fields)], now, screen)[1] ?? '')?.[1]?.trim();
    expect(publisherOf({ publisher: 'CNBC', publishers: ['nbc universal', 'reuters', 'zacks'] })).toBe('CNBC +2');
    expect(publisherOf({ publisher: 'CNBC', publishers: ['nbc universal'] })).toBe('CNBC');
    expect(publisherOf({ publishers: ['reuters'] })).toBe('+1');
  });

  it('shows old texts below their story', () => {
    const text = { source: 'tiingo', seenAt: '2026-06-04T13:31:00.000Z', replacedAt: '2026-06-04T13:32:00.000Z' };
    const revisions = [
      { ...text, headline: 'Calder Motors \u001b[2J plans a plant' },
      { ...text, headline: 'Calder Motors builds a plant', description: 'wide '.repeat(100) },
    ];
    const lines = itemsTable([itemOf({ revisions }), itemOf()], now, screen);
    expect(lines).toHaveLength(5);
    expect(lines[2]).toMatch(/^ {5}seen 2 min ago by tiingo: Calder Motors .+ plans a plant$/);
    expect(lines[3]).toMatch(/^ {5}seen 2 min ago by tiingo: Calder Motors builds a plant – wide .+…$/);
    expect(lines.join('')).not.toContain('\u001b');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(screen.columns);
  });

  it('shows how good the news is, how sure that is, and whether it was read from the headline', () => {
    const stated = { origin: 'provider', model: 'wire', confidence: null } as const;
    const items = [
      itemOf({ sentiment: sentimentOf() }),
      itemOf({ sentiment: sentimentOf({ score: -0.48, label: 'negative', confidence: 0.32 }) }),
      itemOf({ sentiment: sentimentOf(stated) }),
      itemOf({
        sentiment: sentimentOf({ ...stated, score: null, scope: { kind: 'ticker', ticker: 'AAPL' as never } }),
      }),
      itemOf(),
    ];
    const [title, ...lines] = itemsTable(items, now, screen);
    const start = title?.indexOf('sentiment') ?? 0;
    expect(lines.map((line) => line.slice(start).split(/ {2,}/)[0])).toEqual([
      '+ 0.62 0.81~',
      '- 0.48 0.32?~',
      '+ 0.62 not stated',
      '+ positive not stated of AAPL',
      '',
    ]);
    expect(sentimentLegend(items)).toBe(
      'sentiment: good + bad - neither =, score, confidence   ? low   ~ read from the headline by lexicon@1',
    );
  });

  it('shows control characters of a model instead of obeying them', () => {
    expect(sentimentLegend([itemOf({ sentiment: sentimentOf({ model: 'gauge@\u001b[2J' }) })])).not.toContain('\u001b');
  });

  it('marks what sources say the opposite of, and has no column where nobody says anything', () => {
    const [attribution] = itemOf().attributions;
    if (attribution === undefined) throw new TypeError('no attribution');
    const [good, bad] = [sentimentOf(), sentimentOf({ model: 'post', label: 'negative' })];
    const disputed = itemOf({
      sentiment: good,
      attributions: [good, bad].map((sentiment) => ({ ...attribution, sentiment })),
    });
    expect(itemsTable([disputed], now, screen)[1]).toMatch(/\+ 0\.62 0\.81~ ! /);
    expect(sentimentLegend([disputed])).toContain('! sources say the opposite of each other');
    expect([itemsTable([itemOf()], now, screen)[0], sentimentLegend([itemOf()])]).toEqual([
      expect.not.stringContaining('sentiment'),
      '',
    ]);
  });

  it('shows control characters instead of obeying them', () => {
    expect(itemsTable([itemOf({ headline: 'a\u001b[31mb' })], now, screen).join('')).not.toContain('\u001b');
  });

  it('says of a headline that shows nothing what it is made of, and stays in its columns under marks', () => {
    const [title, ...lines] = itemsTable(
      [
        itemOf({ headline: '\u200b\u2060' }),
        itemOf({ headline: `Ca\u200blder${'\u0301'.repeat(50)} opens`, publisher: 'news.example' }),
      ],
      now,
      screen,
    );
    expect(lines[0]).toContain('\\u{200b}\\u{2060}');
    expect(lines[1]).toContain(`Calder${'\u0301'.repeat(4)} opens`);
    expect(lines[1]?.replaceAll('\u0301', '').indexOf('news.example')).toBe(title?.indexOf('publisher'));
  });
});
