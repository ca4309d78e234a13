CREATE TABLE "ingest"."scores" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ingest"."scores_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"story_id" bigint NOT NULL,
	"at" bigint NOT NULL,
	"model" text COLLATE "C" NOT NULL,
	"opinion" jsonb,
	"is_preferred" boolean NOT NULL
);
--> statement-breakpoint
ALTER TABLE "ingest"."articles" ADD COLUMN "sentiment" jsonb;--> statement-breakpoint
ALTER TABLE "ingest"."stories" ADD COLUMN "sentiment" jsonb;--> statement-breakpoint
CREATE INDEX "scores_by_story" ON "ingest"."scores" USING btree ("story_id");--> statement-breakpoint
-- Written by hand: what drizzle-kit cannot say. The view keeps its columns and their types, so that views of users stay as they are.
CREATE OR REPLACE VIEW "ingest"."news" AS SELECT
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
	(sentiment -> 'score' ->> 'score')::double precision AS sentiment_score,
	sentiment -> 'score' ->> 'label' AS sentiment_label,
	(sentiment -> 'score' ->> 'confidence')::double precision AS sentiment_confidence,
	sentiment -> 'score' ->> 'origin' AS sentiment_origin,
	sentiment -> 'score' ->> 'model' AS sentiment_model,
	sentiment -> 'score' -> 'scope' ->> 'ticker' AS sentiment_ticker
FROM "ingest"."stories" WHERE headline IS NOT NULL;
