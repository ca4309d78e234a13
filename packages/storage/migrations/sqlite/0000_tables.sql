CREATE TABLE `articles` (
	`id` integer PRIMARY KEY NOT NULL,
	`story_id` integer NOT NULL,
	`source` text NOT NULL,
	`source_id` text,
	`day` integer NOT NULL,
	`dedup_key` blob NOT NULL,
	`published_at` integer NOT NULL,
	`first_seen_at` integer NOT NULL,
	`tickers` text NOT NULL,
	`headline` text,
	`description` text,
	`url` text,
	`publisher` text,
	FOREIGN KEY (`story_id`) REFERENCES `stories`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `articles_by_source_id` ON `articles` (`source`,`source_id`) WHERE source_id IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `articles_without_source_id` ON `articles` (`day`,`dedup_key`) WHERE source_id IS NULL;--> statement-breakpoint
CREATE INDEX `articles_by_dedup_key` ON `articles` (`day`,`dedup_key`);--> statement-breakpoint
CREATE INDEX `articles_by_story` ON `articles` (`story_id`);--> statement-breakpoint
CREATE TABLE `collection_events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`event_id` text NOT NULL,
	`run_id` text NOT NULL,
	`source` text NOT NULL,
	`tickers` text NOT NULL,
	`started_at` integer NOT NULL,
	`duration_ms` integer NOT NULL,
	`outcome` text NOT NULL,
	`success` integer NOT NULL,
	`item_count` integer NOT NULL,
	`new_item_count` integer NOT NULL,
	`duplicate_count` integer NOT NULL,
	`collision_count` integer NOT NULL,
	`revised_count` integer NOT NULL,
	`rejected_count` integer NOT NULL,
	`is_failover` integer NOT NULL,
	`attempts` integer NOT NULL,
	`requests` integer NOT NULL,
	`error_code` text,
	`error_message` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `collection_events_by_event_id` ON `collection_events` (`event_id`);--> statement-breakpoint
CREATE INDEX `collection_events_by_run` ON `collection_events` (`run_id`);--> statement-breakpoint
CREATE INDEX `collection_events_by_time` ON `collection_events` (`started_at`);--> statement-breakpoint
CREATE TABLE `gaps` (
	`gap_id` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`tickers` text NOT NULL,
	`from_at` integer,
	`to_at` integer NOT NULL,
	`cursor` text,
	`opened_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `leases` (
	`name` text PRIMARY KEY NOT NULL,
	`number` integer NOT NULL,
	`holder` text,
	`boot_id` text NOT NULL,
	`pid` integer NOT NULL,
	`process_start` text NOT NULL,
	`taken_at` integer NOT NULL,
	`from_at` integer NOT NULL,
	`until_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `quarantine` (
	`id` integer PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`run_id` text NOT NULL,
	`at` integer NOT NULL,
	`reason` text NOT NULL,
	`raw` text NOT NULL,
	`fingerprint` blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX `quarantine_by_fingerprint` ON `quarantine` (`fingerprint`);--> statement-breakpoint
CREATE INDEX `quarantine_by_time` ON `quarantine` (`at`);--> statement-breakpoint
CREATE TABLE `revisions` (
	`id` integer PRIMARY KEY NOT NULL,
	`article_id` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`replaced_at` integer NOT NULL,
	`headline` text NOT NULL,
	`description` text,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `revisions_by_article` ON `revisions` (`article_id`);--> statement-breakpoint
CREATE TABLE `source_states` (
	`source` text PRIMARY KEY NOT NULL,
	`key_id` text NOT NULL,
	`last_outcome` text NOT NULL,
	`last_success_at` integer,
	`last_failure_at` integer,
	`last_error_code` text,
	`consecutive_failures` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `stories` (
	`id` integer PRIMARY KEY NOT NULL,
	`story_key` blob NOT NULL,
	`identity` text NOT NULL,
	`headline` text,
	`description` text,
	`url` text,
	`publisher` text,
	`published_at` integer NOT NULL,
	`ingested_at` integer NOT NULL,
	`source` text NOT NULL,
	`is_failover` integer NOT NULL,
	`tickers` text NOT NULL,
	`tags` text NOT NULL,
	`sources` text NOT NULL,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `stories_by_time` ON `stories` (`published_at`);--> statement-breakpoint
CREATE TABLE `watermarks` (
	`source` text NOT NULL,
	`ticker` text NOT NULL,
	`read_up_to` integer NOT NULL,
	PRIMARY KEY(`source`, `ticker`)
);
