import { describe, expect, it } from 'vitest';
import { isEnglish } from '../../../src/sentiment/lexicon/language.js';
import { readTokens } from '../../../src/sentiment/lexicon/tokens.js';
import { labelledHeadlines } from '../../support/labelled-headlines.js';

const judge = (headline: string) => isEnglish(headline, readTokens(headline));

describe('isEnglish', () => {
  it.each([
    'Commerzbank steigert Gewinn und hebt Prognose an',
    'VW-Rally: Aktie steigt nach Zahlen',
    'Renault : le profit en hausse, une rally pour les actions',
    'Santander gana más y sube su dividendo',
    'Eni, utile in crescita nel trimestre',
    'Nokian liikevoitto kasvoi, mutta Rally jatkuu',
    'Ericsson höjer målet för marginalen och aktien stiger',
    'KGHM: zysk nie wzrósł przez podatek',
    '日本株は続伸、日経平均は record high',
    'Сбербанк увеличил прибыль: profit up',
  ])('is not fooled by an English word in %j', (headline) => {
    expect(judge(headline)).toBe(false);
  });

  it.each([
    'El Pollo Loco beats estimates',
    'Uber posts narrower loss',
    'Le Monde cuts jobs',
    'Nokia profit rises',
    'Toyota（トヨタ） raises its outlook for the year',
    'Société Générale’s profit falls after a charge',
    'AAON reports EPS of $0.41 vs. $0.41 est',
    'Los Angeles port volumes rise',
  ])('takes %j for English', (headline) => {
    expect(judge(headline)).toBe(true);
  });

  it('takes every headline of our own for English', () => {
    expect(labelledHeadlines('tuning').filter(({ headline }) => !judge(headline))).toEqual([]);
  });
});
