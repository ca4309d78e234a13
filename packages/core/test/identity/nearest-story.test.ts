import { describe, expect, it } from 'vitest';
import { byNearness, matchedArticles, neighbourPlaces, separationOf } from '../../src/identity/nearest-story.js';
import type { ArticleHistory } from '../../src/identity/story-history.js';
import { historyOf, seen } from '../support/histories.js';

const plain = 'Calder Motors opens a second plant near the northern port to build electric vans';
const withOne = 'Calder Motors opens a second plant near the northern port to build cheap electric vans';
const withTwo = 'Calder Motors opens a second plant near the northern port to build cheap small electric vans';
const withThree = 'Calder Motors opens a second plant near the northern port to build cheap small new electric vans';
const day = 86_400_000;

const of = (...headlines: readonly [string, ...string[]]) => {
  const [first, ...others] = headlines.map((headline) => seen({ headline, sourceId: `${headline.length}` }));
  return matchedArticles(historyOf(first as ArticleHistory, ...others));
};
const kind = (these: ReturnType<typeof of>, others: ReturnType<typeof of>) => separationOf(these, others)?.kind;

describe('separationOf', () => {
  it('says why the anchors do not match', () => {
    expect(separationOf(of(plain), of(withTwo))).toEqual({
      kind: 'apart',
      reason: 'words-differ',
      words: { here: [], there: ['cheap', 'small'] },
      fewestWords: 11,
    });
  });

  it('says what the words would say where the time keeps them apart', () => {
    const far = { publishedAt: seen().publishedAt + 2 * day, sourceId: '9' };
    const later = (headline: string) => matchedArticles(historyOf(seen({ headline, ...far })));
    expect(separationOf(of(plain), later(plain.replace('opens', 'closes')))).toMatchObject({
      reason: 'too-far-apart',
      otherReason: 'one-word-differs',
      words: { here: ['opens'], there: ['closes'] },
    });
    expect(separationOf(of(plain), later(plain))).not.toHaveProperty('otherReason');
  });

  it('finds a short headline of the same words, which says too little to be joined', () => {
    const short = (sourceId: string) => matchedArticles(historyOf(seen({ headline: 'Market Wrap', sourceId })));
    expect(separationOf(short('1'), short('2'))).toMatchObject({
      reason: 'too-few-words',
      words: { here: [], there: [] },
      fewestWords: 2,
    });
    const filed = neighbourPlaces(short('2')).map(({ key }) => key);
    expect(neighbourPlaces(short('1')).some(({ key }) => filed.includes(key))).toBe(true);
  });

  it('says which article would have matched the other story, and which rule', () => {
    const separation = separationOf(of(plain, withOne), of(withTwo));
    expect(separation).toMatchObject({ kind: 'joined-this', rule: 'extra', article: { headline: withOne } });
    expect(separationOf(of(withTwo), of(plain, withOne))).toMatchObject({
      kind: 'joined-other',
      rule: 'extra',
      article: { headline: withOne },
    });
  });

  it('says when articles match that are no anchors, and when the anchors themselves do', () => {
    expect(kind(of(plain, withOne), of(withThree, withTwo))).toBe('members-match');
    expect(kind(of(plain), of(withOne))).toBe('anchors-match');
    expect(separationOf(of(plain), [])).toBeNull();
  });

  it('says why the article is where it is', () => {
    const noon = seen().publishedAt;
    const because = (member: Partial<ArticleHistory>, other: Partial<ArticleHistory>) => {
      const anchor = seen({ headline: plain, publishedAt: noon });
      const story = historyOf(anchor, seen({ headline: withOne, sourceId: '2', joinedBy: 'extra', ...member }));
      const neighbour = historyOf(seen({ headline: withTwo, sourceId: '3', ...other }));
      const separation = separationOf(matchedArticles(story), matchedArticles(neighbour));
      return separation?.kind === 'joined-this' ? separation.because : separation?.kind;
    };
    const { firstSeenAt } = seen();
    expect(because({ firstSeenAt: firstSeenAt + 1 }, { publishedAt: noon + 1 })).toBe('published-earlier');
    expect(because({}, { firstSeenAt: firstSeenAt + 1 })).toBe('came-later');
    expect(because({ joinedBy: 'same' }, {})).toBe('equal-key');
  });

  it('goes by what an article said first', () => {
    const text = { description: null, seenAt: 1, replacedAt: 2 };
    const changed = seen({ headline: withOne, earlier: [{ ...text, headline: withTwo }] });
    expect(kind(of(plain), matchedArticles(historyOf(changed)))).toBe('apart');
  });
});

describe('neighbourPlaces', () => {
  it('reaches two days beyond those in which an article can match', () => {
    const days = new Set(neighbourPlaces(of(plain)).map(({ day: near }) => near));
    const own = Math.floor(seen().publishedAt / day);
    expect([Math.min(...days), Math.max(...days)].map((near) => near - own)).toEqual([-2, 3]);
  });

  it('names each place once', () => {
    const places = neighbourPlaces(of(plain, withOne, withTwo)).map(({ day: near, key }) => `${near} ${key}`);
    expect(new Set(places).size).toBe(places.length);
  });
});

describe('byNearness', () => {
  it('puts what shares more words first, then what is nearer in time', () => {
    const anchorOf = (headline: string, publishedAt: number) => {
      const history = historyOf(seen({ headline, publishedAt }));
      const [{ prepared } = { prepared: never() }] = matchedArticles(history);
      return { storyKey: history.storyKey, prepared };
    };
    const [own = { prepared: never() }] = of(plain);
    const { publishedAt } = seen();
    const [far, near, other] = [
      anchorOf(withTwo, publishedAt + 2 * day),
      anchorOf(withTwo, publishedAt - day),
      anchorOf('Calder Motors opens a shop', publishedAt),
    ];
    expect(byNearness(own.prepared, [other, far, near])).toEqual([near, far, other]);
  });
});

function never(): never {
  throw new TypeError('no article');
}
