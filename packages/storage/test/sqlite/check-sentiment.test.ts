import { describe, expect, test } from 'vitest';
import { article, noon, numbered, page } from '../../src/conformance/build.js';
import { adding, opinion, scoring, states } from '../../src/conformance/statements.js';
import { countWrongSentiments } from '../../src/sqlite/check-sentiment.js';
import { storeInMemory } from '../support/memory-database.js';

/** Stories that show: what a source states, what a scorer says, nothing any more, and nothing. */
async function filled() {
  const opened = await storeInMemory();
  const { articles, maintenance } = opened.store;
  const scored = [numbered(1), numbered(2)];
  const old = numbered(9, { publishedAt: noon - 1, sentiment: states(0.5) });
  await articles.commitPage(
    page([old, article({ sentiment: states(-0.5) }), ...scored, numbered(3)], {
      scores: scoring(scored, opinion(0.5)),
    }),
  );
  await articles.addScores([adding(numbered(2), null)]);
  await maintenance.prune({ eventsBefore: 0, storiesBefore: noon });
  return opened;
}

describe('the sentiment that stories show', () => {
  test('is what is known of them', async () => {
    const { database } = await filled();
    expect(countWrongSentiments(database)).toBe(0);
  });

  test('is the same with its fields in another order', async () => {
    const { database } = await filled();
    const { changes } = database
      .prepare(`UPDATE stories SET sentiment =
        json_object('score', json_extract(sentiment, '$.score'), 'rank', json_extract(sentiment, '$.rank'))
        WHERE sentiment IS NOT NULL`)
      .run();
    expect([changes, countWrongSentiments(database)]).toEqual([2, 0]);
  });

  test.each([
    ['shows nothing', 'UPDATE stories SET sentiment = NULL WHERE id = 2', 1],
    ['shows nothing, where many should', 'UPDATE stories SET sentiment = NULL', 2],
    ['shows another score', "UPDATE stories SET sentiment = json_set(sentiment, '$.score.score', 0.9) WHERE id = 3", 1],
    ['stands at another place', "UPDATE stories SET sentiment = json_set(sentiment, '$.rank', 5) WHERE id = 3", 1],
    ['shows what was taken back', 'DELETE FROM scores WHERE story_id = 4 AND number = 2', 1],
    ['shows what nobody said', 'DELETE FROM scores WHERE story_id = 3', 1],
    ['shows what no source states', 'UPDATE articles SET sentiment = NULL', 1],
    ['was pruned and shows something', 'UPDATE stories SET sentiment = \'{"rank":1}\' WHERE id = 1', 1],
  ])('is found wrong in a story that %s', async (_, damage, expected) => {
    const { database } = await filled();
    database.exec(damage);
    expect(countWrongSentiments(database)).toBe(expected);
  });

  test('is looked at in every part of a large store', async () => {
    const { store, database } = await storeInMemory();
    for (let start = 0; start < 4_200; start += 100)
      await store.articles.commitPage(
        page(Array.from({ length: 100 }, (_, index) => numbered(start + index, { sentiment: states(0.1) }))),
      );
    expect(countWrongSentiments(database)).toBe(0);
    database.exec('UPDATE stories SET sentiment = NULL WHERE id IN (1, 2000, 2001, 4000, 4200)');
    expect(countWrongSentiments(database)).toBe(5);
  });
});
