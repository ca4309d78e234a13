import { describe, expect, it } from 'vitest';
import { differingWords } from '../../src/identity/differing-words.js';
import { matchedArticles } from '../../src/identity/nearest-story.js';
import { historyOf, seen } from '../support/histories.js';

const differing = (one: string, other: string) => {
  const [here, there] = [one, other].flatMap((headline) => matchedArticles(historyOf(seen({ headline }))));
  return here && there && differingWords(here, there);
};

describe('differingWords', () => {
  it.each([
    ['Calder raises its rate', 'Calder cuts its rate', ['raises'], ['cuts']],
    ['Calder opens plant on Friday', 'CALDER opens plant', ['Friday'], []],
    ['Calder opens', 'Calder opens', [], []],
    ['Calder U.S. plant', 'Calder Ost. plant', ['us'], ['Ost']],
    ['Calder Calder plant', 'Calder plant', ['Calder'], []],
  ])('of %j and %j are %j and %j, as they are written', (one, other, here, there) => {
    expect(differing(one, other)).toEqual({ here, there });
    expect(differing(other, one)).toEqual({ here: there, there: here });
  });

  it('are those of what came first', () => {
    const [now] = matchedArticles(
      historyOf(
        seen({
          headline: 'Calder opens plant',
          earlier: [{ headline: 'Calder plans plant', description: null, seenAt: 1, replacedAt: 2 }],
        }),
      ),
    );
    const [other] = matchedArticles(historyOf(seen({ headline: 'Calder opens plant' })));
    expect(now && other && differingWords(now, other)).toEqual({ here: ['plans'], there: ['opens'] });
  });
});
