CREATE TABLE "ingest"."added_tickers" (
	"article_id" bigint NOT NULL,
	"ticker" text COLLATE "C" NOT NULL,
	"seen_at" bigint NOT NULL,
	CONSTRAINT "added_tickers_article_id_ticker_pk" PRIMARY KEY("article_id","ticker")
);
--> statement-breakpoint
CREATE TABLE "ingest"."articles" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ingest"."articles_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"story_id" bigint NOT NULL,
	"source" text COLLATE "C" NOT NULL,
	"source_id" text COLLATE "C",
	"day" integer NOT NULL,
	"dedup_key" "bytea" NOT NULL,
	"published_at" bigint NOT NULL,
	"first_seen_at" bigint NOT NULL,
	"tickers" jsonb NOT NULL,
	"tags" jsonb NOT NULL,
	"headline" text COLLATE "C",
	"description" text COLLATE "C",
	"url" text COLLATE "C",
	"publisher" text COLLATE "C",
	"joined_by" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "ingest"."collection_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ingest"."collection_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"event_id" text COLLATE "C" NOT NULL,
	"run_id" text COLLATE "C" NOT NULL,
	"source" text COLLATE "C" NOT NULL,
	"tickers" jsonb NOT NULL,
	"started_at" bigint NOT NULL,
	"duration_ms" bigint NOT NULL,
	"outcome" text COLLATE "C" NOT NULL,
	"success" boolean NOT NULL,
	"item_count" integer NOT NULL,
	"new_item_count" integer NOT NULL,
	"duplicate_count" integer NOT NULL,
	"collision_count" integer NOT NULL,
	"revised_count" integer NOT NULL,
	"rejected_count" integer NOT NULL,
	"is_failover" boolean NOT NULL,
	"attempts" integer NOT NULL,
	"requests" integer NOT NULL,
	"error_code" text COLLATE "C",
	"error_message" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "ingest"."gaps" (
	"gap_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"source" text COLLATE "C" NOT NULL,
	"tickers" jsonb NOT NULL,
	"from_at" bigint,
	"to_at" bigint NOT NULL,
	"cursor" text COLLATE "C",
	"opened_at" bigint NOT NULL,
	"backfill" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "ingest"."incidents" (
	"incident_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"source" text COLLATE "C" NOT NULL,
	"severity" text COLLATE "C" NOT NULL,
	"summary" text COLLATE "C" NOT NULL,
	"details" text COLLATE "C" NOT NULL,
	"first_seen_at" bigint NOT NULL,
	"last_seen_at" bigint NOT NULL,
	"resolved_at" bigint,
	"announcements" integer NOT NULL,
	"announced_at" bigint
);
--> statement-breakpoint
CREATE TABLE "ingest"."known_keys" (
	"day" integer NOT NULL,
	"key" "bytea" NOT NULL,
	"story_id" bigint NOT NULL,
	CONSTRAINT "known_keys_day_key_pk" PRIMARY KEY("day","key")
);
--> statement-breakpoint
CREATE TABLE "ingest"."leases" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"number" bigint NOT NULL,
	"holder" text COLLATE "C",
	"boot_id" text COLLATE "C" NOT NULL,
	"pid" bigint NOT NULL,
	"process_start" text COLLATE "C" NOT NULL,
	"taken_at" bigint NOT NULL,
	"from_at" bigint NOT NULL,
	"until_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ingest"."lookups" (
	"day" integer NOT NULL,
	"key" bigint NOT NULL,
	"story_id" bigint NOT NULL,
	"word_sums" bigint NOT NULL,
	CONSTRAINT "lookups_day_key_story_id_pk" PRIMARY KEY("day","key","story_id")
);
--> statement-breakpoint
CREATE TABLE "ingest"."outbox" (
	"event_id" text COLLATE "C" NOT NULL,
	"sink" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"attempts" integer NOT NULL,
	"waits_from" bigint,
	"waits_until" bigint,
	"claim_from" bigint,
	"claim_until" bigint,
	"settled_at" bigint,
	"last_error" text COLLATE "C",
	"message" text COLLATE "C" NOT NULL,
	CONSTRAINT "outbox_event_id_sink_pk" PRIMARY KEY("event_id","sink")
);
--> statement-breakpoint
CREATE TABLE "ingest"."quarantine" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ingest"."quarantine_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"source" text COLLATE "C" NOT NULL,
	"run_id" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"reason" text COLLATE "C" NOT NULL,
	"raw" text COLLATE "C" NOT NULL,
	"fingerprint" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ingest"."registers" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"value" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ingest"."revisions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ingest"."revisions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"article_id" bigint NOT NULL,
	"seen_at" bigint NOT NULL,
	"replaced_at" bigint NOT NULL,
	"headline" text COLLATE "C" NOT NULL,
	"description" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "ingest"."source_states" (
	"source" text COLLATE "C" PRIMARY KEY NOT NULL,
	"key_id" text COLLATE "C" NOT NULL,
	"last_outcome" text COLLATE "C" NOT NULL,
	"last_success_at" bigint,
	"last_failure_at" bigint,
	"last_error_code" text COLLATE "C",
	"consecutive_failures" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ingest"."store" (
	"program" text COLLATE "C" PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"pruned_events" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ingest"."stories" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ingest"."stories_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"story_key" "bytea" NOT NULL,
	"identity" text COLLATE "C" NOT NULL,
	"headline" text COLLATE "C",
	"description" text COLLATE "C",
	"url" text COLLATE "C",
	"publisher" text COLLATE "C",
	"published_at" bigint NOT NULL,
	"ingested_at" bigint NOT NULL,
	"source" text COLLATE "C" NOT NULL,
	"is_failover" boolean NOT NULL,
	"tickers" jsonb NOT NULL,
	"tags" jsonb NOT NULL,
	"sources" jsonb NOT NULL,
	"publishers" jsonb NOT NULL,
	"revision" integer NOT NULL,
	"words" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ingest"."story_tickers" (
	"day" integer NOT NULL,
	"ticker" text COLLATE "C" NOT NULL,
	"story_id" bigint NOT NULL,
	CONSTRAINT "story_tickers_day_ticker_story_id_pk" PRIMARY KEY("day","ticker","story_id")
);
--> statement-breakpoint
CREATE TABLE "ingest"."watermarks" (
	"source" text COLLATE "C" NOT NULL,
	"ticker" text COLLATE "C" NOT NULL,
	"read_up_to" bigint NOT NULL,
	CONSTRAINT "watermarks_source_ticker_pk" PRIMARY KEY("source","ticker")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "articles_by_source_id" ON "ingest"."articles" USING btree ("source","source_id") WHERE source_id IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "articles_without_source_id" ON "ingest"."articles" USING btree ("day","dedup_key") WHERE source_id IS NULL;--> statement-breakpoint
CREATE INDEX "articles_by_dedup_key" ON "ingest"."articles" USING btree ("day","dedup_key");--> statement-breakpoint
CREATE INDEX "articles_by_story" ON "ingest"."articles" USING btree ("story_id");--> statement-breakpoint
CREATE UNIQUE INDEX "collection_events_by_event_id" ON "ingest"."collection_events" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "collection_events_by_run" ON "ingest"."collection_events" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "collection_events_by_time" ON "ingest"."collection_events" USING btree ("started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "incidents_open" ON "ingest"."incidents" USING btree ("kind","source") WHERE resolved_at IS NULL;--> statement-breakpoint
CREATE INDEX "incidents_by_time" ON "ingest"."incidents" USING btree ("first_seen_at");--> statement-breakpoint
CREATE INDEX "outbox_pending" ON "ingest"."outbox" USING btree ("sink","created_at","event_id") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "outbox_by_state" ON "ingest"."outbox" USING btree ("state","sink");--> statement-breakpoint
CREATE INDEX "quarantine_by_fingerprint" ON "ingest"."quarantine" USING btree ("fingerprint");--> statement-breakpoint
CREATE INDEX "quarantine_by_time" ON "ingest"."quarantine" USING btree ("at");--> statement-breakpoint
CREATE INDEX "revisions_by_article" ON "ingest"."revisions" USING btree ("article_id");--> statement-breakpoint
CREATE INDEX "stories_by_time" ON "ingest"."stories" USING btree ("published_at");--> statement-breakpoint
CREATE INDEX "stories_by_word" ON "ingest"."stories" USING gin ("words");