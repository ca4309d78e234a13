import { describe, expect, it } from 'vitest';
import { stripAffixes } from '../../src/identity/strip-affixes.js';

const strip = (text: string, source?: string) => stripAffixes(text, source);
const body = 'arven motors raises its outlook';

describe('stripAffixes', () => {
  it.each([
    'update 2-',
    'update 2 - ',
    'update: ',
    'wrapup 1-',
    'rpt-',
    'refile-',
    'corrected-',
    'brief-',
    'breaking: ',
    'exclusive: ',
    'exclusive-',
    'video: ',
    'us stocks-',
    'global markets-',
    'em asia fx-',
    'market snapshot: ',
    'oil-',
    'forex-',
    'rpt-update 3-exclusive-',
  ])('takes %j off the front', (prefix) => {
    expect(strip(prefix + body)).toEqual({ text: body, cut: false, tags: [] });
  });

  it.each([
    'oil-backed fund sees record inflows',
    'oil-rich norway raises its budget',
    'oil-to-gas ratio at a record high',
    'oil prices slip on demand worries',
    'updates from arven motors are late',
    'video game maker jorvik is sold',
    'us stocks rise as yields fall',
    'breaking up is hard to do',
  ])('leaves the beginning of %j alone', (headline) => {
    expect(strip(headline).text).toBe(headline);
  });

  it.each([
    ' - reuters',
    ' | cnbc',
    '|cnbc',
    ' -- marketwatch',
    ' (reuters)',
    ' - reuters.com',
    ' (update)',
    ' (updated)',
    ' (update 2)',
    ' [video]',
    ' (2)',
    ' -- 2nd update',
    ' - update',
    ' - analyst blog',
    ' (2) - reuters (update).',
    '!',
  ])('takes %j off the end', (suffix) => {
    expect(strip(body + suffix)).toEqual({ text: body, cut: false, tags: [] });
  });

  it.each([
    `${body} - when analysts speak, markets listen`,
    `${body} - reuters holdings`,
    `${body} - amazon.com`,
    `${body} by reuters`,
    `${body} - sources`,
    `${body} (sources)`,
    `${body} (arven, the maker, said)`,
    `${body} [again`,
    `${body} again)`,
    'shares of arven - reuters',
    'annual report (reuters)',
  ])('never eats the clause at the end of %j', (headline) => {
    expect(strip(headline)).toEqual({ text: headline, cut: false, tags: [] });
  });

  it('takes off the name of the source itself', () => {
    expect(strip(`${body} - ticker daily`, 'tickerdaily.com').text).toBe(body);
    expect(strip(`${body} - ticker daily`, 'marketdesk').text).toBe(`${body} - ticker daily`);
  });

  it('remembers that a headline was cut, but not that the name behind it was', () => {
    expect(strip(`${body}...`)).toEqual({ text: body, cut: true, tags: [] });
    expect(strip(`${body} ... (reuters)`)).toEqual({ text: body, cut: true, tags: [] });
    expect(strip(`${body} - ticker daily  ...`, 'ticker daily')).toEqual({ text: body, cut: false, tags: [] });
    // A sentence that ends in an abbreviation.
    expect(strip(`${body} inc..`)).toEqual({ text: `${body} inc`, cut: false, tags: [] });
    expect(strip(`${body}.`).cut).toBe(false);
  });

  it.each([
    ['arven (nyse: arvn) raises its outlook', ['ARVN']],
    ['arven ( nasdaq:arvn ) , maven ( otc:mvn.b )', ['ARVN', 'MVN.B']],
    ['arven (nasdaq: arvn, arvnb; nyse: mvn) merges', ['ARVN', 'ARVNB', 'MVN']],
    ['arven (nyse american: brk-b) raises', ['BRK.B']],
    ['arven raises its outlook (arvn)', ['ARVN']],
    ['arven raises its outlook (arvn, mvn)', ['ARVN', 'MVN']],
    ['arven raises its outlook (0700.hk)', ['0700.HK']],
    ['$arvn: arven raises its outlook', ['ARVN']],
    ['$arvn $mvn arven and maven merge', ['ARVN', 'MVN']],
    ['update 1-$brk/b - arven raises', ['BRK.B']],
  ])('reads the tickers of %j', (headline, tags) => {
    const stripped = strip(headline);
    expect(stripped.tags).toEqual(tags);
    expect(stripped.text).not.toMatch(/[$()]|arvn|mvn|brk/);
  });

  it.each([
    'arven (nyse: big board, since 1792) opens',
    'arven (maker: of things) opens',
    'eps of arven motors is $(50)',
    'loss of arven motors is (0.50)',
    '$5 million for arven motors',
    '$arvnabc is no ticker',
  ])('takes nothing in %j for a ticker or a mark', (headline) => {
    expect(strip(headline)).toEqual({ text: headline, cut: false, tags: [] });
  });

  it('leaves nothing of what is nothing but labels', () => {
    expect(strip('breaking: update 2-').text).toBe('');
    expect(strip('...')).toEqual({ text: '', cut: true, tags: [] });
  });
});
