import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareArticle, type StoryArticle } from '../../src/identity/prepare-article.js';
import { longestApartMs, matchWords, sameStory } from '../../src/identity/same-story.js';
import { HOUR_MS, MINUTE_MS } from '../../src/time/instant.js';
import { nearPair } from '../support/near-pairs.js';

const at = Date.UTC(2024, 5, 4, 14, 30);
const article = (headline: string, rest: Partial<StoryArticle> = {}): StoryArticle => ({
  headline,
  publishedAt: at,
  source: 'tiingo',
  ...rest,
});
const compare = (one: string, other: string, rest: Partial<StoryArticle> = {}) =>
  sameStory(article(one), article(other, { source: 'finnhub', publishedAt: at + 40 * MINUTE_MS, ...rest }));
const joined = (rule: string) => ({ match: true, rule });
const apart = (reason: string) => ({ match: false, reason });
const body = 'Arven Motors opens battery plant near Nordhavn';

describe('sameStory', () => {
  describe('joins', () => {
    it.each([
      ['UPDATE 2-ARVEN MOTORS opens battery plant near Nordhavn', body, 'same'],
      [`Calder: ${body}`, body, 'label'],
      [`${body} - sources`, body, 'label'],
      [`${body}: Ann Calder`, `Calder: ${body}`, 'label'],
      [`${body}, Calder says`, `Ann Calder - ${body}`.replace(' - ', ': '), 'label'],
      ['Arven Motors opens battery plant near Nord...', body, 'cut'],
      ['Arven Motors opens new battery plant near Nordhavn', body, 'extra'],
      ['Ostmark’s Arven Motors opens battery plant near Nordhavn', body, 'extra'],
      ['Arven Mot. opens battery plant near Nordhavn', body, 'abbr'],
      ['Arven Motors opens battery plants near Nordhavn', body, 'plural'],
    ])('%j with %j by the rule %j', (one, other, rule) => {
      expect(compare(one, other)).toEqual(joined(rule));
      expect(compare(other, one)).toEqual(joined(rule));
    });
  });

  describe('keeps apart', () => {
    it.each([
      ['Arven to borrow $5 million from banks', 'Arven to borrow €5 million from banks', 'currencies-differ'],
      ['Arven posts EPS of (0.50) in Q2', 'Arven posts EPS of (0.5) in Q2', 'bracketed-numbers-differ'],
      ['Arven posts EPS of (0.50) in Q2', 'Arven posts EPS of 0.50 in Q2', 'bracketed-numbers-differ'],
      ['Agency affirms Arven Motors at A+', 'Agency affirms Arven Motors at A-', 'ratings-differ'],
      [`${body} (NYSE: ARVN)`, `${body} (MVN)`, 'no-shared-tag'],
      ['Form 8-K', 'Form 8-K', 'too-few-words'],
      ['???', '!!!', 'too-few-words'],
      [`Not Calder: ${body}`, body, 'words-differ'],
      [`Maven: ${body}`, `Calder: ${body}`, 'one-word-differs'],
      [`Rival ${body}`, body, 'extra-first-word'],
      ['Arven Motors never opens battery plant near Nordhavn', body, 'extra-turning-word'],
      ['Arven Motors opens 3 battery plant near Nordhavn', body, 'extra-number'],
      [`${body} in June`, body, 'extra-period'],
      ['Arven opens battery plant near Nordhavn', 'Arven opens battery plant Nordhavn', 'too-few-shared-words'],
      ['Arven Motors opens battery plant near Sabel', body, 'one-word-differs'],
      ['Battery plant near Nordhavn opens Arven Motors', body, 'words-differ'],
    ])('%j and %j for the reason %j', (one, other, reason) => {
      expect(compare(one, other)).toEqual(apart(reason));
      expect(compare(other, one)).toEqual(apart(reason));
    });
  });

  it.each([
    [
      'Calder Motors raises its quarterly dividend to 61 cents a share',
      'Calder Motors raises its quarterly dividend by 61 cents a share',
      'extra-turning-word',
    ],
    [
      'Arven Motors sued by Maven over battery patents in Nordhavn court',
      'Arven Motors sued Maven over battery patents in Nordhavn court',
      'extra-turning-word',
    ],
    [
      'Calder Holdings redeems its outstanding Class A shares at par value',
      'Calder Holdings redeems its outstanding Class B shares at par value',
      'extra-name',
    ],
    [
      'Calder Holdings closes Growth Fund with record commitments from investors',
      'Calder Holdings closes Growth Fund II with record commitments from investors',
      'extra-number',
    ],
    [
      'Calder Motors declares special dividend of one euro per share',
      'Calder Motors declares dividend of one euro per share',
      'extra-turning-word',
    ],
    [
      'Calder Motors plans to abandon takeover of its smaller rival Arven',
      'Calder Motors plans takeover of its smaller rival Arven',
      'extra-turning-word',
    ],
    [
      'Arven Motors to build battery plant near Aust. border this decade',
      'Arven Motors to build battery plant near Austria border this decade',
      'one-word-differs',
    ],
    ['Arven sees inflation >3% for whole decade', 'Arven sees inflation <3% for whole decade', 'one-word-differs'],
    [
      'Arven sees inflation \u22653% for whole decade',
      'Arven sees inflation \u22643% for whole decade',
      'one-word-differs',
    ],
    [
      'Arven shares move +3% after quarterly report',
      'Arven shares move \u22123% after quarterly report',
      'extra-turning-word',
    ],
    ['Arven shares + 3% after quarterly report', 'Arven shares - 3% after quarterly report', 'extra-turning-word'],
    [`Germany: ${body}`, body, 'extra-name'],
    [`UK: ${body}`, body, 'extra-name'],
    [`Euro zone: ${body}`, body, 'words-differ'],
    [`${body} in Germany`, body, 'extra-name'],
  ])('keeps %j and %j apart, which mean different things', (one, other, reason) => {
    expect(compare(one, other)).toEqual(apart(reason));
    expect(compare(other, one)).toEqual(apart(reason));
  });

  it('joins an abbreviation of one place alone, and the owner before what is owned', () => {
    expect(
      compare('AAA Mich. sees gas prices fall over past week', 'AAA Michigan sees gas prices fall over past week'),
    ).toEqual(joined('abbr'));
    expect(compare(`Germany's ${body}`, body)).toEqual(joined('extra'));
  });

  it('joins what names a currency, tag or both with what names none, or shares a tag', () => {
    expect(compare('Arven to borrow $5 million from banks', 'Arven to borrow 5 million from banks')).toEqual(
      joined('same'),
    );
    expect(compare(`${body} (NYSE: ARVN)`, body)).toEqual(joined('same'));
    expect(compare(`${body} (NYSE: ARVN, MVN)`, `${body} (NASDAQ: MVN, LUM)`)).toEqual(joined('same'));
  });

  describe('the time between', () => {
    const early = Date.UTC(2024, 5, 4, 1);
    const near = 'Arven Motors opens new battery plant near Nordhavn';
    const after = (ms: number, headline = near) =>
      sameStory(article(body, { publishedAt: early }), article(headline, { publishedAt: early + ms }));

    it('may be 14 hours for a near match', () => {
      expect(longestApartMs).toBe(14 * HOUR_MS);
      expect(after(longestApartMs)).toEqual(joined('extra'));
      expect(after(longestApartMs + 1)).toEqual(apart('too-far-apart'));
    });

    it('may be a whole UTC date for equal keys', () => {
      expect(after(22 * HOUR_MS, body)).toEqual(joined('same'));
      expect(after(23 * HOUR_MS, body)).toEqual(apart('other-date'));
      expect(after(24 * HOUR_MS, body)).toEqual(apart('too-far-apart'));
    });

    it('is the UTC date where a source gives no more', () => {
      const dated = article(near, { publishedAt: '2024-06-04' });
      const match = (publishedAt: string) => sameStory(dated, article(body, { publishedAt }));
      expect(match('2024-06-04')).toEqual(joined('extra'));
      expect(match('2024-06-04T23:59:59.999Z')).toEqual(joined('extra'));
      expect(match('2024-06-03T23:59:59.999Z')).toEqual(apart('other-date'));
      expect(match('2024-06-05T00:00:00.001Z')).toEqual(apart('other-date'));
      expect(match('2024-06-05')).toEqual(apart('other-date'));
    });
  });

  it('leaves the time out where the words alone are asked for', () => {
    const [one, other] = [
      article(body),
      article(body.replace('opens', 'closes'), { publishedAt: at - 48 * HOUR_MS }),
    ].map(prepareArticle);
    expect(one && other && matchWords(one, other)).toEqual(apart('one-word-differs'));
    expect(one && matchWords(one, prepareArticle(article(body, { publishedAt: at - 48 * HOUR_MS })))).toEqual(
      joined('same'),
    );
  });

  describe('with fewer than four content words', () => {
    const page = 'https://example.com/8-k';

    it('joins by the page and by the id at the source, and by nothing else', () => {
      const form = article('Form 8-K', { sourceId: '1', url: page });
      const later = { publishedAt: at + 1, sourceId: '2' };
      expect(sameStory(form, article('FORM 8-K', { ...later, url: `${page}/?utm_source=x` }))).toEqual(joined('url'));
      expect(sameStory(form, article('Form 8-K', { ...later, url: `${page}?id=2` }))).toEqual(apart('too-few-words'));
      expect(sameStory(form, article('Form 10-Q', { ...later, sourceId: '1' }))).toEqual(joined('source-id'));
      expect(sameStory(form, article('Form 8-K', { sourceId: '1', source: 'finnhub' }))).toEqual(
        apart('too-few-words'),
      );
      expect(sameStory(form, article('Form 8-K', { sourceId: '1' }))).toEqual(joined('same'));
    });

    it('does not join by pages that are missing or none', () => {
      for (const url of [null, undefined, '', 'none'])
        expect(
          sameStory(article('Form 8-K', { url, sourceId: '1' }), article('Form 8-K', { url, sourceId: '2' })),
        ).toEqual(apart('too-few-words'));
    });

    it('joins no short headline with a long one by the page', () => {
      expect(sameStory(article('Form 8-K', { url: page }), article(body, { url: page }))).toEqual(
        apart('too-few-words'),
      );
    });

    it('joins nothing from another day', () => {
      const form = { url: page, sourceId: '1' };
      expect(
        sameStory(article('Form 8-K', form), article('Form 8-K', { ...form, publishedAt: at + 24 * HOUR_MS })),
      ).toEqual(apart('too-far-apart'));
    });
  });

  describe('does not repeat the classic failures', () => {
    it.each([
      ['a zone against no zone', '2024-06-04T20:00:00+05:30', '2024-06-04 14:30'],
      ['one minute apart', '2024-06-04T14:30:00Z', '2024-06-04T14:31:00Z'],
      ['across midnight', '2024-06-04T23:59:40Z', '2024-06-05T00:00:20Z'],
    ])('%s', (_, one, other) => {
      expect(sameStory(article(body, { publishedAt: one }), article(body, { publishedAt: other }))).toEqual(
        joined('same'),
      );
    });

    it('the suffix of the publisher', () => {
      for (const suffix of [
        ' - Reuters',
        ' | CNBC',
        ' — MarketWatch',
        ' (Reuters)',
        ' - finnhub.io',
        ' - Yahoo Finance ...',
      ])
        expect(compare(body, body + suffix, { source: 'finnhub.io' })).toEqual(joined('same'));
    });

    it('punctuation only', () => {
      expect(compare(body, '“Arven Motors” opens: battery-plant, near Nordhavn!')).toEqual(joined('same'));
      expect(compare('?!', '...')).toEqual(apart('too-few-words'));
    });
  });

  it.each([
    'When analysts speak, markets listen',
    'When analysts speak',
    'why shares fell',
    'but shares fall',
    'union rejects offer',
    'no jobs lost',
    'up 5%',
    'and Maven opens one near Port Sabel',
    'Reuters Holdings to follow with its own',
  ])('never takes the clause %j for a suffix', (clause) => {
    for (const joint of [' - ', ' — ', ' | ', ': ', ', ', '; '])
      expect(compare(body, body + joint + clause)).toMatchObject({ match: false });
  });

  it('is symmetric', () => {
    fc.assert(
      fc.property(nearPair, ([a, b]) => {
        expect(sameStory(a, b)).toEqual(sameStory(b, a));
      }),
      { numRuns: 1000 },
    );
  });

  it('joins an article with itself', () => {
    fc.assert(
      fc.property(nearPair, ([a]) => {
        expect(sameStory(a, a)).toEqual(joined('same'));
      }),
    );
  });
});
