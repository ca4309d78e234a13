import { describe, expect, test } from 'vitest';
import { mostEntries } from '../../../src/feed/parse-feed.js';
import { readFeed } from '../../../src/sources/rss/read-feed.js';
import { fixtureText } from '../../support/fixtures.js';

const secret = 't0ken-of-a-feed';
const request = {
  source: 'wire',
  url: new URL('https://news.example/feed'),
  now: 0,
  redact: (text: string) => text.replaceAll(secret, '***'),
};
const reading = (text: string | Uint8Array, contentType = 'application/xml') => {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  return readFeed(request, new Response(null, { headers: { 'content-type': contentType } }), bytes);
};

describe('readFeed', () => {
  test('reads a feed in whatever encoding it says', () => {
    const feed = '<rss><channel><title>Café</title></channel></rss>';
    expect(reading(feed).title).toBe('Café');
    expect(reading(Buffer.from(feed, 'latin1'), 'text/xml; charset=iso-8859-1').title).toBe('Café');
    expect(reading(fixtureText('rss/edgar.atom')).entries).toHaveLength(1);
  });

  test('takes secrets out of it', () => {
    expect(reading(`<rss><channel><title>${secret}</title></channel></rss>`).title).toBe('***');
  });

  test.each([
    [' \n', 'EMPTY_RESPONSE', 'an empty body'],
    ['<!doctype html><html><title>Sign in</title></html>', 'MALFORMED_RESPONSE', 'a page instead of a feed: Sign in'],
    ['<Error/>', 'MALFORMED_RESPONSE', '<Error> instead of a feed'],
    ['<?xml version="1.0"?>', 'MALFORMED_RESPONSE', 'no element instead of a feed'],
    ['<rss><channel>', 'MALFORMED_RESPONSE', 'broken or cut off (Unclosed root tag)'],
    [`<rss>${'<a>'.repeat(100)}`, 'MALFORMED_RESPONSE', 'nested too deep'],
    [`<rss><channel>${'<item/>'.repeat(mostEntries + 1)}`, 'RESPONSE_TOO_LARGE', 'more than 5000 entries'],
    ['Too many requests', 'RATE_LIMITED', 'Too many requests'],
    ['{"a":1}', 'MALFORMED_RESPONSE', 'no list of news'],
  ])('refuses %.30j: %s', (text, code, words) => {
    expect(() => reading(text)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(words) }));
  });
});
