ALTER TABLE `articles` ADD `joined_by` text;--> statement-breakpoint
ALTER TABLE `articles` ADD `tags` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `stories` ADD `publishers` text DEFAULT '[]' NOT NULL;
--> statement-breakpoint
-- Written by hand: drizzle-kit cannot say WITHOUT ROWID. The columns stand in src/sqlite/key-tables.ts too.
CREATE TABLE `lookups` (
	`day` integer NOT NULL,
	`key` blob NOT NULL,
	`story_id` integer NOT NULL,
	PRIMARY KEY(`day`, `key`, `story_id`),
	FOREIGN KEY (`story_id`) REFERENCES `stories`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `added_tickers` (
	`article_id` integer NOT NULL,
	`ticker` text NOT NULL,
	`seen_at` integer NOT NULL,
	PRIMARY KEY(`article_id`, `ticker`),
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
-- What older stories have to be filed with is made by the program, in steps: down from here.
INSERT INTO `registers` (`name`, `value`) SELECT 'upkeep/filing', max(`id`) FROM `stories` HAVING max(`id`) IS NOT NULL;
