-- Written by hand: drizzle-kit cannot say WITHOUT ROWID. The columns stand in src/sqlite/key-tables.ts too.
DROP TABLE `lookups`;
--> statement-breakpoint
CREATE TABLE `lookups` (
	`day` integer NOT NULL,
	`key` integer NOT NULL,
	`story_id` integer NOT NULL,
	`word_sums` integer NOT NULL,
	PRIMARY KEY(`day`, `key`, `story_id`),
	FOREIGN KEY (`story_id`) REFERENCES `stories`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
-- What older stories have to be filed with is made by the program, in steps: down from here.
INSERT OR REPLACE INTO `registers` (`name`, `value`) SELECT 'upkeep/filing', max(`id`) FROM `stories` HAVING max(`id`) IS NOT NULL;
