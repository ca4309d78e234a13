import { describe, expect, it } from 'vitest';
import { newStory, type StoryRecord } from '../../src/identity/merge-article.js';
import { articleIdentity } from '../../src/identity/place-page.js';
import { prepareArticle } from '../../src/identity/prepare-article.js';
import type { NativeSentiment } from '../../src/model/sentiment.js';
import { givenScores, type PageScores, withGivenScores } from '../../src/sentiment/page-scores.js';
import { derivedSentiment, heardFirst } from '../../src/sentiment/story-sentiment.js';
import { articleOf } from '../support/articles.js';
import { scoreOf, statedOf } from '../support/statements.js';

const at = Date.UTC(2026, 5, 4, 14);

function storyOf(headline: string, sentiment: NativeSentiment | null = null): StoryRecord {
  const article = articleOf({ headline, sentiment });
  const { storyKey } = prepareArticle(article);
  return newStory({ article, identity: articleIdentity(article), storyKey }, at, false);
}

const plain = storyOf('Arven Motors opens a plant');
const scored = withGivenScores(plain, [scoreOf()]);
const renamed = { ...scored, headline: 'Arven Motors shuts a plant' };
const opinion = { score: -0.5, confidence: 0.8 };
const scores = (headline: string, model = 'lexicon@1'): PageScores => ({
  model,
  opinions: new Map([[headline, opinion]]),
});

describe('givenScore', () => {
  it('gives a new story what was said of its headline', () => {
    expect(givenScores({ before: null, after: plain }, scores(plain.headline), at)).toEqual([
      { model: 'lexicon@1', at, opinion, isPreferred: false },
    ]);
  });

  it('gives nothing where nothing was said of it, or a source states something', () => {
    expect(givenScores({ before: null, after: plain }, null, at)).toEqual([]);
    expect(givenScores({ before: null, after: plain }, scores('another headline'), at)).toEqual([]);
    const stated = storyOf(plain.headline, statedOf());
    expect(givenScores({ before: null, after: stated }, scores(plain.headline), at)).toEqual([]);
  });

  it('leaves alone what shows the headline that it showed', () => {
    expect(givenScores({ before: scored, after: scored }, scores(plain.headline), at)).toEqual([]);
    expect(givenScores({ before: plain, after: plain }, scores(plain.headline), at)).toEqual([]);
  });

  it('replaces an opinion with the headline that it was of, or ends it with that', () => {
    const said = givenScores({ before: scored, after: renamed }, scores(renamed.headline), at);
    expect(said).toMatchObject([{ model: 'lexicon@1', opinion }]);
    for (const [given, model] of [
      [null, 'lexicon@1'],
      [scores('other', 'lexicon@2'), 'lexicon@2'],
    ] as const) {
      const ended = givenScores({ before: scored, after: renamed }, given, at);
      expect(ended).toEqual([{ model, at, opinion: null, isPreferred: false }]);
    }
  });

  it('ends what was preferred with its headline too, and lets the sources be heard again', () => {
    const stated = storyOf(plain.headline, statedOf());
    const preferred = scoreOf({ isPreferred: true });
    for (const [story, others, shown] of [
      [stated, [], stated.sentiment],
      [
        plain,
        [{ model: 'lexicon@1', at, opinion, isPreferred: false }],
        derivedSentiment({ ...scoreOf(), at, opinion }),
      ],
    ] as const) {
      const sentiment = heardFirst(story.sentiment, derivedSentiment(preferred));
      const before = { ...story, sentiment };
      const after = { ...before, headline: renamed.headline };
      const given = givenScores({ before, after }, scores(after.headline), at);
      expect(given).toEqual([{ ...preferred, at, opinion: null }, ...others]);
      expect(withGivenScores(after, given).sentiment).toEqual(shown);
      expect(givenScores({ before, after: before }, scores(before.headline), at)).toEqual([]);
    }
  });

  it('gives a story without a sentiment one when its headline changes', () => {
    const after = { ...plain, headline: renamed.headline };
    expect(givenScores({ before: plain, after }, scores(after.headline), at)).toMatchObject([{ opinion }]);
  });
});

it('shows what was given', () => {
  expect(scored.sentiment?.score).toMatchObject({ origin: 'derived', label: 'negative' });
  expect(withGivenScores(scored, [scoreOf({ opinion: null })]).sentiment).toBeNull();
});
