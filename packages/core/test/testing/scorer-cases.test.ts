import { describe, expect, it, test } from 'vitest';
import type { Scorer, ScorerOpinion } from '../../src/contracts/scorer.js';
import { scorerCases } from '../../src/testing/index.js';
import { changedOpinions, failuresOf, smallOpinion, smallScorer } from '../support/small-scorer.js';

let made = 0;

/** Each is made anew by what stands under `how`; `foundBy` are the cases that have to find it out. */
const broken: Readonly<Record<string, { how: () => Scorer; foundBy: readonly string[] }>> = {
  'has a name with a blank': {
    how: () => smallScorer({ name: 'My scorer' }),
    foundBy: ['the name is of lower-case letters, digits and dashes, and the same each time'],
  },
  'has another name each time': {
    how: () => {
      made += 1;
      return smallScorer({ name: `small-${made}` });
    },
    foundBy: ['the name is of lower-case letters, digits and dashes, and the same each time'],
  },
  'has a version that cannot be told from its name': {
    how: () => smallScorer({ version: 'small@1' }),
    foundBy: ['the version is one short line without an @, and the same each time'],
  },
  'has no hash': {
    how: () => smallScorer({ hash: '' }),
    foundBy: ['the hash is in lower-case hex, and the same each time'],
  },
  'fails when there is nothing to score': {
    how: () =>
      changedOpinions((opinions) => {
        if (opinions.length === 0) throw new TypeError('no items');
        return opinions;
      }),
    foundBy: ['no items have no opinions'],
  },
  'leaves out what it has no opinion of': {
    how: () => changedOpinions((opinions) => opinions.filter((opinion) => opinion !== null)),
    foundBy: ['there are as many opinions as items, null among them where there is none'],
  },
  'says undefined where it has no opinion': {
    how: () => changedOpinions((opinions) => opinions.map((opinion) => opinion ?? (undefined as unknown as null))),
    foundBy: ['there are as many opinions as items, null among them where there is none'],
  },
  'never has an opinion': {
    how: () => changedOpinions((opinions) => opinions.map(() => null)),
    foundBy: ['some news has an opinion'],
  },
  'calls an empty text neutral': {
    how: () =>
      changedOpinions((opinions, texts) =>
        opinions.map((opinion, index) => (texts[index]?.trim() === '' ? { score: 0, confidence: 0.5 } : opinion)),
      ),
    foundBy: ['an empty text has no opinion'],
  },
  'has scores from −100 to 100': {
    how: () => changedOpinions(each((opinion) => ({ ...opinion, score: opinion.score * 100 }))),
    foundBy: ['a score is from −1 to 1'],
  },
  'has scores that are no number': {
    how: () => changedOpinions(each((opinion) => ({ ...opinion, score: Number.NaN }))),
    foundBy: ['a score is from −1 to 1'],
  },
  'states its confidence in per cent': {
    how: () => changedOpinions(each((opinion) => ({ ...opinion, confidence: 60 }))),
    foundBy: ['a confidence is from 0 to 1, or null'],
  },
  'is as sure as its scores are large': {
    how: () => changedOpinions(each((opinion) => ({ ...opinion, confidence: Math.abs(opinion.score) }))),
    foundBy: ['a confidence is not the size of the score'],
  },
  'has another opinion each time': {
    how: () => {
      let count = 0;
      return changedOpinions(
        each((opinion) => {
          count += 1;
          return { ...opinion, score: 1 / count };
        }),
      );
    },
    foundBy: ['the same text has the same opinion, again and in another scorer'],
  },
  'compares a text with its neighbours': {
    how: () => changedOpinions((opinions) => opinions.map((one, index) => (index % 2 === 0 ? one : null))),
    foundBy: ['an opinion does not depend on what stands beside a text', 'opinions stand in the order of their items'],
  },
  'sorts its opinions': {
    how: () =>
      changedOpinions((opinions) => opinions.toSorted((one, other) => (one?.score ?? 0) - (other?.score ?? 0))),
    foundBy: ['an opinion does not depend on what stands beside a text'],
  },
  'drops repeats': {
    how: () =>
      changedOpinions((opinions, texts) =>
        opinions.map((one, index) => (texts.indexOf(texts[index] ?? '') < index ? null : one)),
      ),
    foundBy: ['the same text twice in a batch has the same opinion twice'],
  },
  'keeps its batch in itself': {
    how: () => {
      let batch: readonly { headline: string }[] = [];
      return smallScorer({
        async score(items, { signal }) {
          signal.throwIfAborted();
          batch = items;
          await Promise.resolve();
          const opinions = batch.map(({ headline }) => smallOpinion(headline));
          signal.throwIfAborted();
          return opinions;
        },
      });
    },
    foundBy: ['batches at the same time do not disturb each other'],
  },
  'cannot read a long text': {
    how: () =>
      changedOpinions((opinions, texts) => {
        if (texts.some((text) => text.length > 1000)) throw new RangeError('too long');
        return opinions;
      }),
    foundBy: ['odd and long texts are read like any other'],
  },
  'answers a hundred items at most': {
    how: () => changedOpinions((opinions) => opinions.slice(0, 100)),
    foundBy: ['a batch of two thousand is answered whole'],
  },
  'changes what it is handed': {
    how: () =>
      smallScorer({
        async score(items, { signal }) {
          signal.throwIfAborted();
          const opinions = (items as { headline: string }[]).map((item) => {
            item.headline = item.headline.trim();
            return smallOpinion(item.headline);
          });
          signal.throwIfAborted();
          return opinions;
        },
      }),
    foundBy: ['items and their list are left as they are'],
  },
};

