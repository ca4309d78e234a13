import { describe, expect, it } from 'vitest';
import { painter } from '../../src/render/paint.js';
import { sentimentLines } from '../../src/render/sentiment-lines.js';
import type { SentimentSummary } from '../../src/sentiment/summarise.js';
import { sentimentOf } from '../support/report.js';

const screen = { isTty: false, columns: 120, paint: painter(false, true) };
const counts = { stories: 6, positive: 3, neutral: 1, negative: 1, unscored: 1, meanScore: 0.21 };
const summary: SentimentSummary = {
  ticker: 'AAPL',
  total: counts,
  lessRelevant: 2,
  lowConfidence: 1,
  notStated: 2,
  derived: 3,
  disagreements: 1,
  models: [
    { model: 'lexicon@1', origin: 'derived', stories: 3 },
    { model: 'alphavantage', origin: 'provider', stories: 2 },
  ],
  days: [
    { date: '2026-06-03', ...counts, stories: 0, positive: 0, neutral: 0, negative: 0, unscored: 0, meanScore: null },
    { date: '2026-06-04', ...counts },
  ],
};
const lines = (
  changes: Partial<SentimentSummary> = {},
  aggregates: Parameters<typeof sentimentLines>[0]['aggregates'] = null,
) => sentimentLines({ summary: { ...summary, ...changes }, minRelevance: 0.2, aggregates }, screen);

describe('sentimentLines', () => {
  it('draws a sign a story and says what stands behind them', () => {
    expect(lines()).toEqual([
      'AAPL  2026-06-03 to 2026-06-04: 6 stories, 5 with a sentiment, mean +0.21',
      '',
      ' day             stories  good  neither  bad   mean',
      ' Wed 2026-06-03        0     0        0    0      –',
      ' Thu 2026-06-04        6     3        1    1  +0.21  +++=-.',
      ' + good news   = neither   - bad news   . nobody says   (days of New York)',
      '',
      ' said by lexicon@1 3, alphavantage 2: 60 % derived (3 of 5), the rest as sources state it',
      ' confidence: 1 low, 2 not stated, 2 better',
      ' of 1 nobody says anything',
      ' ! sources say the opposite of each other: 1 story',
      ' left out: 2 stories less than 0.2 about AAPL (--min-relevance 0 counts them too)',
    ]);
  });

  it('draws fewer signs where a day has more stories than fit, and one at least for what is there', () => {
    const days = [{ ...counts, date: '2026-06-04', stories: 401, positive: 400, neutral: 0, negative: 1, unscored: 0 }];
    const [bar] = lines({ days }).flatMap((line) => /[+=.-]{20,}$/.exec(line)?.[0] ?? []);
    expect(bar).toBe(`${'+'.repeat(40)}-`);
  });

  it('says of a source what it says of the ticker as a whole, apart from the stories', () => {
    const sentiment = sentimentOf({ score: 0.31, confidence: null, label: 'neutral' });
    const last = lines({}, [{ source: 'finnhub', sentiment, articlesLastWeek: 54 }]).at(-1);
    expect(last).toBe(
      ' finnhub of AAPL as a whole, from 54 articles of a week: = 0.31 not stated (of no single story)',
    );
  });

  it('says nothing of shares where nothing is scored', () => {
    const none = { ...counts, stories: 1, positive: 0, neutral: 0, negative: 0, meanScore: null };
    const shown = lines({ total: none, lessRelevant: 0, disagreements: 0 });
    expect(shown[0]).toBe('AAPL  2026-06-03 to 2026-06-04: 1 story, 0 with a sentiment');
    expect(shown.slice(-1)).toEqual([' of 1 nobody says anything']);
  });
});
