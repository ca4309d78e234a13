import { describe, expect, test } from 'vitest';
import { fieldOf, isAtom } from '../../src/feed/vocabulary.js';

const atom = 'http://www.w3.org/2005/Atom';
const dc = 'http://purl.org/dc/elements/1.1/';

describe('fieldOf', () => {
  test.each([
    ['', 'pubDate', '', '', 'published'],
    ['', 'title', 'http://purl.org/rss/1.0/', 'http://www.w3.org/1999/02/22-rdf-syntax-ns#', 'title'],
    ['', 'title', 'http://backend.userland.com/rss2', 'http://backend.userland.com/rss2', 'title'],
    ['a', 'updated', atom, '', 'updated'],
    ['dc', 'date', dc, '', 'published'],
    ['dc', 'date', 'dc', '', 'published'],
    ['itunes', 'title', 'http://www.itunes.com/dtds/podcast-1.0.dtd', '', undefined],
    ['itunes', 'title', 'itunes', '', undefined],
    ['', 'constructor', '', '', undefined],
    ['', 'pubDate', atom, atom, undefined],
  ])('%s:%s of %s below %s is %s', (prefix, local, uri, rootUri, field) => {
    expect(fieldOf({ prefix, local, uri }, rootUri)).toBe(field);
  });

  test('knows Atom by its namespace', () => {
    expect(isAtom({ prefix: 'atom', local: 'link', uri: atom })).toBe(true);
    expect(isAtom({ prefix: 'atom', local: 'link', uri: '' })).toBe(false);
  });
});
