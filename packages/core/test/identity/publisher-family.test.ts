import { describe, expect, it } from 'vitest';
import { publisherFamily } from '../../src/identity/publisher-family.js';

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
});
