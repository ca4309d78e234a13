import type { Article, NativeSentiment, NewsItem, PageCommit } from '@ingest/core';
import { describe } from 'vitest';
import { sentimentCases } from '../../src/conformance/sentiment-cases.js';
import type { MemoryData } from '../../src/memory/index.js';
import { type BrokenStore, collected, findOut, otherwise } from '../support/conform.js';

function commits(change: (commit: PageCommit, data: MemoryData) => Partial<PageCommit>, ...foundBy: readonly string[]) {
  return otherwise(
    'articles',
    (articles, data) => ({ commitPage: (commit) => articles.commitPage({ ...commit, ...change(commit, data) }) }),
    ...foundBy,
  );
}

/** A store that keeps something else than a source states. */
function states(change: (stated: NativeSentiment) => NativeSentiment | null, ...foundBy: readonly string[]) {
  const changed = (article: Article) => ({ ...article, sentiment: article.sentiment && change(article.sentiment) });
  return commits(({ articles }) => ({ articles: articles.map(changed) }), ...foundBy);
}

/** A store whose stories are read otherwise than they are. */
function shows(change: (item: NewsItem) => NewsItem, ...foundBy: readonly string[]): BrokenStore {
  const changed = (rows: NewsItem[]) => rows.map(change);
  return otherwise(
    'reading',
    ({ items, stories }) => ({
      items: (query) => collected(items(query), changed),
      stories: () => collected(stories(), changed),
    }),
    ...foundBy,
  );
}

