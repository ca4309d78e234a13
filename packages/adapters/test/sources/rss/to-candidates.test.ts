import type { SourceItem } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { parseFeed } from '../../../src/feed/parse-feed.js';
import { toCandidates, toItem } from '../../../src/sources/rss/to-candidates.js';
import { tickerOf } from '../../support/ask.js';
import { fixtureText } from '../../support/fixtures.js';

const find = (_: unknown, asked: string | null) => (asked === null ? [] : [asked]);

function itemsOf(file: string, publisher: string | null = null): readonly SourceItem[] {
  const parsed = parseFeed(fixtureText(`rss/${file}`));
  if (parsed.kind !== 'feed') throw new TypeError(`${file} is no feed`);
  const url = new URL('https://wire.example/feed.xml?token=s3cr3t');
  return toCandidates(parsed.feed, { url, asked: tickerOf('QNDL'), publisher }, find);
}
const candidatesOf = (...file: Parameters<typeof itemsOf>) =>
  itemsOf(...file).map((item) => (item.kind === 'candidate' ? item.candidate : item));

describe('toCandidates', () => {
  test('maps RSS', () => {
    const [first, second, third, fourth] = candidatesOf('wire.xml');
    expect(first).toEqual({
      sourceId: 'wire-1',
      headline: 'Quindell Optics (NASDAQ: QNDL) raises its outlook & opens a plant',
      description: '<p>The maker of lenses now sees <b>eleven</b> percent.</p>',
      url: 'https://wire.example/releases/1?ref=feed&n=1',
      publisher: 'Harbour Wire',
      publishedAt: '2025-03-04T08:30:00-0500',
      tickers: ['QNDL'],
      tags: ['Optics', 'Earnings'],
    });
    expect(second).toMatchObject({
      sourceId: '/releases/2',
      url: 'https://wire.example/releases/2',
      publisher: 'Desk of Calder',
    });
    // An id that is an address is where it leads; without a title, the description is one.
    expect(third).toMatchObject({
      url: 'https://wire.example/releases/3',
      headline: 'A release without a title about pineapples from Appleton.',
    });
    expect(fourth).toMatchObject({ publishedAt: null, url: null });
  });

  test('maps Atom, with links from its base', () => {
    expect(candidatesOf('blog.atom')).toMatchObject([
      { url: 'https://blog.example/news/2025/quindell', publisher: 'Lens Letter', tags: ['optics'] },
      { url: 'https://wire.example/archive/old', publishedAt: '2025-03-03T10:00:00.5+02:00', description: 'Short.' },
    ]);
  });

  test('maps EDGAR', () => {
    expect(candidatesOf('edgar.atom', 'SEC EDGAR')).toMatchObject([
      {
        sourceId: 'urn:tag:sec.gov,2008:accession-number=0009990001-25-000012',
        headline: '8-K  - Current report',
        publisher: 'SEC EDGAR',
        publishedAt: '2025-03-04T08:05:11-05:00',
        tags: ['8-K'],
      },
    ]);
  });

  test('keeps enough of an item to read it once more, and no query of the feed', () => {
    for (const item of itemsOf('wire.xml')) {
      const kept = JSON.stringify(item.raw);
      expect(kept).not.toContain('s3cr3t');
      expect(toItem(JSON.parse(kept), find)).toEqual(item);
    }
  });

  test.each([null, 7, {}, { entry: 1 }, { cut: '{"entry"' }])('%j is no item', (raw) => {
    expect(toItem(raw, find)).toMatchObject({ kind: 'malformed', reason: expect.stringMatching(/^\w+: .+/) });
  });
});
