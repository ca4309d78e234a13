import { describe, expect, it } from 'vitest';
import { dedupKey, storyKey } from '../../src/identity/keys.js';
import { attachArticle, newStory, reviseArticle } from '../../src/identity/merge-article.js';
import type { IdentifiedArticle } from '../../src/identity/page.js';
import { articleIdentity } from '../../src/identity/place-page.js';
import { prepareArticle } from '../../src/identity/prepare-article.js';
import type { Article } from '../../src/model/article.js';
import { articleOf, tickerOf } from '../support/articles.js';

const at = Date.UTC(2024, 5, 4, 15);

function identified(fields: Partial<Article> = {}): IdentifiedArticle {
  const article = articleOf(fields);
  return {
    article,
    identity: articleIdentity(article),
    prepared: prepareArticle(article),
    dedupKey: dedupKey(article.headline, article.source, article.publishedAt),
    storyKey: storyKey(article),
  };
}

describe('newStory', () => {
  it('shows its one article and keeps when, by whom and how it was stored', () => {
    const first = identified({ url: 'https://a.example/1', publisher: 'Wirepost', tags: ['Stock'] });
    expect(newStory(first, at, true)).toEqual({
      storyKey: first.storyKey,
      headline: first.article.headline,
      description: null,
      url: 'https://a.example/1',
      publisher: 'Wirepost',
      publishedAt: first.article.publishedAt,
      leadSource: 'tiingo',
      leadIdentity: first.identity,
      publishers: ['wirepost'],
      tickers: first.article.tickers,
      tags: ['Stock'],
      sources: ['tiingo'],
      source: 'tiingo',
      isFailover: true,
      ingestedAt: at,
      revision: 0,
      sentiment: null,
    });
  });
});

describe('attachArticle', () => {
  const story = newStory(identified({ sourceId: '5', url: 'https://a.example/5' }), at, false);
  const shown = (fields: Partial<Article>) =>
    attachArticle(story, identified({ url: 'https://b.example', ...fields }), at).url;

  it('shows the earlier of two articles', () => {
    expect(shown({ publishedAt: story.publishedAt - 1, source: 'zzz' })).toBe('https://b.example');
    expect(shown({ publishedAt: story.publishedAt + 1, source: 'aaa' })).toBe('https://a.example/5');
  });

  it('shows the one of the first source by name when they are of one moment', () => {
    expect(shown({ source: 'finnhub', sourceId: '9' })).toBe('https://b.example');
    expect(shown({ source: 'zzz', sourceId: '1' })).toBe('https://a.example/5');
  });

  it('shows the one with the lower id when they are of one source too', () => {
    expect(shown({ sourceId: '4' })).toBe('https://b.example');
    expect(shown({ sourceId: '6' })).toBe('https://a.example/5');
  });

  it('unites tickers and tags in order, and names each source once', () => {
    const other = identified({ source: 'finnhub', sourceId: '9', tickers: [tickerOf('AAA')], tags: ['Earnings'] });
    const twice = attachArticle(attachArticle(story, other, at), identified({ source: 'finnhub', sourceId: '10' }), at);
    expect(twice.tickers).toEqual(['AAA', 'ARVN']);
    expect(twice.tags).toEqual(['Earnings']);
    expect(twice.sources).toEqual(['tiingo', 'finnhub']);
  });

  it('changes nothing of who brought it first', () => {
    const joined = attachArticle(story, identified({ source: 'aaa', publishedAt: story.publishedAt - 1 }), at);
    const { source, isFailover, ingestedAt, revision } = joined;
    expect({ source, isFailover, ingestedAt, revision, storyKey: joined.storyKey }).toEqual({
      source: 'tiingo',
      isFailover: false,
      ingestedAt: at,
      revision: 0,
      storyKey: story.storyKey,
    });
  });
});

describe('reviseArticle', () => {
  const lead = identified();
  const story = newStory(lead, at, false);
  const changed = articleOf({
    headline: 'Arven Motors cuts its outlook',
    description: 'New.',
    publishedAt: story.publishedAt + 5,
  });

  it('shows the new text of the article it shows, and counts', () => {
    const revised = reviseArticle(story, lead.identity, changed, true);
    expect(revised).toEqual({ ...story, headline: changed.headline, description: 'New.', revision: 1 });
  });

  it('counts but does not show the new text of another of its articles', () => {
    expect(reviseArticle(story, 'finnhub\u0000=9', changed, true)).toEqual({ ...story, revision: 1 });
  });

  it('adds a ticker without counting a revision', () => {
    const more = articleOf({ tickers: [tickerOf('ARVN'), tickerOf('AAA')] });
    expect(reviseArticle(story, lead.identity, more, false)).toEqual({ ...story, tickers: ['AAA', 'ARVN'] });
  });
});