describe('the cases of statements, and of scores that come with a page,', () => {
  findOut(sentimentCases, {
    'loses what sources state': states(
      () => null,
      'what a source states of an article is kept as it is, and shown',
      'where nobody says anything there is no sentiment, and a label alone has no score',
      'what a source says of one ticker alone is shown as of that ticker, of several none',
      'the digest has what sources state, whenever that was heard, and not what scorers say',
    ),
    'loses what sources state of tickers': states(
      (stated) => ({ ...stated, tickers: [] }),
      'what a source states of an article is kept as it is, and shown',
      'what a source says of one ticker alone is shown as of that ticker, of several none',
    ),
    "loses the source's own word": states(
      (stated) => ({
        ...stated,
        article: stated.article && (({ nativeLabel: _, ...rest }) => rest)(stated.article),
      }),
      'what a source states of an article is kept as it is, and shown',
      'where nobody says anything there is no sentiment, and a label alone has no score',
    ),
    'rounds what sources state': states(
      (stated) => ({
        ...stated,
        article: stated.article && { ...stated.article, score: Math.fround(stated.article.score ?? 0) },
      }),
      'what a source states of an article is kept as it is, and shown',
      'where nobody says anything there is no sentiment, and a label alone has no score',
    ),
    'takes every source for the first in the chain': states(
      (stated) => ({ ...stated, priority: 0 }),
      'of several sources the first in the chain is shown, of one place there the one that came last',
      'a look-up says what a story shows, and its place',
    ),
    'hears whoever came first in one place': commits(
      ({ articles }, data) => ({
        articles: articles.map((article) => {
          const { sentiment } = article;
          if (sentiment === null || data.articles.size === 0) return article;
          return { ...article, sentiment: { ...sentiment, priority: sentiment.priority + data.articles.size } };
        }),
      }),
      'of several sources the first in the chain is shown, of one place there the one that came last',
    ),
    'shows a source that speaks of several tickers': shows((item) => {
      const about = item.attributions[0]?.aboutTickers?.find(({ sentiment }) => sentiment)?.sentiment;
      return item.sentiment === undefined && about !== undefined ? { ...item, sentiment: about } : item;
    }, 'what a source says of one ticker alone is shown as of that ticker, of several none'),
    'takes up what a source says later': otherwise(
      'articles',
      ({ commitPage }, data) => ({
        async commitPage(commit) {
          const placed = await commitPage(commit);
          for (const [identity, kept] of data.articles) {
            const again = commit.articles.find(
              ({ source, sourceId }) => source === kept.source && sourceId === kept.sourceId,
            );
            if (again !== undefined) data.articles.set(identity, { ...kept, sentiment: again.sentiment });
          }
          return placed;
        },
      }),
      'what a source stated stays as it came, whatever it says later',
    ),
    'invents a sentiment where nobody says anything': shows(
      (item) => ({
        sentiment: {
          ...{ score: 0, confidence: null, label: 'neutral', origin: 'derived', model: 'none' },
          ...{ scope: { kind: 'article' }, calculatedAt: item.ingestedAt },
        },
        ...item,
      }),
      'where nobody says anything there is no sentiment, and a label alone has no score',
      'an opinion that comes with a page is kept and shown where no source states anything',
      'an opinion ends with the headline that it was of, or gives way to that of the next',
    ),
    'writes a derived score onto the article': shows(
      ({ sentiment, attributions, ...item }) => ({
        ...item,
        attributions: attributions.map((one) => ({ ...(sentiment && { sentiment }), ...one })),
        ...(sentiment && { sentiment }),
      }),
      'what a source says of one ticker alone is shown as of that ticker, of several none',
      'an opinion that comes with a page is kept and shown where no source states anything',
    ),
    'leaves the sentiment out of its look-ups': otherwise(
      'articles',
      ({ lookup }) => ({
        async lookup(articles) {
          const known = await lookup(articles);
          const stories = [...known.stories].map(
            ([key, story]) => [key, story && { ...story, sentiment: null }] as const,
          );
          return { ...known, stories: new Map(stories) };
        },
      }),
      'a look-up says what a story shows, and its place',
    ),
    'loses what a scorer says with a page': commits(
      () => ({ scores: null }),
      'a look-up says what a story shows, and its place',
      'an opinion that comes with a page is kept and shown where no source states anything',
      'read again, a story gets no other opinion',
      'an opinion ends with the headline that it was of, or gives way to that of the next',
    ),
    'shows the score of a page and does not keep it': otherwise(
      'articles',
      ({ commitPage }, data) => ({
        commitPage: (commit) => commitPage(commit).finally(() => data.scores.clear()),
      }),
      'an opinion that comes with a page is kept and shown where no source states anything',
      'read again, a story gets no other opinion',
      'a source that states something later is heard before the scorer, whose opinion stays known',
      'an opinion ends with the headline that it was of, or gives way to that of the next',
    ),
    'goes on showing the opinion of an old headline': otherwise(
      'articles',
      ({ commitPage }, data) => ({
        async commitPage(commit) {
          const before = new Map(data.stories);
          const placed = await commitPage(commit);
          for (const [key, story] of data.stories) {
            const shown = before.get(key)?.sentiment ?? null;
            if (story?.sentiment === null && shown !== null) data.stories.set(key, { ...story, sentiment: shown });
          }
          return placed;
        },
      }),
      'an opinion ends with the headline that it was of, or gives way to that of the next',
    ),
    'scores again whatever comes again': otherwise(
      'articles',
      ({ commitPage, addScores }, data) => ({
        async commitPage(commit) {
          const placed = await commitPage(commit);
          const { model = '', opinions = new Map() } = commit.scores ?? {};
          const added = [...data.stories.values()].flatMap((story) => {
            const opinion = opinions.get(story?.headline ?? '') ?? null;
            if (story === null || opinion === null) return [];
            const { storyKey, headline } = story;
            return [{ storyKey, headline, score: { model, at: commit.at, opinion, isPreferred: false } }];
          });
          await addScores(added);
          return placed;
        },
      }),
      'an opinion that comes with a page is kept and shown where no source states anything',
      'read again, a story gets no other opinion',
      'a source that states something later is heard before the scorer, whose opinion stays known',
      'an opinion ends with the headline that it was of, or gives way to that of the next',
    ),
    'has nothing that was stated in its digest': otherwise(
      'reading',
      ({ stories }) => ({
        stories: () =>
          collected(stories(), (rows) =>
            rows.map((row) => ({
              ...row,
              attributions: row.attributions.map(({ sentiment: _, aboutTickers: __, ...rest }) => rest),
            })),
          ),
      }),
      'the digest has what sources state, whenever that was heard, and not what scorers say',
    ),
  });
});
