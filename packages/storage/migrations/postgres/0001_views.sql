-- Written by hand: what drizzle-kit cannot say.

-- Stories are changed in place as other sources carry them: room on their page keeps the indexes as they are.
ALTER TABLE "ingest"."stories" SET (fillfactor = 85);
--> statement-breakpoint
ALTER TABLE "ingest"."outbox" SET (fillfactor = 85);
--> statement-breakpoint
-- The views are what SQL users rely on: tables may change, these do not.
CREATE VIEW "ingest"."news" AS SELECT
	encode(story_key, 'hex') AS story_key,
	to_char(to_timestamp(published_at / 1000) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS') || '.' || lpad((published_at % 1000)::text, 3, '0') || 'Z' AS published_at,
	to_char(to_timestamp(ingested_at / 1000) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS') || '.' || lpad((ingested_at % 1000)::text, 3, '0') || 'Z' AS ingested_at,
	headline,
	description,
	url,
	publisher,
	source,
	sources,
	is_failover,
	tickers,
	NULL::double precision AS sentiment_score,
	NULL::text AS sentiment_label,
	NULL::double precision AS sentiment_confidence,
	NULL::text AS sentiment_origin
FROM "ingest"."stories" WHERE headline IS NOT NULL;
--> statement-breakpoint
CREATE VIEW "ingest"."news_tickers" AS SELECT
	encode(stories.story_key, 'hex') AS story_key,
	story_tickers.ticker AS ticker
FROM "ingest"."story_tickers" AS story_tickers JOIN "ingest"."stories" AS stories ON stories.id = story_tickers.story_id;
--> statement-breakpoint
CREATE VIEW "ingest"."story_keys" AS SELECT
	encode(known_keys.key, 'hex') AS key,
	encode(stories.story_key, 'hex') AS story_key
FROM "ingest"."known_keys" AS known_keys JOIN "ingest"."stories" AS stories ON stories.id = known_keys.story_id;