function each(change: (opinion: ScorerOpinion) => ScorerOpinion) {
  return (opinions: readonly (ScorerOpinion | null)[]) =>
    opinions.map((opinion) => (opinion === null ? null : change(opinion)));
}

describe('the cases of a scorer', () => {
  test.each(Object.entries(broken))('find out one that %s', async (_, { how, foundBy }) => {
    expect(await failuresOf(scorerCases, { create: how })).toEqual(expect.arrayContaining([...foundBy]));
  });

  it('find nothing wrong with one that is right', async () => {
    expect(await failuresOf(scorerCases, { create: smallScorer })).toEqual([]);
  });

  it('find nothing wrong with one that is right and made after a while', async () => {
    expect(await failuresOf(scorerCases, { create: async () => smallScorer() })).toEqual([]);
  });

  it('find nothing wrong with one that is right and a class', async () => {
    class ByClass implements Scorer {
      readonly name = 'by-class';
      readonly version = '1';
      readonly hash = 'abcdef0123456789';
      readonly #inner = smallScorer();
      score(...args: Parameters<Scorer['score']>) {
        return this.#inner.score(...args);
      }
    }
    expect(await failuresOf(scorerCases, { create: () => new ByClass() })).toEqual([]);
  });

  it('are tried on the texts that a subject brings along', async () => {
    const create = () => changedOpinions((opinions, texts) => opinions.map((_, i) => germanOpinion(texts[i] ?? '')));
    expect(await failuresOf(scorerCases, { create })).toEqual(['some news has an opinion']);
    const texts = ['Elm steigert den Gewinn', 'Elm lädt zur Hauptversammlung', 'Der Gewinn von Elm sinkt'];
    expect(await failuresOf(scorerCases, { create, texts })).toEqual([]);
  });

  it('have names of their own', () => {
    expect(new Set(scorerCases.map(({ name }) => name)).size).toBe(scorerCases.length);
  });
});

function germanOpinion(text: string): ScorerOpinion | null {
  if (text.includes('steigert')) return { score: 0.5, confidence: null };
  return text.includes('sinkt') ? { score: -0.5, confidence: null } : null;
}
