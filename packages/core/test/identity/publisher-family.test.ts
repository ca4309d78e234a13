import { describe, expect, it } from 'vitest';
import { publisherFamily, publisherFamilyName } from '../../src/identity/publisher-family.js';

describe('the family of a publisher', () => {
  it('is one for imprints of one owner, however they are written', () => {
    const names = ['WSJ', 'wsj.com', 'www.wsj.com', 'MarketWatch', "Barron's", 'Barron’s', 'The Wall Street Journal'];
    expect(new Set(names.map((name) => publisherFamily(name, null)))).toEqual(new Set(['dow jones']));
    expect(publisherFamily('finance.yahoo.com', null)).toBe(publisherFamily('Yahoo', null));
  });

  it('is the company’s own voice for every wire that carries press releases', () => {
    const wires = ['Business Wire', 'PRNewswire', 'globenewswire.com', 'Accesswire'];
    expect(new Set(wires.map((name) => publisherFamily(name, null)))).toEqual(new Set(['press release']));
  });

  it('is a publisher by itself where it is of no family', () => {
    expect(publisherFamily('news.example', null)).toBe('newsexample');
    expect(publisherFamily('News Example', null)).toBe('newsexample');
    expect(publisherFamily('Benzinga', null)).not.toBe(publisherFamily('Reuters', null));
  });

  it('is told by the url where nobody names the publisher, and by nothing else', () => {
    expect(publisherFamily(null, 'https://www.reuters.com/markets/1')).toBe('reuters');
    expect([publisherFamily(null, null), publisherFamily(null, 'no url'), publisherFamily('!?', null)]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it.each([
    ['ft.com', 'Financial Times'],
    ['Nikkei Asia', 'asia.nikkei.com'],
    ['theguardian.com', 'The Guardian'],
    ['bbc.co.uk', 'BBC News'],
    ['bbc.com', 'BBC'],
    ['latimes.com', 'Los Angeles Times'],
    ['scmp.com', 'South China Morning Post'],
    ['thefly.com', 'The Fly'],
    ['investors.com', 'WSJ'],
    ['nypost.com', 'MarketWatch'],
    ['foxbusiness.com', 'Fox News'],
    ['usatoday.com', 'Gannett'],
    ['aol.com', 'Yahoo Finance'],
    ['edition.cnn.com', 'CNN'],
    ['uk.reuters.com', 'Reuters UK'],
    ['economictimes.indiatimes.com', 'The Economic Times'],
    ['uk.finance.yahoo.com', 'Yahoo US'],
    ['Business Insider UK', 'businessinsider.com'],
    ['News Example UK', 'The News Example'],
  ])('is one for %s and %s', (one, other) => {
    expect(publisherFamily(one, null)).toBe(publisherFamily(other, null));
    expect(publisherFamily(one, null)).not.toBeNull();
  });

  it('keeps apart what is of two owners', () => {
    const names = [
      'foxnews.com',
      'nypost.com',
      'ft.com',
      'bbc.com',
      'reuters.com',
      'theguardian.com',
      'blog.example.com',
    ];
    expect(new Set(names.map((name) => publisherFamily(name, null))).size).toBe(names.length);
  });

  it.each(['n/a', 'N/A', 'Unknown', '', ' ', 'none', '-'])('takes %j for nobody', (name) => {
    expect(publisherFamily(name, null)).toBeNull();
    expect(publisherFamily(name, 'https://edition.cnn.com/1')).toBe('cnn');
  });

  it('is shown by its name', () => {
    expect(publisherFamilyName('nbc universal')).toBe('NBCUniversal');
    expect([publisherFamilyName('newsexample'), publisherFamilyName('constructor')]).toEqual([null, null]);
  });
});
