// The floor: the plainest program that leaves the same rows. Streams the HAR line by line, checks by hand, computes the same
// keys, writes with raw prepared statements in one transaction a page, synchronous=FULL.
// usage: node floor.mjs HAR DATABASE     the database was made by `ingest db migrate`; the HAR has one entry a line
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { dedupKey, IDENTITY_VERSION, lookupKeys, prepareArticle, publisherFamily } from '@ingest/core';
import Database from 'better-sqlite3';

const [har, file] = process.argv.slice(2);
const db = new Database(file);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.pragma('foreign_keys = ON');

const findArticle = db.prepare('SELECT id FROM articles WHERE source = ? AND source_id = ?').pluck();
const findKey = db.prepare('SELECT story_id FROM known_keys WHERE day = ? AND key = unhex(?)').pluck();
const insertStory = db.prepare(`
  INSERT INTO stories (story_key, identity, headline, description, url, publisher, published_at, ingested_at, source,
    is_failover, tickers, tags, sources, revision, publishers, sentiment)
  VALUES (unhex(?), ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, 0, ?, NULL)`);
const insertKey = db.prepare('INSERT INTO known_keys (day, key, story_id) VALUES (?, unhex(?), ?)');
const insertTicker = db.prepare('INSERT INTO story_tickers (day, ticker, story_id) VALUES (?, ?, ?)');
const insertArticle = db.prepare(`
  INSERT INTO articles (story_id, source, source_id, day, dedup_key, published_at, first_seen_at, tickers, headline,
    description, url, publisher, joined_by, tags, sentiment)
  VALUES (?, 'tiingo', ?, ?, unhex(?), ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)`);
const insertLookup = db.prepare('INSERT INTO lookups (day, key, story_id, word_sums) VALUES (?, ?, ?, ?)');
const insertEvent = db.prepare(`
  INSERT INTO collection_events (event_id, run_id, source, tickers, started_at, duration_ms, outcome, success, item_count,
    new_item_count, duplicate_count, collision_count, revised_count, rejected_count, is_failover, attempts, requests)
  VALUES (?, 'floor', 'tiingo', '[]', ?, 0, 'ok', 1, ?, ?, ?, 0, 0, 0, 0, 1, 1)`);

let stories = 0;
let duplicates = 0;
let number = 0;

const page = db.transaction((items, now) => {
  let fresh = 0;
  for (const item of items) {
    if (typeof item?.title !== 'string' || item.title === '' || !Array.isArray(item.tickers)) continue;
    const publishedAt = Date.parse(item.publishedDate);
    if (Number.isNaN(publishedAt)) continue;
    const sourceId = String(item.id);
    if (findArticle.get('tiingo', sourceId) !== undefined) {
      duplicates += 1;
      continue;
    }
    const headline = item.title.trim();
    const description = item.description?.replace(/\s+/g, ' ').trim() ?? null;
    const day = Math.floor(publishedAt / 86_400_000);
    const prepared = prepareArticle({ headline, publishedAt, source: 'tiingo', sourceId, url: item.url });
    const key = prepared.storyKey;
    const dedup = dedupKey(headline, 'tiingo', publishedAt);
    const tickers = [...new Set(item.tickers.map((ticker) => ticker.toUpperCase().replace('-', '.')))].sort();
    let storyId = findKey.get(day, key);
    let own = [headline, description, item.url, item.source];
    const tags = JSON.stringify([...new Set(item.tags)].sort());
    const isNew = storyId === undefined;
    if (isNew) {
      const names = JSON.stringify(tickers);
      storyId = insertStory.run(
        key,
        IDENTITY_VERSION,
        ...own,
        publishedAt,
        now,
        'tiingo',
        names,
        tags,
        '["tiingo"]',
        JSON.stringify([publisherFamily(item.source, item.url)]),
      ).lastInsertRowid;
      const { keys, wordSums } = lookupKeys(prepared);
      for (const lookup of keys) insertLookup.run(day, lookup, storyId, wordSums);
      insertKey.run(day, key, storyId);
      for (const ticker of tickers) insertTicker.run(day, ticker, storyId);
      own = [null, null, null, null];
      fresh += 1;
    } else duplicates += 1;
    const joinedBy = isNew ? null : 'same';
    insertArticle.run(storyId, sourceId, day, dedup, publishedAt, now, JSON.stringify(tickers), ...own, joinedBy, tags);
  }
  stories += fresh;
  number += 1;
  insertEvent.run(`floor-${process.pid}-${number}`, now, items.length, fresh, items.length - fresh);
});

for await (const line of createInterface({ input: createReadStream(har), crlfDelay: Number.POSITIVE_INFINITY })) {
  if (!line.startsWith('{"startedDateTime"')) continue;
  const entry = JSON.parse(line.endsWith(',') ? line.slice(0, -1) : line);
  const items = JSON.parse(entry.response.content.text);
  items.sort((left, right) =>
    left.publishedDate < right.publishedDate ? -1 : left.publishedDate > right.publishedDate ? 1 : left.id - right.id,
  );
  page(items, Date.parse(entry.startedDateTime));
}
db.close();
console.log(JSON.stringify({ new: stories, duplicate: duplicates }));
