import { describe, expect, it } from 'vitest';
import { newStory, type StoryRecord } from '../../src/identity/merge-article.js';
import { articleIdentity } from '../../src/identity/place-page.js';
import { prepareArticle } from '../../src/identity/prepare-article.js';
import type { NativeSentiment } from '../../src/model/sentiment.js';
import { givenScore, type PageScores, withGivenScore } from '../../src/sentiment/page-scores.js';
import { articleOf } from '../support/articles.js';
import { scoreOf, statedOf } from '../support/statements.js';

const at = Date.UTC(2026, 5, 4, 14);

function storyOf(headline: string, sentiment: NativeSentiment | null = null): StoryRecord {
  const article = articleOf({ headline, sentiment });
  const { storyKey } = prepareArticle(article);
  return newStory({ article, identity: articleIdentity(article), storyKey }, at, false);
}

const plain = storyOf('Arven Motors opens a plant');
const scored = withGivenScore(plain, scoreOf());
const renamed = { ...scored, headline: 'Arven Motors shuts a plant' };
const opinion = { score: -0.5, confidence: 0.8 };
const scores = (headline: string, model = 'lexicon@1'): PageScores => ({
  model,
  opinions: new Map([[headline, opinion]]),
});

describe('givenScore', () => {
  it('gives a new story what was said of its headline', () => {
    expect(givenScore({ before: null, after: plain }, scores(plain.headline), at)).toEqual({
      storyKey: plain.storyKey,
      score: { model: 'lexicon@1', at, opinion, isPreferred: false },
    });
  });

  it('gives nothing where nothing was said of it, or a source states something', () => {
    expect(givenScore({ before: null, after: plain }, null, at)).toBeNull();
    expect(givenScore({ before: null, after: plain }, scores('another headline'), at)).toBeNull();
    const stated = storyOf(plain.headline, statedOf());
    expect(givenScore({ before: null, after: stated }, scores(plain.headline), at)).toBeNull();
  });

  it('leaves alone what shows the headline that it showed', () => {
    expect(givenScore({ before: scored, after: scored }, scores(plain.headline), at)).toBeNull();
    expect(givenScore({ before: plain, after: plain }, scores(plain.headline), at)).toBeNull();
  });

  it('replaces an opinion with the headline that it was of, or ends it with that', () => {
    const said = givenScore({ before: scored, after: renamed }, scores(renamed.headline), at)?.score;
    expect(said).toMatchObject({ model: 'lexicon@1', opinion });
    for (const [given, model] of [
      [null, 'lexicon@1'],
      [scores('other', 'lexicon@2'), 'lexicon@2'],
    ] as const) {
      const ended = givenScore({ before: scored, after: renamed }, given, at)?.score;
      expect(ended).toEqual({ model, at, opinion: null, isPreferred: false });
    }
  });

  it('keeps what is preferred, whatever the headline', () => {
    const preferred = withGivenScore(plain, scoreOf({ isPreferred: true }));
    const after = { ...preferred, headline: renamed.headline };
    expect(givenScore({ before: preferred, after }, scores(after.headline), at)).toBeNull();
  });

  it('gives a story without a sentiment one when its headline changes', () => {
    const after = { ...plain, headline: renamed.headline };
    expect(givenScore({ before: plain, after }, scores(after.headline), at)?.score.opinion).toEqual(opinion);
  });
});

it('shows what was given', () => {
  expect(scored.sentiment?.score).toMatchObject({ origin: 'derived', label: 'negative' });
  expect(withGivenScore(scored, scoreOf({ opinion: null })).sentiment).toBeNull();
});
