import { describe, expect, test } from 'vitest';
import type { Feed } from '../../src/feed/feed.js';
import { longestText } from '../../src/feed/feed-builder.js';
import { mostEntries, parseFeed } from '../../src/feed/parse-feed.js';
import { fixtureText } from '../support/fixtures.js';

function feedOf(text: string): Feed {
  const parsed = parseFeed(text);
  if (parsed.kind !== 'feed') throw new TypeError(`no feed: ${JSON.stringify(parsed)}`);
  return parsed.feed;
}
const item = (inner: string) => `<rss><channel><item>${inner}</item></channel></rss>`;
const only = (inner: string) => feedOf(item(inner)).entries[0];

describe('parseFeed', () => {
  test('reads RSS 2.0', () => {
    const { title, entries } = feedOf(fixtureText('rss/wire.xml'));
    expect(title).toBe('Harbour Wire');
    expect(entries).toHaveLength(4);
    expect(entries[0]).toEqual({
      id: 'wire-1',
      title: 'Quindell Optics (NASDAQ: QNDL) raises its outlook & opens a plant',
      summary: '<p>The maker of lenses now sees <b>eleven</b> percent.</p>',
      content: '<p>The whole text.</p>',
      link: 'https://wire.example/releases/1?ref=feed&n=1',
      base: null,
      source: null,
      time: 'Tue, 04 Mar 2025 08:30:00 EST',
      categories: ['Optics', 'Earnings'],
    });
    expect(entries[1]).toMatchObject({ id: null, link: '/releases/2', source: 'Desk of Calder' });
    expect(entries[3]?.time).toBeNull();
  });

  test('reads Atom', () => {
    const { title, entries } = feedOf(fixtureText('rss/blog.atom'));
    expect(title).toBe('Lens Letter');
    expect(entries[0]).toMatchObject({
      id: 'tag:blog.example,2025:1',
      title: 'Quindell <em>grows</em> again',
      link: '2025/quindell',
      base: 'https://blog.example/news/',
      time: '2025-03-04T11:00:00Z',
      source: null,
      categories: ['optics'],
    });
    expect(entries[0]?.content).toContain('<p>Then more.</p>');
    expect(entries[1]).toMatchObject({ time: '2025-03-03T10:00:00.5+02:00', base: 'archive/', summary: 'Short.' });
  });

  test('reads RSS 1.0', () => {
    expect(feedOf(fixtureText('rss/slash.rdf'))).toMatchObject({
      title: 'Slash Daily',
      entries: [
        {
          id: 'https://slash.example/1',
          title: 'Quindell ships lenses',
          time: '2025-03-04T09:00:00Z',
          categories: ['hardware'],
        },
      ],
    });
  });

  test('reads what EDGAR sends', () => {
    expect(feedOf(fixtureText('rss/edgar.atom')).entries).toMatchObject([
      {
        id: 'urn:tag:sec.gov,2008:accession-number=0009990001-25-000012',
        title: '8-K  - Current report',
        categories: ['8-K'],
      },
    ]);
  });

  test('reads a feed without entries', () => {
    expect(feedOf('<rss version="2.0"><channel><title>Quiet</title></channel></rss>')).toEqual({
      title: 'Quiet',
      entries: [],
    });
    expect(feedOf('<feed xmlns="http://www.w3.org/2005/Atom"/>').entries).toEqual([]);
  });

  test('forgives a bare ampersand, a prefix that nobody declared, and text behind the end', () => {
    expect(only('<title>AT&T & Co &nbsp;x</title><dc:date>2025-03-04</dc:date>')).toMatchObject({
      title: 'AT&T & Co \u00a0x',
      time: '2025-03-04',
    });
    expect(parseFeed(`\n${item('')}Warning: line 7`).kind).toBe('feed');
  });

  test('expands no entity that the document declares, and fetches none', () => {
    const bomb = `<!DOCTYPE rss [<!ENTITY a "${'lol'.repeat(100)}"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>`;
    expect(feedOf(`<?xml version="1.0"?>${bomb}${item('<title>t &b; &x;</title>')}`).entries[0]?.title).toBe(
      't &b; &x;',
    );
  });

  test.each([
    [
      '<!doctype html><html><head><meta charset=utf-8><title>Log in</title></head></html>',
      { kind: 'other', root: 'html' },
    ],
    ['<Error><Code>AccessDenied</Code></Error>', { kind: 'other', root: 'Error' }],
    ['<RDF><item/></RDF>', { kind: 'other', root: 'RDF' }],
    ['<?xml version="1.0"?>', { kind: 'other', root: null }],
    ['', { kind: 'other', root: null }],
    [item('<title>cut').slice(0, 40), { kind: 'broken', problem: expect.any(String) }],
    ['<rss><channel><item><title>a</item></channel></rss>', { kind: 'broken', problem: 'Unexpected close tag' }],
    ['not XML', { kind: 'broken', problem: 'Non-whitespace before first tag.' }],
    [`<rss>${'<a>'.repeat(64)}`, { kind: 'too-deep' }],
    [`<rss><channel>${'<item/>'.repeat(mostEntries + 1)}</channel></rss>`, { kind: 'too-many' }],
  ])('says what %.40s is', (text, parsed) => {
    expect(parseFeed(text)).toEqual(parsed);
  });

  test('says of a feed that was cut off anywhere that it is broken', () => {
    const whole = fixtureText('rss/wire.xml').trimEnd();
    for (let length = whole.indexOf('<channel>'); length < whole.length; length += 7) {
      expect(parseFeed(whole.slice(0, length)).kind).toBe('broken');
    }
  });

  test('takes as many entries as there may be, and the beginning of a text that is too long', () => {
    expect(feedOf(`<rss><channel>${'<item/>'.repeat(mostEntries)}</channel></rss>`).entries).toHaveLength(mostEntries);
    const long = 'long '.repeat(longestText / 4);
    expect(only(`<title>${long}</title><description>next</description>`)).toMatchObject({ summary: 'next' });
    expect(only(`<title>${long}</title>`)?.title?.length).toBeLessThanOrEqual(longestText);
  });

  test('takes no item inside of an item, and no field of something else, for its own', () => {
    expect(
      only('<media><title>Not it</title></media><item><title>Nor this</title></item><title>This</title>')?.title,
    ).toBe('This');
  });
});
