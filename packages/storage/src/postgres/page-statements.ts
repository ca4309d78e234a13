import { inSchema } from './statements.js';

/** What the rows of a page are written with; the order of the values is that of the writer. */
export const pageStatements = inSchema((at) => {
  const shown =
    'headline, description, url, publisher, published_at, tickers, tags, sources, publishers, revision, words, sentiment';
  /** The columns that a story shows, as a row of each; the first of them has this number. */
  const shownArrays = (first: number) =>
    ['text', 'text', 'text', 'text', 'bigint', 'jsonb', 'jsonb', 'jsonb', 'jsonb', 'int', 'text', 'jsonb']
      .map((type, index) => `$${first + index}::${type}[]`)
      .join(', ');
  return {
    insertStories: `
      INSERT INTO ${at}stories (story_key, identity, ${shown}, ingested_at, source, is_failover)
      SELECT story_key, $2::text, ${shown.replace('words', "string_to_array(words, ' ')")}, ingested_at, source, is_failover
      FROM unnest($1::bytea[], ${shownArrays(3)}, $15::bigint[], $16::text[], $17::boolean[])
        AS given(story_key, ${shown}, ingested_at, source, is_failover)
      RETURNING id, story_key AS "storyKey"`,
    updateStories: `
      UPDATE ${at}stories AS stories SET headline = given.headline, description = given.description, url = given.url,
        publisher = given.publisher, published_at = given.published_at, tickers = given.tickers, tags = given.tags,
        sources = given.sources, publishers = given.publishers, revision = given.revision,
        words = string_to_array(given.words, ' '), sentiment = given.sentiment
      FROM unnest($1::bigint[], ${shownArrays(2)}) AS given(id, ${shown}) WHERE stories.id = given.id`,
    insertRows: `
      WITH tickers AS (
        INSERT INTO ${at}story_tickers (day, ticker, story_id)
        SELECT * FROM unnest($1::int[], $2::text[], $3::bigint[])
      ), keys AS (
        INSERT INTO ${at}known_keys (day, key, story_id) SELECT * FROM unnest($4::int[], $5::bytea[], $6::bigint[])
      ), filings AS (
        INSERT INTO ${at}lookups (day, key, story_id, word_sums)
        SELECT * FROM unnest($7::int[], $8::bigint[], $9::bigint[], $10::bigint[])
      ), scores AS (
        INSERT INTO ${at}scores (story_id, at, model, opinion, is_preferred)
        SELECT * FROM unnest($11::bigint[], $12::bigint[], $13::text[], $14::jsonb[], $15::boolean[])
      )
      INSERT INTO ${at}articles (story_id, source, source_id, day, dedup_key, published_at, first_seen_at, tickers, tags,
        headline, description, url, publisher, joined_by, sentiment)
      SELECT story_id, source, source_id, day, dedup_key, published_at, $30::bigint, tickers, tags, headline, description,
        url, publisher, joined_by, sentiment
      FROM unnest($16::bigint[], $17::text[], $18::text[], $19::int[], $20::bytea[], $21::bigint[], $22::jsonb[],
        $23::jsonb[], $24::text[], $25::text[], $26::text[], $27::text[], $28::text[], $29::jsonb[]) WITH ORDINALITY
        AS given(story_id, source, source_id, day, dedup_key, published_at, tickers, tags, headline, description, url,
          publisher, joined_by, sentiment, place)
      ORDER BY place
      RETURNING id`,
    addTickers: `
      INSERT INTO ${at}added_tickers (article_id, ticker, seen_at)
      SELECT article_id, ticker, $3::bigint FROM unnest($1::bigint[], $2::text[]) AS given(article_id, ticker)
      ON CONFLICT (article_id, ticker) DO NOTHING`,
    unshowArticles: `
      UPDATE ${at}articles AS articles SET headline = given.headline, description = given.description, url = given.url,
        publisher = given.publisher
      FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[])
        AS given(story_id, headline, description, url, publisher)
      WHERE articles.story_id = given.story_id AND articles.headline IS NULL`,
    reviseArticles: `
      UPDATE ${at}articles AS articles SET headline = given.headline, description = given.description
      FROM unnest($1::bigint[], $2::text[], $3::text[]) AS given(id, headline, description)
      WHERE articles.id = given.id`,
    retickerArticles: `
      UPDATE ${at}articles AS articles SET tickers = given.tickers
      FROM unnest($1::bigint[], $2::jsonb[]) AS given(id, tickers) WHERE articles.id = given.id`,
    insertRevisions: `
      INSERT INTO ${at}revisions (article_id, seen_at, replaced_at, headline, description)
      SELECT articles.id,
        coalesce((SELECT max(replaced_at) FROM ${at}revisions WHERE article_id = articles.id), articles.first_seen_at),
        $4::bigint, given.headline, given.description
      FROM unnest($1::bigint[], $2::text[], $3::text[]) WITH ORDINALITY AS given(id, headline, description, place)
      JOIN ${at}articles AS articles ON articles.id = given.id
      ORDER BY given.place`,
  };
});
