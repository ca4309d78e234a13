CREATE TABLE `outbox` (
	`event_id` text NOT NULL,
	`sink` text NOT NULL,
	`created_at` integer NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`waits_from` integer,
	`waits_until` integer,
	`claim_from` integer,
	`claim_until` integer,
	`settled_at` integer,
	`last_error` text,
	`message` text NOT NULL,
	PRIMARY KEY(`event_id`, `sink`)
);
--> statement-breakpoint
CREATE INDEX `outbox_pending` ON `outbox` (`sink`,`created_at`,`event_id`) WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX `outbox_by_state` ON `outbox` (`state`,`sink`);--> statement-breakpoint
ALTER TABLE `gaps` ADD `backfill` text;
--> statement-breakpoint
-- Written by hand: drizzle-kit cannot say WITHOUT ROWID. The columns stand in src/sqlite/key-tables.ts too.
CREATE TABLE `registers` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
) WITHOUT ROWID;
