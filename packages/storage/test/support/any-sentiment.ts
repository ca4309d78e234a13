import {
  type ItemQuery,
  labelOf,
  type NativeSentiment,
  type NativeStatement,
  type PageScores,
  type ScorerOpinion,
  type Store,
  type StoryKey,
  type StoryScore,
} from '@ingest/core';
import fc from 'fast-check';
import { tickers } from '../../src/conformance/build.js';
import { all } from '../../src/conformance/expect.js';

// Few of everything, so that scores meet each other, and the ends of what is asked for.
const anyScore = fc.constantFrom(-1, -0.33, 0, 0.1, 0.33, 0.75);
const anyConfidence = fc.constantFrom(null, 0, 0.65, 0.81);

const anyStatement: fc.Arbitrary<NativeStatement> = fc.oneof(
  fc
    .record({ score: anyScore, confidence: anyConfidence })
    .map(({ score, confidence }) => ({ score, label: labelOf(score), confidence })),
  fc.constant({ score: null, label: 'negative', nativeLabel: 'Bearish', confidence: null } as const),
);

/** What a source states of an article: often nothing. */
export const anySentiment: fc.Arbitrary<NativeSentiment | null> = fc.option(
  fc.record({
    priority: fc.constantFrom(0, 1, 2),
    article: fc.option(anyStatement),
    tickers: fc.uniqueArray(
      fc.record({
        ticker: fc.constantFrom(...tickers('BELT', 'CLDR')),
        relevance: fc.constantFrom(null, 0.25, 0.9),
        statement: fc.option(anyStatement),
      }),
      { selector: ({ ticker }) => ticker, maxLength: 2 },
    ),
  }),
);

const anyOpinion: fc.Arbitrary<ScorerOpinion | null> = fc.option(
  fc.record({ score: anyScore, confidence: anyConfidence }),
);
const anyModel = fc.constantFrom('lexicon@1', 'lexicon@2');

/** What a scorer says of some headlines; or nothing was scored. */
export function anyScores(headlines: readonly string[]): fc.Arbitrary<PageScores | null> {
  const opinions = fc.array(fc.tuple(fc.constantFrom(...headlines), anyOpinion), { maxLength: 4 });
  return fc.option(
    fc.record({ model: anyModel, opinions }).map((given) => ({ ...given, opinions: new Map(given.opinions) })),
  );
}

/** Opinions on the stories that are there, one after the other, over and over. */
export type Rescoring = readonly Omit<StoryScore, 'at'>[];

export const anyRescoring: fc.Arbitrary<Rescoring> = fc.array(
  fc.record({ model: anyModel, opinion: anyOpinion, isPreferred: fc.boolean() }),
  { minLength: 1, maxLength: 4 },
);

/** How many were added. */
export async function rescoreAll(store: Store, given: Rescoring, at: number): Promise<number> {
  const stories = await all(store.reading.stories());
  return store.articles.addScores(
    stories.flatMap(({ storyKey, headline }, index) => {
      const score = given[index % given.length];
      return score === undefined ? [] : [{ storyKey: storyKey as StoryKey, headline, score: { ...score, at } }];
    }),
  );
}

/** What of a query asks for the sentiment of stories. */
export const anySentimentQuery = {
  sentiments: fc.subarray(['positive', 'neutral', 'negative'] as const),
  minConfidence: fc.constantFrom(0, 0.65, 0.7),
  minRelevance: fc.constantFrom(0, 0.25, 0.5),
} satisfies { readonly [Name in keyof ItemQuery]?: fc.Arbitrary<ItemQuery[Name]> };
