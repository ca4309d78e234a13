import { describe, expect, it, test } from 'vitest';
import type { Scorer } from '../../src/contracts/scorer.js';
import { abortCases } from '../../src/testing/scorer-abort-cases.js';
import { failuresOf, smallOpinion, smallScorer } from '../support/small-scorer.js';

const [already, idle, atWork, others] = abortCases.map(({ name }) => name);

const broken: Readonly<Record<string, { how: () => Scorer; foundBy: readonly (string | undefined)[] }>> = {
  'knows no signal': {
    how: () => smallScorer({ score: async (items) => items.map(({ headline }) => smallOpinion(headline)) }),
    foundBy: [already, idle, atWork],
  },
  'looks at the signal only before it begins': {
    how: () =>
      smallScorer({
        async score(items, { signal }) {
          signal.throwIfAborted();
          return items.map(({ headline }) => smallOpinion(headline));
        },
      }),
    foundBy: [atWork],
  },
  'looks at the signal only where there are items': {
    how: () =>
      smallScorer({
        async score(items, { signal }) {
          return items.map(({ headline }) => {
            const opinion = smallOpinion(headline);
            signal.throwIfAborted();
            return opinion;
          });
        },
      }),
    foundBy: [idle],
  },
  'rejects with a reason of its own': {
    how: () =>
      smallScorer({
        async score(items, { signal }) {
          const opinions = items.map(({ headline }) => smallOpinion(headline));
          if (signal.aborted) throw new Error('stopped');
          return opinions;
        },
      }),
    foundBy: [already, idle, atWork],
  },
  'has no more opinions once it was stopped': {
    how: () => {
      let stopped: unknown;
      return smallScorer({
        async score(items, { signal }) {
          if (stopped !== undefined) throw stopped;
          const opinions = items.map(({ headline }) => smallOpinion(headline));
          if (signal.aborted) stopped = signal.reason;
          signal.throwIfAborted();
          return opinions;
        },
      });
    },
    foundBy: [others],
  },
};

describe('the cases of an abort', () => {
  test.each(Object.entries(broken))('find out a scorer that %s', async (_, { how, foundBy }) => {
    expect(await failuresOf(abortCases, { create: how })).toEqual(foundBy);
  });

  it('find out a scorer that hangs when the signal fires', async () => {
    const create = () =>
      smallScorer({
        score: (items, context) =>
          items.length > 0 && !context.signal.aborted && items.some(({ headline }) => headline.endsWith('again'))
            ? new Promise(() => {})
            : smallScorer().score(items, context),
      });
    expect(await failuresOf(abortCases, { create })).toEqual([atWork]);
  });

  it('find nothing wrong with one that is right', async () => {
    expect(await failuresOf(abortCases, { create: smallScorer })).toEqual([]);
  });
});
