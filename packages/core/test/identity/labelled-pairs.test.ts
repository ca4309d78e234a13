import { describe, expect, it } from 'vitest';
import { storyKey } from '../../src/identity/keys.js';
import { lookupDays, lookupKeys, type SoughtKey, soughtKeys } from '../../src/identity/lookup-keys.js';
import { type PreparedArticle, prepareArticle } from '../../src/identity/prepare-article.js';
import { matchPrepared } from '../../src/identity/same-story.js';
import { mayBeOneWordApart } from '../../src/identity/word-numbers.js';
import { dayNumber } from '../../src/time/instant.js';
import { type LabelledArticle, type LabelledPair, labelledPairs } from '../support/labelled-pairs.js';

const pairs = labelledPairs();

const mustBeThere = process.env.CI === 'true' || process.env.INGEST_REQUIRE_SERVICES === '1';
// In CI the sample has to be there; elsewhere its absence shows as a skipped test.
const describeSample = describe.skipIf(pairs === null && !mustBeThere);

describeSample('storyKey on the labelled pairs', () => {
  const keyOf = ({ title, publishedAt, source }: LabelledArticle, sourceId: string) =>
    storyKey({ headline: title, publishedAt, source, sourceId });
  const joined = (label: string) =>
    (pairs ?? []).filter((pair) => pair.label === label && keyOf(pair.a, '1') === keyOf(pair.b, '2'));

  it('has the sample', () => {
    expect(pairs).toHaveLength(220);
  });

  it('joins no two headlines that are distinct or only related', () => {
    expect([...joined('distinct'), ...joined('related')]).toEqual([]);
  });

  it('joins more than half of the duplicates by equal keys alone', () => {
    expect(joined('dup').length).toBeGreaterThanOrEqual(50);
  });
});

describeSample('sameStory on the labelled pairs', () => {
  const judged = (pairs ?? []).map(judge);
  const joined = (label: string) => judged.filter((pair) => pair.label === label && pair.match);

  it('joins no two that are distinct', () => {
    expect(joined('distinct')).toEqual([]);
  });

  it('joins 85 of 100 duplicates and more', () => {
    const all = judged.filter(({ label }) => label === 'dup').length;
    expect(joined('dup').length / all).toBeGreaterThanOrEqual(0.85);
  });

  it('joins four at most that are only related', () => {
    expect(joined('related').length).toBeLessThanOrEqual(4);
  });

  it('is symmetric on all of them', () => {
    for (const { a, b } of judged) expect(matchPrepared(a, b)).toEqual(matchPrepared(b, a));
  });

  it('finds all that it joins by lookup keys', () => {
    const missed = judged.filter(({ match, a, b }) => match && !isFound(a, b));
    expect(missed).toEqual([]);
  });

  it('prints precision and recall', () => {
    const groups = [...new Set(judged.map(({ group }) => group))].sort().map((name) => {
      const all = judged.filter(({ group }) => group === name);
      return `${name}: ${all.filter(({ match }) => match).length} of ${all.length} joined`;
    });
    const [dup, related, distinct] = ['dup', 'related', 'distinct'].map((label) => joined(label).length) as [
      number,
      number,
      number,
    ];
    const all = judged.filter(({ label }) => label === 'dup').length;
    console.info(
      [
        `precision ${(dup / (dup + distinct)).toFixed(3)} (distinct), ${(dup / (dup + distinct + related)).toFixed(3)} (with related)`,
        `recall ${(dup / all).toFixed(3)}`,
        ...groups,
      ].join('\n'),
    );
  });
});

function judge({ label, kind, a: one, b: other }: LabelledPair) {
  const [a, b] = [prepare(one, '1'), prepare(other, '2')];
  return { label, group: `${label} ${kind}`, a, b, match: matchPrepared(a, b).match };
}

function prepare({ title, publishedAt, source }: LabelledArticle, sourceId: string): PreparedArticle {
  return prepareArticle({ headline: title, publishedAt, source, sourceId });
}

function isFound(a: PreparedArticle, b: PreparedArticle): boolean {
  const { keys, wordSums } = lookupKeys(b);
  const mayMatch = ({ key, oneWordFrom }: SoughtKey) =>
    keys.includes(key) && (oneWordFrom === null || mayBeOneWordApart(oneWordFrom, wordSums));
  return soughtKeys(a).some(mayMatch) && lookupDays(a).includes(dayNumber(b.publishedAt));
}
